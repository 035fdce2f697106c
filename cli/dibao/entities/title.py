"""Titles: prefix + core, as the lexicon gives them, and words that take the organ in (宣传部长).

A title's span leaves its organization out; 原 前 时任 拟任 stay outside and go to its status.
"""

from __future__ import annotations

from functools import cache

from dibao import lexicon
from dibao.gazetteer import Hit
from dibao.rules import Rule
from dibao.scene import Scene, Title
from dibao.types import Status

RULES = (
    Rule(
        "title.core",
        "title",
        "A post, rank or occupation of the lexicon, with the prefixes that make the post.",
        (
            "[市长](title)方致远主持会议。",
            "市委[副书记](title)、[代市长](title)方致远出席。",
            "市人大常委会[党组副书记](title)、[副主任](title)石鸣谦参加。",
            "原市水务局[副局长](title=former)秦立新被查。",
        ),
        ("市长热线开通。", "记者站设在县城。", "全国代表大会闭幕。"),
    ),
    Rule(
        "title.fused",
        "title",
        "A title that shares a character with its organ: the whole word is the title.",
        ("县委常委、[组织部长](title)丁一鸣讲话。", "[教研组长](title)韩冬梅发言。"),
        ("组织部部署工作。",),
    ),
)


@cache
def _prefixes() -> tuple[dict[str, Status], dict[str, Status], int]:
    """Prefixes inside the span, words outside it that give a status, and the longest of both."""
    inside: dict[str, Status] = {}
    outside: dict[str, Status] = {}
    for row in lexicon.table("title_prefixes").records():
        status: Status = row["status"] or "current"  # type: ignore[assignment]
        (inside if row["effect"] == "in" else outside)[row["form"]] = status
    return inside, outside, max(map(len, (*inside, *outside)))


def find(scene: Scene) -> list[Title]:
    """All titles of an article, held by a named person or not, in text order, without overlaps."""
    cores = _cores(scene)
    organ_ends = {h.end: h for name in ("suffix", "organ") for h in scene.hits[name] if h.end - h.start > 1}
    out: list[Title] = []
    for hit in cores:
        core = scene.gazetteer.title[hit.form]
        organ = organ_ends.get(hit.start + 1) if core.form.endswith("长") else None
        start, organ_form = hit.start, ""
        if organ is not None and (not out or out[-1].end <= organ.start):
            start, organ_form = organ.start, scene.text[organ.start : organ.end]
        start, status = _take_prefixes(scene.text, start, out[-1].end if out else 0, core.combines)
        rule = "title.fused" if organ_form or core.combines == "fused" else "title.core"
        out.append(Title(start, hit.end, core, status, rule, organ_form))
    return out


def _cores(scene: Scene) -> list[Hit]:
    """Lexicon hits, the leftmost longest of overlapping ones, save those inside a word that is no title."""
    rejects = {(at, r.end) for r in scene.hits["title_reject"] for at in range(r.start, r.end)}
    reject_at = {at: end for at, end in sorted(rejects)}
    starts = {at: r.start for r in scene.hits["title_reject"] for at in range(r.start, r.end)}
    out: list[Hit] = []
    for hit in sorted(scene.hits["title"], key=lambda h: (h.start, -h.end)):
        if out and hit.start < out[-1].end:
            continue
        end = reject_at.get(hit.start)
        if end is not None and end >= hit.end and (end > hit.end or starts[hit.start] < hit.start):
            continue
        out.append(hit)
    return out


def _take_prefixes(text: str, start: int, floor: int, combines: str) -> tuple[int, Status]:
    """Widen a core over its prefixes; what stands before them says how the post is held."""
    inside, outside, longest = _prefixes()
    status: Status = "current"
    for _ in range(4 if combines in ("plain", "") else 2):
        for size in range(min(longest, start - floor), 0, -1):
            word = text[start - size : start]
            if word in inside and (combines != "fixed"):
                start -= size
                if inside[word] != "current":
                    status = inside[word]
                break
        else:
            break
    return start, status_before(text, start, floor) or status


def status_before(text: str, at: int, floor: int = 0) -> Status | None:
    """The status that a word directly before ``at`` gives (原, 前, 时任, 拟任 …), or None."""
    _, outside, longest = _prefixes()
    for size in range(min(longest, at - floor), 0, -1):
        if (status := outside.get(text[at - size : at])) is not None:
            return status
    return None
