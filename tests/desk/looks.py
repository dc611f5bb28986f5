"""What a page must look like, checked by geometry: nothing clipped, everything named, the focus goes round."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.rows.paint import PAD
from shequ_desk.desk.theme import LARGE, NORMAL, font
from shequ_desk.desk.widgets import ElidedLabel

SIZES = ((1366, 768, NORMAL), (1280, 680, NORMAL), (1366, 768, LARGE), (1280, 680, LARGE))
"""(width, height, factor) every page is looked at: the smallest office screen, 1280×680, 大字模式."""
SLACK = 1


def clipped(root: QWidget) -> list[str]:
    """Texts under `root` that do not fit their widget; call with the widget shown at its real size."""
    return [f"{_words(widget)}: {_lack(widget)}" for widget in _texts(root) if _lack(widget)]


def outside(root: QWidget) -> list[str]:
    """Controls that lie wholly or partly beyond their parent's edge (outside of scroll areas)."""
    found = []
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        if parent is None or not widget.isVisible() or not isinstance(widget, QPushButton | QLineEdit):
            continue
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
            found.append(f"{_words(widget)} {widget.geometry().getRect()} in {parent.rect().getRect()}")
    return found


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    kinds = QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in root.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or _words(widget))
    ]


def twice(window: QWidget) -> list[str]:
    """Keys that two acts on show both claim: Qt then starts neither."""
    acts = [act for act in window.findChildren(QAction) if act.isEnabled() and _in_reach(act)]
    keys = Counter(key.toString() for act in acts for key in act.shortcuts())
    return [key for key, number in keys.items() if number > 1]


def doubled(root: QWidget) -> list[str]:
    """Lists and pictures that scroll inside something that scrolls as well: two bars beside each other."""
    areas = [area for area in root.findChildren(QAbstractScrollArea) if area.verticalScrollBar().maximum()]
    areas = [area for area in areas if area.isVisible() and area.verticalScrollBar().isVisible()]
    pairs = product(areas, areas)
    return [inner.accessibleName() for outer, inner in pairs if outer is not inner and outer.isAncestorOf(inner)]


def overfull(root: QWidget) -> list[str]:
    """Lists on show whose last column lies beyond the edge, and tabs that do not stand beside each other whole."""
    lists = [view for view in root.findChildren(RowsView) if view.isVisible()]
    wide = [view for view in lists if view.horizontalHeader().length() > view.viewport().width()]
    bars = [bar for bar in root.findChildren(QTabBar) if bar.isVisible() and bar.width() < bar.sizeHint().width()]
    return [widget.accessibleName() for widget in (*wide, *bars)]


def unsaid(root: QWidget) -> list[str]:
    """What the chosen rows of lists on show say in columns too narrow for it, and nothing beneath them says it."""
    said = "".join(label.text() for label in root.findChildren(WholeRow) if label.isVisible())
    lists = [view for view in root.findChildren(RowsView) if view.isVisible()]
    return [
        f"{view.accessibleName()} {title}" for view in lists for title, text in view.unseen() if text[:20] not in said
    ]


def tab_order(root: QWidget) -> list[QWidget]:
    """Visible widgets under `root` in the order Tab visits them."""
    order, widget = [], root.nextInFocusChain()
    while widget is not None and widget is not root:
        if root.isAncestorOf(widget) and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return order


def shortened(view: RowsView, key: str) -> list[str]:
    """Texts of a column of a list that do not fit it; "left out" when the column itself is not there."""
    place = [column.key for column in view.rows.columns].index(key)
    if view.isColumnHidden(place):
        return ["left out"]
    metrics, room = QFontMetrics(font(14)), view.columnWidth(place) - 2 * PAD
    texts = [str(view.rows.data(view.rows.index(number, place))) for number in range(view.rows.rowCount())]
    return [text for text in texts if metrics.horizontalAdvance(text) > room + SLACK]


def _in_reach(act: QAction) -> bool:
    owner = act.parent()
    whole = act.shortcutContext() == Qt.ShortcutContext.WindowShortcut
    return whole and isinstance(owner, QWidget) and owner.isVisible()


def _texts(root: QWidget) -> Iterator[QLabel | QPushButton]:
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel | QPushButton) and widget.isVisible() and _words(widget):
            yield widget


def _lack(widget: QLabel | QPushButton) -> str:
    if isinstance(widget, ElidedLabel):
        return _shorter("height", widget.fontMetrics().height(), widget.height())
    if isinstance(widget, QLabel) and widget.wordWrap():
        return _shorter("height", widget.heightForWidth(widget.width()), widget.height())
    wanted = widget.minimumSizeHint()
    return _shorter("width", wanted.width(), widget.width()) or _shorter("height", wanted.height(), widget.height())


def _shorter(side: str, wanted: int, given: int) -> str:
    return f"{side} {given} of {wanted}" if given + SLACK < wanted else ""


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
