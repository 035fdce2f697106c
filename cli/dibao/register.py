"""The register: mentions over many documents become officials with dated posts, one pass.

A person is a name and the organs that it is tied to. Two articles speak of the same person where they give
the same name a post in the same organization, or in two leading organs of one place (市委副书记, 市长); an
article that names two organs for one name ties them for all the others. Everyone else of that name is kept
apart. A name without any post is counted for the one person of that name at the article's place, if there
is exactly one. Memory is constant per person: of each post its dates and one piece of evidence are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dibao import protocol
from dibao.divisions import divisions
from dibao.protocol import Standing
from dibao.text import fold
from dibao.types import Mention, OrgNorm, PersonNorm, Post, Span, Status

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

_FAR = 60
"""Characters between a name and the title that states its post, at most, for a quotation to hold both."""
_AROUND = 24
"""Characters of a quotation before and behind what it shows, at most."""
_STOP = re.compile(r"[。!?;\n]")
"""Where a sentence of a clean text ends."""
_PAUSE = re.compile("[,、:]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: ``text`` is the document's ``start:end``, ``line`` counts from 1."""

    doc: str
    article: int
    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DatedPost:
    """A post as the documents state it, with the days (ISO) of the first and the last article that does."""

    org: str | None
    org_kind: str
    org_implied: bool
    title: str
    status: Status
    first: str | None
    last: str | None
    articles: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Official:
    """One person: posts in protocol order, level and place of the highest one, days first and last seen."""

    name: str
    level: str
    place: str | None
    posts: tuple[DatedPost, ...]
    first: str | None
    last: str | None
    mentions: int
    documents: int

    def record(self) -> dict[str, Any]:
        """The dict that JSONL holds."""
        from dataclasses import asdict

        from dibao import SCHEMA_VERSION

        return {
            "schema": SCHEMA_VERSION,
            "kind": "official",
            **asdict(self),
            "posts": [asdict(p) for p in self.posts],
        }


@dataclass(slots=True)
class _Seen:
    """How often, in how many documents, and between which days."""

    first: str | None = None
    last: str | None = None
    times: int = 0
    documents: int = 0
    doc: int = -1
    """Number of the document seen last."""

    def see(self, day: str | None, times: int, doc: int) -> None:
        """Count ``times`` mentions in an article of ``day`` in document number ``doc``."""
        self.merge(_Seen(day, day, times, 1, doc))

    def merge(self, other: _Seen) -> None:
        firsts, lasts = filter(None, (self.first, other.first)), filter(None, (self.last, other.last))
        self.first, self.last = min(firsts, default=None), max(lasts, default=None)
        self.times += other.times
        self.documents += other.documents - (other.doc == self.doc)
        self.doc = max(self.doc, other.doc)


@dataclass(slots=True)
class _Held:
    """A post, the standing of its organization, when it was stated, and where first."""

    post: Post
    where: Standing
    seen: _Seen
    evidence: Evidence

    def merge(self, other: _Held) -> None:
        if (other.seen.first or "9") < (self.seen.first or "9"):
            self.evidence = other.evidence
        self.seen.merge(other.seen)


_PostKey = tuple[str, str, Status]


@dataclass(slots=True)
class _Person:
    name: str
    anchors: set[str] = field(default_factory=set)
    posts: dict[_PostKey, _Held] = field(default_factory=dict)
    seen: _Seen = field(default_factory=_Seen)
    official: bool = False

    def merge(self, other: _Person) -> None:
        self.anchors |= other.anchors
        self.official |= other.official
        self.seen.merge(other.seen)
        for at, held in other.posts.items():
            if at in self.posts:
                self.posts[at].merge(held)
            else:
                self.posts[at] = replace(held, seen=replace(held.seen))


