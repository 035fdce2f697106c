"""Where the words of a sorted list stand in a text.

The first few pages of a run are read with small tables, one for each character that words begin with and the
pages hold. To read the automaton of all words takes longer than that; from then on it is some ten times as fast.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from dibao.cache import stored
from dibao.matcher import Matcher, build
from dibao.named import NamedTuple

_FEW = 10_000
"""So many characters are read before the automaton is."""
_Hit = tuple[int, int, int]


class Listed(NamedTuple):
    """Words of two to four characters as they are kept."""

    joined: str
    """All of them, each behind a line break, by their first character."""
    heads: str
    """The first characters, sorted."""
    begins: bytes
    """Where the words of each of them begin in ``joined``, four bytes each, and where the last of them end."""
    numbers: bytes
    """The number of the first word of each of them, and of all words."""


def listed(words: Sequence[str]) -> Listed:
    """Words of two to four characters, sorted by code point, as they are kept."""
    heads, begins, numbers, at = "", [], [], 0
    for number, word in enumerate(words):
        if word[0] != heads[-1:]:
            heads += word[0]
            begins.append(at)
            numbers.append(number)
        at += len(word) + 1
    ends = array("I", [*begins, at]), array("I", [*numbers, len(words)])
    return Listed("".join(f"\n{word}" for word in words), heads, ends[0].tobytes(), ends[1].tobytes())


class Vocabulary:
    """A matcher of a list of words, which is kept in the cache by a name."""

    def __init__(self, name: str, words: Listed) -> None:
        self._name, self._words = name, words
        self._tables: _Tables | None = _Tables(words)
        self._left = _FEW

    def find(self, text: str) -> list[_Hit]:
        """Triples (start, end, number of the word), by end, then by start."""
        self._left -= len(text)
        if self._tables is None or self._left < 0:
            return self.automaton.find(text)
        return _find(text, self._tables)

    @cached_property
    def automaton(self) -> Matcher:
        """The automaton of all words; whoever reads much asks for it."""
        self._tables = None
        return stored(self._name, lambda: build(self._words.joined[1:].split("\n")))


class _Tables(dict[str, dict[str, int]]):
    """The words that begin with a character, with their numbers."""

    def __init__(self, words: Listed) -> None:
        self._words = words
        self._begins, self._numbers = memoryview(words.begins).cast("I"), memoryview(words.numbers).cast("I")

    def __missing__(self, head: str) -> dict[str, int]:
        joined, heads, *_ = self._words
        at, found = bisect_left(heads, head), dict[str, int]()
        if heads[at : at + 1] == head:
            words = joined[self._begins[at] + 1 : self._begins[at + 1]].split("\n")
            found = dict(zip(words, range(self._numbers[at], self._numbers[at + 1]), strict=True))
        self[head] = found
        return found


def _find(text: str, tables: _Tables) -> list[_Hit]:
    out: list[_Hit] = []
    beginning = list(map(tables.__getitem__, text))
    for end in range(2, len(text) + 1):
        for start in range(max(end - 4, 0), end - 1):
            number = beginning[start].get(text[start:end])
            if number is not None:
                out.append((start, end, number))
    return out
