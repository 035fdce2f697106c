"""Places: divisions of the lexicon, countries and regions, names built with a suffix, chains of them.

A chain (江西省抚州市) is one mention; the outer links stand in ``within``. Short names that are also words
(朝阳, 安康) need evidence: the document's own place, a chain, or a suffix behind them. ``known`` finds what the
lexicons have, ``suffix`` what is built; this module joins them.
"""

from __future__ import annotations

from dibao.entities.place import towns
from dibao.entities.place.abroad import leveled
from dibao.entities.place.inside import inside
from dibao.entities.place.known import known, within_chain
from dibao.entities.place.suffix import bonus, built, with_suffixes
from dibao.rules import Rule
from dibao.scene import Place, Scene
from dibao.tables import lexicon
from dibao.tables.divisions import divisions
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

__all__ = ["RULES", "bonus", "built", "find"]

RULES = (
    Rule(
        "place.division",
        "place",
        "A division of the lexicon, full or short, with the divisions before it that contain it.",
        (
            "他来自[湖南省衡阳市](place)。",
            "[长沙](place)、[株洲](place)两地协作。",
            "考察组抵达[浙江绍兴](place)。",
            "[上海](place)地铁里人不多。",
            "增长六成，其中[山东](place)增长最快。",
        ),
        ("这个目标能够实现。", "巩固原有基础。", "共有1500台中低端设备。"),
    ),
    Rule(
        "place.known",
        "place",
        "A country, region, river, mountain or foreign city of the lexicon.",
        ("代表团访问[法国](place)和[柬埔寨](place)。", "[长江](place)水位上涨。"),
        ("依法国有资产受保护。",),
    ),
    Rule(
        "place.town",
        "place",
        "A town, township or street office of the lexicon, where its county is at hand or it stands like a name.",
        (
            "县长方致远到[高河镇](place)调研。",
            "[怀宁县石牌镇](place)受灾，村民搬到[三教镇明珠社区](place)。",
        ),
        ("建设新城镇。", "该县是文化镇。", "建设乡镇企业。"),
    ),
    Rule(
        "place.suffix",
        "place",
        "A name that ends in a word for a road, zone, settlement, water or site.",
        (
            "[柳叶湖大道](place)今日通车。",
            "工地位于[梅子坳片区](place)。",
            "工地位于[衡阳县梅坪镇苏家垄村](place)。",
            "[高冲镇](place)出煤，[高冲镇](place)的路不好走。",
            "走访了[柳坪](place)、[石冲](place)、[阳明](place)等乡镇。",
        ),
        ("走上小康之路。", "两条道路同时开工。", "全镇干部驻村帮扶。"),
    ),
)

_LIST_ENDS = r"等(?:\d{1,3}个|[一二三四五六七八九十]{1,3}个)?(?:乡镇|街道|镇|乡|村|社区)"
_LIST_END = lazily(_LIST_ENDS)
_LIST = lazily(
    r"(?<=[\u3002,;:\n及在赴到于的了往至察])((?:[\u4e00-\u9fff]{2,4}、){1,9}[\u4e00-\u9fff]{2,4})"
    + _LIST_ENDS
)

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
    links = leveled(scene, known(scene))
    links = towns.joined(links, towns.named(scene, links))
    links = inside(scene, _listed(scene, with_suffixes(scene, links)))
    return [p for p in _chains(scene, links) if p.firm or _vouched(scene, p)]


def _listed(scene: Scene, links: list[Place]) -> list[Place]:
    """Places, and the members of a list that its end calls towns or villages (泗河、朗溪等乡镇)."""
    if _LIST_END.search(scene.text) is None:
        return links
    doubtful = {(p.start, p.end) for p in links if not p.firm}
    taken = {at for p in links if p.firm for at in range(p.start, p.end)}
    sources = scene.gazetteer.place_suffix
    ends = {end: sources[form] for _, end, form in scene.hits["place_suffix"]}
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
    told = {(p.start, p.end) for p in more} & doubtful
    return sorted([*(p for p in links if (p.start, p.end) not in told), *more]) if more else links


def _vouched(scene: Scene, place: Place) -> bool:
    """Whether an ambiguous name is a place here: the article's own place, or one that holds or lies in it."""
    if place.division is None or scene.here is None:
        return False
    chain = divisions().chain(scene.here)
    return place.division in chain or scene.here in divisions().chain(place.division)[:-1]


def _chains(scene: Scene, links: list[Place]) -> list[Place]:
    """Join places that follow one another directly from the outer to the inner."""
    out: list[Place] = []
    end, name = -1, ""
    for place in links:
        link = place
        if place.start == end:
            outer = out[-1]
            link = place = within_chain(scene, outer, place)
            if _contains(outer, place):
                out.pop()
                place = place._replace(
                    start=outer.start,
                    within=place.within or (*outer.within, name),
                    full=(scene.text[outer.start : end] if _zone(place) else outer.full) + place.full,
                    firm=outer.firm or place.firm,
                )
        out.append(place)
        end, name = place.end, link.full
    return out


def _zone(place: Place) -> bool:
    """Whether a place is a zone, whose full name begins as it is written (湖南|湘江新区)."""
    return place.division is None and place.level == "other" and place.full.endswith("区")


@kept
def _continents() -> frozenset[str]:
    """What no country holds."""
    kinds = lexicon.table("regions").mapping("kind")
    return frozenset(form for form, kind in kinds.items() if kind == "continent")


_VILLAGE, _GROUP = "村", "组"


def _contains(outer: Place, inner: Place) -> bool:
    if inner.division is not None and (outer.division is not None or outer.level == "prefecture"):
        return outer.division in divisions().chain(inner.division)[:-1]  # not 巴黎|解放
    if inner.rule == "place.known" and inner.full in _continents():
        return False  # 美国|非洲裔
    if outer.division is None and outer.level == "other" and _zone(inner):
        return outer.firm and inner.rule == "place.suffix"  # 郑州航空港|经济综合实验区
    if inner.full.endswith(_GROUP) and outer.full.endswith(_VILLAGE):
        return True
    if not outer.firm or (outer.level == "country" and inner.division is not None and outer.full != "中国"):
        return False
    return _LEVEL_ORDER.get(outer.level, 5) < _LEVEL_ORDER.get(inner.level, 5)
