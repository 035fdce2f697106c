"""What speaks for a reading of a head as a name: features, their weights, sums by the parts of a reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from dibao.entities.built.windows import Windows, Word
from dibao.language.words import tag
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.kept import kept

Reading = tuple[int, str, int, tuple[str, ...], str]
"""Start, edge, anchor, words and what stands before: what the readings of one head differ in."""

Bonus = tuple[tuple[str, float], ...]
"""By what stands at the edge of a reading, what that adds to the weights of the table."""


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


@kept
def stops() -> dict[str, str]:
    """Words at which a name's left edge ends, hard or soft."""
    return lexicon.table("org_stops").mapping("strength")


@kept
def hard_stops() -> frozenset[str]:
    """The words at which a name's left edge ends for certain."""
    return frozenset(word for word, strength in stops().items() if strength == "hard")


@kept
def evidence(table: str) -> dict[str, float]:
    """Weight of each piece of evidence in ``table``."""
    rows = lexicon.table(table).mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


class _Inside(dict[str, int]):
    """What each word adds inside a name, remembered: there are only so many words."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._words, self._tags = _with_stops(weights, "in"), _named(weights, "tag")

    def __missing__(self, word: str) -> int:
        speech = (tag(word) or "?")[:2]
        total = self[word] = self._words.get(word, 0) + self._tags.get(speech, 0)
        return total


def _named(weights: Mapping[str, int], kind: str) -> dict[str, int]:
    """The weights of the features of one kind by what follows it in their names."""
    return {name[len(kind) + 1 :]: weight for name, weight in weights.items() if name.startswith(f"{kind} ")}


def _with_stops(weights: Mapping[str, int], kind: str) -> dict[str, int]:
    """The weights of words at one place of a reading, those included that they have as stops."""
    words = _named(weights, kind)
    ends = {word: words.get(word, 0) + words.get(f"stop {strength}", 0) for word, strength in stops().items()}
    return {**words, **ends}


_MOST_WORDS = 26
"""No name has so many words before its head."""

_AT = ("parent", "place", "level", "break", "title", "after place", "word")


class _Edges(dict[str, dict[str, tuple[int, ...]]]):
    """By the grade of a head and the edge before it, the weights of that edge with so many words between them."""

    def __init__(self, weights: Mapping[str, int], bonus: Mapping[str, int]) -> None:
        self._weights, self._bonus = weights, bonus

    def __missing__(self, grade: str) -> dict[str, tuple[int, ...]]:
        get = self._weights.get
        made = self[grade] = {}
        for at in _AT:
            alone = get(f"at {at} {grade}", 0) + (self._bonus.get(at, 0) if grade != "weak" else 0)
            made[at] = tuple([alone + get(f"n {at} {min(size, 6)}", 0) for size in range(_MOST_WORDS)])
        return made


class Scale:
    """The weights of a table by the parts of a proposal, in hundredths.

    A score is the sum over ``features()``, taken from sums by word and edge: building the names of features
    would cost more than all else here. ``bonus`` adds to readings of heads that are not weak by what stands at
    their edge.
    """

    def __init__(self, table: str, bonus: Bonus) -> None:
        self._weights = weights = _hundredths(evidence(table))
        self._bonus = _hundredths(dict(bonus))
        self.bias = weights.get("bias", 0)
        self.following = _named(weights, ">")
        self.before = _with_stops(weights, "before")
        self.inside = _Inside(weights)
        self.edges = _Edges(weights, self._bonus)
        self.windows = Windows(self._word)

    def head(self, head: str, grade: str) -> int:
        """The weight of a head by itself."""
        return self._weights.get(f"head {head}", 0) + self._weights.get(f"grade {grade}", 0)

    def common(self, head: int, after: str) -> int:
        """What all readings of a head have in common: its weight and that of what follows it."""
        return self.bias + head + self.following.get(after, 0)

    def within(self, inside: tuple[str, ...]) -> int:
        """The weight of the words inside a name."""
        return sum(map(self.inside.__getitem__, inside))

    def total(self, proposal: Proposal) -> int:
        """All that speaks for a proposal."""
        bonus = self._bonus.get(proposal.at, 0) if proposal.grade != "weak" else 0
        return self.bias + bonus + sum(self._weights.get(name, 0) for name in proposal.features())

    def _word(self, token: str) -> Word:
        return token, self.inside[token], self.before.get(token, 0), token in hard_stops()


def _hundredths(weights: Mapping[str, float]) -> dict[str, int]:
    """Weights as they are added up: all have two decimals, and whole numbers meet thresholds exactly."""
    return {name: round(100.0 * weight) for name, weight in weights.items()}


_TIE = 1e-9
"""What log odds lack: those that only meet a threshold are not enough."""


def log_odds(total: int) -> float:
    """The log odds of a name from the sum of its weights."""
    return total / 100.0 - _TIE


@cache
def scale(table: str, bonus: Bonus = ()) -> Scale:
    """The weights of ``table``, read on first use."""
    return Scale(table, bonus)


def best(found: list[Proposal], table: str, bonus: Bonus = ()) -> tuple[float, Proposal] | None:
    """The proposal with the most evidence, the first of several, with its log odds; None where there is none."""
    if not found:
        return None
    top = max(found, key=scale(table, bonus).total)
    return log_odds(scale(table, bonus).total(top)), top
