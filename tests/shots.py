"""python -m tests.shots --out DIR: the pictures the demonstration plays, for looking; the README's go to docs/."""

import shutil
import sys
from pathlib import Path

import pypdfium2

from tests.play.__main__ import main, options_of

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = {
    "hall": "04-hall.png",
    "canteen": "06-canteen-bill.png",
    "childcare": "20-childcare-booking.png",
    "mediation": "14-mediation.png",
    "reports": "16-reports.png",
    "dashboard": "17-dashboard.png",
}
RECEIPT, SCALE = "printed-01-A5.pdf", 2


def keep(out: Path, docs: Path) -> list[Path]:
    """Bring the README's pictures from `out` to `docs`; FileNotFoundError when the demonstration made one less."""
    made = [Path(shutil.copyfile(out / name, docs / f"{title}.png")) for title, name in PICTURES.items()]
    with pypdfium2.PdfDocument(out / RECEIPT) as receipt:
        receipt[0].render(scale=SCALE).to_pil().save(docs / "receipt.png")
    return [*made, docs / "receipt.png"]


if __name__ == "__main__":
    code = main()
    for path in keep(options_of().out, DOCS):
        sys.stdout.write(f"{path.relative_to(DOCS.parent)}\n")
    sys.exit(code)
