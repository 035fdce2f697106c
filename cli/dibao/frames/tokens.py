"""An article as frames see it: each mention, work title, short quote and bracket folded into one sign.

``市委书记[甲](person)在[乙县](place)强调`` becomes ``OTP在L强调``, the capitals standing for signs that
no text has. Patterns over signs are short, cut no mention in two, find no trigger inside a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, count
from operator import add, sub

from dibao.tables.patterns import lazily
from dibao.types import Mention

CAPITALS = {
    "person": "P", "title": "T", "org": "O", "place": "L", "date": "D", "money": "M", "book": "B", "quote": "Q",
    "bracket": "R",
}  # fmt: skip
"""The capital that patterns write for each kind of thing."""
SIGNS = {kind: chr(0xFDD0 + n) for n, kind in enumerate(CAPITALS)}
"""The sign of each kind of thing: one of the code points that Unicode keeps free for such use inside a program.
A text that has one all the same has a sign of nothing.
"""

REACH = 400
"""How many signs to each side of an event its surroundings are looked at: bounded, so that no text costs more."""

_FOLDED = lazily(
    r"《(?:[^《》\n]{1,80}+|《[^《》\n]{1,80}+》){1,6}+》"
    r"|“(?!双开”)[^“”，。！？,;:!?\n]{1,24}+”|\"[^\"，。！？,;:!?\n]{1,24}+\"|\([^()\n]{1,16}+\)"
)
STOPS = "。!?\n"
"""What ends a sentence."""
_OPENED = {"《": SIGNS["book"], "“": SIGNS["quote"], '"': SIGNS["quote"], "(": SIGNS["bracket"]}


class Tokens:
    """The folded text, the same read backwards, and the way back to clean offsets and to the mentions."""

    __slots__ = (
        "_at", "_folded", "_plain", "_shifts", "_starts", "_stops", "back", "code", "mentions", "text",
    )  # fmt: skip

    def __init__(
        self, code: str, text: str, mentions: Sequence[Mention], starts: list[int], plain: list[int],
        folded: list[int], at: list[int],
    ) -> None:  # fmt: skip
        self.code, self.back, self.text, self.mentions = code, code[::-1], text, mentions
        self._starts = starts
        """Clean start of each mention."""
        self._plain = plain
        """Clean offsets where what is not folded begins: the start of the text, the end of each folded thing."""
        self._folded = folded
        """Clean offsets where that ends: the start of each folded thing, the end of the text."""
        self._at = at
        """Where it begins in the folded text."""
        self._shifts = list(map(sub, plain, at))
        """How far it stands there before its place in the clean text."""
        self._stops = _stops(code)
        """Where sentences end, with the sign before the text and the end of it."""

    def plain(self, spans: Iterable[tuple[int, int, int]]) -> dict[int, int]:
        """The folded bounds, start to end, of the clean spans in which nothing is folded; of those with one
        start, given in order of their ends, the longest.
        """
        plain, folded, shifts = self._plain, self._folded, self._shifts
        out: dict[int, int] = {}
        for start, end, _ in spans:
            n = bisect_right(plain, start) - 1
            if end <= folded[n]:
                out[start - shifts[n]] = end - shifts[n]
        return out

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions between two folded offsets, those inside quotes and brackets too."""
        starts = self._starts
        low, high = self.clean(start, end)
        first = bisect_left(starts, low)
        found = self.mentions[first : bisect_left(starts, high, first)]
        if found and found[-1][2] > high:  # only the last one can end behind it
            found = found[:-1]
        return found

    def sentence(self, at: int) -> tuple[int, int]:
        """The folded bounds of the sentence around an offset, at most REACH signs to each side."""
        n = bisect_left(self._stops, at)
        low, high = self._stops[n - 1] + 1, self._stops[n]
        return low if low > at - REACH else at - REACH, high if high < at + REACH else at + REACH

    def clean(self, start: int, end: int) -> tuple[int, int]:
        """The clean offsets of two folded ones."""
        at, shifts = self._at, self._shifts
        return start + shifts[bisect_right(at, start) - 1], end + shifts[bisect_right(at, end) - 1]

    def slice(self, start: int, end: int) -> str:
        """The clean text between two folded offsets."""
        return self.text[slice(*self.clean(start, end))]


def fold(text: str, mentions: Sequence[Mention]) -> Tokens:
    """Fold a clean text with its mentions, which must be in text order and not overlap."""
    starts = [m[1] for m in mentions]
    units = _units(text, starts, [(m[1], m[2], SIGNS[m[0]]) for m in mentions])
    begins, ends, signs = zip(*units, strict=True) if units else ((), (), ())
    plain, folded = [0, *ends], [*begins, len(text)]
    pieces = [text[start:end] for start, end in zip(plain, folded, strict=True)]
    parts = [""] * (2 * len(signs) + 1)
    parts[::2], parts[1::2] = pieces, signs
    code = "".join(parts)
    at = list(map(add, accumulate(map(len, pieces[:-1]), initial=0), count()))
    return Tokens(code, text, mentions, starts, plain, folded, at)


def _units(
    text: str, starts: Sequence[int], mentions: Sequence[tuple[int, int, str]]
) -> Sequence[tuple[int, int, str]]:
    """Start, end and sign of what is folded: the works, quotes and brackets that begin in no mention, and the
    mentions that begin in none of these. Of two with one start the longer stands.
    """
    out: list[tuple[int, int, str]] = []
    after = 0
    for found in _FOLDED.finditer(text):
        start, end = found.span()
        first = bisect_right(starts, start, after)
        if first > after and (last := mentions[first - 1])[1] > start:
            if last[0] < start or last[1] >= end:
                continue
            first -= 1
        out += mentions[after:first]
        out.append((start, end, _OPENED[text[start]]))
        after = bisect_left(starts, end, first)
    return [*out, *mentions[after:]] if out else mentions


def _stops(code: str) -> list[int]:
    """Where sentences end in a folded text, with the sign before it and the end of it."""
    out = {-1}
    for stop in STOPS:
        out.update(map(add, accumulate(map(len, code.split(stop))), count()))
    return sorted(out)


def run(signs: re.Pattern[str], code: str, at: int, most: int) -> int:
    """How many signs of a kind follow an offset, at most so many."""
    found = signs.match(code, at, at + most)
    return found.end() - at if found else 0
