"""Titles: prefixes, field and core, as the lexicon gives them, and words that take the organ in (宣传部长).

A title's span leaves its organization out; 原 前 时任 拟任 stay outside and go to its status. Where a form
names organ and post side by side (政协副主席), the post alone is the title as long as the organ becomes an
organization of its own; else the title takes the organ in (纪委书记).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from dibao.entities.built import level_word
from dibao.entities.title.prefixes import of_place, prefixes, status_before, take_prefixes
from dibao.entities.title.villages import VILLAGE, named_village
from dibao.rules import Rule
from dibao.scene import Org, Scene, Title
from dibao.tables.forms import Hit, TitleForm
from dibao.tables.matcher import Triple
from dibao.tables.patterns import lazily
from dibao.types import Status

__all__ = ["RULES", "attached", "find", "settle_organs", "status_before"]

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
            "绍兴一中[校长](title)韩冬梅发言。",
            "韩冬梅[老师](title)主讲，[能源专家](title)、[项目经理](title)方致远参加。",
        ),
        (
            "请各位老师参加。",
            "市长热线开通。",
            "记者站设在县城。",
            "全国代表大会闭幕。",
            "该省长期重视统筹。",
        ),
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


_PROPOSED = lazily(r"(?:提名)?(?:候选人|人选)")
"""Behind a post: who is to hold it."""
_COLLECTIVE_KINDS = frozenset(("occupation", "sport", "school", "generic", "technical", "academic", "mass"))
_GROUP = lazily(
    r"(?:[\d一二三四五六七八九十百千两几多数][余多]?[名位个]|[各每]位?|全体|广大|所有|部分|众多|优秀|参赛|党员)\Z"
)


def find(scene: Scene) -> list[Title]:
    """All titles of an article, held by a named person or not, in text order, without overlaps."""
    cores = _cores(scene)
    organ_ends = _organ_ends(scene, cores)
    out: list[Title] = []
    floor = 0
    for hit in cores:
        if hit.start == floor and _PROPOSED.match(scene.text, floor):
            continue  # 区长|候选人
        title = _title(scene, hit, organ_ends, floor)
        out.append(title)
        floor = title.end
    return out


_Ends = dict[int, set[int]]
"""The beginnings of hits by their ends."""
_AND = frozenset("、和兼")
"""Between two posts of one holder."""
_LONG = 4
"""Forms of fewer characters do not name organ and post side by side."""
_COMMITTEE = lazily(r"(?:村|社区)?(?P<party>党(?:工?委|总支部?|支部))")
_SCHOOLS = frozenset(f"{number}中" for number in "一二三四五六七八九十")
"""How names of schools end that the word behind belongs to none of (一中|校友 and not 一|中校)."""
_WHOLE = frozenset(("fused", "suffix", "fixed"))
"""How forms combine that do not either."""


def _organ_ends(scene: Scene, cores: list[Hit]) -> _Ends:
    """The organs and heads of organizations that end where a core begins, behind its first sign, or inside it."""
    asked: set[int] = set()
    for start, end, form in cores:
        core = scene.gazetteer.title[form]
        if core.kind == "generic" or core.form[0] == "党" or core.form[-1] == "长":
            asked.add(start)
            asked.add(start + 1)
        if end - start >= _LONG and core.combines not in _WHOLE:
            asked.update(range(start + 2, end - 1))
    out: _Ends = {}
    for name in ("suffix", "organ") if asked else ():
        for start, end in [
            (start, end) for start, end, _ in scene.hits[name] if end in asked and end - start > 1
        ]:
            out.setdefault(end, set()).add(start)
    return out


def _title(scene: Scene, hit: Hit, organ_ends: _Ends, floor: int) -> Title:
    """The title around a core: its organ beside or inside it, its field, its prefixes, its status."""
    core, text = scene.gazetteer.title[hit.form], scene.text
    start, organ, rule = hit.start, "", "title.core"
    shared = -1
    if start + 1 in organ_ends and not any(start - at > 1 for at in organ_ends.get(start, ())):
        shared = min(organ_ends[start + 1])
    size = _organ_size(scene, hit, core, organ_ends)
    if size:
        organ, start = text[start : start + size], start + size
    elif (
        core.kind == "generic"
        and text[start + 1 : hit.end] == "领导"
        and (shared >= floor or level_word(text, start))
    ):
        start += 1
    elif core.form[0] == "党" and shared >= floor and core.combines != "plain":
        start += 1  # 人民党|主席
    elif core.form.endswith("长") and shared >= floor:
        organ, start, rule = text[shared : hit.start + 1], shared, "title.fused"
    elif core.combines == "fused":
        rule = "title.fused"
    status: Status = "current"
    if text[start - 1 : start] in prefixes().last:
        start, acting = take_prefixes(text, start, floor, core)
        status = status_before(text, start, floor) or acting
    if status == "current" and _PROPOSED.match(text, hit.end):
        status = "proposed"
    return tuple.__new__(Title, (start, hit.end, core, status, rule, organ, hit.start if size else start))


def _organ_size(scene: Scene, hit: Hit, core: TitleForm, organ_ends: _Ends) -> int:
    """How many characters of a form are an organ beside the post (政协 of 政协副主席); 0 where none are."""
    start, end, _ = hit
    if end - start < _LONG or core.combines in _WHOLE:
        return 0
    text, inside = scene.text, prefixes().inside
    committee = _COMMITTEE.match(text, start)
    if committee is not None and of_place(text, committee.start("party")):
        return committee.end() - start  # 自治区党委|书记
    for at in range(end - 2, start + 1, -1):
        if start not in organ_ends.get(at, ()) or text[start:at] in inside:
            continue
        posts = _ending(scene.hits["title"], end)
        if any(post > start and (post <= at or text[at:post] in inside) for post in posts):
            return at - start
    return 0


def _ending(hits: list[Triple], end: int) -> Iterator[int]:
    """The beginnings of the hits that end at an offset."""
    for at in range(bisect_left(hits, end, key=_END), len(hits)):
        start, stop, _ = hits[at]
        if stop != end:
            return
        yield start


_START, _END = itemgetter(0), itemgetter(1)


def _cores(scene: Scene) -> list[Hit]:
    """Lexicon hits, the leftmost longest of overlapping ones, save those that another word holds or crosses."""
    hits, inside, rejects = scene.hits.named("title")[::-1], prefixes().inside, _rejects(scene)
    hits.sort(key=_START)  # of those that begin together the longest comes first, for they came by their ends
    divisions = {start for start, _, _ in scene.hits["division"]}
    current: set[int] | None = None
    out: list[Hit] = []
    reached = 0
    for hit in hits:
        start, end, _ = hit
        if start < reached:
            if end > reached and (
                scene.text[out[-1].start : start] in inside
                or _firmer(scene, hit, out[-1])
                or scene.text[out[-1].start - 1 : start] in _SCHOOLS
            ):
                out[-1], reached = hit, end  # 副|总理 and not 副总|理
            continue
        if scene.text[start] in VILLAGE and named_village(scene, start, scene.text[start:end]):
            continue
        around = rejects.get(start)
        if around is not None and around.end >= end and around.end - around.start > end - start:
            continue
        if end - start == 2 and end - 1 in divisions and scene.text[end - 1] == "长":
            current = _current(scene) if current is None else current
            if end - 1 in current:
                continue  # 省|长沙
        over = rejects.get(end)
        if over is not None and start < over.start < end:
            continue
        out.append(hit)
        reached = end
    return out


def _firmer(scene: Scene, hit: Hit, before: Hit) -> bool:
    """Whether a title that begins inside another one is meant rather (一中|校长 and not 中校|长)."""
    known = scene.gazetteer.title
    return known[hit.form].evidence == "strong" and known[before.form].evidence == "weak"


def _rejects(scene: Scene) -> dict[int, Hit]:
    """The word that is no title on each character that one stands on, the one that ends last."""
    out: dict[int, Hit] = {}
    for reject in scene.hits.named("title_reject"):
        for at in range(reject[0], reject[1]):
            out[at] = reject
    return out


def _current(scene: Scene) -> set[int]:
    """Where the divisions of today begin."""
    known = scene.gazetteer.division
    return {
        start
        for start, _, form in scene.hits["division"]
        if any(division.current for division in known[form])
    }


def settle_organs(scene: Scene) -> None:
    """Give titles the organ beside them back where it did not become an organization of a place or parent."""
    if not [t for t in scene.titles if t.organ and t.wide != t.start]:
        return
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
    starts, ends = {p.start for p in scene.people}, {p.end for p in scene.people}
    orgs = {o.end: o.start for o in scene.orgs}
    out: list[Title] = []
    held_at = -1
    for title in reversed(scene.titles):
        addressed = title.core.combines == "address" and title.start in ends
        named = not addressed and (title.end in starts or title.end + 1 in starts)
        listed = not addressed and title.end + 1 == held_at and scene.text[title.end] in _AND
        if title.core.combines == "suffix":
            held = named and (title.start in orgs or title.end in starts)
        else:
            held = (
                named
                or listed
                or addressed
                or (title.core.evidence == "strong" and not _collective(scene.text, title))
            )
        if held:
            out.append(title)
        if named or listed:
            held_at = orgs.get(title.start, title.start)
    return out[::-1]


def _collective(text: str, title: Title) -> bool:
    """Whether a title stands for a group that nobody names: 教师们, 三名教师, 全体班主任."""
    if title.core.official == "yes" or title.core.kind not in _COLLECTIVE_KINDS:
        return False
    return (
        text.startswith("们", title.end)
        or _GROUP.search(text, max(0, title.start - 6), title.start) is not None
    )
