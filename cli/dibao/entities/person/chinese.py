"""Chinese names: every surname proposes names of two to four characters, and the evidence is added up.

Evidence, in log units: how much likelier the characters are as a name than as ordinary words (a unigram
lattice over a window of a dozen characters), what stands before (a title, a list sign, a verb) and what
stands behind (a title, a verb of speech, a bracket). Weights stand in name_evidence.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import log
from typing import NamedTuple

from dibao import lexicon
from dibao.cache import stored
from dibao.entities.person.evidence import (
    ALL,
    LISTING,
    Candidate,
    Floor,
    Marks,
    alone,
    beside,
    candidate,
    left_of,
    right_of,
)
from dibao.patterns import compiled, lazily
from dibao.words import Lattice, lattice, tag

NAME = log(0.012)
"""Log probability that a word of running text is a person's name."""

_FLOOR = log(2e-6)
_WINDOW = 3
_HOPELESS, _HOPELESS_HERE = -4.0, -10.0
"""No context makes a name of characters that are so much likelier as ordinary words; behind a title or a cue
more is allowed."""

_NAMELESS = -30.0
"""Log probability of two and more rare characters as a word or name of another kind."""

_SPACED = lazily(r"[\u3400-\u9fff] {1,3}[\u3400-\u9fff](?![\u3400-\u9fff])")
_HAN, _HAN_END = "\u3400", "\u9fff"
_CLEAR = frozenset("\n 、,。:;(")
_LOST = -12.0
"""The same as _HOPELESS, once the words that cross the name's edges are known: half of all that is proposed."""

DOUBLE = log(0.01)
"""A married name of two surnames and a given name (方石晓岚), against a plain one."""

_SELDOM, _OFTEN = log(2.5e-4), log(8e-4)
"""How common a given name's last character is below which a verb, or a word of grammar, is likelier."""

_ONE_GIVEN, _TWO_GIVEN = log(0.2), log(0.8)


class Names(NamedTuple):
    """Log probabilities of surnames, and of given-name characters by position."""

    surname: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    sole: dict[str, float]
    starts: re.Pattern[str]


@cache
def names() -> Names:
    """The name statistics, read on first use."""
    surname, first, second, sole = stored("names", _statistics)
    single = "".join(form for form in surname if len(form) == 1)
    starts = compiled(f"[{re.escape(single + ''.join(f[0] for f in surname if len(f) > 1))}]")
    return Names(surname, first, second, sole, starts)


_Shares = dict[str, float]


def _statistics() -> tuple[_Shares, _Shares, _Shares, _Shares]:
    given = lexicon.table("given_names")

    def share(column: str) -> dict[str, float]:
        counts = {form: float(n or 0) for form, n in given.mapping(column).items()}
        total = sum(counts.values()) or 1.0
        return {form: log(n / total) if n else _FLOOR for form, n in counts.items()}

    ppm = {form: float(n or 0) for form, n in lexicon.table("surnames").mapping("ppm").items()}
    total = sum(ppm.values())
    surname = {form: log(max(n, 0.5) / total) for form, n in ppm.items()}
    return surname, share("first"), share("second"), share("sole")


@cache
def clings(char: str, seldom: bool = False) -> bool:
    """Whether a character at the end of a name is mostly the word behind it; ``seldom`` asks for a rarer one."""
    rare = names().second.get(char, _FLOOR)
    speech = tag(char) or ""
    return rare < (_SELDOM if seldom or speech == "v" else _OFTEN) and speech in ("p", "c", "d", "u", "v")


def propose(text: str, marks: Marks, floor: Floor = ALL) -> list[Candidate]:
    """Every surname with one or two further name characters that no title, date or amount covers.

    Names that could not reach ``floor`` at best are left out before their window is read.
    """
    read, blocked, seen = lattice(text), marks.blocked, _seen()
    if len(seen) > _MANY:
        seen.clear()
    out: list[Candidate] = []
    for match in names().starts.finditer(text):
        at = match.start()
        chars = text[at : at + 3]
        if (readings := seen.get(chars)) is None:
            readings = seen[chars] = _readings(read, at)
        if text.startswith(" ", at + 1) and not blocked[at] and (wide := _SPACED.match(text, at)):
            out += _wide(text, at, wide.end(), marks)
        if not readings:
            continue
        if readings[-1].kind == _LONG:
            readings = (*readings[:-1], *_long_readings(read, at))
        if hopeful := _hopeful(text, at, readings, marks, floor):
            out += _against_words(read, marks, at, hopeful, floor)
    return out


def _hopeful(
    text: str, at: int, readings: tuple[_Reading, ...], marks: Marks, floor: Floor
) -> list[_Reading]:
    """The readings that could reach the floor, were their characters no words with what stands around them."""
    out: list[_Reading] = []
    before = ""
    near = floor is ALL or at in marks.title_ends or at in marks.cue_ends
    hopeless = _HOPELESS_HERE if near else _HOPELESS
    for reading in readings:
        if reading.most <= hopeless:
            continue
        if not before:
            before, cue = left_of(text, at, marks)
            ahead = beside("<", before, cue)
        end = at + reading.size
        behind, cue = right_of(text, end, marks)
        hope = reading.alone + ahead + beside(">", behind, cue)
        if hope <= floor.plain and end not in floor.keen:
            listed = hope > floor.listed and (before[-1] in LISTING or behind[0] in LISTING)
            if not listed:
                continue
        if marks.blocked.find(1, at, end) < 0:
            out.append(reading)
    return out


