"""Exact numbers as Chinese numerals, in four styles: the way back from ``numerals``."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

from dibao.tables import lexicon

Style = Literal["plain", "financial", "digits", "mixed"]


def to_chinese(number: int | Decimal, style: Style = "plain") -> str:
    """Write a number from 0 up to 10^16 so that :func:`~dibao.language.numerals.parse_number` reads it back.

    一万零五百 (plain), 壹万零伍佰 (financial), 一〇五〇〇 (digits), 1万500 (mixed; all digits if not whole).
    Raises ValueError for a number out of range.
    """
    exact = Decimal(number)
    if not 0 <= exact < 10**16:
        raise ValueError(f"number out of range 0 to 10^16: {number}")
    whole, _, fraction = f"{exact:f}".partition(".")
    digits = _digits(style)
    if style == "mixed":
        return f"{exact:f}" if fraction else _mixed(int(whole))
    written = "".join(digits[int(c)] for c in whole) if style == "digits" else _written(int(whole), style)
    if style == "plain" and written.startswith("一十"):
        written = written[1:]
    return written + ("点" + "".join(digits[int(c)] for c in fraction) if fraction else "")


@cache
def _digits(style: Style) -> str:
    """The ten digits as a style writes them, 0 first."""
    wanted = "financial" if style == "financial" else "plain"
    rows = [r for r in lexicon.table("numerals").records() if r["kind"] == "digit" and r["style"] == wanted]
    zero = "〇" if style == "digits" else "零"
    return zero + "".join(r["form"] for r in sorted(rows, key=lambda r: int(r["value"])))


def _written(number: int, style: Style) -> str:
    digits = _digits(style)
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        if number >= value:
            high, low = divmod(number, value)
            return _written(high, style) + unit + _tail(low, value, style)
    small = zip((1000, 100, 10), "仟佰拾" if style == "financial" else "千百十", strict=True)
    for value, unit in small:
        if number >= value:
            high, low = divmod(number, value)
            return digits[high] + unit + _tail(low, value, style)
    return digits[number]


def _tail(low: int, unit: int, style: Style) -> str:
    if not low:
        return ""
    return ("零" if low < unit // 10 else "") + _written(low, style)


def _mixed(number: int) -> str:
    """Arabic digits with big units: 1亿2000万345."""
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        if number >= value:
            high, low = divmod(number, value)
            return _mixed(high) + unit + (_mixed(low).rjust(2, "零") if low else "")
    return str(number)
