"""Where the read-only folders that ship with the program are: in a checkout, in an installed wheel, in a frozen app."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str, package: Path = _PACKAGE) -> Path:
    """Return the shipped folder `name`: `<package>/_bundle/<name>` when shipped, else beside the package.

    Wheels and frozen builds carry the `_bundle` folder; a checkout has none. Raises FileNotFoundError when the
    installation is incomplete.
    """
    for candidate in (package / "_bundle" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"shipped folder {name!r} is missing beside {package}")


def resources() -> Path:
    """Return the folder with fonts, icons, theme and seed tables."""
    return folder("resources")


def migrations() -> Path:
    """Return the Alembic script folder (`env.py`, `versions/`)."""
    return folder("migrations")
