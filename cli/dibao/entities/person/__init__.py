"""People: Chinese names weighed by evidence, bare surnames before titles, foreign and minority names.

``chinese`` proposes surname + given name, ``foreign`` transliterated, dotted and Japanese names, on what ``readings``
and ``statistics`` know of characters, ``marks`` and ``context`` of what stands around them; ``standing`` weighs the
names where they stand; this module lets lists vouch for their members, chooses, and lets the article remember.
"""

from __future__ import annotations

from collections import Counter

from dibao.entities.person import partial
from dibao.entities.person.foreign import lengthened, without_companies
from dibao.entities.person.marks import LISTING
from dibao.entities.person.standing import TOLD, WORTH, propose, weighed
from dibao.entities.person.statistics import clings
from dibao.language.words import tag
from dibao.rules import Rule
from dibao.scene import Person, Scene
from dibao.tables.matcher import everywhere
from dibao.tables.patterns import lazily

__all__ = ["ENOUGH", "RULES", "find", "propose"]

RULES = (
    Rule(
        "person.name",
        "person",
        "Surname and given name, as far as characters, words and context speak for them.",
        (
            "市长[方致远](person)强调，要抓好落实。",
            "副主任[丁一鸣](person)、[侯清明](person)、[欧阳晓岚](person)，秘书长[章雪一](person)出席会议。",
            "[石鸣谦](person)指出，形势严峻。",
        ),
        ("建真言、陈实情、见成效。", "高新区文明办负责人介绍。", "黄金价格上涨，方便群众查明原因。"),
    ),
    Rule(
        "person.surname",
        "person",
        "A surname before a title; it stands for the article's full name where one fits.",
        ("[方](person)市长表示感谢。", "市民[顾](person)先生和店主[高](person)女士都说，路通了。"),
        ("全市长期坚持。", "一位女士和几位先生在座。"),
    ),
    Rule(
        "person.foreign",
        "person",
        "A transliterated name, known or dotted, a minority name, a Japanese name.",
        ("总统[约瑟夫·霍兰德](person)会见了代表团。", "村支书[阿不都热合曼·艾山](person)介绍情况。"),
        ("卡路里和马拉松的里程都超了标。", "爱普生公司发布新品，爱普生的产品入围。"),
    ),
    Rule(
        "person.known",
        "person",
        "A figure of history and letters whom everyone knows.",
        ("[溥仪](person)和[溥杰](person)读[孔明](person)的故事。",),
        ("乾隆三年，县里重修此塔。",),
    ),
    Rule(
        "person.memory",
        "person",
        "A name that the article has established, wherever it stands again.",
        ("市长[方致远](person)出席。会上[方致远](person)还就有关工作作了部署。",),
        ("大家高兴，家属高兴，人人高兴。",),
    ),
)

_LIST = lazily(r"(?:\([^()\n]{1,12}\))?\s*+(?:[、,]|和|与|及|以及|\s)?\s*+")
_NAMESAKE = lazily(
    r"理论(?!上|联系)|思想(?!上|家)|(?:列宁)?主义|学说|猜想|定[理律](?!的)|奖(?![励项学])|杯|牌(?![匾坊楼照号位子局])"
    r"|[^\s\d,。、;:?!“”获得领颁授摘夺评捧设参一二三特优金银铜等大的了被和与为]{2,4}奖(?![励项学])"
)
"""Behind a person's name: a doctrine, an award or a brand that is called by it (毛泽东思想, 茅盾文学奖, 张小泉牌)."""
_SURE = 1.0
"""Score from which a name is remembered for the whole article."""
_TITLED = 0.5
"""The same behind a title that says little."""
ENOUGH = -0.5
"""Score from which a name is taken."""
_LIST_BONUS = 2.0
_VOUCHES = 0.5
"""Score from which a name vouches for its neighbours in a list."""
_LISTED = -3.0
_ALONE = 1.5
_CLOSED = ("p", "c", "u")
_NEARLY = -1.5
_CLUNG_LOSS, _CLUNG_REACH = 3.0, 2.5
_REPEAT_LOSS = 1.0
_REPEAT_FROM = -1.0


