"""An article as frames see it: each mention, work title, short quote and bracket folded into one sign.

``市委书记[甲](person)在[乙县](place)强调`` becomes ``OTP在L强调``, the capitals standing for signs of a
private plane. Patterns over signs are short, cut no mention in two, find no trigger inside a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

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


class Tokens:
    """The folded text, the same read backwards, and the way back to clean offsets and to the mentions."""

    def __init__(
        self, code: str, text: str, mentions: Sequence[Mention], at: list[int], clean: list[int]
    ) -> None:
        self.code, self.back, self.text, self.mentions = code, code[::-1], text, mentions
        self._at, self._clean = at, clean
        """Folded offsets where the distance to the clean text changes, and the clean ones there."""
        self._starts = [m.start for m in mentions]
        self._stops = [-1, *[m.start() for m in _STOP.finditer(code)], len(code)]
        """Where sentences end, with the sign before the text and the end of it."""

    def clean(self, at: int) -> int:
        """The clean offset of a folded one."""
        k = bisect_right(self._at, at) - 1
        return self._clean[k] + at - self._at[k]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions between two folded offsets, those inside quotes and brackets too."""
        low, high = self.clean(start), self.clean(end)
        first = bisect_left(self._starts, low)
        found = self.mentions[first : bisect_left(self._starts, high, first)]
        return [mention for mention in found if mention.end <= high]

    def sentence(self, at: int) -> tuple[int, int]:
        """The folded bounds of the sentence around an offset, at most REACH signs to each side."""
        n = bisect_left(self._stops, at)
        low, high = self._stops[n - 1] + 1, self._stops[n]
        return low if low > at - REACH else at - REACH, high if high < at + REACH else at + REACH

    def slice(self, start: int, end: int) -> str:
        """The clean text between two folded offsets."""
        return self.text[self.clean(start) : self.clean(end)]


def fold(text: str, mentions: Sequence[Mention]) -> Tokens:
    """Fold a clean text with its mentions, which must be in text order."""
    if not _PUBLIC.fullmatch(text):
        text = _PRIVATE.sub("?", text)
    units = [(m.start, -m.end, SIGNS[m.type]) for m in mentions]
    units += [(m.start(), -m.end(), _OPENED[text[m.start()]]) for m in _FOLDED.finditer(text)]
    units.sort()
    code: list[str] = []
    at, clean = [0], [0]
    length = last = 0
    for start, minus_end, sign in units:
        if start >= last:
            length += start - last + 1
            code += text[last:start], sign
            last = -minus_end
            at.append(length)
            clean.append(last)
    code.append(text[last:])
    return Tokens("".join(code), text, mentions, at, clean)


def run(signs: re.Pattern[str], code: str, at: int, most: int) -> int:
    """How many signs of a kind follow an offset, at most so many."""
    found = signs.match(code, at, at + most)
    return found.end() - at if found else 0
