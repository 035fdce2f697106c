"""Funding: who pays, gives, raises, lends how much to whom and what for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.frames.casting import Cast
from dibao.frames.pattern import Frame, words
from dibao.frames.sums import moves, topic
from dibao.tables.patterns import lazily
from dibao.types import Argument, Event

_PAYER = (
    "([payer:people|he]|(^|<adverb>|D|，|R|<lead>)([payer:orgs|self]|[payer:places]财政))"
    "(<adverb>|D R?|R|，|在‥(L|O)‥|共|个人|代表(公司|企业|集团|单位|学校|O))*"
)
_TO = "((向|给|为|对)[recipient:span]<adverb>*)?"
_RAISER = "(^|<lead>|D|，)[recipient:orgs|places|people](<adverb>|D|<planned>)*"
_AMOUNT = "‥[amount:money]"
_FOR = "(<more>*的[purpose:activity]|<more>*(，|主要|全部|专项)*<purposeful>了?[purpose:phrase])?"

APART = ("amount", "purpose")
"""The roles that tell one funding event from another."""

FRAMES = (
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
        "funding.given",
        "funding",
        "Somebody gives, lends, pays an amount to somebody for something.",
        (
            _PAYER + "{give}了?[recipient:places|orgs]…[amount:money]" + _FOR,
            _PAYER + _TO + "{amount|give}" + _AMOUNT + _FOR,
            _PAYER + _TO + "{donate}" + _AMOUNT + _FOR,
            _PAYER + "(以|用)[amount:money]‥{amount}了?[purpose:phrase]",
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
            "[payer:orgs|people](<adverb>|D)*{amount|give}的[amount:money]",
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


def finish(made: Cast) -> Iterator[Cast]:
    """Funding with its purpose: that of 总投资 is the project that the sentences before are about."""
    if moves(made):
        made.args = [a for a in made.args if a.role != "purpose" or _meant(a.text)]
        made.args = [a for a in made.args if a.role != "recipient" or a.text[0] != "外"]  # 对外投资
        made.args = [_aim(a) if a.role == "purpose" else a for a in made.args]
        if not made.roles("purpose") and made.subtype == "invest" and not made.roles("payer"):
            topic(made)
        yield made


_THEN = lazily("(?<=..)(?:正式|已经|已于|正加紧|正在|将于|预计).*$")


def _aim(purpose: Argument) -> Argument:
    """污水处理厂正式投入使用 is 污水处理厂: what became of it is none of what the money is for."""
    text = _THEN.sub("", purpose.text)
    return purpose._replace(end=purpose.start + len(text), text=text, name="".join(text.split()))


def _meant(purpose: str) -> bool:
    known = purpose in words("funds") or purpose in "上下内"
    return not known and not purpose.startswith(("成", *words("adverbial")))


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
