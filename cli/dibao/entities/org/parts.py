"""Readings that the lexicons vouch for: organs of a place or a level word, parts of a parent, departments.

Each takes the reader with what it has accepted so far, and a head; None where the reading does not hold.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dibao.entities.built import level_word
from dibao.entities.org import stationed, unlisted
from dibao.entities.org.heads import OWN_NAMES, OWNERS, Head, session, words
from dibao.names import organ_name, whole
from dibao.scene import Org
from dibao.tables.divisions import Division, divisions
from dibao.tables.forms import OrganForm

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_AND = frozenset("、和与及")

_NO_PARTS = {
    "congress": frozenset(("party", "discipline", "congress", "cppcc")),
    "cppcc": frozenset(("party", "discipline", "congress", "cppcc")),
    "court": frozenset(("party", "discipline", "congress", "cppcc", "government")),
    "procuratorate": frozenset(("party", "discipline", "congress", "cppcc", "court")),
    "discipline": frozenset(("congress", "cppcc", "discipline")),
}
"""For a head's kind, the kinds of organizations that it stands beside and not in (省纪委|监委)."""

_PARTY = "中国共产党"

_CENTRAL = frozenset((_PARTY, "中国人民政治协商会议"))

_LEVEL_ENDS = frozenset("省市县区州盟旗镇乡村")
_TOWNS = ("镇", "乡", "街道")

_NAME_SIZES = (2, 3, 4)
"""Characters of a Chinese name."""
_MAIN = frozenset(("party", "government", "congress", "cppcc"))

_SECTIONS = frozenset("部处科室所庭局会院系司站组心")

_NEAR = 50
"""So many organizations back a common noun (学校) looks for the one that it stands for."""

NEAR_PLACE = 24
"""How many characters an organ's place may stand before a bare organ (省委常委、政法委书记)."""


def _held(r: Reader, at: int, head: Head) -> bool:
    """Whether a post ends there, or its holder's name, and another post follows the head (某大队大队长甲、某大队教导员)."""
    ends = r.ground.title_ends
    return at in ends or (
        head.end in r.ground.title_starts and any(at - size in ends for size in _NAME_SIZES)
    )


def coordinated(r: Reader, head: Head) -> Org | None:
    """An organ without its place beside one that has it (自治区党委书记、人大常委会主任; 县委、政府)."""
    last = r.out[-1] if r.out else None
    if last is None or last.place is None or r.text[head.start - 1 : head.start] not in _AND:
        return None
    at = head.start - 1
    listed = r.text[at] == "、" and head.start - last.end <= NEAR_PLACE and _held(r, at, head)
    if last.kind not in _MAIN or (last.end != at and not listed):
        return None
    place, rows = last.place, head.form.organs
    if place.endswith(_TOWNS):
        level = "township" if any("township" in row.levels for row in rows) else None
    else:
        division = at_level(r, divisions().find(place), rows)
        level = division.level if division is not None and division.name == place else None
    if level is None:
        return None
    name = organ_name(rows, place, r.scene.year, level) or r.text[head.start : head.end]
    return Org(head.start, head.end, name, head.form.kind, place, "org.organ", head.form.source)


def of_session(r: Reader, head: Head) -> Org | None:
    """A congress by its session or before a post, without its place (第十四届人民代表大会常务委员会主任)."""
    at = session(r.text, head.start)
    if head.form.kind != "congress":
        return None
    if at == head.start and (head.end - at < 3 or head.end not in r.ground.title_starts):
        return None  # 人大|代表
    near = (divisions().find(o.place) for o in islice(reversed(r.out), _NEAR) if o.place and o.kind in _MAIN)
    division = at_level(r, next(near, None) or r.scene.here, head.form.organs)
    if division is None:
        return None
    name = organ_name(head.form.organs, division.name, r.scene.year, division.level)
    if name is None:
        return None
    return Org(at, head.end, name, head.form.kind, division.name, "org.organ", head.form.source)


