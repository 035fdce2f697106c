"""The evidence that is added up for every name: characters against words, what stands before and behind.

Weights stand in name_evidence.tsv, in log odds, estimated by ``lexicons/build/name_evidence.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from dibao import lexicon
from dibao.scene import Scene
from dibao.words import LONGEST, tag

_CLIP = 14.0
_FUNCTION = frozenset("pcdu")
"""Prepositions, conjunctions, adverbs, particles."""

LISTING = frozenset("、, \n\u3000和与及以(")
"""What stands beside a name in a list."""


class Candidate(NamedTuple):
    """A possible name with its evidence before weighing."""

    start: int
    end: int
    delta: float
    """How much likelier the characters are as a name than as ordinary words, in log units."""
    left: str
    right: str
    within: str = ""
    """What the lexicons see on the same characters; see :func:`overlap`."""
    cue_left: str = ""
    cue_right: str = ""
    """The lexicon's cues before and behind it."""
    kind: str = ""
    """How it was proposed: empty for surname and given name, else "foreign", "dotted", "japanese 2" …"""
    written: str = ""
    """The characters of the name."""
    score: float = 0.0
    """The sum of the evidence, in log odds; see :func:`weighed`."""


class Floor(NamedTuple):
    """The scores that a name must be able to reach: in a list, elsewhere; ``keen`` ends know none."""

    listed: float
    plain: float
    keen: frozenset[int] = frozenset()


ALL = Floor(float("-inf"), float("-inf"))
"""Under this no candidate falls: for those who want to see all."""


class Marks(NamedTuple):
    """What stands where in the article, as far as names care."""

    blocked: bytearray
    title_ends: dict[int, str]
    title_starts: dict[int, str]
    """By offset, how well the title that ends or starts there vouches for a name: strong or weak."""
    cue_ends: dict[int, str]
    cue_starts: dict[int, str]
    """By offset, kind and strength of the longest cue that ends or starts there (任命, 指出, 同志)."""
    org_starts: set[int]
    within: dict[int, tuple[int, int, str]]
    """By offset, the span of the place or organization that covers it, and what it is."""


def marks_of(scene: Scene) -> Marks:
    """Titles, dates, amounts, places and organizations of an article by offset."""
    blocked = bytearray(len(scene.text) + 4)
    strong = [t for t in scene.titles if t.core.evidence == "strong"]
    sure = [
        p for p in scene.places if p.firm and p.division is not None and p.full == scene.text[p.start : p.end]
    ]
    spans = [(m.start, m.end) for m in (*scene.dates, *scene.money)]
    spans += [(t.start, t.end) for t in strong] + [(p.start, p.end) for p in sure]
    spans += [(h.start, h.end) for h in scene.hits["honorific"] if scene.text[h.start : h.end] in address()]
    spans += [
        (h.start, h.end)
        for h in scene.hits["body"]
        if h.end - h.start > 2 and not scene.gazetteer.body[h.form].ambiguous
    ]
    spans += _countries(scene, {t.start for t in strong})
    for start, end in spans:
        blocked[start:end] = b"\1" * (end - start)
    within: dict[int, tuple[int, int, str]] = {}
    for name in ("title_reject", "org_reject", "place_reject", "body"):
        what = "weak org" if name == "body" else "word"
        for hit in scene.hits[name]:
            if hit.end - hit.start > 1:
                within.update(dict.fromkeys(range(hit.start, hit.end), (hit.start, hit.end, what)))
    for p in scene.places:
        what = "built place" if p.rule == "place.suffix" else "place" if p.firm else "weak place"
        within.update(dict.fromkeys(range(p.start, p.end), (p.start, p.end, what)))
    for o in scene.orgs:
        if o.firm:
            within.update(dict.fromkeys(range(o.start, o.end), (o.start, o.end, "org")))
    return Marks(
        blocked,
        {t.end: f"{t.core.evidence} {t.core.official}" for t in scene.titles},
        {t.start: t.core.evidence for t in scene.titles},
        {h.end: scene.gazetteer.cue[h.form, "before"] for h in reversed(scene.hits["cue_before"])},
        {h.start: scene.gazetteer.cue[h.form, "after"] for h in scene.hits["cue_after"]},
        {o.start for o in scene.orgs if o.firm},
        within,
    )


def _countries(scene: Scene, titles: set[int]) -> Iterator[tuple[int, int]]:
    """Countries by their names, those that are words or names too only before a title (马里总统)."""
    for hit in scene.hits["place"]:
        place = scene.gazetteer.place[hit.form]
        if place.level != "country" or hit.end - hit.start < 2:
            continue
        named = "·" in scene.text[max(0, hit.start - 3) : hit.start]  # 亨利·本西德
        if not named and (not place.ambiguous or hit.end in titles):
            yield hit.start, hit.end


@cache
def address() -> frozenset[str]:
    """Forms of address behind a name (先生)."""
    table = lexicon.table("honorifics")
    side = table.mapping("side")
    return frozenset(
        f for f, kind in table.mapping("kind").items() if kind == "address" and side[f] == "after"
    )


@cache
def evidence() -> dict[str, float]:
    """Weight of each piece of evidence."""
    rows = lexicon.table("name_evidence").mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


def features(c: Candidate) -> dict[str, float]:
    """A candidate's evidence by the names under which name_evidence.tsv weighs it.

    A line break is written ¶ there.
    """
    delta = max(-_CLIP, min(_CLIP, c.delta)) / 10
    if c.kind:
        out = {
            f"delta {c.kind.partition(' ')[0]}": delta,
            c.kind: 1.0,
            f"size foreign {c.end - c.start}": 1.0,
        }
    else:
        out = {"delta": delta, f"size {c.end - c.start}": 1.0}
    out |= dict.fromkeys((*_sides("<", c.left), *_sides(">", c.right)), 1.0)
    foreign, written = bool(c.kind), c.written
    own = (*_edges(foreign, written[:1], written[-1:]), *_speech(foreign, written))
    for cue in (c.cue_left, c.cue_right, c.within, *own):
        if cue:
            out[cue] = 1.0
    return out


