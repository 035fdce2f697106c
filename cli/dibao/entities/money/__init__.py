"""Money: an amount with its currency, its bounds, and what stands around it that says which.

A span holds number, magnitude and currency word (and 人民币 before or after); what bounds it from outside
(近, 超过, 以上, 左右) goes to ``mod``. Exact amounts have min = max = amount; a bound leaves the other side
open; APPROX leaves both open; a range (200万至300万元) or an unknown digit (几十万元) has min and max and no
amount.
"""

from __future__ import annotations

from dibao.entities.money import grammar
from dibao.entities.money.bounds import bound_after, bound_before
from dibao.entities.money.context import (
    as_bare,
    counts_nothing,
    counts_other_things,
    stands_alone,
    with_outer_currency,
)
from dibao.entities.money.reading import Amount, bounded, read
from dibao.entities.money.rules import RULES
from dibao.entities.money.sharing import as_neighbours, joins, list_before, with_cents, with_range
from dibao.entities.money.table import in_tables
from dibao.types import Mention

__all__ = ["RULES", "amounts", "find"]


def find(text: str, article: int = 0) -> list[Mention]:
    """All amounts of money in a clean text, in text order, without overlaps."""
    return [_mention(text, a, article) for a in amounts(text)]


def amounts(text: str) -> list[Amount]:
    """The amounts as they were read, before what stands around them bounds them."""
    found = _in_words(text)
    starts = {a.start for a in found} | {a.number for a in found}
    found += [a for a in in_tables(text) if a.start not in starts]
    return sorted(found, key=lambda a: a.start)


def _in_words(text: str) -> list[Amount]:
    """The amounts that say their currency, or that a word of money comes before."""
    found: list[Amount] = []
    for match in grammar.matches(text):
        if counts_other_things(text, match) or (amount := read(text, match)) is None:
            continue
        floor = next((a.end for a in reversed(found) if a.unit is not None), 0)
        if amount.start < floor or not stands_alone(text, amount):
            continue
        if amount.unit is None:
            _add_bare(text, found, with_range(text, amount, floor))
            continue
        if found and (both := with_cents(found[-1], amount) or joins(text, found[-1], amount)) is not None:
            found[-1] = both
            continue
        amount = as_neighbours(text, with_range(text, amount, floor))
        shared = list_before(text, amount, floor)
        first = shared[0].start if shared else amount.start
        while found and found[-1].end > first:
            found.pop()
        found += [*shared, amount]
    return found


def _add_bare(text: str, found: list[Amount], amount: Amount) -> None:
    """Add an amount without a currency word where words around it, or the list it goes on, say so."""
    bare = as_bare(text, amount)
    if bare is None and found and found[-1].unit is None and found[-1].end + 1 == amount.start:
        last = found[-1]
        if text[last.end] in "、和及" and counts_nothing(text, amount):
            bare = amount._replace(code=last.code, rule="money.list", sources=last.sources)
    if bare is not None:
        while found and found[-1].end > bare.start:
            found.pop()
        found.append(bare)


def _mention(text: str, amount: Amount, article: int) -> Mention:
    before, at, why_before = bound_before(text, amount.start)
    after, why_after = bound_after(text, amount.end)
    if at != amount.start:
        amount = with_outer_currency(text, amount, at)
    if before is None and amount.written[0] in "百千万亿" and amount.start == amount.number:
        before = _leap(text, amount.start)
    written = text[amount.start : amount.end]
    return Mention(
        "money", amount.start, amount.end, written, "".join(written.split()), amount.rule,
        bounded(amount, after or before), (*amount.sources, *why_before, *why_after), article,
    )  # fmt: skip


def _leap(text: str, start: int) -> str | None:
    """过亿, 上百万: before a bare magnitude these are bounds."""
    cues = grammar.cues("unit")
    cue = cues.words.get(cues.ending(text, start))
    return cue.value or None if cue is not None and cue.value != "none" else None
