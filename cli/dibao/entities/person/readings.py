"""The names that characters allow, whatever stands around them: a surname with one or two further characters.

Most characters that are a surname are none where they stand, and the next one tells: what two characters
determine is remembered for good, with a bound on what any name that they begin can reach.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from math import log

from dibao.entities.person.evidence import CLIP, alone, edge_weights, kind_weights, speech
from dibao.entities.person.statistics import DOUBLE, names
from dibao.kept import kept
from dibao.named import NamedTuple
from dibao.words import Lattice, tag, words

NAME = log(0.012)
"""Log probability that a word of running text is a person's name."""

HOPELESS, HOPELESS_HERE = -4.0, -10.0
"""No context makes a name of characters that are so much likelier as ordinary words; behind a title or a cue
more is allowed."""

_NAMELESS = -30.0
"""Log probability of two and more rare characters as a word or name of another kind."""

_ONE_GIVEN, _TWO_GIVEN = log(0.2), log(0.8)
_NEVER, _EVER = float("-inf"), float("inf")
_MANY = 1 << 15
_new = tuple.__new__  # a named tuple makes itself at twice the price
_SLACK = 1e-6
"""What a bound may lose to the order of its sums."""


class Reading(NamedTuple):
    """A name that characters allow."""

    size: int
    given: int
    """Where the given name begins."""
    prior: float
    """Log probability as a name."""
    most: float
    """How much likelier it can be at best as a name than as ordinary words, or as some word that no table has."""
    delta: float
    """The same, where some word of them all is in the table."""
    alone: float
    """What its characters say at most, in log odds."""
    kind: str


class _Gains(NamedTuple):
    """How much likelier a character is in a given name of two than as a word by itself."""

    first: dict[str, float]
    last: dict[str, float]


@kept
def _gains() -> _Gains:
    stats, one = names(), words().single_logps
    first = {char: p + _TWO_GIVEN - one[char] for char, p in stats.first.items()}
    return _Gains(first, {char: p - one[char] for char, p in stats.second.items()})


class _Opening(NamedTuple):
    """What the first two characters of a name determine."""

    sole: float
    """:attr:`Reading.most` of the name that they are."""
    two: float
    """Bound on that of a name with a third character, less what this one gains."""
    double: float
    """Bound on that of a name with two surnames, less what the given name gains; none where they are one surname."""
    prior: float
    """Log probability that a word is a name that begins with the first as surname and the other behind it."""
    words: float
    """How likely they are as ordinary words."""
    name: Reading | None
    """The name that they are, unless it is hopeless anywhere."""


@cache
def _openings() -> dict[str, _Opening]:
    """Of pairs of characters: a text repeats them."""
    return {}


def readings(read: Lattice, near: Container[int], blocked: bytearray) -> Iterator[tuple[int, list[Reading]]]:
    """Where names may begin, with those that are no hopeless ones; ``near`` a title or a cue more is allowed."""
    text, openings, (first, last) = read.text, _openings(), _gains()
    for match in names().starts.finditer(text):
        at = match.start()
        if blocked[at]:
            continue
        pair = text[at : at + 2]
        if (begun := openings.get(pair)) is None:
            begun = _opening(read, at)
        sole, two, double, *_ = begun
        third = text[at + 2 : at + 3]
        gain = last.get(third, _NEVER)
        if sole <= HOPELESS and two + gain <= HOPELESS and double == _NEVER and at not in near:
            continue
        limit = HOPELESS_HERE if at in near else HOPELESS
        found: list[Reading] = []
        if sole > limit and begun.name:
            found.append(begun.name)
        if two + gain > limit and (name := _three(read, at, begun, limit)):
            found.append(name)
        if double > _NEVER:
            fourth = text[at + 3 : at + 4]
            if double == _EVER or double + first.get(third, _NEVER) + last.get(fourth, _NEVER) > limit:
                found += _long(read, at, limit)
        if found:
            yield at, found


