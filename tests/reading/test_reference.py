"""When and where articles are from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.reading.dating import NEAR, Years, full_days
from dibao.reading.document import split

BODY = "\n\n会议要求，各单位要抓好落实，确保全年目标任务完成。"

DATES = [
    # developed on
    ("标题在这里一行\n\n发布时间：2016年12月16日 点击数：3\n\n会议召开。", "", (2016, 12, 16), "masthead"),
    ("标题在这里一行\n2025-09-29 08:00 来源：云溪日报\n会议今天召开。", "", (2025, 9, 29), "masthead"),
    ("云溪日报 2020年12月30日 星期三\n\n标题在这里一行\n\n会议昨日召开。", "", (2020, 12, 30), "masthead"),
    (
        "成文日期：\n\n2004年08月12日\n\n关于开展检查的通知\n\n各单位要开展检查。",
        "",
        (2004, 8, 12),
        "masthead",
    ),
    ("会议召开。\n\n原文链接：https://news.example.cn/a/100-20250416.htm", "", (2025, 4, 16), "masthead"),
    ("2019年3月4日上午，会议召开。" + BODY, "", (2019, 3, 4), "text"),
    ("各单位要做好值班。\n\n云溪市人民政府\n\n二○一九年十二月三十一日", "", (2019, 12, 31), "text"),
    ("各单位要做好值班。\n\n云溪市人民政府\n\n2014 年 4 月 1 日印发", "", (2014, 4, 1), "text"),
    ("3月4日上午，会议召开，回顾2018年工作，部署2019年任务。" + BODY, "", (2019, 3, 4), "text"),
    ("今天（9月3日），2024世界茶叶大会在云溪开幕。" + BODY, "", (2024, 9, 3), "text"),
    ("昨天（9月2日），2024世界茶叶大会在云溪闭幕。" + BODY, "", (2024, 9, 3), "text"),
    ("会议召开。" + BODY, "paper/20201230_02.txt", (2020, 12, 30), "file name"),
    ("会议召开。" + BODY, "paper/2020-12/30/content.htm", (2020, 12, 30), "file name"),
    ("会议召开。" + BODY, "", None, "none"),
    ("会议审议了2123亩土地的规划和2020级学生名单。" + BODY, "notes-12345678.txt", None, "none"),
    # found later
    ("会议强调，到2035年基本实现目标。3月4日起施行。" + BODY, "", None, "none"),
]


PAGE = (
    "\n\n市领导督查安全生产工作\n\n本报讯（记者 叶知秋）12月29日上午，市长顾远舟督查安全生产，要求抓好落实。"
    "\n\n此前，2020年12月28日的会议作了部署。\n"
)
HEADS = (
    "云溪日报 2020年6月1日",
    "云溪日报 2020.6.1",
    "2020年06月01日 云溪日报 第01版",
    "02 要闻 2020年6月1日 星期一",
    "星期一 2020年6月1日 农历庚子年闰四月初十",
    "2020 年 6 月 1 日 星期一",
    "二〇二〇年六月一日 星期一",
    "2020年6月1日 云溪 星期一 国内统一刊号：CN99-0010 第12345期",
    "2020/06/01 A02",
    "来源：云溪日报 2020年6月1日",
)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("below", [False, True])
def test_the_head_of_a_page_wins_over_the_days_in_its_text(head: str, below: bool) -> None:
    raw = PAGE.strip() + "\n\n" + head + "\n" if below else head + PAGE
    (article,) = split(raw).articles
    assert (article.reference.date, article.reference.date_source) == (date(2020, 6, 1), "masthead")
    assert article.headline is not None
    assert raw[article.headline.start : article.headline.end] == "市领导督查安全生产工作"


COMPLETED = [
    # the year of a month and day: of what is reported before it, of what is announced, of what it opens with
    (
        "今天（1月7日）起，云溪至柳湾客运恢复。自2001年1月2日开通以来运行平稳。",
        "20230107-10.txt",
        (2023, 1, 7),
    ),
    ("今天（1月24日），局里公布，2024年12月物价平稳。", "", (2025, 1, 24)),
    ("今天（1月6日），记者获悉，运动会将于2024年1月17日开幕。", "", (2024, 1, 6)),
    ("2月29日下午，副市长调研。他要求，2012年住建系统要抓好落实。", "", (2012, 2, 29)),
    ("今天（5月9日），双语学校迎来客人。学校成立于2004年，有学生百人。", "", None),
    ("4月25日，论坛开幕。2019年，市里提出了倡议。", "", None),
    ("今天（12月21日），办法公布，自2024年1月1日起施行。全市于2023年12月3日部署。", "", (2023, 12, 21)),
]


@pytest.mark.parametrize(("text", "doc", "day"), COMPLETED)
def test_the_year_that_the_day_leaves_out(text: str, doc: str, day: tuple[int, int, int] | None) -> None:
    got = split(text + BODY, doc or "-").articles[0].reference
    assert got.date == (date(*day) if day else None)


@pytest.mark.parametrize(("text", "doc", "day", "source"), DATES)
def test_day(text: str, doc: str, day: tuple[int, int, int] | None, source: str) -> None:
    got = split(text, doc or "-").articles[0].reference
    assert (got.date, got.date_source) == (date(*day) if day else None, source)


def test_a_newspaper_page_is_of_the_day_after_its_latest_report() -> None:
    raw = (
        "顾远舟督查安全生产\n\n本报讯（记者 叶知秋）12月24日，市长顾远舟督查安全生产。\n\n"
        "（上接第一版）会议研究了其他事项。\n\n会议决定的施行日期另定。\n\n"
        "市人大常委会关于召开代表大会会议的决定\n\n（2020年12月29日通过）\n\n会议于2021年1月18日召开。\n\n"
        "柳湾大桥开工建设\n\n本报讯（记者 苏映雪）12月29日上午，柳湾大桥开工。\n"
    )
    assert {a.reference.date for a in split(raw).articles} == {date(2020, 12, 30)}


def test_articles_with_days_of_their_own_keep_them() -> None:
    raw = (
        "甲项目今天开工建设\n发布时间：2021-06-09\n甲项目开工。\n\n查看原文\n\n"
        "乙项目今天竣工投产\n发布时间：2021-06-10 08:00\n乙项目竣工。\n\n查看原文\n"
    )
    assert [a.reference.date for a in split(raw).articles] == [date(2021, 6, 9), date(2021, 6, 10)]


def test_what_is_given_wins() -> None:
    got = split(
        "发布时间：2016年12月16日\n衡阳市召开会议。", ref_date=date(2000, 1, 2), place="长沙"
    ).articles[0]
    assert (got.reference.date, got.reference.date_source) == (date(2000, 1, 2), "given")
    assert (got.reference.place, got.reference.place_source) == ("长沙市", "given")


PLACES = [
    (
        "12月29日，全市防汛会议召开。市委副书记、市长顾远舟指出，衡阳要守住底线。副市长卢怀瑾主持会议。",
        "衡阳市",
    ),
    ("湖南省衡阳市石鼓区召开会议，石鼓区区长韩若水出席。区委书记秦若望讲话。", "石鼓区"),
    ("全县教育大会召开。县委书记秦若望指出，祁东县要把教育放在首位。县长韩若水参加。", "祁东县"),
    ("省委书记秦若望在长沙、株洲、湘潭调研，要求湖南全省上下真抓实干。省长顾远舟参加。", "湖南省"),
    ("记者从自治区政府获悉，广西北部湾港开通新航线，南宁海关推出便利举措。", "广西壮族自治区"),
    ("国务院办公厅近日印发意见，要求全国各地落实。北京、上海、广州等地已经开展试点。", None),
    ("秦若望，男，1970年生，湖南衡阳人，大学学历。", None),
    ("新华社北京7月3日电 国务院总理主持召开会议，讨论政府工作报告，部署今年工作。", None),
    ("绍兴日报讯 市委市政府召开大会，表彰先进。", "绍兴市"),
    ("会议召开。", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place(text: str, place: str | None) -> None:
    got = split(text).articles[0].reference
    assert got.place == place
    assert got.place_source == ("text" if place else "none")


DAYS = st.dates(date(1998, 1, 1), date(2003, 12, 31))


@given(st.lists(DAYS, max_size=4), st.integers(1, 12), st.integers(1, 28))
def test_the_year_of_a_day_is_that_of_the_last_one_near_a_full_date(
    days: list[date], month: int, day: int
) -> None:
    text = "。".join(f"会议于{known.year}年{known.month}月{known.day}日召开" for known in days)
    assert full_days(text) == days
    near = [
        found
        for known in days
        for found in (date(known.year + n, month, day) for n in (-1, 0, 1))
        if timedelta(days=-7) <= found - known <= NEAR
    ]
    assert Years(text).near(month, day) == max(near, default=None)
