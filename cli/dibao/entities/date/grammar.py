"""Neighbouring atoms into expressions, expressions into ranges; what cannot stand alone is turned away."""

from __future__ import annotations

import re

from dibao.entities.date.lexer import FREE, Atom, atoms
from dibao.entities.date.reading import take
from dibao.entities.date.spec import NOTHING, Expression, Spec

_GAP = re.compile(r" {0,2}")
_OF = re.compile(r" ?的? ?")
_JOIN = re.compile(r" ?(?:起|开始)?(?:(?:—{1,2}|-{1,2}|[~–―])|[至到](?:了)?) ?")
_FREQUENT = re.compile(r"(?:每|每个|每逢|每到|每年的?|每个?月的?|每周的?|每隔|历年|逐|各|连续)$")
_COUNTED = re.compile(r"(?:近|约|满|达|第|共|历时|为期|连续|超过?|不足|足|多|隔|逾|过|再|整整|[0-9一二三四五六七八九十百千万几两]|至少|仅|前|后|头|最后)$")
_RIGHT = re.compile(r"$|[\s,。;:!?、”’》〉)\]—…\-~/<]|[0-9在将于由从前后起至到以期和与及的上下晚早召举开我全各市省县区是已正中发印对也就因]|来临|左右|宣布|表示")
_FEAST = re.compile(
    r"$|[\s,。;:!?、”’》)\]—…]|节|期间|假期|小?长假|假日|黄金周|前后?|后|当天|当日|将至|将近|临近|来临|到来|时节|时分|之际|以来|过后|那天|这天|期|晚|夜|已过|祭|扫墓|返"
)
_STRICT = re.compile(r"期间|假期|小?长假|黄金周|节前|节后|节期|当天|前夕|前后|过后|将至|临近|来临|到来|时节|之际|节气")
_DURATION = re.compile(
    r"(?:内|之内|以内|以上|以下|之久|时间|多|间|制|期|来(?!临|到)|余|有余|的(?:时间|历史|奋斗|发展|努力|建设|实践|探索|老|有期)|历史|文明|有期|徒刑|左右的|刑|一度|一次|一届|一遇|又|半|整|后|之后|以后|前|以前|之前|如一日|周|老|个)"
)
_YEARLY = re.compile(r"历史|的历史|文明|之久|以上|间|悠久")
_LASTING = re.compile(
    r"(?:之|以)?内|以上|以下|之久|的?时间|多|间|制|游|行动|攻坚|大会战|余|有余|之功|之计|三餐|千里|不见|的(?:行程|假期|培训|访问|旅程|休假)"
)
_NUMBERED = re.compile(r"[上下早晚凌清中]午?|$|[,。;]|起|至|到|前")
_ACTS = re.compile(r"电|讯|报道|宣布|发表|举行|表示|宣称|抵达|会见|会谈|通过|任命|上午|下午|晚|凌晨|清晨|起|在|对|就|向")
_PAUSE = re.compile(r"$|[\s,。;:!?)、”]")
_QUOTED = re.compile(r"[“\"‘']$")


def expressions(text: str) -> list[Expression]:
    """Every expression of time in a clean text, left to right, ranges joined; none overlaps another."""
    found = atoms(text)
    out: list[Expression] = []
    at = 0
    while at < len(found):
        got = _read(text, found, at)
        if got is None:
            at += 1
            continue
        expression, last = got
        at, joined = _join(text, found, expression, last)
        if _FREQUENT.search(text, max(0, joined.start - 4), joined.start):
            continue
        if _range_stands(text, joined) if joined.to is not None else _stands(text, joined, found[at - 1]):
            out.append(joined)
        elif out and _continues(text, out[-1], joined):
            out.append(joined._replace(anchored=True, rule="date.time"))
    return out


def _read(text: str, found: list[Atom], at: int) -> tuple[Expression, int] | None:
    """The longest expression that begins with an atom, and the index of the atom after it."""
    first = found[at]
    spec = take(NOTHING, first)
    if spec is None:
        return None
    end, last, cited = first.end, at + 1, [first.word.where] if first.word else []
    for atom in found[at + 1 :]:
        gap = (_OF if atom.kind == "nth" else _GAP).match(text, end)
        if gap is None or gap.end() != atom.start:
            break
        more = take(spec, atom)
        if more is None or (atom.kind == "edge" and not _edge_fits(text, atom)):
            break
        spec, end, last = more, atom.end, last + 1
        if atom.word:
            cited.append(atom.word.where)
    return Expression(first.start, end, spec, _rule(spec, first), lexicon=tuple(cited)), last


def _edge_fits(text: str, atom: Atom) -> bool:
    return text[atom.end : atom.end + 1] not in ("初", "底", "末")


def _join(text: str, found: list[Atom], left: Expression, last: int) -> tuple[int, Expression]:
    """The expression, or the range that it opens; and the index of the next atom."""
    sign = _JOIN.match(text, left.end)
    if sign is None or last >= len(found) or found[last].start != sign.end() or left.spec.last or left.spec.vague:
        return last, left
    got = _read(text, found, last)
    if got is None or got[0].spec.vague or not _comparable(left.spec, got[0].spec):
        return last, left
    right, after = got
    rule = "date.range"
    return after, left._replace(end=right.end, to=right.spec, rule=rule, lexicon=left.lexicon + right.lexicon)


def _comparable(left: Spec, right: Spec) -> bool:
    """Whether a range from one to the other can be meant: 到 before an unrelated date is a verb."""
    if right.hour is not None or right.part:
        if right.timeless:
            return left.hour is not None or left.part is not None
        return True
    coarse = (left.weekday is not None and left.week is None) and (right.weekday is not None and right.week is None)
    return not coarse and right.plan is None and right.congress is None


