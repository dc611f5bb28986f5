"""The audit book shows words, not the short codes that columns keep: every code has the word the screens use for it."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import JSON, String

from shequ_desk.catalogue import COUNTERS, REPORTS
from shequ_desk.counters.canteen.rules.discount import FORMS, LIMITS, UNITS
from shequ_desk.counters.canteen.rules.ledger import BOOKING_STATES
from shequ_desk.counters.canteen.rules.settings import HOLDERS, Canteen
from shequ_desk.counters.childcare.rules import booking, documents, door, offer, waiting
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.mediation.rules import lists
from shequ_desk.counters.mediation.rules.file import DOCUMENTS
from shequ_desk.counters.mediation.rules.path import STATES
from shequ_desk.counters.mediation.rules.settings import BRACKETS, Mediation
from shequ_desk.counters.mediation.rules.statistics import BY_KEY
from shequ_desk.kernel.identity import Kind
from shequ_desk.kernel.printed import AS_PRINTED
from shequ_desk.office import words
from shequ_desk.office.rules import KINDS, Centre, DeskSettings, Opening
from shequ_desk.people.lists import tag_kinds
from shequ_desk.people.service.numbers import NOTES
from shequ_desk.people.service.roster_lines import Outcome
from shequ_desk.store.base import Base
from shequ_desk.store.content import JPEG, PDF, PNG
from shequ_desk.store.rights import ROLES
from shequ_desk.till.rules import Payment
from tests.tables import MODULES

PACKAGE = Path(__file__).parents[2] / "shequ_desk"
SECTIONS = (Canteen, Childcare, Mediation, Centre, DeskSettings, Opening)
PAYMENTS = {payment.value: payment.label for payment in Payment}
TAGS = {key: kind.title for key, kind in tag_kinds().items()}
PAPERS = {"dashboard": "一屏掌握"} | {key: report.title for key, report in REPORTS.items()}
PARTS = {counter.key: counter.title for counter in COUNTERS}
BRACKET_WORDS = {key: f"{left}2026{right}" for key, (left, right) in BRACKETS.items()}
WORDS: dict[str, Mapping[str, str] | None] = {
    "canteen_booking.state": BOOKING_STATES,
    "canteen_meal.payment": PAYMENTS,
    "canteen_rule.categories": TAGS,
    "canteen_rule.form": FORMS,
    "canteen_rule.limit_kind": LIMITS,
    "canteen_rule.limit_unit": UNITS,
    "childcare_booking.state": booking.BOOKING_STATES,
    "childcare_document.kind": documents.DOCUMENT_KINDS,
    "childcare_door.kind": door.DOOR_KINDS,
    "childcare_programme.kind": offer.PROGRAMME_KINDS,
    "childcare_programme.reductions": TAGS,
    "childcare_programme.tags": TAGS,
    "childcare_programme.unit": offer.UNITS,
    "childcare_stay.payment": PAYMENTS,
    "childcare_terms.kind": documents.DOCUMENT_KINDS,
    "childcare_waiting_event.kind": waiting.WAITING_STATES,
    "clerk_role.role": ROLES,
    "day_close.takings": PAYMENTS,
    "import_row.outcome": None,
    "mediation_agreement.excluded": lists.NOT_CONFIRMABLE,
    "mediation_agreement.form": lists.FORMS,
    "mediation_attachment.kind": lists.ATTACHMENT_KINDS,
    "mediation_attachment.media": None,
    "mediation_case.committee_kind": lists.COMMITTEE_KINDS,
    "mediation_case.confirmation": lists.CONFIRMATIONS,
    "mediation_case.difficulty": lists.DIFFICULTIES,
    "mediation_case.form": lists.FORMS,
    "mediation_case.outcome": lists.OUTCOMES,
    "mediation_case.performance": lists.PERFORMANCES,
    "mediation_case.referrer": lists.REFERRERS,
    "mediation_case.source": lists.SOURCES,
    "mediation_case.state": STATES,
    "mediation_committee.kind": lists.COMMITTEE_KINDS,
    "mediation_confirmation.result": lists.CONFIRMATIONS,
    "mediation_ending.kind": None,
    "mediation_ending.reason": lists.END_REASONS,
    "mediation_excuse.paper": DOCUMENTS,
    "mediation_log.kind": lists.LOG_KINDS,
    "mediation_mediator.level": lists.LEVELS,
    "mediation_original.paper": DOCUMENTS,
    "mediation_party.kind": lists.PARTY_KINDS,
    "mediation_party.side": lists.SIDES,
    "mediation_past.key": {key: column.title for key, column in BY_KEY.items()},
    "mediation_performance.state": lists.PERFORMANCES,
    "mediation_prevention.key": lists.PREVENTION,
    "mediation_rate.difficulty": lists.DIFFICULTIES,
    "mediation_step.state": STATES,
    "mediation_subtype.type_code": {str(code): title for code, title in lists.TYPES.items()},
    "mediation_visit.performance": lists.PERFORMANCES,
    "odd_number.kind": NOTES,
    "person.id_kind": None,
    "receipt.payment": PAYMENTS,
    "receipt_event.kind": None,
    "report_figure.part": PARTS,
    "report_note.kind": None,
    "report_note.part": PARTS,
    "report_paper.key": PAPERS,
    "report_paper.permission": None,
    "setting.name": None,
    "setting.section": None,
    "setting.value": {**HOLDERS, **KINDS, **BRACKET_WORDS},
    "tag.key": TAGS,
    "till_shift.kind": None,
    "papers": DOCUMENTS,
    "tag": TAGS,
}
"""Column (or what a noted act names) → its codes and words; None: nobody else has words, CODES lists the codes."""

CODES: dict[str, frozenset[str]] = {
    "import_row.outcome": frozenset(get_args(Outcome)),
    "mediation_attachment.media": frozenset({JPEG, PNG, PDF}),
    "mediation_ending.kind": frozenset({"end", "pass"}),
    "person.id_kind": frozenset({*get_args(Kind), AS_PRINTED}),
    "receipt_event.kind": frozenset({"print", "void"}),
    "report_note.kind": frozenset({"replace", "add"}),
    "report_paper.permission": frozenset(report.permission for report in REPORTS.values()),
    "setting.name": frozenset(name for section in SECTIONS for name in section.__dataclass_fields__ if name.islower()),
    "setting.section": frozenset(section.SECTION for section in SECTIONS),
    "till_shift.kind": frozenset({"open", "hand_over"}),
}
_PLAIN = """
abbreviation accepted_by address age_class alone areas bound_by building carer carer_kind category centre chain
chain_head check_code checked_by clerk_name code condition confirmed_how digest dishes document entered_by
ethnic excluded file_name free_payer given_by grade granted_by group_name group_nos hospital host households hukou
item label level limit_key login mac made meal mode mood month name no_number_reason note number occupation
payer payers pdf period place pool post programme_name proof reason receipt_no recorder red
refunds relation remark remedies residence retention room rule_document rule_name second_name series
set_name sex sha256 sheet sleep slot slots standard step successor taken_over terms text times title
undone_by unit verified_by version visitor weekdays window workbook canteen_review.outcome card.kind
childcare_group.kind receipt.kind
"""
PLAIN = frozenset(_PLAIN.split())
"""Columns that hold words, numbers or digests: what a person wrote, or the program keeps in Chinese anyway."""

NUMBERS = frozenset({"mediation_subtype.type_code"})
"""Codes kept as numbers."""


def columns() -> Iterator[tuple[str, str]]:
    """Every column that holds text in the clear, by table.column and by column."""
    assert MODULES
    for table in Base.metadata.tables.values():
        if table.name not in ("audit", "number_series", "search_key", "search_new"):
            for column in table.columns:
                if isinstance(column.type, String | JSON) and not column.info.get("mask"):
                    yield f"{table.name}.{column.name}", column.name


def noted() -> Iterator[tuple[str, ast.Call]]:
    """Every work.note(...) of the package, by file."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                yield path.name, node


