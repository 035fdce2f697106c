"""What is named by where it stands: branches, units of the armed police, and what an organization has in another
one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.entities.org.heads import Head
from dibao.entities.org.unlisted import merged
from dibao.scene import Org, Scene
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_POSTED = ("纪检监察组", "纪检组", "办事处", "联络处", "代表处", "工作组", "工作队")
"""What an organization has where another one is, or in another place."""

_POLICE = lazily(
    r"武警(?:部队)?([\u4e00-\u9fff]{2,12}?)(?:总队|支队|大队|中队)(?:([\u4e00-\u9fff]{2,6}?)(?:支队|大队|中队))?"
)
"""A unit of the armed police, behind its place."""


def branch(r: Reader, whole: Org, start: int, head: Head) -> Org:
    """A branch named by its place behind the whole (某市公安局|某区分局)."""
    nation, told, _ = whole.name.partition(whole.place or "\n")
    name = (nation if told and whole.rule == "org.bare" else whole.name) + r.text[start : head.end]
    return Org(
        whole.start, head.end, name, whole.kind, whole.place, "org.part", head.form.source, parent=whole.name
    )


_LOCAL = (
    "税务局",
    "调查队",
    "调查总队",
    "监管局",
    "监管办",
    "监管分局",
    "督察局",
    "特派办",
    "特派员办事处",
    "专员办",
)
"""What an authority of the nation has in a place (国家税务总局|衡阳市税务局)."""


def local(r: Reader, whole: Org, head: Head) -> bool:
    """Whether a head is what the nation's authority before its place has there."""
    national = whole.place == "中国" and whole.kind == "government"
    return national and r.text.endswith(_LOCAL, head.start, head.end)


def has_branch(r: Reader, whole: Org, head: Head, likely: bool) -> bool:
    """Whether a head behind a place ends a branch of the organization before it; an internal one where it is likely."""
    return r.text[head.start] in "分支" or local(r, whole, head) or (head.form.internal and likely)


def elsewhere(r: Reader, org: Org) -> Org:
    """What an organization has elsewhere (省纪委监委驻省某厅纪检监察组, 县政府驻长沙办事处), as its part."""
    if not r.text.endswith(_POSTED, org.start, org.end):
        return org
    at = org.start - 2 if r.text.endswith("派驻", 0, org.start) else org.start - 1
    whole = r.org_ends.get(at)
    what = next(what for what in _POSTED if r.text.endswith(what, org.start, org.end))
    name = r.text[at : org.start] + (org.parent + what if org.parent else org.name)
    if whole is not None:
        kind = whole.kind if org.kind in ("government", "other") else org.kind
        name = whole.name + name
        return Org(whole.start, org.end, name, kind, whole.place, "org.part", org.source, parent=whole.name)
    return org._replace(start=at, name=name, kind="discipline") if what.startswith("纪检") else org


def armed(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, and the units of the armed police that are named by a place (武警湖南省总队)."""
    places = {(p.start, p.end): p for p in scene.places if p.firm}
    more = [
        Org(
            unit.start(), unit.end(), f"中国人民武装警察部队{unit[0].removeprefix('武警').removeprefix('部队')}",
            "military", place.full, "org.built", place.source,
        )
        for unit in _POLICE.finditer(scene.text)
        if (place := places.get(unit.span(1))) is not None and (not unit[2] or unit.span(2) in places)
    ]  # fmt: skip
    return merged(found, more)
