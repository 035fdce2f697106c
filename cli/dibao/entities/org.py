"""Organizations: organs of a place, bodies with fixed names, names built to a suffix, parts of a parent.

Every head (an organ's form, a suffix) is tried from left to right of the text, and its left edge is argued
for: a parent that ends there, a place, an ordinal session, a level word (市卫健委), at last the words between
the head and the nearest word that cannot stand in a name. A suffix alone is no evidence.
"""

from __future__ import annotations

import re
from bisect import insort
from typing import NamedTuple

from dibao.divisions import Division, divisions
from dibao.entities.built import Proposal, best, ground, level_word, proposals, stands
from dibao.gazetteer import Hit, OrganForm
from dibao.names import organ_name
from dibao.rules import Rule
from dibao.scene import Org, Scene

RULES = (
    Rule(
        "org.organ",
        "org",
        "An organ of a place or of a level word, completed by the place of the article.",
        (
            "[市卫健委](org=衡阳市卫生健康委员会)通报了情况。",
            "[湖南省人民政府](org)批复同意。",
            "[衡阳市第十六届人大常委会](org=衡阳市人民代表大会常务委员会)举行会议。",
        ),
        ("各市委员名单。",),
    ),
    Rule(
        "org.bare",
        "org",
        "An organ that stands without its place; the article's place completes it.",
        ("县委常委、[宣传部](org)部长石鸣谦讲话。",),
    ),
    Rule("org.body", "org", "A body with a fixed name.", ("[国务院](org)印发通知。",), ("国务繁忙。",)),
    Rule(
        "org.part",
        "org",
        "A part of the organization that stands before it.",
        ("[省政府办公厅](org=湖南省人民政府办公厅)发文。",),
    ),
    Rule(
        "org.built",
        "org",
        "A name that ends in an organization's head word, from a place or a word edge on.",
        ("[衡阳云帆机械制造有限公司](org)投产。", "[常宁市晨光学校](org)开学。"),
        ("县里有中学两所。", "运维者所见略同。"),
    ),
    Rule(
        "org.memory",
        "org",
        "A shorter form of an organization that the article has named in full, or a form it introduces.",
        ("[常宁市晨光学校](org)开学。[晨光学校](org=常宁市晨光学校)有学生三百人。",),
    ),
)

_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}届\Z")
_ALIAS = re.compile(r"\((?:以?下(?:统)?简称|简称)[:“‘]{0,2}([^()“”‘’]{2,16})[”’]?\)")


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


def find(scene: Scene) -> list[Org]:
    """All organizations of an article in text order, the widest of overlapping ones."""
    return Finder(scene).run()


