"""Incidents: what happened where, with how many dead and hurt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.echoes import beside, joined
from dibao.frames.pattern import Frame, either, words
from dibao.tables.patterns import compiled, lazily
from dibao.types import Event

APART = ("incident", "place")
"""The roles that tell one incident event from another."""

FRAMES = (
    Frame(
        "incident.harm",
        "incident",
        "An incident causes deaths or injuries.",
        (
            "[incident:hazard]‥(已|已经|共|目前|，|D|<adverb>)*{harm}(了)?[casualties:toll]",
            "{harm}了?[casualties:toll]",
            "(人|名)‥{toll}",
        ),
        ("[爆炸事故](incident)[造成](event=incident)[3人死亡](casualties)。",),
        ("台风造成航班延误。",),
        around=("date", "place"),
    ),
    Frame(
        "incident.happens",
        "incident",
        "An incident happens somewhere.",
        (
            "[place:places]‥{happen}了?(一起)?[incident:hazard]",
            "[place:orgs]‥{happen}了?(一起)?[incident:hazard]",
            "{strike}了?[place:places]",
            "[place:places]‥(遭|遭到|遭受){incident}",
            "[place:places]‥(遭|遭到|遭受)‥{incident}",
            "(在)?[place:places]‥{incident}(事故|事件|灾害)?~<past>",
            "{happen}了?(一起)?[incident:hazard]",
        ),
        ("[望江县](place)一仓库[发生](event=incident)[火灾](incident)。",),
        ("消防部门开展火灾演练。",),
        around=("date", "place"),
        needs=("place", "date"),
    ),
    Frame(
        "incident.explained",
        "incident",
        "What caused an incident.",
        ("^‥{incident}(事故|事件)?(系|是|主要)*(由|因)…(引发|引起|所致|导致|造成)",),
        (),
        ("经查，爆炸物由专人保管。",),
        around=("date", "place"),
    ),
)


def _again(one: Event, other: Event) -> bool:
    ours, theirs = _names(one, "incident"), _names(other, "incident")
    here, there = _names(one, "place"), _names(other, "place")
    if any(_MANY.match(name) for name in ours) or (here and there and not _within(here[0], there[0])):
        return False
    if not theirs:
        return not _names(one, "casualties")
    return any(theirs[0] in name or name in theirs[0] for name in ours)


_MANY = lazily("[0-9二两三四五六七八九十百多数几]+起")


def _names(event: Event, role: str) -> list[str]:
    return [a.name for a in event.args if a.role == role]


def _within(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@cache
def _toll() -> re.Pattern[str]:
    number = (
        "(?:[0-9]+\\.[0-9]+|[0-9一二两三四五六七八九十百千数多余]{1,7})[万余多]{0,2}(?![天年月日时次周个])"
    )
    harmed = either("harmed")
    return compiled(f"{number}(?:人|名|位)?[^，,。;；、0-9]{{0,8}}?{harmed}|{harmed}{number}(?:人|名)")


def finish(made: Cast) -> Iterator[Cast]:
    """An incident, its casualties one by one; the trigger's own word names it where no other does."""
    tokens, trigger = made.tokens, made.trigger
    if tokens.code.endswith(words("averted"), max(0, trigger.start - 6), trigger.start):
        return
    hole = made.hole("casualties")
    cause = made.hole("incident")
    if cause and (cut := tokens.code.rfind("发生", cause.start, cause.end - 2)) >= 0:
        made.args = [a for a in made.args if a.role != "incident"]
        made.add_text("incident", cut + 2, cause.end)
    start, end = (hole.start, hole.end) if hole else _around(made)
    made.args = [a for a in made.args if a.role != "casualties"]
    for found in _toll().finditer(tokens.code, start, end):
        made.add_text("casualties", *found.span())
    if made.frame.name != "incident.harm" and not made.roles("incident"):
        made.add_text("incident", trigger.start, trigger.end)
    if made.frame.name != "incident.harm" or made.roles("casualties"):
        yield made


def _around(made: Cast) -> tuple[int, int]:
    """Where 3人遇难、5人受伤 stands: told by its first word for what happened to them, or in its clause."""
    code, trigger = made.tokens.code, made.trigger
    low, high = made.tokens.sentence(trigger.end)
    low = max(low, trigger.start - 16, *(code.rfind(stop, low, trigger.start) + 1 for stop in ",;"))
    if made.frame.name == "incident.harm":
        return low, high
    return low, min(high, *(code.find(stop, trigger.end, high) % (high + 1) for stop in ",;"))


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """What stands in the arguments of an incident is none, and what its sentence says of it again tells no
    other one: 爆炸事件…发生爆炸, 发生火灾，造成3人死亡.
    """
    out: list[Event] = []
    end = last = -1
    for event in events:
        if event.type == "incident":
            if event.trigger.start <= end:
                continue
            inside = [a.end for a in event.args if a.role in ("incident", "casualties")]
            end = max([event.trigger.end, *inside])
            if last >= 0 and _again(out[last], event) and beside(text, out[last], event, "。;\n"):
                out[last] = joined(out[last], (a for a in event.args if a.role == "casualties"))
                continue
            last = len(out)
        out.append(event)
    return out
