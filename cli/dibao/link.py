"""Who holds which post where: titles before and after names, coordinated lists, implied organs, memory.

Works on the article's candidates in text order; only the words between neighbours are looked at. What is
stated once holds for every mention of the name in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dibao.divisions import LEVEL_OF_WORD, Division, divisions
from dibao.entities.title import status_before
from dibao.scene import Org, Person, Place, Scene, Title
from dibao.types import Post, Span, Status

_AND = re.compile(r"\s*+(?:[、/]|和|与|及|以及|兼任?|暨|,兼)\s*+")
_LIST = re.compile(r"(?:\([^()\n]{1,12}\))?\s*+(?:[、,]|和|与|及|以及|\s)\s*+")
_BEFORE_NAME = re.compile(r"(?:的?同志)?[\s:“]{0,3}")
_AFTER_NAME = re.compile(
    r"(?P<plain>(?:\([^()\n]{1,12}\))?(?:同志|先生|女士)?)"
    r"(?:(?P<now>任|担任|出任|当选为?|兼任?|现任|是|系|为|作为|就任|升任|履新|改任|转任|接任|受聘为?|,|:|——|\()"
    r"|(?P<was>曾任|历任|原任|时任|,原|不再担任)|(?P<soon>拟任|拟提名为?|提名为|,拟任))?"
)
_APPOINT = re.compile(r"(?:任命|决定任命|聘任|选举|补选|推选|决定|聘请|提名|增补|接受|同意)(?:了)?\Z")
_REMOVE = re.compile(r"(?:免去|免除|撤销|罢免|辞去|接受)(?:了)?\Z")
_OFFICE_END = re.compile(r"(?:、[^,。;\n]{1,16})?(?:的)?(?:职务|一职)")
_GROUP = re.compile(r"等(?:[一二三四五六七八九十两\d]{1,3}[位名]|几位)?")

_PUBLIC_KINDS = frozenset(
    "party government congress cppcc court procuratorate discipline military group school hospital".split()
)


class Held(NamedTuple):
    """A title with the organization that it is held in."""

    title: Title
    org: str | None
    implied: bool
    kind: str


@dataclass(slots=True)
class Links:
    """What linking found: per name its posts (evidence in clean offsets), per title its organization."""

    posts: dict[str, list[Post]]
    held: dict[int, Held]
    official: set[str]
    full_names: dict[int, str]
    """By start of a bare surname, the full name that it stands for."""


def link(scene: Scene) -> Links:
    """Link the titles, organizations and people of an article."""
    return _Linker(scene).run()


class _Linker:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.titles = scene.titles
        self.people = scene.people
        self.title_end = {t.end: n for n, t in enumerate(self.titles)}
        self.title_start = {t.start: n for n, t in enumerate(self.titles)}
        self.org_end = {o.end: o for o in scene.orgs}
        self.org_start = {o.start: o for o in scene.orgs}
        self.place_end = {p.end: p for p in scene.places}
        self.held: list[Held] = []
        self.posts: dict[str, list[Post]] = {}
        self.official: set[str] = set()
        self.full_names: dict[int, str] = {}

    def run(self) -> Links:
        for n in range(len(self.titles)):
            self.held.append(self._hold(n))
        self._surnames()
        given: list[list[Held]] = []
        for n, person in enumerate(self.people):
            titles = self._before(person) or self._shared(n, given)
            given.append(titles)
            for held in [*titles, *self._after(n, person)]:
                self._post(person, held)
        self._groups()
        return Links(self.posts, {h.title.start: h for h in self.held}, self.official, self.full_names)

    def _hold(self, n: int) -> Held:
        """The organization of a title: the one before it, the one it implies, the one it inherits."""
        title = self.titles[n]
        at = title.start
        org = self._org_at(at)
        if org is not None:
            status = status_before(self.text, org.start) or title.status
            return Held(title._replace(status=status), org.name, False, org.kind)
        implied = self._implied(title)
        if implied is not None:
            return Held(title, implied, True, "government")
        inherited = self._inherited(n)
        if inherited is not None and not inherited.implied:
            status = inherited.title.status if title.status == "current" else title.status
            return Held(title._replace(status=status), inherited.org, False, inherited.kind)
        return Held(title, None, False, "other")

    def _org_at(self, at: int) -> Org | None:
        """The organization that ends at ``at``, a status word or a connective between allowed."""
        for skip in range(4):
            org = self.org_end.get(at - skip)
            if org is None:
                continue
            between = self.text[at - skip : at]
            if not between or between in ("的", " ") or status_before(self.text, at, at - skip):
                return org
        return None

    def _implied(self, title: Title) -> str | None:
        """The organ that a title names by itself: 市长 → the city's government."""
        holder = title.core.holder
        if holder == "gov":
            word = title.core.form[:-1]
            place = self.place_end.get(title.start)
            division = self._division(word, title.start, place)
            if division is not None:
                return f"{division.name}人民政府"
            return f"{place.full}人民政府" if place is not None and place.level != "country" else None
        if holder == "congress":
            return "全国人民代表大会常务委员会"
        if holder == "party":
            return "中国共产党中央委员会"
        if holder == "country":
            place = self.place_end.get(title.start)
            return place.full if place is not None else "中华人民共和国"
        return None

    def _division(self, word: str, at: int, place: Place | None) -> Division | None:
        if place is not None and place.division is not None:
            return place.division
        if word not in LEVEL_OF_WORD:
            return None
        if (got := divisions().meant(word, self.scene.here)) is not None:
            return got
        for known in reversed(self.scene.places):
            if known.start < at and known.division and (got := divisions().meant(word, known.division)):
                return got
        for known in self.scene.places:
            if known.division and (got := divisions().meant(word, known.division)):
                return got
        return None

    def _inherited(self, n: int) -> Held | None:
        """What the coordinated title before this one is held in (党组书记、副主任)."""
        if n == 0:
            return None
        before, title = self.held[n - 1], self.titles[n]
        gap = self.text[before.title.end : title.start]
        if len(gap) > 60 or re.search(r"[。;!?\n]", gap):
            return None
        if _AND.fullmatch(gap) or status_before(gap, len(gap)) and _AND.match(gap):
            return before
        # a list of people between: 副主任甲、乙，秘书长丙
        people = [p for p in self.people if before.title.end <= p.start < title.start]
        rest = gap
        for p in people:
            rest = rest.replace(p.name, "", 1)
        return before if people and not rest.strip(" 、,和与及") else None

    def _surnames(self) -> None:
        """Give each bare surname before a title the full name of the article that it stands for."""
        for person in self.people:
            if person.rule != "person.surname":
                continue
            full = {p.name for p in self.people if p.name.startswith(person.name) and len(p.name) > len(person.name)}
            if len(full) == 1:
                self.full_names[person.start] = full.pop()

    def _chain(self, n: int) -> list[Held]:
        """A title and those coordinated before it."""
        out = [self.held[n]]
        while n > 0:
            start = self._start_of(n)
            before = self.titles[n - 1]
            if before.end > start or not _AND.fullmatch(self.text, before.end, start):
                break
            n -= 1
            out.append(self.held[n])
        return out[::-1]

    def _start_of(self, n: int) -> int:
        """Where a title's phrase begins, its organization or place and a status word included."""
        at = self.titles[n].start
        org = self._org_at(at)
        if org is not None:
            at = org.start
        elif (place := self.place_end.get(at)) is not None:
            at = place.start
        for size in (2, 1):
            if status_before(self.text, at, max(0, at - size)):
                return at - size
        return at

    def _before(self, person: Person) -> list[Held]:
        at = person.start
        for skip in range(4):
            n = self.title_end.get(at - skip)
            if n is not None and _BEFORE_NAME.fullmatch(self.text, at - skip, at):
                chain = self._chain(n)
                return [self._appointed(h, chain[0], person) for h in chain]
        return []

    def _appointed(self, held: Held, first: Held, person: Person) -> Held:
        return held

    def _shared(self, n: int, given: Sequence[list[Held]]) -> list[Held]:
        """The titles of the name before in a list: 副主席甲、乙、丙."""
        if n == 0 or not given[n - 1]:
            return []
        before, person = self.people[n - 1], self.people[n]
        if before.rule == "person.surname" or not _LIST.fullmatch(self.text, before.end, person.start):
            return []
        if "," in self.text[before.end : person.start] and self._after_plain(person):
            return []
        return given[n - 1]

    def _after_plain(self, person: Person) -> bool:
        return person.end in self.title_start

    def _after(self, n: int, person: Person) -> list[Held]:
        """Titles behind a name: 朱雯校长, 甲任…主任, 甲（…书记）, 甲，…校长。"""
        match = _AFTER_NAME.match(self.text, person.end)
        if match is None:
            return []
        at = match.end()
        removed = _REMOVE.search(self.text, max(0, person.start - 6), person.start) is not None
        appointed = _APPOINT.search(self.text, max(0, person.start - 6), person.start) is not None
        status: Status | None = "former" if match["was"] else "proposed" if match["soon"] else None
        if removed or (self.text.startswith("的", person.end) and not match["now"]):
            if not removed:
                return []
            status, at = "former", person.end + self.text.startswith("的", person.end)
        first = self._title_from(at)
        if first is None:
            return []
        joint = match["now"] or match["was"] or match["soon"] or ""
        if joint in (",", ":", "——") and not self._apposition(n, first):
            return []
        if not joint and not removed and self.titles[first].start != person.end + len(match["plain"]):
            return []
        out = []
        while True:
            held = self.held[first]
            if status and (held.title.status == "current" or status == "former"):
                held = held._replace(title=held.title._replace(status=status))
            elif appointed:
                held = held._replace(title=held.title._replace(status=held.title.status))
            out.append(held)
            following = first + 1
            if following >= len(self.titles):
                break
            start = self._start_of(following)
            if start < self.titles[first].end or not _AND.fullmatch(self.text, self.titles[first].end, start):
                break
            first = following
        return out

    def _apposition(self, n: int, title: int) -> bool:
        """Whether a title behind a comma belongs to the name before it and not to one after it."""
        end = self.titles[title].end
        following = bisect_left(self.people, end, key=lambda p: p.start)
        if following < len(self.people) and self.people[following].start - end <= 1:
            return False
        return self.text[end : end + 1] in ("", "。", ",", ";", "、", "\n", ")")

    def _title_from(self, at: int) -> int | None:
        """The title whose phrase begins at ``at``, behind its organization, place or status word."""
        for skip in range(3):
            if skip and not status_before(self.text, at + skip, at):
                continue
            n = self.title_start.get(at + skip)
            if n is not None:
                return n
            org = self.org_start.get(at + skip)
            if org is not None:
                for gap in range(3):
                    n = self.title_start.get(org.end + gap)
                    if n is not None and self._org_at(self.titles[n].start) is org:
                        return n
            for place in self.scene.places:
                if place.start == at + skip and (n := self.title_start.get(place.end)) is not None:
                    return n
        return None

    def _groups(self) -> None:
        """Lists whose title follows them: 甲、乙等市领导."""
        for n, person in enumerate(self.people):
            match = _GROUP.match(self.text, person.end)
            if match is None:
                continue
            first = self._title_from(match.end())
            if first is None:
                continue
            member = n
            while True:
                self._post(self.people[member], self.held[first])
                if member == 0 or not _LIST.fullmatch(self.text, self.people[member - 1].end, self.people[member].start):
                    break
                member -= 1

    def _post(self, person: Person, held: Held) -> None:
        name = self.full_names.get(person.start, person.name)
        title = held.title
        post = Post(
            held.org, self.text[title.start : title.end].replace(" ", ""), title.status, held.implied,
            Span(title.start, title.end),
        )  # fmt: skip
        posts = self.posts.setdefault(name, [])
        for known in posts:
            if (known.org, known.title, known.status) == (post.org, post.title, post.status):
                break
        else:
            posts.append(post)
        sure = title.core.official
        if sure == "yes" or sure == "organ" and held.kind in _PUBLIC_KINDS:
            self.official.add(name)
