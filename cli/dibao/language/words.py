"""Ordinary words with their frequencies, and the likeliest reading of a short window in them.

The table is asked only where characters alone leave a doubt, on windows of a dozen characters: is 明星 a
word here or half of 姜明星? A unigram lattice over the window answers; it is exact and needs no state. The
words of a text are found once, in one pass, for all windows of it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log
from operator import itemgetter

from dibao.language.vocabulary import Listed, Vocabulary, listed
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored

LONGEST = 4
"""Words of more characters are left to the lexicons of names."""

UNKNOWN = -17.0
"""Log probability of a character that no word explains."""


_end = itemgetter(1)


class _Compiled(NamedTuple):
    """The table of words as it is kept: numbers and bytes in place of strings."""

    singles: dict[str, int]
    """The words of one character, by their number."""
    longer: Listed
    """The longer ones, whose numbers follow."""
    logps: tuple[float, ...]
    """The log probabilities that occur."""
    ranks: bytes
    """For each word, which of them it has: two bytes."""
    tags: tuple[str, ...]
    """The parts of speech that occur."""
    tagged: bytes
    """For each word, which of them it is: one byte."""
    gains: bytes
    """For each longer word, how much likelier it is than its characters by themselves: four bytes."""


class _Singles(dict[str, float]):
    """Log probabilities of single characters, those too that are no word, made when they are asked for."""

    def __init__(self, numbers: dict[str, int], logps: tuple[float, ...], ranks: Sequence[int]) -> None:
        self._numbers, self._logps, self._ranks = numbers, logps, ranks

    def __missing__(self, char: str) -> float:
        number = self._numbers.get(char)
        p = self[char] = UNKNOWN if number is None else self._logps[self._ranks[number]]
        return p


class Words(NamedTuple):
    """The ordinary words by number: how to find them, their log probability, their part of speech."""

    singles: dict[str, int]
    matcher: Vocabulary
    logps: tuple[float, ...]
    ranks: Sequence[int]
    longer: Sequence[int]
    """The ranks of the words that the matcher finds, by their index there."""
    gains: Sequence[float]
    """How much likelier those are than their characters by themselves."""
    tags: tuple[str, ...]
    tagged: bytes
    single_logps: _Singles

    def number(self, word: str) -> int | None:
        """The number of a word, None where it is none."""
        if len(word) < 2:
            return self.singles.get(word)
        for start, end, index in self.matcher.find(word):
            if start == 0 and end == len(word):
                return len(self.singles) + index
        return None

    def speech(self, longer: int) -> str:
        """The part of speech of a longer word, by its number among such."""
        return self.tags[self.tagged[len(self.singles) + longer]]


@cache
def words() -> Words:
    """The built-in words, read on first use."""
    found = stored("words", _compile)
    ranks = array("H", found.ranks)
    return Words(
        found.singles, Vocabulary("vocabulary", found.longer), found.logps, ranks, ranks[len(found.singles) :],
        array("f", found.gains), found.tags, found.tagged, _Singles(found.singles, found.logps, ranks),
    )  # fmt: skip


def _compile() -> _Compiled:
    table = lexicon.table("words")
    freq, tag = table.column("freq"), table.column("tag")
    rows = sorted(table.rows, key=lambda row: len(row[0]) > 1)
    singles = {row[0]: n for n, row in enumerate(rows) if len(row[0]) == 1}
    counts = [int(row[freq]) for row in rows]
    total = log(sum(counts))
    kinds = {count: n for n, count in enumerate(dict.fromkeys(counts))}
    tags = {row[tag]: n for n, row in enumerate({row[tag]: row for row in rows}.values())}
    logps = [log(count) - total for count in counts]
    alone = {char: logps[n] for char, n in singles.items()}
    gains = [
        p - sum(alone.get(char, UNKNOWN) for char in row[0])
        for p, row in zip(logps[len(singles) :], rows[len(singles) :], strict=True)
    ]
    return _Compiled(
        singles, listed([row[0] for row in rows[len(singles) :]]),
        tuple(log(count) - total for count in kinds), array("H", map(kinds.__getitem__, counts)).tobytes(),
        tuple(tags), bytes(tags[row[tag]] for row in rows), array("f", gains).tobytes(),
    )  # fmt: skip


@lru_cache(maxsize=1 << 15)
def logp(word: str) -> float | None:
    """Log probability of a word; None where it is none."""
    found = words()
    number = found.number(word)
    return None if number is None else found.logps[found.ranks[number]]


@lru_cache(maxsize=1 << 15)
def tag(word: str) -> str | None:
    """Part of speech of a word; None where it is none."""
    found = words()
    number = found.number(word)
    return None if number is None else found.tags[found.tagged[number]]


@cache
def characters(speech: frozenset[str]) -> tuple[str, ...]:
    """The words of one character that are of one of some parts of speech."""
    known = words()
    wanted = {n for n, name in enumerate(known.tags) if name in speech}
    return tuple(char for char, n in known.singles.items() if known.tagged[n] in wanted)


class Lattice:
    """The words of one text, found once, and the best readings of its windows.

    Words stand as the automaton gives them, in order of their ends: most of a text is never asked about, so
    nothing is made of a word before it is.
    """

    def __init__(self, text: str) -> None:
        known = words()
        self.text = text
        self.single = known.single_logps
        """Log probability of each character by itself."""
        self._found = known.matcher.find(text)
        self._ends = list(map(_end, self._found))
        self._ends.append(len(text) + LONGEST)  # behind the last word, so that no search runs over
        self._logps, self._ranks = known.logps, known.longer

    def ending(self, low: int, high: int) -> list[tuple[int, int, float]]:
        """Start, end and log probability of the longer words that end behind ``low`` and not behind ``high``."""
        first = bisect_right(self._ends, low)
        logps, ranks = self._logps, self._ranks
        return [
            (start, end, logps[ranks[word]])
            for start, end, word in self._found[first : bisect_right(self._ends, high, first)]
        ]

    def best(self, start: int, end: int) -> list[float]:
        """Log probability of the best reading of each prefix of a window: ``[k]`` covers k characters."""
        scores, top, at = [0.0], 0.0, start
        found, ends, single, logps, ranks = self._found, self._ends, self.single, self._logps, self._ranks
        n = bisect_right(ends, start + 1)
        stop = ends[n]
        for char in self.text[start:end]:
            top += single[char]
            at += 1
            while stop == at:
                first, _, word = found[n]
                if first >= start:
                    score = scores[first - start] + logps[ranks[word]]
                    if score > top:
                        top = score
                n += 1
                stop = ends[n]
            scores.append(top)
        return scores

    def word(self, start: int, end: int) -> float | None:
        """Log probability of the word that stands at a span; None where none does."""
        if end - start == 1:
            return self.single[self.text[start]] if self.text[start] in words().singles else None
        number = self.longer(start, end)
        return None if number is None else self._logps[self._ranks[number]]

    def longer(self, start: int, end: int) -> int | None:
        """The number of the longer word that stands at a span, among such; None where none does."""
        found, ends = self._found, self._ends
        n = bisect_right(ends, end - 1)
        while ends[n] == end:
            if found[n][0] == start:
                return found[n][2]
            n += 1
        return None

    def crosses(self, start: int, end: int) -> bool:
        """Whether a longer word runs over an edge of a span; else what stands around it makes it no likelier."""
        found, ends = self._found, self._ends
        n = bisect_right(ends, start)
        stop = ends[n]
        while stop <= end:
            if found[n][0] < start:
                return True
            n += 1
            stop = ends[n]
        last = end + LONGEST
        while stop < last:
            if found[n][0] < end:
                return True
            n += 1
            stop = ends[n]
        return False

    def inside(self, start: int, end: int) -> float:
        """At least how likely two or more characters are as ordinary words: single ones, a word, a word and one."""
        text, single = self.text, self.single
        top = sum(map(single.__getitem__, text[start:end]))
        for first, stop, p in self.ending(end - 2, end):
            if stop < end:
                if first == start:
                    top = max(top, p + single[text[end - 1]])
            elif first == start:
                top = max(top, p)
            elif first == start + 1:
                top = max(top, single[text[start]] + p)
        return top


@lru_cache(maxsize=2)
def lattice(text: str) -> Lattice:
    """The words of a text; remembered, for all finders ask about the same article."""
    return Lattice(text)


def best(text: str, start: int, end: int) -> list[float]:
    """Log probability of the best reading of each prefix of a window; see :meth:`Lattice.best`."""
    return lattice(text).best(start, end)


def segments(window: str) -> list[tuple[int, int]]:
    """The best reading of a window as spans of words, left to right; it is all that is read."""
    known = words()
    gains, best, longer = known.gains, [0.0], {}
    for start, end, word in known.matcher.find(window):
        while len(best) <= end:
            best.append(best[-1])
        gain = best[start] + gains[word]
        if gain > best[end] or (gain == best[end] and end in longer):  # of equally likely ones, the shorter
            best[end], longer[end] = gain, start
    out, at = [], len(window)
    while at > 0:
        start = longer.get(at, at - 1)
        out.append((start, at))
        at = start
    return out[::-1]


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The best reading of a window as spans of words, left to right; see :func:`segments`."""
    return [(start + first, start + stop) for first, stop in segments(text[start:end])]


def crossed(text: str, start: int, end: int) -> bool:
    """Whether words run over both edges of a form of two characters (依法|国有, 网上|年货)."""
    if end - start != 2 or logp(text[start - 1 : start + 1]) is None or logp(text[end - 1 : end + 1]) is None:
        return False
    return all(edge != start for edge, _ in cut(text, max(0, start - 2), min(len(text), end + 2)))
