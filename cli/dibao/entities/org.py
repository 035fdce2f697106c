"""Organizations: organs of a place, bodies with fixed names, names built to a suffix, parts of a parent.

Every head (an organ's form, a suffix) is tried from left to right of the text, and its left edge is argued
for: a parent that ends there, a place, an ordinal session, a level word (市卫健委), at last the words between
the head and the nearest word that cannot stand in a name. A suffix alone is no evidence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dibao.divisions import LEVEL_OF_WORD, Division, divisions
from dibao.gazetteer import OrganForm
from dibao.names import organ_name
from dibao.rules import Rule
from dibao.scene import Org, Place, Scene
from dibao.words import cut, words

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

_GAP = 24
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}届\Z")
_BREAK = re.compile(r"[,。、;:!?\n ()《》“”…—]")
_CONTENT = re.compile(r"[\u3400-\u9fff\dA-Za-z·&\-“”‘’()〇+.]*+\Z")
_CLOSED = (("“", "”"), ("(", ")"), ("‘", "’"))
_NO_LEVEL_BEFORE = frozenset("全各城都闹超股夜楼门县省地区")
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
    source: str


def find(scene: Scene) -> list[Org]:
    """All organizations of an article in text order, the widest of overlapping ones."""
    finder = _Finder(scene)
    return finder.run()


class _Finder:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.place_ends = {p.end: p for p in scene.places}
        self.org_ends: dict[int, Org] = {}
        self.out: list[Org] = []
        self.stops = {
            (h.start, h.end): scene.gazetteer.cue.get(h.form, "soft") for h in scene.hits["stop"]
        }
        self.titles = {(t.start, t.end) for t in scene.titles}
        self.fixed = bytearray(len(scene.text) + 1)
        """1 where a date or an amount stands, 2 where a title does."""
        for span in (*scene.dates, *scene.money):
            self.fixed[span.start : span.end] = b"\1" * (span.end - span.start)
        for title in scene.titles:
            self.fixed[title.start : title.end] = b"\2" * (title.end - title.start)

    def run(self) -> list[Org]:
        rejects: dict[int, int] = {}
        for r in self.scene.hits["org_reject"]:
            rejects[r.end] = min(r.start, rejects.get(r.end, r.start))
        todo: list[tuple[int, int, Head | None, int]] = []
        for head in self._heads():
            if rejects.get(head.end, head.end) <= head.start and rejects.get(head.end) is not None:
                continue
            if self.fixed[head.end - 1] or self._word_goes_on(head):
                continue
            todo.append((head.end, head.start, head, -1))
        for hit in self.scene.hits["body"]:
            todo.append((hit.end, hit.start, None, hit.form))
        for end, start, head, form in sorted(todo, key=lambda item: item[:2]):
            org = self._body(start, end, form) if head is None else self._head(head)
            if org is not None:
                self._accept(org)
        self._remember()
        return self.out

    def _accept(self, org: Org) -> None:
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

    def _word_goes_on(self, head: Head) -> bool:
        """Whether the head's last character begins an ordinary word that runs on (部 of 部门, 会 of 会见)."""
        if len(self.text) == head.end or head.end - head.start > 1 and head.strong:
            return False
        logp = words().logp
        longer = logp.get(self.text[head.end - 1 : head.end + 1])
        if longer is None or self.fixed[head.end] == 2 and self.fixed[head.end - 1] != 2:
            return False
        following = max(logp.get(self.text[head.end : head.end + n], -30.0) for n in (2, 3))
        return longer > following - 2.0

    def _heads(self) -> list[Head]:
        g = self.scene.gazetteer
        heads = [
            Head(
                h.start, h.end, g.organ[h.form], g.organ[h.form][0].kind, True, False,
                any(o.bare for o in g.organ[h.form]), g.organ[h.form][0].source,
            )
            for h in self.scene.hits["organ"]
        ]  # fmt: skip
        taken = {(h.start, h.end) for h in heads}
        for h in self.scene.hits["suffix"]:
            if (h.start, h.end) not in taken:
                s = g.suffix[h.form]
                heads.append(Head(h.start, h.end, (), s.kind, s.strong, s.internal, False, s.source))
        return heads

    def _body(self, start: int, end: int, form: int) -> Org | None:
        body = self.scene.gazetteer.body[form]
        text = self.text
        if (session := _ORDINAL.search(text, max(0, start - 6), start)) and body.kind in ("congress", "cppcc"):
            start = session.start()
        elif text.startswith("国家", start - 2) and body.kind == "government" and not body.form.startswith("国"):
            start -= 2
        return Org(start, end, body.full, body.kind, body.place or None, "org.body", body.source, not body.ambiguous)

    def _head(self, head: Head) -> Org | None:
        return (
            self._part(head)
            or self._of_place(head)
            or self._of_level(head)
            or self._built(head)
            or self._bare(head)
        )

    def _part(self, head: Head) -> Org | None:
        """A head directly behind its parent (省政府办公厅), or with a few words between (附属第二医院)."""
        parent = self.org_ends.get(head.start)
        if parent is None:
            return None
        if head.organs and not any("part" in o.levels or o.bare for o in head.organs):
            return None
        if head.organs and head.kind in ("congress", "cppcc", "court", "procuratorate", "discipline") and (
            parent.kind in ("party", "discipline", "congress", "cppcc")
        ):
            return None
        return self._join(parent, head)

    def _join(self, parent: Org, head: Head) -> Org:
        tail = self.text[parent.end : head.end]
        name = organ_name(head.organs, parent.name, self.scene.year, "part") if parent.end == head.start else None
        kind = head.kind if head.kind not in ("other", "government") and not head.internal else parent.kind
        return Org(parent.start, head.end, name or parent.name + tail, kind, parent.place, "org.part", head.source)

    def _of_place(self, head: Head) -> Org | None:
        """An organ directly behind its place, a session between or 中共 before allowed."""
        if not head.organs:
            return None
        at = head.start
        if session := _ORDINAL.search(self.text, max(0, at - 6), at):
            at = session.start()
        place = self.place_ends.get(at)
        if place is None:
            return None
        start = place.start - 2 if self.text.startswith("中共", place.start - 2) else place.start
        full = place.full
        name = organ_name(head.organs, full, self.scene.year, level=place.level)
        return Org(start, head.end, name or full + self.text[head.start : head.end], head.kind, full, "org.organ", head.source)

    def _of_level(self, head: Head) -> Org | None:
        """An organ behind a bare level word: 市卫健委, 省十三届人大."""
        if not head.organs:
            return None
        at = head.start
        if session := _ORDINAL.search(self.text, max(0, at - 6), at):
            at = session.start()
        word = self.level_word(at)
        if word is None:
            return None
        start = at - len(word)
        division = divisions().meant(word, self.nearest(word, start))
        full = division.name if division else None
        name = organ_name(head.organs, full, self.scene.year, level=division.level if division else None) if full else None
        return Org(start, head.end, name or self.text[start : head.end], head.kind, full, "org.organ", head.source)

    def level_word(self, end: int) -> str | None:
        """The level word that ends at ``end`` and stands for a division by itself, else None."""
        text = self.text
        for word in ("自治区", "街道"):
            if text.endswith(word, 0, end):
                return word
        if end < 1 or text[end - 1] not in LEVEL_OF_WORD:
            return None
        if end > 1 and text[end - 2] in _NO_LEVEL_BEFORE:
            return None
        return text[end - 1]

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
        name = organ_name(tuple(rows), full, self.scene.year, level=here.level if here else None) if full else None
        return Org(head.start, head.end, name or self.text[head.start : head.end], head.kind, full, "org.bare", head.source)

    def _built(self, head: Head) -> Org | None:
        """A name from its anchor (a parent, a place, a level word) or from a word edge to its head."""
        low = max(0, head.start - _GAP)
        content = self._content_start(low, head.start)
        for at in range(head.start, content - 1, -1):
            parent = self.org_ends.get(at)
            if parent is not None and at < head.start and (head.internal or head.strong) and self._gap(at, head, 12):
                return self._join(parent, head)
            place = self.place_ends.get(at)
            if place is not None and self._gap(at, head, 20 if head.strong else 8):
                if at == head.start and not head.strong and head.end - head.start < 2:
                    continue
                return self._anchored(place, head)
            if at < head.start and (word := self.level_word(at)) and self._edge(at - len(word)) and self._gap(at, head, 20):
                division = divisions().meant(word, self.nearest(word, at))
                start = at - len(word)
                name = (division.name if division else word) + self.text[at : head.end]
                return Org(start, head.end, name, head.kind, division.name if division else None, "org.built", head.source)
        return self._unanchored(head, content)

    def _anchored(self, place: Place, head: Head) -> Org:
        parent = self.org_ends.get(place.start)
        start = parent.start if parent is not None and head.internal else place.start
        name = (parent.name if parent is not None and head.internal else "") + self.text[place.start : head.end]
        return Org(start, head.end, name, head.kind, place.full, "org.built", head.source)

    def _edge(self, at: int) -> bool:
        """Whether a name may begin at ``at``: after a break, an entity or a word that ends names."""
        if at <= 0 or _BREAK.match(self.text, at - 1):
            return True
        if any(t[1] == at for t in self.titles) or at in self.org_ends or at in self.place_ends:
            return True
        return any((at - size, at) in self.stops for size in (1, 2, 3))

    def _content_start(self, low: int, end: int) -> int:
        """How far left from ``end`` the characters allow a name; quotes and brackets count in pairs."""
        run = _CONTENT.search(self.text, low, end)
        start = run.start() if run else end
        start = max(start, self.fixed.rfind(b"\1", start, end) + 1, self.fixed.rfind(b"\2", start, end) + 1)
        for opening, closing in _CLOSED:
            last = self.text.rfind(opening, start, end)
            if last >= 0 and self.text.count(opening, start, end) > self.text.count(closing, start, end):
                start = last + 1
            first = self.text.rfind(closing, start, end)
            if first >= 0 and self.text.count(closing, start, end) > self.text.count(opening, start, end):
                start = first + 1
        return start

    def _gap(self, start: int, head: Head, longest: int) -> bool:
        """Whether the words between an anchor and the head can belong to a name."""
        if head.start - start > longest:
            return False
        if start == head.start:
            return True
        for a, b in cut(self.text, start, head.start):
            strength = self.stops.get((a, b))
            if strength == "hard" or (strength == "soft" and not head.strong) or (a, b) in self.titles:
                return False
        return True

    def _unanchored(self, head: Head, content: int) -> Org | None:
        """A name without a place before it: from the word edge on, where it reads as a name."""
        if head.organs or head.internal and not head.strong:
            return None
        tokens = cut(self.text, content, head.start)
        left = head.start
        for a, b in reversed(tokens):
            if (a, b) in self.stops or (a, b) in self.titles or words().tag.get(self.text[a:b], "x")[0] in "pcudr":
                break
            left = a
        size = head.start - left
        tags = [words().tag.get(self.text[a:b], "x") for a, b in tokens if a >= left]
        unknown = any(t == "x" or t.startswith("n") and len(t) > 1 for t in tags) or any(
            b - a == 1 for a, b in tokens if a >= left
        )
        if size < 2 or size > 16 or (not head.strong and (not unknown or size > 8)):
            return None
        return Org(left, head.end, self.text[left : head.end], head.kind, None, "org.built", head.source, head.strong)

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
