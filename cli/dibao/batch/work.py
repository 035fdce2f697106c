"""What a worker does: the documents of one task become encoded records, and what is known of each of them.

Everything here can be sent to another process or machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dibao.batch import journal
from dibao.batch.journal import Entry, Outcome
from dibao.batch.limit import LateError, limit
from dibao.batch.reading import Settings, read
from dibao.batch.sources import Failure, Source
from dibao.named import NamedTuple

if TYPE_CHECKING:
    from dibao.pipeline import Extraction
    from dibao.types import Document

_T = TypeVar("_T")


class Piece(NamedTuple):
    """Some articles of a document that is too large for one task, split already."""

    document: Document
    size: int
    """Its share of the file's bytes."""
    last: bool
    """No piece of the document comes after it."""
    path: Path | None
    """The file that it comes from; None is standard input."""


Unit = Source | Failure | Piece


class Task(NamedTuple):
    """Some documents that are read one after another."""

    units: tuple[Unit, ...]
    keeps: bool = True
    """Its outcome goes into the journal, where there is one."""


class Config(NamedTuple):
    """What every task of a run is done with."""

    settings: Settings
    encode: Callable[[Extraction], bytes]
    timeout: float | None = None
    """Seconds for each document, or for each piece of a large one."""
    journal: journal.Place | None = None

    def salt(self) -> str:
        """All that records depend on besides their document and their format."""
        from dibao import SCHEMA_VERSION, __version__
        from dibao.tables import cache

        own = b"\0".join(path.read_bytes() for path in self.settings.lexicons)
        settings = self.settings._replace(lexicons=(), debug=False)
        return f"{__version__} {SCHEMA_VERSION} {cache.state(own)} {settings}"


def perform(task: Task, config: Config, begin: Callable[[int], object] = lambda _: None) -> Outcome:
    """The records of a task, done now or found in the journal.

    ``begin`` is told the number of each unit before it is read. What goes wrong with a document is told in its
    entry; only a broken lexicon and, with --debug, faults of the program are raised.
    """
    place = config.journal if task.keeps else None
    key = _key(task, place.salt) if place else ""
    if place and place.reuse and (found := journal.find(place.folder, key)):
        return found
    entries: list[Entry] = []
    parts: list[bytes] = []
    for number, unit in enumerate(task.units):
        begin(number)
        entry, data = _done(unit, config)
        entries.append(entry)
        parts.append(data)
    payload = b"".join(parts)
    done = Outcome(tuple(entries), payload)
    # What a slower or smaller machine failed at may go well the next time.
    if place and not any(entry.error in ("timeout", "internal") for entry in entries):
        return journal.keep(place.folder, key, done)
    return done


def _done(unit: Unit, config: Config) -> tuple[Entry, bytes]:
    if isinstance(unit, Failure):
        return Entry(unit.doc, 0, 0, error=unit.error, message=unit.message), b""
    size, last = (unit.size, unit.last) if isinstance(unit, Piece) else (size_of(unit), True)
    made = tried(unit, config.settings, lambda: _encoded(unit, config), config.timeout)
    if isinstance(made, Failure):
        skip = isinstance(unit, Source) and passed_over(unit, made)
        return Entry(made.doc, size, 0, {}, made.error, made.message, last=last, skip=skip), b""
    extraction, data = made
    counts = Counter[str](mention.type for mention in extraction.mentions)
    counts.update(f"event:{event.type}" for event in extraction.events)
    # A piece may well be blank.
    empty = isinstance(unit, Source) and not extraction.document.raw.strip()
    return Entry(extraction.doc, size, len(data), dict(sorted(counts.items())), last=last, empty=empty), data


def _encoded(unit: Source | Piece, config: Config) -> tuple[Extraction, bytes]:
    extraction = extracted(unit, config.settings)
    return extraction, config.encode(extraction)


def extracted(unit: Source | Piece, settings: Settings) -> Extraction:
    """What is found in a document. Raises what reading it raises."""
    from dibao.pipeline import extract_document

    document = unit.document if isinstance(unit, Piece) else read(unit, settings)
    return extract_document(
        document, types=settings.types, events=settings.events, lexicons=settings.lexicons
    )


def tried(
    unit: Source | Piece, settings: Settings, make: Callable[[], _T], seconds: float | None = None
) -> _T | Failure:
    """What ``make`` makes of a document, or why it could not."""
    from dibao.reading.content import InputError
    from dibao.tables.lexicon import LexiconError

    doc = unit.document.doc if isinstance(unit, Piece) else unit.doc
    try:
        with limit(seconds):
            return make()
    except LateError:
        return Failure(doc, "timeout", f"took longer than {seconds:g} seconds; see --timeout{_where(unit)}")
    except InputError as error:
        return Failure(doc, error.code, error.message)
    except LexiconError:
        raise
    except Exception as error:
        if settings.debug:
            raise
        said = f"{type(error).__name__}: {error}; --debug shows where{_where(unit)}".replace("\n", " ")
        return Failure(doc, "internal", said)


def _where(unit: Source | Piece) -> str:
    """Which stretch of a large document a fault lies in."""
    if isinstance(unit, Source):
        return ""
    first, last = unit.document.articles[0].number, unit.document.articles[-1].number
    return f" (articles {first} to {last})"


def passed_over(source: Source, failure: Failure) -> bool:
    """Is it a file of a folder that only might have been a text, and is none?"""
    return failure.error == "binary" and not source.named


def path_of(unit: Unit) -> Path | None:
    """The file that a document comes from."""
    return None if isinstance(unit, Failure) else unit.path


def size_of(source: Source | Failure) -> int:
    """Bytes of a document's file; 0 where they cannot be told."""
    if isinstance(source, Failure):
        return 0
    if source.data is not None:
        return len(source.data)
    try:
        return source.path.stat().st_size if source.path else 0
    except (OSError, ValueError):  # a name with NUL in it
        return 0


def _key(task: Task, salt: bytes) -> str:
    return journal.key(salt, (part for unit in task.units for part in _identity(unit)))


def _identity(unit: Unit) -> Iterator[bytes | Path]:
    """All that the records of a document depend on besides the configuration."""
    if isinstance(unit, Source):
        yield repr(unit._replace(path=None, data=None)).encode()
        if unit.data is not None:
            yield unit.data
        elif unit.path:
            yield unit.path
    elif isinstance(unit, Piece):
        yield f"{unit.document.doc} {unit.size} {unit.last}".encode()
        yield unit.document.raw.encode("utf-8", "surrogatepass")
        for article in unit.document.articles:
            yield repr(article._replace(text=None)).encode()  # type: ignore[arg-type]
    else:
        yield repr(unit).encode()
