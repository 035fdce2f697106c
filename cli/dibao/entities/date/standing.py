"""Whether an expression can stand where it stands: 15年 after 判处, 清明 in a name, 3日游 cannot."""

from __future__ import annotations

from functools import cache

from dibao.entities.date.lexer import Atom, leaves_free
from dibao.entities.date.signals import Cues, beside, cues
from dibao.entities.date.spec import Doubt, Expression, Spec
from dibao.tables.patterns import lazily

_NEAR = 4
_PUNCTUATION = r"$|[\s,。;:!?、”’》〉)\]—…\-~/<0-9]"
_PAUSE = lazily(r"$|[\s,。;:!?)、”]")
_OPEN = lazily(r"(?:^|[\n,。;、(])$")
_NUMERAL = "[0-9一二三四五六七八九十百千万]"
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
_AND_WEEKDAY = lazily(rf" ?[和、及与] ?{_WEEKDAY}")
_WEEKDAY_AND = lazily(rf"{_WEEKDAY}(?:上午|下午|晚上?|早上)? ?[和、及与] ?$")
_DAY_TOLD = lazily(r" ?\([0-9]")
_NUMBER_BEFORE = lazily(r"[0-9][-—–]$")
_DATED = lazily(r"(?:日|[今明昨前后]天|佳节|国庆|中秋|元旦|春节|五一)$")
"""What a feast's name may follow directly: 12月21日冬至, 国庆中秋假期."""
_TWO_DIGITS = lazily(r"['’‘]?[1-9][0-9] ?年")
_POINTS = ("从", "自", "到", "至", "于", "在", "截至")
"""Prepositions that ask for a point in time."""
_LAST_YEAR = 2100
"""A bare number of years above it counts years: 2500年."""


def recurs(text: str, start: int) -> bool:
    """Whether 每 or the like before makes it a frequency."""
    words = _recurring()
    return text[start - 1 : start] in words.touching and words.before(text, start) is not None


@cache
def _recurring() -> Cues:
    return cues("recurs", before=True)


def range_stands(text: str, expression: Expression) -> bool:
    """15年至30年 is a duration, where nothing says which years; 周一至周五 is a timetable."""
    start = expression.start
    if expression.spec.timeless:
        return False
    if expression.spec.only("weekday") and expression.to is not None and expression.to.only("weekday"):
        return False
    if not expression.spec.only("year") or not _TWO_DIGITS.match(text, start):
        return True
    durations = len(_TWO_DIGITS.findall(text, start, expression.end)) == 2
    return not durations or text[max(0, start - 1) : start] in ("从", "自")


def doubt(spec: Spec) -> Doubt:
    """What asks whether an expression that says this is a date where it stands."""
    named = spec.vague or spec.plan or spec.congress
    if (not spec.level and not named) or spec.timeless:
        return "nameless"
    if spec.level >= 4 and spec.year is not None and spec.holiday is None:
        return "none"
    if spec.holiday is not None:
        return "holiday"
    if spec.weekday is not None and spec.week is None:
        return "weekday"
    for slot, at in (("year", spec.year), ("day", spec.day)):
        if at is not None and at.kind == "=" and spec.only(slot):
            return slot  # type: ignore[return-value]
    if spec.year is None and (spec.season or spec.first or spec.quarter or _only_month(spec)):
        return "part of year"
    return "none"


def stands(text: str, expression: Expression, last: Atom) -> bool:
    """Whether an expression that is no range can stand alone; ``last`` is its last atom."""
    doubt, spec = expression.saying.doubt, expression.spec
    if doubt == "none":
        return last.kind != "bare"
    if doubt == "nameless" or last.kind == "bare":
        return False
    before = text[max(0, expression.start - _NEAR) : expression.start]
    free = not before or leaves_free(before[-1])
    if doubt == "holiday":
        return _holiday(text, expression, last, free or _DATED.search(before) is not None)
    if doubt == "weekday":
        return _weekday(text, expression, before, free)
    if doubt == "year":
        return _year(text, expression, last, before)
    if doubt == "day":
        return _day(text, expression, before, free)
    return _part_of_year(text, expression.end, spec, last, before, free)


def _only_month(spec: Spec) -> bool:
    return spec.month is not None and spec.month.kind == "=" and spec.only("month")


