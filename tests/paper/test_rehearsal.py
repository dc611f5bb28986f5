"""What start-up loads, and that it loads no more."""

import subprocess
import sys

LOADED = """
import sys
from shequ_desk.paper import fonts, listing, rehearsal
assert not fonts._faces, "a font was opened by an import"
assert rehearsal.rehearse() > 4000
opened = ",".join(sorted(face.name for face in fonts._faces.values()))
heavy = [name for name in ("xlsxwriter", "reportlab.platypus", "reportlab.graphics", "PySide6") if name in sys.modules]
print(opened, heavy)
"""


def test_a_receipt_opens_two_faces_and_loads_no_workbook_or_barcode_library() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("NotoSerifSC-Bold,NotoSerifSC-Regular []", "")
