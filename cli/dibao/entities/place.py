"""Places: divisions of the lexicon, countries and regions, names built with a suffix, chains of them.

A chain (贵州省凯里市) is one mention; the outer links stand in ``within``. Short names that are also words
(朝阳, 安康) need evidence: the document's own place, a chain, or a suffix behind them.
"""

from __future__ import annotations

import re

from dibao.divisions import Division, divisions
from dibao.gazetteer import Hit
from dibao.rules import Rule
from dibao.scene import Place, Scene
from dibao.words import cut, words

RULES = (
    Rule(
        "place.division",
        "place",
        "A division of the lexicon, full or short, with the divisions before it that contain it.",
        ("他来自[湖南省衡阳市](place)。", "[长沙](place)、[株洲](place)两地协作。", "考察组抵达[浙江绍兴](place)。"),
        ("这个目标能够实现。",),
    ),
    Rule(
        "place.known",
        "place",
        "A country, region, river, mountain or foreign city of the lexicon.",
        ("代表团访问[法国](place)和[柬埔寨](place)。", "[长江](place)水位上涨。"),
    ),
    Rule(
        "place.suffix",
        "place",
        "A name that ends in a word for a road, zone, settlement, water or site.",
        ("[柳叶湖大道](place)今日通车。", "工地位于[梅子坳片区](place)。"),
        ("走上小康之路。", "两条道路同时开工。"),
    ),
)

_LEVEL_ORDER = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "town": 4, "township": 4, "other": 5}
_HAN = re.compile(r"[\u3400-\u9fff·\d]+\Z")
_LONGEST_NAME = 6
_FUNCTION_TAGS = frozenset("p c d u r v y e o q m f t".split())


def find(scene: Scene) -> list[Place]:
    """All place candidates of an article in text order, chains joined, without overlaps."""
    links = _known(scene)
    links = _with_suffixes(scene, links)
    return [p for p in _chains(scene, links) if p.firm or _vouched(scene, p)]


def _vouched(scene: Scene, place: Place) -> bool:
    """Whether an ambiguous name is a place here: the article's own place, or one that holds or lies in it."""
    if place.division is None or scene.here is None:
        return False
    chain = divisions().chain(scene.here)
    return place.division in chain or scene.here in divisions().chain(place.division)[:-1]


def _known(scene: Scene) -> list[Place]:
    """Lexicon places, the leftmost longest of overlapping ones."""
    hits: list[tuple[int, int, Hit, str]] = [(h.start, -h.end, h, "division") for h in scene.hits["division"]]
    hits += [(h.start, -h.end, h, "place") for h in scene.hits["place"]]
    out: list[Place] = []
    last = 0
    for start, _, hit, kind in sorted(hits):
        if start < last:
            continue
        place = _division(scene, hit) if kind == "division" else _foreign(scene, hit)
        out.append(place)
        last = hit.end
    return out


def _division(scene: Scene, hit: Hit) -> Place:
    form = scene.text[hit.start : hit.end]
    owners = scene.gazetteer.division[hit.form]
    division = _nearest(owners, scene.here)
    short = form != division.name
    firm = not (short and division.ambiguous) and not (len(form) == 2 and not short)
    return Place(hit.start, hit.end, division.level, _within(division), "place.division", division.source, division.name, division, firm)


def _nearest(owners: tuple[Division, ...], here: Division | None) -> Division:
    """Of divisions that share a name, the one in or nearest to where the article is written."""
    if here is None or len(owners) == 1:
        return owners[0]
    return max(owners, key=lambda d: (_shared(d.code, here.code), -owners.index(d)))


def _shared(a: str, b: str) -> int:
    return 4 if a[:4] == b[:4] else 2 if a[:2] == b[:2] else 0


def _within(division: Division) -> tuple[str, ...]:
    return tuple(d.name for d in divisions().chain(division)[:-1])


