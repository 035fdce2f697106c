"""Where the name that a head ends may begin: every edge proposes a reading."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Mapping
from functools import reduce

from dibao.divisions import LEVEL_OF_WORD
from dibao.entities.built.ground import BORDER, PAIRED, Ground, level_word
from dibao.entities.built.weighing import NOTHING, Proposal, Reading, hard_stops, likeliest, scale
from dibao.patterns import lazily
from dibao.words import cut, logp

LONGEST = 24
"""Characters between the beginning of a name and its head, at most."""

_NEAR = b"\1" * (LONGEST + 1)

_LATIN = lazily("[A-Za-z]{2}")
_BESIDE = frozenset("与和及同跟")
_LEVEL = lazily(f"[{''.join(word for word in LEVEL_OF_WORD if len(word) == 1)}]")
_GAP = 4
"""Characters between two anchors of one name, at most."""

_OF_LEVEL = frozenset("属级域际")
_MOST_WORDS = 9
_HOPELESS, _HOPELESS_ANCHORED = -4.0, -5.0
"""Weight of a head below which one name in a thousand is real: where nothing that it could belong to stands
before it, and where something does. Half of all heads are such."""

_REMEMBERED = 1 << 13
_SHORT = 4

Anchor = tuple[int, int, str]
"""What a name may be built on: its end, its start, "place" or "parent"."""


class Builder:
    """Builds names to the heads of an article, on what its names may be built on so far: ``anchors``, sorted."""

    def __init__(
        self, g: Ground, anchors: list[Anchor], table: str, bonus: Mapping[str, float] = NOTHING
    ) -> None:
        self.ground, self.anchors, self.scale, self._bonus = g, anchors, scale(table), bonus
        self.near = bytearray(len(g.text) + LONGEST + 2)
        """1 where an anchor ends so shortly before that a head which begins here may belong to it."""
        for end, _, _ in anchors:
            self.near[end : end + LONGEST + 1] = _NEAR

    def add(self, anchor: Anchor) -> None:
        """Build on one more organization or place from now on."""
        insort(self.anchors, anchor)
        self.near[anchor[0] : anchor[0] + LONGEST + 1] = _NEAR

    def hopeless(self, start: int, end: int, weight: float) -> bool:
        """Whether a head of some weight ends no name, whatever stands before it.

        It does not where the weight is too low, or where nothing stands before it but a border.
        """
        near, g, weights = self.near[start], self.ground, self.scale
        if not near and (not start or g.signs[start - 1] == BORDER):
            return True
        after = "title" if end in g.title_starts else g.text[end : end + 1] or "\n"
        common = weights.bias + (weight + weights.following.get(after, 0.0))
        return common < (_HOPELESS_ANCHORED if near else _HOPELESS)

    def proposals(self, start: int, end: int, grade: str) -> list[Proposal]:
        """All readings of the head at ``start:end``."""
        low = self.ground.content_start(max(0, start - LONGEST), start)
        found = self._readings(start, end, low, self._anchor_before(start, low))
        return [self.proposal(reading, start, end, grade) for reading in found]

    def proposal(self, reading: Reading, start: int, end: int, grade: str) -> Proposal:
        """A reading of the head at ``start:end``, with all its evidence."""
        begin, at, anchor, inside, before = reading
        after = self.ground.after(end)
        return Proposal(begin, end, at, anchor, inside, before, self.ground.text[start:end], grade, after)

    def likeliest(
        self, start: int, end: int, grade: str, weight: float, barred: Collection[int] = ()
    ) -> tuple[float, Reading] | None:
        """The reading of a head with the most evidence, with its log odds; none begins at what is ``barred``.

        None of a head against which its ``weight`` and what follows it say so much that no beginning makes
        up for it.
        """
        low = self.ground.content_start(max(0, start - LONGEST), start)
        last = self._anchor_before(start, low) if self.near[start] else None
        common = self.scale.common(weight, self.ground.after(end))
        if (last is None and (low == start or common < _HOPELESS)) or common < _HOPELESS_ANCHORED:
            return None
        found = self._readings(start, end, low, last)
        if barred:
            found = [reading for reading in found if reading[0] not in barred]
        if not found:
            return None
        score, n = likeliest(found, common, self.scale, grade, self._bonus)
        return score, found[n]

    def _anchor_before(self, start: int, low: int) -> int | None:
        """The number of the last anchor between ``low`` and a head, save those in brackets."""
        anchors = self.anchors
        last = bisect_right(anchors, (start, start, "")) - 1
        while last >= 0 and low <= anchors[last][0]:
            if anchors[last][0] == start or not _bracketed(self.ground.text, anchors[last]):
                return last
            last -= 1  # a place in brackets is the middle of a name: 某某(香港)有限公司
        return None

    def _readings(self, start: int, end: int, low: int, last: int | None) -> list[Reading]:
        head = _Head(self.ground, start, end, low)
        edge = low if last is None else self.anchors[last][0]
        begins, words = _read(self.ground.text, edge, start)
        if last is not None:
            head.from_anchors(self.anchors, last, _plain(words))
        head.from_words(edge, begins, words)
        head.from_levels(edge, begins)
        return head.out


class _Head:
    """A head whose readings are collected in ``out``."""

    __slots__ = ("free", "g", "low", "out", "rejected", "start", "stops")

    def __init__(self, g: Ground, start: int, end: int, low: int) -> None:
        self.g, self.start, self.low = g, start, low
        self.stops = hard_stops()
        self.rejected = g.rejects.get(end, end)
        self.free = self.rejected >= start and g.signs.find(PAIRED, low, start + 1) < 0
        """Whether a name may begin at any edge from ``low`` on: no rejected word and no bracket is in the way."""
        self.out: list[Reading] = []

    def propose(self, begin: int, at: str, anchor: int, inside: tuple[str, ...], before: str) -> None:
        """Add a reading unless its beginning is none."""
        if (self.free and begin >= self.low) or (
            begin < self.rejected and _closed(self.g.text, begin, self.start)
        ):
            self.out.append((begin, at, anchor, inside, before))

    def from_anchors(self, anchors: list[Anchor], last: int, inside: tuple[str, ...]) -> None:
        """From the organizations and places that end last before the head, and from one shortly before those."""
        edge = anchors[last][0]
        beside = inside and inside[0] in _BESIDE  # 某市人民政府与某公司 are two
        if len(inside) <= _MOST_WORDS and not beside and not self._parted(inside):  # 某市|一家|医院
            for end, begin, kind in anchors[max(0, last - 1) : last + 1]:
                if end == edge:
                    self.propose(begin, kind, edge, inside, self.g.before(begin))
        outer = _outer(anchors, last, self.low)
        if outer is None:
            return
        text = self.g.text
        inside = (*_words(text, outer[0], anchors[last][1]), "?", *_words(text, edge, self.start))
        if len(inside) > _MOST_WORDS or inside[0] in _BESIDE:
            return
        if self.stops.isdisjoint(inside):
            self.propose(outer[1], outer[2], outer[0], inside, self.g.before(outer[1]))

    def _parted(self, inside: tuple[str, ...]) -> bool:
        return not self.stops.isdisjoint(inside) and any(
            len(word) > 1 and word in self.stops for word in inside
        )

    def from_words(self, edge: int, begins: list[int], words: list[str]) -> None:
        """From each word behind the edge, up to one at which names end."""
        stops, n = self.stops, len(words)
        inside: tuple[str, ...] = ()
        least = max(0, n - _MOST_WORDS)
        while n > least and (word := words[n - 1]) not in stops:
            n -= 1
            inside = _led(word, inside)
            begin = edge + begins[n]
            if n:
                self.propose(begin, "word", begin, inside, words[n - 1])
                continue
            at = "after place" if edge > self.low else "title" if begin in self.g.title_ends else "break"
            self.propose(begin, at, begin, inside, self.g.before(begin))

    def from_levels(self, edge: int, begins: list[int]) -> None:
        """From each level word that stands for a division (市 of 市卫健委)."""
        text = self.g.text
        for found in _LEVEL.finditer(text, edge, self.start):
            begin = found.start()  # after a break, a title, an anchor or a word
            if (
                not (begin - edge in begins or begin in self.g.title_ends)
                or level_word(text, begin + 1) != text[begin]
            ):
                continue
            if text[begin + 1] not in _OF_LEVEL:  # 市属企业, 省级先进集体: a kind
                inside = _words(text, begin + 1, self.start)
                self.propose(begin, "level", begin + 1, inside, self.g.before(begin))


def _bracketed(text: str, anchor: Anchor) -> bool:
    return text[anchor[1] - 1 : anchor[1]] == "("


def _outer(anchors: list[Anchor], last: int, low: int) -> Anchor | None:
    """The anchor shortly before the last one: 上海|延安|制药厂 is a name of Shanghai."""
    begin = anchors[last][1]
    for n in range(last - 1, max(-1, last - 4), -1):
        if anchors[n][0] <= begin:
            return anchors[n] if anchors[n][1] >= low and begin - anchors[n][0] <= _GAP else None
    return None


def _closed(text: str, begin: int, end: int) -> bool:
    """Whether a name begins with no sign of a pair's end, and its brackets are closed."""
    return text[begin] not in ")(”’" and text.count("(", begin, end) == text.count(")", begin, end)


