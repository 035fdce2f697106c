"""Where an article is from: the division that its page, its dateline and its own words point to most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from dibao.named import NamedTuple
from dibao.tables import matcher
from dibao.tables.cache import stored
from dibao.tables.divisions import Division, divisions
from dibao.tables.patterns import lazily

_AFTER = lazily(
    r"(?:[人籍]|大学|学院|银行|证券|大道|路|街|时间|条约|公报|会议精神|\d{1,2}月\d{1,2}日|[电讯](?:[ (]|$))"
    r"|((?:市|县|区|州|盟|旗|省|自治区)?(?:委|政府|人大|政协|人民政府|纪委|人民法院|人民检察院|公安)"
    r"|日报|晚报|晨报|都市报|早报|广播电视台|电视台|新闻网|发布)"
)
"""What makes a name no place where something happens (北京路), or, as a group, one that the text is from (北京市委)."""
_BARE = lazily(
    r"([我全本市县区州省副自])(?:(?<=[我全本])([市县区州盟旗省])(?!域)|(?<![\u4e00-\u9fff].)(?:(?<=副)([市县区州省])长"
    r"|(?<=[市县区州省])(?:委|政府|人大|政协|人民政府|长|纪委|领导|直))|(?<=自)治区(?:党委|政府|主席|人大|政协))"
)
"""The level that a text speaks of as its own: 全市, 市委, 副市长, 自治区党委."""
_NATION = lazily(r"国务院|党中央|中共中央|全国人大|我国|中国|全国|国家主席")
_NATIONAL = lazily(r"(?:中共中央|国务院|全国|国家|十[一二三四五六七八九]届全国)")
_DATELINE = lazily(r"(?:社|网|报)([\u4e00-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日")
_PAST = lazily(r"\n *[12]\d{3}[年./\-]?\d{0,2}月? *(?:[-—–~－]+|至|到) *[12]\d{3}[^\n]*")
"""A line of a résumé whose period has ended: where somebody once was says nothing of where the page is from."""

LEAST = 3.0
"""What a division must score to be the place of an article that does not speak of its own city or county."""
SHARE = 0.5
"""Which share of all scores the division must have there."""
ROUNDING = 0.01
"""Scores, added up in another order, differ by less."""
ALL_BUT = 0.75
"""Which share of a city's score one of its county-level cities must have there."""
DEEPER = 0.5
"""Which share of a division's score one inside it must have to be meant rather."""


class _Forms(NamedTuple):
    """The forms that name divisions, in columns: so they are soon read back."""

    matcher: matcher.Matcher
    form: list[str]
    owners: list[tuple[int, ...]]
    """Which of the divisions of that form in the tree it counts for, by position."""
    weight: list[float]


@cache
def _forms() -> _Forms:
    return stored("locating", _compile)


@cache
def _owners(at: int) -> tuple[Division, ...]:
    """The divisions that a form counts for."""
    forms = _forms()
    owners = divisions().by_form[forms.form[at]]
    return tuple(owners[n] for n in forms.owners[at])


def _compile() -> _Forms:
    known: list[tuple[str, tuple[int, ...], float]] = []
    for form, owners in divisions().by_form.items():
        current = [n for n, d in enumerate(owners) if d.current] or list(range(len(owners)))
        full = any(owners[n].name == form for n in current)
        weight = 3.0
        if not full:
            weight = 1.0 if all(owners[n].ambiguous or owners[n].level == "county" for n in current) else 2.0
            # 西安 is the city, not a district's short name
            above = [n for n in current if owners[n].level != "county"]
            current = above or [n for n in current if not owners[n].ambiguous]
        if len(form) > 1 + full and current:
            known.append((form, tuple(current), weight))
    forms, counting, weights = (list(column) for column in zip(*known, strict=True))
    return _Forms(matcher.build(forms), forms, counting, weights)