def find(scene: Scene) -> list[Person]:
    """All people of an article in text order, without overlaps."""
    chosen = _choose(scene.text, _vouched(scene, weighed(scene)))
    if chosen:
        chosen = [p for p in _remembered(scene, chosen) if not _NAMESAKE.match(scene.text, p.end)]
        chosen = without_companies(scene, chosen)
    return _surnames(scene, chosen)


def _vouched(scene: Scene, candidates: list[Person]) -> list[Person]:
    """Candidates good enough by themselves, and those that stand in a list with such a one."""
    candidates = _in_lists(scene, _repeated(_unclung(scene, candidates)))
    out = [c for c in candidates if c.score >= ENOUGH]
    weak = [c for c in candidates if c.score < ENOUGH <= c.score + _LIST_BONUS]
    if not out or not weak:
        return out
    seen = {(start, end) for start, end, *_ in out}
    by_start: dict[int, list[Person]] = {}
    by_end: dict[int, list[Person]] = {}
    for c in weak:
        by_start.setdefault(c.start, []).append(c)
        by_end.setdefault(c.end, []).append(c)
    queue = [c for c in out if c.score >= _VOUCHES]
    while queue:
        sure = queue.pop()
        for c in _neighbours(scene.text, sure, by_start, by_end):
            if (c.start, c.end) not in seen:
                seen.add((c.start, c.end))
                better = _scored(c, c.score + _LIST_BONUS)
                out.append(better)
                queue.append(better)
    return out


def _scored(c: Person, score: float) -> Person:
    """The same name with another score."""
    return Person(c.start, c.end, c.name, score, c.rule)


def _neighbours(
    text: str, sure: Person, by_start: dict[int, list[Person]], by_end: dict[int, list[Person]]
) -> list[Person]:
    """The candidates before and behind a name that stand in a list with it."""
    out: list[Person] = []
    behind = text[sure.end : sure.end + 1]
    if behind in LISTING or behind.isspace():
        gap = _LIST.match(text, sure.end)
        out = by_start.get(gap.end(), []) if gap and gap.end() > sure.end else []
    for at in range(sure.start - 1, max(sure.start - 4, 0), -1):
        if at in by_end and _LIST.fullmatch(text, at, sure.start):
            out = [*out, *by_end[at]]
    return out


def _in_lists(scene: Scene, candidates: list[Person]) -> list[Person]:
    """A list sign speaks for a name only where a name or a title stands on its other side (陈实情 in a list
    of things done is none)."""
    text = scene.text
    before = [text[c.start - 1 : c.start] == "、" for c in candidates]
    behind = [text[c.end : c.end + 1] == "、" for c in candidates]
    if True not in before and True not in behind:
        return candidates
    near = [c for c in candidates if c.score > _LISTED]
    starts, ends = {c.start for c in near}, {c.end for c in near}
    starts.update(t.start for t in scene.titles)
    starts.update(o.start for o in scene.orgs)
    out = []
    for c, first, last in zip(candidates, before, behind, strict=True):
        alone = (first and c.start - 1 not in ends) + (last and c.end + 1 not in starts)
        out.append(_scored(c, c.score - alone * _ALONE) if alone else c)
    return out


def _unclung(scene: Scene, candidates: list[Person]) -> list[Person]:
    """A name of three characters counts less where its last or first one is mostly a word (方正|将, 和|方鹏) and
    the others are a name too, which then counts more."""
    pairs = {start: score for start, end, _, score, _ in candidates if end - start == 2}
    threes = (
        [
            c
            for c in candidates
            if c.end - c.start == 3 == len(c.name) and (c.start in pairs or c.start + 1 in pairs)
        ]
        if pairs
        else []
    )
    if not threes:
        return candidates
    titles, ends = {t.start for t in scene.titles}, {t.end for t in scene.titles}
    raised: dict[tuple[int, int], float] = {}
    lost: set[tuple[int, int]] = set()
    for start, end, name, score, _ in threes:
        short = -1
        if clings(name[2], seldom=end in titles):
            short = start
        elif start not in ends and tag(name[0]) in _CLOSED:
            short = start + 1
        if score != TOLD and pairs.get(short, WORTH) > max(_NEARLY, score - _CLUNG_REACH):
            raised[short, short + 2] = min(score, ENOUGH)
            lost.add((start, end))
    if not lost:
        return candidates
    out = []
    for c in candidates:
        span = c.start, c.end
        if span in lost:
            c = _scored(c, c.score - _CLUNG_LOSS)
        elif raised.get(span, c.score) > c.score:
            c = _scored(c, raised[span])
        out.append(c)
    return out


