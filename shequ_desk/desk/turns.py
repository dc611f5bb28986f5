"""A long opening is done in turns, so that the window is never held for more than 50 ms."""

from PySide6.QtCore import QCoreApplication, QEventLoop


def turn() -> None:
    """End one part of a long opening: the window paints and hears its jobs; keys and clicks wait, in their order.

    Only where nobody else can meet what is half done: between the parts of a page that is not on show yet. Never inside
    a transaction.
    """
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
