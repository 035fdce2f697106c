"""Who holds which post where: titles before and after names, coordinated lists, implied organs, memory.

Works on the article's candidates in text order; only the words between neighbours are looked at. What is
stated once holds for every mention of the name in the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from dibao.named import NamedTuple
from dibao.posts import carrying, resumes, rosters
from dibao.posts.carrying import during, taken
from dibao.posts.holding import Held, Holdings, held_as
from dibao.scene import Person, Scene
from dibao.tables.patterns import lazily
from dibao.types import Post, Span, Status

_LIST = lazily(r"(?:\([^()\n]{1,12}\))?(?:\s*+(?:[、,]|和|与|及|以及)\s*+|\s++)")
_BEFORE_NAME = lazily(r"(?:的?同志|(?:提名)?(?:候选人|人选))?[\s:“]{0,3}")
_BEFORE = 6
"""Characters between a post and its holder's name, less than."""
_AFTER_NAME = lazily(
    r"(?P<plain>(?:\([^()\n]{1,12}\))?(?:同志|先生|女士)?)"
    r"(?:(?P<was>,?(?:曾|历|原|时|先后)任|不再担任|,原)"
    r"|(?P<soon>,?(?:拟任|拟提名为?|提名为|被提名为|候任))"
    r"|(?P<now>[,:](?:现任|系|是)?|——|\s?--?\s?(?=原|现任)|\("
    r"|(?:获|被|经|已|将|继续|再次|全票|正式)*+(?:任命|委任|选举|推选|选|聘任|聘请|增补|决定)?(?:为|是|系|作为|当选为?"
    r"|担任|出任|兼任|现任|接任|升任|调任|转任|就任|改任|连任|任)))?"
)
_JOINTS = frozenset(
    " -(同先女,曾历原时不拟提被候:—获经已将继再全正任委选推聘增决为是系作当担出兼现接升调转就改连的"
)
"""How a match of ``_AFTER_NAME`` begins that is not empty, or a 的 behind the name."""
_REMOVE = lazily(r"(?:免去|免除|撤销|罢免|辞去|接受)(?:了)?\Z")
_JOINT = lazily(r"(?:同志)?(?:的|为|任|担任|当选|出任)")
_OF_OTHERS = ("辩护", "代理")
"""How titles begin whose holder is somebody else's (石鸣谦|辩护律师): behind a name they are not its own."""
_GROUP = lazily(r"等(?:[一二三四五六七八九十两\d]{1,3}[位名]|几位)?")


_TAKERS = 2
"""Names behind a post of which one may take it."""
_PUBLIC_KINDS = frozenset(
    "party government congress cppcc court procuratorate discipline military group school hospital".split()  # noqa: SIM905
)


class Links(NamedTuple):
    """What linking found: per name its posts (evidence in clean offsets), per title its organization."""

    posts: dict[str, list[Post]]
    held: dict[int, Held]
    official: set[str]
    full_names: dict[int, str]
    """By start of a bare surname, the full name that it stands for."""


def link(scene: Scene) -> Links:
    """Link the titles, organizations and people of an article."""
    full_names = _full_names(scene.people)
    if not scene.titles:
        return Links({}, {}, set(), full_names)
    return _Linker(scene, full_names).run()


def _full_names(people: Sequence[Person]) -> dict[int, str]:
    """By start of each bare surname before a title, the full name that it stands for: there is but one."""
    bare = [p for p in people if p.rule == "person.surname"]
    if not bare:
        return {}
    full: dict[str, set[str]] = {}
    for name in {p.name for p in people}:
        for size in range(1, min(3, len(name))):
            full.setdefault(name[:size], set()).add(name)
    return {p.start: next(iter(names)) for p in bare if len(names := full.get(p.name, ())) == 1}


