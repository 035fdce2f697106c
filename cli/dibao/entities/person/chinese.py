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
from dibao.scene import Person, Scene, Title
from dibao.words import UNKNOWN, best, likelihood, words

NAME = log(0.012)
"""Log probability that a word of running text is a person's name."""

_FLOOR = log(2e-6)
_WINDOW = 3
_HOPELESS, _HOPELESS_HERE = -4.0, -10.0
"""No context makes a name of characters that are so much likelier as ordinary words; behind a title or a cue
more is allowed."""

_SPACED = re.compile(r"[\u3400-\u9fff] {1,3}[\u3400-\u9fff](?![\u3400-\u9fff])")
_CLEAR = frozenset("\n 、,。:;(")
_EVERYDAY = -9.0
"""Log probability from which a surname is a word of every sentence (任, 和, 时) and no name by itself."""

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
        surname, share("first"), share("second"), share("sole"), re.compile(f"[{re.escape(single + ''.join(f[0] for f in surname if len(f) > 1))}]")
    )


def propose(text: str, marks: Marks) -> list[Candidate]:
    """Every surname with one or two further name characters that no title, date or amount covers."""
    stats = names()
    out: list[Candidate] = []
    for match in stats.starts.finditer(text):
        at = match.start()
        if marks.blocked[at]:
            continue
        for size in (1, 2):
            surname = text[at : at + size]
            p = stats.surname.get(surname)
            if p is not None and len(surname) == size:
                out += _with_given(text, stats, marks, at, at + size, p)
        if (spaced := _SPACED.match(text, at)) is not None and text[at] in stats.surname:
            left, right, before, behind = around(text, at, spaced.end(), marks)
            if left[-1] in _CLEAR or left.startswith("title"):
                out.append(Candidate(at, spaced.end(), 0.0, left, right, "", before, behind, "spaced"))
        first, second = stats.surname.get(text[at]), stats.surname.get(text[at + 1 : at + 2])
        if first is not None and second is not None and text[at : at + 2] not in stats.surname:
            double = _with_given(text, stats, marks, at, at + 2, first + second + _DOUBLE)
            out += [c._replace(kind="double") for c in double if c.end == at + 4]
    return out


def _with_given(
    text: str, stats: Names, marks: Marks, start: int, given: int, surname: float
) -> list[Candidate]:
    """The names of one surname, weighed against the best reading of their window in ordinary words."""
    if given >= len(text) or marks.blocked[given]:
        return []
    one, first = stats.sole.get(text[given]), stats.first.get(text[given])
    if one is None or first is None:
        return []
    second = stats.second.get(text[given + 1 : given + 2]) if not marks.blocked[given + 1] else None
    hopeless = _HOPELESS_HERE if start in marks.title_ends or start in marks.cue_ends else _HOPELESS
    ends = [
        (end, prior)
        for end, prior in (
            (given + 1, NAME + surname + one + _ONE_GIVEN),
            (given + 2, None if second is None else NAME + surname + first + second + _TWO_GIVEN),
        )
        if prior is not None and prior - _inside(text, start, end) > hopeless
    ]
    if not ends:
        return []
    low = start
    while low > max(0, start - _WINDOW) and "\u3400" <= text[low - 1] <= "\u9fff" and low not in marks.title_ends:
        low -= 1
    high, limit = given + 1, min(len(text), given + 2 + _WINDOW)
    while high < limit and "\u3400" <= text[high] <= "\u9fff" and high not in marks.title_starts:
        high += 1
    plain = best(text, low, high)
    out = []
    for end, prior in ends:
        if end > high:
            continue
        delta = plain[start - low] + prior + likelihood(text[end:high]) - plain[-1]
        within = overlap(start, end, marks)
        left, right, before, behind = around(text, start, end, marks)
        out.append(Candidate(start, end, delta, left, right, within, before, behind))
    return out


def _inside(text: str, start: int, end: int) -> float:
    """A lower bound of how likely a name's own characters are as ordinary words: one word, or word and rest."""
    logp = words().logp
    if end - start == 2:
        return logp.get(text[start:end], -30.0)
    whole = logp.get(text[start:end], -30.0)
    early = logp.get(text[start : end - 1], -30.0) + logp.get(text[end - 1], UNKNOWN)
    late = logp.get(text[start], UNKNOWN) + logp.get(text[start + 1 : end], -30.0)
    return max(whole, early, late)


def surname_before(scene: Scene, title: Title, known: set[str]) -> Person | None:
    """The bare surname directly before a title, where what precedes it ends a word."""
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
        if words().logp.get(surname, UNKNOWN) > _EVERYDAY:
            clear = False
        vouched = any(name.startswith(surname) for name in known)
        if clear or vouched:
            return Person(start, title.start, surname, 1.0, "person.surname")
    return None
