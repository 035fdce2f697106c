"""An article as frames see it: each mention, work title, short quote and bracket folded into one sign.

``市委书记[甲](person)在[乙县](place)强调`` becomes ``OTP在L强调``, the capitals standing for signs of a
private plane. Patterns over signs are short, cut no mention in two, find no trigger inside a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, count
from operator import add, sub

from dibao.patterns import lazily
from dibao.types import Mention

SIGNS = {
    "person": "\U00100050", "title": "\U00100054", "org": "\U0010004f", "place": "\U0010004c",
    "date": "\U00100044", "money": "\U0010004d", "book": "\U00100042", "quote": "\U00100051",
    "bracket": "\U00100052",
}  # fmt: skip
"""The sign of each kind of thing: the capital that patterns write for it, moved into a private plane."""

REACH = 400
"""How many signs to each side of an event its surroundings are looked at: bounded, so that no text costs more."""

_PRIVATE = lazily("[\U00100000-\U0010ffff]")
_PUBLIC = lazily("[\0-\U000fffff]*+")
_FOLDED = lazily(
    r"《(?:[^《》\n]{1,80}+|《[^《》\n]{1,80}+》){1,6}+》"
    r"|“[^“”，。！？,;:!?\n]{1,24}+”|\"[^\"，。！？,;:!?\n]{1,24}+\"|\([^()\n]{1,16}+\)"
)
STOPS = "。!?\n"
"""What ends a sentence."""
_STOP = lazily(f"[{STOPS}]")
_OPENED = {"《": SIGNS["book"], "“": SIGNS["quote"], '"': SIGNS["quote"], "(": SIGNS["bracket"]}


@dataclass(slots=True, eq=False)
class Tokens:
    """The folded text, the same read backwards, and the way back to clean offsets and to the mentions."""

    code: str
    back: str
    text: str
    mentions: Sequence[Mention]
    _starts: list[int]
    """Clean start of each mention."""
    _plain: list[int]
    """Clean offsets where what is not folded begins: the start of the text, the end of each folded thing."""
    _folded: list[int]
    """Clean offsets where that ends: the start of each folded thing, the end of the text."""
    _at: list[int]
    """Where it begins in the folded text."""
    _shifts: list[int]
    """How far it stands there before its place in the clean text."""
    _stops: list[int]
    """Where sentences end, with the sign before the text and the end of it."""

    def clean(self, at: int) -> int:
        """The clean offset of a folded one."""
        return at + self._shifts[bisect_right(self._at, at) - 1]

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
        at, shifts, starts = self._at, self._shifts, self._starts
        high = end + shifts[bisect_right(at, end) - 1]
        first = bisect_left(starts, start + shifts[bisect_right(at, start) - 1])
        found = self.mentions[first : bisect_left(starts, high, first)]
        return [mention for mention in found if mention[2] <= high]

    def sentence(self, at: int) -> tuple[int, int]:
        """The folded bounds of the sentence around an offset, at most REACH signs to each side."""
        n = bisect_left(self._stops, at)
        low, high = self._stops[n - 1] + 1, self._stops[n]
        return low if low > at - REACH else at - REACH, high if high < at + REACH else at + REACH

    def slice(self, start: int, end: int) -> str:
        """The clean text between two folded offsets."""
        return self.text[self.clean(start) : self.clean(end)]


def fold(text: str, mentions: Sequence[Mention]) -> Tokens:
    """Fold a clean text with its mentions, which must be in text order and not overlap."""
    if not _PUBLIC.fullmatch(text):
        text = _PRIVATE.sub("?", text)
    own = [m[1] for m in mentions]
    starts, ends, signs = _with_folded(text, own, [m[2] for m in mentions], [SIGNS[m[0]] for m in mentions])
    plain, folded = [0, *ends], [*starts, len(text)]
    pieces = list(map(text.__getitem__, map(slice, plain, folded)))
    parts = [""] * (2 * len(signs) + 1)
    parts[::2], parts[1::2] = pieces, signs
    code = "".join(parts)
    at = [0, *map(add, accumulate(map(len, pieces[:-1])), count(1))]
    stops = [-1, *[m.start() for m in _STOP.finditer(code)], len(code)]
    return Tokens(code, code[::-1], text, mentions, own, plain, folded, at, list(map(sub, plain, at)), stops)


def _with_folded(
    text: str, starts: list[int], ends: list[int], signs: list[str]
) -> tuple[list[int], list[int], list[str]]:
    """Starts, ends and signs of mentions and of the works, quotes and brackets that begin in none of them; the
    mentions that begin inside one of these are left out. Of two with one start the longer stands.
    """
    out: tuple[list[int], list[int], list[str]] = [], [], []
    after = 0
    for found in _FOLDED.finditer(text):
        start, end = found.span()
        first = bisect_right(starts, start, after)
        if first > after and ends[first - 1] > start:
            if starts[first - 1] < start or ends[first - 1] >= end:
                continue
            first -= 1
        out[0].extend(starts[after:first])
        out[1].extend(ends[after:first])
        out[2].extend(signs[after:first])
        out[0].append(start)
        out[1].append(end)
        out[2].append(_OPENED[text[start]])
        after = bisect_left(starts, end, first)
    return out[0] + starts[after:], out[1] + ends[after:], out[2] + signs[after:]


def run(signs: re.Pattern[str], code: str, at: int, most: int) -> int:
    """How many signs of a kind follow an offset, at most so many."""
    found = signs.match(code, at, at + most)
    return found.end() - at if found else 0
