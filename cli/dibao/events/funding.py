"""Funding: who pays, gives, raises, lends how much to whom and what for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.pattern import Frame, either, words
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import compiled, lazily
from dibao.types import Event

_PAYER = "([payer:people|he]|(^|<adverb>|D|，|R|<lead>)[payer:orgs|self])(<adverb>|D R?|R|，|在‥(L|O)‥|共)*"
_TO = "((向|给|为|对)[recipient:span]<adverb>*)?"
_RAISER = "(^|<lead>|D|，)[recipient:orgs|places|people](<adverb>|D|<planned>)*"
_AMOUNT = "‥[amount:money]"
_FOR = "<more>*(的[purpose:activity]|(，|主要|全部|专项)*<purposeful>了?[purpose:phrase])?"

APART = ("amount", "purpose")
"""The roles that tell one funding event from another."""

FRAMES = (
    Frame(
        "funding.given",
        "funding",
        "Somebody gives, lends, pays an amount to somebody for something.",
        (
            _PAYER + _TO + "{amount|give}" + _AMOUNT + _FOR,
            _PAYER + _TO + "{donate}" + _AMOUNT + _FOR,
            "(向|给|为|对)[recipient:span]<adverb>*{donate}" + _AMOUNT + _FOR,
            "(向|给|为|对)[recipient:span]<adverb>*{amount|give}…[amount:money]" + _FOR,
            _PAYER + "(向|给|为|对)[recipient:span]<adverb>*{donate}了?[amount:noun]",
            _PAYER + "…，{donate}给[recipient:noun]",
            "[amount:money]‥{donate}(给)?[purpose:phrase]",
        ),
        (
            "[安庆建设集团](payer)向[望江县](recipient)[捐款](event=funding/donate)[200万元](amount)。",
            "[财政部](payer)[下达](event=funding/allocate)[3亿元](amount)用于[水毁公路修复](purpose)。",
        ),
        ("他投入了很多时间。",),
        around=("date",),
        needs=("amount", "recipient"),
    ),
    Frame(
        "funding.taken-over",
        "funding",
        "The subject of the clauses before gives an amount.",
        (
            "^(<adverb>|D)*{give}" + _AMOUNT + _FOR,
            "^(<adverb>|D)*" + _TO + "{give|donate}…[amount:money]" + _FOR,
            "^(<adverb>|D)*{donate}给[recipient:noun]$",
        ),
        ("村民[李敬平](payer)热心公益，[出资](event=funding/invest)[20万元](amount)修建[村道](purpose)。",),
        ("村民热心公益，出资料两份。",),
        around=("date",),
        carry="payer",
        needs=("amount", "recipient"),
    ),
    Frame(
        "funding.raised",
        "funding",
        "Somebody raises, or seeks, an amount for something.",
        (
            _RAISER + "{raise}[purpose:activity]…[amount:money]",
            _RAISER + "{raise}…[amount:money]" + _FOR,
            "^(D|<lead>)*[purpose:activity](<adverb>|D|<planned>)*{raise}…[amount:money]",
            "{raise}…[amount:money]" + _FOR,
        ),
        ("[安庆市慈善总会](recipient)[筹集](event=funding/raise)[500万元](amount)。",),
        ("筹备工作历时500天。",),
        around=("date",),
        needs=("amount",),
    ),
    Frame(
        "funding.amount",
        "funding",
        "An investment, a loan, an expense with its amount.",
        (
            "^(D|<lead>)*[purpose:activity]‥、?(<adverb>|D)*{amount|give}…[amount:money]" + _FOR,
            "{amount|give}…[amount:money]" + _FOR,
            "{donate}…[amount:money]" + _FOR,
            "[amount:money]‥{amount|give}",
        ),
        ("[青石水库加固工程](purpose)[总投资](event=funding/invest)[3.2亿元](amount)。",),
        ("投资环境不断改善。",),
        around=("date",),
        needs=("amount",),
    ),
)


@cache
def _relative() -> re.Pattern[str]:
    """入股的土地亩均增收: what was given stands behind its verb, the amount is another one."""
    return compiled(f"的(?!{SIGNS['money']}|[^,。;]{{0,6}}{either('funds')}[^,。;]{{0,4}}{SIGNS['money']})")


_LOOK = 260
_SIZE = lazily("(?:以上|以下|级)[^，。,;；、]{0,6}?项目")
"""Behind an amount: projects of that size, not money that moves."""


@cache
def _topic() -> re.Pattern[str]:
    """A sentence that begins with the name of a project."""
    date, bracket = SIGNS["date"], SIGNS["bracket"]
    return compiled(
        f"(?:^|[。!?\n;])[ ]*(?:(?:{date}|{bracket}|{either('lead')}),?)*(?P<name>(?!该)[^。!?\n,;:]{{2,50}}?"
        f"{either('project')})(?=[,有将于按在由是为已也全总计{date}{bracket}]|目前|位于|项目|概算|拟|计划|预计)"
    )


def finish(made: Cast) -> Iterator[Cast]:
    """Funding with its purpose: that of 总投资 is the project that the sentences before are about."""
    tokens, trigger = made.tokens, made.trigger
    amount = made.hole("amount")
    if amount and _SIZE.match(tokens.code, amount.end):
        return
    if amount and amount.start > trigger.end and _relative().match(tokens.code, trigger.end):
        return
    if amount and amount.kind != "money" and tokens.code[trigger.start - 1 : trigger.start] == "的":
        return
    made.args = [a for a in made.args if a.role != "purpose" or not a.text.startswith(words("adverbial"))]
    if not made.roles("purpose") and made.subtype == "invest" and not made.roles("payer"):
        low = max(0, trigger.start - _LOOK, tokens.code.rfind("\n", 0, trigger.start))
        topics = list(_topic().finditer(tokens.code, low, trigger.start))
        if topics:
            made.add_text("purpose", *topics[-1].span("name"))
    yield made


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """An amount that one verb has taken is not told again by the next one (下达…奖补资金…)."""
    taken: set[int] = set()
    out: list[Event] = []
    for event in events:
        if event.type == "funding":
            amounts = {a.start for a in event.args if a.role == "amount" and a.mention}
            if amounts and amounts <= taken:
                continue
            taken |= amounts
        out.append(event)
    return out
