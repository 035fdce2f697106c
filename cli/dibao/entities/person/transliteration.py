"""The characters that write foreign and minority names: where in a name they stand, and what that says at most."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from math import log

from dibao.entities.person.evidence import alone, edge_weights, kind_weights, tag_of
from dibao.language.words import logp, words
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.patterns import compiled

TRANSLITERATED = log(0.004)
"""Log probability that a word of running text is a transliterated name."""

LOST = -10.0
"""No context makes a name of characters that are so much likelier as ordinary words."""

_ABSENT = log(0.05 / 1000)
"""Log probability of a character that no name of the tables has there."""

_LONGEST = 12
_WORDS = frozenset("的和说")
"""Characters of a few names that are mostly words between names."""
_NEVER = float("-inf")
_SLACK = 1e-6
"""What a bound may lose to the order of its sums."""


class Share(NamedTuple):
    """Log probabilities of a character at the beginning, inside and at the end of a name."""

    first: float
    inside: float
    last: float


STRANGE = Share(_ABSENT, _ABSENT, _ABSENT)
"""What other characters have, letters between dots."""


class Characters(NamedTuple):
    """How likely transliteration characters are, and the runs that they form."""

    shares: dict[str, Share]
    runs: re.Pattern[str]
    simple: re.Pattern[str]
    """The runs of a text that has no dot, nor what is ``joined``."""
    joined: re.Pattern[str]
    """A word between names that is part of one where it stands so: 呼和, but 甲和乙."""
    known: frozenset[str]


@cache
def characters() -> Characters:
    """The statistics of transliterated names, read on first use."""
    first, inside, last, every, joining, known = stored("transliteration", _statistics)
    one = rf"(?:[{every}]|(?<=[{joining}])和)"
    runs = compiled(
        rf"{one}{{1,{_LONGEST}}}(?:·(?:{one}|[A-Z]){{1,{_LONGEST}}}){{1,4}}|{one}{{2,{_LONGEST}}}"
    )
    shares = {
        char: Share(first.get(char, _ABSENT), inside.get(char, _ABSENT), last.get(char, _ABSENT))
        for char in dict.fromkeys((*first, *every, "和"))
    }
    simple = compiled(rf"[{every}][{every}]{{1,{_LONGEST - 1}}}")
    return Characters(shares, runs, simple, compiled(rf"和(?<=[{joining}]和)"), known)


_Shares = dict[str, float]


def _statistics() -> tuple[_Shares, _Shares, _Shares, str, str, frozenset[str]]:
    """The columns of the table, the characters of names, those before 和 in a name, and the names that are known."""
    table = lexicon.table("transliteration")

    def share(column: str) -> dict[str, float]:
        return {form: log(max(float(n or 0), 0.05) / 1000) for form, n in table.mapping(column).items()}

    known = frozenset(lexicon.table("foreign_names").forms()) | frozenset(
        lexicon.table("minority_names").forms()
    )
    minority = lexicon.table("minority_names").forms()
    every = "".join(sorted({*table.forms(), *"".join(minority)} - _WORDS))
    joining = "".join(sorted({a for form in minority for a, b in pairwise(form) if b == "和"}))
    return share("first"), share("inside"), share("last"), every, joining, known


class Pairs(NamedTuple):
    """What two characters say for a name at most, in log odds."""

    known: dict[str, float]
    """Those that are a word, or a known name."""
    first: dict[str, float]
    last: dict[str, float]
    """What the characters of others say, added up."""


@cache
def pairs() -> Pairs:
    """The bounds, made of the weights on first use."""
    stats, single = characters(), words().single_logps
    base, slope = kind_weights("foreign", 2, "")
    begins, ends, _ = edge_weights(True)
    base += slope * TRANSLITERATED + _SLACK
    first, last = {}, {}
    for char, share in stats.shares.items():
        first[char] = base + slope * (share.first - single[char]) + begins.get(char, 0.0)
        last[char] = slope * (share.last - single[char]) + ends.get(char, 0.0)
    return Pairs(stored("transliterated pairs", _known), first, last)


def _known() -> dict[str, float]:
    shares, known = characters().shares, characters().known
    forms = {row[0] for row in lexicon.table("words").rows} | known
    return {form: _says(form) for form in forms if len(form) == 2 and shares.keys() >= set(form)}


def _says(pair: str) -> float:
    """What two characters say at most as a name; no context makes one of those that are far likelier as words."""
    stats, single, p = characters(), words().single_logps, logp(pair)
    plain = single[pair[0]] + single[pair[1]]
    delta = TRANSLITERATED + stats.shares[pair[0]].first + stats.shares[pair[1]].last + _SLACK
    delta -= plain if p is None or plain > p else p
    known = pair in stats.known
    if delta <= LOST and not known:
        return _NEVER
    return alone("known foreign" if known else "foreign", 2, pair, delta, "", tag_of(pair))
