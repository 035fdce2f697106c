"""The timeline in each of its formats: table, JSONL, JSON, CSV, TSV.

CSV and TSV have an event a line, names of a cell joined by ``|``; ``amount`` is empty where an event has not
exactly one sum, ``how_much`` has the words of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from dibao.records import decimal
from dibao.terminal import paint, safe
from dibao.types import MoneyNorm
from dibao.write import View
from dibao.write.ledger import Row, encoders
from dibao.write.values import CLAUSE, figure, kind, plain

if TYPE_CHECKING:
    from dibao.register.timeline import Happening

COLUMNS = (
    "date_start", "date_end", "date_source", "type", "subtype", "modality",
    "who", "what", "where", "how_much", "amount", "currency", "mod", "mentions", "documents",
    "doc", "article", "line", "start", "end", "text",
)  # fmt: skip
"""Of CSV and TSV; ``doc`` to ``text`` are the evidence."""

_GAP = "  "
_DAY = 10
_WIDE = 110
"""From this width on day and type stand side by side."""
_LINES = 5
"""Lines of a cell at most; what does not fit is in the other formats."""
_HEADS = ("date", "type", "who", "what", "where", "how much")
_STYLES = ("date", "strong", "person", "", "place", "money")


def _rows(found: Sequence[Happening]) -> Iterator[Row]:
    for one in found:
        e, quoted = one.event, one.evidence
        norms = [m.norm for m in one.amounts if isinstance(m.norm, MoneyNorm)]
        sums = norms[0] if len(norms) == 1 else None
        money = (decimal(sums.amount), sums.currency, sums.mod) if sums else (None, None, None)
        names = ["|".join(cell) for cell in (one.who, one.what, one.where, _amounts(one))]
        told = (len(one.tellings), one.documents)
        evidence = (quoted.doc, quoted.article, quoted.line, quoted.start, quoted.end, quoted.text)
        head = (e.date_start, e.date_end, e.date_source, e.type, e.subtype, e.modality)
        yield [*head, *names, *money, *told, *evidence]


def _amounts(one: Happening) -> list[str]:
    return ["".join(m.text.split()) for m in one.amounts]


def _table(found: Sequence[Happening], view: View) -> bytes:
    """Events in columns, under each how often and where it is told."""
    cells = [_cells(one) for one in found]
    if view.width < _WIDE:
        cells = [[[*day, *label], *rest] for day, label, *rest in cells]
    heads = _HEADS if view.width >= _WIDE else ("date, type", *_HEADS[2:])
    styles = _STYLES[-len(heads) :]
    widths = _widths(cells, heads, view.width)
    lines = [_line(heads, widths, ["faint"] * len(heads), view)] if found else ["no events found"]
    for one, row in zip(found, cells, strict=True):
        lines += _row(row, widths, styles, view)
        lines += [paint(line, "faint", view.colour) for line in _facts(one, sum(widths[: -4 or None]), view)]
    return "".join(f"{line}\n" for line in lines).encode()


def _cells(one: Happening) -> list[list[str]]:
    """The pieces of each cell, between which its lines may break."""
    event = one.event
    days = list(dict.fromkeys(day for day in (event.date_start, event.date_end) if day))
    if len(days) > 1:
        days = [days[0], f"–{days[1]}"]
    norms = [m.norm for m in one.amounts if isinstance(m.norm, MoneyNorm)]
    names = [CLAUSE.findall("、".join(map(plain, names))) for names in (one.who, one.what, one.where)]
    return [days or ["–"], kind(event).split(" "), *names, [figure(norm) for norm in norms]]


def _widths(cells: list[list[list[str]]], heads: Sequence[str], width: int) -> list[int]:
    """Cells of each column. Days, kinds and (up to a quarter) sums have what they need; names and places share the rest, and
    who needs less than a fair share leaves it to the others.
    """
    from dibao.write.layout import cells as wide

    pieces = [max([wide(h), *(wide(p) for row in cells for p in row[n])]) for n, h in enumerate(heads)]
    whole = [max([wide(h), *(sum(map(wide, row[n])) for row in cells)]) for n, h in enumerate(heads)]
    much = min(pieces[-1], width // 4) if any(row[-1] for row in cells) else 0
    rest = max(0, width - sum(pieces[:-4]) - much - len(_GAP) * (len(heads) - 1))
    shares: dict[int, int] = {}
    for left, n in enumerate(sorted((-4, -3, -2), key=lambda n: whole[n])):
        shares[n] = min(whole[n], (rest - sum(shares.values())) // (3 - left))
    return [*pieces[:-4], shares[-4], shares[-3], shares[-2], much]


def _row(row: list[list[str]], widths: list[int], styles: Sequence[str], view: View) -> Iterator[str]:
    from dibao.write.layout import fill

    stacked = len(widths) < len(_HEADS)
    columns = []
    for n, (pieces, width) in enumerate(zip(row, widths, strict=True)):
        lines = pieces if stacked and n == 0 else fill(pieces, width) if width else []
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], fill([lines[_LINES - 1]], width - 2)[0] + "…"]
        columns.append(lines)
    for line in zip_longest(*columns, fillvalue=""):
        yield _line(line, widths, styles, view)


def _line(cells: Sequence[str], widths: list[int], styles: Sequence[str], view: View) -> str:
    from dibao.write.layout import pad

    shown = [
        (paint(cell, style, view.colour) if style else cell) + pad(cell, width)[len(cell) :]
        for cell, width, style in zip(cells, widths, styles, strict=True)
    ]
    return _GAP.join(shown).rstrip()


def _facts(one: Happening, indent: int, view: View) -> list[str]:
    """How often and where an event is told."""
    from dibao.write.layout import fill

    mentions = f"{len(one.tellings):,} mention{'s' * (len(one.tellings) != 1)}"
    documents = f" in {one.documents:,} documents" if one.documents > 1 else ""
    at = f"{safe(one.evidence.doc)}:{one.evidence.line}"
    return [
        " " * (indent + 2) + line for line in fill([mentions + documents, at], view.width - indent - 2, " · ")
    ]


ENCODERS = encoders(_table, COLUMNS, _rows)
"""How a timeline is encoded in each format."""
