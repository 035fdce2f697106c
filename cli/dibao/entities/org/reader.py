"""Reads the heads of an article in text order; what it has accepted is ground for what follows."""

from __future__ import annotations

import re
from bisect import insort
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from dibao.divisions import Division, divisions
from dibao.entities.built import Proposal, best, ground, level_word, proposals, stands
from dibao.gazetteer import Hit, OrganForm
from dibao.names import organ_name
from dibao.scene import Org, Scene
from dibao.words import cut

_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}届\Z")
_AND = frozenset("、和与及")
_OWN_NAMES = frozenset(("company", "school", "hospital", "media"))
"""Kinds whose names are completed only from the text itself."""

_NO_PARTS = {
    "congress": frozenset(("party", "discipline", "congress", "cppcc")),
    "cppcc": frozenset(("party", "discipline", "congress", "cppcc")),
    "court": frozenset(("party", "discipline", "congress", "cppcc", "government")),
    "procuratorate": frozenset(("party", "discipline", "congress", "cppcc", "court")),
    "discipline": frozenset(("congress", "cppcc", "discipline")),
}
"""For a head's kind, the kinds of organizations that it stands beside and not in (省纪委|监委)."""

_GENERIC = {
    "学校": "school", "校": "school", "学院": "school", "医院": "hospital", "公司": "company", "集团": "company",
    "局": "government", "厅": "government", "委": "government", "法院": "court", "检察院": "procuratorate",
}  # fmt: skip
"""Common nouns that stand for the organization the article is about (学校党委, 局党委)."""

_PARTY = "中国共产党"
_CENTRAL = frozenset((_PARTY, "中国人民政治协商会议"))
_COMMITTEES = frozenset(("委员会", "代表大会", "总支部委员会", "总支委员会", "支部委员会", "党组"))

BONUS = MappingProxyType({"level": 3.0, "parent": 1.0})
"""What a level word or a parent before a strong head adds: the corpora that the weights come from are
national, where names begin with the place itself; local press writes 市 for it."""

_WHOLES = (
    "{place}人民政府",
    "中国共产党{place}委员会",
    "{place}人民代表大会常务委员会",
    "{place}人民代表大会",
    "中国人民政治协商会议{place}委员会",
)

ENOUGH = -1.0
"""Log odds from which a built name is taken."""

_MAIN = frozenset(("party", "government", "congress", "cppcc"))
_WITH_DEPARTMENTS = frozenset(("school", "hospital", "company", "government", "court", "procuratorate", "media"))

_BARE_PLACE = 24
"""How many characters an organ's place may stand before a bare organ (省委常委、政法委书记)."""


class Head(NamedTuple):
    """An organ's form or a suffix where it stands."""

    start: int
    end: int
    organs: tuple[OrganForm, ...]
    kind: str
    strong: bool
    internal: bool
    bare: bool
    built: bool
    """Whether a name may be built to it: a suffix, not only an organ's form."""
    source: str


