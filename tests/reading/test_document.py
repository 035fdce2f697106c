"""Documents into articles: bounds, headlines, bylines, datelines, continuations, and reading of files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.reading import content
from dibao.reading.document import InputError, read, split
from dibao.types import Document, Span

PAGE = """云溪日报　2023年6月15日　星期四　第02版

顾远舟在全市防汛工作会议上强调

压实责任 严阵以待 确保安全度汛

本报讯（记者 叶知秋）6月14日上午，全市防汛工作会议召开，部署汛期工作。市委副书记、市长顾远舟强调，要做好水库、

堤防和低洼地带的巡查值守。

副市长卢怀瑾主持会议。

（上接第一版②）推动产业园区提档升级，让项目建得成、留得住。

会议还研究了其他事项。

云溪市人民代表大会常务委员会关于召开云溪市第七届人民代表大会第四次会议的决定

（2023年6月14日云溪市第七届人大常委会第二十次会议通过）

云溪市第七届人民代表大会第四次会议定于2023年7月20日召开。

柳湾大桥建成通车

■本报通讯员 苏映雪

昨日，横跨青溪的柳湾大桥建成通车，沿线六个村的群众进城时间缩短一半，大桥总投资1.2亿元。（下转第4版）
"""


def texts(got: Document, spans: list[Span | None]) -> list[str | None]:
    return [span and got.raw[span.start : span.end] for span in spans]


def test_a_newspaper_page_falls_into_its_articles() -> None:
    got = split(PAGE)
    starts = [got.raw[article.start :][:8] for article in got.articles]
    assert starts == ["顾远舟在全市防汛", "（上接第一版②）", "云溪市人民代表大", "柳湾大桥建成通车"]
    assert texts(got, [article.headline for article in got.articles]) == [
        "顾远舟在全市防汛工作会议上强调\n\n压实责任 严阵以待 确保安全度汛",
        None,
        "云溪市人民代表大会常务委员会关于召开云溪市第七届人民代表大会第四次会议的决定",
        "柳湾大桥建成通车",
    ]
    assert texts(got, [article.byline for article in got.articles]) == [
        "记者 叶知秋",
        None,
        None,
        "本报通讯员 苏映雪",
    ]
    assert texts(got, [article.dateline for article in got.articles]) == ["本报讯", None, None, None]
    assert [article.continued_from for article in got.articles] == [None, "第一版②", None, None]
    assert [article.continues_on for article in got.articles] == [None, None, None, "第4版"]
    assert [article.fragment for article in got.articles] == [False, True, False, False]
    assert [article.number for article in got.articles] == [0, 1, 2, 3]


def test_clean_text_of_an_article_joins_its_columns_and_keeps_its_headline_apart() -> None:
    first = split(PAGE).articles[0]
    assert first.text.clean.split("\n")[:2] == [
        "顾远舟在全市防汛工作会议上强调",
        "压实责任 严阵以待 确保安全度汛",
    ]
    assert "做好水库、堤防和低洼地带的巡查值守。" in first.text.clean
    at = first.text.clean.index("堤防")
    span = first.text.raw(at, at + 2)
    assert PAGE[span.start : span.end] == "堤防"


ONE = {
    "a report with subheadings": """青石镇：一片叶子富了一方人

青石镇地处云溪市西部，山多地少。近年来，镇党委把茶叶作为主导产业，群众收入年年增长。

强龙头 带散户

镇里引进龙头企业三家，由企业保底收购，农户按标准种植，去年鲜叶收购价每斤提高两元，农户尝到了甜头。

建车间 稳就业

走进茶厂，机器轰鸣，工人正在分拣，六十岁的村民韩大山说，在家门口上班，一个月能挣三千多元，日子越过越好。
""",
    "a notice with its list of names": """关于表彰2022年度先进工作者的决定

各镇人民政府、街道办事处，市政府各部门：

根据年度考核结果，经研究，决定对下列同志予以表彰，名单如下：

秦若望

韩若水

卢怀瑾

云溪市人民政府

2023年2月8日
""",
    "a table": """2022年度部门决算表

单位名称：云溪市中医医院

金额单位：万元

项目

决算数

一、财政拨款收入

1,026.63

二、事业收入

20,325.20

三、其他收入

808.83
""",
    "a circular that passes on another one": """云溪市教育局转发市纪委通报的通知

各学校：
现将市纪委的通报转发给你们，请认真组织学习，引以为戒，严守纪律底线。

中共云溪市纪委关于三起违规收受礼品礼金问题的通报

