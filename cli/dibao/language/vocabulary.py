"""Where the words of a sorted list stand in a text.

For the first few pages of a run each two characters are looked up in the list by themselves. To read the
automaton of all words takes longer than that; from then on it is some ten times as fast.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

from dibao.named import NamedTuple
from dibao.tables.cache import stored
from dibao.tables.matcher import Matcher, build

_FEW = 5_000
"""So many characters are read before the automaton is."""


class Listed(NamedTuple):
    """Words of two to four characters as they are kept."""

    lines: bytes
    """One a line, in UTF-8, with a line break before the first and behind the last one."""
    heads: str
    """The characters that words begin with, sorted."""
    begins: bytes
    """Where the words of each of them begin in ``lines``, four bytes each, and where the last of them end."""
    numbers: bytes
    """The number of the first word of each of them, and how many words there are."""


def listed(words: Sequence[str]) -> Listed:
    """Words of two to four characters, sorted by code point, as they are kept."""
    heads, begins, numbers, at = "", [], [], 0
    for number, word in enumerate(words):
        if word[0] != heads[-1:]:
            heads += word[0]
            begins.append(at)
            numbers.append(number)
        at += len(word.encode()) + 1
    lines = "".join(f"\n{word}" for word in words) + "\n"
    ends = array("I", [*begins, at]), array("I", [*numbers, len(words)])
    return Listed(lines.encode(), heads, ends[0].tobytes(), ends[1].tobytes())


class Vocabulary:
    """A matcher of a list of words, which is kept in the cache by a name."""

    def __init__(self, name: str, words: Listed) -> None:
        self._name, self._words = name, words
        self._begun: _Begun | None = _Begun(words)
        self._left = _FEW

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Triples (start, end, number of the word), by end, then by start."""
        self._left -= len(text)
        if self._begun is None or self._left < 0:
            return self.automaton.find(text)
        return _find(text, self._begun)

    @cached_property
    def automaton(self) -> Matcher:
        """The automaton of all words; whoever reads much asks for it."""
        self._begun = None
        return stored(self._name, lambda: build(self._words.lines.decode().split("\n")[1:-1]))


class _Begun(dict[str, list[tuple[str, int]]]):
    """By two characters the words that begin with them, with their numbers, looked up when they are asked for."""

    def __init__(self, words: Listed) -> None:
        self._lines, self._heads = words.lines, words.heads
        self._begins, self._numbers = memoryview(words.begins).cast("I"), memoryview(words.numbers).cast("I")

    def __missing__(self, pair: str) -> list[tuple[str, int]]:
        found = self[pair] = self._words(pair)
        return found

    def _words(self, pair: str) -> list[tuple[str, int]]:
        lines, head = self._lines, bisect_left(self._heads, pair[0])
        if self._heads[head : head + 1] != pair[0]:
            return []
        begin, end, sought = self._begins[head], self._begins[head + 1], b"\n" + pair.encode()
        first = lines.find(sought, begin, end)
        if first < 0:
            return []
        number = self._numbers[head] + lines.count(b"\n", begin, first)
        last = lines.rfind(sought, first, end)
        words = lines[first + 1 : lines.index(b"\n", last + 1)].decode().split("\n")
        return list(zip(words, range(number, number + len(words)), strict=True))


def _find(text: str, begun: _Begun) -> list[tuple[int, int, int]]:
    out = [
        (start, start + len(word), number)
        for start in range(len(text) - 1)
        for word, number in begun[text[start : start + 2]]
        if text.startswith(word, start)
    ]
    out.sort(key=_END_START)
    return out


_END_START = itemgetter(1, 0)