class Register:
    """Collects the officials of many documents; ``add`` each extraction once, then ask for ``officials``."""

    def __init__(self) -> None:
        self._people: dict[str, list[_Person]] = {}
        self._documents = 0

    def add(self, extraction: Extraction) -> None:
        """Enter the people of a document; mentions of other types than person and org are not needed."""
        reader = _Reader(extraction)
        references = {a.number: a.reference for a in extraction.articles}
        for (number, name), mentions in reader.people().items():
            reference = references[number]
            day = reference.date.isoformat() if reference.date else None
            norm = mentions[0].norm
            assert isinstance(norm, PersonNorm)
            person = _Person(name, official=norm.official)
            person.seen.see(day, len(mentions), self._documents)
            for post in norm.posts:
                held = reader.held(post, mentions, day, self._documents)
                person.posts[_simplified(post.org), _simplified(post.title), post.status] = held
            person.anchors = _anchors(person.posts.values(), reference.place)
            self._enter(_simplified(name), person)
        self._documents += 1

    def _enter(self, key: str, person: _Person) -> None:
        """Join a person with all of the same name that share an anchor."""
        known = self._people.setdefault(key, [])
        same = [n for n, other in enumerate(known) if not other.anchors.isdisjoint(person.anchors)]
        if not same:
            known.append(person)
            return
        first = known[same[0]]
        for n in same[1:]:
            first.merge(known[n])
        first.merge(person)
        for n in reversed(same[1:]):
            del known[n]

    def officials(
        self, *, person: str | None = None, org: str | None = None, status: Status | None = None
    ) -> list[Official]:
        """Everyone with an official post, in protocol order, equals in the order of first mention.

        ``person`` is a part of a name; ``org`` (a part of a full name) and ``status`` choose among the posts,
        and who has none of the chosen ones is left out.
        """
        wanted, at = _simplified(person), _simplified(org)
        rows = []
        for key, namesakes in self._people.items():
            for one in _gathered(namesakes) if wanted in key else ():
                posts = [
                    held
                    for held in _settled(one)
                    if at in _simplified(held.post.org) and status in (None, held.post.status)
                ]
                if posts and one.official:
                    rows.append(_row(one, posts))
        return [official for _, official in sorted(rows, key=lambda row: row[0])]


def _gathered(namesakes: list[_Person]) -> list[_Person]:
    """People of one name; who has no organization is the only one of that name at the article's place."""
    out = [p for p in namesakes if any(h.post.org for h in p.posts.values())]
    whole = len(out)
    for bare in (p for p in namesakes if not any(h.post.org for h in p.posts.values())):
        near = [
            n
            for n, p in enumerate(out[:whole])
            if bare.anchors & {f"at {h.where.place}" for h in p.posts.values()}
        ]
        if len(near) == 1:
            both = _Person(out[near[0]].name)
            both.merge(out[near[0]])
            both.merge(bare)
            out[near[0]] = both
        else:
            out.append(bare)
    return out


def _settled(person: _Person) -> list[_Held]:
    """A person's posts; one stated without its organization joins the same one stated with it."""
    out = [h for h in person.posts.values() if h.post.org is not None]
    for bare in (h for h in person.posts.values() if h.post.org is None):
        said = bare.post.title, bare.post.status
        same = [n for n, h in enumerate(out) if (h.post.title, h.post.status) == said]
        if len(same) == 1:
            whole = out[same[0]]
            out[same[0]] = replace(whole, seen=replace(whole.seen))
            out[same[0]].seen.merge(bare.seen)
        else:
            out.append(bare)
    return out


def _row(person: _Person, posts: list[_Held]) -> tuple[protocol.Key, Official]:
    """A person as others see it, and the sort key of the highest post, those held now before former ones."""
    ranked = sorted(((h.post.status == "former", _rank(h), h) for h in posts), key=lambda r: r[:2])
    _, key, top = ranked[0]
    seen = person.seen
    dated = tuple(_dated(h) for _, _, h in ranked)
    level, place = protocol.LEVELS[key[0]], top.where.place
    return key, Official(person.name, level, place, dated, seen.first, seen.last, seen.times, seen.documents)