def _continues(text: str, before: Expression, here: Expression) -> bool:
    """A time of day directly after a date's bracket: 今天(9月5日)早晨5时."""
    return here.spec.timeless and text[before.end : here.start] in (")", ") ")


_TWO_DIGITS = re.compile(r"['’‘]?[1-9][0-9] ?年")


def _range_stands(text: str, expression: Expression) -> bool:
    """15年至30年 is a duration, where nothing says which years."""
    start = expression.start
    durations = _TWO_DIGITS.match(text, start) and len(_TWO_DIGITS.findall(text, start, expression.end)) == 2
    plain = expression.spec.only("year")
    return not (durations and plain) or text[max(0, start - 1) : start] in ("从", "自")


def _stands(text: str, expression: Expression, last: Atom) -> bool:
    """Whether an expression that is no range can stand alone where it stands."""
    spec, start, end = expression.spec, expression.start, expression.end
    if not spec.level and not (spec.vague or spec.plan or spec.congress) or spec.timeless or last.kind == "bare":
        return False
    before = text[max(0, start - 4) : start]
    free = not before or FREE.match(before[-1]) is not None
    if spec.holiday is not None:
        return _holiday_stands(text, expression, last, free)
    if spec.weekday is not None and spec.week is None:
        return bool(spec.part or spec.hour is not None or (free and _RIGHT.match(text, end)) or end - start == len(text))
    if spec.season is not None and spec.year is None:
        return free and _RIGHT.match(text, end) is not None
    if spec.year is not None and spec.year.kind == "=" and spec.only("year"):
        return _year_stands(text, expression, last, before)
    if spec.day is not None and spec.day.kind == "=" and spec.only("day"):
        return _day_stands(text, expression, before, free)
    if spec.first is not None and spec.year is None and spec.month is None:
        return free and spec.first[0] in ("month", "quarter") and (spec.first[1] >= 3 or spec.first[0] == "quarter")
    if spec.quarter is not None and spec.year is None and last.text[0] != "首" and last.text.endswith("季"):
        return free and _RIGHT.match(text, end) is not None
    if spec.month is not None and spec.month.kind == "=" and spec.only("month"):
        return not re.search(r"(?:近|满|每|历时|超过|第)$", before) and not re.match(r"(?:内|之久|以内)", text[end : end + 2])
    return True


def _holiday_stands(text: str, expression: Expression, last: Atom, free: bool) -> bool:
    assert last.word is not None or expression.spec.part or expression.spec.hour is not None
    weak = last.word.value if last.word and last.word.kind == "holiday" else ""
    if not weak or expression.spec.year is not None:
        return True
    quoted = _QUOTED.search(text, max(0, expression.start - 1), expression.start) is not None
    if weak == "strict":
        follows = _STRICT.match(text, expression.end + quoted)
        return follows is not None and (free or quoted)
    at = expression.end + (quoted and text[expression.end : expression.end + 1] in "”\"’")
    return free and _FEAST.match(text, at) is not None


def _year_stands(text: str, expression: Expression, last: Atom, before: str) -> bool:
    """Years of four digits are no durations but before 历史; those of two digits need more."""
    assert expression.spec.year is not None
    year, end = expression.spec.year.n, expression.end
    if last.text[:2] in ("一千", "两千") and len(last.text) == 3:
        return False
    if last.kind != "year2":
        round_count = year % 100 == 0 and last.kind == "year" and last.text[0] in "12一二两"
        return not (round_count and _YEARLY.match(text, end)) and not (year < 1000 and last.kind == "year")
    if _DURATION.match(text, end) or _COUNTED.search(before):
        return False
    if last.text[0] in "'’‘" or last.text[0] in "0〇零" or last.text.endswith("度"):
        return True
    digits = last.text.rstrip("年 ")
    if digits.isdigit():
        free = re.search(r"(?:^|[\n,。;、(])$", before) and year % 10 and _PAUSE.match(text, end)
        return 1949 <= year < 2000 and bool(free or before.endswith(("于", "在", "自", "从")))
    pair = digits in ("一二", "五六", "六七", "七八", "八九")
    return digits[0] != "一" and digits[0] in "五六七八九" and (not pair or re.search(r"[于在自从到至]$", before) is not None)


def _day_stands(text: str, expression: Expression, before: str, free: bool) -> bool:
    """A bare day of the month is a date unless something counts days."""
    start, end = expression.start, expression.end
    form = text[start:end]
    if form.endswith("号"):
        return free and _NUMBERED.match(text, end) is not None
    if before.endswith(("从", "自", "到", "至", "于", "在", "截至")):
        return not _LASTING.match(text, end)
    if _COUNTED.search(before) or _LASTING.match(text, end) or text.startswith(("后", "之后", "以后"), end):
        return text.startswith("后期", end)
    if form[0].isdigit():
        return True
    if _RIGHT.match(text, end) is not None:
        return form != "一日" and (free or len(form) > 2 or _ACTS.match(text, end) is not None)
    return _ACTS.match(text, end) is not None


def _rule(spec: Spec, first: Atom) -> str:
    """The rule that a finished spec counts as; see RULES."""
    if spec.vague:
        return "date.vague"
    if spec.plan or spec.congress:
        return "date.period"
    if spec.holiday:
        return "date.holiday"
    if spec.lunar:
        return "date.lunar"
    ats = [x for x in (spec.year, spec.month, spec.day, spec.week, spec.quarter) if x is not None]
    if any(x.kind == "@" for x in ats) or spec.same:
        return "date.anchored"
    if any(x.kind == "+" for x in ats) or spec.weekday:
        return "date.relative"
    if spec.century or spec.decade is not None:
        return "date.century"
    if spec.season:
        return "date.season"
    return "date.full" if spec.year is not None else "date.partial"
