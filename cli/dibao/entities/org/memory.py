"""What an article has named, found again: aliases it introduces, full names less their place or parent."""

from __future__ import annotations

from dibao.matcher import everywhere
from dibao.patterns import lazily
from dibao.scene import Org, Scene

_ALIAS = lazily(r"\((?:以?下(?:统)?简称|简称)[:“‘]{0,2}([^()“”‘’]{2,16})[”’]?\)")
_OWN = lazily(
    r"(?:[本我](?:公司|集团|行|校|院|所|局|厂|社)|(?:(?<=[任在于兼去、])|(?<=担任)|(?<=兼任))公司(?!法|章|制))"
)
"""How a text names the organization that it speaks for, or a life the company that it has named before."""

_SHORTEST = 4
"""Characters that a name without its place must have to be looked for again."""

_OWN_NAMES = frozenset(("company", "school", "hospital", "media"))


def recall(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, their shorter forms and aliases wherever these stand, in text order."""
    known = _short_forms(scene, found)
    ends = {o.end: o for o in found}
    for alias in _ALIAS.finditer(scene.text):
        if (org := ends.get(alias.start())) is not None:
            known[alias[1]] = org
    covered = {at for o in found for at in range(o.start, o.end)}
    more: list[Org] = []
    places = everywhere(scene.text, known.keys())
    for form, org in sorted(known.items(), key=lambda item: -len(item[0])):
        for at in places[form]:
            span = range(at, at + len(form))
            if covered.isdisjoint(span) or not covered.issuperset(span):
                covered.update(span)
                more.append(org._replace(start=at, end=at + len(form), rule="org.memory"))
    lost = {at for o in more for at in range(o.start, o.end)}
    return sorted([*more, *(o for o in found if lost.isdisjoint(range(o.start, o.end)))])


def own(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, and 本公司, 我校 and the like before a post (现任本公司董事)."""
    starts = {t.start for t in scene.titles} | {t.wide for t in scene.titles}
    ends = {o.end for o in found}
    heads = {h.end: scene.gazetteer.suffix[h.form] for h in scene.hits["suffix"]}
    more: list[Org] = []
    for m in _OWN.finditer(scene.text):
        head = heads.get(m.end())
        if head is None or m.end() not in starts or m.end() in ends:
            continue
        kind, whole = head.kind, scene.owner
        name = whole.name if whole is not None and whole.kind == kind else m[0]
        if name != m[0] or m[0][0] != "我":
            more.append(Org(m.start(), m.end(), name, kind, None, "org.own", head.source))
    return sorted([*found, *more]) if more else found


def _short_forms(scene: Scene, found: list[Org]) -> dict[str, Org]:
    """Names of organizations without the place or level word that they begin with."""
    anchors = {p.start: p.end for p in scene.places}
    heads = {scene.text[h.start : h.end] for h in scene.hits["suffix"]}
    known: dict[str, Org] = {}
    for org in found:
        if org.place is None or org.rule not in ("org.built", "org.organ"):
            continue
        cut = anchors.get(org.start, org.start + 1)
        if org.rule == "org.organ" and org.kind not in _OWN_NAMES:
            continue
        form = scene.text[cut : org.end]
        if form in heads and form.endswith("公司"):  # 中国|石油公司: what is left is a kind, no name
            continue
        if len(form) >= _SHORTEST or (org.rule == "org.organ" and len(form) > 1 and cut > org.start + 1):
            known.setdefault(form, org)
    return known
