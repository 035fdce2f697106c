"""What speaks for a reading of a head as a name: features, their weights, the reading with the most of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dibao import lexicon
from dibao.words import tag


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
        yield from self.head_features()
        yield f"at {self.at} {self.grade}"
        yield f"n {self.at} {min(len(self.words), 6)}"
        yield from _before_features(self.before)
        for word in self.words:
            yield from _word_features(word)

    def head_features(self) -> Iterator[str]:
        """The evidence of the head and of what follows it."""
        return _head_features(self.head, self.grade, self.after)


def _head_features(head: str, grade: str, after: str) -> Iterator[str]:
    yield f"head {head}"
    yield f"grade {grade}"
    yield f"> {after}"


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
def evidence(table: str) -> dict[str, float]:
    """Weight of each piece of evidence in ``table``."""
    rows = lexicon.table(table).mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


class _Sums(dict[str, float]):
    """The summed weights of what one word gives evidence of, remembered: there are only so many words."""

    def __init__(self, table: str, features: Callable[[str], Iterable[str]]) -> None:
        self._weights, self._features = evidence(table), features

    def __missing__(self, word: str) -> float:
        total = self[word] = sum(self._weights.get(name, 0.0) for name in self._features(word))
        return total


class _Scale(NamedTuple):
    """The weights of a table by the parts of a proposal."""

    weights: dict[str, float]
    before: _Sums
    inside: _Sums
    edges: dict[tuple[str, str, int], float]


_TIE = 1e-9
"""Weights have two decimals, so sums meet thresholds exactly: a tie is not enough, however it was rounded."""


@cache
def _scale(table: str) -> _Scale:
    return _Scale(evidence(table), _Sums(table, _before_features), _Sums(table, _word_features), {})


@lru_cache(maxsize=1 << 13)
def heads(table: str, head: str, grade: str, after: str) -> float:
    """What all readings of a head have in common: the weight of itself and of what follows it."""
    get = evidence(table).get
    return get("bias", 0.0) + sum(get(name, 0.0) for name in _head_features(head, grade, after))


def best(
    found: list[Proposal], table: str, bonus: Mapping[str, float] = MappingProxyType({})
) -> tuple[float, Proposal] | None:
    """The reading with the most evidence, with its log odds; None where there is no reading.

    ``bonus`` adds to readings of strong heads by what stands at their edge. The score is the sum over
    ``features()``, taken from sums by word and edge: building the names of features would cost more than all
    else here.
    """
    if not found:
        return None
    weights, before, inside, edges = _scale(table)
    first = found[0]  # all readings have head, grade and what follows in common
    common = heads(table, first.head, first.grade, first.after) - _TIE
    top: tuple[float, Proposal] | None = None
    for proposal in found:
        at, grade, size = key = proposal.at, proposal.grade, min(len(proposal.words), 6)
        if (score := edges.get(key)) is None:
            score = edges[key] = weights.get(f"at {at} {grade}", 0.0) + weights.get(f"n {at} {size}", 0.0)
        score += common + before[proposal.before]
        if bonus and grade != "weak":
            score += bonus.get(at, 0.0)
        for word in proposal.words:
            score += inside[word]
        if top is None or score > top[0]:
            top = score, proposal
    return top
