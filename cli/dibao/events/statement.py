"""Statements: who says, stresses, demands what; the content is the rest of the reported sentence."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.frames.casting import Cast
from dibao.frames.pattern import Frame, words
from dibao.frames.speakers import addressed, cited

_EDGE = "(^|<lead>|<adverb>|据|D|R|”)"
_WHO = "[speaker:people|orgs|gathering|books|paper|he|self|unnamed|voice]"
_HOW = "(<pp>…|<adverb>|…地|D|R)*"
_QUOTED = '(”|")(，)?(<pp>…，)?‥[speaker:people|he|unnamed|voice]' + _HOW
_MARK = "(道|T)?(，|：|，：|\n)(“|”)?"

_NOUN = ("", *"的和与、。;了过书会权")

APART = ("speaker", "content")
"""The roles that tell one statement event from another."""

FRAMES = (
    Frame(
        "statement.said",
        "statement",
        "A named speaker, an organ, a meeting or a document stresses, points out, demands or expresses.",
        (
            _EDGE + _WHO + _HOW + "{say}" + _MARK + "[content:rest]",
            _EDGE + _WHO + _HOW + "{say}[content:rest]",
            _EDGE + "[speaker:people](<pp>|，)……(时|上|后|中|期间|会议){say}" + _MARK + "[content:rest]",
            "[speaker:people]‥(提出|作出|做出)‥{say}(，|：)[content:rest]",
            "[speaker:people]" + _HOW + "{say}" + _MARK + "[content:rest]",
        ),
        (
            "县委书记[许怀远](speaker)[强调](event=statement)，[要把防汛责任落实到每一座水库](content)。",
            "[会议](speaker)[指出](event=statement)，[全县粮食生产形势总体良好](content)。",
        ),
        ("按照市委要求，各地开展自查。", "会议提出了明确要求。"),
        nominal=_NOUN,
        needs=("content",),
        dated=True,
    ),
    Frame(
        "statement.taken-over",
        "statement",
        "The subject of the clauses before stresses, demands, urges.",
        (
            "^(并|还|同时|<adverb>)*{say}" + _MARK + "[content:rest]",
            "，(并|还|同时|<adverb>)*{say}[content:rest]",
            "^(并|还)?(对|向|就)…{say}[content:rest]",
            "，<adverb>*{urge}[content:clause]",
            "<utterance>中?{tell|claim|say}(，|：)?[content:clause]",
        ),
        ("县长[沈在山](speaker)作出批示，[要求](event=statement)[尽快查明原因](content)。",),
        ("县长作出批示，要求很高。",),
        nominal=_NOUN,
        carry="speaker",
        needs=("speaker",),
        dated=True,
    ),
    Frame(
        "statement.told",
        "statement",
        "Somebody says, tells, announces, believes that …",
        (
            _EDGE + _WHO + _HOW + "{tell|claim}" + _MARK + "[content:rest]",
            _EDGE + _WHO + _HOW + "{urge}(，|：)?[content:rest]",
            _EDGE + "[speaker:people|orgs|he]" + _HOW + "{claim}[content:clause]",
            "[speaker:people]" + _HOW + "{tell|claim}" + _MARK + "[content:rest]",
        ),
        ("[程以宁](speaker)[说](event=statement)，[新桥年底前可以通车](content)。",),
        ("他说明了来意。",),
        nominal=_NOUN,
        needs=("speaker",),
        dated=True,
    ),
    Frame(
        "statement.quoted",
        "statement",
        "The words stand in quotes before their speaker.",
        (_QUOTED + "{tell|claim|say}(道|T)?。",),
        ("“[今年的收成不错](content)。”村民[方小满](speaker)[说](event=statement)。",),
        ("“今年的收成不错。”墙上的标语这样写。",),
        needs=("speaker",),
    ),
)


def finish(made: Cast) -> Iterator[Cast]:
    """A statement with its content; that of a quote before the speaker is fetched, a mere noun is dropped."""
    if made.frame.name != "statement.quoted" and (_noun(made) or addressed(made)):
        return
    for n, speaker in enumerate(made.args):
        if speaker.role == "speaker" and speaker.mention is None:
            made.args[n] = cited(speaker)
    if not made.roles("content"):
        _quoted(made)
    yield made


_NAMED = ("的", "发表", "发布", "提交")
"""What stands before the trigger where it is a noun."""


def _noun(made: Cast) -> bool:
    """Whether the trigger is no verb here: 一系列重要要求, 提出的建议, 建议书."""
    tokens, trigger = made.tokens, made.trigger
    before = tokens.code[max(0, trigger.start - 4) : trigger.start]
    if before.endswith(_NAMED):
        return True
    return before.endswith(words("nominal")) and tokens.slice(*trigger[:2]) in words("deverbal")


def _quoted(made: Cast) -> None:
    tokens, speaker = made.tokens, made.hole("speaker")
    at = speaker.start if speaker else made.trigger.start
    close = max(tokens.code.rfind(mark, max(0, at - 24), at) for mark in '”"')
    opening = max(tokens.code.rfind(mark, max(0, close - 600), max(0, close)) for mark in '“"')
    if opening >= 0:
        made.add_text("content", opening + 1, close)
