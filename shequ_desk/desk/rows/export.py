"""A list on the screen as a kernel Table: the same rows in the same order, as they are shown (masked)."""

from shequ_desk.desk.rows.view import RowsView
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Table

MOST = 100_000


def table_of(view: RowsView) -> Table:
    """All rows of the list. Refusal when it is empty or longer than 100,000 rows."""
    model, source = view.rows, view.rows.source()
    if not source.count:
        raise Refusal("这个列表是空的，没有可以导出的内容")
    if source.count > MOST:
        raise Refusal(f"列表有 {source.count:,} 行，一次最多导出 {MOST:,} 行", "请先用条件缩小范围")
    rows = [model.cells(row) for row in source.fetch(0, source.count)]
    return Table(view.accessibleName(), model.columns, rows)
