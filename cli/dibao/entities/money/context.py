"""What the words around a number say: that money moves (投资200亿), or that something else is counted."""

from __future__ import annotations

import re

from dibao.entities.money.bounds import bound_after, bound_before
from dibao.entities.money.grammar import cues, units
from dibao.entities.money.grammar import tail as money_tail
from dibao.entities.money.reading import FINANCIAL, Amount

_LINKS = 4
"""Words that may stand between a verb of money and its amount."""

_SHARED = ("分别", "各", "依次")


def counts_other_things(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a number tells that it is no money, whichever number it is: 3万人, 5分, 2角."""
    if match["n2"] is None:
        return False
    form, end = match["u2"], match.end()
    if form is None:
        return bool(cues("measure").starting(text, end)) and not cues("noun").starting(text, end)
    if units()[form].kind != "minor" or FINANCIAL.search(match["n2"]):
        return False
    tail = money_tail().match(text, end)
    if tail is not None and (tail["money"] or tail["tenths"] or tail["post"]):
        return False
    return form == "分" or not (match["n2"][-1].isdecimal() or (tail is not None and tail["cents"]))


def money_word_before(text: str, start: int) -> tuple[str, ...] | None:
    """The lexicon line of the word of money that an amount follows, over bounds and links between them."""
    _, at, sources = bound_before(text, start)
    if text[start] in "百千万亿":
        at -= len(cues("unit").ending(text, at))
    for _ in range(_LINKS):
        at -= text[at - 1 : at] in (" ", "“")
        word = cues("verb").ending(text, at)
        if word:
            return (cues("verb").words[word].source, *sources)
        link = cues("link").ending(text, at)
        if not link:
            _, bound, _ = bound_before(text, at)
            if bound == at:
                return None
            at = bound
        at -= len(link)
    return None


def moves_money(text: str, start: int) -> bool:
    """Whether the text before an amount says that money moves."""
    return text[max(0, start - 4) : start].endswith(_SHARED) or money_word_before(text, start) is not None


def as_bare(text: str, amount: Amount) -> Amount | None:
    """An amount without a currency word (投资200亿, 六十万巨款), or None where nothing says so."""
    following = cues("noun").starting(text, amount.end)
    if following:
        return amount._replace(sources=(cues("noun").words[following].source,))
    if not counts_nothing(text, amount):
        return None
    _, at, _ = bound_before(text, amount.start)
    name = _currency_before(text, at)
    if name is not None:
        return amount._replace(code=name[0], sources=(name[1],))
    sources = money_word_before(text, amount.start)
    return None if sources is None else amount._replace(sources=sources)


def counts_nothing(text: str, amount: Amount) -> bool:
    """Whether no measure word follows a bare number: 投资200亿 does, 投入20万人次 counts people."""
    return not cues("measure").starting(text, amount.end)


def _currency_before(text: str, at: int) -> tuple[str, str] | None:
    """The code and lexicon line of a currency word that ends at an offset: 港币(约3000元)."""
    for size in range(min(4, at), 1, -1):
        unit = units().get(text[at - size : at])
        if unit is not None and unit.kind in ("name", "iso", "sign"):
            return unit.code, unit.source
    return None


def with_outer_currency(text: str, amount: Amount, at: int) -> Amount:
    """An amount in 元 whose currency stands before its bound: 港币约3000元 is in HKD."""
    if amount.unit is None or amount.unit.kind not in ("unit", "piece"):
        return amount
    name = _currency_before(text, at)
    return amount if name is None else amount._replace(code=name[0], sources=(*amount.sources, name[1]))


def stands_alone(text: str, amount: Amount) -> bool:
    """Whether an amount that begins with its magnitude is one: 超亿元 is, 单位:万元 and 亿元 are not."""
    if amount.written[0] not in "万亿兆" or amount.start < amount.number:
        return True
    word = cues("unit").ending(text, amount.start)
    if word:
        return cues("unit").words[word].value != "none"
    return amount.unit is not None and bound_after(text, amount.end)[0] is not None
