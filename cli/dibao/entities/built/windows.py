"""The words between the edge of a name and its head, as the tables of evidence know them."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from dibao.language.words import logp, segments
from dibao.tables.divisions import LEVEL_OF_WORD
from dibao.tables.patterns import lazily

Word = tuple[str, int, int, bool]
"""A word as a scale has it: its token, its weights inside a name and before one, whether names end at it."""

Window = tuple[list[int], list[Word], list[int]]
"""Where the words of a window begin in it, the words, and where level words of one character stand in it."""

RUNNING = frozenset(("#", "第", "第#", "”"))
"""Tokens that run together with those behind them, or count for nothing."""

_LATIN = lazily("[A-Za-z]{2}")
_LEVELS = frozenset(word for word in LEVEL_OF_WORD if len(word) == 1)
_REMEMBERED = 1 << 14
_SHORT = 4


class _Words(dict[str, Word]):
    """Written words as a scale has them, remembered."""

    def __init__(self, word: Callable[[str], Word]) -> None:
        self._word = word

    def __missing__(self, written: str) -> Word:
        if len(self) >= _REMEMBERED:
            self.clear()
        word = self[written] = self._word(_token(written))
        return word


class Windows:
    """Windows of texts, read in the words of one scale; words and short windows are remembered."""

    def __init__(self, word: Callable[[str], Word]) -> None:
        self._words = _Words(word)
        self._short: dict[str, Window] = {}
        """Every second window has been read in some article before."""

    def read(self, text: str, start: int, end: int) -> Window:
        """The words of a window; letters in a row are one."""
        written = text[start:end]
        known = self._short.get(written)
        if known is not None:
            return known
        spans = segments(written)
        if _LATIN.search(written):
            spans = _joined(written, spans)
        words = self._words
        levels = [] if _LEVELS.isdisjoint(written) else [n for n, c in enumerate(written) if c in _LEVELS]
        window = [a for a, _ in spans], [words[written[a:b]] for a, b in spans], levels
        if end - start <= _SHORT:
            if len(self._short) >= _REMEMBERED:
                self._short.clear()
            self._short[written] = window
        return window

    def tokens(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """The words of a window inside a name."""
        return plain([word[0] for word in self.read(text, start, end)[1]])


def _token(word: str) -> str:
    """A word inside a name as the tables know it: digits are #, ordinals 第#, what no word explains is ?."""
    if word[0].isascii():
        return "#" if word[0].isdigit() else "A"
    if word[0] == "第" and len(word) > 1:
        return "第#"
    if word in "“”‘’":
        return "”"
    return word if len(word) > 1 or logp(word) is not None else "?"  # longer words of a window are all known


def led(word: str, inside: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name led by one more, digits run together (第15 is 第#) and quotation marks left out."""
    if word == "”":
        return inside
    if inside and inside[0] == "#" and word in ("#", "第", "第#"):
        return ("#" if word == "#" else "第#", *inside[1:])
    return (word, *inside)


def plain(words: list[str]) -> tuple[str, ...]:
    """Words of a name with digits run together and quotation marks left out."""
    if RUNNING.isdisjoint(words):
        return tuple(words)
    return reduce(lambda inside, word: led(word, inside), reversed(words), ())


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of a window with letters in a row as one."""
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if out and text[a].isascii() and text[a].isalpha() and text[out[-1][1] - 1].isascii():
            a = out.pop()[0]
        out.append((a, b))
    return out
