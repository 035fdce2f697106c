"""Dates in every style, and words of distance against plain arithmetic on days."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dibao.entities.date import find
from dibao.language.spelling import to_chinese
from dibao.types import DateNorm, Reference

ANY_DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
REF = st.dates(date(1950, 1, 1), date(2090, 12, 31))
EVERY = [date(1900, 1, 1) + timedelta(days=n) for n in range(0, 73414, 97)]
DAY = timedelta(days=1)
DIGITS = "零一二三四五六七八九"


def positional(year: int, zero: str) -> str:
    return "".join(zero if c == "0" else DIGITS[int(c)] for c in str(year))


STYLES = {
    "年月日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "iso": lambda d: d.isoformat(),
    "dashes": lambda d: f"{d.year}-{d.month}-{d.day}",
    "slashes": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "〇": lambda d: f"{positional(d.year, '〇')}年{to_chinese(d.month)}月{to_chinese(d.day)}日",
    "零": lambda d: f"{positional(d.year, '零')}年{to_chinese(d.month)}月{to_chinese(d.day)}号",
    "○": lambda d: f"{positional(d.year, '○')}年{to_chinese(d.month)}月{to_chinese(d.day)}日",
}


def the_norm(text: str, ref: date | None) -> DateNorm:
    """The norm of a text that must be one date from end to end."""
    found = find(text, Reference(ref, "given") if ref else Reference())
    assert [m.text for m in found] == [text]
    assert isinstance(found[0].norm, DateNorm)
    return found[0].norm


def days(text: str, ref: date | None) -> tuple[str | None, str | None]:
    norm = the_norm(text, ref)
    return norm.start, norm.end


@pytest.mark.parametrize("style", STYLES)
def test_days_of_two_centuries_in_each_style(style: str) -> None:
    for day in EVERY:
        norm = the_norm(STYLES[style](day), None)
        assert (norm.value, norm.start, norm.end) == (str(day), str(day), str(day))


BEFORE = st.sampled_from(["", "会议于", "截至", "(", "。"])
AFTER = st.sampled_from(["", "召开", "，", ")", "前"])


@given(ANY_DAY, st.sampled_from(sorted(STYLES)), BEFORE, AFTER)
def test_a_date_in_a_sentence(day: date, style: str, before: str, after: str) -> None:
    form = STYLES[style](day)
    (mention,) = find(before + form + after, Reference())
    assert (mention.start, mention.text) == (len(before), form)
    assert isinstance(mention.norm, DateNorm) and mention.norm.value == str(day)


@given(ANY_DAY, ANY_DAY)
def test_ranges_of_full_dates(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    text = f"{STYLES['年月日'](first)}至{STYLES['年月日'](last)}"
    assert days(text, None) == (str(first), str(last))


def shift_month(day: date, steps: int) -> tuple[date, date]:
    """First and last day of the month some steps away, by counting days from mid-month."""
    at = day.replace(day=15)
    for _ in range(abs(steps)):
        at = (at + (31 if steps > 0 else -31) * DAY).replace(day=15)
    first = at.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


NEAR_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1}
NEAR_DAYS |= {"明日": 1, "后天": 2, "大后天": 3}
NEAR_WEEKS = {"上上周": -2, "上周": -1, "上星期": -1, "上个礼拜": -1, "本周": 0, "这周": 0}
NEAR_WEEKS |= {"下周": 1, "下个星期": 1, "下下周": 2}
NEAR_MONTHS = {"上上个月": -2, "上月": -1, "上个月": -1, "本月": 0, "下月": 1, "下个月": 1}
NEAR_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "明年": 1, "后年": 2}
PARTS = {"": "", "凌晨": "TMO", "上午": "TMO", "中午": "TMI", "下午": "TAF", "晚": "TEV", "深夜": "TNI"}


@given(REF, st.sampled_from(sorted(NEAR_DAYS)), st.sampled_from(sorted(PARTS)))
def test_near_days(ref: date, word: str, part: str) -> None:
    norm = the_norm(word + part, ref)
    day = ref + NEAR_DAYS[word] * DAY
    assert (norm.value, norm.start, norm.end) == (f"{day}{PARTS[part]}", str(day), str(day))
    assert (norm.ref, norm.ref_source) == (str(ref), "given")


@given(REF, st.sampled_from(sorted(NEAR_WEEKS)), st.integers(0, 6))
def test_near_weeks_and_their_days(ref: date, word: str, weekday: int) -> None:
    monday = ref
    while monday.weekday():
        monday -= DAY
    monday += 7 * NEAR_WEEKS[word] * DAY
    assert days(word, ref) == (str(monday), str(monday + 6 * DAY))
    day = monday + weekday * DAY
    assert days(word + "一二三四五六日"[weekday], ref) == (str(day), str(day))


@given(REF, st.sampled_from(sorted(NEAR_MONTHS)), st.integers(1, 28))
def test_near_months_and_their_days(ref: date, word: str, number: int) -> None:
    first, last = shift_month(ref, NEAR_MONTHS[word])
    assert days(word, ref) == (str(first), str(last))
    day = first.replace(day=number)
    assert days(f"{word}{number}日", ref) == (str(day), str(day))
    assert days(f"{word}中旬", ref) == (str(first.replace(day=11)), str(first.replace(day=20)))


@given(REF, st.sampled_from(sorted(NEAR_YEARS)), st.integers(1, 12))
def test_near_years_and_their_parts(ref: date, word: str, month: int) -> None:
    year = ref.year + NEAR_YEARS[word]
    assert the_norm(word, ref).value == f"{year}"
    assert the_norm(f"{word}{month}月", ref).value == f"{year}-{month:02}"
    assert the_norm(f"{word}上半年", ref).value == f"{year}-H1"
    quarter = (month - 1) // 3 + 1
    assert the_norm(f"{word}第{'一二三四'[quarter - 1]}季度", ref).value == f"{year}-Q{quarter}"
    assert days(f"{word}底", ref) == (f"{year}-12-01", f"{year}-12-31")


@given(REF, st.integers(-3, 3))
def test_quarters_step_from_the_reference(ref: date, steps: int) -> None:
    word = {-2: "上上个季度", -1: "上季度", 0: "本季度", 1: "下季度", 2: "下下个季度"}.get(steps)
    if word is None:
        return
    first, _ = shift_month(ref, 3 * steps - (ref.month - 1) % 3)
    _, last = shift_month(first, 2)
    assert days(word, ref) == (str(first), str(last))


@given(REF, st.integers(1, 365))
def test_bare_dates_of_the_past_months_look_back(ref: date, ago: int) -> None:
    day = ref - ago * DAY
    if ago > 240 or (day.month, day.day) == (2, 29):
        return
    assert days(f"{day.month}月{day.day}日", ref) == (str(day), str(day))


@given(REF, st.integers(1, 330))
def test_bare_dates_ahead_where_the_clause_says_so(ref: date, ahead: int) -> None:
    day = ref + ahead * DAY
    if (day.month, day.day) == (2, 29):
        return
    mention = find(f"大会将于{day.month}月{day.day}日召开", Reference(ref, "given"))[0]
    assert isinstance(mention.norm, DateNorm) and mention.norm.start == str(day)


SOUP = (
    "0123456789一二十〇年月日号时点分世纪季度周上下今去明前后初底至到—-~./:、,。 \n(“”"
    "春节清明当天将第个半农历T"
)


@settings(max_examples=300)
@example("前天至当周", True)
@given(st.text(alphabet=SOUP, max_size=60), st.booleans())
def test_no_text_raises_and_spans_are_sound(text: str, known: bool) -> None:
    found = find(text, Reference(date(2020, 12, 30), "given") if known else Reference())
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end and text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip()
        end = mention.end
        assert isinstance(mention.norm, DateNorm)
        assert (mention.norm.start is None) == (mention.norm.end is None)
        assert mention.norm.start is None or mention.norm.start <= (mention.norm.end or "")