def part(r: Reader, head: Head) -> Org | None:
    """An organ directly behind the organization that it is part of (省政府办公厅)."""
    parent = r.org_ends.get(head.start)
    if parent is None or parent.name == _PARTY or parent.kind in _NO_PARTS.get(head.form.kind, ()):
        return None
    if not any("part" in o.levels or o.bare or o.kind in ("party", "discipline") for o in head.form.organs):
        return None
    return join(r, parent, head)


def section(r: Reader, head: Head) -> Org | None:
    """A section by its full word directly behind the organization that it is part of (某公司|财务部)."""
    if not head.form.internal or head.end - head.start < 3 or r.text[head.end - 1] not in _SECTIONS:
        return None
    parent = r.org_ends.get(head.start)
    return None if parent is None or not parent.firm or parent.name == _PARTY else join(r, parent, head)


def party(r: Reader, head: Head) -> Org | None:
    """A committee of the party or the CPPCC: 中共…第一中学委员会, 中国人民政治协商会议…市委员会."""
    at = session(r.text, head.start)
    place = r.place_ends.get(at)
    whole = r.org_ends.get(place.start) if place is not None else None
    written = r.text[head.start : head.end]
    if place is not None and written == "委员会" and r.text.endswith("政协", 0, place.start):
        name = f"中国人民政治协商会议{place.full}委员会"
        return Org(place.start - 2, head.end, name, "cppcc", place.full, "org.organ", head.form.source)
    if place is not None and whole is not None and whole.name in _CENTRAL and written in words("committee"):
        name = f"{whole.name}{place.full}{written}"
        return Org(whole.start, head.end, name, whole.kind, place.full, "org.organ", head.form.source)
    parent = r.org_ends.get(head.start)
    if parent is None or not r.text.endswith("中共", 0, parent.start):
        return None
    if written not in words("committee"):
        return None
    name = f"中国共产党{parent.name}{written}"
    return Org(
        parent.start - 2,
        head.end,
        name,
        "party",
        parent.place,
        "org.part",
        head.form.source,
        parent=parent.name,
    )


def generic(r: Reader, head: Head) -> Org | None:
    """An organ behind a common noun for the organization that the article is about (学校党委)."""
    if head.form.kind not in ("party", "discipline", "group") or len(r.text[head.start : head.end]) < 2:
        return None
    for size in (2, 1)[head.start < 2 :]:
        word = r.text[head.start - size : head.start]
        if (kind := words("common").get(word)) is None or head.start - size in r.org_ends:
            continue
        near = islice(reversed(r.out), _NEAR)
        whole = (o for o in near if o.kind == kind and o.rule != "org.bare" and not o.parent)
        owner = r.owner() if kind in OWNERS else None
        parent = owner if owner is not None and owner.kind == kind else next(whole, None)
        if parent is not None and (size > 1 or r.text[head.start - 2 : head.start - 1] not in _AND):
            return join(r, parent, head, head.start - size)
    return None


def join(r: Reader, parent: Org, head: Head, start: int | None = None) -> Org:
    """A part of ``parent``; from ``start``, where a common noun stands for the parent there."""
    if parent.end == head.start or start is not None:
        tail = r.text[head.start : head.end]
        whole = parent.kind in ("party", "group")  # 市委|财贸部, 总工会|组织部: no committee between
        name = (
            None
            if whole and tail.endswith("部")
            else organ_name(head.form.organs, parent.name, r.scene.year, "part")
        )
        name = name or parent.name + tail
    else:
        name = parent.name + r.text[parent.end : head.end]
    if name.endswith("办"):
        name += "公室"
    kind = (
        head.form.kind
        if head.form.kind not in ("other", "government")
        and not (head.form.internal and head.form.kind != "hospital")
        else parent.kind
    )
    begin = parent.start if start is None else start
    return Org(begin, head.end, name, kind, parent.place, "org.part", head.form.source, parent=parent.name)


