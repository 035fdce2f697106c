"""What an article has named, found again: aliases it introduces, full names less their place or parent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dibao.entities.org.heads import OWN_NAMES, suffixes_at
from dibao.language.words import logp
from dibao.scene import Org, Scene
from dibao.tables.matcher import everywhere
from dibao.tables.patterns import lazily

_ALIAS = lazily(r"\((?:以?下(?:统)?简称|简称)[:“‘]{0,2}([^()“”‘’]{2,16})[”’]?\)")
_OWN = lazily(
    r"(?:[本我](?:公司|集团|行|校|院|所|局|厂|社)|(?:(?<=[任在于兼去、])|(?<=担任)|(?<=兼任))公司)\Z"
)
"""How a text names the organization that it speaks for, or a life the company that it has named before."""

_OWN_ENDS = frozenset("司团行校院所局厂社")
"""The characters that such a form ends in."""

_LAWS = frozenset("法章制")
"""What makes a common noun of a company before it (公司章程)."""

_LEGAL = lazily(r"(?:\(集团\)|集团|控股|股份|有限|责任|总|公司)+\Z")
"""The legal form that a company's name ends in."""

_POLITE = ("女士", "先生", "同志")
"""What stands behind a person."""

_SHORTEST = 4
"""Characters that a name without its place must have to be looked for again."""


def recall(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, their shorter forms and aliases wherever these stand, in text order."""
    known = _cores(scene, found) | _whole_forms(scene, found) | _short_forms(scene, found)
    ends = {o.end: o for o in found}
    for alias in _ALIAS.finditer(scene.text):
        if (org := ends.get(alias.start())) is not None:
            known[alias[1]] = org
    brands = {form: org for form, org in _brands(scene, found).items() if form not in known}
    if not known and not brands:
        return found
    covered = {at for o in found for at in range(o.start, o.end)}
    more: list[Org] = []
    places = everywhere(scene.text, [*known, *brands])
    sites = {p.end: p.start for p in scene.places if p.rule == "place.suffix"}
    for form, org in sorted(known.items(), key=lambda item: -len(item[0])):
        for at in places[form]:
            span = range(at, at + len(form))
            same = ends.get(span.stop)
            if same is not None and same.start == at and same.rule == "org.built" and same.name == form:
                if org.name != form:
                    more.append(org._replace(start=at, end=span.stop, rule="org.memory"))
            elif covered.isdisjoint(span) or not covered.issuperset(span):
                start = min(at, sites.get(span.stop, at))  # 安徽柳岩煤矿 … 柳岩煤矿
                covered.update(range(start, span.stop))
                more.append(org._replace(start=start, end=span.stop, rule="org.memory"))
    if brands:
        covered.update(at for p in scene.places for at in range(p.start, p.end))
        more += _acting(scene, brands, places, covered)
    lost = {at for o in more for at in range(o.start, o.end)}
    return sorted([*more, *(o for o in found if lost.isdisjoint(range(o.start, o.end)))])


def own(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, and 本公司, 我校 and the like before a post (现任本公司董事)."""
    text = scene.text
    starts = {t.start for t in scene.titles} | {t.wide for t in scene.titles if t.wide >= 0}
    ends = {o.end for o in found}
    more: list[Org] = []
    for at in starts:
        m = _OWN.search(text, max(0, at - 3), at) if text[at - 1 : at] in _OWN_ENDS else None
        if m is None or (m[0] == "公司" and text[at] in _LAWS):
            continue
        heads = suffixes_at(scene, at)
        if not heads or at in ends:
            continue
        head, whole = scene.gazetteer.suffix[heads[-1].form], scene.owner
        name = whole.name if whole is not None and whole.kind == head.kind else m[0]
        if name != m[0] or m[0][0] != "我":
            more.append(Org(m.start(), at, name, head.kind, None, "org.own", head.source))
    return sorted([*found, *more]) if more else found


def _whole_forms(scene: Scene, found: list[Org]) -> dict[str, Org]:
    """Built names that their place, a post behind them or a second mention vouches for."""
    built = [o for o in found if o.rule == "org.built" and o.end - o.start >= _SHORTEST]
    if not built:
        return {}
    posts, times = {t.start for t in scene.titles}, Counter(o.name for o in built)
    sure = (o for o in built if o.place is not None or o.end in posts or times[o.name] > 1)
    return {scene.text[o.start : o.end]: o for o in sure}


def _cores(scene: Scene, found: list[Org]) -> dict[str, Org]:
    """Companies' names without their place and legal form, where they begin with no word (瑞萨电子)."""
    known: dict[str, Org] = {}
    starts = {p.start: p.end for p in scene.places}
    for org in found:
        if org.kind != "company" or org.rule != "org.built":
            continue
        core = _LEGAL.sub("", scene.text[starts.get(org.start, org.start) : org.end])
        if core.endswith(_POLITE):
            continue
        if len(core) >= _SHORTEST and logp(core[:2]) is None and logp(core[2:4]) is not None:
            known.setdefault(core, org)
    return known


def _brands(scene: Scene, found: list[Org]) -> dict[str, Org]:
    """The two characters that a company's name begins with behind its place, where they make no word (云帆)."""
    known: dict[str, Org] = {}
    companies = [org for org in found if org.kind == "company" and org.rule == "org.built"]
    starts = {p.start: p.end for p in scene.places} if companies else {}
    for org in companies:
        at = starts.get(org.start, org.start)
        brand, rest = scene.text[at : at + 2], scene.text[at + 2 : at + 4]
        if at + 4 <= org.end and logp(brand) is None and logp(rest) is not None:
            known.setdefault(brand, org)
    return known


def _acting(
    scene: Scene, brands: dict[str, Org], places: Mapping[str, Sequence[int]], covered: set[int]
) -> Iterator[Org]:
    """Companies by their brand, where it does something or has a post (云帆|将投资, 云帆|董事长) and is no make."""
    titles = {t.start for t in scene.titles}
    for form, org in brands.items():
        for at in places[form]:
            end = at + len(form)
            acts = end in titles or scene.text[end : end + 1] in _DOING
            if acts and at not in covered and end - 1 not in covered:
                yield org._replace(start=at, end=end, rule="org.memory")


_DOING = frozenset("将已从以在与曾也又就能会正要")
"""The characters that stand behind who acts."""


def _short_forms(scene: Scene, found: list[Org]) -> dict[str, Org]:
    """Names of organizations without the place or level word that they begin with."""
    known: dict[str, Org] = {}
    whole = [
        o
        for o in found
        if o.place is not None and (o.rule == "org.built" or (o.rule == "org.organ" and o.kind in OWN_NAMES))
    ]
    if not whole:
        return known
    anchors = {p.start: p.end for p in scene.places}
    for org in whole:
        cut = anchors.get(org.start, org.start + 1)
        form = scene.text[cut : org.end]
        if form.endswith("公司") and any(hit.start == cut for hit in suffixes_at(scene, org.end)):
            continue  # 中国|石油公司: what is left is a kind, no name
        if len(form) >= _SHORTEST or (org.rule == "org.organ" and len(form) > 1 and cut > org.start + 1):
            known.setdefault(form, org)
    return known
