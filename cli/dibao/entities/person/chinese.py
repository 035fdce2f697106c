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
from dibao.scene import Person, Scene, Title
from dibao.words import best

NAME = log(0.012)
"""Log probability that a word of running text is a person's name."""

_FLOOR = log(2e-6)
_WINDOW = 3
_CLIP = 14.0


class Names(NamedTuple):
    """Log probabilities of surnames, and of given-name characters by position."""

    surname: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    sole: dict[str, float]
    starts: re.Pattern[str]


class Candidate(NamedTuple):
    """A possible name with its evidence before weighing."""

    start: int
    end: int
    delta: float
    left: str
    right: str


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


@cache
def evidence() -> dict[str, float]:
    """Weight of each piece of evidence."""
    return {k: float(v) for k, v in lexicon.table("name_evidence").mapping("weight").items()}


def candidates(scene: Scene) -> list[Person]:
    """All names that the characters allow, weighed; the caller keeps the good ones."""
    weigh = evidence()
    out = []
    for c in propose(scene):
        score = weighed(c, weigh)
        if score > -6.0:
            out.append(Person(c.start, c.end, scene.text[c.start : c.end].replace(" ", ""), score, "person.name"))
    return out


def weighed(c: Candidate, weigh: dict[str, float]) -> float:
    """The sum of a candidate's evidence."""
    size = c.end - c.start
    score = weigh["bias"] + weigh["delta"] * max(-_CLIP, min(_CLIP, c.delta)) + weigh.get(f"size {size}", 0.0)
    left = weigh.get(f"< {c.left}", weigh.get(f"< {c.left[-1:]}", 0.0))
    right = weigh.get(f"> {c.right}", weigh.get(f"> {c.right[:1]}", 0.0))
    return score + left + right


def propose(scene: Scene) -> list[Candidate]:
    """Every surname with one or two further name characters that no title, date or amount covers."""
    text, stats = scene.text, names()
    blocked = bytearray(len(text) + 4)
    for span in (*scene.dates, *scene.money, *scene.titles):
        blocked[span.start : span.end] = b"\1" * (span.end - span.start)
    title_ends = {t.end for t in scene.titles}
    title_starts = {t.start for t in scene.titles}
    org_starts = {o.start for o in scene.orgs if o.firm}
    out: list[Candidate] = []
    for match in stats.starts.finditer(text):
        at = match.start()
        if blocked[at]:
            continue
        for size in (1, 2):
            surname = text[at : at + size]
            p = stats.surname.get(surname)
            if p is None or len(surname) < size:
                continue
            out += _with_given(scene, stats, at, at + size, p, blocked, title_ends, title_starts, org_starts)
    return out


def _with_given(
    scene: Scene,
    stats: Names,
    start: int,
    given: int,
    surname: float,
    blocked: bytearray,
    title_ends: set[int],
    title_starts: set[int],
    org_starts: set[int],
) -> list[Candidate]:
    text = scene.text
    if given >= len(text) or blocked[given]:
        return []
    one, first = stats.sole.get(text[given]), stats.first.get(text[given])
    if one is None or first is None:
        return []
    second = stats.second.get(text[given + 1 : given + 2]) if not blocked[given + 1] else None
    low = start
    while low > max(0, start - _WINDOW) and "\u3400" <= text[low - 1] <= "\u9fff" and low not in title_ends:
        low -= 1
    high = given + 1
    while high < min(len(text), given + 2 + _WINDOW) and "\u3400" <= text[high] <= "\u9fff" and high not in title_starts:
        high += 1
    plain = best(text, low, high)
    head = plain[start - low] + NAME + surname
    out = []
    left = _left(text, start, title_ends)
    for end, prior in ((given + 1, one), (given + 2, None if second is None else first + second)):
        if prior is None or end > high:
            continue
        share = log(0.2) if end == given + 1 else log(0.8)
        delta = head + prior + share + best(text, end, high)[-1] - plain[-1]
        out.append(Candidate(start, end, delta, left, _right(text, end, title_starts, org_starts)))
    return out


def _left(text: str, at: int, title_ends: set[int]) -> str:
    """What stands before a name: "title", or the two characters before it."""
    if at in title_ends or (text[at - 1 : at] in (" ", ":") and at - 1 in title_ends):
        return "title"
    return text[max(0, at - 2) : at] or "\n"


def _right(text: str, at: int, title_starts: set[int], org_starts: set[int]) -> str:
    """What stands behind a name: "title", "org" or the two characters behind it."""
    if at in title_starts:
        return "title"
    if at in org_starts:
        return "org"
    return text[at : at + 2] or "\n"


def surname_before(scene: Scene, title: Title, known: set[str]) -> Person | None:
    """The bare surname directly before a title, where what precedes it ends a word."""
    text, stats = scene.text, names()
    if title.core.evidence != "strong" or title.core.kind in ("generic", "occupation"):
        return None
    for size in (2, 1):
        start = title.start - size
        if start < 0 or text[start : title.start] not in stats.surname:
            continue
        surname = text[start : title.start]
        before = text[max(0, start - 1) : start]
        clear = not before or not ("\u3400" <= before <= "\u9fff")
        vouched = any(name.startswith(surname) for name in known)
        if clear or vouched:
            return Person(start, title.start, surname, 1.0, "person.surname")
    return None