class _Tokens(dict[str, str]):
    """Words inside names as the tables know them, remembered."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        token = self[word] = _token(word, known=len(word) > 1)  # the longer words of a reading are all known
        return token


_TOKENS = _Tokens()


def _token(word: str, known: bool = False) -> str:
    """A word inside a name as the tables know it: digits are #, ordinals 第#, what no word explains is ?."""
    if word[0].isascii():
        return "#" if word[0].isdigit() else "A"
    if word[0] == "第" and len(word) > 1:
        return "第#"
    if word in "“”‘’":
        return "”"
    return word if known or logp(word) is not None else "?"


def _led(word: str, inside: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name led by one more, digits run together (第15 is 第#) and quotation marks left out."""
    if word == "”":
        return inside
    if inside and inside[0] == "#" and word in ("#", "第", "第#"):
        return ("#" if word == "#" else "第#", *inside[1:])
    return (word, *inside)


def _plain(words: list[str]) -> tuple[str, ...]:
    """Words of a name with digits run together and quotation marks left out."""
    if "#" in words or "”" in words:
        return reduce(lambda inside, word: _led(word, inside), reversed(words), ())
    return tuple(words)


def _words(text: str, start: int, end: int) -> tuple[str, ...]:
    return _plain(_read(text, start, end)[1])


_Window = tuple[list[int], list[str]]
"""Where the words of a window begin in it, and the words as the tables know them."""

_WINDOWS: dict[str, _Window] = {}
"""Short windows that have been read: every second one has, in some article before."""


def _read(text: str, start: int, end: int) -> _Window:
    """The words of a window; letters in a row are one."""
    written = text[start:end]
    if (known := _WINDOWS.get(written)) is not None:
        return known
    spans = cut(text, start, end)
    words = [_TOKENS[text[a:b]] for a, b in spans]
    if "A" in words and _LATIN.search(written):
        spans = _joined(text, spans)
        words = [_token(text[a:b]) for a, b in spans]
    window = [a - start for a, _ in spans], words
    if end - start <= _SHORT:
        if len(_WINDOWS) >= _REMEMBERED:
            _WINDOWS.clear()
        _WINDOWS[written] = window
    return window


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of a window with letters in a row as one."""
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if out and text[a].isascii() and text[a].isalpha() and text[out[-1][1] - 1].isascii():
            a = out.pop()[0]
        out.append((a, b))
    return out
