"""Titles: prefixes, field and core, as the lexicon gives them, and words that take the organ in (宣传部长).

A title's span leaves its organization out; 原 前 时任 拟任 stay outside and go to its status. Where a form
names organ and post side by side (政协副主席), the post alone is the title as long as the organ becomes an
organization of its own; else the title takes the organ in (纪委书记).
"""

from __future__ import annotations

from functools import cache

from dibao import lexicon
from dibao.entities.built import level_word
from dibao.gazetteer import Hit, TitleForm
from dibao.patterns import lazily
from dibao.rules import Rule
from dibao.scene import Org, Scene, Title
from dibao.types import Status

RULES = (
    Rule(
        "title.core",
        "title",
        "A post, rank or occupation of the lexicon, with the prefixes and the field that make the post.",
        (
            "[市长](title)方致远主持会议。",
            "市委[副书记](title)、[代市长](title)方致远出席。",
            "市人大常委会[党组副书记](title)、[副主任](title)石鸣谦参加。",
            "原市水务局[副局长](title=former)秦立新被查。",
            "[历史教师](title)韩冬梅获奖。",
        ),
        ("市长热线开通。", "记者站设在县城。", "全国代表大会闭幕。", "该省长期重视统筹。"),
    ),
    Rule(
        "title.fused",
        "title",
        "A title that shares a character with its organ: the whole word is the title.",
        ("县委[常委](title)、[组织部长](title)丁一鸣讲话。", "[教研组长](title)韩冬梅发言。"),
        ("组织部部署工作。",),
    ),
    Rule(
        "title.organ",
        "title",
        "Organ and post side by side where the organ stands alone: the title takes it in.",
        ("[纪委书记](title)丁一鸣讲话。",),
        ("书记信箱已经开通。",),
    ),
)


_COMMITTEES = frozenset(("党委", "党工"))
"""Beginnings of prefixes that are organs of their own behind a level word (州党委|常委)."""

