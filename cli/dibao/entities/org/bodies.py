"""Bodies with fixed names: whether a form of one stands for it, and which organization it is."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from dibao.entities.org.heads import session
from dibao.gazetteer import Gazetteer, Hit
from dibao.scene import Org
from dibao.words import cut, logp

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader


_PARTY, _LEAGUE = "中国共产党", "中国共产主义青年团"
_COMMITTEE = ("委", "委员会")


def stands_here(r: Reader, hit: Hit) -> bool:
    """Whether a body's form is not a piece of other words: rejected, or crossed by a likelier reading."""
    rejected = r.ground.rejects.get(hit.end)
    if rejected is not None and rejected < hit.start:
        return False
    if r.ground.fixed[hit.end - 1] == 2 and r.ground.fixed[hit.end] == 2:
        return hit.end in r.ground.title_starts  # 外交部长: an organ that a title takes in
    if hit.end - hit.start > 3:
        return True
    low, high = max(0, hit.start - 2), min(len(r.text), hit.end + 2)
    if hit.end in r.ground.title_starts:
        high = hit.end
    start, end = hit.start, hit.end
    for a, b in cut(r.text, low, high):
        if (a < start < b or a < end < b) and not _parts(r, hit, a, b):
            return False
    return not _inside_place(r, start) and not _inside_place(r, end)


def _parts(r: Reader, hit: Hit, start: int, stop: int) -> bool:
    """Whether a word across the end of a long body gives way to a likelier one behind it (财政部|下达)."""
    if not start < hit.end < stop or hit.end - hit.start < 3:
        return False
    across, behind = logp(r.text[start:stop]), logp(r.text[hit.end : hit.end + 2])
    return across is not None and behind is not None and behind > across


def _inside_place(r: Reader, at: int) -> bool:
    """Whether ``at`` lies inside a known place (华|北 of 华北大部)."""
    n = bisect_left(r.anchors, (at + 1,))
    return n < len(r.anchors) and r.anchors[n][1] < at


def of_league(text: str, org: Org) -> Org:
    """The committee of the Youth League where 共青团 or 团 stands before what else is one of the party (团市委)."""
    if org.kind != "party" or not org.name.endswith(_COMMITTEE):
        return org
    if text.endswith("共青团", 0, org.start):
        start = org.start - 3
    elif text.endswith("团", 0, org.start) and (
        org.start == 1 or logp(text[org.start - 2 : org.start]) is None
    ):
        start = org.start - 1  # not 集团|市委
    else:
        return org
    whole = org.name.startswith(_PARTY)
    name = _LEAGUE + org.name.removeprefix(_PARTY) if whole else text[start : org.end]
    return org._replace(start=start, name=name, kind="group")


def read(r: Reader, hit: Hit) -> Org:
    """The organization of a body's form: the body itself, or a committee of the congress that stands before it."""
    body = r.scene.gazetteer.body[hit.form]
    start, text = hit.start, r.text
    if body.kind in ("congress", "cppcc"):
        start = session(text, start)
    elif body.kind == "government" and text.endswith("国家", 0, start) and body.form[0] != "国":
        start -= 2
    whole = r.org_ends.get(start)
    if whole is not None and whole.kind == "congress" and body.kind == "congress":
        name = whole.name + text[start : hit.end]  # 市人大|财政经济委员会
        return Org(
            whole.start, hit.end, name, body.kind, whole.place, "org.part", body.source, parent=whole.name
        )
    place, parent = body.place or None, _parent_of(r.scene.gazetteer, body.full)
    firm = not body.ambiguous
    return Org(start, hit.end, body.full, body.kind, place, "org.body", body.source, firm, parent)


@lru_cache(maxsize=1 << 12)
def _parent_of(gazetteer: Gazetteer, full: str) -> str | None:
    """The fixed body whose name begins the name of another (全国人民代表大会 of its committees)."""
    known = gazetteer.body_names
    return next((full[:size] for size in range(len(full) - 2, 3, -1) if full[:size] in known), None)
