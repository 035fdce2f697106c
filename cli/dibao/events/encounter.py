"""Encounters: who receives, meets, talks with, visits whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.frames.casting import Cast
from dibao.frames.echoes import beside, joined
from dibao.frames.holes import EDGE
from dibao.frames.pattern import Frame, words
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import lazily
from dibao.types import Event

_HOW = "(<adverb>|D R?|R|，?在‥(L|O)‥，?|在‥|在这里|在此间|在此)*"
_HERE = "(<adverb>|D R?|R|在‥(L|O)‥|在这里|在此间|在此)*"
_WITH = "(与|同|和)‥[guest:party]T?(<adverb>|D|于|在‥(L|O)‥|在这里|在此间|举行|进行|，)*{meet}"
_TRAVEL = "(<adverb>|D R?|R|一行|，|乘…|率…|将?于|当地时间)*"

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
            "[host:people](在‥(L|O)‥)?(同|与|和)[host:people]共同{meet}了?[guest:noun]$",
            "[host:people|he]" + _HOW + "{meet}了?(…的|来‥|到‥)?[guest:party]",
            "[host:people|he]" + _HOW + "{meet}了?[guest:noun]$",
            "[host:people|orgs]" + _HERE + _WITH,
            "^[host:people|orgs]" + _HOW + _WITH,
            "[host:people]" + _HERE + "(与|同|和)[guest:noun](举行|进行)?{meet}$",
            "[host:people]……期间{meet}了?[guest:party]",
        ),
        (
            "市长[林知白](host)[会见](event=encounter)江海集团董事长[罗启山](guest)一行。",
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
            "[guest:people](<adverb>|D R?|一行|，|将|于)*对[host:party](进行|开始|展开|开展)+(‥的)?{visit}",
            "[guest:people]……对[host:party](进行|开始|展开|开展)+(‥的)?{visit}",
            "[guest:people]" + _TRAVEL + "{visit}了?[host:party]",
            "[guest:people](<adverb>|D R?|一行|将?于)*{visit}$",
            "^[guest:orgs]" + _TRAVEL + "{visit}了?[host:party]",
        ),
        ("江海集团董事长[罗启山](guest)一行[到访](event=encounter)[安庆市](host)。",),
        ("年内来访人数增加。",),
        foreseen=True,
        around=("date", "place"),
        needs=("guest",),
    ),
)


_MEANWHILE = lazily("[前后时](?!来)|期间|[并的和与]")
_WHEN = lazily("(?:[前后时]|期间)(?=[说指强表称提]|$)|举行|进行|亲切$|友好$|热情$")
_GOES_ON = lazily(
    f"{SIGNS['title']}?(?![{EDGE}”、]|一行|[等时后前和与并]|{SIGNS['title']})[^{EDGE}]{{2,40}}+"
)


def _mutual(made: Cast) -> bool:
    """Whether the verb takes nobody behind it: 会谈中, 会晤所讨论的内容."""
    return made.tokens.code.endswith(("谈", "晤", "面", "电话"), 0, made.trigger.end)


def finish(made: Cast) -> Iterator[Cast]:
    """An encounter; guests without a name are the words for them, up to what is said of another time."""
    guest, tokens = made.hole("guest"), made.tokens
    if guest and (guest.start >= made.trigger.end or guest.kind == "noun"):
        more = None
        if guest.kind == "party" and tokens.code[guest.end - 1] == SIGNS["place"]:
            more = _GOES_ON.match(tokens.code, guest.end)
        if more or guest.kind == "noun":
            end = more.end() if more else guest.end
            when = _WHEN.search(tokens.code, guest.start, end)
            made.args = [a for a in made.args if a.role != "guest"]
            behind = guest.start >= made.trigger.end
            if not behind and "参加" in tokens.code[guest.start : guest.end]:
                return
            if behind and (_MEANWHILE.match(tokens.code, guest.start) or _mutual(made)):
                return
            end = when.start() if when else end
            named = [m for m in tokens.within(guest.start, end) if m.type == "person"]
            for person in named:
                made.add("guest", person)
            if not named:
                made.add_text("guest", guest.start, end)
    hosts = {a.name for a in made.roles("host")}
    if not hosts.intersection(a.name for a in made.roles("guest")):
        yield made


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