def _repeated(candidates: list[Person]) -> list[Person]:
    """A name that the article repeats: its best place speaks for the others."""
    scores: dict[str, float] = {}
    for _, _, name, score, _ in candidates:
        if score > scores.get(name, _REPEAT_FROM):
            scores[name] = score
    if len(scores) == len(candidates):
        return candidates
    out = []
    for c in candidates:
        top = scores.get(c.name, c.score) - _REPEAT_LOSS
        out.append(_scored(c, top) if top > c.score else c)
    return out


def _choose(text: str, candidates: list[Person]) -> list[Person]:
    """The best of overlapping candidates, by score."""
    taken = bytearray(len(text))
    out: list[Person] = []
    for c in sorted(candidates, key=lambda c: (-c.score, c.start, -c.end)):
        if taken.find(1, c.start, c.end) < 0:
            taken[c.start : c.end] = b"\1" * (c.end - c.start)
            out.append(c)
    return sorted(out)


def _remembered(scene: Scene, chosen: list[Person]) -> list[Person]:
    """Every further place where an established name stands; it wins over weaker readings there."""
    enough = {
        t.end: ENOUGH if t.core.official != "no" and t.core.evidence == "strong" else _TITLED
        for t in scene.titles
    }
    names = {c.name for c in chosen if c.score >= enough.get(c.start, _SURE) and len(c.name) > 1}
    if not names:
        return chosen
    aliases = _parts(names)
    chosen = lengthened(scene.text, _shortened(chosen, names), names)
    names |= aliases.keys()
    taken = bytearray(len(scene.text))
    for start, end, name, *_ in chosen:
        if name in names:
            taken[start:end] = b"\1" * (end - start)
    more: list[Person] = []
    places = everywhere(scene.text, names)
    built = {p.start: p.end for p in scene.places}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for at in places[name]:
            end = at + len(name)
            if taken.find(1, at, end) < 0 and built.get(at, end) <= end:  # 阳明|街道
                taken[at:end] = b"\1" * len(name)
                more.append(Person(at, end, aliases.get(name, name), _SURE, "person.memory"))
    if not more:
        return chosen
    covered = {at for c in more for at in range(c.start, c.end)}
    kept = [c for c in chosen if c.name in names or covered.isdisjoint(range(c.start, c.end))]
    return sorted([*kept, *more])


def _parts(names: set[str]) -> dict[str, str]:
    """The last parts of the dotted names of an article, by which it goes on to call people, with the full names."""
    out: dict[str, str] = {}
    for name in sorted(name for name in names if "·" in name):
        last = name.rpartition("·")[2]
        if len(last) > 1 and last not in names and tag(last) is None:
            out[last] = name if last not in out else last
    return out


def _shortened(chosen: list[Person], names: set[str]) -> list[Person]:
    """Names less a last character that they have but here (蒋鑫来 where the article has 蒋鑫 more often)."""
    if names.isdisjoint([c.name[:-1] for c in chosen]):
        return chosen
    times = Counter(c.name for c in chosen)
    out = []
    for c in chosen:
        short = c.name[:-1]
        if c.end - c.start == len(c.name) and short in names and times[short] > times[c.name]:
            c = c._replace(end=c.end - 1, name=short)
        out.append(c)
    return out


def _surnames(scene: Scene, chosen: list[Person]) -> list[Person]:
    """Bare surnames directly before a title or a form of address (朱市长, 朱先生)."""
    known = {c.name[:size] for c in chosen for size in (1, 2)}
    found = {(p.start, p.end): p for p in partial.surnames(scene, known)}
    if not found:
        return chosen
    taken = {at for c in chosen for at in range(c.start, c.end)}
    return sorted([*chosen, *(p for p in found.values() if taken.isdisjoint(range(p.start, p.end)))])
