"""Ordinary words with their frequencies, and the likeliest reading of a short window in them.

The table is asked only where characters alone leave a doubt, on windows of a dozen characters: is 明星 a
word here or half of 侯明星? A unigram lattice over the window answers; it is exact and needs no state.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from dibao import lexicon

LONGEST = 4
"""Words of more characters are left to the lexicons of names."""

UNKNOWN = -17.0
"""Log probability of a character that no word explains."""


class Words(NamedTuple):
    """Log probability and part of speech of each ordinary word."""

    logp: dict[str, float]
    tag: dict[str, str]


@cache
def words() -> Words:
    """The built-in words, read on first use."""
    table = lexicon.table("words")
    freq, tag = table.column("freq"), table.column("tag")
    counts = {row[0]: int(row[freq]) for row in table.rows}
    total = log(sum(counts.values()))
    return Words(
        {form: log(count) - total for form, count in counts.items()}, {r[0]: r[tag] for r in table.rows}
    )


def best(text: str, start: int, end: int) -> list[float]:
    """Log probability of the best reading of each prefix of a window: ``best(...)[k]`` covers k characters."""
    get = words().logp.get
    scores = [0.0]
    for at in range(start, end):
        top = scores[-1] + get(text[at], UNKNOWN)
        for first in range(max(start, at + 1 - LONGEST), at):
            p = get(text[first : at + 1])
            if p is not None:
                p += scores[first - start]
                if p > top:
                    top = p
        scores.append(top)
    return scores


@lru_cache(maxsize=1 << 16)
def likelihood(text: str) -> float:
    """Log probability of the best reading of a short text; remembered, for two or three characters recur."""
    return best(text, 0, len(text))[-1]


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The best reading of a window as spans of words, left to right."""
    logp = words().logp
    scores, back = [0.0], [0]
    for at in range(start, end):
        top, came = scores[-1] + logp.get(text[at], UNKNOWN), at
        for length in range(2, min(LONGEST, at - start + 1) + 1):
            p = logp.get(text[at + 1 - length : at + 1])
            if p is not None and (score := scores[at + 1 - length - start] + p) > top:
                top, came = score, at + 1 - length
        scores.append(top)
        back.append(came)
    out: list[tuple[int, int]] = []
    at = end
    while at > start:
        out.append((back[at - start], at))
        at = back[at - start]
    return out[::-1]
