"""Where the name that a head ends may begin: every edge proposes a reading, with what speaks for it."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Mapping
from operator import itemgetter

from dibao.entities.built.ground import BORDER, LONGEST, PAIRED, Ground, level_word
from dibao.entities.built.weighing import Bonus, Proposal, Reading, hard_stops, log_odds, scale
from dibao.entities.built.windows import RUNNING, Window, led, plain
from dibao.tables.matcher import Triple

_NEAR = b"\1" * (LONGEST + 1)

_BESIDE = frozenset("与和及同跟")
_GAP = 4
"""Characters between two anchors of one name, at most."""

_OF_LEVEL = frozenset("属级域际")
_MOST_WORDS = 9

HOPELESS, HOPELESS_ANCHORED = -400, -500
"""Hundredths below which a head ends one name in a thousand: where nothing that it could belong to stands
before it, and where something does. Half of all heads are such."""

Anchor = tuple[int, int, str]
"""What a name may be built on: its end, its start, "place" or "parent"."""

Weighty = tuple[int, int, int, int]
"""A head: its start, its end, the index of its form, what all its readings share in hundredths."""

Weighed = tuple[int, Reading]
"""A reading behind all that speaks for it, in hundredths."""

_Weights = Mapping[str, tuple[int, ...]]
"""By what stands at the edge, the weights of so many words between it and the head."""

_total = itemgetter(0)


class Builder:
    """Builds names to the heads of an article, on what its names may be built on so far: ``anchors``, sorted."""

    def __init__(self, g: Ground, anchors: list[Anchor], table: str, bonus: Bonus = ()) -> None:
        self.ground, self.anchors, self.scale = g, anchors, scale(table, bonus)
        self.near = bytearray(len(g.text) + LONGEST + 2)
        """1 where an anchor ends so shortly before that a head which begins here may belong to it."""
        for end, _, _ in anchors:
            self._reach(end)

    def add(self, anchor: Anchor) -> None:
        """Build on one more organization or place from now on."""
        insort(self.anchors, anchor)
        self._reach(anchor[0])

    def _reach(self, end: int) -> None:
        """Mark what is near an anchor: no name runs over a border."""
        stop = self.ground.signs.find(BORDER, end, end + LONGEST)
        size = LONGEST + 1 if stop < 0 else stop + 1 - end
        self.near[end : end + size] = _NEAR[:size]

    def weighed(self, hits: list[Triple], weights: Mapping[int, int], least: int) -> list[Weighty]:
        """Heads with what all readings of each share, by their ``weights``; none that share less than ``least``."""
        g, following = self.ground, self.scale.following
        titles, behind, ended = g.title_starts, following.get, g.behind
        title = behind("title", 0)
        return [
            (start, end, at, common)
            for start, end, at in hits
            if (common := weights[at] + (title if end in titles else behind(ended[end], 0))) >= least
        ]

    def hopeful(self, hits: list[Triple], weights: Mapping[int, int]) -> list[Triple]:
        """Heads that may end a name for all that is known of what stands before them.

        None does whose weight is too low, or before which nothing stands but a border.
        """
        near, signs = self.near, self.ground.signs
        return [
            (start, end, at)
            for start, end, at, common in self.weighed(hits, weights, HOPELESS_ANCHORED)
            if near[start] or (common >= HOPELESS and start and signs[start - 1] != BORDER)
        ]

    def proposals(self, start: int, end: int, grade: str) -> list[Proposal]:
        """All readings of the head at ``start:end``."""
        low = self.ground.content_start(start)
        found = self._readings(start, end, low, self._anchor_before(start, low), 0, grade)
        return [self.proposal(reading, start, end, grade) for _, reading in found]

    def proposal(self, reading: Reading, start: int, end: int, grade: str) -> Proposal:
        """A reading of the head at ``start:end``, with all its evidence."""
        begin, at, anchor, inside, before = reading
        after = self.ground.after(end)
        return Proposal(begin, end, at, anchor, inside, before, self.ground.text[start:end], grade, after)

    def likeliest(
        self, start: int, end: int, grade: str, weight: int, barred: Collection[int] = ()
    ) -> tuple[float, Reading] | None:
        """The reading of a head with the most evidence, with its log odds; none begins at what is ``barred``.

        None of a head against which its ``weight`` and what follows it say so much that no beginning makes
        up for it.
        """
        near = self.near[start]
        common = self.scale.common(weight, self.ground.after(end))
        if common < (HOPELESS_ANCHORED if near else HOPELESS):
            return None
        low = self.ground.content_start(start)
        last = self._anchor_before(start, low) if near else None
        if last is None and (low == start or common < HOPELESS):
            return None
        found = self._readings(start, end, low, last, common, grade)
        if barred:
            found = [weighed for weighed in found if weighed[1][0] not in barred]
        if not found:
            return None
        total, reading = max(found, key=_total)  # the first of several
        return log_odds(total), reading

    def _anchor_before(self, start: int, low: int) -> int | None:
        """The number of the last anchor between ``low`` and a head, save those in brackets."""
        anchors = self.anchors
        last = bisect_right(anchors, (start, start, "")) - 1
        while last >= 0 and low <= anchors[last][0]:
            if anchors[last][0] == start or not _bracketed(self.ground.text, anchors[last]):
                return last
            last -= 1  # a place in brackets is the middle of a name: 某某(香港)有限公司
        return None

    def _readings(
        self, start: int, end: int, low: int, last: int | None, common: int, grade: str
    ) -> list[Weighed]:
        """All readings of a head; what they have in ``common`` is part of what speaks for each."""
        g, scale = self.ground, self.scale
        edge = low if last is None else self.anchors[last][0]
        window, weights = scale.windows.read(g.text, edge, start), scale.edges[grade]
        out: list[Weighed] = []
        if last is not None:
            self._from_anchors(last, low, window, common, weights, out)
        self._from_words(edge, low, window, common, weights, out)
        if window[2]:
            self._from_levels(edge, start, window, common, weights, out)
        rejected = g.rejects.get(end, end)
        free = rejected >= start and g.signs.find(PAIRED, low, start + 1) < 0
        if free and last is None:
            return out
        text = g.text
        return [
            weighed
            for weighed in out
            if (free and weighed[1][0] >= low)
            or (weighed[1][0] < rejected and _closed(text, weighed[1][0], start))
        ]

    def _weighed(
        self, begin: int, at: str, anchor: int, inside: tuple[str, ...], common: int, weights: _Weights
    ) -> Weighed:
        """A reading with the weights of its edge, its words and what stands before it."""
        before, scale = self.ground.before(begin), self.scale
        total = common + weights[at][len(inside)] + scale.before.get(before, 0) + scale.within(inside)
        return total, (begin, at, anchor, inside, before)

    def _from_anchors(
        self, last: int, low: int, window: Window, common: int, weights: _Weights, out: list[Weighed]
    ) -> None:
        """From the organizations and places that end last before the head, and from one shortly before those."""
        words, anchors = window[1], self.anchors
        edge = anchors[last][0]
        inside = plain([word[0] for word in words])
        beside = inside and inside[0] in _BESIDE  # 某市人民政府与某公司 are two
        parted = [word for word in words if word[3] and len(word[0]) > 1]  # 某市|一家|医院
        if len(inside) <= _MOST_WORDS and not beside and not parted:
            for end, begin, kind in anchors[max(0, last - 1) : last + 1]:
                if end == edge:
                    out.append(self._weighed(begin, kind, edge, inside, common, weights))
        outer = _outer(anchors, last, low)
        if outer is None:
            return
        inside = (*self.scale.windows.tokens(self.ground.text, outer[0], anchors[last][1]), "?", *inside)
        if len(inside) <= _MOST_WORDS and inside[0] not in _BESIDE and hard_stops().isdisjoint(inside):
            out.append(self._weighed(outer[1], outer[2], outer[0], inside, common, weights))

    def _from_words(
        self, edge: int, low: int, window: Window, common: int, weights: _Weights, out: list[Weighed]
    ) -> None:
        """From each word behind the edge, up to one at which names end."""
        offsets, words, _ = window
        behind = weights["word"]
        inside: tuple[str, ...] = ()
        total, n = common, len(words)
        least = n - _MOST_WORDS if n > _MOST_WORDS else 0
        while n > least:
            token, weight, _, stop = words[n - 1]
            if stop:
                return
            n -= 1
            if token in RUNNING:
                inside = led(token, inside)
                total = common + self.scale.within(inside)
            else:
                inside = (token, *inside)
                total += weight
            begin = edge + offsets[n]
            if n:
                before, _, more, _ = words[n - 1]
                out.append((total + behind[len(inside)] + more, (begin, "word", begin, inside, before)))
                continue
            g = self.ground
            at = "after place" if edge > low else "title" if begin in g.title_ends else "break"
            before = g.before(begin)
            more = weights[at][len(inside)] + self.scale.before.get(before, 0)
            out.append((total + more, (begin, at, begin, inside, before)))

    def _from_levels(
        self, edge: int, start: int, window: Window, common: int, weights: _Weights, out: list[Weighed]
    ) -> None:
        """From each level word that stands for a division (市 of 市卫健委)."""
        g, begins = self.ground, window[0]
        text = g.text
        for offset in window[2]:
            begin = edge + offset  # after a break, a title, an anchor or a word
            if not (offset in begins or begin in g.title_ends) or level_word(text, begin + 1) != text[begin]:
                continue
            if text[begin + 1] not in _OF_LEVEL:  # 市属企业, 省级先进集体: a kind
                inside = self.scale.windows.tokens(text, begin + 1, start)
                out.append(self._weighed(begin, "level", begin + 1, inside, common, weights))


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
