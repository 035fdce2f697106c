"""Documents into tasks: small ones together, a large one in pieces, each task about the same work."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from itertools import repeat
from zlib import crc32

from dibao.batch import large
from dibao.batch.reading import Settings, load
from dibao.batch.sources import Failure, Source
from dibao.batch.work import Piece, Task, Unit, size_of, tried
from dibao.reading.content import COMPRESSIONS

TASK = 128 << 10
"""Bytes of input after which a task is full. The first ones are smaller, so that output begins soon."""
FIRST = 8 << 10
MOST = 64
"""Documents in a task at most, for empty ones cost something too."""
LARGE = 1 << 19
"""From how many bytes on a document is cut into pieces."""

PACKED = 6
"""So many bytes of text, hardly more, become one byte in a compressed file."""


def tasks(
    found: Iterable[Source | Failure], settings: Settings, *, alone: bool = False, whole: bool = False
) -> Iterator[Task]:
    """Tasks for all documents, in their order. ``alone``: one document each; ``whole``: never cut one.

    Where a task ends hangs on the names of its own documents, so that a page put into an archive leaves the
    tasks behind it as they were.
    """
    size, sizes = 0, _sizes()
    full = next(sizes)
    units: list[Unit] = []
    for unit in _units(found, settings, whole):
        bytes_ = _size(unit)
        if units and (alone or size + bytes_ > full or len(units) >= MOST or _ends(units)):
            yield Task(tuple(units))
            size, full, units = 0, next(sizes), []
        units.append(unit)
        size += bytes_
    if units:
        yield Task(tuple(units))


def _sizes() -> Iterator[int]:
    """Bytes of input for each task (or each piece of a document) that comes."""
    size = FIRST
    while size < TASK:
        yield size
        size *= 2
    yield from repeat(TASK)


def _ends(units: list[Unit]) -> bool:
    unit = units[-1]
    return len(units) >= MOST // 4 and not isinstance(unit, Piece) and crc32(unit.doc.encode()) % 16 == 0


def _is_large(source: Source) -> bool:
    """Is a document so large that it is cut? What a compressed file holds is guessed at."""
    size = size_of(source)
    packed = source.data is None and source.path and source.path.suffix.lower() in COMPRESSIONS
    return size >= (LARGE // PACKED if packed else LARGE)


def _size(unit: Unit) -> int:
    return unit.size if isinstance(unit, Piece) else size_of(unit)


def _units(found: Iterable[Source | Failure], settings: Settings, whole: bool) -> Iterator[Unit]:
    for source in found:
        source = _taken(source, settings)
        if isinstance(source, Failure) or whole or not _is_large(source):
            yield source
        else:
            yield from large.pieces(source, settings, _sizes())


def _taken(source: Source | Failure, settings: Settings) -> Source | Failure:
    """A document with its content, where that can be read only once: from standard input, from a pipe."""
    if isinstance(source, Failure) or source.data is not None:
        return source
    try:
        mode = source.path.stat().st_mode if source.path else stat.S_IFIFO
    except (OSError, ValueError):  # nothing there, a name with NUL in it
        return source
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return source
    data = tried(source, settings, lambda: load(source, settings.largest))
    return data if isinstance(data, Failure) else source._replace(data=data)
