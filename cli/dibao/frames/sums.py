"""What the words around a sum of money say of it: whether it moves at all, which project it is for."""

from __future__ import annotations

import re
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.pattern import either
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import compiled, lazily


@cache
def _relative() -> re.Pattern[str]:
    """入股的土地亩均增收: what was given stands behind its verb, the amount is another one."""
    return compiled(f"的(?!{SIGNS['money']}|[^,。;]{{0,6}}{either('funds')}[^,。;]{{0,4}}{SIGNS['money']})")


_SIZE = lazily("(?:以上|以下|级)[^，。,;；、]{0,6}?项目")
"""Behind an amount: projects of that size, not money that moves."""
_PRICE = lazily("标准|价(?!值)|成本|均价|预算")


def moves(made: Cast) -> bool:
    """Whether the money moves: not 1000万元以上项目, 入股的土地增收, 采购标准, nor a verb's character in 花木."""
    code, trigger, amount = made.tokens.code, made.trigger, made.hole("amount")
    if _PRICE.match(code, trigger.end):
        return False
    if amount is None:
        return True
    if _SIZE.match(code, amount.end):
        return False
    if amount.kind != "money" and code[trigger.start - 1 : trigger.start] == "的":
        return False
    near = amount.end == trigger.start or trigger.end <= amount.start <= trigger.end + 2
    far = trigger.end - trigger.start == 1 and not near
    return not far and not (amount.start > trigger.end and _relative().match(code, trigger.end))


_LOOK = 260


@cache
def _topic() -> re.Pattern[str]:
    """A sentence that begins with the name of a project."""
    date, bracket = SIGNS["date"], SIGNS["bracket"]
    return compiled(
        f"(?:^|[。!?\n;])[ ]*(?:(?:{date}|{bracket}|{either('lead')}),?)*(?P<name>(?!该)[^。!?\n,;:]{{2,50}}?"
        f"{either('project')})(?=[,有将于按在由是为已也全总计{date}{bracket}]|目前|位于|项目|概算|拟|计划|预计)"
    )


def topic(made: Cast) -> None:
    """Let the project that the sentences before are about be what the money is for."""
    code, start = made.tokens.code, made.trigger.start
    low = max(0, start - _LOOK, code.rfind("\n", 0, start))
    topics = list(_topic().finditer(code, low, start))
    if topics:
        made.add_text("purpose", *topics[-1].span("name"))
