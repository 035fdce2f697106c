"""Numbers that scanning or setting has broken with blanks: 2. 647亿, 12 345元."""

from __future__ import annotations

import re

from dibao.language import numerals
from dibao.language.numerals import Quantity
from dibao.tables.patterns import lazily

_WINDOW = 24
_POINT = lazily(r"(?<=[\u4e00-\u9fff:¥￥])(?P<left>[0-9]{1,5})(?: [.．·] ?| ?[.．·] )$")
_GROUPS = lazily(r"(?<=[\u4e00-\u9fff:¥￥])(?P<left>[0-9]{1,3}(?: [0-9]{3}){0,3}) $")
_THREE = lazily(r"[0-9]{3}(?![0-9])")


def begins_before(text: str, start: int, written: str) -> tuple[int, str, Quantity] | None:
    """Where the number of which ``written`` is the end begins, all of it, and what it says; None if it is whole.

    A blank beside a decimal point, or between groups of three digits, is none where a word stands directly
    before the first digits; in a table's row (3 500) another blank stands there.
    """
    if not written[0].isdecimal() or text[start - 1 : start] not in (" ", ".", "．", "·"):
        return None
    before = text[max(0, start - _WINDOW) : start]
    match: re.Match[str] | None
    if match := _POINT.search(before):
        whole = f"{match['left']}.{written}"
    elif _THREE.match(written) and (match := _GROUPS.search(before)):
        whole = match["left"].replace(" ", "") + written
    else:
        return None
    quantity = numerals.read(whole)
    return None if quantity is None else (start - len(match[0]), whole, quantity)