_COLLECTIVE_KINDS = frozenset(("occupation", "sport", "school", "generic", "technical", "academic", "mass"))
_GROUP = lazily(
    r"(?:[\d一二三四五六七八九十百千两几多数][余多]?[名位个]|[各每]位?|全体|广大|所有|部分|众多|优秀|参赛|党员)\Z"
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


@cache
def _fields() -> tuple[dict[str, frozenset[str]], int]:
    """Fields that stand before a core (历史 of 历史教师) with their classes, and the longest of them."""
    rows = lexicon.table("title_fields").mapping("class")
    return {form: frozenset(names.split("|")) for form, names in rows.items()}, max(map(len, rows))


def find(scene: Scene) -> list[Title]:
    """All titles of an article, held by a named person or not, in text order, without overlaps."""
    organ_ends: dict[int, set[int]] = {}
    for name in ("suffix", "organ"):
        for hit in scene.hits[name]:
            if hit.end - hit.start > 1:
                organ_ends.setdefault(hit.end, set()).add(hit.start)
    out: list[Title] = []
    floor = 0
    for hit in _cores(scene):
        title = _title(scene, hit, organ_ends, floor)
        out.append(title)
        floor = title.end
    return out


def _title(scene: Scene, hit: Hit, organ_ends: dict[int, set[int]], floor: int) -> Title:
    """The title around a core: its organ beside or inside it, its field, its prefixes, its status."""
    core, text = scene.gazetteer.title[hit.form], scene.text
    start, organ, rule = hit.start, "", "title.core"
    beside = any(start - at > 1 for at in organ_ends.get(start, ()))
    shared = -1 if beside else min(organ_ends.get(start + 1, ()), default=-1)
    size = _organ_size(scene, hit, core, organ_ends)
    if size:
        organ, start = text[start : start + size], start + size
    elif (
        core.kind == "generic"
        and (shared >= floor or level_word(text, start))
        and text[start + 1 : hit.end] == "领导"
    ):
        start += 1
    elif core.form[0] == "党" and shared >= floor and core.combines != "plain":
        start += 1  # 人民党|主席
    elif core.form.endswith("长") and shared >= floor:
        organ, start, rule = text[shared : hit.start + 1], shared, "title.fused"
    elif core.combines == "fused":
        rule = "title.fused"
    start, acting = _take_prefixes(text, start, floor, core)
    status = status_before(text, start, floor) or acting
    return Title(start, hit.end, core, status, rule, organ, hit.start if size else start)


def _organ_size(scene: Scene, hit: Hit, core: TitleForm, organ_ends: dict[int, set[int]]) -> int:
    """How many characters of a form are an organ beside the post (政协 of 政协副主席); 0 where none are."""
    if core.combines in ("fused", "suffix", "fixed") or hit.end - hit.start < 4:
        return 0
    if core.form[:2] in _COMMITTEES and level_word(scene.text, hit.start):
        return core.form.index("委") + 1  # 自治区党委|书记
    posts = {h.start for h in scene.hits["title"] if h.end == hit.end and h.start > hit.start}
    for at in range(hit.end - 2, hit.start + 1, -1):
        if not any(scene.text[at:post] in ("", *_prefixes()[0]) for post in posts):
            continue
        if hit.start in organ_ends.get(at, ()) and scene.text[hit.start : at] not in _prefixes()[0]:
            return at - hit.start
    return 0


def _cores(scene: Scene) -> list[Hit]:
    """Lexicon hits, the leftmost longest of overlapping ones, save those that another word holds or crosses."""
    inside: dict[int, tuple[int, int]] = {}
    crossing: dict[int, list[int]] = {}
    for r in scene.hits["title_reject"]:
        for at in range(r.start, r.end):
            inside[at] = (r.start, r.end)
            crossing.setdefault(at, []).append(r.start)
    places = {
        h.start for h in scene.hits["division"] if any(d.current for d in scene.gazetteer.division[h.form])
    }
    out: list[Hit] = []
    for hit in sorted(scene.hits["title"], key=lambda h: (h.start, -h.end)):
        if out and hit.start < out[-1].end:
            before = scene.text[out[-1].start : hit.start]
            if hit.end > out[-1].end and before in _prefixes()[0]:
                out[-1] = hit  # 副|总理 and not 副总|理
            continue
        around = inside.get(hit.start)
        if around is not None and around[1] >= hit.end and around[1] - around[0] > hit.end - hit.start:
            continue
        if hit.end - 1 in places and hit.end - hit.start == 2:
            continue  # 省|长沙
        over = inside.get(hit.end)
        if over is not None and hit.start < over[0] < hit.end:
            continue
        out.append(hit)
    return out


def _take_prefixes(text: str, start: int, floor: int, core: TitleForm) -> tuple[int, Status]:
    """Widen a core over its prefixes and its field; 代 and 代理 make the post acting."""
    inside, _, longest = _prefixes()
    status: Status = "current"
    if core.combines == "fixed":
        return start, status
    field_taken = not core.fields
    for _ in range(5):
        for size in range(min(longest, start - floor), 0, -1):
            word = text[start - size : start]
            if word in inside and not (word[:2] in _COMMITTEES and level_word(text, start - size)):
                start -= size
                status = inside[word] if inside[word] != "current" else status
                break
        else:
            size = 0 if field_taken else _field_size(text, start, floor, core.fields)
            if not size:
                break
            start, field_taken = start - size, True
    return start, status


def _field_size(text: str, start: int, floor: int, classes: frozenset[str]) -> int:
    forms, longest = _fields()
    for size in range(min(longest, start - floor), 1, -1):
        if forms.get(text[start - size : start], frozenset()) & classes:
            return size
    return 0


def status_before(text: str, at: int, floor: int = 0) -> Status | None:
    """The status that a word directly before ``at`` gives (原, 前, 时任, 拟任 …), or None."""
    _, outside, longest = _prefixes()
    for size in range(min(longest, at - floor), 0, -1):
        if (status := outside.get(text[at - size : at])) is not None:
            return status
    return None


def settle_organs(scene: Scene) -> None:
    """Give titles the organ beside them back where it did not become an organization of a place or parent."""
    ends: dict[int, Org] = {o.end: o for o in scene.orgs}
    dropped: set[int] = set()
    out: list[Title] = []
    for title in scene.titles:
        if title.wide == title.start or not title.organ:
            out.append(title)
            continue
        org = next((ends[at] for at in (title.start, title.wide + len(title.organ)) if at in ends), None)
        if org is not None and not (org.rule == "org.bare" and org.kind == "discipline"):
            out.append(title)
            continue
        if org is not None:
            dropped.add(org.start)
        out.append(title._replace(start=title.wide, rule="title.organ"))
    scene.titles = out
    scene.orgs = [o for o in scene.orgs if o.start not in dropped]


def attached(scene: Scene) -> list[Title]:
    """Titles less those whose form is also an ordinary word and that stand beside no name, organ or title."""
    starts = {p.start for p in scene.people}
    orgs = {o.end for o in scene.orgs}
    out: list[Title] = []
    for title in scene.titles:
        held = title.end in starts or title.end + 1 in starts
        if title.core.combines == "suffix":
            held = held and (title.start in orgs or title.end in starts)
        elif title.core.evidence == "strong" and not _collective(scene.text, title):
            held = True
        if held:
            out.append(title)
    return out


def _collective(text: str, title: Title) -> bool:
    """Whether a title stands for a group that nobody names: 教师们, 三名教师, 全体班主任."""
    if title.core.official == "yes" or title.core.kind not in _COLLECTIVE_KINDS:
        return False
    return (
        text.startswith("们", title.end)
        or _GROUP.search(text, max(0, title.start - 6), title.start) is not None
    )