class Reader:
    """One pass over the heads and fixed bodies of an article."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.ground = ground(scene, "org_reject")
        self.place_ends = {p.end: p for p in scene.places}
        self.org_ends: dict[int, Org] = {}
        self.anchors = sorted((p.end, p.start, "place") for p in scene.places)
        self.out: list[Org] = []
        self.tried: dict[int, int] = {}
        """By end, where the longest head begins that has something before it to build a name of."""
        bodies = scene.gazetteer.body
        self.body_ends: dict[int, int] = {}
        for hit in scene.hits["body"]:
            if not bodies[hit.form].ambiguous:
                self.body_ends[hit.end] = min(hit.start, self.body_ends.get(hit.end, hit.start))

    def run(self) -> list[Org]:
        """The organizations that the article's heads end, in text order."""
        for items in self.groups():
            for org in self.sure(items) or self.likely(items):
                self.accept(org)
        return [o for o in self.out if o.firm or o.end in self.ground.title_starts and o.end - o.start > 1]

    def groups(self) -> list[list[Head | Hit]]:
        """Heads and fixed bodies by the end that they share, in text order, the longer first."""
        heads = [h for h in self._heads() if stands(self.ground, h.start, h.end, h.strong)]
        bodies = [h for h in self.scene.hits["body"] if self._body_stands(h)]
        ordered = sorted([*heads, *bodies], key=lambda h: (h.end, h.start))
        return [list(group) for _, group in groupby(ordered, key=lambda h: h.end)]

    def sure(self, items: list[Head | Hit]) -> list[Org]:
        """What the lexicons vouch for by themselves at one end, save ambiguous bodies."""
        found = [self.certain(item) if isinstance(item, Head) else self._body(item) for item in items]
        return [org for org in found if org is not None and org.firm]

    def likely(self, items: list[Head | Hit]) -> list[Org]:
        """What the evidence speaks for at an end of which the lexicons are not sure."""
        heads = [item for item in items if isinstance(item, Head)]
        found = [self._built(head) or self._bare(head) or self._department(head) for head in heads]
        bodies = [self._body(item) for item in items if not isinstance(item, Head)]
        return [org for org in (*found, *bodies) if org is not None]

    def _body_stands(self, hit: Hit) -> bool:
        """Whether a body's form is not a piece of other words: rejected, or crossed by a likelier reading."""
        rejected = self.ground.rejects.get(hit.end)
        if rejected is not None and rejected < hit.start:
            return False
        if hit.end - hit.start > 3:
            return True
        low, high = max(0, hit.start - 2), min(len(self.text), hit.end + 2)
        edges = {edge for span in cut(self.text, low, high) for edge in span}
        inside = {edge for span in cut(self.text, hit.start, hit.end) for edge in span}
        return hit.start in edges and hit.end in edges or len(inside) > 2

    def accept(self, org: Org) -> None:
        """Keep an organization unless one that stands already covers it; drop those that it covers."""
        before = self.org_ends.get(org.end)
        if before is not None and (before.start < org.start or before.start == org.start and before.rule != "org.built"):
            return
        if org.kind in ("party", "discipline") and self.text.startswith("中共", org.start - 2):
            name = org.name if org.name.startswith("中国共产党") else f"中国共产党{org.name}"
            org = org._replace(start=org.start - 2, name=name)
        place = self.place_ends.get(org.start)
        if place is not None and place.firm and self._takes_place(org):
            name = org.name if org.rule == "org.body" else self.text[place.start : org.start] + org.name
            org = org._replace(start=place.start, name=name, place=org.place or place.full)
        while self.out and self.out[-1].start >= org.start:
            self.out.pop()
        if self.out and self.out[-1].end > org.start:
            return
        self.out.append(org)
        self.org_ends[org.end] = org
        if org.firm:
            insort(self.anchors, (org.end, org.start, "parent"))

    def _takes_place(self, org: Org) -> bool:
        """Whether a place directly before an organization belongs to its name (中国|东方航空股份有限公司)."""
        return org.kind in _OWN_NAMES and org.rule in ("org.body", "org.part", "org.built") and org.place is None

    def _heads(self) -> list[Head]:
        g = self.scene.gazetteer
        suffixes = {(h.start, h.end): g.suffix[h.form] for h in self.scene.hits["suffix"]}
        heads = []
        for h in self.scene.hits["organ"]:
            organs = g.organ[h.form]
            suffix = suffixes.pop((h.start, h.end), None)
            strong, internal = (suffix.strong, suffix.internal) if suffix else (True, False)
            bare = any(o.bare for o in organs)
            first = organs[0]
            built = suffix is not None
            heads.append(Head(h.start, h.end, organs, first.kind, strong, internal, bare, built, first.source))
        for (start, end), s in suffixes.items():
            heads.append(Head(start, end, (), s.kind, s.strong, s.internal, False, True, s.source))
        return heads

    def _body(self, hit: Hit) -> Org | None:
        body = self.scene.gazetteer.body[hit.form]
        start, text = hit.start, self.text
        session = _ORDINAL.search(text, max(0, start - 6), start)
        if session and body.kind in ("congress", "cppcc"):
            start = session.start()
        elif body.kind == "government" and text.startswith("国家", start - 2) and not body.form.startswith("国"):
            start -= 2
        return Org(
            start, hit.end, body.full, body.kind, body.place or None, "org.body", body.source, not body.ambiguous,
            self._parent_of(body.full),
        )  # fmt: skip

    def _parent_of(self, full: str) -> str | None:
        """The fixed body whose name begins the name of another (全国人民代表大会 of its committees)."""
        known = self.scene.gazetteer.body_names
        return next((full[:size] for size in range(len(full) - 2, 3, -1) if full[:size] in known), None)

    def certain(self, head: Head) -> Org | None:
        """What the lexicon of organs vouches for by itself."""
        if (found := self._party(head) or self._beside_part(head)) is not None:
            return found
        if not head.organs:
            return self._generic(head)
        return (
            self._part(head)
            or self._of_place(head)
            or self._of_level(head)
            or self._generic(head)
            or self._coordinated(head)
        )

    def _coordinated(self, head: Head) -> Org | None:
        """An organ without its place beside one that has it (自治区党委书记、人大常委会主任; 县委、政府)."""
        last = self.out[-1] if self.out else None
        if last is None or last.place is None or self.text[head.start - 1 : head.start] != "、":
            return None
        at = head.start - 1
        if last.end != at and (at not in self.ground.title_ends or head.start - last.end > _BARE_PLACE):
            return None
        division = self._at_level(divisions().find(last.place), head.organs)
        if division is None or division.name != last.place or last.kind not in _MAIN:
            return None
        name = organ_name(head.organs, division.name, self.scene.year, division.level)
        written = self.text[head.start : head.end]
        return Org(head.start, head.end, name or written, head.kind, division.name, "org.organ", head.source)

    def _part(self, head: Head) -> Org | None:
        """An organ directly behind the organization that it is part of (省政府办公厅)."""
        parent = self.org_ends.get(head.start)
        if parent is None or parent.name == _PARTY or parent.kind in _NO_PARTS.get(head.kind, ()):
            return None
        if not any("part" in o.levels or o.bare or o.kind in ("party", "discipline") for o in head.organs):
            return None
        return self._join(parent, head)

    def _party(self, head: Head) -> Org | None:
        """A committee of the party or the CPPCC: 中共…第一中学委员会, 中国人民政治协商会议…市委员会."""
        at = self._session(head.start)
        place = self.place_ends.get(at)
        whole = self.org_ends.get(place.start) if place is not None else None
        written = self.text[head.start : head.end]
        if place is not None and whole is not None and whole.name in _CENTRAL and written in _COMMITTEES:
            name = f"{whole.name}{place.full}{written}"
            return Org(whole.start, head.end, name, whole.kind, place.full, "org.organ", head.source)
        parent = self.org_ends.get(head.start)
        if parent is None or not self.text.startswith("中共", parent.start - 2):
            return None
        if written not in _COMMITTEES:
            return None
        name = f"中国共产党{parent.name}{written}"
        return Org(
            parent.start - 2, head.end, name, "party", parent.place, "org.part", head.source, parent=parent.name
        )

    def _generic(self, head: Head) -> Org | None:
        """An organ behind a common noun for the organization that the article is about (学校党委)."""
        if head.kind not in ("party", "discipline", "group") or len(self.text[head.start : head.end]) < 2:
            return None
        for size in (2, 1):
            word = self.text[max(0, head.start - size) : head.start]
            if (kind := _GENERIC.get(word)) is None or head.start - size in self.org_ends:
                continue
            whole = (o for o in reversed(self.out) if o.kind == kind and o.rule != "org.bare" and not o.parent)
            owner = self.scene.owner
            parent = owner if owner is not None and owner.kind == kind else next(whole, None)
            if parent is not None and (size > 1 or self.text[head.start - 2 : head.start - 1] not in _AND):
                return self._join(parent, head, head.start - size)
        return None

    def _join(self, parent: Org, head: Head, start: int | None = None) -> Org:
        """A part of ``parent``; from ``start``, where a common noun stands for the parent there."""
        if parent.end == head.start or start is not None:
            tail = self.text[head.start : head.end]
            name = organ_name(head.organs, parent.name, self.scene.year, "part") or parent.name + tail
        else:
            name = parent.name + self.text[parent.end : head.end]
        if name.endswith("办"):
            name += "公室"
        kind = head.kind if head.kind not in ("other", "government") and not head.internal else parent.kind
        begin = parent.start if start is None else start
        return Org(begin, head.end, name, kind, parent.place, "org.part", head.source, parent=parent.name)

    def _branch(self, whole: Org, start: int, head: Head) -> Org:
        """A branch named by its place behind the whole (某市公安局|某区分局)."""
        name = whole.name + self.text[start : head.end]
        return Org(whole.start, head.end, name, whole.kind, whole.place, "org.part", head.source, parent=whole.name)

    def _session(self, at: int) -> int:
        """Where an ordinal session before ``at`` begins (第十五届), or ``at``."""
        session = _ORDINAL.search(self.text, max(0, at - 6), at)
        return session.start() if session else at

    def _of_place(self, head: Head) -> Org | None:
        """An organ directly behind its place, a session between allowed."""
        place = self.place_ends.get(self._session(head.start))
        if place is None:
            return None
        branch_of = self.org_ends.get(place.start)
        if branch_of is not None and self.text[head.start] in "分支":
            return self._branch(branch_of, place.start, head)
        written = place.full + self.text[head.start : head.end]
        if place.level == "country":
            name = written
        else:
            name = organ_name(head.organs, place.full, self.scene.year, place.level) or written
        if head.kind in _OWN_NAMES and name not in self.text:
            name = self.text[place.start : head.end]
        return Org(
            place.start, head.end, name, head.kind, place.full, "org.organ", head.source,
            parent=_parent(name, place.full),
        )  # fmt: skip

    def _of_level(self, head: Head) -> Org | None:
        """An organ behind a bare level word: 市卫健委, 省十三届人大."""
        at = self._session(head.start)
        word = level_word(self.text, at)
        if word is None:
            return None
        start = at - len(word)
        division = divisions().meant(word, self.nearest(word, start))
        written = self.text[start : head.end]
        if division is None:
            return Org(start, head.end, written, head.kind, None, "org.organ", head.source)
        name = organ_name(head.organs, division.name, self.scene.year, division.level)
        if name is None or head.kind in _OWN_NAMES and name not in self.text:
            name = written
        return Org(
            start, head.end, name, head.kind, division.name, "org.organ", head.source,
            parent=_parent(name, division.name),
        )  # fmt: skip

    def nearest(self, word: str, at: int) -> Division | None:
        """Where a level word at ``at`` points: the article's place, or the nearest division before it."""
        last = self.out[-1] if self.out else None
        if last is not None and last.place and at - last.end <= _BARE_PLACE:
            near = divisions().find(last.place)
            if divisions().meant(word, near) is not None:
                return near
        here = self.scene.here
        if divisions().meant(word, here) is not None:
            return here
        known = [p for p in self.scene.places if p.division and divisions().meant(word, p.division)]
        before = [p for p in known if p.start < at]
        return (before[-1] if before else known[0]).division if known else None

    def _bare(self, head: Head) -> Org | None:
        """An organ without its place: that of the organization shortly before it, else the article's."""
        if not head.bare or head.end - head.start < 2:
            return None
        last = self.out[-1] if self.out else None
        beside = last is not None and last.rule == "org.organ" and head.start - last.end <= _BARE_PLACE
        owner = None if beside else self.scene.owner
        if owner is not None and head.kind in ("party", "discipline", "group", "government"):
            return self._join(owner, head, head.start)
        rows = tuple(o for o in head.organs if o.bare)
        near = last.place if last is not None and head.start - last.end <= _BARE_PLACE else None
        division = self._at_level(divisions().find(near) if near else None, rows)
        division = division or self._at_level(self.scene.here, rows) or self.scene.here
        written = self.text[head.start : head.end]
        if division is None:
            return Org(head.start, head.end, written, head.kind, None, "org.bare", head.source)
        name = organ_name(rows, division.name, self.scene.year, division.level) or written
        return Org(head.start, head.end, name, head.kind, division.name, "org.bare", head.source)

    def _department(self, head: Head) -> Org | None:
        """A department by its head alone before a post (拟任教学处副主任): part of the organization at hand."""
        if not head.internal or head.end - head.start < 3 or head.end not in self.ground.title_starts:
            return None
        parent = self._at_hand(head.start)
        written = self.text[head.start : head.end]
        if parent is None:
            return Org(head.start, head.end, written, head.kind, None, "org.bare", head.source)
        return self._join(parent, head, head.start)

    def _at_hand(self, at: int) -> Org | None:
        """The organization that a department named alone belongs to: the last whole one of the line, else the
        school or hospital that the article is about."""
        line = self.text.rfind("\n", 0, at) + 1
        for org in reversed(self.out):
            if org.start < line:
                break
            if org.parent is None and org.rule != "org.bare" and org.kind in _WITH_DEPARTMENTS:
                return org
        return self.scene.owner

    def _at_level(self, division: Division | None, rows: tuple[OrganForm, ...]) -> Division | None:
        """The innermost division from ``division`` outwards at which an organ of ``rows`` exists."""
        if division is None:
            return None
        chain = reversed(divisions().chain(division))
        return next((d for d in chain if any(d.level in o.levels for o in rows)), None)

    def proposals(self, head: Head) -> list[Proposal]:
        """The readings of a head as a built name; none where a longer head or a fixed body ends with it."""
        if not head.built or self.tried.get(head.end, head.start) != head.start:
            return []
        if self.body_ends.get(head.end, head.end) <= head.start:
            return []
        grade = "internal" if head.internal else "strong" if head.strong else "weak"
        found = proposals(self.ground, head.start, head.end, grade, self.anchors)
        if found:
            self.tried[head.end] = head.start
        return found

    def weighed(self, head: Head) -> tuple[float, Proposal] | None:
        """The likeliest reading of a head as a built name, with its log odds."""
        return best(self.proposals(head), "org_evidence", BONUS)

    def _built(self, head: Head) -> Org | None:
        """A name from its anchor or from a word edge to its head, where the evidence speaks for it."""
        top = self.weighed(head)
        if top is None:
            return None
        score, found = top
        written = self.text[found.start : found.end]
        beside = self._beside(found.start)
        if beside is not None and found.at not in ("parent", "place", "level") and score > -2.0:
            name = (beside.parent or "") + written
            return Org(
                found.start, found.end, name, beside.kind, beside.place, "org.part", head.source,
                parent=beside.parent,
            )  # fmt: skip
        if score < ENOUGH:
            return None
        if found.at == "parent":
            return self._join(self.org_ends[found.anchor], head)
        place: str | None = None
        name = written
        if found.at == "place":
            branch_of = self.org_ends.get(found.start)
            if branch_of is not None and (head.internal or self.text[head.start] in "分支"):
                return self._branch(branch_of, found.start, head)
            place = self.place_ends[found.anchor].full
        elif found.at == "level":
            word = self.text[found.start : found.anchor]
            division = divisions().meant(word, self.nearest(word, found.start))
            if division is not None:
                place = division.name
                if head.kind not in _OWN_NAMES:
                    name = division.name + self.text[found.anchor : found.end]
        return Org(found.start, found.end, name, head.kind, place, "org.built", head.source, score > 2.0 or bool(place))

    def _beside_part(self, head: Head) -> Org | None:
        """A part named by its head alone beside another part of the same organization (办公厅、参事室)."""
        if not (head.internal or head.bare) or head.end - head.start < 2:
            return None
        beside = self._beside(head.start)
        if beside is None or beside.parent is None:
            return None
        name = beside.parent + self.text[head.start : head.end]
        return Org(
            head.start, head.end, name, beside.kind, beside.place, "org.part", head.source, parent=beside.parent
        )

    def _beside(self, start: int) -> Org | None:
        """The part of an organization that a coordinated part stands beside (省政府办公厅、参事室)."""
        if self.text[start - 1 : start] not in _AND:
            return None
        before = self.org_ends.get(start - 1)
        return before if before is not None and before.parent else None


def _parent(name: str, place: str) -> str | None:
    """The organ of a place whose full name begins the name of one of its parts."""
    for template in _WHOLES:
        whole = template.format(place=place)
        if name.startswith(whole) and name != whole:
            return whole
    return None