def _opening(read: Lattice, at: int) -> _Opening:
    """What the two characters there determine as the beginning of a name."""
    surnames, firsts, _, soles, _ = names()
    pair = read.text[at : at + 2]
    a, b = pair[0], pair[1]
    surname, first, sole, two, double, prior = surnames.get(a), firsts.get(b), _NEVER, _NEVER, _NEVER, 0.0
    single = plain = read.single[a] + read.single[b]
    word, name = False, None
    for start, _, p in read.ending(at + 1, at + 2):
        if start == at:
            word, plain = True, max(p, plain)
    if surname is not None:
        if first is not None:
            whole = NAME + surname + soles[b] + _ONE_GIVEN
            sole = whole - (plain if plain > _NAMELESS else _NAMELESS)
            if sole > HOPELESS_HERE:
                sure = _sure(2, pair, whole - plain, word)
                name = _new(Reading, (2, 1, whole, sole, whole - plain, sure, ""))
            prior = NAME + surname + first
            two = prior + _TWO_GIVEN - plain + _SLACK
        if b in surnames:
            double = NAME + surname + surnames[b] + DOUBLE - single + _SLACK
    if pair in surnames:
        double = _EVER
    kept = _openings()
    if len(kept) >= _MANY:
        kept.clear()
    found = kept[pair] = _new(_Opening, (sole, two, double, prior, plain, name))
    return found


def _three(read: Lattice, at: int, begun: _Opening, limit: float) -> Reading | None:
    """The name of a surname and two characters behind it."""
    text, single = read.text, read.single
    third = text[at + 2]
    prior = begun.prior + names().second[third] + _TWO_GIVEN
    plain, word = begun.words + single[third], False
    for first, _, p in read.ending(at + 2, at + 3):
        if first == at:
            word = True
        elif first == at + 1:
            p += single[text[at]]
        else:
            continue
        if p > plain:
            plain = p
    most = prior - (plain if plain > _NAMELESS else _NAMELESS)
    if most <= limit:
        return None
    delta = prior - plain
    sure = _sure(3, text[at : at + 3], delta, word)
    return _new(Reading, (3, 1, prior, most, delta, sure, ""))


def _sure(size: int, written: str, delta: float, word: bool) -> float:
    """What the characters of a name with a surname of one character say at most; ``word`` where they are one."""
    base, slope, begins, ends, speeches = _weights(size)
    total = base + slope * (delta if delta < CLIP else CLIP) + _SLACK
    total += begins.get(written[0], 0.0) + ends.get(written[-1], 0.0)
    return total + speeches.get(tag(written) or "", 0.0) if word else total


@cache
def _weights(size: int) -> tuple[float, float, dict[str, float], dict[str, float], dict[str, float]]:
    """What counts for a name: its length, a unit of its delta, the characters at its edges, its part of speech."""
    return *kind_weights("", size, ""), *edge_weights(False)


def _long(read: Lattice, at: int, limit: float) -> list[Reading]:
    """The names of a compound surname, or of two surnames, which want a given name of two characters."""
    text, (surnames, firsts, seconds, soles, _) = read.text, names()
    pair, third, fourth = text[at : at + 2], text[at + 2 : at + 3], text[at + 3 : at + 4]
    both, kind, out = surnames.get(pair), "", []
    if both is None:
        both, kind = surnames[pair[0]] + surnames[pair[1]] + DOUBLE, "double"
    elif third in soles:
        out.append(_reading(read, at, 3, 2, NAME + both + soles[third] + _ONE_GIVEN, ""))
    if third in firsts and fourth in seconds:
        prior = NAME + both + firsts[third] + seconds[fourth] + _TWO_GIVEN
        out.append(_reading(read, at, 4, 2, prior, kind))
    return [found for found in out if found.most > limit]


def _reading(read: Lattice, at: int, size: int, given: int, prior: float, kind: str) -> Reading:
    """The name of some characters."""
    end, plain = at + size, read.inside(at, at + size)
    delta = prior - plain
    sure = alone(kind, size, read.text[at:end], delta, "", speech(read, at, end)) + _SLACK
    return Reading(size, given, prior, prior - max(plain, _NAMELESS), delta, sure, kind)
