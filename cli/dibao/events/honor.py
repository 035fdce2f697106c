"""Honours: who is given, or wins, which title or prize, from whom."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.frames.casting import Cast
from dibao.frames.pattern import Frame, words
from dibao.frames.subjects import subject
from dibao.tables.patterns import lazily

_HOW = "(<adverb>|D R?|R|共有?|均|双双|先后)*"
_END = "(称号|荣誉|$|、|\\(|并|和|以及|之一)"
_KIND = "(D|了|为|L|O|‥类|年度|第‥届|第‥批)*"

APART = ("recipient", "honor")
"""The roles that tell one honor event from another."""

FRAMES = (
    Frame(
        "honor.won",
        "honor",
        "Somebody wins a title, a prize, a place on a list.",
        (
            "[recipient:people]" + _HOW + "{honored}‥[honor:quotes]",
            "(^|<adverb>|<lead>)(D|共有|我市|本次)*[recipient:noun]" + _HOW + "{honored}‥[honor:quotes]",
            "(^|<adverb>|<lead>)(D|共有|我市|本次)*[recipient:people|orgs|noun]"
            + _HOW
            + "{honored}了?[honor:prize|prized]"
            + _END,
            "[recipient:people]" + _HOW + "{honored}了?[honor:unnamed]$",
            "[recipient:people]‥{honored}$",
        ),
        ("[方小满](recipient)[荣获](event=honor)“[安庆市劳动模范](honor)”称号。",),
        ("何东序当选望江县县长。",),
        nominal=("的",),
        around=("date",),
        needs=("honor", "recipient"),
    ),
    Frame(
        "honor.taken-over",
        "honor",
        "The subject of the clauses before wins something.",
        (
            "^(<adverb>|D)*{honored}‥[honor:quotes]",
            "^(<adverb>|D)*{honored}了?[honor:prize|prized]" + _END,
        ),
        ("[石塘镇中心小学](recipient)办学多年，[荣获](event=honor)“[书香校园](honor)”称号。",),
        ("小区绿化良好，获得居民认可。",),
        nominal=("的",),
        around=("date",),
        carry="recipient",
        needs=("recipient",),
    ),
    Frame(
        "honor.bestowed",
        "honor",
        "A body gives somebody a title or a prize.",
        (
            "([body:orgs|gathering|self](<adverb>|D|R|决定|，)*)?{bestow}了?[recipient:party|self]‥[honor:quotes]",
            "([body:orgs|gathering|self](<adverb>|D|R|决定|，)*)?{bestow}[recipient:noun]‥[honor:quotes](称号|荣誉)",
            "([body:orgs|gathering|self](<adverb>|D|R|决定|，)*)?{bestow}了?[recipient:people|orgs](等‥)?(同志)?[honor:prize|prized]"
            + _END,
            "([body:orgs|gathering|self](<adverb>|D|R|决定|，)*)?{bestow}了?[recipient:prized]",
            "([body:orgs|gathering|self](<adverb>|D|R|，|决定)*)?对[recipient:span]‥(进行|予以|给予)了?{bestow}",
        ),
        ("[安庆市总工会](body)[授予](event=honor)[李敬平](recipient)“[安庆工匠](honor)”称号。",),
        ("会议表彰了一批先进典型做法。",),
        nominal=("的",),
        around=("date",),
        needs=("honor", "recipient"),
    ),
)


_NOBODY = "对为还并将在被已经"


def finish(made: Cast) -> Iterator[Cast]:
    """An honour; one that a single character tells is named, adverbs are no recipients."""
    if made.trigger.end - made.trigger.start == 1 and not made.roles("honor"):
        return
    kept = [a for a in made.args if a.role != "recipient" or a.mention or _somebody(a.text)]
    told = len(kept) == len(made.args)
    made.args = kept
    if not told and not made.roles("recipient"):
        _winner(made)
    yield made


def _winner(made: Cast) -> None:
    """在此次比赛中荣获一等奖: who wins is the subject of the clauses before."""
    before = subject(made.tokens, made.trigger.start)
    if before and before.kind in ("people", "orgs"):
        kind = "person" if before.kind == "people" else "org"
        for mention in made.tokens.within(before.start, before.end):
            if mention.type == kind:
                made.add("recipient", mention)


_ADVERBIAL = lazily(
    "[0-9]{4}(?:-[0-9]{4})?年$|年年$|首次$|.*(?:地|对|(?:赛|逐|评[比选]|选拔|活动|工作|过程)中|上|里)$|代表|有[多0-9]"
)


def _somebody(text: str) -> bool:
    return (
        len(text) > 1
        and not _ADVERBIAL.match(text)
        and text[0] not in _NOBODY
        and text not in words("adverb")
    )
