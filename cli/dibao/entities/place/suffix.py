"""Places that no lexicon knows: names built to a suffix (大道, 片区), zones that need none, names told again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dibao.entities.built import Builder, Proposal, ground, has_stop, scale, stands, stops
from dibao.entities.place import settled
from dibao.entities.place.known import in_city
from dibao.entities.place.known import known as known_places
from dibao.entities.place.towns import in_town
from dibao.language.words import tag
from dibao.named import NamedTuple
from dibao.scene import Place, Scene
from dibao.tables.forms import PlaceSuffix
from dibao.tables.gazetteer import Gazetteer
from dibao.tables.matcher import everywhere
from dibao.tables.packed import Made
from dibao.tables.patterns import lazily

_TABLE = "place_evidence"
_STRONG = 2.0
"""What a strong suffix adds: nearly always the end of a name where two characters stand before it."""

_TOWN = 1.5
"""What a town's suffix adds behind the division that it lies in."""
_GOVERNED = 9.0
"""What lets a town's name with an organ behind it win over what it contains."""
_RULED = 1.5
"""What an organ behind the zone of a place adds (威海火炬高技术产业开发区|管委会)."""
_UNKNOWN = 1.5

_ALONE = 0.8
"""What the name of a zone adds that would else stand without one (梅山经开区)."""

_BEARING = 4.0
"""What a neighbour's bearing adds (南临端午路)."""

_BEARINGS = frozenset(a + b for a in "东南西北" for b in "起至到临靠接邻抵")

_NAMED = 1.0
"""What a name that the lexicon knows adds before a road."""

_NATURAL = frozenset(("division", "village", "water", "mountain"))
"""Kinds whose names hold no organ."""

_SEATS, _OFFICES = frozenset(("site", "building")), ("", "办公", "机关")
"""Kinds in which organs sit, and what stands between an organ and where it sits: that is the organ's place, no name."""

_NAMED_AFTER = _NATURAL | {"road"}
"""Kinds that may be named after a place without lying in it (余姚大道)."""

_NEVER = -20.0

_VERBAL = frozenset(("road", "village", "division"))
"""Kinds whose names are often made of verbs (解放路, 团结村)."""

_CITY = "市"

_COUNTED = lazily(r"[一二两三四五六七八九十百千万多几数\d][个座条所处片亩顷]|[二三四五六七八九十两][大廊]")
"""A number and a measure word: what is counted is a kind, no name."""


class _Form(NamedTuple):
    """A place suffix with what is known of it wherever it stands."""

    head: PlaceSuffix
    grade: str
    weight: int
    most: float
    """See :func:`most`."""


@lru_cache(maxsize=4)
def _forms(gazetteer: Gazetteer) -> Mapping[int, _Form]:
    """The place suffixes of a gazetteer."""

    def form(at: int) -> _Form:
        head = gazetteer.place_suffix[at]
        grade = f"{'strong' if head.strong else 'weak'} {head.kind}"
        return _Form(head, grade, scale(_TABLE).head(head.form, grade), most(head))

    return Made(form)


@lru_cache(maxsize=4)
def _weights(gazetteer: Gazetteer) -> Mapping[int, int]:
    """In hundredths, what all names to a place suffix share, whatever stands behind it."""
    forms, bias = _forms(gazetteer), scale(_TABLE).bias
    return Made(lambda at: bias + forms[at].weight)


@lru_cache(maxsize=4)
def _zones(gazetteer: Gazetteer) -> Mapping[int, bool]:
    """Whether a place suffix names a place by itself."""
    return Made(lambda at: gazetteer.place_suffix[at].alone)


class _Suffixes:
    """The place suffixes of an article on the ground of its known places."""

    def __init__(self, scene: Scene, known: list[Place]) -> None:
        self._scene = scene
        self._ground = ground(scene)
        self._begins = {p.end: p.start for p in known}
        self.inside = {at for p in known if p.firm for at in range(p.start + 1, p.end)}
        """Where a name would begin or end inside a known one: 镇|江, 塔城|地区."""
        self.builder = Builder(self._ground, sorted((p.end, p.start, "place") for p in known), _TABLE)

    def standing(self, hopeless: bool) -> Iterator[tuple[int, int, _Form]]:
        """Those that may end a name, the ``hopeless`` ones too or none of these."""
        scene, here, inside, begins = self._scene, self._ground, self.inside, self._begins
        forms, hits = _forms(scene.gazetteer), scene.hits["place_suffix"]
        bodies = {end for _, end, _ in scene.hits["body"]}
        for start, end, at in hits if hopeless else self.builder.hopeful(hits, _weights(scene.gazetteer)):
            if end in inside or begins.get(end, start) < start or (end - start == 1 and end in bodies):
                continue
            form = forms[at]
            if form.head.form == _CITY and in_city(here.text, end):
                continue
            if stands(here, start, end, form.head.strong):
                yield start, end, form


