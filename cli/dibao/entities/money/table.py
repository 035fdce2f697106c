"""Numbers whose unit stands in a header: 单位:万元 above a table, 发行总额(亿) above a column or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dibao.entities.money.grammar import cues, headers, units
from dibao.entities.money.reading import Amount, scaled
from dibao.language import numerals
from dibao.language.numerals import Quantity
from dibao.named import NamedTuple
from dibao.tables.patterns import lazily

_LINES = 400
"""A table has no more lines than this."""

_IDLE = 60
"""After more lines than this without a number the table has ended."""

_CODE = 8
"""A whole number of so many digits without separators is a code or a telephone number."""

_WIDEST = 120
"""A longer line without a tab is a sentence, which ends a table."""

_LONGEST_ROW = 4000
_SENTENCE = lazily(r"[。!?;]")
_COUNTED = 3
"""Fewer rows in order than this may be sums."""
_NUMBERED = lazily("0[0-9]")
_DASHES = frozenset("-—–―")
_CELL = lazily(r"[^\s|│]{1,200}")
_NUMBER = lazily(numerals.ARABIC)
_YEAR = lazily(r"(?:19|20)[0-9]{2}")


class Scale(NamedTuple):
    """What a header's unit makes of a number: its currency, its factor, and its lexicon lines."""

    code: str
    factor: Decimal
    sources: tuple[str, ...]


def in_tables(text: str) -> list[Amount]:
    """Amounts whose unit a header gives, in text order."""
    found: dict[int, Amount] = {}
    done = 0
    for match in headers(text):
        scale = _scale(match)
        if scale is None or not (match["unit"] or _names_money(text, match.start())):
            continue
        if match["region"]:
            if match.start() >= done:
                done, amounts = _region(text, match.end(), scale)
                found.update((a.start, a) for a in amounts)
            continue
        if (inline := _inline(text, match.end(), scale) or _behind(text, match.start(), scale)) is not None:
            found[inline.start] = inline
        elif match.start() >= done:
            start = text.rfind("\n", 0, match.start()) + 1
            done, amounts = _region(text, start, None)
            found.update((a.start, a) for a in amounts)
    return [found[at] for at in sorted(found)]


def _scale(match: re.Match[str]) -> Scale | None:
    """The scale of a header's unit: 万元, 亿美元, 亿."""
    magnitude = numerals.parse_number(match["magnitude"]) if match["magnitude"] else Decimal(1)
    if magnitude is None:
        return None
    unit = units()[match["unit"] or "元"]
    return Scale(unit.code, magnitude * unit.scale, (unit.source,))


def _names_money(text: str, at: int) -> bool:
    """Whether what stands before a header's unit names a sum: 发行总额(亿)."""
    return bool(cues("label").ending(text, at))


def _inline(text: str, at: int, scale: Scale) -> Amount | None:
    """The number that follows a label with its unit: 合同金额(万元):320.5."""
    start = at + (text[at : at + 1] in (":", "："))
    start += text[start : start + 1] in (" ", "\n")
    match = _NUMBER.match(text, start)
    if match is None or text[match.end() : match.end() + 1] not in _AFTER_INLINE:
        return None
    if text[start - 1] == "\n" and text[match.end() : match.end() + 1] not in ("", "\n"):
        return None
    return _amount(text, match.start(), match.end(), scale)


def _behind(text: str, at: int, scale: Scale) -> Amount | None:
    """The number that a unit in brackets follows: 总投资2000(万元)."""
    first = max(0, at - 24)
    match = _LAST_NUMBER.search(text[first:at])
    if match is None or match.start() == 0 < first:
        return None
    return _amount(text, first + match.start(), first + match.end("n"), scale)


_LAST_NUMBER = lazily(f"(?<![0-9０-９.,])(?P<n>{numerals.ARABIC}) ?$")
_AFTER_INLINE = frozenset(("", "\n", " ", ",", "。", ";", "、", "，", "；", ")", "\t"))


def _amount(text: str, start: int, end: int, scale: Scale) -> Amount | None:
    value = numerals.parse_number(text[start:end])
    if value is None:
        return None
    quantity = scaled(Quantity(value, value, value), scale.factor)
    return Amount(
        start, end, start, text[start:end], quantity, None, scale.code, "money.header", scale.sources
    )


