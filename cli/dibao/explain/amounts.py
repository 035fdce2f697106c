"""Why an amount of money was read as it was, or why a number is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dibao.entities.money import amounts
from dibao.entities.money.bounds import bound_after, bound_before
from dibao.entities.money.context import counts_nothing, stands_alone
from dibao.entities.money.grammar import amount as pattern
from dibao.entities.money.grammar import cues, units
from dibao.entities.money.reading import Amount, read, readable
from dibao.explain.read import Read
from dibao.explain.steps import Miss, Step, overlaps
from dibao.language import numerals
from dibao.language.numerals import Quantity
from dibao.records import decimal
from dibao.types import Mention, MoneyNorm

_FAR = -2.0
_NO_MONEY = -4.0


def found(here: Read, mention: Mention) -> Iterator[Step]:
    """The number, the unit, the bounds, the value."""
    text, norm = here.scene.text, mention.norm
    assert isinstance(norm, MoneyNorm)
    span = mention.start, mention.end
    amount = next((a for a in amounts(text) if overlaps(*span, (a.start, a.end))), None)
    if amount is None:
        return
    yield from _read(amount)
    yield from _bounds(text, amount)
    if norm.currency != amount.code:
        yield Step("currency", f"{norm.currency}, named before what bounds it")
    bounds = f"min {decimal(norm.min) or 'open'}, max {decimal(norm.max) or 'open'}"
    exact = (
        f"{decimal(norm.amount)} {norm.currency}"
        if norm.amount is not None
        else f"no one amount, {norm.currency}"
    )
    yield Step("value", ", ".join(filter(None, (exact, norm.mod, bounds))))


def _read(amount: Amount) -> Iterator[Step]:
    number = numerals.read(amount.written)
    if number is not None:
        yield Step("number", f"{amount.written} is {_quantity(number)}")
    if amount.unit is not None:
        scale = f" of {decimal(amount.unit.scale)} each" if amount.unit.scale != 1 else ""
        yield Step("unit", f"{amount.unit.kind} of {amount.code}{scale}", (amount.unit.source,))
    else:
        yield Step("unit", f"no word beside it: {amount.code}, by what stands around it", amount.sources)
    if amount.quantity != number:
        yield Step("amount", f"in units of {amount.code}: {_quantity(amount.quantity)}")


def _quantity(number: Quantity) -> str:
    inner = f", {number.mod}" if number.mod else ""
    if number.amount is not None:
        return f"{decimal(number.amount)}{inner}"
    return f"{decimal(number.low)} to {decimal(number.high) or 'open'}{inner}"


def _bounds(text: str, amount: Amount) -> Iterator[Step]:
    before, at, why = bound_before(text, amount.start)
    if why:
        yield Step("before", f"{text[at : amount.start]} says {before or 'nothing of the amount'}", why)
    after, why = bound_after(text, amount.end)
    if why:
        yield Step("after", f"what follows says {after or 'nothing of the amount'}", why)


def missed(here: Read, start: int, end: int) -> Iterator[Miss]:
    """The numbers in a range that are no money, with what turned each away."""
    text = here.scene.text
    taken = [(m.start, m.end) for m in here.mentions if m.type in ("money", "date")]
    for match in pattern().finditer(text, max(0, start - 40), min(len(text), end + 40)):
        span = match.span()
        if not overlaps(start, end, span) or any(overlaps(*span, t) for t in taken):
            continue
        step = (
            _with_unit(text, match)
            if match["n2"] is not None
            else _turned("it is no number, or counts things")
        )
        near = _FAR if match["n2"] is None or match["u2"] else _NO_MONEY
        taken.append(span)
        yield Miss(*span, "money.amount" if match["u2"] else "money.bare", (step,), near)
    for match in _number().finditer(text, max(0, start - 40), min(len(text), end + 40)):
        span = match.span()
        if overlaps(start, end, span) and not any(overlaps(*span, t) for t in taken):
            after = text[span[1] : span[1] + 2].replace("\n", "¶")
            why = f"a number without a currency word beside it, 万 or 亿 behind it; “{after}” follows"
            yield Miss(*span, "money.amount", (_turned(why),), _NO_MONEY)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(numerals.ARABIC)


def _turned(why: str, *sources: str) -> Step:
    return Step("rejected", why, sources)


def _with_unit(text: str, match: re.Match[str]) -> Step:
    """What turned away a number that a currency word, or 万 or 亿, follows."""
    got = readable(match["n2"])
    if got is None:
        return _turned(f"{match['n2']} is no number that can be read")
    start, form = match.start("n2") + got[0], match["u2"]
    if text[start - 1 : start] in ("第", "每") and start:
        return _turned(f"{text[start - 1]} before the number: it orders or shares out")
    if form is None:
        return _bare(text, read(text, match))
    word = cues("word").starting(text, match.end("u2") - len(form))
    if len(word) > len(form):
        return _turned(f"{form} begins the word {word}", cues("word").words[word].source)
    unit, amount = units()[form], read(text, match)
    if amount is not None and not stands_alone(text, amount):
        return _turned(f"{match[0]} names a unit: no number stands before it", unit.source)
    if unit.kind in ("piece", "minor"):
        return _turned(f"{form} counts pieces or points here: nothing beside it speaks of money", unit.source)
    return _turned(f"{match[0]} can be a name or a term: nothing beside it tells a price", unit.source)


def _bare(text: str, amount: Amount | None) -> Step:
    if amount is None:
        return _turned("the number is no amount where it stands")
    if not counts_nothing(text, amount):
        word = cues("measure").starting(text, amount.end)
        return _turned(f"{word} behind it: it counts something else", cues("measure").words[word].source)
    return _turned("no currency word, and no word before or behind it says that money moves")
