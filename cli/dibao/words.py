"""Ordinary words with their frequencies, and the likeliest reading of a short window in them.

The table is asked only where characters alone leave a doubt, on windows of a dozen characters: is 明星 a
word here or half of 姜明星? A unigram lattice over the window answers; it is exact and needs no state. The
words of a text are found once, in one pass, for all windows of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from dibao import lexicon
from dibao.cache import stored
from dibao.matcher import Matcher, build

LONGEST = 4
"""Words of more characters are left to the lexicons of names."""

UNKNOWN = -17.0
"""Log probability of a character that no word explains."""


class _Compiled(NamedTuple):
    """The table of words as it is kept: numbers and bytes in place of strings."""

    singles: dict[str, int]
    """The words of one character, by their number."""
    matcher: Matcher
    """Finds the longer ones, whose numbers follow."""
    logps: tuple[float, ...]
    """The log probabilities that occur."""
    ranks: bytes
    """For each word, which of them it has: two bytes."""
    tags: tuple[str, ...]
    """The parts of speech that occur."""
    tagged: bytes
    """For each word, which of them it is: one byte."""


class _Singles(dict[str, float]):
    """Log probabilities of single characters, those too that are no word."""

    def __missing__(self, char: str) -> float:
        self[char] = UNKNOWN
        return UNKNOWN


class Words(NamedTuple):
    """The ordinary words by number: how to find them, their log probability, their part of speech."""

    singles: dict[str, int]
    matcher: Matcher
    logps: tuple[float, ...]
    ranks: Sequence[int]
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


@cache
def words() -> Words:
    """The built-in words, read on first use."""
    found = stored("words", _compile)
    ranks = array("H", found.ranks)
    singles = _Singles((form, found.logps[ranks[n]]) for form, n in found.singles.items())
    return Words(found.singles, found.matcher, found.logps, ranks, found.tags, found.tagged, singles)


def _compile() -> _Compiled:
    table = lexicon.table("words")
    freq, tag = table.column("freq"), table.column("tag")
    rows = sorted(table.rows, key=lambda row: len(row[0]) > 1)
    singles = {row[0]: n for n, row in enumerate(rows) if len(row[0]) == 1}
    counts = [int(row[freq]) for row in rows]
    total = log(sum(counts))
    kinds = {count: n for n, count in enumerate(dict.fromkeys(counts))}
    tags = {row[tag]: n for n, row in enumerate({row[tag]: row for row in rows}.values())}
    return _Compiled(
        singles, build([row[0] for row in rows[len(singles) :]]),
        tuple(log(count) - total for count in kinds), array("H", map(kinds.__getitem__, counts)).tobytes(),
        tuple(tags), bytes(tags[row[tag]] for row in rows),
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


class Lattice:
    """The words of one text, found once, and the best readings of its windows."""

    def __init__(self, text: str) -> None:
        known = words()
        self.text = text
        self.one = list(map(known.single_logps.__getitem__, text))
        """Log probability of each character by itself."""
        self.ends: list[tuple[tuple[int, float], ...]] = [()] * (len(text) + 1)
        """By end, start and log probability of the longer words."""
        logps, ranks, longer, ends = known.logps, known.ranks, len(known.singles), self.ends
        for start, end, index in known.matcher.find(text):
            ends[end] += ((start, logps[ranks[longer + index]]),)

    def best(self, start: int, end: int) -> list[float]:
        """Log probability of the best reading of each prefix of a window: ``[k]`` covers k characters."""
        scores = [0.0]
        one, ends = self.one, self.ends
        top = 0.0
        for at in range(start, end):
            top += one[at]
            for first, p in ends[at + 1]:
                if first >= start:
                    p += scores[first - start]
                    if p > top:
                        top = p
            scores.append(top)
        return scores

    def word(self, start: int, end: int) -> float | None:
        """Log probability of the word that stands at a span; None where none does."""
        if end - start == 1:
            return self.one[start] if self.text[start] in words().singles else None
        for first, p in self.ends[end]:
            if first == start:
                return p
        return None

    def inside(self, start: int, end: int) -> float:
        """At least how likely two or more characters are as ordinary words: single ones, a word, a word and one."""
        one = self.one
        top = sum(one[start:end])
        for first, p in self.ends[end]:
            if first == start:
                top = max(top, p)
            elif first == start + 1:
                top = max(top, one[start] + p)
        for first, p in self.ends[end - 1]:
            if first == start:
                top = max(top, p + one[end - 1])
        return top

    def cut(self, start: int, end: int) -> list[tuple[int, int]]:
        """The best reading of a window as spans of words, left to right."""
        scores, back = [0.0], [0]
        one, ends = self.one, self.ends
        for at in range(start, end):
            top, came = scores[-1] + one[at], at
            found = ends[at + 1]
            if found:
                for first, p in reversed(found):  # of equally likely readings, that with the shorter word
                    if first >= start and (score := scores[first - start] + p) > top:
                        top, came = score, first
            scores.append(top)
            back.append(came)
        out: list[tuple[int, int]] = []
        at = end
        while at > start:
            out.append((back[at - start], at))
            at = back[at - start]
        return out[::-1]


@lru_cache(maxsize=2)
def lattice(text: str) -> Lattice:
    """The words of a text; remembered, for all finders ask about the same article."""
    return Lattice(text)


def best(text: str, start: int, end: int) -> list[float]:
    """Log probability of the best reading of each prefix of a window; see :meth:`Lattice.best`."""
    return lattice(text).best(start, end)


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The best reading of a window as spans of words, left to right."""
    return lattice(text).cut(start, end)
