"""P20: each of the 8,105 standard characters enters by a file, is stored, and finds its resident again."""

from pathlib import Path

import pytest
from sqlalchemy import select

from shequ_desk.people import service
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.data_files import DATA
from tests.people.roster.books import bring_in

STANDARD = (DATA / "tgh8105.txt").read_text(encoding="utf-8").strip()
NAMES = [STANDARD[start : start + 45] for start in range(0, len(STANDARD), 45)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_standard_character_comes_through(database: Database, desk: Clerk, tmp_path: Path, encoding: str) -> None:
    assert len(STANDARD) == 8105
    file = tmp_path / "名册.csv"
    file.write_text("姓名,出生日期\n" + "".join(f"{name},1950-03-01\n" for name in NAMES), encoding)
    bring_in(database, desk, file)
    with database.reading(desk) as work:
        kept = work.session.scalars(select(Person.name).order_by(Person.id)).all()
        found = [[hit.name for hit in service.search(work, name)] for name in NAMES]
    assert list(kept) == NAMES
    assert found == [[name] for name in NAMES]
