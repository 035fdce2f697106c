"""Inspections: who goes where to look into what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.frames.casting import Cast
from dibao.frames.echoes import beside, joined
from dibao.frames.pattern import Frame
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import lazily
from dibao.types import Argument, Event

_HOW = "(<adverb>|D R?|R|，|先后|一行|带队|率…|在…陪同下|陪同|以…方式|通过…|代表…|(到|赴|抵达|深入|来到|前往|来|莅临|亲临)‥)*"
_GO = "(到|赴|深入|来到|前往|走进|在|先后到|赶赴|至|来|莅临|亲临)"

APART = ("inspector", "place")
"""The roles that tell one inspection event from another."""

FRAMES = (
    Frame(
        "inspection.goes",
        "inspection",
        "An official goes to a place or a body and inspects something.",
        (
            "[inspector:people]"
            + _HOW
            + "(率[inspector:orgs])?，?"
            + _GO
            + "‥[place:spots]…{inspect}了?[topic:phrase]?",
            "[inspector:people]"
            + _HOW
            + "(率[inspector:orgs])?，?"
            + _GO
            + "‥[place:spots]……{inspect}了?[topic:phrase]?",
            "[inspector:people|he]" + _HOW + "{arrive}‥[place:stops]……<look>了?[topic:phrase]?",
            "[inspector:people|he]" + _HOW + "{inspect}了?‥[place:stops]‥(，)?[topic:phrase]?",
            "[inspector:people]" + _HOW + "{inspect}了?[topic:phrase]",
            "[inspector:people]" + _HOW + _GO + "‥{inspect}了?",
            "[inspector:people]……(到|赴|赶赴|在)[place:spots]……{inspect}了?[topic:phrase]?",
            "[inspector:orgs]"
            + _HOW
            + "(到|赴|深入|来到|前往|走进|对|来|进驻)[place:spots]…{inspect}了?[topic:phrase]?",
            "(^|D|<lead>)[inspector:orgs]" + _HOW + "{inspect}了?[topic:phrase]",
        ),
        ("副市长[罗启山](inspector)到[望江县](place)[调研](event=inspection)[春耕备耕工作](topic)。",),
        ("检查结果已经公布。", "督查组组长由局长担任。"),
        nominal=("", *"组队员表站室人的结机"),
        foreseen=True,
        around=("date",),
        needs=("inspector",),
    ),
)


def finish(made: Cast) -> Iterator[Cast]:
    """An inspection; a body that is visited is its ``org``."""
    if _SYMPATHY.match(made.tokens.back, len(made.tokens.code) - made.trigger.end):
        return
    site = made.hole("place")
    if site and made.tokens.code.startswith(SIGNS["title"], site.end):  # 在市教育局局长等陪同下
        made.args = [a for a in made.args if a.role != "place"]
    made.args = [
        a._replace(role="org") if a.role == "place" and a.mention and a.mention.type == "org" else a
        for a in made.args
    ]
    made.args = [_cut(a) for a in made.args if a.role != "topic" or a.text[:1] not in _WHILE]
    made.args = [a for a in made.args if a.role != "topic" or a.text not in ("工作", "活动")]
    yield made


_SYMPATHY = lazily("问慰[^,。;]{0,4}?(?:示表|以?致|切[深亲]|挚诚|情同)")
"""Read backwards: 表示慰问, said from afar."""
_WHEN = lazily("(?:时|期间)(?:，|,|的|所|提|指|强|说|表|$)")


def _cut(topic: Argument) -> Argument:
    """防汛工作时强调 is 防汛工作."""
    found = _WHEN.search(topic.text) if topic.role == "topic" else None
    if not found:
        return topic
    text = topic.text[: found.start()]
    return topic._replace(end=topic.start + len(text), text=text, name=text)


_WHILE = "时后中期并"


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """Several looks of the same people in one sentence are one inspection."""
    out: list[Event] = []
    last = -1
    for event in events:
        if event.type == "inspection":
            if last >= 0 and _who(out[last]) & _who(event) and beside(text, out[last], event, "。\n"):
                roles = {a.role for a in out[last].args}
                out[last] = joined(out[last], (a for a in event.args if a.role not in roles))
                continue
            last = len(out)
        out.append(event)
    return out


def _who(event: Event) -> set[int]:
    return {a.start for a in event.args if a.role == "inspector"}
