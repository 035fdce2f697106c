"""What the sentence around a matched frame adds to it: its date, its place.

Looked for only where no hole has filled the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.frames.casting import Cast, Trigger
from dibao.frames.holes import KINDS
from dibao.frames.tokens import SIGNS, run
from dibao.tables.patterns import lazily
from dibao.types import DateNorm, Mention

_D, _LO = SIGNS["date"], SIGNS["place"] + SIGNS["org"]
_DATE = lazily(f"({_D})")
_PLACE = lazily(f"(?:在|于|赴|到|往|进|抵)([{_LO}]+)")


def surround(made: Cast) -> Cast:
    """Fill what the frame also looks for in the rest of the sentence, where no hole has filled it."""
    frame = made.frame
    for role, pattern in _SOUGHT:
        if role in frame.around and not made.roles(role) and (near := _near(made, role, pattern)):
            made.add(role, near)
    if frame.dated and (near := _near(made, "date", _DATE)) and _one_day(near):
        made.day = near
    return made


_SOUGHT = (("date", _DATE), ("place", _PLACE))


def _near(made: Cast, role: str, pattern: re.Pattern[str]) -> Mention | None:
    """What fills a role in the sentence: the last or first match of a pattern in the best of its stretches."""
    tokens, trigger, code = made.tokens, made.trigger, made.tokens.code
    low, high = made.sentence
    found = [(m.start(), *m.span(1)) for m in pattern.finditer(code, low, high)]
    if not found:  # as in most sentences
        return None
    clause = trigger.start - run(_PART, tokens.back, len(code) - trigger.start, trigger.start - low)
    for start, end in _stretches(code, trigger, low, clause, high):
        spans = [(first, min(last, end)) for at, first, last in found if start <= at and first < end]
        if start == trigger.end:  # behind the trigger only what a preposition marks, or what follows at once
            spans = [s for s in spans if s[0] - start < 2 or code[s[0] - 1] in "于在"]
        for span in reversed(spans) if end <= trigger.start else spans:
            if (
                code[span[1] : span[1] + 1] in _NO_ADVERBIAL
                or _taken(made, role, span[0])
                or _since(code, span, high)
            ):
                continue
            for mention in tokens.within(*span)[-1:]:
                if mention.type in ("date", "place", "org") and _real(mention):
                    made.sentence_date |= role == "date" and start != clause and end <= trigger.start
                    return mention
    return None


def _taken(made: Cast, role: str, at: int) -> bool:
    """Whether a sign stands in a hole that gives no mentions, or those of another role."""
    return any(h.start <= at < h.end and not (h.role == role and KINDS[h.kind].gives) for h in made.holes)


_PART = lazily("[^,;:]*+")
_COMMA = lazily("[,;]")


def _stretches(code: str, trigger: Trigger, low: int, clause: int, high: int) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence in which a role may be filled, the best one first: the trigger's clause up to
    the trigger, the adverbial that the sentence, or its part behind a semicolon, begins with, the rest of
    the clause.
    """
    yield clause, trigger.start
    if low < clause:
        if (day := _day_before(code, low, clause)) is not None:
            yield day, clause
        low = max(low, code.rfind(":", low, clause - 1) + 1)
        part = max(low, code.rfind(";", low, clause) + 1)
        first = _COMMA.search(code, low + 1, trigger.start)
        end = first.start() if first else low
        then = _COMMA.search(code, end + 1, trigger.start)
        if then and code.endswith(_LEARNT, end, then.start()):
            end = then.start()  # 25日晚间，记者从…获悉，
        if code.endswith(_LEARNT, low, end):
            low, part = end, max(part, end + 1)
        yield part, min(part + 2, clause)
        yield low, min(end, low + _ADVERBIAL)
    yield trigger.end, trigger.end + run(_PART, code, trigger.end, high - trigger.end)


_LEARNT = ("获悉", "了解到", "消息", "悉", "报道")
"""How a clause ends whose date is that of the telling."""


def _day_before(code: str, low: int, clause: int) -> int | None:
    """Where a date stands that is all of the clause before: 在合作机制下，2023年11月，…."""
    at = clause - 2
    if at > low and code[at] == SIGNS["bracket"]:
        at -= 1
    return at if at > low and code[at] == _D and code[at - 1] in ",;" else None


def _since(code: str, span: tuple[int, int], high: int) -> bool:
    """Whether a date only begins a period: 自去年11月停火协议生效以来."""
    return code[span[0] - 1 : span[0]] == "自" and code.find("以来", span[1], min(high, span[1] + 24)) >= 0


_ADVERBIAL = 24
_NO_ADVERBIAL = frozenset(("的", "即", "临", "来", "年", "度", "电", "讯", SIGNS["book"], SIGNS["quote"]))


def _one_day(mention: Mention) -> bool:
    norm = mention.norm
    return isinstance(norm, DateNorm) and norm.start is not None and norm.start == norm.end


def _real(mention: Mention) -> bool:
    """目前 and the like date nothing."""
    return not (isinstance(mention.norm, DateNorm) and mention.norm.value in ("PRESENT_REF", "FUTURE_REF"))
