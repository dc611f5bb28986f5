"""A frozen program is its own Python."""

from multiprocessing import freeze_support


def serve() -> None:
    """When this process was started to read a workbook, do that and leave; else nothing."""
    freeze_support()
