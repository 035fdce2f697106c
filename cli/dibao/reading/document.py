"""A document into articles: bounds, headline, byline, dateline, continuations; when and where it is from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from dibao.garbage import uncollected
from dibao.reading import articles, content, layout, markup, reference, text, unwrap
from dibao.reading.content import InputError
from dibao.reading.lines import Line, lines
from dibao.reading.text import DecodeError
from dibao.tables.divisions import divisions
from dibao.types import Article, Document, Reference, Span

__all__ = ["DecodeError", "InputError", "parse", "read", "split"]


_OPENERS = ("meta", "byline", "lead", "continuation")
"""Lines of these kinds begin a paragraph."""


def read(
    path: str | Path, encoding: str | None = None, ref_date: date | None = None, place: str | None = None
) -> Document:
    """Read a file, compressed or not, and split it into articles.

    A web page becomes its text: ``raw`` and all offsets are those of the text without its tags.
    Raises InputError (not-found, unreadable, too-large) and DecodeError (binary, encoding).
    """
    try:
        return parse(content.load(Path(path), content.LARGEST), str(path), encoding, ref_date, place)
    except InputError as error:
        raise type(error)(error.code, f"{path}: {error.message}") from None


def parse(
    data: bytes,
    doc: str = "-",
    encoding: str | None = None,
    ref_date: date | None = None,
    place: str | None = None,
) -> Document:
    """Bytes as a document of articles; those of a web page as its text. Raises DecodeError."""
    raw, used = text.decode(data, encoding)
    page = markup.is_page(raw, content.is_page(doc))
    found = split(markup.text(raw) if page else raw, doc, ref_date, place, spaced=page)
    return found._replace(encoding=used)


def split(
    raw: str,
    doc: str = "-",
    ref_date: date | None = None,
    place: str | None = None,
    *,
    spaced: bool = False,
) -> Document:
    """A text as a document of articles; what is given of date and place holds for all of them.

    ``spaced`` says that each blank line ends a paragraph, whatever the lines around it look like.
    """
    folded = text.fold(markup.cover(raw))
    given = Reference(
        ref_date, "given" if ref_date else "none", _full_name(place), "given" if place else "none"
    )
    with uncollected():
        found = _articles(folded, doc, given, spaced)
    return Document(doc, raw, articles=tuple(found))


def _articles(folded: str, doc: str, given: Reference, spaced: bool) -> list[Article]:
    found: list[Article] = []
    mender = text.Mender(folded)
    for rows in articles.issues(lines(folded)):
        sections = articles.sections(rows)
        references = reference.references(folded, rows, sections, doc, given)
        for section, known in zip(sections, references, strict=True):
            found.append(_article(mender, rows, section, len(found), known, spaced))
    return found


def _full_name(place: str | None) -> str | None:
    division = divisions().find(place) if place else None
    return division.name if division else place


def _article(
    mender: text.Mender,
    rows: Sequence[Line],
    section: articles.Section,
    number: int,
    known: Reference,
    spaced: bool,
) -> Article:
    own = rows[section.first : section.last + 1]
    start, end = own[0].start, own[-1].end
    headline: Span | None = None
    openers = [row for row in own if row.kind in _OPENERS]
    fixed = {row.start for row in openers}
    if spaced:
        fixed |= {row.start for row in own if row.gap}
    if section.headline:
        first, last = section.headline
        headline = Span(rows[first].start, rows[last].end)
        fixed |= {rows[first].start, rows[last + 1].start}
        if not unwrap.is_title("".join(row.text for row in rows[first : last + 1])):
            fixed |= {row.start for row in rows[first : last + 1]}
    came = _first(layout.continued_from, own[:3])
    leads = [row for row in openers if row.kind == "lead"]
    return Article(
        number,
        start,
        end,
        mender.text(own, fixed),
        known,
        headline=headline,
        byline=_span(own, layout.byline),
        dateline=_span(leads, lambda line, _: layout.dateline(line)) if leads else None,
        continued_from=came,
        continues_on=_first(layout.continues_on, own[-2:]),
        fragment=came is not None,
    )


def _first(find: Callable[[str], str | None], rows: Sequence[Line]) -> str | None:
    """The first thing that is found in some rows."""
    for row in rows:
        if got := find(row.text):
            return got
    return None


def _span(rows: Sequence[Line], find: Callable[[str, layout.Kind], tuple[int, int] | None]) -> Span | None:
    """What ``find`` finds in the first rows or, failing that, in the last one, as raw offsets."""
    for row in (*rows[:8], *rows[-1:]):
        if got := find(row.text, row.kind):
            return Span(row.start + got[0], row.start + got[1])
    return None
