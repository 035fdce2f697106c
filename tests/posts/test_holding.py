"""What a title is held in, and with which status, where no organization stands directly before it."""

import pytest

import dibao
from dibao.types import PersonNorm, TitleNorm

POSTS = [
    ("外交部长万毅出席。", "万毅", ("外交部", "外交部长", "current")),
    ("市公安局长石立讲话。", "石立", ("抚州市公安局", "公安局长", "current")),
    ("市委常委、宣传部长丁一鸣讲话。", "丁一鸣", ("中国共产党抚州市委员会", "宣传部长", "current")),
    ("国务委员方怀瑾主持会议。", "方怀瑾", ("国务院", "国务委员", "current")),
    ("免去万平的抚州市教育局副局长职务。", "万平", ("抚州市教育局", "副局长", "former")),
    ("会见越南共产党中央委员会总书记、国家主席阮文德。", "阮文德", ("越南", "国家主席", "current")),
    ("渥太华市市长约翰·布朗到场。", "约翰·布朗", ("渥太华市政府", "市长", "current")),
    ("布朗总统致辞。", "布朗", (None, "总统", "current")),
    ("区委副书记、区长候选人丁一鸣讲话。", "丁一鸣", (None, "区长", "proposed")),
    ("副市长提名人选丁一鸣讲话。", "丁一鸣", ("抚州市人民政府", "副市长", "proposed")),
    ("市卫健委主任石立、四级高级法官万平出席。", "万平", (None, "四级高级法官", "current")),
    ("全国政协常委、民革中央副主席石立说。", "石立", ("中国人民政治协商会议全国委员会", "常委", "current")),
    ("日本首相佐藤健司来访。", "佐藤健司", (None, "首相", "current")),
    ("绍兴一中校友、作家丁一鸣来访。", "丁一鸣", ("绍兴一中", "校友", "current")),
    ("香港特区行政长官石立说。", "石立", ("香港特别行政区政府", "行政长官", "current")),
    ("副主任石鸣谦老师和团委副书记田雨老师接待来客。", "石鸣谦", (None, "老师", "current")),
    ("崇仁县石坪镇党委书记、镇长田雨讲话。", "田雨", ("崇仁县石坪镇人民政府", "镇长", "current")),
    ("山塘村党支部书记田雨到场。", "田雨", ("中国共产党山塘村支部委员会", "书记", "current")),
    ("该村党支部书记田雨到场。", "田雨", ("村党支部", "书记", "current")),
    ("山塘村主任田雨到场。", "田雨", ("山塘村村民委员会", "主任", "current")),
]


@pytest.mark.parametrize(("text", "name", "post"), POSTS)
def test_post(text: str, name: str, post: tuple[str, str, str]) -> None:
    found = dibao.extract(text, place="抚州市", events=False)
    norms = [m.norm for m in found.mentions if m.name == name]
    assert [
        (p.org, p.title, p.status)
        for n in norms
        if isinstance(n, PersonNorm)
        for p in n.posts
        if p.title == post[1]
    ] == [post]


def test_a_post_before_a_name_is_not_that_of_the_name_before() -> None:
    found = dibao.extract("方致远校长和副校长石鸣谦参加。", events=False)
    posts = {
        m.name: [p.title for p in m.norm.posts] for m in found.mentions if isinstance(m.norm, PersonNorm)
    }
    assert posts == {"方致远": ["校长"], "石鸣谦": ["副校长"]}


def test_a_title_of_one_removed_says_so_itself() -> None:
    found = dibao.extract("免去万平的抚州市教育局副局长职务。", events=False)
    assert [m.norm for m in found.mentions if m.type == "title"] == [TitleNorm("former", "抚州市教育局")]


def test_posts_in_the_committee_of_the_school_that_an_article_is_about() -> None:
    text = "绍兴一中举行开学典礼，绍兴一中师生参加。校党委书记、校长方致远讲话，学校党委副书记侯清明主持。"
    found = dibao.extract(text, events=False).mentions
    held = {m.name: m.norm.org for m in found if isinstance(m.norm, TitleNorm)}
    assert held == {"党委书记": "绍兴一中", "校长": "绍兴一中", "党委副书记": "绍兴一中"}


LISTS = [
    (
        "石鸣谦曾任抚州市教育局局长，崇仁县委副书记、县长。",
        [("抚州市教育局", "former"), ("中国共产党崇仁县委员会", "former"), ("崇仁县人民政府", "former")],
    ),
    (
        "石鸣谦现任抚州市教育局局长，拟任市委副书记，崇仁县委书记。",
        [
            ("抚州市教育局", "current"),
            ("中国共产党抚州市委员会", "proposed"),
            ("中国共产党崇仁县委员会", "proposed"),
        ],
    ),
    ("石鸣谦，男，汉族，拟任抚州市副市长。", [("抚州市人民政府", "proposed")]),
    ("石鸣谦任组长，各单位负责人、市教育局局长章雪一为成员。", [(None, "current")]),
    ("市政府祝贺石鸣谦当选连任崇仁县县长。", [("崇仁县人民政府", "current")]),
]


@pytest.mark.parametrize(("text", "held"), LISTS)
def test_posts_told_one_after_another(text: str, held: list[tuple[str | None, str]]) -> None:
    found = dibao.extract(text, place="抚州市", events=False)
    norm = next(m.norm for m in found.mentions if m.name == "石鸣谦")
    assert isinstance(norm, PersonNorm)
    assert [(p.org, p.status) for p in norm.posts] == held


def test_organs_listed_with_their_people_share_their_place() -> None:
    text = "会上，崇仁县公安局经侦大队大队长石鸣谦、水警大队教导员章雪一、督察大队大队长丁一鸣发言。"
    held = [m.norm.org for m in dibao.extract(text, events=False).mentions if isinstance(m.norm, TitleNorm)]
    place = "崇仁县公安局"
    assert held == [f"{place}经济犯罪侦查大队", f"{place}水上警察大队", f"{place}警务督察大队"]