def of_place(r: Reader, head: Head) -> Org | None:
    """An organ directly behind its place, a session between allowed; the two may share a character (查湾村委会)."""
    shared = head.start + r.text.startswith("村", head.start)
    place = r.place_ends.get(session(r.text, head.start)) or r.place_ends.get(shared)
    if place is None:
        return None
    branch_of = r.org_ends.get(place.start)
    if branch_of is not None and (r.text[head.start] in "分支" or stationed.local(r, branch_of, head)):
        return stationed.branch(r, branch_of, place.start, head)
    written = place.full + r.text[head.start : head.end]
    if place.level == "country" or place.abroad:
        name = written
    else:
        name = organ_name(head.form.organs, place.full, r.scene.year, place.level) or written
    if head.form.kind == "military" or (head.form.kind in OWN_NAMES and name not in r.text):
        name = r.text[place.start : head.end]  # 衡阳|军分区
    return Org(
        place.start, head.end, name, head.form.kind, place.full, "org.organ", head.form.source,
        parent=whole(name, place.full),
    )  # fmt: skip


def of_level(r: Reader, head: Head) -> Org | None:
    """An organ behind a bare level word: 市卫健委, 省十三届人大."""
    at = session(r.text, head.start)
    word = level_word(r.text, at)
    if word is None:
        return None
    start = at - len(word)
    if word == "区" and r.text[start - 1] == "专":
        start, word = start - 1, "专区"
    if word == "区" and (zone := next((z for z in words("zone") if r.text.endswith(z, 0, at)), None)):
        return unlisted.of_zone(r, head, at - len(zone))
    if (place := r.place_ends.get(start)) is not None and r.text[start - 1] not in _LEVEL_ENDS:
        return unlisted.of_named(r, head, place, word)
    division = divisions().meant(word, nearest(r, word, start))
    written = r.text[start : head.end]
    if division is None:
        alone = Org(start, head.end, written, head.form.kind, None, "org.organ", head.form.source)
        return unlisted.of_town(r, head, word, start) or alone
    name = organ_name(head.form.organs, division.name, r.scene.year, division.level)
    if name is None or (head.form.kind in OWN_NAMES and name not in r.text):
        name = written
    return Org(
        start, head.end, name, head.form.kind, division.name, "org.organ", head.form.source,
        parent=whole(name, division.name),
    )  # fmt: skip


def nearest(r: Reader, word: str, at: int) -> Division | None:
    """Where a level word at ``at`` points: the article's place, or the nearest division before it."""
    last = r.out[-1] if r.out else None
    if last is not None and last.place and last.kind not in OWN_NAMES and at - last.end <= NEAR_PLACE:
        near = divisions().find(last.place)
        if divisions().meant(word, near) is not None:
            return near
    here = r.scene.here
    if divisions().meant(word, here) is not None:
        return here
    known = [p for p in r.scene.places if p.division and divisions().meant(word, p.division)]
    before = [p for p in known if p.start < at]
    if not before or before[-1].start < r.text.rfind("\n", 0, at):
        for org in islice(reversed(r.out), _NEAR):  # of another paragraph, an organ rather than a place
            told = divisions().find(org.place) if org.place and org.kind in _MAIN else None
            if told is not None and divisions().meant(word, told):
                return told
    return (before[-1] if before else known[0]).division if known else None


def at_level(r: Reader, division: Division | None, rows: tuple[OrganForm, ...]) -> Division | None:
    """The innermost division from ``division`` outwards at which an organ of ``rows`` exists."""
    if division is None:
        return None
    chain = reversed(divisions().chain(division))
    return next((d for d in chain if any(d.level in o.levels for o in rows)), None)


def beside_part(r: Reader, head: Head) -> Org | None:
    """A part named by its head alone beside another part of the same organization (办公厅、参事室)."""
    if not (head.form.internal or head.form.bare) or head.end - head.start < 2:
        return None
    other = beside(r, head.start)
    if other is None or other.parent is None:
        return None
    name = other.parent + r.text[head.start : head.end]
    return Org(
        head.start, head.end, name, other.kind, other.place, "org.part", head.form.source, parent=other.parent
    )


def beside(r: Reader, start: int) -> Org | None:
    """The part of an organization that a coordinated part stands beside (省政府办公厅、参事室)."""
    if r.text[start - 1 : start] not in _AND:
        return None
    before = r.org_ends.get(start - 1)
    return before if before is not None and before.parent else None
