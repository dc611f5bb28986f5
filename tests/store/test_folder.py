"""The data folder and its rooms."""

from pathlib import Path

import pytest

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store.folder import DataFolder


@pytest.mark.parametrize("room", ["backups", "papers", "logs"])
def test_a_file_in_the_place_of_a_room_is_said_by_name(tmp_path: Path, room: str) -> None:
    (tmp_path / room).write_text("")
    with pytest.raises(Trouble, match=f"{room} 应当是文件夹") as caught:
        DataFolder(tmp_path).create()
    assert "改名或移走" in caught.value.way_out


def test_creating_twice_is_as_good_as_once(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    folder.create()
    assert folder.backups.is_dir()
