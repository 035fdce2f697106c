"""Where the name that a head ends may begin: every edge proposes a reading."""

from __future__ import annotations

from bisect import bisect_right

from dibao.divisions import LEVEL_OF_WORD
from dibao.entities.built.ground import Ground, level_word
from dibao.entities.built.weighing import Proposal, heads, stops
from dibao.patterns import lazily
from dibao.words import cut, logp

LONGEST = 24
"""Characters between the beginning of a name and its head, at most."""

_LATIN = lazily("[A-Za-z]{2}")
_BESIDE = frozenset("与和及同跟")
_LEVELS = frozenset(word for word in LEVEL_OF_WORD if len(word) == 1)
_GAP = 4
"""Characters between two anchors of one name, at most."""

_OF_LEVEL = frozenset("属级域际")
_MOST_WORDS = 9
_HOPELESS, _HOPELESS_ANCHORED = -4.0, -5.0
"""Weight of a head below which one name in a thousand is real: where nothing that it could belong to stands
before it, and where something does. Half of all heads are such."""

Anchor = tuple[int, int, str]
"""What a name may be built on: its end, its start, "place" or "parent"."""


def proposals(
    g: Ground, start: int, end: int, grade: str, anchors: list[Anchor], table: str = ""
) -> list[Proposal]:
    """All readings of the head at ``start:end``; ``anchors`` are sorted.

    None of a head against which ``table`` says so much that no beginning makes up for it.
    """
    low = g.content_start(max(0, start - LONGEST), start)
    last = bisect_right(anchors, (start, end, "")) - 1
    while last >= 0 and low <= anchors[last][0] < start and _bracketed(g.text, anchors[last]):
        last -= 1  # a place in brackets is the middle of a name: 某某(香港)有限公司
    anchored = last >= 0 and anchors[last][0] >= low
    after = "title" if end in g.title_starts else g.text[end : end + 1] or "\n"
    if table:
        weight = heads(table, g.text[start:end], grade, after)
        if weight < (_HOPELESS_ANCHORED if anchored else _HOPELESS):
            return []
    head = _Head(g, start, end, grade, after, low)
    edge = anchors[last][0] if anchored else low
    spans = _spans(g.text, edge, start)
    words = [_word(g.text, a, b) for a, b in spans]
    if anchored:
        head.from_anchors(anchors, last, _plain(words))
    head.from_words(edge, spans, words)
    head.from_levels(edge, spans)
    return head.out


class _Head:
    """A head whose readings are collected in ``out``."""

    def __init__(self, g: Ground, start: int, end: int, grade: str, after: str, low: int) -> None:
        self.g, self.start, self.end, self.low = g, start, end, low
        self.rest = (g.text[start:end], grade, after)
        self.stops = stops()
        self.rejected = g.rejects.get(end, end)
        self.plain = g.paired.find(1, low, start + 1) < 0
        self.out: list[Proposal] = []

    def propose(self, begin: int, at: str, anchor: int, inside: tuple[str, ...], before: str) -> None:
        """Add a reading unless its beginning is none."""
        if begin >= self.rejected:
            return
        if (self.plain and begin >= self.low) or _closed(self.g.text, begin, self.start):
            self.out.append(Proposal(begin, self.end, at, anchor, inside, before, *self.rest))

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
        if not any(self.stops.get(word) == "hard" for word in inside):
            self.propose(outer[1], outer[2], outer[0], inside, self.g.before(outer[1]))

    def _parted(self, inside: tuple[str, ...]) -> bool:
        return any(len(word) > 1 and self.stops.get(word) == "hard" for word in inside)

    def from_words(self, edge: int, spans: list[tuple[int, int]], words: list[str]) -> None:
        """From each word behind the edge, up to one at which names end."""
        ends = self.g.title_ends
        for n in range(len(spans) - 1, -1, -1):
            begin = spans[n][0]
            if len(spans) - n > _MOST_WORDS or self.stops.get(words[n]) == "hard":
                break
            if begin > edge:
                at, before = "word", words[n - 1]
            else:
                at = "after place" if edge > self.low else "title" if begin in ends else "break"
                before = self.g.before(begin)
            self.propose(begin, at, begin, _plain(words[n:]), before)

    def from_levels(self, edge: int, spans: list[tuple[int, int]]) -> None:
        """From each level word that stands for a division (市 of 市卫健委)."""
        text = self.g.text
        for begin in (at for at in range(edge, self.start) if text[at] in _LEVELS):
            word = level_word(text, begin + 1)
            if word is None or len(word) > 1 or not self._edge(begin, edge, spans):
                continue
            if text[begin + 1] not in _OF_LEVEL:  # 市属企业, 省级先进集体: a kind
                inside = _words(text, begin + 1, self.start)
                self.propose(begin, "level", begin + 1, inside, self.g.before(begin))

    def _edge(self, at: int, edge: int, spans: list[tuple[int, int]]) -> bool:
        """Whether a level word may begin a name at ``at``: after a break, a title, an anchor or a word."""
        return at == edge or at in self.g.title_ends or any(a == at for a, _ in spans)


def _bracketed(text: str, anchor: Anchor) -> bool:
    return text[anchor[1] - 1 : anchor[1]] == "("


def _outer(anchors: list[tuple[int, int, str]], last: int, low: int) -> tuple[int, int, str] | None:
    """The anchor shortly before the last one: 上海|延安|制药厂 is a name of Shanghai."""
    begin = anchors[last][1]
    for n in range(last - 1, max(-1, last - 4), -1):
        if anchors[n][0] <= begin:
            return anchors[n] if anchors[n][1] >= low and begin - anchors[n][0] <= _GAP else None
    return None


def _closed(text: str, begin: int, end: int) -> bool:
    """Whether a name begins with no sign of a pair's end, and its brackets are closed."""
    return text[begin] not in ")(”’" and text.count("(", begin, end) == text.count(")", begin, end)


def _word(text: str, start: int, end: int) -> str:
    """A word inside a name as the tables know it: digits are #, ordinals 第#, what no word explains is ?."""
    word = text[start:end]
    if word[0].isascii():
        return "#" if word[0].isdigit() else "A"
    if word[0] == "第" and end - start > 1:
        return "第#"
    if word in "“”‘’":
        return "”"
    return word if logp(word) is not None else "?"


def _plain(spans: list[str]) -> tuple[str, ...]:
    """Words of a name with digits run together (第15 is 第#) and quotation marks left out."""
    out: list[str] = []
    for word in spans:
        if word == "#" and out and out[-1] in ("#", "第", "第#"):
            out[-1] = "#" if out[-1] == "#" else "第#"
        elif word != "”":
            out.append(word)
    return tuple(out)


def _words(text: str, start: int, end: int) -> tuple[str, ...]:
    return _plain([_word(text, a, b) for a, b in _spans(text, start, end)])


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a window; letters that follow one another are one."""
    spans = cut(text, start, end)
    if _LATIN.search(text, start, end) is None:
        return spans
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if out and text[a].isascii() and text[a].isalpha() and text[out[-1][1] - 1].isascii():
            a = out.pop()[0]
        out.append((a, b))
    return out