def place(text: str, headline: str = "") -> str | None:
    """Full name of the division that a folded text is from; None if it is the nation's or cannot be told.

    The text holds its headline, so a text without names has none there either.
    """
    if _NATIONAL.match(headline):
        return None
    text = _PAST.sub("\n", text)
    own: defaultdict[str, float] = defaultdict(float)
    _weigh(text, 1.0, own)
    if own and headline:
        _weigh(headline, 2.0, own)
    head = text[:600]
    match = "月" in head and _DATELINE.search(head)
    if match and (division := divisions().find(match[1])) and division.name != "北京市":
        own[division.code] += 2.0
    if not own:
        return None
    bare = _bare(text)
    total = sum(own.values())
    if not bare and (total < LEAST - ROUNDING or _NATION.search(headline)):
        return None
    rolled = _roll(own)
    code = _own_level(rolled, bare) if bare else None
    if code is None:
        code = _deepest(rolled)
        if rolled[code] < max(LEAST, SHARE * total) or _NATION.search(headline):
            return None
        if rolled[code] < len(_NATION.findall(text)):
            return None
    return divisions().by_code[code].name


def _bare(text: str) -> Counter[str]:
    """How often a text speaks of a level as its own."""
    found = _BARE.findall(text)
    return Counter("自治区" if sign == "自" else own or post or sign for sign, own, post in found)


def _weigh(text: str, times: float, own: defaultdict[str, float]) -> None:
    """Add what each mention of a division in a text counts to that of its code.

    Of a chain (湖南省衡阳市) only the last link counts, and that only for what lies within the first.
    """
    forms = _forms()
    hits: list[tuple[int, int, int]] = []
    reached = 0
    for hit in sorted(forms.matcher.find(text)):
        if hits and hit[0] == hits[-1][0]:
            hits.pop()  # a longer name begins where this one does
        elif hit[0] < reached:
            continue  # inside a longer name
        hits.append(hit)
        reached = hit[1]
    outer: tuple[int, set[str]] = (-1, set())
    for n, (start, end, index) in enumerate(hits):
        owners = _owners(index)
        if outer[0] == start:
            owners = tuple(d for d in owners if d.parent in outer[1] or d.parent[:2] in outer[1]) or owners
        if n + 1 < len(hits) and hits[n + 1][0] == end:
            outer = (end, {d.code for d in owners} | {d.code[:2] for d in owners if d.level == "province"})
            continue
        after = _AFTER.match(text, end)
        if after and not after[1]:
            continue
        weight = forms.weight[index] + (3.0 if after else 0.0)
        share = weight / len(owners) * times
        for owner in owners[:8]:
            own[owner.code] += share


def _roll(own: Mapping[str, float]) -> dict[str, float]:
    """Each score with that of what is inside the division: counties speak for their city."""
    out: defaultdict[str, float] = defaultdict(float)
    for code, score in own.items():
        for around in _chain(code):
            out[around] += score
    return out


@cache
def _chain(code: str) -> list[str]:
    """The codes of a division and of what contains it, outermost first."""
    tree = divisions()
    return [division.code for division in tree.chain(tree.by_code[code])]


def _own_level(rolled: Mapping[str, float], bare: Counter[str]) -> str | None:
    """The best division of the level that the text speaks of as its own (市委, 全县)."""
    known = divisions().by_code
    for wanted, _ in bare.most_common():
        fit = [code for code in rolled if known[code].name.endswith(wanted)]
        if wanted == "区":
            fit = [code for code in fit if known[code].level == "county"]
        if fit:
            best = max(fit, key=lambda code: (rolled[code], -int(code)))
            inner = [code for code in fit if best in _chain(code)[:-1]]
            deeper = max(inner, key=lambda code: rolled[code], default=best)
            return deeper if rolled[deeper] >= ALL_BUT * rolled[best] else best
    return None


def _deepest(rolled: Mapping[str, float]) -> str:
    """The innermost division that most of the score of each one around it belongs to."""
    known = divisions().by_code
    best = max((code for code in rolled if not known[code].parent), key=lambda code: rolled[code], default="")
    while True:
        inner = [code for code in rolled if known[code].parent == best]
        deeper = max(inner, key=lambda code: rolled[code], default="")
        if not deeper or (best and rolled[deeper] < DEEPER * rolled[best]):
            return best
        best = deeper
