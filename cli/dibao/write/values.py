"""How tables word values: kinds of events, sums of money, mentions on one line."""

from __future__ import annotations

from decimal import Decimal

from dibao.records import decimal
from dibao.tables.patterns import lazily
from dibao.terminal import safe
from dibao.types import Event, MoneyNorm

_SIGNS = {"LESS_THAN": "<", "MORE_THAN": ">", "EQUAL_OR_MORE": "≥", "EQUAL_OR_LESS": "≤", "APPROX": "≈"}

CLAUSE = lazily(r"[^，。、；：！？,;:!?]+[，。、；：！？,;:!?”’》）)]*")
"""A piece of a text at whose end a line may break."""


def kind(event: Event) -> str:
    """Type and subtype, and the modality of what is not plainly asserted: funding/invest (planned)."""
    name = f"{event.type}/{event.subtype}" if event.subtype else event.type
    return name if event.modality == "asserted" else f"{name} ({event.modality})"


def figure(norm: MoneyNorm) -> str:
    """A sum in digits with its bounds: > 23,000,000 CNY."""
    if norm.amount is not None:
        sign = f"{_SIGNS.get(norm.mod or '', '')} ".lstrip()
        return f"{sign}{_grouped(norm.amount)} {norm.currency}"
    low = "" if norm.min is None else _grouped(norm.min)
    high = "" if norm.max is None else _grouped(norm.max)
    return f"{low}–{high} {norm.currency}"


def _grouped(value: Decimal) -> str:
    whole, _, fraction = (decimal(value) or "").partition(".")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def plain(text: str) -> str:
    """A mention on one line: what a hard line break cut is joined."""
    return safe("".join(text.splitlines()))
