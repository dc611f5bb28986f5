"""How the command line asks for passwords and says what it did."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from shequ_desk.kernel.errors import Refusal, Trouble

VARIABLE = "SHEQU_DESK_PASSWORD"
Answer = Mapping[str, object]


def password(options: argparse.Namespace) -> str:
    """The password from --password-file or the environment. Refusal when neither is given."""
    if options.password_file is not None:
        return secret_file(options.password_file)
    if given := os.environ.get(VARIABLE):
        return given
    raise Refusal("没有给出密码", f"请用 --password-file，或设置环境变量 {VARIABLE}")


def secret_file(path: Path) -> str:
    """The first line of a file. Trouble when it cannot be read."""
    try:
        return path.read_text("utf-8-sig").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise Trouble(f"读不出文件 {path.name}", "请核对文件路径和内容") from error


def tell(answer: Answer, as_json: bool) -> None:
    """Print one JSON object, or one line a value."""
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        return
    for key, value in answer.items():
        sys.stdout.write(f"{key}: {value}\n")
