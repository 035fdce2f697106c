"""Reads the heads of an article in text order; what it has accepted is ground for what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dibao.entities.built import Anchor, Builder, Proposal, Reading, ground
from dibao.entities.org import alone, bodies, bonus, groups, parts, stationed, unlisted
from dibao.entities.org.heads import (
    OWN_NAMES,
    TABLE,
    Head,
    session,
    suffixes_at,
    words,
)
from dibao.entities.org.unnamed import unnamed
from dibao.named import NamedTuple
from dibao.scene import Org, Place, Scene
from dibao.tables.divisions import divisions
from dibao.tables.forms import Hit

ENOUGH = -1.0
"""Log odds from which a built name is taken where a place or a title beside it speaks for it too."""

SURE = -0.2
"""Log odds from which a built name stands by itself."""

_DEEPEST = 80
"""Characters from which a name is no parent of another: parts of parts of parts stand in no text."""


class _Reading(NamedTuple):
    """How far the reading of an article has come: the end of the next group, and what has been accepted."""

    at: int
    out: list[Org]
    org_ends: dict[int, Org]
    anchors: list[Anchor]


class Reader:
    """One pass over the heads and fixed bodies of an article."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.ground = ground(scene)
        self.place_ends = {p.end: p for p in scene.places}
        self.org_ends: dict[int, Org] = {}
        self.anchors = sorted((p.end, p.start, "place") for p in scene.places)
        self.builder = Builder(self.ground, self.anchors, TABLE, bonus.BY_EDGE)
        self.out: list[Org] = []
        self.tried: dict[int, int] = {}
        """By end, where the longest head begins that has something before it to build a name of."""
        self.owner_asked: _Reading | None = None
        """Where the article's owner was first asked for."""
        self.company_posts = {t.start for t in scene.titles if t.core.kind == "enterprise"}
        for at in self.ground.title_starts:
            if scene.text[at - 1 : at] == "部":
                self.company_posts.update(h.start for h in suffixes_at(scene, at) if at - h.start == 3)
        self.bodies = bodies.known(scene.gazetteer)
        self.body_ends: dict[int, int] = {}
        """By end, where the longest fixed body begins that no other word is."""
        self.brands: dict[int, int] = {}
        """By end, where a company's short name begins that is also a word (大唐)."""
        for start, end, at in scene.hits["body"]:
            if not self.bodies[at].firm:
                if self.bodies[at].kind == "company":
                    self.brands[end] = start
            elif end not in self.body_ends:
                self.body_ends[end] = start
        self.inner = {at: p for p in scene.places for at in range(p.start + 1, p.end)}
        """Where a name would begin or end inside a place (华|北 of 华北大部), and which."""
        self.suffixes = groups.suffixes(self, hopeless=False)
        self.vouched = groups.vouched(self)
        self._at = 0
        """The end of the group that is being read."""

    def run(self) -> list[Org]:
        """The organizations that the article's heads end, in text order."""
        for items in self.groups(hopeless=False):
            self._at = items[0].end
            for org in self.sure(items) or self.likely(items):
                self.accept(org)
        doubtful = [self.text[o.start : o.end] for o in self.out if not o.firm and o.rule == "org.built"]
        again = {name for name, times in Counter(doubtful).items() if times > 1} if doubtful else ()
        return [o for o in self.out if o.firm or self._held(o) or self.text[o.start : o.end] in again]

    def owner(self) -> Org | None:
        """The school or hospital that the article is about, where that is known by now."""
        if self.owner_asked is None:
            self.owner_asked = _Reading(self._at, self.out[:], dict(self.org_ends), self.anchors[:])
        return self.scene.owner

    def again(self) -> list[Org]:
        """As ``run`` now that the owner is known: up to where it was first asked for, nothing changes."""
        assert self.owner_asked is not None
        self._at, self.out, self.org_ends, self.anchors = self.owner_asked
        self.builder = Builder(self.ground, self.anchors, TABLE, bonus.BY_EDGE)
        self.tried = {}
        return self.run()

    def _held(self, org: Org) -> bool:
        """Whether a title behind it speaks for an organization of which the lexicons are not sure."""
        return org.end - org.start > 1 and (
            org.end in self.ground.title_starts if org.rule != "org.body" else self.ground.fixed[org.end] == 2
        )

    def groups(self, hopeless: bool = True) -> Iterator[list[Head | Hit]]:
        """Heads and fixed bodies by the end that they share; see :func:`dibao.entities.org.groups.read`."""
        return groups.read(self, self._at, hopeless)

    def sure(self, items: list[Head | Hit]) -> list[Org]:
        """What the lexicons vouch for by themselves at one end, save ambiguous bodies."""
        out = []
        for item in items:
            if not isinstance(item, Head):
                org: Org | None = bodies.read(self, item)
            elif item.form.plain:
                continue
            else:
                org = self.certain(item)
            if org is not None and org.firm:
                out.append(org)
        return out

    def likely(self, items: list[Head | Hit]) -> list[Org]:
        """What the evidence speaks for at an end of which the lexicons are not sure."""
        out: list[Org] = []
        fixed: list[Org] = []
        for item in items:
            if not isinstance(item, Head):
                fixed.append(bodies.read(self, item))
                continue
            org = self._built(item)
            if org is None and not item.form.plain:
                org = alone.bare(self, item) or alone.department(self, item)
            if org is not None:
                out.append(org)
        return out + fixed

    def accept(self, org: Org) -> None:
        """Keep an organization unless one that stands already covers it; drop those that it covers."""
        before = self.org_ends.get(org.end)
        if before is not None and (
            before.start < org.start or (before.start == org.start and before.rule != "org.built")
        ):
            return
        if org.kind in ("party", "discipline") and self.text.endswith("中共", 0, org.start):
            name = org.name if org.name.startswith("中国共产党") else f"中国共产党{org.name}"
            org = org._replace(start=org.start - 2, name=name)
        org = bodies.of_other_party(self, org)
        if org.kind == "company" and org.place is not None and org.start in self.brands:
            brand = self.brands[org.start]
            org = org._replace(start=brand, name=self.text[brand : org.start] + org.name)
        around = self.inner.get(org.start)
        if around is not None and around.end <= org.end and self._whole_in(org, around):
            tail = org.name if org.rule == "org.body" else self.text[org.start : org.end]
            name = self.text[around.start : org.start] + tail
            org = org._replace(start=around.start, name=name, place=org.place or around.within[-1])
        if self.text[org.start - 1] == "驻":
            org = stationed.elsewhere(self, org)
        place = self.place_ends.get(org.start)
        if place is not None and place.firm and self._takes_place(org, place):
            name = org.name if org.rule == "org.body" else self.text[place.start : org.start] + org.name
            org = org._replace(start=place.start, name=name, place=org.place or place.full)
        while self.out and self.out[-1].start >= org.start:
            self.out.pop()
        if self.out and self.out[-1].end > org.start:
            return
        self.out.append(org)
        if org.end - org.start > _DEEPEST:
            return
        self.org_ends[org.end] = org
        if org.firm:
            self.builder.add((org.end, org.start, "parent"))

    def _whole_in(self, org: Org, place: Place) -> bool:
        """Whether a name that begins inside a chain of places begins with the chain (长沙|市明阳山|殡仪馆)."""
        own = org.rule == "org.body" and org.kind in OWN_NAMES
        return place.firm and bool(place.within) and (own or org.rule == "org.built")

    def _takes_place(self, org: Org, place: Place) -> bool:
        """Whether a place directly before an organization belongs to its name (中国|东方航空股份有限公司)."""
        if org.place is not None and not (org.rule == "org.body" and place.level == "country"):
            return False
        if org.kind in OWN_NAMES and org.rule in ("org.body", "org.part", "org.built"):
            return not self.text.startswith("中国", org.start)
        if org.rule != "org.body" or place.level not in ("country", "province", "prefecture", "other"):
            return False
        if place.level == "country":
            return not self.text.startswith(("中国", "中华", "全国"), org.start)
        return org.kind in ("group", "other") and not self.text.startswith(tuple(words("central")), org.start)

    def certain(self, head: Head) -> Org | None:
        """What the lexicon of organs and the organizations beside it vouch for by themselves."""
        start, _, form = head
        found = parts.party(self, head) if form.committee else None
        if found is None and start - 1 in self.org_ends:
            found = parts.beside_part(self, head)
        if found is not None:
            return found
        behind = start in self.org_ends
        if not form.organs:
            return parts.generic(self, head) or (parts.section(self, head) if behind else None)
        return (
            ((parts.part(self, head) or parts.section(self, head)) if behind else None)
            or parts.of_place(self, head)
            or parts.of_level(self, head)
            or parts.generic(self, head)
            or parts.coordinated(self, head)
            or unlisted.of_village(self, head)
            or parts.of_session(self, head)
            or unlisted.of_last_zone(self, head)
        )

    def proposals(self, head: Head) -> list[Proposal]:
        """All readings of a head as a built name."""
        found = self.builder.proposals(head.start, head.end, head.form.grade) if self._open(head) else []
        if found:
            self.tried[head.end] = head.start
        return found

    def weighed(self, head: Head) -> tuple[float, Proposal] | None:
        """The likeliest reading of a head as a built name, with its log odds."""
        if (top := self._likeliest(head)) is None:
            return None
        return top[0], self.builder.proposal(top[1], head.start, head.end, head.form.grade)

    def _likeliest(self, head: Head) -> tuple[float, Reading] | None:
        if not self._open(head):
            return None
        start, end, form = head
        top = self.builder.likeliest(start, end, form.grade, form.weight)
        if top is None:
            return None
        self.tried[end] = start
        if form.kind in bonus.ASKED or end - start == 1 or top[1][1] == "parent":
            return top[0] + bonus.of_kind(self, head, top[1]), top[1]
        return top

    def _open(self, head: Head) -> bool:
        """Whether a head may end a built name: no longer head and no fixed body ends with it."""
        start, end, form = head
        return (
            form.built
            and self.tried.get(end, start) == start
            and (end not in self.body_ends or self.body_ends[end] > start)
        )

    def _built(self, head: Head) -> Org | None:
        """A name from its anchor or from a word edge to its head, where the evidence speaks for it."""
        top = self._likeliest(head)
        if top is None:
            return None
        score, (begin, at, anchor, _, _) = top
        end, form = head.end, head.form
        written = self.text[begin:end]
        whole = form.kind == "company" and form.grade != "internal"
        beside = parts.beside(self, begin) if score > -2.0 and not whole else None
        if beside is not None and at not in ("parent", "place", "level"):
            name = (beside.parent or "") + written
            return Org(
                begin, end, name, beside.kind, beside.place, "org.part", form.source, parent=beside.parent
            )
        branch_of = self.org_ends.get(begin) if at == "place" else None
        if branch_of is not None and stationed.has_branch(self, branch_of, head, score >= ENOUGH):
            return stationed.branch(self, branch_of, begin, head)
        if score < ENOUGH or _meeting(self.text, begin, end) or unnamed(self.text, end, top[1]):
            return None
        if end not in self.ground.title_starts and any(
            hit.start == begin for hit in suffixes_at(self.scene, end)
        ):
            return None  # a suffix by itself is no name, save before a title
        if at == "parent":
            return parts.join(self, self.org_ends[anchor], head)
        (place, name), kind = unlisted.village(self, begin, head), form.kind
        if at == "place":
            place, level = self.place_ends[anchor].full, self.place_ends[anchor].level
            if level == "country" and kind in ("company", "media") and written.endswith("部"):
                kind = "government"  # a ministry's name, a desk's elsewhere (经济部)
        elif at == "level":
            word = self.text[begin:anchor]
            division = divisions().meant(word, parts.nearest(self, word, begin))
            if division is not None:
                place = division.name
                if form.kind not in OWN_NAMES:
                    name = division.name + self.text[anchor:end]
        if kind not in OWN_NAMES and name.endswith("办"):
            name += "公室"
        firm = score > SURE or bool(place)
        return Org(begin, end, name, kind, place, "org.built", form.source, firm)


def _meeting(text: str, start: int, end: int) -> bool:
    """Whether a name is that of a meeting: 第二届欧亚经济论坛."""
    numbered = text.endswith(tuple(words("numbered")), start, end)
    return numbered and ("届" in text[start:end] or session(text, start) != start)
