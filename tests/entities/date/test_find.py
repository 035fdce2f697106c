"""Dates as sentences of print say them. Rows: marked text read on a reference day, or None."""

from datetime import date

import pytest

from dibao.entities.date import RULES, find
from dibao.marked import Mark, mark_of, parse
from dibao.rules import Rule
from dibao.types import DateNorm, Mention, Reference

FOLD = str.maketrans("，：；（）！？", ",:;()!?")

EXAMPLES = [pytest.param(r, text, id=f"{r.name}: {text[:24]}") for r in RULES for text in r.examples]
REJECTS = [pytest.param(text, id=f"{r.name}: {text[:24]}") for r in RULES for text in r.rejects]

WRITTEN = [
    # numerals and separators
    ("2020-12-30", "[2014 年 4 月 1 日](date=2014-04-01)印发。"),
    ("2020-12-30", "[二○一一年十月十三日](date=2011-10-13)"),
    ("2020-12-30", "[二0一五年](date=2015)，[二千年](date=2000)，[两千零五年八月](date=2005-08)。"),
    ("2020-12-30", "[1998.09-2002.07](date=1998-09/2002-07) 在校学习。"),
    ("2020-12-30", "[2013—2015年](date=2013/2015)连续获奖。"),
    ("2020-12-30", "[1—5月](date=2020-01/2020-05)、[3、4月份](date=2020-03/2020-04)。"),
    ("2020-12-30", "图片说明:1、[13日](date=2020-12-13),队员进山。"),
    # the year that is not said
    ("2020-12-30", "[10月25日晚](date=2020-10-25TEV)，[5月](date=2020-05)。"),
    ("2021-01-04", "[12月30日](date=2020-12-30)收官，[1月3日](date=2021-01-03)开局。"),
    ("2020-12-30", "会议定于[1月18日](date=2021-01-18)召开，预计[3月](date=2021-03)通车。"),
    ("2021-01-02", "[31日](date=2020-12-31)结账，[2日](date=2021-01-02)开门。"),
    ("2016-09-14", "[2013年5月](date=2013-05)违规；[6月](date=2013-06)又犯。\n[6月](date=2016-06)受罚。"),
    ("2020-12-30", "[2018年5月](date=2018-05)获批。[12月29日](date=2020-12-29)，记者在现场看到。"),
    (None, "[2019年3月8日](date=2019-03-08)立项，[5月](date=2019-05)动工，[昨天](date=XXXX-XX-XX)验收。"),
    (None, "[12月29日](date=XXXX-12-29)召开。"),
    (
        "2011-03-10",
        (
            "[2009年](date=2009)\n[1月3日](date=2009-01-03) 建镇。"
            "\n[7月12日](date=2009-07-12) 设站。"
        ),
    ),
    ("2017-12-19", "[今年3月8日](date=2017-03-08)，以庆祝[妇女节](date=2017-03-08)为名聚餐。"),
    # relative
    ("2025-04-16", "[上星期五](date=2025-04-11 ON_OR_AFTER)起巡逻。"),
    ("2024-09-03", "[8月份](date=2024-08)指数为50.2%，较[上月](date=2024-07)回升。"),
    ("1998-01-05", "[1997年](date=1997)，出口比[上年](date=1996)增长。"),
    ("2021-06-14", "[上上周](date=2021-W22)、[下周周六](date=2021-06-26)、[下下个季度](date=2021-Q4)。"),
    ("2021-06-14", "[大前年夏季](date=2018-SU)、[今年第三十七个星期](date=2021-W37)。"),
    ("2021-06-14", "[明天下午七八点](date=2021-06-15TAF)、[昨晚8时35分](date=2021-06-13T20:35)。"),
    ("2021-06-14", "[上个月23号晚上九点零九](date=2021-05-23T21:09)。"),
    ("2019-09-09", "定于[9月12日](date=2019-09-12)（[本周四](date=2019-09-12)）开学。"),
    ("2024-09-27", "[今天](date=2024-09-10)（[9月10日](date=2024-09-10)）发布，[今年](date=2024)。"),
    ("2020-07-26", "[6月](date=2020-06)回升，较[2月](date=2020-02)多；与[去年同期](date=2019-06)持平。"),
    (
        "2019-03-26",
        (
            "法官[周一](date=2019-03-25)（[25日](date=2019-03-25)）宣判，"
            "官员[周二](date=2019-03-26)表示。"
        ),
    ),
    (
        "2016-05-05",
        (
            "[今天](date=2015-12-18)（[12月18日](date=2015-12-18)），"
            "明白；[昨天](date=2015-09-24)（[9月24日](date=2015-09-24)）。"
        ),
    ),
    ("2020-12-30", "3.[九月一日至二十九日](date=2020-09-01/2020-09-29)；[农历五月五](date=2020-06-25)。"),
    # ranges
    ("2020-07-26", "[一二月份](date=2020-01/2020-02)缓，[四五月份](date=2020-04/2020-05)快。"),
    ("2020-12-30", "[9月2日至4日](date=2020-09-02/2020-09-04)播出。"),
    ("2020-12-30", "[前年11月到去年3月](date=2018-11/2019-03)。"),
    ("2021-06-14", "[上周星期三到这周二](date=2021-06-09/2021-06-15)。"),
    ("2020-12-30", "[12月9日零时至12月16日24时](date=2020-12-09T00/2020-12-16T24)。"),
    ("2020-12-30", "[2002至2004年10月](date=2002/2004-10)任职。"),
    # holidays told before
    ("2020-12-30", "[2020年春节](date=2020-01-25)活动，让困难家庭过了[春节](date=2020-01-25)。"),
    ("2016-09-14", "[中秋](date=2016-09-15)、[国庆节](date=2016-10-01)将至。"),
    ("1998-01-05", "[圣诞节](date=1997-12-25)刚过。"),
    # mods
    ("2020-12-30", "[2022年6月](date=2022-06 BEFORE)前完工，[去年中秋节](date=2019-09-13 APPROX)前后。"),
    ("2020-12-30", "截至[5月底](date=2020-05 END)，自[2027年1月1日](date=2027-01-01 ON_OR_AFTER)起。"),
    ("2020-12-30", "[1997年](date=1997)起降架次翻番。"),
]  # fmt: skip

