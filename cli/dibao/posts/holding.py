"""What each title is held in: the organization before it, the one it implies, the one it inherits.

Works on an article's titles in text order; only the words between neighbours are looked at.
"""

from __future__ import annotations

from bisect import bisect_left

from dibao.entities.built import level_word
from dibao.entities.title import status_before
from dibao.named import NamedTuple
from dibao.posts.implied import Implied
from dibao.scene import Org, Scene, Title
from dibao.tables.patterns import lazily
from dibao.types import Status

_AND = lazily(r"\s*+(?:[、/]|和|与|及|以及|兼任?|暨|,兼)\s*+")
_OF_PARTY = lazily(r"中国共产党(.{2,40}(?:学校|中学|小学|大学|学院|医院|公司|集团))委员会")
_OWNERS, _WITHIN = ("校", "院"), frozenset(("party", "discipline", "mass"))
"""What stands for the school or hospital of an article before a post in its party committee (校党委书记)."""
_JUDICIAL = frozenset(("court", "procuratorate"))
_JUDGES = ("法官", "审判员", "检察官", "检察员")
"""How posts end that only organizations of these kinds have."""
_BREAK = lazily(r"[。;!?\n]")
_MOST = 40
"""Titles in one list, at most: nobody holds more, and no text makes linking costly."""
_SKIPPED = 3
"""Less than so many characters of a status word stand before a phrase."""
_COLUMN = 12
"""Blanks between an organization and a title in the next column, at most."""


class Held(NamedTuple):
    """A title with the organization that it is held in."""

    title: Title
    org: str | None
    implied: bool
    kind: str
    base: str | None = None
    """What titles coordinated behind it inherit, if not ``org``: the parent of a part named alone."""