def test_every_column_of_codes_is_known() -> None:
    found = dict(columns())
    # A new column of short codes belongs into WORDS and resources/office/codes.json, one of words into PLAIN.
    assert [whole for whole, name in found.items() if not {whole, name} & (WORDS.keys() | PLAIN)] == []
    assert [whole for whole in WORDS if "." in whole and whole not in found.keys() | NUMBERS] == []
    assert PLAIN.difference(found, found.values()) == frozenset()


@pytest.mark.parametrize("column", WORDS)
def test_every_code_has_the_word_of_the_screens(column: str) -> None:
    told = WORDS[column] or dict.fromkeys(CODES[column])
    subject, _, name = column.rpartition(".")
    for code, title in told.items():
        ((_, shown),) = words.values(json.dumps({name: code}), subject)
        assert shown == (title or shown)
        assert code == "" or shown != code
        assert not re.search("[a-z]", shown), shown


def test_codes_inside_lists_are_words_too() -> None:
    assert words.values('{"categories": ["tekun", "dibao"]}', "canteen_rule") == [("人群", "特困、低保")]
    assert words.values('{"takings": [["CT", "wechat", 12, 3]]}', "day_close") == [("收款", "CT 微信 12 3")]
    assert words.values('{"weekdays": []}', "childcare_session") == [("星期", "")]


def test_a_row_is_named_in_words() -> None:
    assert words.row_key("clerk_role", "1/desk") == "1/窗口"
    assert words.row_key("setting", "mediation/limit_months") == "调解/调解期限（月）"
    assert words.row_key("receipt", "412") == "412"


def test_what_is_noted_beside_the_rows_has_words() -> None:
    calls = list(noted())
    names = {keyword.arg for _, call in calls for keyword in call.keywords if keyword.arg}
    texts = [[one.value if isinstance(one, ast.Constant) else "" for one in call.args[:2]] for _, call in calls]
    assert len(calls) > 20
    assert [name for name in names if words.values(json.dumps({name: 1}), "")[0][0] == name and name.isascii()] == []
    assert [act for act, *_ in texts if act and words.action(str(act)) == act] == []
    assert [one for _, *rest in texts for one in rest if one and words.subject(str(one)) == one] == []
    assert [key for key in PAPERS if words.subject(key) != PAPERS[key]] == []
