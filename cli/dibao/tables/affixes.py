"""Words that are looked for at one offset of a text, where they end or begin: prefixes, bounds, units."""

from __future__ import annotations

from collections.abc import Iterable


class Affixes:
    """A list of words; a look at one character tells how long those are that can stand beside an offset."""

    __slots__ = ("_heads", "_tails", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._heads = _lengths(self._words, 0)
        self._tails = _lengths(self._words, -1)

    def ending(self, text: str, at: int, floor: int = 0) -> list[str]:
        """The words that end at an offset and begin at ``floor`` or behind it, the longest first."""
        sizes = self._tails.get(text[at - 1 : at])
        if sizes is None:
            return []
        words = self._words
        return [word for size in sizes if size <= at - floor and (word := text[at - size : at]) in words]

    def starting(self, text: str, at: int) -> list[str]:
        """The words that begin at an offset, the longest first."""
        sizes = self._heads.get(text[at : at + 1])
        if sizes is None:
            return []
        words = self._words
        return [word for size in sizes if (word := text[at : at + size]) in words and len(word) == size]


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """The lengths of words by one of their characters, the greatest first."""
    out: dict[str, set[int]] = {}
    for word in words:
        out.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in out.items()}