def weighed(c: Candidate) -> float:
    """The sum of a candidate's evidence, in log odds of being a name: that over ``features()``.

    Taken from remembered sums: building the names of features would cost more than all else here.
    """
    aside = beside("<", c.left, c.cue_left) + beside(">", c.right, c.cue_right)
    return aside + alone(c.kind, c.end - c.start, c.written, c.delta, c.within)


def alone(kind: str, size: int, written: str, delta: float, within: str) -> float:
    """What a name's own characters say, and what else is seen on them."""
    base, slope = _kind(kind, size, within)
    return base + slope * max(-_CLIP, min(_CLIP, delta)) + _own(bool(kind), written)


@lru_cache(maxsize=2048)
def _kind(kind: str, size: int, within: str) -> tuple[float, float]:
    """What way of proposing, length and overlap say, and what a unit of ``delta`` counts for."""
    get = evidence().get
    base = get("bias", 0.0) + (get(within, 0.0) if within else 0.0)
    if not kind:
        return base + get(f"size {size}", 0.0), get("delta", 0.0) / 10
    base += get(kind, 0.0) + get(f"size foreign {size}", 0.0)
    return base, get(f"delta {kind.partition(' ')[0]}", 0.0) / 10


def _own(foreign: bool, written: str) -> float:
    """What a name's own edges say, and what it is as a word."""
    if not written:
        return 0.0
    total = _edge(foreign, written[0], "") + _edge(foreign, "", written[-1])
    return total + sum(evidence().get(name, 0.0) for name in _speech(foreign, written))


@lru_cache(maxsize=1 << 14)
def _edge(foreign: bool, first: str, last: str) -> float:
    get = evidence().get
    return sum(get(name, 0.0) for name in _edges(foreign, first, last))


def _edges(foreign: bool, first: str, last: str) -> Iterator[str]:
    """A name's first and last character: 和 at its end is mostly the word behind it."""
    kind = "foreign " if foreign else ""
    if first:
        yield f"{kind}begins {first}"
    if last:
        yield f"{kind}ends {last}"
        if tag(last) in _FUNCTION:
            yield f"{kind}ends in a particle"


def _speech(foreign: bool, written: str) -> Iterator[str]:
    """What part of speech a name is where it is a word itself: 沙龙 is mostly no name."""
    if 0 < len(written) <= LONGEST and (speech := tag(written)) is not None:
        yield f"{'foreign ' if foreign else ''}word {speech}"


@lru_cache(maxsize=1 << 15)
def beside(side: str, found: str, cue: str) -> float:
    """What stands on one side of a name says: a title or characters, and a cue."""
    get = evidence().get
    total = sum(get(name, 0.0) for name in _sides(side, found))
    return total + get(cue, 0.0) if cue else total


def _sides(side: str, found: str) -> Iterator[str]:
    if len(found) <= 2:
        yield f"{side} {found[-1:] if side == '<' else found[:1]}"
    if len(found) > 1:
        yield f"{side} {found}"


def candidate(
    text: str, start: int, end: int, delta: float, kind: str, marks: Marks, floor: Floor
) -> Candidate | None:
    """A name with all its evidence; None where that stays under the floor."""
    left, before = left_of(text, start, marks)
    right, behind = right_of(text, end, marks)
    within, written = overlap(start, end, marks), text[start:end]
    score = beside("<", left, before) + beside(">", right, behind)
    score += alone(kind, end - start, written, delta, within)
    if score <= floor.plain and end not in floor.keen:
        listed = left[-1] in LISTING or right[0] in LISTING
        if score <= floor.listed or not listed:
            return None
    return Candidate(start, end, delta, left, right, within, before, behind, kind, written, score)


def overlap(start: int, end: int, marks: Marks) -> str:
    """How a name lies to the place or organization on its characters: "same place", "holds weak place" …"""
    other = marks.within.get(start) or marks.within.get(end - 1)
    if other is None:
        return ""
    first, last, what = other
    if (first, last) == (start, end):
        return f"same {what}"
    if first <= start and end <= last:
        return f"in {what}"
    return f"holds {what}" if start <= first and last <= end else f"crosses {what}"


def around(text: str, start: int, end: int, marks: Marks) -> tuple[str, str, str, str]:
    """What stands before and behind a name, each as a title or two characters, and the cues there."""
    left, before = left_of(text, start, marks)
    right, behind = right_of(text, end, marks)
    return left, right, before, behind


def left_of(text: str, start: int, marks: Marks) -> tuple[str, str]:
    """What stands before a name, as a title or two characters, and the cue there."""
    title = marks.title_ends.get(start)
    if title is None and text[start - 1] in " :":
        title = marks.title_ends.get(start - 1)
    cue = marks.cue_ends.get(start)
    left = f"title {title}" if title else text[max(0, start - 2) : start] or "\n"
    return left, f"< cue {cue}" if cue else ""


def right_of(text: str, end: int, marks: Marks) -> tuple[str, str]:
    """What stands behind a name, as a title, an organization or two characters, and the cue there."""
    cue = marks.cue_starts.get(end)
    if end in marks.title_starts:
        right = f"title {marks.title_starts[end]}"
    elif end in marks.org_starts:
        right = "org"
    else:
        right = text[end : end + 2] or "\n"
    return right, f"> cue {cue}" if cue else ""
