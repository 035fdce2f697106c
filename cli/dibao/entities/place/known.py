"""Places that the lexicons know: divisions, countries, regions, and which of those that share a name is meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dibao.language.words import crossed, logp
from dibao.scene import Place, Scene
from dibao.tables import lexicon
from dibao.tables.divisions import Division, divisions
from dibao.tables.forms import PlaceForm
from dibao.tables.gazetteer import Gazetteer
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

_TAILS = frozenset("场民域容值")
"""Characters that make a common noun of the level word before them (市场, 市民, 县域)."""

_IN_CITY = lazily(r"市(?:区(?!区)|郊(?!区)|中心(?:[的地位繁商城区一]|[^\u4e00-\u9fff]|\Z))")
"""Parts of any city, and no institution of it (贵阳|市区, 贵阳|市中心的, 贵阳市|中心医院)."""


def known(scene: Scene) -> list[Place]:
    """Lexicon places, the leftmost longest of overlapping ones."""
    hits = [(start, -end, at, False) for start, end, at in scene.hits["division"]]
    hits += [(start, -end, at, True) for start, end, at in scene.hits["place"]]
    if not hits:
        return []
    hits.sort()
    text, new, here = scene.text, tuple.__new__, scene.here.code[:4] if scene.here else None
    rejects, foreign = _rejects(scene), _foreign(scene.gazetteer)
    organs = {start for start, _, _ in scene.hits["organ"]}
    edges = ({hit[0] for hit in hits}, {-hit[1] for hit in hits}) if "·" in text else None
    out: list[Place] = []
    last = 0
    for start, end, at, abroad in hits:
        end = -end
        if start < last:
            other = out[-1]
            # a region and a division: the one that is no word
            same = start == other.start and end == last
            longer = end > last and end - start > last - other.start  # 和安|哥拉
            if _runs_into(text, other, start, end):
                pass
            elif other.firm or not (same or longer):
                continue
            out.pop()
            last = 0
        if rejects.get(start, 0) >= end or _no_place(text, start, end, edges):
            continue
        if crossed(text, start, end) or (not abroad and _runs_on(text, start, end, organs)):
            continue
        form = text[start:end]
        rest = foreign[at] if abroad else _SOLE.get(form) or _divided(form, here)
        out.append(new(Place, (start, end, *rest)))
        last = end
    return out


@kept
def _foremost() -> frozenset[str]:
    """The names of provinces and continents."""
    kinds = lexicon.table("regions").mapping("kind")
    continents = {form for form, kind in kinds.items() if kind == "continent"}
    provinces = (d for d in divisions().by_code.values() if d.level == "province")
    return frozenset(continents.union(*((d.name, *d.shorts) for d in provinces)))


_INTO = frozenset("来沿从")
"""Words before a place that make another one with its first character (来安|徽, 从江|苏)."""


def _runs_into(text: str, other: Place, start: int, end: int) -> bool:
    """Whether a form of two characters is a word's end and a province's beginning (其中山|东, 投资江|苏)."""
    first = other.start
    if start != first + 1 or other.end != start + 1 or text[start:end] not in _foremost():
        return False
    joint = text[first] in _INTO or logp(text[first - 1 : start]) is not None
    return joint and text[first : other.end] not in _foremost() and text[end : end + 1] not in _ROADS


_ROADS = frozenset("路街大一二三")
"""What stands behind the bearing of a road (中山|东路, 中山|东一路)."""


def _rejects(scene: Scene) -> dict[int, int]:
    """The end of the words that are no place, for each offset inside them."""
    rejects: dict[int, int] = {}
    for start, end, _ in scene.hits["place_reject"]:
        first = start + (scene.text[start:end] in _behind())
        rejects.update(dict.fromkeys(range(first, end), end))
    return rejects


@kept
def _behind() -> frozenset[str]:
    """The words in which what spells a place by accident does not stand first, so that one may (上|海地|区)."""
    holds = lexicon.table("place_rejects").mapping("holds")
    return frozenset(
        form for form, held in holds.items() if held and not form.startswith(tuple(held.split("|")))
    )


def _no_place(text: str, start: int, end: int, edges: tuple[set[int], set[int]] | None) -> bool:
    """Whether a form is part of a people's name (蒙古族) or of a foreign one (本·阿里).

    ``edges`` are the starts and ends of all forms, None in a text without name dots.
    """
    behind = text[end : end + 1]
    if behind == "族" or (text[start] == "台" and text[start - 1 : start].isdigit()):  # 1500台|中
        return True
    if edges is None or end - start >= 4:
        return False
    return (behind == "·" and end + 1 not in edges[0]) or (
        text[start - 1 : start] == "·" and start - 1 not in edges[1]
    )


def in_city(text: str, end: int) -> bool:
    """Whether the level word that ends there begins a word for a part of any city."""
    return _IN_CITY.match(text, end - 1) is not None


def _runs_on(text: str, start: int, end: int, organs: set[int]) -> bool:
    """Whether the level word of a full name belongs to the word behind it (衡阳|市场, 阳新|县域)."""
    if end - start < 3 or end in organs:
        return False
    if text[end : end + 1] not in _TAILS:
        return in_city(text, end)
    longer = logp(text[end - 1 : end + 1]) or -30.0
    return longer > (logp(text[end : end + 2]) or -30.0) - 2.0


_Rest = tuple[str, tuple[str, ...], str, str, str, Division | None, bool]
"""What is known of a place wherever it stands: what a :class:`Place` has behind its span."""

_SOLE: dict[str, _Rest] = {}
"""The places that forms of one division each mean, wherever the article is from."""
_MOST = 1 << 12


@lru_cache(maxsize=_MOST)
def _divided(form: str, here: str | None) -> _Rest:
    """The division that a form means in an article from the prefecture ``here``, as a place has it."""
    owners = divisions().by_form[form]
    division = _nearest(owners, here)
    firm = len(form) > 2 or not division.ambiguous
    rest = (
        division.level, _within(division), "place.division", division.source, division.name, division, firm
    )  # fmt: skip
    if len(owners) == 1 and len(_SOLE) < _MOST:
        _SOLE[form] = rest
    return rest


def _nearest(owners: tuple[Division, ...], here: str | None) -> Division:
    """Of divisions that share a name, the one in or nearest to where the article is written."""
    if here is None or len(owners) == 1:
        return owners[0]
    return max(owners, key=lambda d: _shared(d.code, here))


def _shared(a: str, b: str) -> int:
    return 4 if a[:4] == b else 2 if a[:2] == b[:2] else 0


def _within(division: Division) -> tuple[str, ...]:
    return tuple(d.name for d in divisions().chain(division)[:-1])


class _Foreign(dict[int, _Rest]):
    """The countries, regions and foreign places of a gazetteer by the index of the form, as places have them."""

    def __init__(self, forms: Mapping[int, PlaceForm]) -> None:
        self._forms = forms

    def __missing__(self, at: int) -> _Rest:
        form = self._forms[at]
        within = (form.within,) if form.within else ()
        rest = self[at] = (
            form.level, within, "place.known", form.source, form.name, None, not form.ambiguous
        )  # fmt: skip
        return rest


@lru_cache(maxsize=4)
def _foreign(gazetteer: Gazetteer) -> _Foreign:
    return _Foreign(gazetteer.place)


def within_chain(scene: Scene, outer: Place, inner: Place) -> Place:
    """Of divisions that share a name, the one that lies in the place before it (沈阳市|和平区)."""
    if outer.division is None or inner.division is None:
        return inner
    for owner in divisions().by_form.get(scene.text[inner.start : inner.end], ()):
        if outer.division in divisions().chain(owner)[:-1]:
            return inner._replace(
                level=owner.level, within=_within(owner), full=owner.name, division=owner, source=owner.source
            )
    return inner
