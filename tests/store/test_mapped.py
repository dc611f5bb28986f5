"""Linking the mapped classes, in a process of its own: whatever else ran has asked columns already."""

import subprocess
import sys

COPIES = """
import gc
import shequ_desk.catalogue
from shequ_desk.store.base import Base, prepare
from sqlalchemy.sql.annotation import Annotated
from sqlalchemy.sql.schema import Column
copies = lambda: sum(isinstance(one, Annotated) and isinstance(one, Column) for one in gc.get_objects())
before = copies()
prepare()
print(copies() - before, len(Base.metadata.tables) > 50)
"""


def test_linking_copies_no_column() -> None:
    done = subprocess.run([sys.executable, "-c", COPIES], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["0", "True"], "")
