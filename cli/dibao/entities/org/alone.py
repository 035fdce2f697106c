"""Organs and departments that stand alone, without the place or the organization that they belong to."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dibao.entities.built.ground import Ground
from dibao.entities.org import parts
from dibao.entities.org.heads import OWN_NAMES, Head, words
from dibao.language.words import cut, logp
from dibao.names import organ_name
from dibao.scene import Org
from dibao.tables.divisions import divisions
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_WITH_DEPARTMENTS = frozenset(
    ("school", "hospital", "company", "government", "court", "procuratorate", "media")
)
_OF_OWNERS = frozenset(("party", "discipline", "group", "government"))
"""Kinds of organs that a school or a hospital has as well."""

_SECTIONS = frozenset("科股处队所")
_SECTION = lazily(r"(.*(?:局|厅|政府|委员会|院|公司|集团))[^局厅]{2,8}[科股处队所]\Z")
"""The name of a section, and whose it is as a group."""

_OFFICE = "办公室"
_OF_MANY = frozenset((_OFFICE, "办公厅"))
"""What more than one central body has."""

_HAS_OFFICE = lazily(
    r"(?P<body>(?:领导|工作)?小组|委员会|指挥部|专班|制)(?:下设|的)?(?:综合)?办公室(?=[,、]|设在|设于|主任)"
)
_NEAR = 200
"""Organizations before an office among which its body is looked for."""
_REACH = 200
"""Characters of a line before an office's head that may say whose it is, at most."""
_PART = frozenset(("part",))


def bare(r: Reader, head: Head) -> Org | None:
    """An organ without its place: that of the organization shortly before it, else the article's."""
    if not head.form.bare or head.end - head.start < 2 or runs_on(r.ground, head.start, head.end):
        return None
    last = r.out[-1] if r.out else None
    beside = last is not None and last.rule == "org.organ" and head.start - last.end <= parts.NEAR_PLACE
    if not beside and head.form.kind in _OF_OWNERS and (owner := r.owner()) is not None:
        return parts.join(r, owner, head, head.start)
    rows = tuple(o for o in head.form.organs if o.bare)
    written = r.text[head.start : head.end]
    if all(row.levels == _PART for row in rows):  # 校团委: nothing but its parent could complete it
        return Org(head.start, head.end, written, head.form.kind, None, "org.bare", head.form.source)
    if (national := _national(r, written)) is not None:
        return national._replace(start=head.start, end=head.end)
    near = (
        last.place
        if last is not None and _governs(last) and head.start - last.end <= parts.NEAR_PLACE
        else None
    )
    division = parts.at_level(r, divisions().find(near) if near else None, rows)
    division = division or parts.at_level(r, r.scene.here, rows) or r.scene.here
    if division is None:
        return _central(r, head) or Org(
            head.start, head.end, written, head.form.kind, None, "org.bare", head.form.source
        )
    name = organ_name(rows, division.name, r.scene.year, division.level) or written
    return Org(head.start, head.end, name, head.form.kind, division.name, "org.bare", head.form.source)


def _central(r: Reader, head: Head) -> Org | None:
    """The nation's organ of that name, where what governs in the text so far is the nation's (统计局 for 国家统计局)."""
    written, known, year = r.text[head.start : head.end], r.scene.gazetteer, r.scene.year or 9000
    near = islice(reversed(r.out), _NEAR)
    last = next((o for o in near if o.place is not None and _governs(o)), None)
    if last.place != "中国" if last is not None else not written.endswith("委"):
        return None
    party = head.form.kind in ("party", "discipline")
    if written in _OF_MANY or (party and (last is None or last.kind != head.form.kind)):
        return None
    idea = written == "政协" and head.end not in r.ground.title_starts
    for before in ("人民",) if idea else words("central"):
        whole = before + written
        for start, end, at in known.matcher.find(whole):
            body = known.body[at] if end - start == len(whole) and "body" in known.classes(at) else None
            if body is not None and body.since <= year <= body.until:
                return Org(head.start, head.end, body.full, body.kind, "中国", "org.bare", body.source)
    return None


def _national(r: Reader, written: str) -> Org | None:
    """The nation's organ that a text of no city has named in full before (国家发改委 … 发改委)."""
    if r.scene.here is not None and r.scene.here.level != "province":
        return None
    near = islice(reversed(r.out), _NEAR)
    same = (o for o in near if o.kind == "government" and r.text.endswith(written, o.start, o.end))
    last = next(same, None)
    if last is None or last.rule != "org.body" or last.place != "中国" or last.parent is not None:
        return None
    return last._replace(rule="org.bare")


def _governs(org: Org) -> bool:
    """Whether an organization's place is that of organs near it: 北京市 is not that of 清华大学教授、政协委员."""
    return org.firm and org.kind not in OWN_NAMES


def runs_on(g: Ground, start: int, end: int) -> bool:
    """Whether the last character of an organ's form belongs to the word behind it (宣传|部署, 组织|部分)."""
    if end in g.title_starts or logp(g.text[end - 1 : end + 1]) is None:
        return False
    return all(edge != end for _, edge in cut(g.text, start, min(len(g.text), end + 2)))


def department(r: Reader, head: Head) -> Org | None:
    """A department by its head alone before a post (拟任教学处副主任): part of the organization at hand."""
    if not head.form.internal or head.end - head.start < 3 or head.end not in r.ground.title_starts:
        return None
    head = _whole(r, head)
    written = r.text[head.start : head.end]
    if written == _OFFICE and (office := _set_up(r, head)) is not None:
        return office
    parent = _at_hand(r, head.start)
    if parent is not None and written[-1] in _SECTIONS and (whole := _SECTION.match(parent.name)):
        parent = parent._replace(name=whole[1])  # a section stands beside another, not in it
    if parent is None:
        return Org(head.start, head.end, written, head.form.kind, None, "org.bare", head.form.source)
    return parts.join(r, parent, head, head.start)


def _whole(r: Reader, head: Head) -> Head:
    """The head with a field before it that has such a department too (技术|质量科: there is a 技术科)."""
    start, end, _ = head
    known = r.scene.gazetteer
    form = r.text[start - 2 : start] + r.text[end - 1]
    wider = any(stop - at == 3 and "suffix" in known.classes(n) for at, stop, n in known.matcher.find(form))
    return head._replace(start=start - 2) if wider and form[2] in _SECTIONS else head


def _set_up(r: Reader, head: Head) -> Org | None:
    """The office that the line says a body has, wherever it sits (领导小组下设办公室,办公室设在某局)."""
    line = max(r.text.rfind("\n", 0, head.start) + 1, head.start - _REACH)
    told = _HAS_OFFICE.search(r.text, line, head.start)
    if told is None:
        return None
    if (office := r.org_ends.get(told.end())) is not None:
        return office._replace(start=head.start, end=head.end, rule="org.part")
    bodies = (org for org in islice(reversed(r.out), _NEAR) if org.name.endswith(told["body"]))
    body = max(bodies, key=lambda org: len(org.name), default=None)
    return None if body is None else parts.join(r, body, head, head.start)


def _at_hand(r: Reader, at: int) -> Org | None:
    """The organization that a department named alone belongs to: the last whole one of the line, else the
    school or hospital that the article is about, else the one shortly before it."""
    line, last = r.text.rfind("\n", 0, at) + 1, None
    for org in reversed(r.out):
        if org.start < line:
            break
        if org.parent is None and org.rule != "org.bare" and org.kind in _WITH_DEPARTMENTS:
            return org
        last = org if last is None and at - org.end <= parts.NEAR_PLACE and org.rule != "org.bare" else last
    return r.owner() or last
