"""Who is one person: the mentions of one name, over many articles, put together or kept apart.

A person is a name and the organizations that it is tied to. The same name is the same person where two
articles give it a post in the same organization or in one and its part, or in two leading organs of one
place (市委副书记, 市长); an article that names two organizations for a name ties them for all the others.
Memory is constant per person: of each post its days and one piece of evidence are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dibao.reading.text import fold
from dibao.register import protocol
from dibao.register.protocol import Standing
from dibao.register.quotation import Evidence
from dibao.tables.divisions import divisions
from dibao.types import Post, Status


@dataclass(slots=True)
class Seen:
    """How often, in how many documents, and between which days (ISO)."""

    first: str | None = None
    last: str | None = None
    times: int = 0
    documents: int = 0
    doc: int = -1
    """Number of the document seen last."""

    def merge(self, other: Seen) -> None:
        """Take in what was seen elsewhere."""
        firsts, lasts = filter(None, (self.first, other.first)), filter(None, (self.last, other.last))
        self.first, self.last = min(firsts, default=None), max(lasts, default=None)
        self.times += other.times
        self.documents += other.documents - (other.doc == self.doc)
        self.doc = max(self.doc, other.doc)


@dataclass(slots=True)
class Held:
    """A post, the standing of its organization, when it was stated, and the earliest evidence."""

    post: Post
    where: Standing
    seen: Seen
    evidence: Evidence

    def merge(self, other: Held) -> None:
        """Take in the same post as stated elsewhere."""
        if (other.seen.first or "9") < (self.seen.first or "9"):
            self.evidence = other.evidence
        self.seen.merge(other.seen)


PostKey = tuple[str, str, Status]


@dataclass(slots=True)
class Person:
    """What is known of one person; ``surname`` where only bare surnames name it."""

    name: str
    official: bool = False
    surname: bool = False
    seen: Seen = field(default_factory=Seen)
    anchors: set[str] = field(default_factory=set)
    """The organizations, the benches of leading organs, or else the places that tie the name."""
    posts: dict[PostKey, Held] = field(default_factory=dict)

    def number(self, document: int) -> None:
        """Say which document all of this is from."""
        for seen in (self.seen, *(held.seen for held in self.posts.values())):
            seen.doc = document

    def add(self, held: Held) -> None:
        """Take in a post."""
        key = simplified(held.post.org), simplified(held.post.title), held.post.status
        if key in self.posts:
            self.posts[key].merge(held)
        else:
            self.posts[key] = replace(held, seen=replace(held.seen))

    def merge(self, other: Person) -> None:
        """Take in what is known of the same person from elsewhere."""
        self.anchors |= other.anchors
        self.official |= other.official
        self.seen.merge(other.seen)
        for held in other.posts.values():
            self.add(held)

    def settled(self) -> list[Held]:
        """The posts; one stated without its organization joins the same one stated with it."""
        out = [replace(h, seen=replace(h.seen)) for h in self.posts.values() if h.post.org is not None]
        for bare in (h for h in self.posts.values() if h.post.org is None):
            said = bare.post.title, bare.post.status
            same = [h for h in out if (h.post.title, h.post.status) == said]
            if len(same) == 1:
                same[0].seen.merge(bare.seen)
            else:
                out.append(bare)
        return out

    @property
    def bare(self) -> bool:
        """Whether no organization is known."""
        return all(h.post.org is None for h in self.posts.values())


def enter(known: list[Person], person: Person) -> None:
    """Join a person with all of the same name that it is tied to, or add it to them."""
    same = [n for n, other in enumerate(known) if _tied(other.anchors, person.anchors)]
    if not same:
        known.append(person)
        return
    first = known[same[0]]
    for n in same[1:]:
        first.merge(known[n])
    first.merge(person)
    for n in reversed(same[1:]):
        del known[n]


def _tied(a: set[str], b: set[str]) -> bool:
    return not a.isdisjoint(b) or any(_part(x, y) or _part(y, x) for x in a for y in b)


@lru_cache(maxsize=1 << 14)
def _part(whole: str, part: str) -> bool:
    """Whether one organization is a part of another by its name; a branch with a place of its own is none."""
    if not (whole.startswith("org ") and part.startswith(whole)) or len(whole) < 8:
        return False
    rest = part[len(whole) :]
    return not any(rest[:size] in divisions().by_form for size in range(2, len(rest)))


def anchors(posts: Iterable[Held], place: str | None) -> set[str]:
    """What ties a person to others of the name: its organs, else the place that the article speaks from."""
    out = {
        f"bench {h.where.bench}" if h.where.bench else f"org {protocol.owner(simplified(h.post.org))}"
        for h in posts
        if h.post.org
    }
    return out or {f"at {_division(place)}"}


@lru_cache(maxsize=1024)
def _division(place: str | None) -> str | None:
    """The full name of the division that a place context names."""
    found = divisions().find(place) if place else None
    return found.name if found else place


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    return fold(text)


def simplified(text: str | None) -> str:
    """The form under which names are compared: full-width and traditional characters folded."""
    return _folded(text) if text else ""


def gathered(namesakes: Sequence[Person]) -> list[Person]:
    """People of one name; who has no organization is the only one of that name at the article's place."""
    out = [p for p in namesakes if not p.bare]
    whole = len(out)
    for bare in (p for p in namesakes if p.bare):
        near = [
            n
            for n, p in enumerate(out[:whole])
            if bare.anchors & {f"at {h.where.place}" for h in p.posts.values()}
        ]
        if len(near) == 1:
            out[near[0]] = joined(out[near[0]], bare)
        else:
            out.append(bare)
    return out


def joined(*people: Person) -> Person:
    """One person of several, which stay as they are."""
    both = Person(people[0].name, surname=people[0].surname)
    for person in people:
        both.merge(person)
    return both
