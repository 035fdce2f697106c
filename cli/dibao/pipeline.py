"""The order of the stages, the overlap policy, and ``extract``: a text in, an Extraction out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dibao import document as documents
from dibao import records, script
from dibao.divisions import divisions
from dibao.entities import date as dates
from dibao.entities import money, org, person, place, title
from dibao.events import find as find_events
from dibao.garbage import uncollected
from dibao.gazetteer import Gazetteer, gazetteer
from dibao.link import Links, link
from dibao.scene import Org, Person, Place, Scene, Title
from dibao.types import (
    ENTITY_TYPES,
    Argument,
    Article,
    Document,
    EntityType,
    Event,
    Mention,
    OrgNorm,
    PersonNorm,
    PlaceNorm,
    Post,
    TitleNorm,
)  # fmt: skip

if TYPE_CHECKING:
    from dibao.records import Record

_Spanned = TypeVar("_Spanned", Title, Place, Org, Person, Mention)


@dataclass(frozen=True, slots=True)
class Extraction:
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
    for article in document.articles:
        here, happened = _article(article, document.raw, forms, events)
        mentions += [m for m in here if m.type in wanted]
        found += happened
    return Extraction(document.doc, document, tuple(mentions), tuple(found))


def stages(article: Article, forms: Gazetteer) -> Iterator[tuple[str, Scene]]:
    """Read an article stage by stage: the one scene, each time with the stage that it has just passed.

    places: all that stands by itself; orgs: organizations, argued for on that ground; people; settled: the
    overlap policy has decided.
    """
    scene = Scene(article.text.clean, forms, forms.scan(article.text.clean), article.number)
    reference = article.reference
    scene.here = divisions().find(reference.place) if reference.place else None
    scene.year = reference.date.year if reference.date else None
    scene.dates = dates.find(scene.text, reference, article.number)
    scene.money = money.find(scene.text, article.number)
    scene.titles = title.find(scene)
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


def _article(article: Article, raw: str, forms: Gazetteer, events: bool) -> tuple[list[Mention], list[Event]]:
    scene = [scene for _, scene in stages(article, forms)][-1]
    reference = article.reference
    links = link(scene)
    clean = sorted(_mentions(scene, links), key=lambda m: (m.start, m.end))
    traditional = script.is_traditional(raw[article.start : article.end], scene.text)
    people = {
        norm: replace(norm, posts=tuple(_post_to_raw(p, article, raw, traditional) for p in norm.posts))
        for norm in {m.norm for m in clean if isinstance(m.norm, PersonNorm)}
    }
    moved = [_to_raw(m, article, raw, traditional, people) for m in clean]
    if not events:
        return moved, []
    happened = find_events(scene.text, clean, reference, article.number)
    raw_of = {(m.start, m.end): r for m, r in zip(clean, moved, strict=True)}
    return moved, [_event_to_raw(e, article, raw, raw_of) for e in happened]


def settle(scene: Scene) -> None:
    """The overlap policy: which of two candidates on the same characters stands.

    Dates and money read digits exactly and stand against all but a person; an organization takes in places
    and titles inside it, save a title at its end; a person stands against places, and against an
    organization that begins or ends inside the name.
    """
    size = len(scene.text)
    fixed = _mask(size, scene.dates, scene.money)
    scene.people = _outside(_clear(scene.people, fixed), scene.orgs)
    taken = _mask(size, scene.people)
    scene.dates = _clear(scene.dates, taken)
    scene.orgs = _clear(scene.orgs, taken)
    _add(taken, scene.orgs)
    scene.titles = _clear(scene.titles, taken)
    _add(taken, scene.titles)
    scene.places = _clear(_clear(scene.places, taken), fixed)


def _mask(size: int, *found: Iterable[_Spanned]) -> bytearray:
    """1 for each character of a text on which one of the items stands."""
    mask = bytearray(size)
    for items in found:
        _add(mask, items)
    return mask


def _add(mask: bytearray, items: Iterable[_Spanned]) -> None:
    for item in items:
        mask[item.start : item.end] = b"\1" * (item.end - item.start)


def _clear(items: list[_Spanned], mask: bytearray) -> list[_Spanned]:
    """Items that touch no taken character."""
    return [item for item in items if mask.find(1, item.start, item.end) < 0]


def _outside(people: list[Person], orgs: list[Org]) -> list[Person]:
    """People whose names are not part of a longer name of an organization."""
    starts = sorted(o.start for o in orgs)
    reach = list(accumulate((o.end for o in sorted(orgs)), max, initial=0))
    longest: dict[int, int] = {}
    for outer in orgs:
        longest[outer.start] = max(outer.end, longest.get(outer.start, 0))
    return [
        p for p in people if reach[bisect_left(starts, p.start)] < p.end and longest.get(p.start, 0) <= p.end
    ]


def _mentions(scene: Scene, links: Links) -> Iterator[Mention]:
    text, number = scene.text, scene.number
    yield from scene.dates
    yield from scene.money
    for t in scene.titles:
        held = links.held[t.start]
        norm = TitleNorm(held.title.status, held.org)
        written = text[t.start : t.end]
        yield Mention(
            "title", t.start, t.end, written, _squeeze(written), t.rule, norm, (t.core.source,), number
        )
    people: dict[str, PersonNorm] = {}
    for p in scene.places:
        code = p.division.code if p.division else None
        written = text[p.start : p.end]
        place_norm = PlaceNorm(p.level, p.within, code)
        yield Mention(
            "place", p.start, p.end, written, _squeeze(written), p.rule, place_norm, (p.source,), number
        )
    for o in scene.orgs:
        org_norm = OrgNorm(o.kind, o.place)
        yield Mention(
            "org",
            o.start,
            o.end,
            text[o.start : o.end],
            _squeeze(o.name),
            o.rule,
            org_norm,
            (o.source,),
            number,
        )
    for n in scene.people:
        name = links.full_names.get(n.start, n.name)
        if (person_norm := people.get(name)) is None:
            person_norm = people[name] = PersonNorm(name in links.official, tuple(links.posts.get(name, ())))
        yield Mention("person", n.start, n.end, text[n.start : n.end], name, n.rule, person_norm, (), number)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _to_raw(
    mention: Mention, article: Article, raw: str, traditional: bool, people: dict[PersonNorm, PersonNorm]
) -> Mention:
    """Move a mention from the clean text to the raw one, its names in the script of the text.

    ``people`` holds what is known of each person with its posts moved already.
    """
    start, end = article.text.raw(mention.start, mention.end)
    text = raw[start:end]
    norm, name = mention.norm, mention.name
    if traditional:
        name = _squeeze(text) if name == _squeeze(mention.text) else script.unfold(name)
    if isinstance(norm, PersonNorm):
        norm = people[norm] if norm.posts else norm
    elif isinstance(norm, TitleNorm) and traditional and norm.org:
        norm = replace(norm, org=script.unfold(norm.org))
    return Mention(mention.type, start, end, text, name, mention.rule, norm, mention.lexicon, mention.article)


def _event_to_raw(
    happened: Event, article: Article, raw: str, raw_of: dict[tuple[int, int], Mention]
) -> Event:
    """Move an event from the clean text to the raw one; its arguments point to the moved mentions."""
    trigger = article.text.raw(*happened.trigger)
    args = tuple(_argument_to_raw(a, article, raw, raw_of) for a in happened.args)
    first = article.text.raw(*happened.same_as) if happened.same_as else None
    text = raw[trigger.start : trigger.end]
    return replace(happened, trigger=trigger, text=text, args=args, same_as=first)


def _argument_to_raw(
    arg: Argument, article: Article, raw: str, raw_of: dict[tuple[int, int], Mention]
) -> Argument:
    start, end = article.text.raw(arg.start, arg.end)
    text = raw[start:end]
    mention = raw_of.get((arg.start, arg.end)) if arg.mention else None
    name = mention.name if mention else _squeeze(text)
    return replace(arg, start=start, end=end, text=text, name=name, mention=mention)


def _post_to_raw(post: Post, article: Article, raw: str, traditional: bool) -> Post:
    evidence = article.text.raw(*post.evidence)
    if not traditional:
        return replace(post, evidence=evidence)
    org = script.unfold(post.org) if post.org else None
    return replace(post, evidence=evidence, org=org, title=_squeeze(raw[evidence.start : evidence.end]))
