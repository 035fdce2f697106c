"""Amounts that share a currency word: ranges (200万至300万元) and lists (3000万、5000万和1.2亿元)."""

from __future__ import annotations

import re

from dibao.entities.money import grammar
from dibao.entities.money.context import moves_money
from dibao.entities.money.reading import Amount, joined, readable, scaled
from dibao.language import numerals
from dibao.language.numerals import Quantity
from dibao.tables.patterns import lazily

_WINDOW = 48
"""Characters to the left in which the other end of a range or an item of a list is looked for."""

_ITEMS = 20
_FIGURES = frozenset("0123456789.")
_RANGE_SIGNS = "至到-—–−－~～ "
_LIST_SIGNS = "、以和与及或者 "


def joins(text: str, left: Amount, right: Amount) -> Amount | None:
    """The range of two amounts that both have a currency word (200万元至300万元), or None."""
    if left.code != right.code or not _JOIN.fullmatch(text, left.end, right.start):
        return None
    low, high = left.quantity, right.quantity
    if left.rule == "money.range" or high.high is None or low.low >= high.high:
        return None
    sources = tuple(dict.fromkeys((*left.sources, *right.sources)))
    return right._replace(
        start=left.start,
        quantity=Quantity(None, low.low, high.high),
        rule="money.range",
        sources=sources,
    )


def with_cents(left: Amount, right: Amount) -> Amount | None:
    """The sum of an amount and the cents that follow it (5美元50美分), or None."""
    if left.unit is None or right.unit is None or left.code != right.code or left.end != right.start:
        return None
    whole, cents = left.quantity, right.quantity
    if (
        right.unit.scale >= left.unit.scale
        or whole.amount is None
        or cents.amount is None
        or whole.mod
        or cents.mod
    ):
        return None
    total = whole.amount + cents.amount
    sources = tuple(dict.fromkeys((*left.sources, *right.sources)))
    return left._replace(end=right.end, quantity=Quantity(total, total, total), sources=sources)


_JOIN = lazily(f"{grammar.INCLUSIVE}?+ ?{grammar.RANGE} ?")


def with_range(text: str, amount: Amount, floor: int) -> Amount:
    """An amount widened to the range that it ends (200万至300万元), or as it is. Looks back to ``floor``."""
    start = amount.start
    if text[start - 1 : start] not in _RANGE_SIGNS or start <= floor:
        return amount
    first = max(floor, start - _WINDOW)
    match = _ending(grammar.range_left(), text[first:start], _RANGE_SIGNS)
    got = readable(match["n"]) if match else None
    if match is None or got is None:
        return amount
    quantity = joined(match["n"][got[0] :], amount.written)
    if quantity is None:
        return amount
    at = first + (match.start("n") + got[0] if got[0] else match.start())
    quantity = scaled(quantity, amount.unit.scale) if amount.unit else quantity
    return amount._replace(start=at, quantity=quantity, rule="money.range")


def _ending(pattern: re.Pattern[str], window: str, signs: str) -> re.Match[str] | None:
    """The match that ends a window; only what a number can hold, before the joining signs, is searched."""
    body = window.rstrip(signs)
    if len(body) == len(window):
        return None
    return pattern.search(window, len(body.rstrip(grammar.number_signs())))


def list_before(text: str, amount: Amount, floor: int) -> list[Amount]:
    """The items before an amount that share its currency word, in text order.

    Items without 万 or 亿 take those of the last item, and only where the text says that money moves. Two
    neighbouring digits (3、4亿元) are no list but a range, which :func:`as_neighbours` reads.
    """
    out: list[Amount] = []
    start = amount.start
    while len(out) < _ITEMS and start > floor and text[start - 1] in _LIST_SIGNS:
        first = max(floor, start - _WINDOW)
        match = _ending(grammar.list_left(), text[first:start], _LIST_SIGNS)
        got = readable(match["n"]) if match else None
        if match is None or got is None:
            break
        at, end = first + match.start("n") + got[0], first + match.end("n")
        item = amount._replace(
            start=at, end=end, number=at, written=text[at:end], quantity=got[1], rule="money.list"
        )
        out.append(item)
        start = at
    if not out or text[start - 1 : start] in ("第", "年", "月"):
        return []
    return _sharing(text, amount, out[::-1])


def _sharing(text: str, amount: Amount, items: list[Amount]) -> list[Amount]:
    assert amount.unit is not None
    big = big_tail(amount.written)
    if all(big_tail(i.written) for i in items):
        return [i._replace(quantity=scaled(i.quantity, amount.unit.scale)) for i in items]
    if any(big_tail(i.written) for i in items) or not moves_money(text, items[0].start):
        return []
    out = []
    for item in items:
        quantity = numerals.read(item.written + big)
        if quantity is None:
            return []
        out.append(item._replace(quantity=scaled(quantity, amount.unit.scale)))
    return out


def big_tail(written: str) -> str:
    """The big units at the end of a number: 万, 亿, 万亿."""
    bare = written.rstrip("多余")
    return bare[len(bare.rstrip("万亿兆")) :]


def as_neighbours(text: str, amount: Amount) -> Amount:
    """3、4亿元: two neighbouring digits stand for a range; any other amount as it is."""
    start = amount.start
    if start < 2 or text[start - 1] != "、" or amount.unit is None:
        return amount
    left, before = text[start - 2], text[start - 3 : start - 2]
    low, high = numerals.read(left), numerals.read(amount.written[:1])
    if low is None or high is None or low.amount is None or high.amount != low.amount + 1:
        return amount
    if before.isdigit() or before in ("、", "第", ".") or amount.written[1:2] in _FIGURES:
        return amount
    quantity = joined(left, amount.written)
    if quantity is None:
        return amount
    return amount._replace(start=start - 2, quantity=scaled(quantity, amount.unit.scale), rule="money.range")
