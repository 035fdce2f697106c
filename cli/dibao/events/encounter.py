"""Encounters: who receives, meets, talks with, visits whom."""

from __future__ import annotations

from collections.abc import Sequence

from dibao.frames.echoes import beside, joined
from dibao.frames.pattern import Frame, words
from dibao.types import Event

_HOW = "(<adverb>|D R?|R|，?在‥(L|O)‥，?|在这里|在此间|在此)*"
_HERE = "(<adverb>|D R?|R|在‥(L|O)‥|在这里|在此间|在此)*"
_WITH = "(与|同|和)‥[guest:party](<adverb>|D|于|在‥(L|O)‥|在这里|在此间|举行|进行|，)*{meet}"
_TRAVEL = "(<adverb>|D R?|R|一行|，|乘…|率…)*"

APART = ("guest", "host")
"""The roles that tell one encounter event from another."""

FRAMES = (
    Frame(
        "encounter.meets",
        "encounter",
        "A host meets, receives, talks with guests.",
        (
            "^{meet}了?[guest:party](一行)?(时|中|后)，[host:people]",
            "^(与|同|和)‥[guest:party](举行|进行)?{meet}(时|中|后)，[host:people]",
            "[host:people|he]" + _HOW + "{meet}了?(来‥的?|到‥的?)?[guest:party]",
            "[host:people|orgs]" + _HERE + _WITH,
            "^[host:people|orgs]" + _HOW + _WITH,
        ),
        (
            "市长[林知白](host)[会见](event=encounter)[江海集团](guest)董事长[罗启山](guest)一行。",
            "同[罗启山](guest)[会谈](event=encounter)时，[林知白](host)介绍了情况。",
        ),
        ("会见厅布置一新。",),
        foreseen=True,
        around=("date", "place"),
    ),
    Frame(
        "encounter.taken-over",
        "encounter",
        "The subject of the clauses before meets somebody.",
        (
            "^(<adverb>|D|在‥(L|O)‥)*(与|同|和)‥[guest:party](<adverb>|D|在‥(L|O)‥|举行|进行)*{meet}",
            "^(<adverb>|D|在‥(L|O)‥)*{meet}了?‥[guest:party]",
        ),
        ("[林知白](host)[昨日](date)抵京，同[罗启山](guest)[举行会谈](event=encounter)。",),
        ("列车抵京，同站台换乘方便。",),
        foreseen=True,
        around=("date", "place"),
        carry="host",
        needs=("guest",),
    ),
    Frame(
        "encounter.visits",
        "encounter",
        "Guests visit a host.",
        (
            "[guest:people]" + _TRAVEL + "应[host:party]邀请，?…{visit}",
            "[guest:people]……应[host:party]邀请，?…{visit}",
            "应[host:party]邀请，[guest:people]" + _TRAVEL + "{visit}",
            "[guest:people]……对[host:party](进行|开始|展开|开展)+{visit}",
            "[guest:people]" + _TRAVEL + "{visit}了?[host:party]",
            "[guest:people](<adverb>|D R?|一行)*{visit}$",
        ),
        ("江海集团董事长[罗启山](guest)一行[到访](event=encounter)[安庆市](host)。",),
        ("年内来访人数增加。",),
        foreseen=True,
        around=("date", "place"),
        needs=("guest",),
    ),
)


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """Who arrives and visits in one sentence visits: 抵达某国，开始进行正式访问 is one event."""
    out: list[Event] = []
    last = -1
    for event in events:
        if event.type == "encounter":
            came = last >= 0 and out[last].text in words("arrival")
            if came and _guests(out[last]) & _guests(event) and beside(text, out[last], event, "。\n"):
                roles = {a.role for a in event.args}
                out[last] = joined(event, (a for a in out[last].args if a.role not in roles))
                continue
            last = len(out)
        out.append(event)
    return out


def _guests(event: Event) -> set[str]:
    return {a.name for a in event.args if a.role == "guest"}