def _part_of_year(text: str, end: int, spec: Spec, last: Atom, before: str, free: bool) -> bool:
    """Seasons, quarters, months and first months whose year is not said."""
    if last.kind == "quarter" and last.text[-1].isdigit():  # Q3 numbers a question
        return False
    if spec.season is not None:
        return free and _goes_on(text, end)
    if spec.first is not None and spec.month is None:
        return free and (spec.first[0] == "quarter" or (spec.first[0] == "month" and spec.first[1] >= 3))
    if (
        spec.quarter is not None and last.text[0] != "首" and last.text.endswith("季")
    ):  # the third season of a series
        series = text.startswith(("和第", "与第", "、第"), end)  # 第一季和第二季节目
        return free and not series and not before.endswith(("(", "》")) and _goes_on(text, end)
    if _only_month(spec):
        return not (
            before.endswith(("近", "满", "历时", "超过")) or text.startswith(("内", "之久", "以内"), end)
        )
    return True


def _goes_on(text: str, end: int) -> bool:
    return beside("goes_on", also=_PUNCTUATION).match(text, end) is not None


def _weekday(text: str, expression: Expression, before: str, free: bool) -> bool:
    """A day of no said week: not in timetables, as in 周三和周五开放."""
    window = text[max(0, expression.start - 2 * _NEAR) : expression.start]
    if _AND_WEEKDAY.match(text, expression.end) or _WEEKDAY_AND.search(window):
        return False
    if before.endswith("\n") and text.startswith("\n", expression.end):  # the head of a timetable's column
        return False
    timed = expression.spec.part is not None or expression.spec.hour is not None
    told = _DAY_TOLD.match(text, expression.end) or beside("acts").match(text, expression.end)
    return timed or told is not None or (free and _goes_on(text, expression.end))


def _holiday(text: str, expression: Expression, last: Atom, free: bool) -> bool:
    """Names of feasts that are names or words too want a free edge: not in 石清明 or 端午路."""
    weak = last.word.value if last.word is not None and last.word.kind == "holiday" else ""
    if not weak or expression.spec.year is not None:
        return True
    start, end = expression.start, expression.end
    quoted = text[max(0, start - 1) : start] in ("“", '"', "‘")
    end += quoted and text[end : end + 1] in ("”", '"', "’")
    if weak == "strict":
        return free and beside("feast_only").match(text, end) is not None
    return free and beside("feast", also=_PUNCTUATION).match(text, end) is not None


def _year(text: str, expression: Expression, last: Atom, before: str) -> bool:
    """Years of four digits are no durations but before 历史; those of two digits need more."""
    assert expression.spec.year is not None
    year, end, form = expression.spec.year.n, expression.end, last.text
    if last.kind == "year2":
        return _short_year(text, end, year, form, before)
    if last.kind != "year":
        return True
    if year > _LAST_YEAR or year < 1000 or (form[:2] in ("一千", "两千") and len(form) == 3):
        return False
    return year % 100 != 0 or beside("lasts_ages").match(text, end) is None


def _short_year(text: str, end: int, year: int, form: str, before: str) -> bool:
    """87年, 八七年: not where years are counted; 七八年 only where a preposition points."""
    counted = beside("spends", "counts", before=True, also=_NUMERAL).search(before)
    if counted or beside("lasts", "lasts_years").match(text, end):
        return False
    if form[0] in "'’‘0〇零" or form.endswith("度"):
        return True
    pointed = before.endswith(_POINTS)
    if form[0].isdigit():
        if year % 10 == 0 and (not pointed or text.startswith("的", end)):  # anniversaries, round counts
            return False
        free = _OPEN.search(before) is not None and _PAUSE.match(text, end) is not None
        return 1949 <= year < 2000 and (pointed or free)
    approximate = form[:2] in ("五六", "六七", "七八", "八九")
    return form[0] in "五六七八九" and (pointed or not approximate)


def _day(text: str, expression: Expression, before: str, free: bool) -> bool:
    """A bare day of the month is a date unless something counts days."""
    end, form = expression.end, text[expression.start : expression.end]
    if form.endswith("号"):
        if _NUMBER_BEFORE.search(before):  # 第2020-15号
            return False
        return free and beside("day_goes_on", also=r"$|[,。;]").match(text, end) is not None
    if beside("lasts", "lasts_days").match(text, end):
        return False
    if before.endswith(_POINTS):
        return True
    if before.endswith("月"):  # 13月5日
        return False
    arabic = form[0].isdigit()
    kinds = ("spends",) if arabic else ("spends", "counts")
    if beside(*kinds, before=True, also="[0-9.]" if arabic else _NUMERAL).search(before):
        return False
    if text.startswith(("后", "之后", "以后"), end) and not text.startswith("后期", end):
        return False
    if not arabic and not free and text.startswith(("前", "之前", "以前"), end):  # 召开十五日前公告
        return False
    acts = beside("acts").match(text, end) is not None
    if arabic or acts:
        return True
    return form != "一日" and _goes_on(text, end) and (free or len(form) > 2)
