"""What somebody is charged with: the charge less the words around it, and each crime by itself."""

from __future__ import annotations

import re

from dibao.frames.casting import Cast
from dibao.frames.pattern import either
from dibao.tables.patterns import lazily
from dibao.types import Argument


def shortened(charge: Argument) -> Argument:
    """严重违纪违法问题进行了 is 严重违纪违法, 被查明贪污而 is 贪污."""
    lead = re.match(f"(?:.*期间)?(?:(?!犯罪){either('charging')})*(?=.)", charge.text)
    start = lead.end() if lead else 0
    tail = _TAIL.search(charge.text, start + 1)
    text = charge.text[start : tail.start() if tail else None]
    return charge._replace(
        start=charge.start + start, end=charge.start + start + len(text), text=text, name=text
    )


_TAIL = lazily("问题|行为|一案|案(?=作|件|$)|被|而$|等$|[(（]")


def split(made: Cast) -> None:
    """受贿和泄露国家秘密: each crime is a charge of its own."""
    charge = made.hole("charge")
    if charge:
        made.args = [a for a in made.args if a.role != "charge"]
        start = charge.start
        for found in re.finditer("[、和及]|以及|$", made.tokens.code[charge.start : charge.end]):
            made.add_text("charge", start, charge.start + found.start())
            start = charge.start + found.end()