def built(scene: Scene) -> list[list[Proposal]]:
    """For each place suffix, all readings of what stands before it as a name."""
    suffixes = _Suffixes(scene, known_places(scene))
    out = []
    for start, end, form in suffixes.standing(hopeless=True):
        found = suffixes.builder.proposals(start, end, form.grade)
        out.append([p for p in found if p.start not in suffixes.inside])
    return out


def with_suffixes(scene: Scene, known: list[Place]) -> list[Place]:
    """Known places, and names that end in a place suffix, which win over what they contain."""
    longest: dict[int, tuple[float, Place]] = {}
    for score, span in (*_built(scene, known), *_alone(scene)):
        if span.start not in longest or span.end > longest[span.start][1].end:
            longest[span.start] = score, span
    if not longest:
        return known
    kept: list[Place] = []
    taken: set[int] = set()
    for _, span in sorted(longest.values(), key=lambda item: (-item[0], item[1].start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    kept += _again(scene, kept, taken)
    return sorted([*kept, *(p for p in known if taken.isdisjoint(range(p.start, p.end)))])


def _built(scene: Scene, known: list[Place]) -> Iterator[tuple[float, Place]]:
    """Names for which the evidence speaks, with their log odds."""
    text = scene.text
    organs = {start: end for start, end, _ in reversed(scene.hits["organ"])}
    organ_ends, seat, held = set(organs.values()), 0, {p.start: p for p in known if p.division and p.firm}
    towns = {p.end: p for p in known if p.rule == "place.town"}
    doubtful: defaultdict[str, list[tuple[float, Proposal, PlaceSuffix]]] = defaultdict(list)
    suffixes = _Suffixes(scene, known)
    for start, end, form in suffixes.standing(hopeless=False):
        if form.head.kind in _SEATS and any(
            text.endswith(what, 0, start) and start - len(what) in organ_ends for what in _OFFICES
        ):
            seat = end  # 某市政府|办公大楼, and with it what ends there: 大|楼
        if end == seat:
            continue
        top = suffixes.builder.likeliest(start, end, form.grade, form.weight, suffixes.inside)
        if top is None:
            continue
        score, reading = top
        if score + _bearing(reading[0], reading[1], text) + form.most < 0.0:
            continue
        head, found = form.head, suffixes.builder.proposal(reading, start, end, form.grade)
        score += bonus(found, head, text, end in organs)
        if "·" in text[found.start : end] or _governs(found, head, organs):
            continue
        if score < 0.0:
            if head.level == "town" and _short(found, head):
                doubtful[text[found.start : end]].append((score, found, head))
            continue
        if head.level == "town" and end in organs:
            score += _GOVERNED  # 澧县|码头铺镇|政府
        yield score, in_town(_placed(found, head, text, held), end - start, text, towns)
    for told in doubtful.values():
        if len(told) > 1:  # a town's name, told twice
            yield from ((score + _STRONG, _placed(found, head, text, held)) for score, found, head in told)


def _governs(found: Proposal, head: PlaceSuffix, organs: Mapping[int, int]) -> bool:
    """Whether an organ stands in what looks like a place's name or begins in it."""
    if found.at == "place" and head.level != "town" and organs.get(found.anchor, 0) > found.end:
        return True  # 某市|园林|绿化局
    inside = range(found.start + 1, found.end)  # 某市|人大常委会|原
    return head.kind in _NATURAL and any(organs.get(at, found.end + 1) <= found.end for at in inside)


_LEVELS = frozenset("省市县区州乡镇村")


def _stopped(found: Proposal) -> bool:
    """Whether a name has a word at which names end, save as the second of two characters (太和镇)."""
    if not has_stop(found):
        return False
    name = "".join(found.words)
    return len(found.words) != 2 or len(name) != 2 or name[0] in stops() or name[0] in _LEVELS


def _short(found: Proposal, head: PlaceSuffix) -> bool:
    """Whether a name of two or three characters that are no words of other kinds stands before a suffix."""
    size = found.end - len(found.head) - found.start
    return (
        size in (2, 3)
        and found.at != "place"
        and not _stopped(found)
        and not any((tag(word) or "n")[0] in "mqadrpcuv" for word in found.words if len(word) > 1)
    )


def _placed(found: Proposal, head: PlaceSuffix, text: str, held: Mapping[int, Place]) -> Place:
    """The place of a name: from behind the place before it on, unless it is named by that place alone."""
    level = head.level if head.level in ("town", "county") else "other"
    begin = found.anchor if found.at == "place" and found.words else found.start
    around = held.get(begin) if head.kind not in _NAMED_AFTER else None
    inner = around is not None and around.end <= found.end - len(found.head)
    within = (*around.within, around.full) if around is not None and inner else ()
    return Place(begin, found.end, level, within, "place.suffix", head.source, text[begin : found.end])


def _bearing(start: int, at: str, text: str) -> float:
    """What a neighbour's bearing before a name adds."""
    return _BEARING if at == "break" and text[start - 2 : start] in _BEARINGS else 0.0


def bonus(found: Proposal, head: PlaceSuffix, text: str, governed: bool = False) -> float:
    """What a suffix adds by its kind: a strong one in front of which a short name stands, a weak one of
    characters that make no word together; a neighbour's bearing before it, an organ of a town behind it."""
    begin = found.anchor if found.at == "place" and found.words else found.start
    size = found.end - len(found.head) - begin
    if _COUNTED.search(text, found.anchor, found.end):
        return _NEVER
    more = _bearing(found.start, found.at, text)
    more += 0.0 if _stopped(found) else settled.more(found, head, size)
    if not 2 <= size <= 8 or _stopped(found):
        return more
    loose = "mqadrpcu" if head.kind in _VERBAL else "mqadrpcuv"
    if any((tag(word) or "n")[0] in loose for word in found.words if len(word) > 1):
        return more
    if head.kind == "road" and found.at == "place" and found.words == ("?",):
        more += _NAMED  # 临溪市|长江|路
    if head.level == "town" and governed:
        return _STRONG + more
    if head.strong:
        ruled = _RULED if governed and head.kind == "zone" and found.at == "place" else 0.0
        return _STRONG + more + (_ALONE if head.alone else 0.0) + ruled
    if head.level == "town" and found.at == "place":
        return _TOWN + more
    return more + (_UNKNOWN if len(found.words) > 1 and max(map(len, found.words)) == 1 else 0.0)


def most(head: PlaceSuffix) -> float:
    """What :func:`bonus` adds at most before a suffix, save for a neighbour's bearing."""
    named = _NAMED if head.kind == "road" else settled.most(head)
    if head.strong:
        return _STRONG + _ALONE + named + (_RULED if head.kind == "zone" else 0.0)
    return named + (max(_STRONG, _TOWN, _UNKNOWN) if head.level == "town" else _UNKNOWN)


_COUNTS = ("各", "个", "级")
"""What stands before zones that are counted, not named."""


def _alone(scene: Scene) -> Iterator[tuple[float, Place]]:
    """Zones of which a city has one (高新区), where they stand without a name."""
    zones, text, counted = _zones(scene.gazetteer), scene.text, 0
    for start, end, at in [hit for hit in scene.hits["place_suffix"] if zones[hit[2]]]:
        if text[start - 1 : start] in _COUNTS:
            counted = end  # and with it what ends there: 个|综合保税区, 个|综合|保税区
        elif end != counted:
            source = scene.gazetteer.place_suffix[at].source
            yield -9.0, Place(start, end, "other", (), "place.suffix", source, text[start:end])


def _again(scene: Scene, kept: list[Place], taken: set[int]) -> list[Place]:
    """Names built once, wherever the article has them again."""
    out: list[Place] = []
    known = {p.full: p for p in kept if p.end - p.start > 2}
    for form, starts in everywhere(scene.text, known.keys()).items():
        for at in starts:
            if scene.text[at - 1 : at] not in _COUNTS and taken.isdisjoint(range(at, at + len(form))):
                taken.update(range(at, at + len(form)))
                out.append(known[form]._replace(start=at, end=at + len(form)))
    return out
