"""Places: divisions of the lexicon, countries and regions, names built with a suffix, chains of them.

A chain (贵州省凯里市) is one mention; the outer links stand in ``within``. Short names that are also words
(朝阳, 安康) need evidence: the document's own place, a chain, or a suffix behind them.
"""

from __future__ import annotations

from dibao.divisions import Division, divisions
from dibao.entities.built import Proposal, best, ground, has_stop, proposals, stands
from dibao.gazetteer import Hit, PlaceSuffix
from dibao.matcher import everywhere
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
    rejects: dict[int, int] = {}
    for r in scene.hits["place_reject"]:
        rejects.update(dict.fromkeys(range(r.start, r.end), r.end))
    hits: list[tuple[int, int, Hit, str]] = [(h.start, -h.end, h, "division") for h in scene.hits["division"]]
    hits += [(h.start, -h.end, h, "place") for h in scene.hits["place"]]
    out: list[Place] = []
    last = 0
    for start, _, hit, kind in sorted(hits):
        if out and (start, hit.end) == (out[-1].start, out[-1].end) and not out[-1].firm:
            out.pop()  # a region and a division of one name: the one that is no word counts
            last = 0
        if start < last or rejects.get(start, 0) >= hit.end or (kind == "division" and _runs_on(scene, hit)):
            continue
        place = _division(scene, hit) if kind == "division" else _foreign(scene, hit)
        out.append(place)
        last = hit.end
    return out


def _runs_on(scene: Scene, hit: Hit) -> bool:
    """Whether the level word of a full name belongs to the word behind it (衡阳|市场, 阳新|县域)."""
    text = scene.text
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
    here = ground(scene, "org_reject")
    out = []
    for hit in scene.hits["place_suffix"]:
        head = scene.gazetteer.place_suffix[hit.form]
        if (hit.start, hit.end) not in inside and stands(here, hit.start, hit.end, head.strong):
            grade = f"{'strong' if head.strong else 'weak'} {head.kind}"
            out.append(proposals(here, hit.start, hit.end, grade, anchors, table))
    return out


def _with_suffixes(scene: Scene, known: list[Place]) -> list[Place]:
    """Known places, and names that end in a place suffix, which win over what they contain."""
    heads = {scene.text[h.start : h.end]: h.form for h in scene.hits["place_suffix"]}
    spans: list[tuple[float, Place]] = []
    for readings in built(scene, known, _TABLE):
        top = best(readings, _TABLE)
        if top is None:
            continue
        score, found = top
        head = scene.gazetteer.place_suffix[heads[found.head]]
        score += bonus(found, head)
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


def bonus(found: Proposal, head: PlaceSuffix) -> float:
    """What a suffix adds by its kind: a strong one in front of which a short name stands, a weak one of
    characters that make no word together."""
    size = found.end - len(found.head) - found.start
    if not 2 <= size <= 8 or has_stop(found):
        return 0.0
    if any((tag(word) or "n")[0] in "mqadrpcu" for word in found.words if len(word) > 1):
        return 0.0
    if head.strong:
        return _STRONG
    if head.level == "town" and found.at == "place":
        return _TOWN
    return _UNKNOWN if len(found.words) > 1 and max(map(len, found.words)) == 1 else 0.0


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
        if before is not None and before.end == place.start and _contains(before, place):
            within = place.within or (*before.within, scene.text[before.start : before.end])
            firm = before.firm or place.firm
            out[-1] = place._replace(
                start=before.start, within=within, full=before.full + place.full, firm=firm
            )
        else:
            out.append(place)
    return out


def _contains(outer: Place, inner: Place) -> bool:
    if outer.division is not None and inner.division is not None:
        return outer.division in divisions().chain(inner.division)[:-1]
    if not outer.firm:
        return False
    return _LEVEL_ORDER.get(outer.level, 5) < _LEVEL_ORDER.get(inner.level, 5)
