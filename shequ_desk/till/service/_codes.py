"""The text that the keyed codes of a receipt and of a day close are made over."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shequ_desk.till.rules import Line

_RECEIPT = (
    "number",
    "day",
    "at",
    "clerk_id",
    "clerk_name",
    "title",
    "payer_name",
    "person_id",
    "payment",
    "mirrors_id",
)
_WHERE = ("centre", "window")
_SAID = (*_WHERE, "note", "reason")
_CLOSE = (
    "day",
    "at",
    "clerk_id",
    "clerk_name",
    "opening_float",
    "receipts",
    "voids",
    "gaps",
    "expected",
    "counted",
    "difference",
    "reason",
    "perpetual",
    "chain",
    "previous_id",
)


def receipt_content(row: Mapping[str, Any], lines: Iterable[Line]) -> str:
    """Everything a receipt says; `row` is keyed by column."""
    return _text(*_money(row, lines), [str(row[name]) for name in _SAID])


def first_content(row: Mapping[str, Any], lines: Iterable[Line]) -> str:
    """What the codes of the first receipts were made over: without note, reason, centre and window."""
    return _text(*_money(row, lines))


def close_content(row: Mapping[str, Any], previous: str) -> str:
    """Everything a day close says and the code of the close before it; `row` is keyed by column."""
    return _text(*_counts(row, previous), [str(row[name]) for name in _WHERE])


def first_close_content(row: Mapping[str, Any], previous: str) -> str:
    """What the codes of the first day closes were made over: without centre and window."""
    return _text(*_counts(row, previous))


def _counts(row: Mapping[str, Any], previous: str) -> list[Any]:
    return [previous, [str(row[name]) for name in _CLOSE], row["takings"], row["series"]]


def _money(row: Mapping[str, Any], lines: Iterable[Line]) -> list[Any]:
    head = [str(row[name]) for name in _RECEIPT]
    body = [(x.item, x.quantity, x.price.fen, x.reduction.fen, x.note) for x in lines]
    return [head, row["facts"], row["amount"].fen, row["received"].fen, body]


def _text(*parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
