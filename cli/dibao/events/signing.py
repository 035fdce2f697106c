"""Signings: which parties sign what, for how much."""

from __future__ import annotations

from collections.abc import Sequence

from dibao.frames.pattern import Frame
from dibao.types import Event

_HOW = "(<adverb>|D R?|R|在‥(L|O)‥|，|正式)*"

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
            "(^|D|<lead>)[party:party]" + _HOW + "{sign}了?[agreement:books|agreed]",
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
