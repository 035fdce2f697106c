"""Text laid out in terminal cells: a Chinese character takes two. Names are kept whole where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from dibao.tables.patterns import lazily

_SOFT = lazily(r"[ 、·，；,;](?! )|(?=[(（])")


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """Cells that a text takes on a terminal."""
    return cell_len(text)


def pad(text: str, width: int) -> str:
    """A text with spaces up to ``width`` cells; longer ones stay as they are."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> list[str]:
    """A text in pieces of at most ``width`` cells, for what no line can hold.

    It is cut before an opening bracket or after a sign of enumeration where one stands in the second half of
    the line, else where the line ends.
    """
    out = []
    while cells(text) > width:
        # Where a wide character would straddle the edge, set_cell_size gives a blank for it.
        size = max(1, len(set_cell_size(text, width).rstrip()))
        at = max(
            (m.end() for m in _SOFT.finditer(text, size // 2, size + 1) if m.end() <= size), default=size
        )
        out.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*out, text]


def fill(items: Iterable[str], width: int, between: str = "") -> list[str]:
    """Items set one after another into lines of at most ``width`` cells, broken only between items.

    ``between`` stands between two items; at the end of a line its trailing blanks are dropped. Only an item
    wider than a whole line is cut.
    """
    lines: list[str] = []
    line, used = "", 0
    glue, tail = cells(between), cells(between.rstrip())
    items = list(items)
    for n, item in enumerate(items):
        size = cells(item)
        reserve = tail if n < len(items) - 1 else 0
        if line and used + glue + size + reserve > width:
            lines.append((line + between).rstrip())
            line, used = "", 0
        if line:
            line, used = line + between + item, used + glue + size
        elif size + reserve > width:
            *full, line = cut(item, width - reserve)
            lines += full
            used = cells(line)
        else:
            line, used = item, size
    return [*lines, line] if line else lines


def hang(label: str, lines: Sequence[str], indent: int) -> list[str]:
    """Lines behind a label of ``indent`` cells, the following ones indented."""
    return [(pad(label, indent) if n == 0 else " " * indent) + line for n, line in enumerate(lines)]
