"""The evidence that is added up for every name: characters against words, what stands before and behind.

Weights stand in name_evidence.tsv, in log odds, estimated by ``lexicons/build/name_evidence.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dibao.entities.person.marks import Marks
from dibao.language.words import LONGEST, Lattice, characters, tag
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.kept import kept

CLIP = 14.0
"""Beyond that a ``delta`` counts no more."""
_FUNCTION = frozenset("pcdu")
"""Prepositions, conjunctions, adverbs, particles."""


class Candidate(NamedTuple):
    """A possible name with its evidence before weighing."""

    start: int
    end: int
    delta: float
    """How much likelier the characters are as a name than as ordinary words, in log units."""
    within: str
    """What the lexicons see on the same characters; see :meth:`Marks.overlap`."""
    kind: str
    """How it was proposed: empty for surname and given name, else "foreign", "dotted", "japanese 2" …"""
    written: str
    """The characters of the name."""
    score: float
    """The sum of the evidence, in log odds: that over :func:`features`."""


class Floor(NamedTuple):
    """The scores that a name must be able to reach: in a list, elsewhere; ``keen`` ends know none."""

    listed: float
    plain: float
    keen: frozenset[int] = frozenset()


ALL = Floor(float("-inf"), float("-inf"))
"""Under this no candidate falls: for those who want to see all."""


@kept
def evidence() -> dict[str, float]:
    """Weight of each piece of evidence."""
    rows = lexicon.table("name_evidence").mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


def features(c: Candidate, marks: Marks) -> dict[str, float]:
    """A candidate's evidence, and that of what stands around it, by the names under which name_evidence.tsv weighs it.

    A line break is written ¶ there.
    """
    delta = max(-CLIP, min(CLIP, c.delta)) / 10
    if c.kind:
        out = {
            f"delta {c.kind.partition(' ')[0]}": delta,
            c.kind: 1.0,
            f"size foreign {c.end - c.start}": 1.0,
        }
    else:
        out = {"delta": delta, f"size {c.end - c.start}": 1.0}
    (left, before), (right, behind) = marks.left(c.start), marks.right(c.end)
    out |= dict.fromkeys((*_side_names("<", left), *_side_names(">", right)), 1.0)
    foreign, written = bool(c.kind), c.written
    own = (*_edge_names(foreign, written[:1], written[-1:]), *_speech(foreign, tag_of(written)))
    for cue in (before, behind, c.within, *own):
        if cue:
            out[cue] = 1.0
    return out


def alone(kind: str, size: int, written: str, delta: float, within: str, word: str | None) -> float:
    """What a name's own characters say, and what else is seen on them; ``word`` is their part of speech."""
    base, slope = kind_weights(kind, size, within)
    if not -CLIP < delta < CLIP:
        delta = CLIP if delta > 0 else -CLIP
    begins, ends, speeches = edge_weights(bool(kind))
    own = begins.get(written[:1], 0.0) + ends.get(written[-1:], 0.0)
    return base + slope * delta + (own if word is None else own + speeches.get(word, 0.0))


@lru_cache(maxsize=2048)
def kind_weights(kind: str, size: int, within: str) -> tuple[float, float]:
    """What way of proposing, length and overlap say, and what a unit of ``delta`` counts for."""
    get = evidence().get
    base = get("bias", 0.0) + (get(within, 0.0) if within else 0.0)
    if not kind:
        return base + get(f"size {size}", 0.0), get("delta", 0.0) / 10
    base += get(kind, 0.0) + get(f"size foreign {size}", 0.0)
    return base, get(f"delta {kind.partition(' ')[0]}", 0.0) / 10


@kept
def edge_weights(foreign: bool) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Weights of first and last characters, and of parts of speech; 和 at the end is mostly the word behind it."""
    kind = "foreign " if foreign else ""
    ends, particle = _after(f"{kind}ends "), evidence().get(f"{kind}ends in a particle", 0.0)
    for char in characters(_FUNCTION):
        ends[char] = ends.get(char, 0.0) + particle
    return _after(f"{kind}begins "), ends, _after(f"{kind}word ")


def _after(prefix: str) -> dict[str, float]:
    """The weights whose names begin so, by the rest of the name."""
    return {name.removeprefix(prefix): w for name, w in evidence().items() if name.startswith(prefix)}


def _edge_names(foreign: bool, first: str, last: str) -> Iterator[str]:
    """A name's first and last character: 和 at its end is mostly the word behind it."""
    kind = "foreign " if foreign else ""
    if first:
        yield f"{kind}begins {first}"
    if last:
        yield f"{kind}ends {last}"
        if tag(last) in _FUNCTION:
            yield f"{kind}ends in a particle"


def _speech(foreign: bool, word: str | None) -> Iterator[str]:
    """What part of speech a name is where it is a word itself: 沙龙 is mostly no name."""
    if word is not None:
        yield f"{'foreign ' if foreign else ''}word {word}"


def tag_of(written: str) -> str | None:
    """The part of speech of a name that is a word itself."""
    return tag(written) if 0 < len(written) <= LONGEST else None


def speech(read: Lattice, start: int, end: int) -> str | None:
    """The same, where the words of the text are known."""
    return tag(read.text[start:end]) if read.word(start, end) is not None else None


@kept
def sides(side: str) -> dict[str, float]:
    """What stands on one side of a name says, by what stands there: of two characters, the nearer one by itself too."""
    weights = _after(f"{side} ")
    near = -1 if side == "<" else 0
    return {
        found: weights.get(found[near], 0.0) + weight if len(found) == 2 else weight
        for found, weight in weights.items()
    }


def aside(side: str, found: str, cue: str) -> float:
    """What stands on one side of a name says: a title, an organization or characters, and a cue."""
    weights = sides(side)
    total = weights.get(found)
    if total is None:
        total = weights.get(found[-1] if side == "<" else found[0], 0.0) if len(found) == 2 else 0.0
    return total + weights.get(cue.removeprefix(f"{side} "), 0.0) if cue else total


def _side_names(side: str, found: str) -> Iterator[str]:
    if len(found) <= 2:
        yield f"{side} {found[-1:] if side == '<' else found[:1]}"
    if len(found) > 1:
        yield f"{side} {found}"
