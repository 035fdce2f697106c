"""The evidence that is added up for every name: characters against words, what stands before and behind.

Weights stand in name_evidence.tsv, in log odds, estimated by ``lexicons/build/name_evidence.py``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dibao import lexicon
from dibao.scene import Scene

_CLIP = 14.0


class Candidate(NamedTuple):
    """A possible name with its evidence before weighing."""

    start: int
    end: int
    delta: float
    """How much likelier the characters are as a name than as ordinary words, in log units."""
    left: str
    right: str
    within: str = ""
    """What the lexicons see on the same characters: "place", "weak place", "org", or nothing."""
    kind: str = ""
    """How it was proposed: empty for surname and given name, else "foreign", "dotted", "japanese 2" …"""


class Marks(NamedTuple):
    """What stands where in the article, as far as names care."""

    blocked: bytearray
    title_ends: set[int]
    title_starts: set[int]
    org_starts: set[int]
    within: dict[int, str]


def marks_of(scene: Scene) -> Marks:
    """Titles, dates, amounts, places and organizations of an article by offset."""
    blocked = bytearray(len(scene.text) + 4)
    for span in (*scene.dates, *scene.money, *scene.titles):
        blocked[span.start : span.end] = b"\1" * (span.end - span.start)
    within: dict[int, str] = {}
    for p in scene.places:
        if p.rule != "place.suffix":
            within.update(dict.fromkeys(range(p.start, p.end), "place" if p.firm else "weak place"))
    for o in scene.orgs:
        if o.firm:
            within.update(dict.fromkeys(range(o.start, o.end), "org"))
    return Marks(
        blocked,
        {t.end for t in scene.titles},
        {t.start for t in scene.titles},
        {o.start for o in scene.orgs if o.firm},
        within,
    )


@cache
def evidence() -> dict[str, float]:
    """Weight of each piece of evidence."""
    rows = lexicon.table("name_evidence").mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


def features(c: Candidate) -> dict[str, float]:
    """A candidate's evidence by the names under which name_evidence.tsv weighs it.

    A line break is written ¶ there.
    """
    delta = max(-_CLIP, min(_CLIP, c.delta)) / 10
    if c.kind:
        out = {f"delta {c.kind.partition(' ')[0]}": delta, c.kind: 1.0, f"size foreign {c.end - c.start}": 1.0}
    else:
        out = {"delta": delta, f"size {c.end - c.start}": 1.0}
    for side, near, far in (("<", c.left[-1:], c.left), (">", c.right[:1], c.right)):
        if len(far) <= 2:
            out[f"{side} {near}"] = 1.0
        if len(far) > 1:
            out[f"{side} {far}"] = 1.0
    if c.within:
        out[c.within] = 1.0
    return out


def weighed(c: Candidate, weigh: dict[str, float]) -> float:
    """The sum of a candidate's evidence, in log odds of being a name."""
    score, get = weigh["bias"], weigh.get
    for name, value in features(c).items():
        score += get(name, 0.0) * value
    return score


def left_of(text: str, at: int, marks: Marks) -> str:
    """What stands before a name: "title", or the two characters before it."""
    if at in marks.title_ends or (text[at - 1 : at] in (" ", ":") and at - 1 in marks.title_ends):
        return "title"
    return text[max(0, at - 2) : at] or "\n"


def right_of(text: str, at: int, marks: Marks) -> str:
    """What stands behind a name: "title", "org" or the two characters behind it."""
    if at in marks.title_starts:
        return "title"
    if at in marks.org_starts:
        return "org"
    return text[at : at + 2] or "\n"
