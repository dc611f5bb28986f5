"""Commands as a shell would give them."""

import json
from pathlib import Path

import pytest

from shequ_desk.cli import main

PASSWORD = "Qingquan-2026"


class Shell:
    """Runs commands on one data folder and keeps what was said."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.capsys = capsys
        self.out = self.err = ""

    def run(self, *arguments: str, code: int = 0) -> str:
        found = main(["--data", str(self.place), *arguments])
        self.out, self.err = self.capsys.readouterr()
        assert found == code, self.err
        return self.out

    def json(self, *arguments: str) -> dict[str, object]:
        answer = json.loads(self.run(*arguments, "--json"))
        assert isinstance(answer, dict)
        return answer
