"""Meetings: what is held where and when, who presides, speaks, attends, observes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.frames.casting import Cast
from dibao.frames.echoes import beside, joined
from dibao.frames.pattern import Frame
from dibao.frames.proceedings import hosts, named, only_named, speakers, topics
from dibao.types import Event

_HOW = "(<adverb>|D R?|，|于|R|(就|围绕|为)…)*"
_IN = "((在|于)(‥[place:spots])?‥，?)?"
_TOGETHER = "(D|<adverb>|在‥(L|O)‥)*(同|与|和)"
_END = "($|并|和|时|期间|后|以及|暨|相关|、)"
_WHICH = "(本次|此次|这次)?[name:session]?{gathering}" + _END
_EDGE = "(^|D|R|由|<lead>|，|”|：)"
_ORGANIZER = "[organizer:orgs|places|self]((与|和|同)[organizer:orgs|places])?"

APART = ("name",)
"""The roles that tell one meeting event from another."""

FRAMES = (
    Frame(
        "meeting.hold",
        "meeting",
        "Somebody holds, or presides over, a named meeting.",
        (
            "[presider:people]" + _HOW + _IN + "{convene}(了|过)?[name:meeting]",
            "[presider:people]" + _HOW + _IN + "主持，?{hold}(了|过)?的?[name:meeting]",
            "[presider:people](率|率领|带领)[organizer:orgs](赴|到|在)[place:spots]{hold}(了|过)?的?[name:meeting]",
            "在[organizer:orgs](<adverb>|D R?)*{host}的[name:meeting]",
            "在[organizer:people|orgs](<adverb>|D R?)*{hold}的[name:meeting]",
            _EDGE + _ORGANIZER + _HOW + _IN + _HOW + "{hold}(了|过)?的?[name:meeting]",
            _EDGE + "[organizer:people]" + _HOW + _IN + "{hold}(了|过)?的?[name:meeting]",
            "(在|于)[place:spots](<adverb>|D)*{hold}(了|过)?~的[name:meeting]",
            "[organizer:orgs](<adverb>|D)*{hold}(了|过)?的?[name:meeting]",
            _IN + "{hold}(了|过)?的?[name:meeting]",
            _EDGE + _ORGANIZER + _HOW + _IN + "{convene}(了|过)?[name:meeting]",
        ),
        (
            "[市政协](organizer)[召开](event=meeting)[乡村振兴专题座谈会](name)。",
            "市长[林知白](presider)[主持召开](event=meeting)[市政府常务会议](name)。",
        ),
        ("会议的召开时间另行通知。", "大家谈到全会召开的重大意义和经济社会发展。"),
        foreseen=True,
        around=("date", "place"),
    ),
    Frame(
        "meeting.opens",
        "meeting",
        "A named meeting opens, is held, closes.",
        ("[name:meeting]" + _HOW + "(定|定于|将于|将)?" + _HOW + _IN + _HOW + "{open}",),
        ("[全市防汛工作会议](name)在[安庆市](place)[召开](event=meeting)。",),
        ("会议室开放。",),
        foreseen=True,
        around=("date", "place"),
    ),
    Frame(
        "meeting.people",
        "meeting",
        "Who presides over a meeting, attends, observes, speaks.",
        (
            "[presider:people]" + _TOGETHER + "[presider:people]<adverb>*主持了?" + _WHICH,
            "[presider:people]<adverb>*主持了?" + _WHICH,
            "[attendee:people]" + _TOGETHER + "[attendee:people]<adverb>*(出席|参加)了?" + _WHICH,
            "[attendee:people]((，|以及)([attendee:people]|[attendee:crowd]))+(出席|参加)了?" + _WHICH,
            "[attendee:people](<adverb>|D|，|(率‥，?)?(在|赴|到|来|前往)[place:spots])*(等)?(出席|参加)了?"
            + _WHICH,
            "[observer:people](<adverb>|D|，)*列席了?" + _WHICH,
            "[name:meeting]…由[presider:people]{preside}$",
            "(^|L|<lead>)‥由[presider:people]{preside}$",
            "^[attendee:crowd](<adverb>)*(出席|参加|列席)了?(本次|此次|这次)?{gathering}" + _END,
        ),
        (
            "副县长[宋思源](presider)主持[会议](event=meeting)。",
            "副县长[钱万里](attendee)、[李敬平](attendee)出席[会议](event=meeting)。",
            "县长[宋思源](attendee)，副县长[钱万里](attendee)以及[各乡镇负责人](attendee)参加[会议](event=meeting)。",
        ),
        ("会议室已经备好。",),
        foreseen=True,
        around=("date",),
    ),
    Frame(
        "meeting.joins",
        "meeting",
        "Who attends or speaks; told alone it makes no meeting, it joins the one that the paragraph names.",
        (
            "[attendee:people](<adverb>|D)*{attend}(会议|活动|仪式)?并‥<speak>",
            "[attendee:people](<adverb>|D)*(等)?{attend}$",
            "[speaker:people](<adverb>|D|在‥上|作为‥|在会上)*(致|作|作了|做|发表|发表了)?‥{speak}",
            "由[organizer:orgs](<adverb>)*{hold}($|、)",
        ),
        (),
        ("县长唐若谷出席并讲话。",),
    ),
)


def finish(made: Cast) -> Iterator[Cast]:
    """A meeting: its name includes a trigger that is its head; who attends and then speaks does both."""
    tokens, trigger = made.tokens, made.trigger
    made.planned = tokens.code.endswith("关于", 0, trigger.start)
    opens, holds = made.frame.name == "meeting.opens", made.frame.name == "meeting.hold"
    name = named(made) if opens or holds else None
    if only_named(made):
        return
    if opens or holds:
        (hosts if opens else topics)(made, name)
    if made.frame.name in ("meeting.people", "meeting.joins"):
        name = made.hole("name")
        if name and name.end == trigger.start:
            made.args = [a for a in made.args if a.role != "name"]
            made.add_text("name", name.start, trigger.end)
        speakers(made)
    yield made


def _names(event: Event) -> set[int]:
    return {a.end for a in event.args if a.role == "name"}


def _joins(text: str, one: Event, other: Event, stops: str) -> bool:
    """Whether who attends plays in the meeting told before: 甲主持会议，乙列席 is one meeting."""
    return beside(text, one, other, stops) and ("\n" in stops[:1] or not _names(other))


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """Who presides over or attends 会议 plays in the meeting that the paragraph named before."""
    out: list[Event] = []
    last = -1
    for event in events:
        named = last >= 0 and out[last].rule not in ("meeting.people", "meeting.joins")
        joins = event.rule in ("meeting.people", "meeting.joins")
        if event.type != "meeting":
            out.append(event)
        elif joins and last >= 0 and _joins(text, out[last], event, "\n" if named else "。\n"):
            out[last] = joined(out[last], (a for a in event.args if a.role not in ("name", "date")))
        elif last >= 0 and event.rule == "meeting.opens" and _names(event) & _names(out[last]):
            out[last] = joined(event, out[last].args)
        elif event.rule != "meeting.joins":
            last = len(out)
            out.append(event)
    return out
