"""The register: mentions over many documents become officials with dated posts, one pass.

``namesakes`` says who is one person. A name without any post is counted for the one person of that name at
the article's place, if there is exactly one; a bare surname (朱市长) for the one person of that surname who
holds the same post. Surnames that stay bare are no entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dibao.register import protocol
from dibao.register.namesakes import Held, Person, Seen, anchors, enter, gathered, joined, simplified
from dibao.register.protocol import Standing
from dibao.register.quotation import Evidence, Quoter
from dibao.types import Mention, OrgNorm, PersonNorm, Post, Reference, Status

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

_NOWHERE = Standing("other", None, "", "other")


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

        posts = [asdict(post) for post in self.posts]
        return {"schema": SCHEMA_VERSION, "kind": "official", **asdict(self), "posts": posts}


class Register:
    """Collects the officials of many documents; ``add`` each extraction once, then ask for ``officials``."""

    def __init__(self) -> None:
        self._people: dict[str, list[Person]] = {}
        self._documents = 0

    def add(self, extraction: Extraction) -> None:
        """Enter the people of a document; mentions of other types than person and org are not needed."""
        self.enter(people(extraction), self._documents)
        self._documents += 1

    def enter(self, found: Iterable[Person], number: int) -> None:
        """Enter the :func:`people` of a document, or of a piece of one; documents are numbered in their order."""
        for person in found:
            person.number(number)
            enter(self._people.setdefault(simplified(person.name), []), person)

    def officials(
        self, *, person: str | None = None, org: str | None = None, status: Status | None = None
    ) -> list[Official]:
        """Everyone with an official post, in protocol order, equals in the order of first mention.

        ``person`` is a part of a name; ``org`` (a part of a full name) and ``status`` choose among the posts,
        and who has none of the chosen ones is left out.
        """
        wanted, at = simplified(person), simplified(org)
        rows = []
        for one in self._whole():
            posts = [
                held
                for held in one.settled()
                if at in simplified(held.post.org) and status in (None, held.post.status)
            ]
            if posts and one.official and wanted in simplified(one.name):
                rows.append(_row(one, posts))
        return [official for _, official in sorted(rows, key=lambda row: row[0])]

    def _whole(self) -> list[Person]:
        """All people with a full name; bare surnames are counted for the one of them who holds the post."""
        people = [p for namesakes in self._people.values() for p in gathered(namesakes)]
        out = [p for p in people if not p.surname]
        holders: dict[tuple[str, str], list[int]] = {}
        for n, one in enumerate(out):
            for org, title, _ in one.posts:
                if org:
                    holders.setdefault((org, title), []).append(n)
        for bare in (p for p in people if p.surname):
            same = {n for org, title, _ in bare.posts for n in holders.get((org, title), ())}
            same = {n for n in same if simplified(out[n].name).startswith(simplified(bare.name))}
            if len(same) == 1:
                n = same.pop()
                out[n] = joined(out[n], bare)
        return out


def people(extraction: Extraction) -> list[Person]:
    """What a register needs of a document: the people of each article, in the order of first mention."""
    quoter = Quoter(extraction)
    orgs = {m.name: m.norm for m in extraction.mentions if isinstance(m.norm, OrgNorm)}
    references = {a.number: a.reference for a in extraction.articles}
    found: dict[tuple[int, str], list[Mention]] = {}
    for mention in extraction.mentions:
        if mention.type == "person":
            found.setdefault((mention.article, mention.name), []).append(mention)
    return [_person(mentions, references[number], quoter, orgs) for (number, _), mentions in found.items()]


def _person(
    mentions: list[Mention], reference: Reference, quoter: Quoter, orgs: dict[str, OrgNorm]
) -> Person:
    """One person of one article, from all its mentions."""
    norm = mentions[0].norm
    assert isinstance(norm, PersonNorm)
    day = reference.date.isoformat() if reference.date else None
    surname = all(m.rule == "person.surname" and len(m.name) == m.end - m.start for m in mentions)
    person = Person(mentions[0].name, norm.official, surname, Seen(day, day, len(mentions), 1))
    for post in norm.posts:
        seen = Seen(day, day, 1, 1)
        person.add(Held(post, _where(post, orgs), seen, quoter.quote(post.evidence, mentions)))
    person.anchors = anchors(person.posts.values(), reference.place)
    return person


def _where(post: Post, orgs: dict[str, OrgNorm]) -> Standing:
    return _standing(simplified(post.org), orgs.get(post.org)) if post.org else _NOWHERE


@lru_cache(maxsize=4096)
def _standing(org: str, known: OrgNorm | None) -> Standing:
    return protocol.standing(org, known)


def _row(person: Person, posts: Iterable[Held]) -> tuple[protocol.Key, Official]:
    """A person as others see it, and the sort key of the highest post, those held now before former ones."""
    ranked = sorted(((h.post.status == "former", _rank(h), h) for h in posts), key=lambda r: r[:2])
    _, key, top = ranked[0]
    seen = person.seen
    dated = tuple(_dated(h) for _, _, h in ranked)
    level, place = protocol.LEVELS[key[0]], top.where.place
    return key, Official(person.name, level, place, dated, seen.first, seen.last, seen.times, seen.documents)


def _rank(held: Held) -> protocol.Key:
    return protocol.key(held.post.title, held.post.org, held.where, held.post.status == "former")


def _dated(held: Held) -> DatedPost:
    post, seen = held.post, held.seen
    return DatedPost(
        post.org, held.where.kind, post.org_implied, post.title, post.status, seen.first, seen.last,
        seen.times, held.evidence,
    )  # fmt: skip
