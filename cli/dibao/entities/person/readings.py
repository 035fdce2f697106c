"""The names that characters allow, whatever stands around them: a surname with one or two further characters.

Most characters that are a surname are none where they stand, and the next one tells: what two characters
determine is remembered for good, with bounds on what any name that they begin can reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import repeat

from dibao.entities.person.evidence import CLIP, alone, edge_weights, kind_weights
from dibao.entities.person.statistics import DOUBLE, NAME, ONE_GIVEN, TWO_GIVEN, names
from dibao.language.words import Lattice, tag, words
from dibao.named import NamedTuple

_NAMELESS = -30.0
"""Log probability of two and more rare characters as a word or name of another kind."""

NEVER, EVER = float("-inf"), float("inf")
SLACK = 1e-6
"""What a bound may lose to the order of its sums."""

_MANY, _MANY_NAMES = 1 << 15, 1 << 13
_new = tuple.__new__  # a named tuple makes itself at twice the price


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
    """What its characters say in log odds, where no word crosses its edges; else that is less."""
    kind: str
    speech: str | None
    """Its part of speech where it is a word itself."""


class Opening(NamedTuple):
    """What the first two characters of a name determine."""

    sole: float
    """:attr:`Reading.most` of the name that they are, at most."""
    two: float
    """The same of a name with a third character, less what this one gains."""
    double: float
    """The same of a name with two surnames, less what the given name gains; no bound where they are one surname,
    compound."""
    says: float
    """What the characters of the name that they are say, at most."""
    more: float
    """The same of a name with a third character, less what this one adds."""


class Third(NamedTuple):
    """What a character is worth as the third of a name, at most."""

    last: float
    """How much likelier it is as the last one than as a word by itself."""
    first: float
    """The same as the first character of a given name behind two of surnames."""
    adds: float
    """What it adds to what the name's characters say."""


NOTHING = Third(NEVER, NEVER, NEVER)


@cache
def thirds() -> dict[str, Third]:
    """The characters of given names as thirds."""
    stats, one = names(), words().single_logps
    _, ends, speeches = edge_weights(False)
    slope, most = kind_weights("", 3, "")[1], max(0.0, *speeches.values()) + SLACK
    out = {}
    for char, p in stats.second.items():
        gain, first = p - one[char], stats.first[char] + TWO_GIVEN - one[char]
        out[char] = _new(Third, (gain, first, slope * gain + ends.get(char, 0.0) + most))
    return out


class _Names(dict[str, Reading]):
    """Names of a surname of one character by how they are written: an article repeats them."""

    def __missing__(self, written: str) -> Reading:
        if len(self) >= _MANY_NAMES:
            self.clear()
        found = self[written] = _name(written)
        return found


@cache
def _openings() -> dict[str, Opening]:
    """Of pairs of characters: a text repeats them."""
    return {}


@cache
def named() -> _Names:
    """Names of a surname of one character by how they are written."""
    return _Names()


def openings(read: Lattice) -> Iterator[tuple[int, Opening, Third]]:
    """Where names may begin, with what the first two characters determine there and what the third is worth."""
    text = read.text
    starts = [match.start() for match in names().starts.finditer(text)]
    kept = map(_openings().get, [text[at : at + 2] for at in starts])
    begun = [found or _opening(read, at) for at, found in zip(starts, kept, strict=True)]
    third = map(thirds().get, [text[at + 2 : at + 3] for at in starts], repeat(NOTHING))
    return zip(starts, begun, third, strict=True)


def _opening(read: Lattice, at: int) -> Opening:
    """What two characters determine as the beginning of a name."""
    pair = read.text[at : at + 2]
    surname, begins, alone = _surname(pair[0])
    sole, first, second, ends, other = _second(pair[1])
    plain, speech, (base, slope) = alone + other, 0.0, kind_weights("", 2, "")
    double = EVER if pair in names().surname else surname + second - plain
    if (number := read.longer(at, at + 2)) is not None:
        known = words()
        plain = max(plain, known.logps[known.longer[number]])
        speech = edge_weights(False)[2].get(known.speech(number), 0.0)
    delta, two = surname + sole - plain, surname + first - plain
    # Below -CLIP the name is hopeless, and what it says is not asked for.
    says = base + slope * min(delta, CLIP) + begins + ends + speech + SLACK
    more = kind_weights("", 3, "")[0] + slope * two + begins + SLACK
    kept = _openings()
    if len(kept) >= _MANY:
        kept.clear()
    found = kept[pair] = _new(Opening, (surname + sole - max(plain, _NAMELESS), two, double, says, more))
    return found


