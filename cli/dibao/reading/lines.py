"""The lines of a folded text that are not blank, each with its place, its width and its kind."""

from __future__ import annotations

from dibao.named import NamedTuple
from dibao.reading.layout import Kind, kind_of
from dibao.tables.patterns import lazily

INVISIBLE = "\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
"""Characters without width: soft hyphens, marks of direction."""
_BLANKS = " \t" + INVISIBLE

NARROW = 24
"""A line of fewer columns may be a cell of a table, and is not wrapped at its edge."""

_CELL = lazily(r"[^,;!?。(《“]*[^,;!?。(《“、〈‘.—–~-]")


class Line(NamedTuple):
    """A line without the blanks at its ends: its offsets, what it is and what stands around it."""

    start: int
    end: int
    text: str
    indent: int
    """How many blanks stand before it; two full-width ones begin a paragraph."""
    gap: bool
    """A blank line stands before it."""
    width: int
    """In half-width columns: a Chinese character takes two."""
    kind: Kind
    cell: bool
    """A word or two that ask for nothing more, as in a table: without a comma, with nothing left open."""


def lines(folded: str) -> list[Line]:
    """The lines of a folded text that are not blank."""
    out: list[Line] = []
    at, begun, gap = 0, False, False
    known, new = _KNOWN, tuple.__new__
    for row in folded.split("\n"):
        if row and (form := known.get(row) or _form(row)):
            text, indent, width, kind, cell = form
            start = at + indent
            out.append(new(Line, (start, start + len(text), text, indent, gap, width, kind, cell)))
            begun, gap = True, False
        else:
            gap = begun
        at += len(row) + 1
    return out


_Form = tuple[str, int, int, Kind, bool]
"""What a row between two line breaks is by itself: text, indent, width, kind, and whether it is a cell."""
_KNOWN: dict[str, _Form] = {}
"""The forms of short rows, which come again and again: cells of tables, buttons."""
_SHORT = 12
_MOST = 10_000


def _form(row: str) -> _Form | None:
    text = row.strip(_BLANKS)
    if not text or text[0].isspace():
        return None
    indent = 0 if text is row else len(row) - len(row.lstrip(_BLANKS))
    width = len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) // 2
    kind = kind_of(text, width)
    if indent in (2, 4) and kind == "heading":
        kind = "body"  # so a paragraph begins
    cell = width < NARROW and (text.isalnum() or _CELL.fullmatch(text) is not None)
    form = text, indent, width, kind, cell
    if len(row) <= _SHORT:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        _KNOWN[row] = form
    return form
