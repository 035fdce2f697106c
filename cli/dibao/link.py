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
from dibao.entities.built import level_word
from dibao.entities.title import status_before
from dibao.scene import Org, Person, Place, Scene, Title
from dibao.types import Post, Span, Status

_AND = re.compile(r"\s*+(?:[、/]|和|与|及|以及|兼任?|暨|,兼)\s*+")
_LIST = re.compile(r"(?:\([^()\n]{1,12}\))?(?:\s*+(?:[、,]|和|与|及|以及)\s*+|\s++)")
_BEFORE_NAME = re.compile(r"(?:的?同志)?[\s:“]{0,3}")
_AFTER_NAME = re.compile(
    r"(?P<plain>(?:\([^()\n]{1,12}\))?(?:同志|先生|女士)?)"
    r"(?:(?P<was>,?(?:曾|历|原|时|先后)任|不再担任|,原)"
    r"|(?P<soon>,?(?:拟任|拟提名为?|提名为|被提名为|候任))"
    r"|(?P<now>[,:](?:现任|系|是)?|——|\("
    r"|(?:获|被|经|已|将|继续|再次|全票|正式)*+(?:任命|委任|选举|推选|选|聘任|聘请|增补|决定)?(?:为|是|系|作为|当选为?"
    r"|担任|出任|兼任|现任|接任|升任|调任|转任|就任|改任|连任|任)))?"
)
_REMOVE = re.compile(r"(?:免去|免除|撤销|罢免|辞去|接受)(?:了)?\Z")
_HIS = re.compile(r"(?:免去|免除|撤销|罢免|辞去|不再担任)(?:了)?其?\Z")
_CARRIED = re.compile(
    r"(?:(?P<was>曾任|历任|原任|先后任|先后担任|曾担任|不再担任|辞去|卸任)|(?P<soon>拟任|拟提名为?|拟聘任?为?|拟任职务[::]?)"
    r"|(?P<now>现任|担任|出任|兼任|当选为?|任命为|[至月日年,]任|任现职|至今任|今任|起任))\Z"
)
_BIOGRAPHY = re.compile(r"(?:\([^()\n]{1,12}\))?[,:,、 ]?\s?(?:男|女|曾用名|[一-龥]{1,4}族)[,,、。]")
_JOINT = re.compile(r"(?:同志)?(?:的|为|任|担任|当选|出任)")
_GROUP = re.compile(r"等(?:[一二三四五六七八九十两\d]{1,3}[位名]|几位)?")

_OF_PARTY = re.compile(r"中国共产党(.{2,40}(?:学校|中学|小学|大学|学院|医院|公司|集团))委员会")
_NEAR = 24
"""How many characters an organization may stand before a title whose place it gives (县委书记、县长)."""

_PUBLIC_KINDS = frozenset(
    "party government congress cppcc court procuratorate discipline military group school hospital".split()
)


