"""The lines of a folded text that are not blank, each with its place, its width and its kind."""

from __future__ import annotations

from typing import NamedTuple

from dibao.layout import Kind, kind_of

INVISIBLE = "\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
"""Characters without width: soft hyphens, marks of direction."""
_BLANKS = " \t" + INVISIBLE

NARROW = 24
"""A line of fewer columns may be a cell of a table, and is not wrapped at its edge."""


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
    """A word or two without a sign, as in a table."""


def lines(folded: str) -> list[Line]:
    """The lines of a folded text that are not blank."""
    out: list[Line] = []
    at, begun, gap = 0, False, False
    known, new = _KNOWN, tuple.__new__
    for row in folded.split("\n"):
        text = row.strip(_BLANKS) if row else ""
        if text and not text[0].isspace():
            indent = 0 if text is row else len(row) - len(row.lstrip(_BLANKS))
            start = at + indent
            width, kind, cell = known.get(text) or _form(text)
            if indent in (2, 4) and kind == "heading":
                kind = "body"  # so a paragraph begins
            out.append(new(Line, (start, start + len(text), text, indent, gap, width, kind, cell)))
            begun, gap = True, False
        else:
            gap = begun
        at += len(row) + 1
    return out


_KNOWN: dict[str, tuple[int, Kind, bool]] = {}
"""The forms of short lines, which come again and again: cells of tables, buttons."""
_SHORT = 12
_MOST = 10_000


def _form(text: str) -> tuple[int, Kind, bool]:
    """Width and kind of a line, and whether it is a cell: all that its text alone tells."""
    width = len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) // 2
    form = width, kind_of(text, width), width < NARROW and text.isalnum()
    if len(text) <= _SHORT:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        _KNOWN[text] = form
    return form