class Finder:
    """Reads the heads of one article in order; what it has accepted is ground for what follows."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.ground = ground(scene, "org_reject")
        self.place_ends = {p.end: p for p in scene.places}
        self.org_ends: dict[int, Org] = {}
        self.anchors = sorted((p.end, p.start, "place") for p in scene.places)
        self.out: list[Org] = []

    def run(self) -> list[Org]:
        for item in self.todo():
            org = self.read(item)
            if org is not None:
                self.accept(org)
        self._remember()
        return self.out

    def todo(self) -> list[Head | Hit]:
        """Heads and fixed bodies in the order in which they are read: by end, the longer first."""
        heads = [h for h in self._heads() if stands(self.ground, h.start, h.end, h.strong)]
        return sorted([*heads, *self.scene.hits["body"]], key=lambda h: (h.end, h.start))

    def read(self, item: Head | Hit) -> Org | None:
        """The organization that ends with a head or body, or None."""
        return self._head(item) if isinstance(item, Head) else self._body(item.start, item.end, item.form)

    def accept(self, org: Org) -> None:
        """Keep an organization unless one that stands already covers it; drop those that it covers."""
        before = self.org_ends.get(org.end)
        if before is not None and before.start <= org.start:
            return
        while self.out and self.out[-1].start >= org.start:
            self.out.pop()
        if self.out and self.out[-1].end > org.start:
            return
        self.out.append(org)
        self.org_ends[org.end] = org
        insort(self.anchors, (org.end, org.start, "parent"))

    def _heads(self) -> list[Head]:
        g = self.scene.gazetteer
        suffixes = {(h.start, h.end): g.suffix[h.form] for h in self.scene.hits["suffix"]}
        heads = []
        for h in self.scene.hits["organ"]:
            organs = g.organ[h.form]
            suffix = suffixes.pop((h.start, h.end), None)
            strong, internal = (suffix.strong, suffix.internal) if suffix else (True, False)
            bare = any(o.bare for o in organs)
            heads.append(
                Head(
                    h.start,
                    h.end,
                    organs,
                    organs[0].kind,
                    strong,
                    internal,
                    bare,
                    suffix is not None,
                    organs[0].source,
                )
            )
        for (start, end), s in suffixes.items():
            heads.append(Head(start, end, (), s.kind, s.strong, s.internal, False, True, s.source))
        return heads

    def _body(self, start: int, end: int, form: int) -> Org | None:
        body = self.scene.gazetteer.body[form]
        text = self.text
        if (session := _ORDINAL.search(text, max(0, start - 6), start)) and body.kind in (
            "congress",
            "cppcc",
        ):
            start = session.start()
        elif (
            text.startswith("国家", start - 2)
            and body.kind == "government"
            and not body.form.startswith("国")
        ):
            start -= 2
        return Org(
            start, end, body.full, body.kind, body.place or None, "org.body", body.source, not body.ambiguous
        )

    def _head(self, head: Head) -> Org | None:
        return self.certain(head) or self._built(head) or self._bare(head)

    def certain(self, head: Head) -> Org | None:
        """What the lexicon of organs vouches for by itself."""
        return self._part(head) or self._of_place(head) or self._of_level(head) if head.organs else None

    def _part(self, head: Head) -> Org | None:
        """A head directly behind its parent (省政府办公厅), or with a few words between (附属第二医院)."""
        parent = self.org_ends.get(head.start)
        if parent is None or parent.kind == "congress" and head.kind == "party":
            return None
        if not any("part" in o.levels or o.bare for o in head.organs):
            return None
        if head.kind in ("congress", "cppcc", "court", "procuratorate", "discipline") and (
            parent.kind in ("party", "discipline", "congress", "cppcc")
        ):
            return None
        return self._join(parent, head)

    def _join(self, parent: Org, head: Head) -> Org:
        tail = self.text[parent.end : head.end]
        name = (
            organ_name(head.organs, parent.name, self.scene.year, "part")
            if parent.end == head.start
            else None
        )
        kind = head.kind if head.kind not in ("other", "government") and not head.internal else parent.kind
        return Org(
            parent.start, head.end, name or parent.name + tail, kind, parent.place, "org.part", head.source
        )

    def _of_place(self, head: Head) -> Org | None:
        """An organ directly behind its place, a session between or 中共 before allowed."""
        at = head.start
        if session := _ORDINAL.search(self.text, max(0, at - 6), at):
            at = session.start()
        place = self.place_ends.get(at)
        if place is None:
            return None
        start = place.start - 2 if self.text.startswith("中共", place.start - 2) else place.start
        full = place.full
        name = organ_name(head.organs, full, self.scene.year, level=place.level)
        return Org(
            start,
            head.end,
            name or full + self.text[head.start : head.end],
            head.kind,
            full,
            "org.organ",
            head.source,
        )

    def _of_level(self, head: Head) -> Org | None:
        """An organ behind a bare level word: 市卫健委, 省十三届人大."""
        at = head.start
        if session := _ORDINAL.search(self.text, max(0, at - 6), at):
            at = session.start()
        word = level_word(self.text, at)
        if word is None:
            return None
        start = at - len(word)
        division = divisions().meant(word, self.nearest(word, start))
        full = division.name if division else None
        name = (
            organ_name(head.organs, full, self.scene.year, level=division.level if division else None)
            if full
            else None
        )
        return Org(
            start, head.end, name or self.text[start : head.end], head.kind, full, "org.organ", head.source
        )

    def nearest(self, word: str, at: int) -> Division | None:
        """Where a level word at ``at`` points: the article's place, or the nearest division before it."""
        here = self.scene.here
        if divisions().meant(word, here) is not None:
            return here
        for place in reversed(self.scene.places):
            if place.start < at and place.division is not None and divisions().meant(word, place.division):
                return place.division
        for place in self.scene.places:
            if place.division is not None and divisions().meant(word, place.division):
                return place.division
        return None

    def _bare(self, head: Head) -> Org | None:
        if not head.bare or head.end - head.start < 2:
            return None
        rows = [o for o in head.organs if o.bare]
        here = self.scene.here
        full = here.name if here else None
        name = (
            organ_name(tuple(rows), full, self.scene.year, level=here.level if here else None)
            if full
            else None
        )
        return Org(
            head.start,
            head.end,
            name or self.text[head.start : head.end],
            head.kind,
            full,
            "org.bare",
            head.source,
        )

    def proposals(self, head: Head) -> list[Proposal]:
        """The readings of a head as a built name."""
        if not head.built:
            return []
        grade = "internal" if head.internal else "strong" if head.strong else "weak"
        return proposals(self.ground, head.start, head.end, grade, self.anchors)

    def _built(self, head: Head) -> Org | None:
        """A name from its anchor or from a word edge to its head, where the evidence speaks for it."""
        top = best(self.proposals(head), "org_evidence")
        if top is None or top[0] < 0.0:
            return None
        found = top[1]
        written = self.text[found.start : found.end]
        if found.at == "parent":
            return self._join(self.org_ends[found.anchor], head)
        if found.at == "place":
            place = self.place_ends[found.anchor]
            return Org(found.start, found.end, written, head.kind, place.full, "org.built", head.source)
        if found.at == "level":
            word = self.text[found.start : found.anchor]
            division = divisions().meant(word, self.nearest(word, found.start))
            name = (division.name if division else word) + self.text[found.anchor : found.end]
            return Org(
                found.start,
                found.end,
                name,
                head.kind,
                division.name if division else None,
                "org.built",
                head.source,
            )
        return Org(found.start, found.end, written, head.kind, None, "org.built", head.source, top[0] > 2.0)

    def _remember(self) -> None:
        """Find again what the article has named: aliases it introduces, full names without their place."""
        known: dict[str, Org] = {}
        for alias in _ALIAS.finditer(self.text):
            if (org := self.org_ends.get(alias.start())) is not None:
                known[alias[1]] = org
                self._again(alias[1], org, alias.start(1), alias.end(1))
        for org in self.out:
            if org.rule != "org.built" or org.place is None:
                continue
            for place in self.scene.places:
                if place.start == org.start and org.end - place.end >= 4:
                    known.setdefault(self.text[place.end : org.end], org)
        for form, org in known.items():
            at = self.text.find(form)
            while at >= 0:
                self._again(form, org, at, at + len(form))
                at = self.text.find(form, at + len(form))
        self.out.sort()

    def _again(self, form: str, org: Org, start: int, end: int) -> None:
        if any(o.start <= start and end <= o.end for o in self.out):
            return
        self.out = [o for o in self.out if o.end <= start or o.start >= end]
        self.out.append(org._replace(start=start, end=end, rule="org.memory"))
