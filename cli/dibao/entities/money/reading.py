"""One amount where it stands: which number, which currency, which bounds."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from dibao.entities.money import grammar
from dibao.entities.money.bounds import bound_before
from dibao.entities.money.broken import begins_before
from dibao.entities.money.grammar import Unit, cues, units
from dibao.language import numerals
from dibao.language.numerals import Quantity
from dibao.named import NamedTuple
from dibao.tables.patterns import lazily
from dibao.types import MoneyNorm


class Amount(NamedTuple):
    """An amount before it becomes a mention: its span, where its number starts, and what was read.

    ``written`` is the number as it stands, ``unit`` None where no currency word stands beside it.
    """

    start: int
    end: int
    number: int
    written: str
    quantity: Quantity
    unit: Unit | None
    code: str
    rule: str
    sources: tuple[str, ...] = ()


FINANCIAL = lazily(r"[壹贰叁肆伍陆柒捌玖拾佰仟]")
_NAMELIKE = lazily(r"[一二三四五六七八九壹贰叁肆伍陆柒捌玖拾]")
_SMALL = lazily(r"[零一二两三四五六七八九十百]{1,2}|[0-9]")
_LEADING_ZERO = lazily(r"0[0-9万亿]")
_FRACTION = lazily(r"(?<![0-9])[0-9]/$")
_LETTER = lazily(r"[一-龥A-Za-z0-9]")


@lru_cache(maxsize=4096)
def readable(written: str) -> tuple[int, Quantity] | None:
    """The longest readable end of a run of number characters: (how much of it to skip, what it says).

    A run takes in what stands before a number (十四五2000亿 → 2000亿).
    """
    for skip in range(len(written)):
        if (
            skip
            and written[skip].isdigit()
            and written[skip].isdecimal()
            and written[skip - 1] in "0123456789.,"
        ):
            continue
        if written[skip] in "多余来点个.,":
            continue
        if quantity := numerals.read(written[skip:]):
            return skip, quantity
    return None


def read(text: str, match: re.Match[str]) -> Amount | None:
    """The amount of one match of :func:`grammar.amount`; None where it is no number or no money."""
    if match["n2"] is not None:
        return _with_unit(text, match)
    return _with_name(text, match)


def _with_unit(text: str, match: re.Match[str]) -> Amount | None:
    got = readable(match["n2"])
    if got is None:
        return None
    start = match.start("n2") + got[0]
    written = text[start : match.end("n2")]
    if len(written) < 3 and _FRACTION.search(text, max(0, start - 3), start):  # 4 1/2美分
        return None
    if (start and text[start - 1] in "第每") or _LEADING_ZERO.match(written):
        return None
    if (
        text[start - 1 : start] in ("(", "（")
        and written[0] in "百千万亿"
        and text[match.end() : match.end() + 1] in ")）"
    ):
        return None
    form = match["u2"]
    if form is None:
        return Amount(start, match.end("n2"), start, written, got[1], None, "CNY", "money.bare")
    quantity = got[1]
    if whole := begins_before(text, start, written):
        start, written, quantity = whole
    amount = Amount(
        start, match.end("u2"), start, written, quantity, units()[form], units()[form].code, "money.amount"
    )
    return _fitting(text, amount, form)


def _with_name(text: str, match: re.Match[str]) -> Amount | None:
    """A currency before the number: 人民币9000元, $8000~9000, HK$300万."""
    quantity = numerals.read(match["n1"])
    if quantity is None:
        return None
    unit, end, written = units()[match["pre"].strip()], match.end("n1"), match["n1"]
    rule = "money.sign" if unit.kind in ("sign", "iso") else "money.amount"
    if match["m1"] is not None:
        other = joined(written, match["m1"])
        if other is not None:
            quantity, end, rule, written = other, match.end("m1"), "money.range", match["m1"]
        elif match["u1"]:
            return None
    amount = Amount(
        match.start(), end, match.start("n1"), written, quantity, unit, unit.code, rule, (unit.source,)
    )
    if match["u1"] is None or end != match.end("m1" if match["m1"] else "n1"):
        word = cues("measure").starting(text, end)
        return None if word or text[end : end + 1] == "%" else amount
    form = match["u1"]
    last = units()[form]
    amount = amount._replace(end=match.end("u1"), unit=last)
    if last.kind == "name" and last.code != unit.code:
        amount = amount._replace(start=amount.number, code=last.code, sources=())
    return _fitting(text, amount, form)


def _fitting(text: str, amount: Amount, form: str) -> Amount | None:
    """Take in what follows the currency word; None where that word is no money here (二元论, 五分钟)."""
    unit = amount.unit
    assert unit is not None
    if form[0] == "日" and text.endswith("月", 0, amount.start):
        return None
    word = cues("word").starting(text, amount.end - len(form))
    if word and len(word) > len(form):
        small = cues("word").words[word].value == "small"
        if not small or _SMALL.fullmatch(amount.written):
            return None
    tail = grammar.tail().match(text, amount.end)
    assert tail is not None
    if not _is_money(text, amount, form, tail):
        return None
    quantity, end = amount.quantity, tail.end()
    parts = Decimal(0)
    if tail["tenths"]:
        parts += (numerals.parse_number(tail["tenths"]) or 0) * Decimal("0.1")
    elif tail.end() == amount.end and (extra := grammar.spoken().match(text, amount.end)):
        parts, end = (numerals.parse_number(extra["tenths"]) or 0) * Decimal("0.1"), extra.end()
    if cents := tail["cents"] or tail["half"]:
        parts += (numerals.parse_number(cents) or 0) * Decimal("0.01")
    code, sources = amount.code, (*amount.sources, unit.source)
    if tail["post"]:
        code, sources = units()[tail["post"]].code, (*sources, units()[tail["post"]].source)
    return amount._replace(end=end, quantity=scaled(quantity, unit.scale, parts), code=code, sources=sources)


def scaled(quantity: Quantity, scale: Decimal, parts: Decimal = Decimal(0)) -> Quantity:
    """A quantity times a scale, and what is added to it."""
    amount, low, high, mod = quantity
    return Quantity(
        None if amount is None else amount * scale + parts,
        low * scale + parts,
        None if high is None else high * scale + parts,
        mod,
    )


def _is_money(text: str, amount: Amount, form: str, tail: re.Match[str]) -> bool:
    """Whether 块, 角, 毛 and 分 are money here: they also count pieces, corners and points."""
    unit = amount.unit
    if unit is None or unit.kind not in ("piece", "minor"):
        return form not in "元圆" or not _NAMELIKE.fullmatch(amount.written) or _is_price(text, amount, tail)
    if tail["money"] or tail["tenths"] or tail["post"]:
        return True
    ends = not _LETTER.match(text, tail.end())
    if (
        FINANCIAL.search(amount.written)
        and ends
        and not _LETTER.match(text[max(0, amount.start - 1) : amount.start])
    ):
        return True
    if unit.kind == "piece":
        spoken = grammar.spoken().match(text, amount.end) is not None
        large = (amount.quantity.high or amount.quantity.low) >= 100
        return spoken or (ends and large and not _counts_pieces(text, amount.start))
    if tail["cents"]:
        return form != "分"
    return form == "角" and ends and amount.written.isascii() and amount.written.isdecimal()


def _is_price(text: str, amount: Amount, tail: re.Match[str]) -> bool:
    """Whether 三元 is an amount: it is a company, a district and a term of logic, too."""
    if tail.group() or amount.start != amount.number:
        return True
    if text[amount.start - 1 : amount.start] in ("", "\n"):
        return not _LETTER.match(text, tail.end())
    beside = cues("price").ending(text, amount.start) or cues("priced").starting(text, tail.end())
    return bool(beside) or bound_before(text, amount.start)[0] is not None


def _counts_pieces(text: str, start: int) -> bool:
    """Whether what stands before 数千块 is counted in pieces: 奖牌数千块."""
    before = text[max(0, start - 12) : start]
    return any(thing in before for thing in cues("piece").words)


def joined(left: str, right: str) -> Quantity | None:
    """The range from one number to the other; the left one takes what units of the right one it lacks."""
    high = numerals.read(right)
    if high is None or high.high is None:
        return None
    for inherited in _inherited(left, right):
        low = numerals.read(left + inherited)
        if low is not None and low.low < high.high:
            return Quantity(None, low.low, high.high)
    return None


def _inherited(left: str, right: str) -> list[str]:
    """What the left end of a range may take from the right one, the likeliest first: 十八至三十万 → 万."""
    bare = right.rstrip("多余")
    whole = bare[len(bare.rstrip("十百千万亿兆拾佰仟")) :]
    big = bare[len(bare.rstrip("万亿兆")) :]
    if left.endswith(("万", "亿", "兆")):
        return [""]
    if re.search("[十百千拾佰仟]", left):
        return [big, ""]
    return [whole, big, ""]


def bounded(amount: Amount, mod: str | None) -> MoneyNorm:
    """The normal form: an inner 多 or 几 wins over an APPROX outside; one bound closes one side."""
    exact, low, high, inner = amount.quantity
    said = inner if inner and mod in (None, "APPROX") else mod or inner
    code = amount.code
    if exact is None:
        return MoneyNorm(None, code, plain(low), None if high is None else plain(high), said)
    exact = plain(exact)
    match said:
        case None:
            return MoneyNorm(exact, code, exact, exact)
        case "LESS_THAN" | "EQUAL_OR_LESS":
            return MoneyNorm(exact, code, None, exact, said)
        case "MORE_THAN" | "EQUAL_OR_MORE":
            return MoneyNorm(exact, code, exact, None, said)
    return MoneyNorm(exact, code, None, None, said)


def plain(value: Decimal) -> Decimal:
    """The same value without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    if whole == value:
        return Decimal(int(whole))
    return value.normalize()