def _region(text: str, start: int, scale: Scale | None) -> tuple[int, list[Amount]]:
    """The amounts of a table from ``start`` on, and its end; ``scale`` is for columns without their own.

    The end is never before that of the first line (find's -1 becomes the end of the text), so that a long
    line of headers is gone through once.
    """
    out: list[Amount] = []
    columns: list[Scale | None] = []
    idle, end = 0, start
    first = text.find("\n", start) % (len(text) + 1)
    for _ in range(_LINES):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if idle > _IDLE or _is_prose(text, start, end) or _opens_table(text, start, end):
            return max(start - 1, first), _sums(text, out)
        cells = [m.span() for m in _CELL.finditer(text, start, end)]
        numbers = [i for i, (a, b) in enumerate(cells) if _is_number(text, a, b)]
        if any(not _YEAR.fullmatch(text, *cells[i]) for i in numbers):
            idle = 0
            out += _row(text, cells, numbers, columns, scale)
        else:
            idle += 1
            if len(cells) > 1:
                columns = [_column(text, a, b, scale) for a, b in cells]
        if end == len(text):
            break
        start = end + 1
    return end, _sums(text, out)


def _sums(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts of a table without what else its cells hold in figures: ordinals, codes, page numbers."""
    counted = _without_ordinals(text, amounts)
    return _of_one_precision(text, amounts) if len(counted) == len(amounts) else counted


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether a line is a sentence, not the row of a table."""
    if end - start > _WIDEST and text.find("\t", start, start + _WIDEST) < 0:
        return True
    return end - start > _LONGEST_ROW or _SENTENCE.search(text, start, end) is not None


def _opens_table(text: str, start: int, end: int) -> bool:
    """Whether a line says the unit of a table of its own."""
    at = text.find("单位", start, end)
    return at >= 0 and any(m["region"] and m["unit"] for m in headers(text, at, end))


def _of_one_precision(text: str, amounts: list[Amount]) -> list[Amount]:
    """Without account codes and page numbers: a table that prints fractions prints them in all its sums.

    A whole number inside a row is kept; alone in its line, as text taken from a page gives tables, it is not.
    """
    broken = sum("." in a.written for a in amounts)
    if 2 * broken >= len(amounts):
        return [a for a in amounts if "." in a.written or not _is_line(text, a)]
    return [a for a in amounts if len(a.written) < _CODE or not a.written.isdecimal()]


def _is_line(text: str, amount: Amount) -> bool:
    return text[amount.start - 1 : amount.start] == "\n" and text[amount.end : amount.end + 1] in ("", "\n")


def _is_number(text: str, start: int, end: int) -> bool:
    match = _NUMBER.match(text, start)
    return match is not None and match.end() == end and not _NUMBERED.match(text, start)


def _without_ordinals(text: str, amounts: list[Amount]) -> list[Amount]:
    """Without the numbers of rows, where each cell stands on a line of its own: 1, 2, 3 before words."""
    ordinals: list[Amount] = []
    for amount in amounts:
        if _is_line(text, amount) and amount.written == str(len(ordinals) + 1):
            follower = _CELL.match(text, amount.end + 1)
            if follower is not None and not _is_number(text, *follower.span()):
                ordinals.append(amount)
    if len(ordinals) < _COUNTED:
        return amounts
    gone = {amount.start for amount in ordinals}
    return [amount for amount in amounts if amount.start not in gone]


def _column(text: str, start: int, end: int, scale: Scale | None) -> Scale | None:
    """The unit of a column by its heading; None where it holds no money."""
    heading = text[start:end]
    own = next(headers(heading), None)
    if own is not None:
        return _scale(own) if own["unit"] or _names_money(heading, own.start()) else None
    return None if any(word in heading for word in cues("column").words) else scale


def _row(
    text: str,
    cells: list[tuple[int, int]],
    numbers: list[int],
    columns: list[Scale | None],
    scale: Scale | None,
) -> Iterator[Amount]:
    """The amounts of one row; a whole number at its head, or of a page (- 6 -), is no amount."""
    fits = len(columns) == len(cells)
    for i in numbers:
        start, end = cells[i]
        if (
            text[start:end].isdecimal()
            and len(cells) > 1
            and (i == 0 or text[slice(*cells[i - 1])] in _DASHES)
        ):
            continue
        of = columns[i] if fits else scale
        if of is not None and (amount := _amount(text, start, end, of)) is not None:
            yield amount
