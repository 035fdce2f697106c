"""Signings: which parties sign what, for how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.pattern import Frame, either
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import compiled, lazily
from dibao.types import Event

_WHAT = "([agreement:books]|[agreement:agreed]($|并|后|时|和|等|以来))"
_HOW = "(<adverb>|D R?|R|在‥(L|O)‥|在(京|沪|津|渝|穗|汉|宁|杭|蓉)|，|正式|双方|三方|四方)*"

APART = ("agreement", "amount")
"""The roles that tell one signing event from another."""

FRAMES = (
    Frame(
        "signing.agreement",
        "signing",
        "Parties sign an agreement.",
        (
            "[party:party]"
            + _HOW
            + "(与|和|同|牵手|携手)[party:party]"
            + _HOW
            + "{sign}了?[agreement:phrase]",
            "[party:party](与|和|同|牵手|携手)[party:party]…{sign}了?[agreement:phrase]",
            "[party:party](与|和|同|牵手|携手)[party:noun]" + _HOW + "{sign}了?" + _WHAT,
            "[party:party](与|和|同|牵手|携手)[party:party|noun]" + _HOW + "{sign}$",
            "(^|D|<lead>|，)[party:party|self](两市|两省|两县|两地|双方|三地)?" + _HOW + "{sign}了?" + _WHAT,
        ),
        ("[安庆市政府](party)和[安徽大学](party)[签署](event=signing)[战略合作协议](agreement)。",),
        ("签约仪式现场气氛热烈。",),
        foreseen=True,
        around=("date",),
        needs=("party",),
    ),
    Frame(
        "signing.amount",
        "signing",
        "Contracts worth an amount are signed.",
        ("{sign}~的……[amount:money]~(以上|以下|级)",),
        ("会上[签约](event=signing)金额达[12亿元](amount)。",),
        ("签约企业代表发言。",),
        foreseen=True,
        around=("date",),
        needs=("amount",),
    ),
)


@cache
def _head() -> re.Pattern[str]:
    """What is signed, where more is said behind it: 自贸协定后能够进军市场."""
    return compiled(f"(.{{0,40}}?{either('agreed')})(?:后|时|以来|之际|并|标志)")


def finish(made: Cast) -> Iterator[Cast]:
    """A signing; what is signed ends with its own head."""
    for n, signed in enumerate(made.args):
        if signed.role == "agreement" and (head := _head().match(signed.text)):
            made.args[n] = signed._replace(
                end=signed.start + head.end(1), text=head[1], name="".join(head[1].split())
            )
    if made.frame.name == "signing.agreement":
        _, high = made.tokens.sentence(made.trigger.end)
        worth = _WORTH.search(made.tokens.code, made.trigger.end, high)
        for mention in made.tokens.within(worth.end() - 1, worth.end()) if worth else ():
            made.add("amount", mention)
    yield made


_WORTH = lazily(f"(?:合同|协议|交易|订单)[总金]{{0,2}}[额价][^,。;]{{0,4}}?{SIGNS['money']}")
"""How much what is signed is worth: 合同金额5亿元."""


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """签下12个项目，合同总额38亿元: an amount is signed for once."""
    taken: set[int] = set()
    out: list[Event] = []
    for event in events:
        if event.rule == "signing.amount":
            amounts = {a.start for a in event.args if a.role == "amount"}
            if amounts <= taken:
                continue
            taken |= amounts
        out.append(event)
    return out