为严肃纪律，现将三起典型问题通报如下，望各级党员干部从中吸取教训，举一反三。

中共云溪市纪委
2023年9月12日
""",
    "a caption before the dateline": """3月5日，志愿者在街头义诊。叶知秋 摄

新华社云溪3月5日电（记者叶知秋）学雷锋纪念日当天，云溪市组织百余名志愿者走上街头，为群众提供服务。

活动由团市委和市文明办主办。
""",
    "a time and an address inside a notice": """高一年级家长会通知

各位家长：请准时参加，会议安排如下，望互相转告，不要迟到。

一、会议时间

2022年2月24日（星期四）

二、会议地点

学校报告厅，具体位置请咨询班主任，邮箱：

banzhuren@example.com

云溪市第一中学

2022年2月20日
""",
    "no headline, one paragraph": "5月4日下午，市长顾远舟主持召开市政府常务会议，研究稳就业工作。",
}


@pytest.mark.parametrize("name", ONE)
def test_one_article_stays_one(name: str) -> None:
    got = split(ONE[name])
    assert len(got.articles) == 1
    article = got.articles[0]
    assert (article.start, article.end) == (0, len(ONE[name].rstrip("\n")))


def test_particulars_and_footers_around_an_article() -> None:
    raw = """首页 > 新闻中心

市农业农村局部署春耕

发布时间：2024年3月2日 来源：云溪市农业农村局 作者：苏映雪

3月1日，市农业农村局召开春耕生产会议，局长秦若望出席并讲话。

责任编辑：韩若水

上一篇：没有了

