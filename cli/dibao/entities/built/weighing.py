"""What speaks for a reading of a head as a name: features, their weights, the reading with the most of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from dibao import lexicon
from dibao.words import tag

Reading = tuple[int, str, int, tuple[str, ...], str]
"""Start, edge, anchor, words and what stands before: what the readings of one head differ in."""


class Proposal(NamedTuple):
    """One way to read a head with what stands before it as a name."""

    start: int
    end: int
    at: str
    """What stands at the edge: parent, place, level, break, title, after place, word."""
    anchor: int
    """Where the anchor ends: the end of the parent, the place or the level word; else ``start``."""
    words: tuple[str, ...]
    before: str
    head: str
    grade: str
    after: str

    def features(self) -> Iterator[str]:
        """The evidence by the names under which the tables weigh it."""
        yield f"head {self.head}"
        yield f"grade {self.grade}"
        yield f"> {self.after}"
        yield f"at {self.at} {self.grade}"
        yield f"n {self.at} {min(len(self.words), 6)}"
        yield from _before_features(self.before)
        for word in self.words:
            yield from _word_features(word)


def _before_features(before: str) -> Iterator[str]:
    yield f"before {before}"
    if (stop := stops().get(before)) is not None:
        yield f"before stop {stop}"


def _word_features(word: str) -> Iterator[str]:
    yield f"in {word}"
    yield f"tag {(tag(word) or '?')[:2]}"
    if (stop := stops().get(word)) is not None:
        yield f"in stop {stop}"


def has_stop(proposal: Proposal) -> bool:
    """Whether a word inside a name is one at which names end."""
    return not stops().keys().isdisjoint(proposal.words)


@cache
def stops() -> dict[str, str]:
    """Words at which a name's left edge ends, hard or soft."""
    return lexicon.table("org_stops").mapping("strength")


@cache
def hard_stops() -> frozenset[str]:
    """The words at which a name's left edge ends for certain."""
    return frozenset(word for word, strength in stops().items() if strength == "hard")


@cache
def evidence(table: str) -> dict[str, float]:
    """Weight of each piece of evidence in ``table``."""
    rows = lexicon.table(table).mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


class _Sums(dict[str, float]):
    """The summed weights of what one word gives evidence of, remembered: there are only so many words."""

    def __init__(self, weights: Mapping[str, float], features: Callable[[str], Iterable[str]]) -> None:
        self._weights, self._features = weights, features

    def __missing__(self, word: str) -> float:
        total, get = 0.0, self._weights.get
        for name in self._features(word):
            total += get(name, 0.0)
        self[word] = total
        return total


class _Edges(dict[tuple[str, int], float]):
    """The weights of an edge before a head of one grade with so many words between them, remembered."""

    def __init__(self, weights: Mapping[str, float], grade: str) -> None:
        self._weights, self._grade = weights, grade

    def __missing__(self, key: tuple[str, int]) -> float:
        at, size = key
        get = self._weights.get
        weight = self[key] = get(f"at {at} {self._grade}", 0.0) + get(f"n {at} {min(size, 6)}", 0.0)
        return weight


class Scale:
    """The weights of a table by the parts of a proposal.

    A score is the sum over ``features()``, taken from sums by word and edge: building the names of features
    would cost more than all else here.
    """

    def __init__(self, table: str) -> None:
        self._weights = weights = evidence(table)
        self.bias = weights.get("bias", 0.0)
        self.following = {form[2:]: weight for form, weight in weights.items() if form.startswith("> ")}
        self.before = _Sums(weights, _before_features)
        self.inside = _Sums(weights, _word_features)
        self.edges = cache(lambda grade: _Edges(weights, grade))

    def head(self, head: str, grade: str) -> float:
        """The weight of a head by itself."""
        return self._weights.get(f"head {head}", 0.0) + self._weights.get(f"grade {grade}", 0.0)

    def common(self, head: float, after: str) -> float:
        """What all readings of a head have in common: its weight and that of what follows it."""
        return self.bias + (head + self.following.get(after, 0.0))


@cache
def scale(table: str) -> Scale:
    """The weights of ``table``, read on first use."""
    return Scale(table)


_TIE = 1e-9
"""Weights have two decimals, so sums meet thresholds exactly: a tie is not enough, however it was rounded."""

NOTHING: Mapping[str, float] = MappingProxyType({})


def likeliest(
    readings: list[Reading], common: float, weights: Scale, grade: str, bonus: Mapping[str, float]
) -> tuple[float, int]:
    """The log odds of the reading with the most evidence, the first of several, and its number."""
    edges, before, inside = weights.edges(grade), weights.before, weights.inside
    get = bonus.get if bonus and grade != "weak" else None
    common -= _TIE
    top, number = -inf, -1
    for n, (_, at, _, words, left) in enumerate(readings):
        score = edges[at, len(words)] + (common + before[left])
        if get is not None:
            score += get(at, 0.0)
        for word in words:
            score += inside[word]
        if score > top:
            top, number = score, n
    return top, number


def best(
    found: list[Proposal], table: str, bonus: Mapping[str, float] = NOTHING
) -> tuple[float, Proposal] | None:
    """The proposal with the most evidence, with its log odds; None where there is none.

    ``bonus`` adds to readings of strong heads by what stands at their edge.
    """
    if not found:
        return None
    head, weights = found[0], scale(table)
    common = weights.common(weights.head(head.head, head.grade), head.after)
    readings = [(p.start, p.at, p.anchor, p.words, p.before) for p in found]
    score, n = likeliest(readings, common, weights, head.grade, bonus)
    return score, found[n]