@cache
def _surname(char: str) -> tuple[float, float, float]:
    """Log probability of a name with a surname, what it says to begin with it, log probability of it as a word."""
    p = names().surname.get(char, NEVER)
    return NAME + p + SLACK, edge_weights(False)[0].get(char, 0.0), words().single_logps[char]


@cache
def _second(char: str) -> tuple[float, float, float, float, float]:
    """Log probabilities of the second character of a name, as the only one of a given name, the first of two, and
    another surname; what it says to end with it; log probability of it as a word."""
    stats = names()
    given = stats.sole.get(char, NEVER) + ONE_GIVEN, stats.first.get(char, NEVER) + TWO_GIVEN
    ends = edge_weights(False)[1].get(char, 0.0)
    return *given, stats.surname.get(char, NEVER) + DOUBLE, ends, words().single_logps[char]


def _name(written: str) -> Reading:
    """The name of a surname of one character and one or two behind it."""
    surnames, firsts, seconds, soles, _ = names()
    prior = NAME + surnames[written[0]]
    if len(written) == 2:
        prior += soles[written[1]] + ONE_GIVEN
    else:
        prior = prior + firsts[written[1]] + seconds[written[2]] + TWO_GIVEN
    plain, word = _plain(written)
    return _reading(written, 1, prior, plain, word)


def _plain(written: str) -> tuple[float, bool]:
    """How likely two or three characters are as ordinary words, and whether they are one."""
    known = words()
    single = known.single_logps
    plain, word = sum(map(single.__getitem__, written)), False
    for first, end, number in known.matcher.find(written):
        p = known.logps[known.longer[number]]
        if first:
            p += single[written[0]]
        elif end < len(written):
            p += single[written[2]]
        else:
            word = True
        plain = max(plain, p)
    return plain, word


def _reading(written: str, given: int, prior: float, plain: float, word: bool, kind: str = "") -> Reading:
    size, most, delta = len(written), prior - max(plain, _NAMELESS), prior - plain
    speech = tag(written) if word else None
    says = alone(kind, size, written, delta, "", speech)
    return _new(Reading, (size, given, prior, most, delta, says, kind, speech))


def doubled(text: str, at: int, begun: float, first: float) -> float:
    """Bound on :attr:`Reading.most` of a name with two surnames; ``first`` is what the third character gains in it."""
    return EVER if begun == EVER else begun + first + thirds().get(text[at + 3 : at + 4], NOTHING).last


def says_doubled(written: str, most: float) -> float:
    """What the characters of a name with two surnames say, at most."""
    base, slope = kind_weights("double", 4, "")
    begins, ends, speeches = edge_weights(True)
    own = begins.get(written[0], 0.0) + ends.get(written[-1], 0.0) + max(0.0, *speeches.values())
    return base + slope * most + own + SLACK


def long(read: Lattice, at: int, limit: float) -> list[Reading]:
    """The names of a compound surname, or of two surnames, which want a given name of two characters."""
    text, (surnames, firsts, seconds, soles, _) = read.text, names()
    pair, third, fourth = text[at : at + 2], text[at + 2 : at + 3], text[at + 3 : at + 4]
    both, kind, out = surnames.get(pair), "", []
    if both is None:
        both, kind = surnames[pair[0]] + surnames[pair[1]] + DOUBLE, "double"
    elif third in soles:
        out.append(_long(read, at, 3, NAME + both + soles[third] + ONE_GIVEN, ""))
    if third in firsts and fourth in seconds:
        prior = NAME + both + firsts[third] + seconds[fourth] + TWO_GIVEN
        out.append(_long(read, at, 4, prior, kind))
    return [found for found in out if found.most > limit]


def _long(read: Lattice, at: int, size: int, prior: float, kind: str) -> Reading:
    """The name that stands there."""
    end, plain = at + size, read.inside(at, at + size)
    return _reading(read.text[at:end], 2, prior, plain, read.word(at, end) is not None, kind)