版权所有 云溪市农业农村局
"""
    got = split(raw)
    assert len(got.articles) == 1
    article = got.articles[0]
    assert raw[: article.end].endswith("出席并讲话。")
    assert texts(got, [article.headline, article.byline]) == ["市农业农村局部署春耕", "作者：苏映雪"]
    assert article.reference.date == date(2024, 3, 2)
    assert article.reference.date_source == "masthead"


@pytest.mark.parametrize("rule", ["====", "----------", "＊＊＊", "* * * *", "———————"])
def test_a_rule_parts_unrelated_documents(rule: str) -> None:
    raw = f"甲县召开表彰大会。\n\n发布时间：2021-05-06\n\n{rule}\n\n乙县召开表彰大会。\n"
    got = split(raw)
    assert [raw[a.start : a.start + 2] for a in got.articles] == ["甲县", "乙县"]
    assert [a.reference.date for a in got.articles] == [date(2021, 5, 6), None]


def test_a_round_up_of_short_news() -> None:
    items = [
        (
            "云溪上半年进出口增长一成",
            "云溪海关公布的数据显示，上半年全市货物进出口总值四十亿元，同比增长百分之十点五。",
        ),
        ("青石茶博会今天开幕", "今天（7月18日），青石镇第三届茶博会开幕，来自六个国家的一百二十家客商参展。"),
        (
            "市属高校新增八个专业",
            "记者从市教育局了解到，经省教育厅批准，市属高校今年新增本科专业八个，九月开始招生。",
        ),
    ]
    raw = "云溪联播快讯\n\n云溪网消息（云溪新闻）：\n\n" + "\n".join(
        f"{head}\n{body}" for head, body in items
    )
    got = split(raw)
    assert texts(got, [a.headline for a in got.articles]) == [head for head, _ in items]


def test_labels_of_pages_part_articles_and_belong_to_none() -> None:
    raw = (
        "01版：要闻\n云溪市出台养老新规\n本报云溪7月3日电 （记者叶知秋）云溪市近日印发养老服务办法。\n\n"
        "02版：民生\n青溪河治理收官\n本报云溪7月3日电 （记者苏映雪）青溪河综合治理工程全部完工。\n"
    )
    got = split(raw)
    assert texts(got, [a.headline for a in got.articles]) == ["云溪市出台养老新规", "青溪河治理收官"]
    assert texts(got, [a.byline for a in got.articles]) == ["记者叶知秋", "记者苏映雪"]
    assert texts(got, [a.dateline for a in got.articles]) == ["本报云溪7月3日电"] * 2


LONG = "会议要求，各单位要压实责任，抓好落实，确保各项任务落到实处，取得群众满意的成效，推动工作再上新台阶。"


def test_what_follows_a_continuation_mark_is_another_article() -> None:
    raw = (
        f"顾远舟督查安全生产工作\n\n本报讯 6月14日，市长顾远舟督查安全生产。{LONG}（下转第三版）\n\n"
        f"测点水质连续五个月达标。{LONG}\n\n柳湾大桥建成通车\n\n■本报通讯员 苏映雪\n\n昨日，柳湾大桥通车。{LONG}\n"
        "▶▶▶下转02版\n\n青溪河治理收官\n\n本报讯 6月13日，青溪河治理收官。\n"
    )
    got = split(raw)
    assert [article.continues_on for article in got.articles] == ["第三版", None, "02版", None]
    assert texts(got, [article.headline for article in got.articles]) == [
        "顾远舟督查安全生产工作",
        None,
        "柳湾大桥建成通车",
        "青溪河治理收官",
    ]


def test_on_a_newspaper_page_a_headline_is_one_that_its_lead_repeats() -> None:
    raw = (
        "云溪日报　2023年6月15日　星期四　第02版\n\n全市防汛工作会议召开\n\n"
        f"6月14日，全市防汛工作会议召开。{LONG}\n\n抓早抓小\n\n要把功夫下在平时。{LONG}\n\n"
        f"柳湾大桥建成通车\n\n6月13日，横跨青溪的柳湾大桥建成通车。{LONG}\n"
    )
    got = split(raw)
    assert texts(got, [article.headline for article in got.articles]) == [
        "全市防汛工作会议召开",
        "柳湾大桥建成通车",
    ]


def test_a_web_page_keeps_its_source_line() -> None:
    raw = (
        "<html><body><h1>顾远舟督查安全生产工作</h1><div>2020年12月30日 08:20 来源：云溪日报</div>"
        f"<p>12月29日，市长顾远舟督查安全生产。</p><p>{LONG}</p></body></html>"
    )
    (article,) = split(raw).articles
    assert texts(split(raw), [article.headline]) == ["顾远舟督查安全生产工作"]
    assert (article.reference.date, article.reference.date_source) == (date(2020, 12, 30), "masthead")


def test_line_ends_of_windows() -> None:
    got = split(PAGE.replace("\n", "\r\n"))
    assert [a.text.clean for a in got.articles] == [a.text.clean for a in split(PAGE).articles]


@given(st.text(alphabet="云溪市。，：（）\n\r 　=-版讯电上接第一关于的通知2023年1月日A", max_size=300))
def test_any_text_has_articles_in_order_within_it(raw: str) -> None:
    last = 0
    for article in split(raw).articles:
        assert last <= article.start < article.end <= len(raw)
        last = article.end
        if article.headline:
            assert article.start <= article.headline.start < article.headline.end <= article.end
        for at in range(0, len(article.text.clean), 7):
            span = article.text.raw(at, at + 1)
            assert article.start <= span.start < span.end <= article.end


def test_no_text_no_articles() -> None:
    assert split("").articles == split(" \n\n\u3000").articles == ()


def test_read_finds_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode("gb18030"))
    got = read(path)
    assert (got.doc, got.raw, got.encoding) == (str(path), PAGE, "gb18030")
    assert len(got.articles) == 4


def test_read_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binary = tmp_path / "page.pdf"
    binary.write_bytes(b"%PDF-1.4")
    latin = tmp_path / "page.txt"
    latin.write_bytes("顾远舟".encode("gb18030"))
    for path, encoding, code in (
        (tmp_path / "none.txt", None, "not-found"),
        (tmp_path, None, "unreadable"),
        (binary, None, "binary"),
        (latin, "utf-8", "encoding"),
    ):
        with pytest.raises(InputError) as error:
            read(path, encoding)
        assert error.value.code == code
        assert str(path) in error.value.message
    monkeypatch.setattr(content, "LARGEST", 4)
    with pytest.raises(InputError) as error:
        read(latin)
    assert error.value.code == "too-large"


ISSUES = [
    PAGE,
    "潭州市召开防汛会议\n\n发布时间：2021年3月4日\n\n昨日，潭州市召开会议，部署防汛工作，副市长卢怀瑾主持会议并讲话。\n",
    "快讯\n\n云溪市柳湾大桥建成\n5月3日，柳湾大桥建成通车，市长顾远舟出席仪式。\n\n云溪市图书馆开放\n图书馆昨日开放。\n",
    "\n",
]


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(ISSUES), max_size=5),
    st.sampled_from(["====", "----------", "* * * *", "＊＊＊"]),
)
def test_a_separator_keeps_documents_apart(issues: list[str], separator: str) -> None:
    whole = f"\n{separator}\n".join(issues)
    alone = [article for issue in issues for article in split(issue).articles]
    together = split(whole).articles
    assert [a.text.clean for a in together] == [a.text.clean for a in alone]
    assert [a.reference for a in together] == [a.reference for a in alone]
