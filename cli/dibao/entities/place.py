"""Places: divisions of the lexicon, countries and regions, names built with a suffix, chains of them.

A chain (贵州省凯里市) is one mention; the outer links stand in ``within``. Short names that are also words
(朝阳, 安康) need evidence: the document's own place, a chain, or a suffix behind them.
"""

from __future__ import annotations

from dibao.divisions import Division, divisions
from dibao.entities.built import Proposal, best, ground, has_stop, proposals, stands
from dibao.gazetteer import Hit, PlaceSuffix
from dibao.matcher import everywhere
from dibao.patterns import lazily
from dibao.rules import Rule
from dibao.scene import Place, Scene
from dibao.words import logp, tag

RULES = (
    Rule(
        "place.division",
        "place",
        "A division of the lexicon, full or short, with the divisions before it that contain it.",
        (
            "他来自[湖南省衡阳市](place)。",
            "[长沙](place)、[株洲](place)两地协作。",
            "考察组抵达[浙江绍兴](place)。",
        ),
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

_TABLE = "place_evidence"
_STRONG = 2.0
"""What a strong suffix adds: nearly always the end of a name where two characters stand before it."""

_TAILS = frozenset("场民域容值")
"""Characters that make a common noun of the level word before them (市场, 市民, 县域)."""

_TOWN = 1.5
"""What a town's suffix adds behind the division that it lies in."""

_UNKNOWN = 1.5

_ALONE = 0.8
"""What the name of a zone adds that would else stand without one (松木经开区)."""

_BEARING = 4.0
"""What a neighbour's bearing adds (南临七夕路)."""

_BEARINGS = frozenset(a + b for a in "东南西北" for b in "起至到临靠接邻抵")

_NAMED = 1.0
"""What a name that the lexicon knows adds before a road."""

_LIST = lazily(
    r"(?<=[\u3002,;:\n及在赴到于])((?:[\u4e00-\u9fff]{2,4}、){1,9}[\u4e00-\u9fff]{2,4})"
    r"等(?:\d{1,3}个|[一二三四五六七八九十]{1,3}个)?(?:乡镇|街道|镇|乡|村|社区)"
)

_NATURAL = frozenset(("division", "village", "water", "mountain"))
"""Kinds whose names hold no organ."""

_NEVER = -20.0

_VERBAL = frozenset(("road", "village", "division"))
"""Kinds whose names are often made of verbs (解放路, 团结村)."""

_COUNTED = lazily(r"[一二两三四五六七八九十百多几数\d][个座条所处片]|[二三四五六七八九十两][大廊]")
"""A number and a measure word: what is counted is a kind, no name."""

_LEVEL_ORDER = {
    "country": 0,
    "province": 1,
    "prefecture": 2,
    "county": 3,
    "town": 4,
    "township": 4,
    "other": 5,
}


def find(scene: Scene) -> list[Place]:
    """All place candidates of an article in text order, chains joined, without overlaps."""
    links = _known(scene)
    links = _listed(scene, _with_suffixes(scene, links))
    return [p for p in _chains(scene, links) if p.firm or _vouched(scene, p)]


def _listed(scene: Scene, links: list[Place]) -> list[Place]:
    """Places, and the members of a list that its end calls towns or villages (泗河、朗溪等乡镇)."""
    taken = {at for p in links for at in range(p.start, p.end)}
    sources = scene.gazetteer.place_suffix
    ends = {h.end: sources[h.form] for h in scene.hits["place_suffix"]}
    more: list[Place] = []
    for found in _LIST.finditer(scene.text):
        head = ends.get(found.end())
        if head is None:
            continue
        at = found.start()
        for name in found[1].split("、"):
            if taken.isdisjoint(range(at, at + len(name))):
                more.append(Place(at, at + len(name), "town", (), "place.suffix", head.source, name))
            at += len(name) + 1
    return sorted([*links, *more]) if more else links


def _vouched(scene: Scene, place: Place) -> bool:
    """Whether an ambiguous name is a place here: the article's own place, or one that holds or lies in it."""
    if place.division is None or scene.here is None:
        return False
    chain = divisions().chain(scene.here)
    return place.division in chain or scene.here in divisions().chain(place.division)[:-1]


def _known(scene: Scene) -> list[Place]:
    """Lexicon places, the leftmost longest of overlapping ones."""
    rejects: dict[int, int] = {}
    for r in scene.hits["place_reject"]:
        rejects.update(dict.fromkeys(range(r.start, r.end), r.end))
    hits: list[tuple[int, int, Hit, str]] = [(h.start, -h.end, h, "division") for h in scene.hits["division"]]
    hits += [(h.start, -h.end, h, "place") for h in scene.hits["place"]]
    organs = frozenset(h.start for h in scene.hits["organ"])
    edges = {h.start for _, _, h, _ in hits}, {h.end for _, _, h, _ in hits}
    out: list[Place] = []
    last = 0
    for start, _, hit, kind in sorted(hits):
        if out and (start, hit.end) == (out[-1].start, out[-1].end) and not out[-1].firm:
            out.pop()  # a region and a division of one name: the one that is no word counts
            last = 0
        if start < last and not out[-1].firm and hit.end > last and hit.end - start > last - out[-1].start:
            out.pop()  # 和安|哥拉: a doubtful short name that crosses a longer one
            last = 0
        if (
            start < last
            or rejects.get(start, 0) >= hit.end
            or _no_place(scene.text, hit, kind, organs, edges)
        ):
            continue
        place = _division(scene, hit) if kind == "division" else _foreign(scene, hit)
        out.append(place)
        last = hit.end
    return out


def _no_place(
    text: str, hit: Hit, kind: str, organs: frozenset[int], edges: tuple[set[int], set[int]]
) -> bool:
    """Whether a form is part of something else: a people (蒙古族), a foreign name (本·阿里), other words."""
    if text.startswith("族", hit.end):
        return True
    if hit.end - hit.start < 4 and (
        (text[hit.start - 1 : hit.start] == "·" and hit.start - 1 not in edges[1])
        or (text[hit.end : hit.end + 1] == "·" and hit.end + 1 not in edges[0])
    ):
        return True
    return kind == "division" and hit.end not in organs and _runs_on(text, hit)


def _runs_on(text: str, hit: Hit) -> bool:
    """Whether the level word of a full name belongs to the word behind it (衡阳|市场, 阳新|县域)."""
    if hit.end - hit.start < 3 or text[hit.end : hit.end + 1] not in _TAILS:
        return False
    longer = logp(text[hit.end - 1 : hit.end + 1]) or -30.0
    return longer > (logp(text[hit.end : hit.end + 2]) or -30.0) - 2.0


def _division(scene: Scene, hit: Hit) -> Place:
    form = scene.text[hit.start : hit.end]
    owners = scene.gazetteer.division[hit.form]
    division = _nearest(owners, scene.here)
    firm = len(form) > 2 or not division.ambiguous
    return Place(
        hit.start,
        hit.end,
        division.level,
        _within(division),
        "place.division",
        division.source,
        division.name,
        division,
        firm,
    )


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
    return Place(
        hit.start,
        hit.end,
        known.level,
        within,
        "place.known",
        known.source,
        known.name,
        None,
        not known.ambiguous,
    )


def built(scene: Scene, known: list[Place] | None = None, table: str = "") -> list[list[Proposal]]:
    """For each place suffix, the readings of what stands before it as a name; see :func:`proposals`."""
    links = _known(scene) if known is None else known
    anchors = sorted((p.end, p.start, "place") for p in links)
    inside = {(at, p.end) for p in links for at in range(p.start + 1, p.end)}
    edges = {at for p in links if p.firm for at in range(p.start + 1, p.end)}
    bodies = {h.end for h in scene.hits["body"]}
    here = ground(scene, "org_reject")
    out = []
    for hit in scene.hits["place_suffix"]:
        head = scene.gazetteer.place_suffix[hit.form]
        if hit.end in edges or (hit.end in bodies and hit.end - hit.start == 1):
            continue  # 镇|江, 塔城|地区: inside a name that is known
        if (hit.start, hit.end) not in inside and stands(here, hit.start, hit.end, head.strong):
            grade = f"{'strong' if head.strong else 'weak'} {head.kind}"
            found = proposals(here, hit.start, hit.end, grade, anchors, table)
            out.append([p for p in found if p.start not in edges])
    return out


def _with_suffixes(scene: Scene, known: list[Place]) -> list[Place]:
    """Known places, and names that end in a place suffix, which win over what they contain."""
    heads = {scene.text[h.start : h.end]: h.form for h in scene.hits["place_suffix"]}
    organs = {h.start: h.end for h in reversed(scene.hits["organ"])}
    spans: list[tuple[float, Place]] = []
    for readings in built(scene, known, _TABLE):
        top = best(readings, _TABLE)
        if top is None:
            continue
        score, found = top
        head = scene.gazetteer.place_suffix[heads[found.head]]
        score += bonus(found, head, scene.text, found.end in organs)
        inner = range(found.start + 1, found.end)
        if head.kind in _NATURAL and any(organs.get(at, found.end + 1) <= found.end for at in inner):
            continue  # 某市|人大常委会|原
        if score < 0.0 or "·" in scene.text[found.start : found.end]:
            continue
        level = head.level if head.level in ("town", "county") else "other"
        start = found.anchor if found.at == "place" and found.words else found.start
        written = scene.text[start : found.end]
        spans.append((score, Place(start, found.end, level, (), "place.suffix", head.source, written)))
    spans += _alone(scene)
    kept: list[Place] = []
    taken: set[int] = set()
    longest: dict[int, tuple[float, Place]] = {}
    for score, span in spans:
        if span.start not in longest or span.end > longest[span.start][1].end:
            longest[span.start] = score, span
    for _, span in sorted(longest.values(), key=lambda item: (-item[0], item[1].start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    kept += _again(scene, kept, taken)
    return sorted([*kept, *(p for p in known if taken.isdisjoint(range(p.start, p.end)))])


def bonus(found: Proposal, head: PlaceSuffix, text: str, governed: bool = False) -> float:
    """What a suffix adds by its kind: a strong one in front of which a short name stands, a weak one of
    characters that make no word together; a neighbour's bearing before it, an organ of a town behind it."""
    begin = found.anchor if found.at == "place" and found.words else found.start
    size = found.end - len(found.head) - begin
    if _COUNTED.search(text, found.anchor, found.end):
        return _NEVER
    more = _BEARING if found.at == "break" and text[found.start - 2 : found.start] in _BEARINGS else 0.0
    if not 2 <= size <= 8 or has_stop(found):
        return more
    loose = "mqadrpcu" if head.kind in _VERBAL else "mqadrpcuv"
    if any((tag(word) or "n")[0] in loose for word in found.words if len(word) > 1):
        return more
    if head.kind == "road" and found.at == "place" and found.words == ("?",):
        more += _NAMED  # 常熟市|珠江|路
    if head.level == "town" and governed:
        return _STRONG + more
    if head.strong:
        return _STRONG + more + (_ALONE if head.alone else 0.0)
    if head.level == "town" and found.at == "place":
        return _TOWN + more
    return more + (_UNKNOWN if len(found.words) > 1 and max(map(len, found.words)) == 1 else 0.0)


def _alone(scene: Scene) -> list[tuple[float, Place]]:
    """Zones of which a city has one (高新区), where they stand without a name."""
    out = []
    for hit in scene.hits["place_suffix"]:
        head = scene.gazetteer.place_suffix[hit.form]
        if head.alone and scene.text[hit.start - 1 : hit.start] not in ("各", "个", "级"):
            written = scene.text[hit.start : hit.end]
            out.append((-9.0, Place(hit.start, hit.end, "other", (), "place.suffix", head.source, written)))
    return out


def _again(scene: Scene, kept: list[Place], taken: set[int]) -> list[Place]:
    """Names built once, wherever the article has them again."""
    out: list[Place] = []
    known = {p.full: p for p in kept if p.end - p.start > 2}
    for form, starts in everywhere(scene.text, known.keys()).items():
        for at in starts:
            if taken.isdisjoint(range(at, at + len(form))):
                taken.update(range(at, at + len(form)))
                out.append(known[form]._replace(start=at, end=at + len(form)))
    return out


def _chains(scene: Scene, links: list[Place]) -> list[Place]:
    """Join places that follow one another directly from the outer to the inner."""
    out: list[Place] = []
    for place in links:
        before = out[-1] if out else None
        if before is not None and before.end == place.start:
            place = _within_chain(scene, before, place)
        if before is not None and before.end == place.start and _contains(before, place):
            within = place.within or (*before.within, scene.text[before.start : before.end])
            firm = before.firm or place.firm
            out[-1] = place._replace(
                start=before.start, within=within, full=before.full + place.full, firm=firm
            )
        else:
            out.append(place)
    return out


def _within_chain(scene: Scene, outer: Place, inner: Place) -> Place:
    """Of divisions that share a name, the one that lies in the place before it (沈阳市|和平区)."""
    if outer.division is None or inner.division is None:
        return inner
    for owner in divisions().by_form.get(scene.text[inner.start : inner.end], ()):
        if outer.division in divisions().chain(owner)[:-1]:
            return inner._replace(
                level=owner.level, within=_within(owner), full=owner.name, division=owner, source=owner.source
            )
    return inner


def _contains(outer: Place, inner: Place) -> bool:
    if outer.division is not None and inner.division is not None:
        return outer.division in divisions().chain(inner.division)[:-1]
    if not outer.firm or (outer.level == "country" and inner.division is not None and outer.full != "中国"):
        return False
    return _LEVEL_ORDER.get(outer.level, 5) < _LEVEL_ORDER.get(inner.level, 5)