class _Linker:
    """Links one article that has titles."""

    def __init__(self, scene: Scene, full_names: dict[int, str]) -> None:
        self.scene = scene
        self.text = scene.text
        self.titles = scene.titles
        self.people = scene.people
        self.title_end = {t[1]: n for n, t in enumerate(self.titles)}
        self.holdings = Holdings(scene)
        self.starts = self.holdings.starts
        self.full_names = full_names
        self.resumes = list(resumes.told(scene))
        """The titles in lines of résumés."""
        self.claimed = {title for title, _, _ in self.resumes}
        self.rows = list(rosters.rows(scene))
        """The posts in the columns of rosters."""
        self.behind = {title for row in self.rows for title in row.titles}
        self.heads = {row.person.start for row in self.rows}
        self.labels = list(rosters.labels(scene, self.rows))
        for title, _, body in self.labels:
            held = self.holdings.held[title]
            if body is not None and held.org is None:
                self.holdings.held[title] = held._replace(org=body.name, kind=body.kind)
        self.posts: dict[str, list[Post]] = {}
        self.stated: set[tuple[str, str | None, str, Status]] = set()
        self.told: dict[int, tuple[Person, Status]] = {}
        """By start of a title, who holds it and how."""
        self.official: set[str] = set()

    @cached_property
    def firsts(self) -> list[int]:
        """For each person, the first one of the list in which the name stands."""
        out: list[int] = []
        for n, person in enumerate(self.people):
            listed = n > 0 and _LIST.fullmatch(self.text, self.people[n - 1].end, person.start)
            out.append(out[-1] if listed else n)
        return out

    def run(self) -> Links:
        if self.people:
            self._beside()
            self._rosters()
            self._groups()
            self._taken()
            self._carried()
            self._resumes()
        posts = {name: _known_organs(found) for name, found in self.posts.items()}
        holding = {h.title.start: h for h in self.holdings.held}
        for start, (_, status) in self.told.items():
            holding[start] = held_as(holding[start], status)
        return Links(posts, holding, self.official, self.full_names)

    def _beside(self) -> None:
        """Titles before and behind each name, which those listed with it share."""
        text, begins = self.text, self.holdings.near
        behind = {end + skip for end in self.title_end for skip in range(_BEFORE)}
        given: list[list[Held]] = []
        for n, person in enumerate(self.people):
            start, end = person[:2]
            before = self._before(person) if start in behind else []
            if not before and n and given[n - 1]:
                before = self._shared(n, given[n - 1])
            after = self._after(n, person) if end in begins or text[end : end + 1] in _JOINTS else []
            given.append(before)
            if not before and not after:
                continue
            for held in [*before, *after]:
                self._post(person, held)
            for other in self._listed_before(n) if after else ():
                for held in after:
                    self._post(other, held)

    def _rosters(self) -> None:
        """Labels of rosters belong to all whom their lines name, the posts in a line to who begins it."""
        held = self.holdings.held
        for label in self.labels:
            for person in label.holders:
                self._post(person, held[label.title])
        for row in self.rows:
            for n in row.titles:
                self._post(row.person, held[n])

    def _before(self, person: Person) -> list[Held]:
        """The titles directly before a name, a blank or a quotation mark between allowed."""
        for skip in range(_BEFORE):
            n = self.title_end.get(person.start - skip)
            if n in self.behind:
                return []
            apart = "\n" in self.text[person.start - skip : person.start]
            if apart and (n in self.claimed or person.start in self.heads):
                return []  # the last post of whom the page told before
            if n is not None and _BEFORE_NAME.fullmatch(self.text, person.start - skip, person.start):
                return self.holdings.chain(n)
        return []

    def _shared(self, n: int, given: list[Held]) -> list[Held]:
        """The titles of the name before in a list: 副主席甲、乙、丙."""
        before, person = self.people[n - 1], self.people[n]
        if before.rule == "person.surname" or not _LIST.fullmatch(self.text, before.end, person.start):
            return []
        if "," in self.text[before.end : person.start] and self._after_plain(person):
            return []
        return given

    def _after_plain(self, person: Person) -> bool:
        return person.end in self.holdings.title_start

    def _after(self, n: int, person: Person) -> list[Held]:
        """Titles behind a name: 朱雯校长, 甲任…主任, 甲（…书记）, 甲，…校长, 免去甲的…职务。"""
        match = _AFTER_NAME.match(self.text, person.end)
        if match is None:
            return []
        of = self.text.startswith("的", person.end)
        title = self.holdings.title_from(person.end + 1 if of else match.end())
        if title is None or (not match[0] and self.titles[title].core.form.startswith(_OF_OTHERS)):
            return []
        status: Status | None = "former" if of or match["was"] else "proposed" if match["soon"] else None
        joint = match["now"] or match["was"] or match["soon"] or ""
        if joint[:1] in (",", ":", "—") and len(joint) < 3 and not self._apposition(title):
            return []
        run = self.holdings.run(title)
        if of and not self._removed(n) and not self.text.startswith("职务", run[-1].title.end):
            return []
        if status is None and during(self.text, run[-1].title.end):
            status = "former"
        out = [held_as(held, status) for held in run]
        org = self.holdings.org_end.get(person.start)
        if org is not None and out[0].org is None and not joint:
            out[0] = out[0]._replace(org=org.name, kind=org.kind)
        return out

    def _removed(self, n: int) -> bool:
        """Whether the n-th name stands in a list of those who lose a post (免去甲的…)."""
        start = self.people[self.firsts[n]].start
        return _REMOVE.search(self.text, max(0, start - 6), start) is not None

    def _listed_before(self, n: int) -> list[Person]:
        """Names listed directly before the n-th, which share what stands behind it (任命甲、乙为…)."""
        if not _JOINT.match(self.text, self.people[n].end):
            return []
        return self.people[self.firsts[n] : n][::-1]

    def _taken(self) -> None:
        """Titles before 由 belong to the person who is said to take them (主任由…甲兼任)."""
        for n, title in enumerate(self.titles):
            if not self.text.startswith("由", title.end):
                continue
            for k in range(bisect_left(self.starts, title.end), len(self.people))[:_TAKERS]:
                if taken(self.text, title, self.people[k]):
                    for held in self.holdings.chain(n):
                        self._post(self.people[k], held)
                    break

    def _carried(self) -> None:
        """Titles behind 现任, 拟任, 免去其 and the like belong to the person whom the sentence is about."""
        for held, person in carrying.told(self.scene, self.holdings, dict(self.told)):
            self._post(person, held)

    def _resumes(self) -> None:
        """Titles in the lines of a résumé, whose own names nobody."""
        taken = set(self.told)
        for n, person, status in self.resumes:
            held = self.holdings.held[n]
            if held.title.start not in taken:
                self._post(person, held_as(held, status))

    def _apposition(self, title: int) -> bool:
        """Whether a title behind a comma belongs to the name before it and not to one after it."""
        end = self.holdings.run(title)[-1].title.end
        following = bisect_left(self.people, end, key=lambda p: p.start)
        if following < len(self.people) and self.people[following].start - end <= 1:
            return False
        return self.text[end : end + 1] in ("", "。", ",", ";", "、", "\n", ")")

    def _groups(self) -> None:
        """Lists whose title follows them: 甲、乙等市领导."""
        if "等" not in self.text:
            return
        for n, person in enumerate(self.people):
            match = _GROUP.match(self.text, person.end)
            if match is None:
                continue
            first = self.holdings.title_from(match.end())
            if first is None:
                continue
            for member in range(n, self.firsts[n] - 1, -1):
                self._post(self.people[member], self.holdings.held[first])

    def _post(self, person: Person, held: Held) -> None:
        name = self.full_names.get(person.start, person.name)
        title = held.title
        post = Post(
            held.org, self.text[title.start : title.end].replace(" ", ""), title.status, held.implied,
            Span(title.start, title.end),
        )  # fmt: skip
        self.told[title.start] = person, title.status
        n = self.holdings.title_start[title.start]
        if title.status != "current" and self.holdings.held[n].title.status == "current":
            self.holdings.held[n] = held_as(self.holdings.held[n], title.status)  # 免去甲的…职务
        key = name, post.org, post.title, post.status
        if key not in self.stated:
            self.stated.add(key)
            self.posts.setdefault(name, []).append(post)
        sure = title.core.official
        if sure == "yes" or (sure == "organ" and held.kind in _PUBLIC_KINDS):
            self.official.add(name)


def _known_organs(posts: list[Post]) -> list[Post]:
    """Posts less those without an organization that stand with one too."""
    known = {(p.title, p.status) for p in posts if p.org is not None}
    return [p for p in posts if p.org is not None or (p.title, p.status) not in known]