class _Reading(NamedTuple):
    """A name that characters allow, whatever stands around them."""

    size: int
    given: int
    """Where the given name begins."""
    prior: float
    """Log probability as a name."""
    most: float
    """How much likelier it can be at best as a name than as ordinary words, or as some word that no table has."""
    alone: float
    """What its characters say at best, in log odds."""
    kind: str


_MANY = 1 << 16
_LONG = "long"
"""Stands for the readings of four characters, which three cannot give."""


@cache
def _seen() -> dict[str, tuple[_Reading, ...]]:
    """The readings of what three characters begin: a text repeats them, and most are no name."""
    return {}


def _readings(read: Lattice, at: int) -> tuple[_Reading, ...]:
    """The names of one surname that begin with the three characters there (fewer at the end of a text).

    A last reading of the kind ``long`` says that a surname of two characters, or a second surname, stands there.
    """
    text, surnames = read.text, names().surname
    first = surnames.get(text[at])
    out = [] if first is None else _given(read, at, 1, first, "")
    if at + 2 < len(text):
        compound = text[at : at + 2] in surnames
        if compound or (first is not None and text[at + 1] in surnames):
            out.append(_Reading(4, 2, 0.0, 0.0, 0.0, _LONG))
    return tuple(out)


def _long_readings(read: Lattice, at: int) -> list[_Reading]:
    """The names of a compound surname, or of two surnames, that begin there."""
    text, get = read.text, names().surname.get
    compound = get(text[at : at + 2])
    if compound is not None:
        return _given(read, at, 2, compound, "")
    first, second = get(text[at]), get(text[at + 1])
    if first is None or second is None:
        return []
    return _given(read, at, 2, first + second + DOUBLE, "double")


def _given(read: Lattice, at: int, given: int, surname: float, kind: str) -> list[_Reading]:
    """A surname with one and two characters of a given name; two surnames want a given name of two."""
    text, stats = read.text, names()
    behind = text[at + given : at + given + 2]
    one, first = stats.sole.get(behind[:1]), stats.first.get(behind[:1])
    if one is None or first is None:
        return []
    out = []
    for size, prior in _priors(surname, one, first, stats.second.get(behind[1:]), kind):
        size += given
        words = read.inside(at, at + size)
        most = prior - max(words, _NAMELESS)
        if most > _HOPELESS_HERE:
            sure = alone(kind, size, text[at : at + size], prior - words, "")
            out.append(_Reading(size, given, prior, most, sure, kind))
    return out


def _priors(
    surname: float, one: float, first: float, second: float | None, kind: str
) -> Iterator[tuple[int, float]]:
    """Log probabilities of a name by the characters of its given name."""
    if not kind:
        yield 1, NAME + surname + one + _ONE_GIVEN
    if second is not None:
        yield 2, NAME + surname + first + second + _TWO_GIVEN


def _wide(text: str, start: int, end: int, marks: Marks) -> Iterator[Candidate]:
    """A name set to the width of three characters, where a break or a title stands before it."""
    found = candidate(text, start, end, 0.0, "spaced", marks, ALL)
    if (
        found
        and text[start] in names().surname
        and (found.left[-1] in _CLEAR or found.left.startswith("title"))
    ):
        yield found


def _against_words(
    read: Lattice, marks: Marks, start: int, readings: list[_Reading], floor: Floor
) -> Iterator[Candidate]:
    """The candidates of one place, weighed against the best reading of their window in ordinary words."""
    text = read.text
    windows: dict[int, tuple[int, int, list[float]]] = {}
    for reading in readings:
        end, given = start + reading.size, reading.given
        if (window := windows.get(given)) is None:
            window = windows[given] = _window(read, marks, start, start + given + 1)
        low, high, plain = window
        if end > high:
            continue
        delta = plain[start - low] + reading.prior + read.best(end, high)[-1] - plain[-1]
        if delta >= _LOST:
            found = candidate(text, start, end, delta, reading.kind, marks, floor)
            if found is not None:
                yield found


def _window(read: Lattice, marks: Marks, start: int, high: int) -> tuple[int, int, list[float]]:
    """The window around a name that starts and ends there at least, and the best readings of its prefixes."""
    text, size = read.text, len(read.text)
    low, least = start, max(0, start - _WINDOW)
    while low > least and _HAN <= text[low - 1] <= _HAN_END and low not in marks.title_ends:
        low -= 1
    limit = min(size, high + 1 + _WINDOW)
    while high < limit and _HAN <= text[high] <= _HAN_END and high not in marks.title_starts:
        high += 1
    return low, high, read.best(low, high)
