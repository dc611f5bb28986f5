"""The refused rows as a workbook: the columns of the file, the reason last; mended it can be imported again."""

from collections.abc import Iterator, Sequence

from shequ_desk.kernel.figures import Column, Table
from shequ_desk.paper.workbook import workbook
from shequ_desk.people.roster.cells import Cell, text_of
from shequ_desk.people.roster.columns import REASON_TITLE
from shequ_desk.people.roster.proposal import Proposal, SheetProposal
from shequ_desk.people.roster.rows import people_rows
from shequ_desk.people.service.roster_lines import Plan, Row

_TITLE = "退回的行"


def workbook_of(proposal: Proposal, plan: Plan) -> bytes:
    """One sheet for every sheet that had refused rows; every cell a text, merged household cells filled."""
    refused = {(row.line.sheet, row.line.row): row for row in plan.rows if row.outcome == "reject"}
    return workbook(list(_tables(proposal, refused)))


def _tables(proposal: Proposal, refused: dict[tuple[str, int], Row]) -> Iterator[Table]:
    for sheet in proposal.used:
        rows = list(_rows(sheet, refused))
        if rows:
            yield Table(sheet.grid.name or _TITLE, _columns(sheet), rows)


def _columns(sheet: SheetProposal) -> tuple[Column, ...]:
    titles = [title for title in sheet.titles if title != REASON_TITLE]
    return tuple(Column(f"c{place}", title) for place, title in enumerate([*titles, REASON_TITLE]))


def _rows(sheet: SheetProposal, refused: dict[tuple[str, int], Row]) -> Iterator[tuple[str, ...]]:
    assert sheet.mapping is not None
    for number, cells in people_rows(sheet, sheet.mapping):
        row = refused.get((sheet.grid.name, number))
        if row is not None:
            yield (*_texts(sheet, cells, row.line.home), row.reason)


def _texts(sheet: SheetProposal, cells: Sequence[Cell], home: str) -> Iterator[str]:
    """The cells as texts; the address that other rows of the 户号 give, since those rows are not in this workbook."""
    fields = sheet.mapping.columns if sheet.mapping else {}
    for place, title in enumerate(sheet.titles):
        if title != REASON_TITLE:
            said = text_of(cells[place]) if place < len(cells) else ""
            yield said or (home if fields.get(place) == "address" else "")