def _rank(held: _Held) -> protocol.Key:
    return protocol.key(held.post.title, held.post.org, held.where, held.post.status == "former")


def _dated(held: _Held) -> DatedPost:
    post, seen = held.post, held.seen
    return DatedPost(
        post.org, held.where.kind, post.org_implied, post.title, post.status, seen.first, seen.last,
        seen.times, held.evidence,
    )  # fmt: skip


class _Reader:
    """What the register needs of one document: its people by article, its organizations, quotations."""

    def __init__(self, extraction: Extraction) -> None:
        self.doc, self.raw = extraction.doc, extraction.document.raw
        self.mentions = extraction.mentions
        self.texts = {a.number: a.text for a in extraction.articles}
        self.orgs = {m.name: m.norm for m in extraction.mentions if isinstance(m.norm, OrgNorm)}
        self._lines: list[int] | None = None

    def people(self) -> dict[tuple[int, str], list[Mention]]:
        """The mentions of each person by article and name, in text order."""
        out: dict[tuple[int, str], list[Mention]] = {}
        for mention in self.mentions:
            if mention.type == "person":
                out.setdefault((mention.article, mention.name), []).append(mention)
        return out

    def held(self, post: Post, mentions: list[Mention], day: str | None, number: int) -> _Held:
        """A post of the person whose mentions these are, with its evidence."""
        org = _simplified(post.org)
        where = _standing(org, self.orgs.get(post.org)) if post.org and org else _NOWHERE
        return _Held(post, where, _Seen(day, day, 1, 1, number), self._evidence(post.evidence, mentions))

    def _evidence(self, title: Span, mentions: list[Mention]) -> Evidence:
        """The clause in which the title stands, with the person's name where that is near."""
        text = self.texts[mentions[0].article]
        near = min(mentions, key=lambda m: max(m.start - title.end, title.start - m.end))
        span = Span(min(title.start, near.start), max(title.end, near.end))
        if span.end - span.start > _FAR:
            span = title
        start, end = text.raw(
            *_clause(text.clean, text.clean_at(span.start), text.clean_at(span.end - 1) + 1)
        )
        line = self._line(span.start)
        return Evidence(self.doc, mentions[0].article, line, start, end, self.raw[start:end])

    def _line(self, at: int) -> int:
        if self._lines is None:
            self._lines = [m.start() for m in re.finditer("\n", self.raw)]
        return bisect_right(self._lines, at - 1) + 1


def _clause(clean: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to its sentence where the ends of that are near, else to a clause of it."""
    low, high = max(0, start - _AROUND), min(len(clean), end + _AROUND)
    stops = [m.end() for m in _STOP.finditer(clean, low, start)]
    if stops:
        low = stops[-1]
    elif low:
        pause = _PAUSE.search(clean, low, start)
        low = pause.end() if pause else low
    if after := _STOP.search(clean, end, high):
        high = after.end() - (after[0] == "\n")
    elif high < len(clean):
        high = max((m.start() for m in _PAUSE.finditer(clean, end, high)), default=high)
    low += len(clean[low:start]) - len(clean[low:start].lstrip())
    return low, end + len(clean[end:high].rstrip())


_NOWHERE = Standing("other", None, "", "other")


@lru_cache(maxsize=4096)
def _standing(org: str, known: OrgNorm | None) -> Standing:
    return protocol.standing(org, known)


@lru_cache(maxsize=1024)
def _division(place: str | None) -> str | None:
    """The full name of the division that a place context names."""
    found = divisions().find(place) if place else None
    return found.name if found else place


def _simplified(text: str | None) -> str:
    """The form under which names are compared: full-width and traditional characters folded."""
    return fold(text) if text else ""


def _anchors(posts: Iterable[_Held], place: str | None) -> set[str]:
    """What ties a person to others of the name: its organs, else the place that the article speaks from."""
    out = {
        f"bench {h.where.bench}" if h.where.bench else f"org {_simplified(h.post.org)}"
        for h in posts
        if h.post.org
    }
    return out or {f"at {_division(place)}"}
