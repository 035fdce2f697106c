"""Where an article is from: the division that its page, its dateline and its own words point to most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from dibao import matcher
from dibao.cache import stored
from dibao.divisions import Division, divisions
from dibao.patterns import lazily

_OWN = lazily(r"(?:市|县|区|州|盟|旗|省|自治区)?(?:委|政府|人大|政协|人民政府|纪委|人民法院|人民检察院|公安)")
_PAPER = lazily(r"日报|晚报|晨报|都市报|早报|广播电视台|电视台|新闻网|发布")
_ELSEWHERE = lazily(
    r"[人籍]|大学|学院|银行|证券|大道|路|街|时间|条约|公报|会议精神|\d{1,2}月\d{1,2}日|[电讯](?:[ (]|$)"
)
_BARE = lazily(
    r"(?=[我全本市县区州省副自])(?:[我全本]([市县区州盟旗省])(?!域)|(?<![\u4e00-\u9fff])([市县区州省])(?:委|政府|人大|政协|人民政府|长|纪委|领导|直)"
    r"|(?<![\u4e00-\u9fff])副([市县区州省])长|(自治区)(?:党委|政府|主席|人大|政协))"
)
_NATION = lazily(r"国务院|党中央|中共中央|全国人大|我国|中国|全国|国家主席")
_NATIONAL = lazily(r"(?:中共中央|国务院|全国|国家|十[一二三四五六七八九]届全国)")
_DATELINE = lazily(r"(?:社|网|报)([\u4e00-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日")

LEAST = 3.0
"""What a division must score to be the place of an article that does not speak of its own city or county."""
SHARE = 0.5
"""Which share of all scores the division must have there."""
DEEPER = 0.5
"""Which share of a division's score one inside it must have to be meant rather."""


class _Forms(NamedTuple):
    """The forms that name divisions, in columns: so they are soon read back."""

    matcher: matcher.Matcher
    form: list[str]
    owners: list[tuple[int, ...]]
    """Which of the divisions of that form in the tree it counts for, by position."""
    weight: list[float]

    def divisions(self, at: int) -> tuple[Division, ...]:
        owners = divisions().by_form[self.form[at]]
        return tuple(owners[n] for n in self.owners[at])


@cache
def _forms() -> _Forms:
    return stored("locating", _compile)


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
    """Full name of the division that a folded text is from; None if it is the nation's or cannot be told."""
    own: defaultdict[str, float] = defaultdict(float)
    for part, times in ((text, 1.0), (headline, 2.0)):
        for named, weight in _hits(part):
            own[named] += weight * times
    match = _DATELINE.search(text[:600])
    if match and (division := divisions().find(match[1])) and division.name != "北京市":
        own[division.code] += 2.0
    if not own or _NATIONAL.match(headline):
        return None
    bare = Counter("".join(filter(None, found)) for found in _BARE.findall(text))
    rolled = _roll(own)
    code = _own_level(rolled, bare) if bare else None
    if code is None:
        code = _deepest(rolled)
        nation = len(_NATION.findall(text))
        if _NATION.search(headline) or rolled[code] < max(LEAST, SHARE * sum(own.values()), nation):
            return None
    return divisions().by_code[code].name


def _hits(text: str) -> list[tuple[str, float]]:
    """Codes of the divisions that a text names, with what each mention counts.

    Of a chain (湖南省衡阳市) only the last link counts, and that only for what lies within the first.
    """
    forms = _forms()
    out: list[tuple[str, float]] = []
    hits: list[tuple[int, int, int]] = []
    for hit in sorted(forms.matcher.find(text), key=lambda hit: (hit[0], -hit[1])):
        if not hits or hit[0] >= hits[-1][1]:  # else inside a longer name
            hits.append(hit)
    outer: tuple[int, set[str]] = (-1, set())
    for n, (start, end, index) in enumerate(hits):
        owners = forms.divisions(index)
        if outer[0] == start:
            owners = tuple(d for d in owners if d.parent in outer[1] or d.parent[:2] in outer[1]) or owners
        if n + 1 < len(hits) and hits[n + 1][0] == end:
            outer = (end, {d.code for d in owners} | {d.code[:2] for d in owners if d.level == "province"})
            continue
        if _ELSEWHERE.match(text, end):
            continue
        weight = forms.weight[index]
        if _OWN.match(text, end) or _PAPER.match(text, end):
            weight += 3.0
        out += [(owner.code, weight / len(owners)) for owner in owners[:8]]
    return out


def _roll(own: Mapping[str, float]) -> dict[str, float]:
    """Each score with that of what is inside the division: counties speak for their city."""
    out: defaultdict[str, float] = defaultdict(float)
    tree = divisions()
    for code, score in own.items():
        for division in tree.chain(tree.by_code[code]):
            out[division.code] += score
    return out


def _own_level(rolled: Mapping[str, float], bare: Counter[str]) -> str | None:
    """The best division of the level that the text speaks of as its own (市委, 全县)."""
    known = divisions().by_code
    for wanted, _ in bare.most_common():
        fit = [code for code in rolled if known[code].name.endswith(wanted)]
        if wanted == "区":
            fit = [code for code in fit if known[code].level == "county"]
        if fit:
            return max(fit, key=lambda code: (rolled[code], -int(code)))
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
