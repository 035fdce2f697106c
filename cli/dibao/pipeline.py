"""The order of the stages, and ``extract``: a text in, an Extraction out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dibao import offsets, records
from dibao.entities import date as dates
from dibao.entities import money, org, person, place, title
from dibao.events import find as find_events
from dibao.garbage import uncollected
from dibao.named import NamedTuple
from dibao.overlaps import settle
from dibao.posts.link import link
from dibao.reading import document as documents
from dibao.scene import Scene
from dibao.tables.divisions import divisions
from dibao.tables.gazetteer import Gazetteer, gazetteer
from dibao.types import ENTITY_TYPES, Article, Document, EntityType, Event, Mention, PersonNorm, Post

if TYPE_CHECKING:
    from dibao.records import Record


class Extraction(NamedTuple):
    """What was found in one document. All offsets are raw."""

    doc: str
    document: Document
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the document, in its order."""
        return self.document.articles

    @property
    def officials(self) -> dict[str, tuple[Post, ...]]:
        """Each official's name and posts, in the order of first mention."""
        out: dict[str, tuple[Post, ...]] = {}
        for mention in self.mentions:
            if isinstance(mention.norm, PersonNorm) and mention.norm.official:
                known = out.get(mention.name, ())
                out[mention.name] = known + tuple(p for p in mention.norm.posts if p not in known)
        return out

    def records(self, articles: bool = False) -> Iterator[Record]:
        """The dicts that the JSONL holds, in its order; article records only where asked for."""
        return records.in_order(
            self.doc, self.mentions, self.events, self.articles if articles else (), self.document.raw
        )


def extract(
    text: str,
    *,
    doc: str = "-",
    ref_date: date | str | None = None,
    place: str | None = None,
    types: Iterable[EntityType] | None = None,
    events: bool = True,
    lexicons: Sequence[str | Path] = (),
) -> Extraction:
    """Read a text: its articles, mentions, officials and events.

    ``ref_date`` (a date or ISO day) and ``place`` (a Chinese division) win over what the text itself says.
    ``types`` limits the mentions that come out. ``lexicons`` are user tables laid over the built-in ones.

    Raises ValueError for a wrong argument, LexiconError for a broken table; a text never raises.
    """
    if isinstance(ref_date, str):
        ref_date = date.fromisoformat(ref_date)
    with uncollected():
        split = documents.split(text, doc, ref_date=ref_date, place=place)
        return extract_document(split, types=types, events=events, lexicons=lexicons)


def extract_document(
    document: Document,
    *,
    types: Iterable[EntityType] | None = None,
    events: bool = True,
    lexicons: Sequence[str | Path] = (),
) -> Extraction:
    """Read a document that is already split into articles; see :func:`extract`."""
    wanted = frozenset(ENTITY_TYPES if types is None else types)
    if unknown := wanted - set(ENTITY_TYPES):
        raise ValueError(f"unknown type {sorted(unknown)[0]!r}; types are {', '.join(ENTITY_TYPES)}")
    forms = gazetteer(tuple(map(Path, lexicons)))
    with uncollected():
        return _read(document, wanted, forms, events)


def _read(document: Document, wanted: frozenset[str], forms: Gazetteer, events: bool) -> Extraction:
    mentions: list[Mention] = []
    found: list[Event] = []
    for group in _groups(document.articles):
        here, happened = _group(group, document.raw, forms, events)
        mentions += [m for some in here for m in some if m.type in wanted]
        found += chain.from_iterable(happened)
    return Extraction(document.doc, document, tuple(mentions), tuple(found))


_GROUP = 100_000
"""Characters of the articles that are read together, about; each counts some more for what it takes besides."""
_MORE = 200


def _groups(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Articles in stretches: what is found in one fills memory until the stretch is read."""
    first = size = 0
    for n, article in enumerate(articles, 1):
        size += len(article.text.clean) + _MORE
        if size >= _GROUP:
            yield articles[first:n]
            first, size = n, 0
    yield articles[first:]


def _group(
    articles: Sequence[Article], raw: str, forms: Gazetteer, events: bool
) -> tuple[list[list[Mention]], list[list[Event]]]:
    """The mentions and the events of some articles.

    All of them pass a stage before the next one begins, whose code and tables then stay in the processor's cache.
    """
    scenes: Sequence[Scene] = ()
    for passed in zip(*[stages(article, forms) for article in articles], strict=True):
        scenes = [scene for _, scene in passed]
    originals = [offsets.original_of(article, raw) for article in articles]
    clean = [
        offsets.mentions(scene, link(scene), original)
        for scene, original in zip(scenes, originals, strict=True)
    ]
    moved = list(map(offsets.moved, clean, originals))
    if not events:
        return moved, []
    happened = [
        find_events(scene.text, scene.hits["trigger"], known, article.reference, article.number)
        for article, scene, known in zip(articles, scenes, clean, strict=True)
    ]
    return moved, list(map(offsets.told, happened, clean, moved, originals))


def stages(article: Article, forms: Gazetteer) -> Iterator[tuple[str, Scene]]:
    """Read an article stage by stage: the one scene, each time with the stage that it has just passed.

    forms, dates, money, titles, places: all that stands by itself; orgs: organizations, argued for on that ground;
    people; settled: the overlap policy has decided.
    """
    text, reference = article.text.clean, article.reference
    scene = Scene(text, forms, forms.scan(text), article.number)
    scene.here = divisions().find(reference.place) if reference.place else None
    scene.year = reference.date.year if reference.date else None
    yield "forms", scene
    scene.dates = dates.find(text, reference, article.number)
    yield "dates", scene
    scene.money = money.find(text, article.number)
    yield "money", scene
    scene.titles = title.find(scene)
    yield "titles", scene
    scene.places = place.find(scene)
    yield "places", scene
    scene.orgs = org.find(scene)
    title.settle_organs(scene)
    yield "orgs", scene
    scene.people = person.find(scene)
    scene.titles = title.attached(scene)
    yield "people", scene
    settle(scene)
    yield "settled", scene
