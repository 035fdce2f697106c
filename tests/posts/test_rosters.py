"""Rosters: whose the posts are in columns set apart by blanks, and whose a label's title is."""

import pytest

import dibao
from dibao.types import PersonNorm

LEADING_GROUP = """关于成立衡阳市河湖整治工作领导小组的通知

各县市区人民政府：
    经研究，决定成立衡阳市河湖整治工作领导小组，组成人员名单如下：
    组　长：顾远舟　　市委副书记、市长
    副组长：孟　岚　　市委常委、副市长
            钱立群　　市政府秘书长
    成　员：周建平　　市政府办公室副主任
            田　野　　市财政局局长
            陆明　　　市水利局　党组书记
    领导小组下设办公室，办公室设在市水利局。
"""
GROUP = "衡阳市河湖整治工作领导小组"


def posts(text: str, **given: str) -> dict[str, list[tuple[str | None, str]]]:
    found = dibao.extract(text, **given)  # type: ignore[arg-type]
    people = [m for m in found.mentions if isinstance(m.norm, PersonNorm)]
    return {m.name: [(p.org, p.title) for p in m.norm.posts] for m in people}  # type: ignore[union-attr]


def test_what_stands_behind_a_name_in_its_line_is_that_names() -> None:
    found = posts(LEADING_GROUP)
    assert found["周建平"] == [("衡阳市人民政府办公室", "副主任")]
    assert found["田野"] == [("衡阳市财政局", "局长")]
    assert found["陆明"] == [("衡阳市水利局", "党组书记")]


def test_a_labels_title_is_held_in_the_body_by_all_until_the_next_label() -> None:
    found = posts(LEADING_GROUP)
    assert (GROUP, "组长") in found["顾远舟"] and ("衡阳市人民政府", "市长") in found["顾远舟"]
    assert (GROUP, "副组长") in found["孟岚"] and (GROUP, "副组长") in found["钱立群"]
    assert ("衡阳市人民政府", "秘书长") in found["钱立群"]
    assert not any(org == GROUP for org, _ in found["周建平"])


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("1  顾远舟  市财政局    局长\n2  陆  明  市水利局    副局长\n", "顾远舟", ("衡阳市财政局", "局长")),
        ("1  顾远舟  市财政局    局长\n2  陆  明  市水利局    副局长\n", "陆明", ("衡阳市水利局", "副局长")),
        ("田  野  女  1975年3月  市卫健委  主任\n", "田野", ("衡阳市卫生健康委员会", "主任")),
        ("联络员：郑凯  市水务局科员\n市长 杨建国\n", "杨建国", ("衡阳市人民政府", "市长")),
        (
            "委    员：（按姓氏笔画为序）\n丁一鸣    田  野\n吕  青    朱德明（女）\n",
            "朱德明",
            (None, "委员"),
        ),
        ("市　长　杨建国\n", "杨建国", ("衡阳市人民政府", "市长")),
        ("顾远舟 市财政局局长 陆明 市水利局副局长\n", "陆明", ("衡阳市水利局", "副局长")),
    ],
)
def test_rows_in_other_forms(text: str, name: str, expected: tuple[str | None, str]) -> None:
    assert posts(text, place="衡阳市", ref_date="2019-05-08")[name] == [expected]


@pytest.mark.parametrize(
    "text",
    ["孟岚、陆明 县领导钱立群参加。\n", "顾远舟 市长钱立群出席会议。\n"],
)
def test_a_post_before_a_name_without_a_gap_is_the_latters(text: str) -> None:
    assert posts(text, place="衡阳市")["钱立群"] != []


def test_labels_set_to_a_width_are_read_as_one_word() -> None:
    titles = [m.text for m in dibao.extract("组　长：孟岚\n副 主 任：陆明\n").mentions if m.type == "title"]
    assert titles == ["组　长", "副 主 任"]


OFFICES = [
    ("领导小组下设办公室，办公室设在市水利局，由陆明同志兼任办公室主任。", f"{GROUP}办公室"),
    ("领导小组办公室设在市水利局，办公室主任由陆明兼任。", f"{GROUP}办公室"),
    ("市河长制办公室设在市水利局，办公室主任由市水利局副局长陆明担任。", "衡阳市河长制办公室"),
]


@pytest.mark.parametrize(("text", "org"), OFFICES)
def test_an_office_is_that_of_the_body_and_its_head_who_takes_it(text: str, org: str) -> None:
    assert (org, "主任") in posts(f"市政府决定成立{GROUP}。\n{text}\n", place="衡阳市")["陆明"]


@pytest.mark.parametrize("text", ["各乡镇人民政府，各街道办事处：", "县区政府要负责。", "各县市区委、政府"])
def test_unnamed_kinds_of_organs_are_no_organization(text: str) -> None:
    assert [m.text for m in dibao.extract(text).mentions if m.type == "org"] == []
