"""A large document in pieces: cut where one article ends and the next one begins, read as it would be whole.

What the articles of a page share (its day, its place) is found before they are parted. A file of many pages
put together with separators (====) is never in memory as a whole: no page depends on another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from dibao.batch import apart, stretches
from dibao.batch.reading import Settings, read
from dibao.batch.sources import Failure, Source
from dibao.batch.work import Piece, tried
from dibao.named import NamedTuple
from dibao.reading import content
from dibao.types import Article, Document, Span, Text

if TYPE_CHECKING:
    from pathlib import Path


LONG = 2 << 20
"""Bytes of a stretch from which on it is split by a process of its own."""


class Stretch(str):
    """A stretch of a text that is addressed by the offsets of the whole."""

    offset: int
    line: int
    """The number of its first line in the whole, from 1."""

    @classmethod
    def of(cls, text: str, offset: int, line: int) -> Stretch:
        """The text that begins at an offset, in a line."""
        out = cls(text)
        out.offset, out.line = offset, line
        return out

    def __getitem__(self, key: object) -> str:
        """A slice between two offsets of the whole."""
        assert isinstance(key, slice)
        return super().__getitem__(slice(key.start - self.offset, key.stop - self.offset))

    def __reduce__(self) -> tuple[object, ...]:
        return Stretch.of, (str(self), self.offset, self.line)


class _Before(NamedTuple):
    """What of a file stands before a stretch of it."""

    characters: int = 0
    lines: int = 0
    articles: int = 0


def pieces(source: Source, settings: Settings, sizes: Iterator[int]) -> Iterator[Piece | Failure]:
    """The pieces of a file, each of about as many bytes as ``sizes`` say; a Failure if it cannot be read."""
    encoding = lean = None
    if source.path and source.data is None:
        encoding = stretches.encoding_of(source.path, settings.encoding, settings.largest)
        lean = encoding and stretches.longest(source.path, settings.largest) <= LONG
    make = partial(_streamed, encoding=encoding) if encoding else _whole
    if lean or settings.debug or not apart.possible():
        yield from make(source, settings, sizes)
        return
    try:
        found = apart.made(lambda: make(source, settings, sizes))
    except apart.DiedError:
        found = iter([Failure(source.doc, "internal", "the process that split it died (out of memory?)")])
    except OSError:
        found = make(source, settings, sizes)
    yield from found


def _whole(source: Source, settings: Settings, sizes: Iterator[int]) -> Iterator[Piece | Failure]:
    """The pieces of a file that is read as a whole."""
    document = tried(source, settings, lambda: read(source, settings))
    if isinstance(document, Failure):
        yield document
    else:
        yield from cut(document, sizes, source.path)


def cut(document: Document, sizes: Iterator[int], path: Path | None) -> Iterator[Piece]:
    """The pieces of a document that is split into articles, each of about as many bytes as ``sizes`` say."""
    yield from _marked(_cut(document, sizes, _Before()), path)


def _cut(document: Document, sizes: Iterator[int], before: _Before) -> Iterator[Piece]:
    """Pieces of a stretch of a file, none of them marked last."""
    raw, done, counted, line = document.raw, 0, 0, before.lines + 1
    for group in _groups(document.articles, sizes):
        start, end = group[0].start, group[-1].end
        line += raw.count("\n", counted, start)
        stretch = Stretch.of(raw[start:end], start + before.characters, line)
        articles = tuple(_moved(article, before.characters, before.articles) for article in group)
        size = len(raw[done:end].encode("utf-8", "replace"))
        yield Piece(document._replace(raw=stretch, articles=articles), size, last=False, path=None)
        done, counted = end, start
    if not document.articles:
        nothing = document._replace(raw=raw.strip()[:1])
        yield Piece(nothing, len(raw.encode("utf-8", "replace")), last=False, path=None)


def _groups(articles: Iterable[Article], sizes: Iterator[int]) -> Iterator[list[Article]]:
    """Articles that follow one another, each time about as many bytes as ``sizes`` say."""
    group: list[Article] = []
    size = next(sizes)
    for article in articles:
        if group and (article.start - group[0].start) * 3 > size:
            yield group
            group, size = [], next(sizes)
        group.append(article)
    if group:
        yield group


def _moved(article: Article, by: int, number: int) -> Article:
    """An article ``by`` characters further on, with so many articles more before it."""
    if not by:
        return article

    def span(old: Span | None) -> Span | None:
        return Span(old.start + by, old.end + by) if old else None

    text = article.text
    return article._replace(
        number=article.number + number,
        start=article.start + by,
        end=article.end + by,
        text=Text(text.clean, text.breaks, tuple(shift + by for shift in text.shifts)),
        headline=span(article.headline),
        byline=span(article.byline),
        dateline=span(article.dateline),
    )


def _marked(pieces: Iterator[Piece], path: Path | None) -> Iterator[Piece]:
    """Pieces of the document of a file, with the last one marked as such."""
    held: Piece | None = None
    for piece in pieces:
        if held:
            yield held
        held = piece._replace(path=path)
    if held:
        yield held._replace(last=True)


def _streamed(
    source: Source, settings: Settings, sizes: Iterator[int], encoding: str
) -> Iterator[Piece | Failure]:
    """The pieces of a file that is read stretch by stretch."""
    try:
        yield from _marked(_read(source, settings, sizes, encoding), source.path)
    except content.InputError as error:
        yield Failure(source.doc, error.code, error.message)
    except content.broken() as error:
        yield Failure(source.doc, "unreadable", content.said(error))


def _read(source: Source, settings: Settings, sizes: Iterator[int], encoding: str) -> Iterator[Piece]:
    from dibao.reading import document

    assert source.path
    before = _Before()
    day = source.day or settings.ref_date
    for raw in stretches.texts(source.path, encoding, settings.largest):
        split = document.split(raw, source.doc, day, settings.place)._replace(encoding=encoding)
        yield from _cut(split, sizes, before)
        before = _Before(
            before.characters + len(raw),
            before.lines + raw.count("\n"),
            before.articles + len(split.articles),
        )
