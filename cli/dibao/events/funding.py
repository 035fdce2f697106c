"""Funding: who pays, gives, raises, lends how much to whom and what for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dibao.casting import Cast
from dibao.frames import Frame, either
from dibao.tokens import SIGNS

_PAYER = "(^|<adverb>|D|，|R|<lead>)[payer:people|orgs|he](<adverb>|D R?|R|，|在…|共)*"
_TO = "((向|给|为|对)[recipient:span]<adverb>*)?"
_AMOUNT = "‥[amount:money]"
_FOR = "<more>*((，|主要|全部|专项)*<purposeful>了?[purpose:phrase])?"

FRAMES = (
    Frame(
        "funding-given",
        "funding",
        "Somebody gives, lends, pays an amount to somebody for something.",
        (
            _PAYER + _TO + "{amount}" + _AMOUNT + _FOR,
            _PAYER + _TO + "{donate}" + _AMOUNT + _FOR,
            "(向|给|为|对)[recipient:span]<adverb>*{donate}" + _AMOUNT + _FOR,
            "(向|给|为|对)[recipient:span]<adverb>*{amount}…[amount:money]" + _FOR,
            _PAYER + "(向|给|为|对)[recipient:span]<adverb>*{donate}了?[amount:noun]",
            _PAYER + "…，{donate}给[recipient:noun]",
            "[amount:money]‥{donate}(给)?[purpose:phrase]",
        ),
        (
            "[江宁建设集团](payer)向[青石县](recipient)[捐款](event=funding/donate)[200万元](amount)。",
            "[财政部](payer)[下达](event=funding/allocate)[3亿元](amount)用于[水毁公路修复](purpose)。",
        ),
        ("他投入了很多时间。",),
        around=("date",),
        needs=("amount", "recipient"),
    ),
    Frame(
        "funding-amount",
        "funding",
        "An investment, a loan, an expense with its amount.",
        (
            "^(<lead>)?[purpose:project]‥{amount}…[amount:money]" + _FOR,
            "^(D|<lead>)*[purpose:activity](<adverb>|D)*{amount}…[amount:money]" + _FOR,
            "{amount}…[amount:money]" + _FOR,
            "{donate}…[amount:money]" + _FOR,
            "[amount:money]‥{amount}",
        ),
        ("[青石水库加固工程](purpose)总[投资](event=funding/invest)[3.2亿元](amount)。",),
        ("投资环境不断改善。",),
        around=("date",),
        carry="",
        needs=("amount",),
    ),
)

_LOOK = 260


@cache
def _topic() -> re.Pattern[str]:
    """A sentence that begins with the name of a project."""
    return re.compile(
        f"(?:^|[。!?\n,;:])(?:{SIGNS['date']},?|目前,)?([^。!?\n,;:]{{2,50}}{either('project')})(?=[,将于。；;]|项目)"
    )


def finish(made: Cast) -> Iterator[Cast]:
    """Funding with its purpose: that of 总投资 is the project that the sentences before are about."""
    tokens, trigger = made.tokens, made.trigger
    if not made.roles("purpose") and made.subtype == "invest" and not made.roles("payer"):
        low = max(0, trigger.start - _LOOK, tokens.code.rfind("\n", 0, trigger.start) + 1)
        found = None
        for found in _topic().finditer(tokens.code, low, trigger.start):
            pass
        if found:
            made.add_text("purpose", *found.span(1))
    yield made