class Held(NamedTuple):
    """A title with the organization that it is held in."""

    title: Title
    org: str | None
    implied: bool
    kind: str
    base: str | None = None
    """What coordinated titles behind it inherit, where that is not ``org``: the parent of a part named alone."""


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
        self.org_ends = sorted(self.org_end)
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
            before = self._before(person) or self._shared(n, given)
            after = self._after(n, person)
            given.append(before)
            for held in [*before, *after]:
                self._post(person, held)
            for other in self._listed_before(n, before):
                for held in after:
                    self._post(other, held)
        self._groups()
        self._carried()
        posts = {name: _known_organs(found) for name, found in self.posts.items()}
        return Links(posts, {h.title.start: h for h in self.held}, self.official, self.full_names)

    def _hold(self, n: int) -> Held:
        """The organization of a title: the one before it, the one it implies, the one it inherits."""
        title = self.titles[n]
        at = title.start
        org = self._org_at(at)
        if org is not None:
            status = status_before(self.text, org.start) or title.status
            alone = org.parent if self.text[org.start - 1 : org.start] == "、" else None
            return Held(title._replace(status=status), org.name, False, org.kind, alone)
        implied = self._implied(title)
        if implied is not None:
            return Held(title, implied, True, "government")
        inherited = self._inherited(n)
        if inherited is not None and not inherited.implied:
            inherited = _without_party(inherited, title)
            status = inherited.title.status if title.status == "current" else title.status
            org_name = inherited.base or inherited.org
            return Held(title._replace(status=status), org_name, False, inherited.kind)
        if title.core.kind == "media" and (agency := self._agency(title.start)) is not None:
            return Held(title, agency.name, True, "media")
        owner = self.scene.owner
        if owner is not None and title.core.kind == owner.kind:
            return Held(title, owner.name, True, owner.kind)
        return Held(title, None, False, "other")

    def _agency(self, at: int) -> Org | None:
        """The agency whose dateline holds a journalist's name (新华社…电（记者 …）)."""
        line = self.text.rfind("\n", 0, at) + 1
        org = self.org_start.get(line)
        if org is None or org.kind != "media" or at - org.end > 40:
            return None
        return org if re.search(r"[电讯]\(?", self.text[org.end : at]) else None

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
        if title.core.form == "主席" and self.text.endswith("自治区", 0, title.start):
            division = self._division("自治区", title.start, self.place_end.get(title.start))
            return f"{division.name}人民政府" if division is not None else None
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
        last = bisect_left(self.org_ends, at + 1) - 1
        if last >= 0 and at - self.org_ends[last] <= _NEAR:
            near = divisions().find(self.org_end[self.org_ends[last]].place or "")
            if (got := divisions().meant(word, near)) is not None:
                return got
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
        elif (word := level_word(self.text, at)) is not None:
            at -= len(word)
        for size in (2, 1):
            if status_before(self.text, at, max(0, at - size)):
                return at - size
        return at

    def _before(self, person: Person) -> list[Held]:
        """The titles directly before a name, a blank or a quotation mark between allowed."""
        for skip in range(4):
            n = self.title_end.get(person.start - skip)
            if n is not None and _BEFORE_NAME.fullmatch(self.text, person.start - skip, person.start):
                return self._chain(n)
        return []

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
        """Titles behind a name: 朱雯校长, 甲任…主任, 甲（…书记）, 甲，…校长, 免去甲的…职务。"""
        match = _AFTER_NAME.match(self.text, person.end)
        if match is None:
            return []
        first = self._first_of_list(n)
        removed = _REMOVE.search(self.text, max(0, first.start - 6), first.start) is not None
        at = match.end()
        status: Status | None = "former" if match["was"] else "proposed" if match["soon"] else None
        of = self.text.startswith("的", person.end)
        if of:
            status, at = "former", person.end + 1
        title = self._title_from(at)
        if title is None:
            return []
        joint = match["now"] or match["was"] or match["soon"] or ""
        if joint[:1] in (",", ":", "—") and len(joint) < 3 and not self._apposition(title):
            return []
        run = self._run(title)
        if of and not removed and not self.text.startswith("职务", run[-1].title.end):
            return []
        out = [self._at(held, status) for held in run]
        org = self.org_end.get(person.start)
        if org is not None and out[0].org is None and not joint:
            out[0] = out[0]._replace(org=org.name, kind=org.kind)
        return out

    def _at(self, held: Held, status: Status | None) -> Held:
        """A holding with the status that the words around it give, if any."""
        return held._replace(title=held.title._replace(status=status)) if status else held

    def _run(self, n: int) -> list[Held]:
        """A title and those coordinated behind it."""
        out = [self.held[n]]
        while n + 1 < len(self.titles):
            start = self._start_of(n + 1)
            if start < self.titles[n].end or not _AND.fullmatch(self.text, self.titles[n].end, start):
                break
            n += 1
            out.append(self.held[n])
        return out

    def _first_of_list(self, n: int) -> Person:
        """The first name of the list in which the n-th person stands."""
        while n > 0 and _LIST.fullmatch(self.text, self.people[n - 1].end, self.people[n].start):
            n -= 1
        return self.people[n]

    def _listed_before(self, n: int, before: list[Held]) -> list[Person]:
        """Names listed directly before the n-th, which share what stands behind it (任命甲、乙为…)."""
        if before or not _JOINT.match(self.text, self.people[n].end):
            return []
        out = []
        while n > 0 and _LIST.fullmatch(self.text, self.people[n - 1].end, self.people[n].start):
            n -= 1
            out.append(self.people[n])
        return out

    def _carried(self) -> None:
        """Titles behind 现任, 拟任, 免去其 and the like belong to the person whom the sentence is about."""
        taken = {p.evidence.start for posts in self.posts.values() for p in posts}
        starts = [p.start for p in self.people]
        for n, title in enumerate(self.titles):
            if title.start in taken:
                continue
            begin = self._start_of(n)
            line = self.text.rfind("\n", 0, begin) + 1
            last = bisect_left(starts, begin) - 1
            if last < 0 or starts[last] < line:
                continue
            person = self.people[bisect_left(starts, line)]
            about = _BIOGRAPHY.match(self.text, person.end) is not None and person.start - line < 12
            his = _HIS.search(self.text, max(0, begin - 8), begin)
            match = _CARRIED.search(self.text, max(0, begin - 8), begin)
            if not about:
                if not match and not his or re.search("[。;!?]", self.text[self.people[last].end : begin]):
                    continue
                person = self.people[last]
            status: Status | None = None
            if his or match and match["was"]:
                status = "former"
            elif match and match["soon"]:
                status = "proposed"
            if about or match or his:
                for held in self._run(n):
                    self._post(person, self._at(held, status))

    def _apposition(self, title: int) -> bool:
        """Whether a title behind a comma belongs to the name before it and not to one after it."""
        end = self._run(title)[-1].title.end
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


def _known_organs(posts: list[Post]) -> list[Post]:
    """Posts less those without an organization that stand with one too."""
    known = {(p.title, p.status) for p in posts if p.org is not None}
    return [p for p in posts if p.org is not None or (p.title, p.status) not in known]


def _without_party(held: Held, title: Title) -> Held:
    """What a post outside the party inherits from one in an organization's party committee: the organization
    (中共…中学委员会委员、校长助理)."""
    match = _OF_PARTY.fullmatch(held.org or "")
    if match is None or title.core.kind not in ("school", "hospital", "enterprise", "academic"):
        return held
    return held._replace(org=match[1], kind=title.core.kind if title.core.kind != "academic" else "school")
