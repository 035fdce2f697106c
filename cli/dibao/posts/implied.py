"""What a title implies by itself where no organization stands before it: 市长, 外交部长, 总理, an agency's journalist."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

from dibao.entities.built import level_word
from dibao.names import organ_name
from dibao.scene import Org, Place, Scene, Title
from dibao.tables.divisions import LEVEL_OF_WORD, Division, divisions

_DATELINE = 100
"""Characters of an agency's name and its dateline, at most."""
_NEAR = 24
"""How many characters an organization may stand before a title whose place it gives (县委书记、县长)."""
_TOWNS = frozenset(("镇", "乡", "街道"))
_MOST = 50
"""So many organizations before a post in a town are looked at."""
_COMMITTEES = {"村": "村民委员会", "社区": "居民委员会"}
"""The committees of villages and communities."""
_HEADS = ("主任", "副主任")
_SECRETARY, _BRANCH = "支书", "党支部"
_CENTRAL = {"congress": "全国人民代表大会常务委员会", "council": "国务院", "party": "中国共产党中央委员会"}
"""What a title implies that by itself is one of the nation's."""


class Implied:
    """What the titles of an article imply; the organizations and places are given by where they begin and end."""

    def __init__(
        self,
        scene: Scene,
        org_start: Mapping[int, Org],
        org_end: Mapping[int, Org],
        place_end: Mapping[int, Place],
    ) -> None:
        self.scene, self.text = scene, scene.text
        self.org_start, self.org_end, self.place_end = org_start, org_end, place_end
        self.pointed: dict[str, tuple[list[int], list[Division]]] = {}

    @cached_property
    def org_ends(self) -> list[int]:
        """Where organizations end, in text order."""
        return sorted(self.org_end)

    @cached_property
    def foreigners(self) -> frozenset[int]:
        """Where foreign names begin and end."""
        foreign = [p for p in self.scene.people if p.rule == "person.foreign"]
        return frozenset([p.start for p in foreign] + [p.end for p in foreign])

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        """The forms of titles that a country stands before in the article."""
        ends = {p.end for p in self.scene.places if p.level == "country" and p.full != "中国"}
        return frozenset(title.core.form for title in self.scene.titles if title.start in ends)

    def organ(self, title: Title) -> str | None:
        """The organ that a title names by itself: 市长 → the city's government."""
        holder = title.core.holder
        if holder == "gov":
            word = title.core.form[:-1]
            place = self.place_end.get(title.start)
            if place is not None and place.abroad:
                return f"{place.full}政府"
            division = self._division(word, title.start, place)
            if division is not None:
                return _government(division.name)
            if place is not None:
                return _government(place.full) if place.level != "country" else None
            return self._town(word, title.start)
        if title.core.form == "主席" and self.text.endswith("自治区", 0, title.start):
            division = self._division("自治区", title.start, self.place_end.get(title.start))
            return _government(division.name) if division is not None else None
        if holder in _CENTRAL and not self._abroad(title) and title.core.form not in self.elsewhere:
            return _CENTRAL[holder]
        if holder == "country":
            return self._country(title)
        return self._village(title)

    def _village(self, title: Title) -> str | None:
        """The branch or committee of the village or community before a post in it (某村|党支部书记, 某村|主任)."""
        place = self.place_end.get(title.start)
        unit = next((u for u in _COMMITTEES if place.full.endswith(u)), None) if place is not None else None
        if place is None or unit is None or place.division is not None:
            return None
        form = title.core.form
        if form in _HEADS:
            return f"{place.full}{_COMMITTEES[unit]}"
        written = _BRANCH if form == _SECRETARY else form
        known = self.scene.gazetteer
        for start, end, at in known.matcher.find(written):
            if start == 0 and "organ" in known.classes(at) and (end < len(form) or form == _SECRETARY):
                return organ_name(known.organ[at], place.full, self.scene.year, "township")
        return None

    def _country(self, title: Title) -> str | None:
        """The country of a head of state: the one before the title, that of what is beside it, else China."""
        if (place := self.place_end.get(title.start)) is not None:
            return place.full
        if not title.core.form.startswith("国家"):
            return None  # China has no 总统
        beside = self._beside(title.start)
        if (
            beside is not None
            and beside.place
            and beside.place != "中国"
            and not divisions().find(beside.place)
        ):
            return beside.place
        return None if self._abroad(title) else "中华人民共和国"

    def _town(self, word: str, at: int) -> str | None:
        """The government of the last town that the text has named before a post in one (某镇党委书记、镇长)."""
        if word not in _TOWNS:
            return None
        last = bisect_left(self.org_ends, at + 1)
        orgs = (self.org_end[end] for end in reversed(self.org_ends[max(0, last - _MOST) : last]))
        town = next((o.place for o in orgs if o.place is not None and o.place.endswith(word)), None)
        return f"{town}人民政府" if town is not None else None

    def _beside(self, at: int) -> Org | None:
        """The organization that ends shortly before ``at``, or there."""
        last = bisect_left(self.org_ends, at + 1) - 1
        return self.org_end[self.org_ends[last]] if last >= 0 and at - self.org_ends[last] <= _NEAR else None

    def _abroad(self, title: Title) -> bool:
        """Whether a country stands before a title, or a foreign name beside it."""
        return title.start in self.place_end or not self.foreigners.isdisjoint((title.start, title.end))

    def fused(self, title: Title) -> str | None:
        """The organ that shares a character with a title: 外交部长 → 外交部, 市公安局长 → X市公安局."""
        if title.rule != "title.fused":
            return None
        span, forms = (title.start, title.end - 1), self.scene.gazetteer
        place = self.place_end.get(title.start)
        word = level_word(self.text, title.start)
        if place is None and word is None:
            body = next((h for h in self.scene.hits.named("body") if h[:2] == span), None)
            if body is not None:
                return forms.body[body.form].full
        elif place is not None and place.division is None:
            return f"{place.full}{self.text[slice(*span)]}" if place.level == "country" else None
        division = self._division(word or "", title.start, place) or self.scene.here
        organ = next((h for h in self.scene.hits.named("organ") if h[:2] == span), None)
        if organ is None or division is None:
            return None
        return organ_name(forms.organ[organ.form], division.name, self.scene.year, division.level)

    def agency(self, at: int) -> Org | None:
        """The agency whose dateline holds a journalist's name (新华社…电（记者 …）)."""
        line = self.text.rfind("\n", max(0, at - _DATELINE), at) + 1
        org = self.org_start.get(line)
        if org is None or org.kind != "media" or at - org.end > 40:
            return None
        return org if re.search(r"[电讯]\(?", self.text[org.end : at]) else None

    def _division(self, word: str, at: int, place: Place | None) -> Division | None:
        if place is not None and place.division is not None:
            return place.division
        if word not in LEVEL_OF_WORD:
            return None
        if (beside := self._beside(at)) is not None:
            near = divisions().find(beside.place or "")
            if (got := divisions().meant(word, near)) is not None:
                return got
        if (got := divisions().meant(word, self.scene.here)) is not None:
            return got
        starts, meant = self._pointed(word)
        return meant[max(0, bisect_left(starts, at) - 1)] if meant else None

    def _pointed(self, word: str) -> tuple[list[int], list[Division]]:
        """What a level word means by each place of the article that lies in such a division, and where."""
        if word not in self.pointed:
            tree = divisions()
            found = [(p.start, tree.meant(word, p.division)) for p in self.scene.places if p.division]
            told = [(start, meant) for start, meant in found if meant is not None]
            self.pointed[word] = [start for start, _ in told], [meant for _, meant in told]
        return self.pointed[word]


def _government(place: str) -> str:
    """The full name of a place's government."""
    return f"{place}政府" if place.endswith("特别行政区") else f"{place}人民政府"
