"""Personnel: who is appointed, elected, removed, who resigns; one event an appointee."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from dibao.frames.casting import Cast
from dibao.frames.notices import listed
from dibao.frames.pattern import Frame

_BODY = "(([body:orgs]‥会议|[body:gathering|orgs])(<adverb>|于|D|经表决|，)*)?"

APART = ("person", "title")
"""The roles that tell one personnel event from another."""

FRAMES = (
    Frame(
        "personnel.appoint",
        "personnel",
        "A body appoints someone to a post; lists go on without the verb.",
        (
            _BODY + "{appoint}了?(：|\n)*[person:appointees]为[post]",
            _BODY + "{appoint}了?(：|\n)*[person:people]<hold>[post]",
            _BODY + "{appoint}了?‥[person:people]为[post]",
            "[person:people](获|被|经…)?{appoint}为[post]",
            "[person:people]……被{appoint}为[post]",
            _BODY + "<adverb>*{name}[person:people]<hold>[post]",
            _BODY + "<adverb>*{name}[person:people]为[post]",
        ),
        (
            "[会议](body)[决定任命](event=personnel/appoint)[周文澜](person)为[安庆市水务局](org)[局长](title)。",
            "[罗启山](person)[获任命](event=personnel/appoint)为[商务部](org)[副部长](title)。",
        ),
        ("会议还讨论了人事任命程序。", "被任命的同志向宪法宣誓。"),
        foreseen=True,
        around=("date",),
        needs=("title",),
    ),
    Frame(
        "personnel.elect",
        "personnel",
        "A body elects someone, or someone is elected, to a post.",
        (
            _BODY + "{elect}(产生)?了?[person:people](为|担任|任)[post]",
            _BODY + "{elect}(产生)?了?(：|\n)+[person:appointees]R?(为|<hold>)[post]",
            "[person:people](<adverb>|D|以…)*{elected}为?[post]",
        ),
        ("[何东序](person)[当选](event=personnel/elect)[望江县人民政府](org)[县长](title)。",),
        ("两位村民当选“最美乡贤”。",),
        foreseen=True,
        around=("date",),
        needs=("title",),
    ),
    Frame(
        "personnel.remove",
        "personnel",
        "A body removes someone from a post.",
        (
            _BODY + "{remove}了?(：|\n)*[person:people]的?[post]",
            _BODY + "{remove}了?(：|\n)*[person:appointees]的[post]职务",
            _BODY + "{remove}了?[person:he]的?(所…)?[post]",
            "[person:people]的?[post]职务?被?{remove}",
            "[person:people]的[post]职务{quit}$",
            "[person:people]被?{remove}了?其?[post]",
        ),
        (
            "[免去](event=personnel/remove)[高正言](person)的[安庆市教育局](org)[副局长](title)职务。",
            "[陈景行](person)任安庆市审计局局长，[免去](event=personnel/remove)其[安庆市统计局](org)[局长](title)职务。",
        ),
        ("该市免去了三项收费。",),
        foreseen=True,
        around=("date",),
        needs=("person",),
    ),
    Frame(
        "personnel.hold",
        "personnel",
        "Someone takes up a post.",
        (
            "[person:people](接替|接棒|继|替代)P(之?后)?，?(<adverb>|D|将)*{hold}[post]",
            "[person:people](<adverb>|D|不再…，|将|宣誓|接过…，)*{hold}[post]",
            "^[post]由[person:people](<adverb>|D)*{hold}($|，)",
        ),
        ("[陆怀远](person)同志[任](event=personnel/appoint)[安庆市财政局](org)[副局长](title)。",),
        ("陆怀远在任局长期间成绩突出。",),
        foreseen=True,
        around=("date",),
        needs=("title",),
    ),
    Frame(
        "personnel.propose",
        "personnel",
        "Someone is proposed for a post, in the notices before an appointment.",
        ("{propose}[post]",),
        (
            "[唐若谷](person)，男，汉族，现任教务处副主任，[拟任](event=personnel/appoint)[教务处](org)[主任](title)。",
        ),
        ("提名奖共三项。",),
        foreseen=True,
        around=("date",),
        carry="person",
        needs=("title",),
    ),
    Frame(
        "personnel.quit",
        "personnel",
        "Someone leaves a post or resigns from it.",
        (
            "[person:people](<adverb>|D|因…|，)*(同志)?{quit}[post]",
            "[person:people](<adverb>|D|因…|，)*{resign}了?(其|所…)?的?[post]",
            "^(同时|并|<adverb>|D)*{quit|resign}[post]",
        ),
        ("[石敬之](person)[不再担任](event=personnel/remove)[安庆市公安局](org)[局长](title)。",),
        ("众人辞旧岁，迎新年。",),
        foreseen=True,
        around=("date",),
        carry="person",
        needs=("title",),
    ),
    Frame(
        "personnel.leave",
        "personnel",
        "Who holds a post leaves office.",
        ("[person:people](<adverb>|D|，|因…)*‥{leave}($|后|并)",),
        ("[安庆市水务局](org)[局长](title)[石敬之](person)[被免职](event=personnel/remove)。",),
        ("石敬之的辞职报告写了三页。",),
        around=("date",),
        needs=("title",),
    ),
)


def finish(made: Cast) -> Iterator[Cast]:
    """One event an appointee: the people of a hole share its post; a list goes on with its own posts."""
    holder = made.hole("person")
    if holder and made.frame.name == "personnel.leave":
        if made.tokens.code.startswith("的", made.trigger.start - 1):  # 他的辞职
            return
        inside = made.tokens.within(holder.start, holder.end)
        for mention in (m for m in inside if m.type in ("title", "org")):
            made.add(mention.type, mention)
    for one in listed(made):
        if not one.roles("person"):
            yield one
        for person in one.roles("person"):
            alone = copy(one)
            alone.args = [a for a in one.args if a.role != "person"] + [person]
            yield alone