NOT_DATES = [
    "网上年货节启动。",
    "国浩路2123号，电话010-2020-1108。",
    "这套版本号是3.12.1，分辨率1920/1080。",
    "每年5月、每周四、每逢周日都开放。",
    "干部80多岁，工龄三十三年。",
    "三年来，五年间，两日内，90日后。",
    "话剧90年纪念活动，从教53年，在50年的实践中，第一个50年。",
    "退休后半年返聘。",
    "失去夏威夷，创下一年来新低，后天下之乐而乐。",
    "应于召开十五日前公告，Q3：如何申请？",
    "周三和周五开放，周六上午、周日休息。",
    "提前一个月完成，近三个月的走势。",
    "二月河写书，五月天演唱会。",
    "十月革命、一年级、二年级。",
    "他证明年龄属实，文明天下知。",
    "退休后年均领取，以前年均不足。",
    "半年报、百年老店、千年古镇。",
    "前三名，第二名，头两位。",
    "3日游、5日内、七日制。",
    "清明理纪、中秋实业、元宵厂。",
]


def read(text: str, ref: str | None) -> list[Mention]:
    day = Reference(date.fromisoformat(ref), "given") if ref else Reference()
    return find(text.translate(FOLD), day)


def marks(found: list[Mention]) -> list[Mark]:
    return [mark_of(mention) for mention in found]


def norm(mention: Mention) -> DateNorm:
    assert isinstance(mention.norm, DateNorm)
    return mention.norm


@pytest.mark.parametrize("rule, marked", EXAMPLES)
def test_examples_are_found(rule: Rule, marked: str) -> None:
    plain, expected = parse(marked)
    found = read(plain, "2020-12-30")
    assert marks(found) == list(expected)
    assert rule.name in {mention.rule for mention in found}


@pytest.mark.parametrize("ref, marked", WRITTEN)
def test_as_written(ref: str | None, marked: str) -> None:
    plain, expected = parse(marked)
    assert marks(read(plain, ref)) == list(expected)


@pytest.mark.parametrize("plain", [*REJECTS, *NOT_DATES])
def test_rejects_are_left_alone(plain: str) -> None:
    assert [mention.text for mention in read(plain, "2020-12-30")] == []


DAYS = [
    ("2021年底", "2021-12-01", "2021-12-31"),
    ("2021年初", "2021-01-01", "2021-01-31"),
    ("2021年2月底", "2021-02-21", "2021-02-28"),
    ("2021年3月初", "2021-03-01", "2021-03-10"),
    ("2021年下半年", "2021-07-01", "2021-12-31"),
    ("2020年2月下旬", "2020-02-21", "2020-02-29"),
    ("18世纪", "1700-01-01", "1799-12-31"),
    ("上世纪80年代末", "1980-01-01", "1989-12-31"),
    ("2021年春", "2021-02-03", "2021-05-04"),
    ("去年前两个季度", "2019-01-01", "2019-06-30"),
    ("2013年一季度末", "2013-03-01", "2013-03-31"),
    ("上周", "2020-12-21", "2020-12-27"),
    ("公元前221年", None, None),
    ("近年来", None, None),
]


@pytest.mark.parametrize("text, start, end", DAYS)
def test_days_covered(text: str, start: str | None, end: str | None) -> None:
    (mention,) = read(text, "2020-12-30")
    assert (mention.text, norm(mention).start, norm(mention).end) == (text, start, end)


def test_a_resolved_date_says_against_what() -> None:
    found = read("昨日，2019年5月1日，次日，近年来", "2020-12-30")
    assert [(norm(m).ref, norm(m).ref_source) for m in found] == [
        ("2020-12-30", "given"),
        (None, "none"),
        ("2019-05-01", "text"),
        (None, "none"),
    ]


def test_word_rows_are_cited() -> None:
    (mention,) = read("去年上半年", "2020-12-30")
    assert [cite.split(":")[0] for cite in mention.lexicon] == ["dates.tsv", "dates.tsv"]


def test_the_name_is_unwrapped() -> None:
    (mention,) = read("2014 年 4 月 1 日", None)
    assert mention.name == "2014年4月1日"


def test_days_that_do_not_exist_are_not_found() -> None:
    assert [m.text for m in read("2021年2月30日，13月5日，2021-02-29，10月32日。", "2020-12-30")] == ["10月"]