class Holdings:
    """The titles of an article with what they are held in, and the phrases that they stand in."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.titles = scene.titles
        self.title_start = {t[0]: n for n, t in enumerate(self.titles)}
        self.org_end = {o[1]: o for o in scene.orgs}
        self.org_start = {o[0]: o for o in scene.orgs}
        self.place_end = {p[1]: p for p in scene.places}
        self.place_start = {p[0]: p for p in scene.places}
        self.begins = {*self.title_start, *self.org_start, *self.place_start}
        self.near = {start - skip for start in self.begins for skip in range(_SKIPPED)}
        """Where a phrase may begin, with a status word before it or without."""
        self.starts = [p[0] for p in scene.people]
        self.ends = {p[1] for p in scene.people}
        self.implies = Implied(scene, self.org_start, self.org_end, self.place_end)
        self.orgs = [self._org_at(t[0]) if self.org_end else None for t in self.titles]
        """By number of a title, the organization directly before it."""
        self.held: list[Held] = []
        for n in range(len(self.titles)):
            self.held.append(self._hold(n))

    def _hold(self, n: int) -> Held:
        """The organization of a title: the one before it, the one it implies, the one it inherits."""
        title, org = self.titles[n], self.orgs[n]
        if org is not None:
            title = _held_as(title, status_before(self.text, org.start))
            alone = org.parent if self.text[org.start - 1 : org.start] == "、" else None
            return Held(title, org.name, False, org.kind, alone)
        implied = self.implies.organ(title)
        if title.status == "current":
            title = title._replace(status=self._told(title.start))
        if implied is not None:
            return Held(title, implied, True, "government")
        fused = self.implies.fused(title)
        if fused is not None and (title.start in self.place_end or level_word(self.text, title.start)):
            return Held(title, fused, True, "government")
        inherited = self._inherited(n)
        judge = title.core.form.endswith(_JUDGES)
        if judge and inherited is not None and inherited.kind not in _JUDICIAL:
            inherited = None
        if inherited is not None and inherited.kind == "party" and title.core.holder == "gov":
            return Held(title, None, False, "government")
        if inherited is not None and inherited.org is not None and not inherited.implied:
            inherited = _without_party(inherited, title)
            if title.status == "current":
                title = _held_as(title, inherited.title.status)
            return Held(title, inherited.base or inherited.org, False, inherited.kind)
        if title.core.kind == "media" and (agency := self.implies.agency(title.start)) is not None:
            return Held(title, agency.name, True, "media")
        owner = self.scene.owner
        own = owner is not None and self.text.endswith(_OWNERS, 0, title.start) and title.core.kind in _WITHIN
        listed = owner is not None and inherited is not None and inherited.org == owner.name
        if owner is not None and (own or listed or title.core.kind == owner.kind):
            return Held(title, owner.name, True, owner.kind)
        return Held(title, fused, fused is not None, "government" if fused else "other")

    def _told(self, at: int) -> Status:
        """How a post is held by the word before the place or the level word at which its phrase begins."""
        place, word = self.place_end.get(at), level_word(self.text, at)
        begin = place.start if place is not None else at - len(word or "")
        return status_before(self.text, begin) or "current"

    def _org_at(self, at: int) -> Org | None:
        """The organization that ends at ``at``, a status word or a connective between allowed."""
        for skip in range(4):
            org = self.org_end.get(at - skip)
            if org is None:
                continue
            between = self.text[at - skip : at]
            if not between or between in ("的", " ") or status_before(self.text, at, at - skip):
                return org
        if self.text[at - 2 : at] == "  ":  # a column of its own
            low = max(0, at - _COLUMN)
            return self.org_end.get(low + len(self.text[low:at].rstrip(" ")))
        return None

    def _inherited(self, n: int) -> Held | None:
        """What the coordinated title before this one is held in (党组书记、副主任)."""
        if n == 0:
            return None
        before, title = self.held[n - 1], self.titles[n]
        gap = self.text[before.title.end : title.start]
        if len(gap) > 60 or _BREAK.search(gap):
            return None
        if _AND.fullmatch(gap) or (status_before(gap, len(gap)) and _AND.match(gap)):
            return before
        # a list of people between: 副主任甲、乙，秘书长丙
        first, last = bisect_left(self.starts, before.title.end), bisect_left(self.starts, title.start)
        people = self.scene.people[first:last]
        rest = gap
        for p in people:
            rest = rest.replace(p.name, "", 1)
        return before if people and not rest.strip(" 、,和与及") else None

    def chain(self, n: int) -> list[Held]:
        """A title and those coordinated before it."""
        out = [self.held[n]]
        while n > 0 and len(out) < _MOST:
            start = self.start_of(n)
            before = self.titles[n - 1]
            if before.end > start or not _AND.fullmatch(self.text, before.end, start):
                break
            if before.start in self.ends:
                break  # 方小满老师和副书记石鸣谦
            n -= 1
            out.append(self.held[n])
        return out[::-1]

    def start_of(self, n: int) -> int:
        """Where a title's phrase begins, its organization or place and a status word included."""
        at, org = self.titles[n].start, self.orgs[n]
        if org is not None:
            at = org.start
        elif (place := self.place_end.get(at)) is not None:
            at = place.start
        elif (word := level_word(self.text, at)) is not None:
            at -= len(word)
        joined = self.text.endswith(("兼", "兼任"), 0, at)
        return at - 2 if not joined and status_before(self.text, at, max(0, at - 2)) else at

    def run(self, n: int) -> list[Held]:
        """A title and those coordinated behind it; behind a name, less those that stand before the next one."""
        out, named = [self.held[n]], self.titles[n].start in self.ends
        while n + 1 < len(self.titles) and len(out) < _MOST:
            start = self.start_of(n + 1)
            if start < self.titles[n].end or not _AND.fullmatch(self.text, self.titles[n].end, start):
                break
            n += 1
            out.append(self.held[n])
        if named and len(out) > 1 and self._before_name(self.titles[n].end):
            return out[:1]
        return out

    def _before_name(self, at: int) -> bool:
        """Whether a name begins there."""
        n = bisect_left(self.starts, at)
        return n < len(self.starts) and self.starts[n] == at

    def title_from(self, at: int) -> int | None:
        """The title whose phrase begins at ``at``, behind its organization, place or status word."""
        if at not in self.near:
            return None
        for start in range(at, at + _SKIPPED):
            if start in self.begins and (start == at or status_before(self.text, start, at)):
                n = self._title_of(start)
                if n is not None:
                    return n
        return None

    def _title_of(self, start: int) -> int | None:
        """The title that begins at ``start``, or behind the organization or place there."""
        n = self.title_start.get(start)
        if n is not None:
            return n
        org = self.org_start.get(start)
        if org is not None:
            for gap in range(3):
                n = self.title_start.get(org.end + gap)
                if n is not None and self.orgs[n] is org:
                    return n
        place = self.place_start.get(start)
        return None if place is None else self.title_start.get(place.end)


def held_as(held: Held, status: Status | None) -> Held:
    """A holding with the status that the words around it give, if any."""
    if status is None or status == held.title.status:
        return held
    return held._replace(title=held.title._replace(status=status))


def _held_as(title: Title, status: Status | None) -> Title:
    """A title with the status that stands elsewhere, if any."""
    return title if status is None or status == title.status else title._replace(status=status)


def _without_party(held: Held, title: Title) -> Held:
    """What a post outside the party inherits from one in an organization's party committee: the organization
    (中共…医院委员会委员、院长)."""
    match = _OF_PARTY.fullmatch(held.org or "")
    if match is None or title.core.kind not in ("school", "hospital", "enterprise", "academic"):
        return held
    return held._replace(org=match[1], kind=title.core.kind if title.core.kind != "academic" else "school")
