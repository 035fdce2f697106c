"""Posts behind what is said of their holder, who is named further before: 现任, 拟任, 免去其; one after another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from dibao.entities.title import status_before
from dibao.posts import resumes
from dibao.posts.holding import Held, Holdings, held_as
from dibao.posts.resumes import BIOGRAPHY
from dibao.scene import Person, Scene, Title
from dibao.tables.patterns import lazily
from dibao.types import Status

HIS = lazily(r"(?:免去|免除|撤销|罢免|辞去|不再担任)(?:了)?其?\Z")
CARRIED = lazily(
    r"(?:(?P<was>曾任|历任|原任|先后任|先后担任|先后出任|曾担任|曾出任|曾兼任|[任当做]过|不再担任|辞去|卸任)|(?P<soon>(?:拟任|拟提任|拟?提名为?)(?:县\(市、?区\)|[省市县州区]直(?:机关|单位|部门))?|拟聘任?为?|拟任职务[::]?)"
    r"|(?P<now>现任|担任|出任|兼任|当选为?|任命为|[至月日年,在]任|任现职|至今任|今任|起任))\Z"
)
LEADS = frozenset("去除销免任了其名为选聘务:职过)关位门")
"""How what ``HIS`` and ``CARRIED`` match ends."""
_WAS_LISTED = lazily(
    r".*(?:历任|曾任|先后任|先后担任|曾担任|当过|做过)(?:(?!现任|现为|拟任|今任)[^。;!?\n])*[\u3400-\u9fff、,]\Z"
)
"""What says of a list of posts that all are past, up to one of them, where no table knows those before it."""
_LISTED = 60
"""Characters of that, at most."""
_DURING = lazily(
    r"(?:等(?:职|职务)?)?(?:期间|任上|(?:的|上的)?职务?(?:上的|的)?(?:便利|影响|之便)|职务、职权)"
)
"""Behind posts: what tells of a time that is past (担任…期间, 利用担任…职务上的便利)."""
_TAKES = lazily(r"(?:同志)?(?:兼任|担任|出任|兼)(?=[,。;、\n)]|\Z)")
_BY = lazily(r"由(?!.*由)[^。;!?\n]{0,40}")
"""Between a post and the name of who takes it."""
_ALSO = lazily(r"[,、]|和|及|以及|,?兼")
"""Between posts of which what is said before the first holds for all (曾任某县委副书记，某园区书记)."""
_STOP = lazily("[。;!?]")
_HEAD = 12
"""Characters of a line before the name whose life it tells, at most."""
_BEFORE = 12
"""Characters before a post's phrase in which that is said, at most."""


def said(text: str, begin: int) -> tuple[bool, Status | None]:
    """Whether the words before a post's phrase give it to who is named before, and how it is held where they say."""
    low, his, match = max(0, begin - _BEFORE), None, None
    if text[begin - 1] in LEADS:
        his, match = HIS.search(text, low, begin), CARRIED.search(text, low, begin)
    # 拟任|某市副市长: the phrase takes in its status
    if match is None and status_before(text, begin + 2, begin):
        match = CARRIED.search(text, low, begin + 2)
    elif match is None and his is None:
        listed = _WAS_LISTED.match(text, max(0, begin - _LISTED), begin)
        if listed is not None:
            return True, "former"
    if his or (match and match["was"]):
        return True, "former"
    return match is not None, "proposed" if match and match["soon"] else None


def during(text: str, end: int) -> bool:
    """Whether posts that end there are told of as past by what follows them."""
    return _DURING.match(text, end) is not None


def taken(text: str, title: Title, person: Person) -> bool:
    """Whether a post before a name is what its holder is said to take (办公室主任由某局副局长甲兼任)."""
    return (
        _BY.fullmatch(text, title.end, person.start) is not None
        and _TAKES.match(text, person.end) is not None
    )


def also(text: str, title: Title, end: int, begin: int) -> bool:
    """Whether a post whose phrase begins there goes on with one that ended before, with no status of its own."""
    return (
        _ALSO.fullmatch(text, end, begin) is not None
        and title.core.evidence == "strong"
        and title.core.kind != "generic"
        and status_before(text, begin + 2, begin) is None
    )


def told(
    scene: Scene, holdings: Holdings, taken: Mapping[int, tuple[Person, Status]]
) -> Iterator[tuple[Held, Person]]:
    """The posts that are said of a person named further before, with whom they belong to.

    ``taken`` has by its start who holds a title that is linked already, and how.
    """
    return _Carrier(scene, holdings).told(taken)


class _Carrier:
    """Carries what is said of a person to the posts behind it, in one article."""

    def __init__(self, scene: Scene, holdings: Holdings) -> None:
        self.scene, self.text, self.holdings = scene, scene.text, holdings

    @cached_property
    def lines(self) -> list[int]:
        """Where lines begin."""
        return [0, *[m.end() for m in re.finditer("\n", self.text)]]

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences end."""
        return [m.start() for m in _STOP.finditer(self.text)]

    def told(self, taken: Mapping[int, tuple[Person, Status]]) -> Iterator[tuple[Held, Person]]:
        first = self.scene.people[0].start
        carried: tuple[int, Person, Status] | None = None
        for n, title in enumerate(self.scene.titles):
            if title.start <= first:
                continue
            if title.start in taken:
                carried = title.end, *taken[title.start]
                continue
            begin = self.holdings.start_of(n)
            whose: tuple[Person, Status | None] | None
            if (
                carried is not None
                and also(self.text, title, carried[0], begin)
                and carried[1].end < carried[0]
            ):
                whose = carried[1:]
            else:
                whose = self._whose(title, begin)
            if whose is None:
                continue
            person, status = whose
            run = self.holdings.run(n)
            if status is None and during(self.text, run[-1].title.end):
                status = "former"
            yield from ((held_as(held, status), person) for held in run)
            carried = run[-1].title.end, person, status or run[0].title.status

    def _whose(self, title: Title, begin: int) -> tuple[Person, Status | None] | None:
        """Whom the line gives a title whose phrase begins there, and how it is held where it says so."""
        people, starts = self.scene.people, self.holdings.starts
        line = self.lines[bisect_right(self.lines, begin) - 1]
        last = bisect_left(starts, begin) - 1
        if last < 0 or starts[last] < line:
            return None
        person = people[bisect_left(starts, line)]
        given, status = said(self.text, begin)
        if person.start - line < _HEAD and BIOGRAPHY.match(self.text, person.end):
            if status is None:
                status = resumes.period(self.scene, title, line, self._line_end(begin))
            return person, status
        if not given or self._stopped(people[last].end, begin):
            return None
        return people[last], status or resumes.ended(self.scene, begin)

    def _line_end(self, at: int) -> int:
        n = bisect_right(self.lines, at)
        return self.lines[n] if n < len(self.lines) else len(self.text)

    def _stopped(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two offsets."""
        return bisect_left(self.stops, start) < bisect_left(self.stops, end)
