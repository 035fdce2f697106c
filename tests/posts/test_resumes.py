"""Résumés: whose the posts are in lines that name nobody, and which of them are past."""

import pytest

import dibao
from dibao.types import PersonNorm

PAGE = """侯清明

现任职务：

市委副书记、市人民政府市长

职务分工：

领导市人民政府全面工作。

侯清明同志的简历

男，汉族，1972年11月出生，1992年4月加入中国共产党，1994年6月参加工作。

1994.06--1998.11 抚州市教育局科员

1998.11--2004.09 抚州市委办公室副主任（其间：1999.09--2001.11，江西师范大学学习）

2004.09--2009.05 崇仁县委副书记，县人民政府代县长

2009.05--2012.03 抚州市人民政府副市长提名人选

2012.03- 抚州市委副书记、市人民政府市长

石鸣谦

现任职务：

市人大常委会副主任

石鸣谦同志的简历

1990.07 抚州市司法局科员
1996.05 抚州市司法局副局长
2015.03 抚州市人大常委会副主任
"""


def posts(text: str) -> dict[str, list[tuple[str | None, str, str]]]:
    found = dibao.extract(text, place="抚州市", events=False)
    norms = {m.name: m.norm for m in found.mentions if isinstance(m.norm, PersonNorm)}
    return {name: [(p.org, p.title, p.status) for p in norm.posts] for name, norm in norms.items()}


def test_the_page_of_an_office() -> None:
    party, government = "中国共产党抚州市委员会", "抚州市人民政府"
    assert posts(PAGE) == {
        "侯清明": [
            (party, "副书记", "current"),
            (government, "市长", "current"),
            ("抚州市教育局", "科员", "former"),
            ("中国共产党抚州市委员会办公室", "副主任", "former"),
            ("中国共产党崇仁县委员会", "副书记", "former"),
            ("崇仁县人民政府", "代县长", "former"),
            (government, "副市长", "proposed"),
        ],
        "石鸣谦": [
            ("抚州市人民代表大会常务委员会", "副主任", "current"),
            ("抚州市司法局", "科员", "former"),
            ("抚州市司法局", "副局长", "former"),
        ],
    }


LIVES = [
    (
        "丁一鸣，女，汉族，1968年3月生。\n1990年至1994年任抚州市教育局科员；2008年6月起任抚州市文化局局长。",
        [("抚州市教育局", "科员", "former"), ("抚州市文化局", "局长", "current")],
    ),
    (
        "丁一鸣（1950年6月— ），江西抚州人，第九届全国政协委员。曾任抚州市教育局副局长。",
        [("中国人民政治协商会议全国委员会", "委员", "current"), ("抚州市教育局", "副局长", "former")],
    ),
    (
        "丁一鸣 -- 原抚州市教育局局长\n丁一鸣（1950年6月— ），江西抚州人。",
        [("抚州市教育局", "局长", "former")],
    ),
    (
        "人物生平\n丁一鸣\n●1968年高中毕业。\n●1983年任抚州市教育局副局长，1993年任抚州市文化局局长。",
        [("抚州市教育局", "副局长", "former"), ("抚州市文化局", "局长", "current")],
    ),
    (
        "丁一鸣同志简历\n1979.9-1981.7，抚州市教育局科员\n2001/09-2006/07 崇仁县委副书记\n2017.1 抚州市教育局局长",
        [
            ("抚州市教育局", "科员", "former"),
            ("中国共产党崇仁县委员会", "副书记", "former"),
            ("抚州市教育局", "局长", "current"),
        ],
    ),
    ("丁一鸣，男，45岁，抚州人。\n2019年3月，市领导到现场检查。", []),
    ("丁一鸣，男，45岁，抚州人。\n2019年3月，副市长侯清明到现场。\n2019年5月 抚州市教育局局长", []),
]


@pytest.mark.parametrize(("text", "held"), LIVES)
def test_life(text: str, held: list[tuple[str, str, str]]) -> None:
    assert posts(text).get("丁一鸣", []) == held


def test_a_post_on_the_line_above_a_heading() -> None:
    text = "抚州市教育局局长\n侯清明，男，汉族，1972年11月出生。\n抚州市文化局局长\n石鸣谦，男，汉族，1970年1月出生。"
    assert posts(text) == {
        "侯清明": [("抚州市教育局", "局长", "current")],
        "石鸣谦": [("抚州市文化局", "局长", "current")],
    }


def test_many_entries_are_read_in_proportion() -> None:
    line = "2004.09--2009.05 崇仁县委副书记，县人民政府县长\n"
    assert len(posts("侯清明同志简历\n" + 400 * line)["侯清明"]) == 2


def test_the_fields_of_a_form_are_those_of_whom_it_names() -> None:
    form = (
        "姓　　名：侯清明\n性　　别：男\n出生年月：1972年6月\n现任职务：抚州市水利局党组成员、副局长\n"
        "拟任职务：抚州市城市管理局局长人选\n\n姓名：石鸣谦\n原任职务：临川区副区长\n"
    )
    found = dibao.extract(form).mentions
    posts = {m.name: m.norm.posts for m in found if isinstance(m.norm, PersonNorm)}
    assert [(p.org, p.title, p.status) for p in posts["侯清明"]] == [
        ("抚州市水利局", "党组成员", "current"),
        ("抚州市水利局", "副局长", "current"),
        ("抚州市城市管理局", "局长", "proposed"),
    ]
    assert [(p.org, p.title, p.status) for p in posts["石鸣谦"]] == [("临川区人民政府", "副区长", "former")]
