"""Towns, townships and street offices by name, with the counties that have one of that name.

There are thirty thousand names, and most texts ask for a few: they are looked up in the bytes of the sorted
table, of which nothing else is made.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cache, lru_cache

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored


class Town(NamedTuple):
    """A name with the codes of the counties that have such a town; ``source`` cites its lexicon line."""

    name: str
    counties: tuple[str, ...]
    source: str


class _Compiled(NamedTuple):
    """The table as it is kept."""

    lines: bytes
    """``name TAB line number TAB codes``, sorted, with a line break before the first and behind the last one."""
    heads: str
    """The characters that names begin with, sorted."""
    begins: bytes
    """Where the names of each of them begin in ``lines``, four bytes each, and where the last of them end."""


@cache
def _towns() -> _Compiled:
    return stored("towns", _compile)


def _compile() -> _Compiled:
    table = lexicon.table("towns")
    counties, lines, heads, begins, at = table.column("counties"), [], "", [], 0
    for number, row in sorted(enumerate(table.rows, table.first_line), key=lambda item: item[1][0]):
        if row[0][0] != heads[-1:]:
            heads += row[0][0]
            begins.append(at)
        lines.append(f"{row[0]}\t{number}\t{row[counties]}")
        at += len(lines[-1].encode()) + 1
    written = "".join(f"\n{line}" for line in lines) + "\n"
    return _Compiled(written.encode(), heads, array("I", [*begins, at]).tobytes())


@lru_cache(maxsize=1 << 12)
def town(name: str) -> Town | None:
    """The town of a name; None where no county has one."""
    lines, heads, begins = _towns()
    head = bisect_left(heads, name[:1])
    if not name or heads[head : head + 1] != name[0]:
        return None
    bounds = memoryview(begins).cast("I")
    at = lines.find(f"\n{name}\t".encode(), bounds[head], bounds[head + 1] + 1)
    if at < 0:
        return None
    number, codes = lines[at + 1 : lines.index(b"\n", at + 1)].decode().split("\t")[1:]
    return Town(name, tuple(codes.split("|")), f"towns.tsv:{number}")
