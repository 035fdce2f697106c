"""Chinese names: every surname proposes names of two to four characters, and the evidence is added up.

Evidence, in log units: how much likelier the characters are as a name than as ordinary words (a unigram
lattice over a window of a dozen characters), what stands before (a title, a list sign, a verb) and what
stands behind (a title, a verb of speech, a bracket). Weights stand in name_evidence.tsv.
"""

from __future__ import annotations

import re
from functools import cache
from math import log
from typing import NamedTuple

from dibao import lexicon
from dibao.entities.person.evidence import Candidate, Marks, around, overlap
from dibao.patterns import compiled, lazily
from dibao.scene import Person, Scene, Title
from dibao.words import UNKNOWN, Lattice, lattice, logp

NAME = log(0.012)
"""Log probability that a word of running text is a person's name."""

_FLOOR = log(2e-6)
_WINDOW = 3
_HOPELESS, _HOPELESS_HERE = -4.0, -10.0
"""No context makes a name of characters that are so much likelier as ordinary words; behind a title or a cue
more is allowed."""

_SPACED = lazily(r"[\u3400-\u9fff] {1,3}[\u3400-\u9fff](?![\u3400-\u9fff])")
_CLEAR = frozenset("\n 、,。:;(")
_EVERYDAY = -8.0
"""Log probability from which a surname is a word of every sentence (任, 和, 时) and no name by itself."""

_LOST = -12.0
"""The same, once the words that cross the name's edges are known: half of all that is proposed."""

_DOUBLE = log(0.01)
"""A married name of two surnames and a given name (方石晓岚), against a plain one."""

_ONE_GIVEN, _TWO_GIVEN = log(0.2), log(0.8)


class Names(NamedTuple):
    """Log probabilities of surnames, and of given-name characters by position."""

    surname: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    sole: dict[str, float]
    starts: re.Pattern[str]


@cache
def names() -> Names:
    """The name statistics, read on first use."""
    given = lexicon.table("given_names")

    def share(column: str) -> dict[str, float]:
        counts = {form: float(n or 0) for form, n in given.mapping(column).items()}
        total = sum(counts.values()) or 1.0
        return {form: log(n / total) if n else _FLOOR for form, n in counts.items()}

    ppm = {form: float(n or 0) for form, n in lexicon.table("surnames").mapping("ppm").items()}
    total = sum(ppm.values())
    surname = {form: log(max(n, 0.5) / total) for form, n in ppm.items()}
    single = "".join(form for form in surname if len(form) == 1)
    return Names(
        surname,
        share("first"),
        share("second"),
        share("sole"),
        compiled(f"[{re.escape(single + ''.join(f[0] for f in surname if len(f) > 1))}]"),
    )


def propose(text: str, marks: Marks) -> list[Candidate]:
    """Every surname with one or two further name characters that no title, date or amount covers."""
    stats, read = names(), lattice(text)
    get, blocked = stats.surname.get, marks.blocked
    out: list[Candidate] = []
    for match in stats.starts.finditer(text):
        at = match.start()
        if blocked[at]:
            continue
        first, compound = get(text[at]), get(text[at : at + 2]) if at + 1 < len(text) else None
        if first is not None:
            out += _with_given(read, stats, marks, at, at + 1, first)
        if compound is not None:
            out += _with_given(read, stats, marks, at, at + 2, compound)
        if first is None:
            continue
        if (spaced := _SPACED.match(text, at)) is not None:
            left, right, before, behind = around(text, at, spaced.end(), marks)
            if left[-1] in _CLEAR or left.startswith("title"):
                out.append(
                    Candidate(
                        at,
                        spaced.end(),
                        0.0,
                        left,
                        right,
                        "",
                        before,
                        behind,
                        "spaced",
                        text[at : spaced.end()],
                    )
                )
        if compound is None and (second := get(text[at + 1 : at + 2])) is not None:
            out += _with_given(read, stats, marks, at, at + 2, first + second + _DOUBLE, "double")
    return out


def _with_given(
    read: Lattice, stats: Names, marks: Marks, start: int, given: int, surname: float, kind: str = ""
) -> list[Candidate]:
    """The names of one surname, weighed against the best reading of their window in ordinary words.

    Two surnames want a given name of two characters behind them.
    """
    text, blocked = read.text, marks.blocked
    if given >= len(text) or blocked[given]:
        return []
    one, first = stats.sole.get(text[given]), stats.first.get(text[given])
    if one is None or first is None:
        return []
    hopeless = _HOPELESS_HERE if start in marks.title_ends or start in marks.cue_ends else _HOPELESS
    ends: list[tuple[int, float]] = []
    prior = NAME + surname + one + _ONE_GIVEN
    if not kind and prior - read.inside(start, given + 1) > hopeless:
        ends.append((given + 1, prior))
    second = stats.second.get(text[given + 1 : given + 2]) if not blocked[given + 1] else None
    if second is not None:
        prior = NAME + surname + first + second + _TWO_GIVEN
        if prior - read.inside(start, given + 2) > hopeless:
            ends.append((given + 2, prior))
    return _against_words(read, marks, start, ends, given + 1, kind) if ends else []


def _against_words(
    read: Lattice, marks: Marks, start: int, ends: list[tuple[int, float]], high: int, kind: str
) -> list[Candidate]:
    """The candidates of one surname, by end and log probability as a name; ``high`` is the least end."""
    text, han = read.text, read.han
    low, least = start, max(0, start - _WINDOW)
    while low > least and han[low - 1] and low not in marks.title_ends:
        low -= 1
    limit = min(len(text), high + 1 + _WINDOW)
    while high < limit and han[high] and high not in marks.title_starts:
        high += 1
    plain = read.best(low, high)
    out = []
    for end, prior in ends:
        if end <= high:
            delta = plain[start - low] + prior + read.best(end, high)[-1] - plain[-1]
            if delta < _LOST:
                continue
            left, right, before, behind = around(text, start, end, marks)
            within = overlap(start, end, marks)
            out.append(
                Candidate(start, end, delta, left, right, within, before, behind, kind, text[start:end])
            )
    return out


def surname_before(scene: Scene, title: Title, known: set[str]) -> Person | None:
    """The bare surname directly before a title, where what precedes it ends a word.

    ``known`` holds the first one and two characters of the names that the article has.
    """
    text, stats = scene.text, names()
    if title.core.evidence != "strong" or title.core.official == "no" or title.core.kind == "generic":
        return None
    for size in (2, 1):
        start = title.start - size
        if start < 0 or text[start : title.start] not in stats.surname:
            continue
        surname = text[start : title.start]
        before = text[max(0, start - 1) : start]
        clear = not before or not before.isalnum()
        if (logp(surname) or UNKNOWN) > _EVERYDAY:
            clear = False
        vouched = surname in known
        if clear or vouched:
            return Person(start, title.start, surname, 1.0, "person.surname")
    return None