def _foreign(scene: Scene, hit: Hit) -> Place:
    known = scene.gazetteer.place[hit.form]
    within = (known.within,) if known.within else ()
    return Place(hit.start, hit.end, known.level, within, "place.known", known.source, known.name)


def _with_suffixes(scene: Scene, known: list[Place]) -> list[Place]:
    """Known places, and names that end in a place suffix, which win over what they contain."""
    ends = {p.end: p for p in known}
    starts = {p.start for p in known}
    spans: list[Place] = []
    for hit in scene.hits["place_suffix"]:
        head = scene.gazetteer.place_suffix[hit.form]
        if hit.end in ends and ends[hit.end].start <= hit.start:
            continue
        left = _left_edge(scene, hit, ends, head.strong)
        if left is None or left in starts and (hit.start in ends) and not head.strong and hit.end - hit.start == 1:
            continue
        level = head.level if head.level in ("town", "county") else "other"
        spans.append(Place(left, hit.end, level, (), "place.suffix", head.source, scene.text[left : hit.end]))
    spans.sort(key=lambda p: (p.end, p.start))
    kept: list[Place] = []
    for span in spans:
        while kept and kept[-1].start >= span.start:
            kept.pop()
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    merged = sorted([*kept, *known], key=lambda p: (p.start, -p.end))
    out: list[Place] = []
    for place in merged:
        if not out or place.start >= out[-1].end:
            out.append(place)
    return out


def _left_edge(scene: Scene, hit: Hit, place_ends: dict[int, Place], strong: bool) -> int | None:
    """Where the name that this suffix ends begins, or None where it is no name."""
    text = scene.text
    low = max(0, hit.start - _LONGEST_NAME)
    for at in range(hit.start, low - 1, -1):
        if at in place_ends and at < hit.start and _name_like(text, at, hit.start, strong):
            return at
    run = _HAN.search(text, low, hit.start)
    if run is None:
        return None
    tokens = cut(text, run.start(), hit.end)
    left = hit.start
    for start, end in reversed(tokens):
        if end > hit.start and start < hit.start:
            return None  # the suffix is the tail of an ordinary word
        if start >= hit.start:
            continue
        word = text[start:end]
        if words().tag.get(word, "x")[0] in _FUNCTION_TAGS and len(word) > 0 and end - start <= 2 and word in words().tag:
            break
        left = start
    size = hit.start - left
    if size < 2 or size > (_LONGEST_NAME if strong else 3):
        return None
    return left if strong or _name_like(text, left, hit.start, strong) else None


def _name_like(text: str, start: int, end: int, strong: bool) -> bool:
    """Whether a stretch reads as a proper name rather than as ordinary words."""
    size = end - start
    if not 1 <= size <= 5 or not _HAN.fullmatch(text, start, end):
        return False
    tokens = cut(text, start, end)
    tags = [words().tag.get(text[a:b], "x")[0] for a, b in tokens]
    if any(t in "pcuryv" for t, (a, b) in zip(tags, tokens, strict=True) if b - a < 3):
        return False
    return strong or len(tokens) > 1 or tags[0] in "xn"


def _chains(scene: Scene, links: list[Place]) -> list[Place]:
    """Join places that follow one another directly from the outer to the inner."""
    out: list[Place] = []
    for place in links:
        before = out[-1] if out else None
        if before is not None and before.end == place.start and _contains(before, place):
            within = place.within or (*before.within, scene.text[before.start : before.end])
            firm = before.firm or place.firm
            out[-1] = place._replace(start=before.start, within=within, full=before.full + place.full, firm=firm)
        else:
            out.append(place)
    return out


def _contains(outer: Place, inner: Place) -> bool:
    if outer.division is not None and inner.division is not None:
        return outer.division in divisions().chain(inner.division)[:-1]
    return _LEVEL_ORDER.get(outer.level, 5) < _LEVEL_ORDER.get(inner.level, 5)
