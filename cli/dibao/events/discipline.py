"""Discipline: who is investigated, expelled, punished, prosecuted, sentenced, for what and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.frames.casting import Cast
from dibao.frames.charges import shortened, split
from dibao.frames.pattern import Frame, words
from dibao.frames.tokens import SIGNS
from dibao.types import OrgNorm

_WHO = "[person:people|he]"
_DONE = "{investigate|expel|punish|prosecute|sentence}"
_COURT = "(<adverb>|D R?|R|依法|一审|二审|终审|当庭|决定|，)*"
_BODY = f"([body:orgs|self]{_COURT})?"
_BY = "[body:orgs|self](依法|决定|于|D|<adverb>)*(对|给予|将)(犯罪嫌疑人|被告人)?"
_CRIME = "(罪|罪名|一案)(，|向[body:orgs]|依法)*"
_HELD = "(D|<adverb>|被|“|受到|给予|正|目前|因…|，|涉嫌…|已|处以)*"
_WRONG = "((因|犯|涉嫌)+[charge:span]|[charge:wrong])(问题|犯罪|罪|案|被)?"

APART = ("person",)
"""The roles that tell one discipline event from another."""

FRAMES = (
    Frame(
        "discipline.measure",
        "discipline",
        "Somebody is investigated, expelled, punished, sentenced.",
        (
            f"[body:orgs]……(对|将)……{_WHO}以?(涉嫌|犯)[charge:span](等‥)?{_CRIME}{{prosecute}}",
            _WHO + "(涉嫌|，)*[charge:wrong]……接受[body:orgs]{investigate}",
            _WHO + "……接受[body:orgs]{investigate}",
            _WHO + "犯[charge:span]罪，{sentence}",
            "([body:orgs])?(<adverb>|D)*以[charge:span]罪‥{sentence}(被告人)?" + _WHO,
            _BODY + "{sentence}(被告人)?[person:people]",
            f"{_BODY}以(涉嫌)?[charge:span]罪，?(依法)?对(被告人|犯罪嫌疑人)?{_WHO}…{_DONE}",
            f"{_BODY}对?(被告人|犯罪嫌疑人)?{_WHO}以(涉嫌|犯)?[charge:span]罪{_COURT}{_DONE}",
            f"由?[body:orgs](依法|决定)*给予{_WHO}‥{{expel|punish}}",
            f"[body:orgs](会议)?研究……给予{_WHO}…{{expel|punish}}",
            f"{_BY}{_WHO}‥[charge:wrong]…{_DONE}",
            f"{_BY}{_WHO}…{_DONE}",
            f"{_WHO}{_WRONG}，(在)?[body:orgs](一审|二审|公开|依法|<adverb>)*{_DONE}",
            f"{_WHO}{_WRONG}，?(D|<adverb>|被|“|受到|正|目前|依法|于|[body:orgs])*{_DONE}",
            f"{_WHO}{_HELD}([body:orgs|self])?(D|<adverb>|决定|依法|一审|二审|终审|当庭)*{_DONE}",
            f"(对|给予|将){_WHO}(进行|作出|采取|处以)*了?{_DONE}",
            f"[body:orgs](D|<adverb>|依法|决定|，)*{_DONE}了?{_WHO}",
        ),
        (
            "[安庆市审计局](org)原[局长](title)[高正言](person)[被开除党籍](event=discipline/expel)。",
            "[高正言](person)因[受贿](charge)被[安庆市中级人民法院](body)[判处](event=discipline/sentence)有期徒刑十年。",
        ),
        ("纪检干部培训班学习处分条例。",),
        around=("date",),
        needs=("person",),
    ),
    Frame(
        "discipline.fined",
        "discipline",
        "A company or an institution is fined.",
        (_BODY + "对[org:orgs](进行|作出|给予|予以|处以?M?的?|罚没M?并?)*了?{fine}",),
        ("[安庆市生态环境局](body)对[江海化工有限公司](org)[罚款](event=discipline)[20万元](amount)。",),
        ("对违法行为处以罚款。",),
        around=("date",),
    ),
    Frame(
        "discipline.taken-over",
        "discipline",
        "The person of the clauses before is investigated, expelled, punished, sentenced.",
        (
            "^(D|<adverb>|，)*接受[body:orgs]{investigate}",
            f"^(D|<adverb>|，)*{_WRONG}，?(被|受到|受|获)?([body:orgs]|D|<adverb>)*{_DONE}",
            f"^(D|<adverb>|，)*(被|受到|受|获)?([body:orgs]|D|<adverb>)*{_DONE}",
            "[body:orgs](D|<adverb>|依法|已|向O)*{prosecute}$",
        ),
        (
            "[高正言](person)曾任安庆市审计局局长。因犯[受贿](charge)罪，[被判处](event=discipline/sentence)有期徒刑十年。",
        ),
        ("高正言说，要严肃查处腐败问题。",),
        around=("date",),
        carry="person",
        needs=("person",),
    ),
)


_JUDICIAL = {"sentence": "court", "prosecute": "procuratorate"}
"""Whose measures these are."""


def finish(made: Cast) -> Iterator[Cast]:
    """A measure with the posts that stand before the name, and the amounts that follow it."""
    tokens = made.tokens
    charged = made.subtype == "prosecute" and made.roles("body")
    if made.frame.name == "discipline.taken-over" and not (charged or _passive(made)):
        return
    hole = made.hole("person")
    if hole and hole.kind == "people":
        for mention in tokens.within(hole.start, hole.end):
            if mention.type in ("title", "org"):
                made.add(mention.type, mention)
    if made.subtype in _JUDICIAL:
        split(made)
        _judged(made, _JUDICIAL[made.subtype])
    made.args = [shortened(a) if a.role == "charge" else a for a in made.args if a.text[0] != "罪"]
    fined = tokens.code[made.trigger.start : made.trigger.end] in words("fine")
    if fined and tokens.code.endswith("处以" + SIGNS["money"], 0, made.trigger.start):
        return  # 处以30万元罚款 is told by its verb
    if fined or made.subtype in _JUDICIAL:
        _, high = tokens.sentence(made.trigger.end)
        for mention in tokens.within(made.trigger.start - fined, high):
            if mention.type == "money":
                made.add("amount", mention)
    yield made


def _judged(made: Cast, kind: str) -> None:
    """The court or the procuratorate that the sentence has named before (某法院公开宣判，以受贿罪判处)."""
    low, _ = made.tokens.sentence(made.trigger.start)
    before = made.tokens.within(low, made.trigger.start)
    named = [m for m in before if isinstance(m.norm, OrgNorm) and m.norm.kind == kind]
    if named and not made.roles("body"):
        made.add("body", named[-1])


def _passive(made: Cast) -> bool:
    """Whether the clause up to the end of its trigger says that something is done to somebody."""
    code, trigger = made.tokens.code, made.trigger
    start = max(code.rfind(stop, 0, trigger.start) for stop in ",。;:!?\n") + 1
    clause = code[max(start, trigger.start - 24) : trigger.end]
    return any(word in clause for word in words("passive"))
