"""The tables of organizations: what they must and must not hold, how short forms become full names."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import jieba
import pytest

from dibao.lexicon_check import faults
from dibao.tables import lexicon
from dibao.types import ORG_KINDS

TABLES = ("organs", "bodies", "org_suffixes", "org_rejects", "org_stops")


def rows(name: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a table by form."""
    out: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in lexicon.table(name).records():
        out[row["form"]].append(row)
    return out


def full_of_organ(form: str, place: str, level: str, year: int) -> str:
    """The full name by the row of the year and the level, the later one where two fit."""
    fit = [
        row
        for row in rows("organs")[form]
        if level in row["levels"].split("|") and int(row["from"] or 0) <= year <= int(row["to"] or 9999)
    ]
    return max(fit, key=lambda row: row["from"])["full"].replace("{place}", place)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_no_faults(name: str) -> None:
    assert faults(lexicon.folder() / f"{name}.tsv") == []


@pytest.mark.parametrize("name", ["organs", "bodies", "org_suffixes"])
def test_kinds_are_those_of_the_records(name: str) -> None:
    assert {row["kind"] for row in lexicon.table(name).records()} <= set(ORG_KINDS)


def test_each_organ_has_a_template_levels_and_an_order_of_years() -> None:
    for row in lexicon.table("organs").records():
        assert "{place}" in row["full"], row
        assert row["levels"], row
        assert not row["from"] or not row["to"] or row["from"] <= row["to"], row


def test_at_most_one_row_of_a_form_holds_at_a_level_and_time() -> None:
    for form, own in rows("organs").items():
        for level in ("province", "prefecture", "county", "township", "part"):
            at = [row for row in own if level in row["levels"].split("|")]
            at.sort(key=lambda row: row["from"])
            for earlier, later in pairwise(at):
                assert int(earlier["to"] or 9999) - int(later["from"] or 0) <= 1, (form, level)


@pytest.mark.parametrize(
    ("form", "place", "level", "year", "full"),
    [
        ("委", "澄江市", "prefecture", 2020, "中国共产党澄江市委员会"),
        ("政府", "澄江市", "county", 2020, "澄江市人民政府"),
        ("政协", "澄江市", "county", 2020, "中国人民政治协商会议澄江市委员会"),
        ("人大常委会", "澄江市", "county", 2020, "澄江市人民代表大会常务委员会"),
        ("纪委", "澄江市", "county", 2020, "中国共产党澄江市纪律检查委员会"),
        ("监委", "澄江市", "county", 2020, "澄江市监察委员会"),
        ("卫健委", "澄江市", "prefecture", 2020, "澄江市卫生健康委员会"),
        ("卫计委", "澄江市", "prefecture", 2016, "澄江市卫生和计划生育委员会"),
        ("文明办", "澄江市", "prefecture", 2020, "澄江市精神文明建设指导委员会办公室"),
        ("委宣传部", "澄江市", "prefecture", 2020, "中国共产党澄江市委员会宣传部"),
        ("网信办", "澄江市", "prefecture", 2016, "中国共产党澄江市委员会网络安全和信息化领导小组办公室"),
        ("网信办", "澄江市", "prefecture", 2020, "中国共产党澄江市委员会网络安全和信息化委员会办公室"),
        ("法院", "云南省", "province", 2020, "云南省高级人民法院"),
        ("法院", "澄江市", "prefecture", 2020, "澄江市中级人民法院"),
        ("法院", "通海县", "county", 2020, "通海县人民法院"),
        ("住建委", "温州市", "prefecture", 2013, "温州市住房和城乡建设委员会"),
        ("人社厅", "云南省", "province", 2020, "云南省人力资源和社会保障厅"),
        ("人社局", "通海县", "county", 2020, "通海县人力资源和社会保障局"),
        ("自规局", "通海县", "county", 2020, "通海县自然资源和规划局"),
        ("消防支队", "澄江市", "prefecture", 2010, "澄江市公安消防支队"),
        ("消防支队", "澄江市", "prefecture", 2020, "澄江市消防救援支队"),
        ("团委", "通海县", "county", 2020, "中国共产主义青年团通海县委员会"),
        ("党委", "通海县水利局", "part", 2020, "中国共产党通海县水利局委员会"),
    ],
)  # fmt: skip
def test_full_names_of_organs(form: str, place: str, level: str, year: int, full: str) -> None:
    assert full_of_organ(form, place, level, year) == full


def test_departments_are_named_by_level() -> None:
    levels = {
        form: {x for row in own for x in row["levels"].split("|")} for form, own in rows("organs").items()
    }
    for form in ("教育厅", "公安厅", "财政厅", "民政厅"):
        assert levels[form] == {"province"}
        assert "county" in levels[form.replace("厅", "局")]


def test_short_organs_do_not_stand_alone() -> None:
    for form, own in rows("organs").items():
        if len(form) == 1 or form in ("政府", "法院", "检察院", "公安局", "派出所", "党委", "人民政府"):
            assert {row["bare"] for row in own} == {"0"}, form


def test_bodies_have_one_row_a_form() -> None:
    assert all(len(own) == 1 for own in rows("bodies").values())


@pytest.mark.parametrize(
    ("form", "full", "kind"),
    [
        ("国务院", "国务院", "government"),
        ("国家监委", "国家监察委员会", "discipline"),
        ("全国总工会", "中华全国总工会", "group"),
        ("新华社", "新华通讯社", "media"),
        ("中新网", "中国新闻网", "media"),
        ("国开行", "国家开发银行", "company"),
        ("中纪委", "中国共产党中央纪律检查委员会", "discipline"),
        ("中组部", "中国共产党中央委员会组织部", "party"),
        ("最高法", "最高人民法院", "court"),
        ("全国政协", "中国人民政治协商会议全国委员会", "cppcc"),
        ("国家发改委", "国家发展和改革委员会", "government"),
        ("世卫组织", "世界卫生组织", "group"),
        ("湘雅医院", "湘雅医院", "hospital"),
        ("华为", "华为", "company"),
        ("北大", "北大", "school"),
    ],
)
def test_names_of_bodies(form: str, full: str, kind: str) -> None:
    (row,) = rows("bodies")[form]
    assert (row["full"], row["kind"]) == (full, kind)


def test_companies_schools_and_hospitals_keep_their_form() -> None:
    for row in lexicon.table("bodies").records():
        bank = row["full"].endswith(("银行", "交易所"))
        if row["kind"] in ("school", "hospital") or (row["kind"] == "company" and not bank):
            assert row["full"] == row["form"], row


def test_a_body_knows_its_whole_name() -> None:
    known = rows("bodies")
    for row in lexicon.table("bodies").records():
        assert row["full"] in known, row
        assert not row["body"] or row["body"] in known, row


@pytest.mark.parametrize("form", ["苹果", "小米", "党", "人大", "中央", "求是", "故宫", "新党", "联通"])
def test_ordinary_words_are_no_bodies_or_say_so(form: str) -> None:
    assert {row["ambiguous"] for row in rows("bodies")[form]} <= {"1"}


def test_a_form_of_one_character_is_ambiguous() -> None:
    for row in lexicon.table("bodies").records():
        assert len(row["form"]) > 1 or row["ambiguous"] == "1", row


def test_strong_heads_are_at_least_two_characters() -> None:
    for row in lexicon.table("org_suffixes").records():
        assert row["strength"] == "weak" or row["internal"] == "1" or len(row["form"]) > 1, row


@pytest.mark.parametrize(
    "form", ["有限公司", "委员会", "大学", "医院", "领导小组", "指挥部", "研究院", "出版社"]
)
def test_strong_heads(form: str) -> None:
    (row,) = rows("org_suffixes")[form]
    assert (row["strength"], row["internal"]) == ("strong", "0")


@pytest.mark.parametrize("form", ["局", "部", "处", "会", "院", "所", "集团", "公司", "学校", "小学", "支行"])
def test_weak_heads(form: str) -> None:
    (row,) = rows("org_suffixes")[form]
    assert row["strength"] == "weak"


def test_a_reject_holds_a_head_and_is_none() -> None:
    heads = set(lexicon.table("org_suffixes").forms()) | set(lexicon.table("organs").forms())
    ends = heads | set(lexicon.table("place_suffixes").forms())
    for form in lexicon.table("org_rejects").forms():
        assert form not in heads, form
        parts = {form[a:b] for a in range(len(form)) for b in range(a + 1, len(form) + 1)}
        assert parts & ends, form


def test_no_reject_is_a_body() -> None:
    rejects = set(lexicon.table("org_rejects").forms())
    bodies = {row["form"] for row in lexicon.table("bodies").records() if row["ambiguous"] != "1"}
    assert not bodies & rejects


def test_no_hard_edge_inside_a_full_name_of_an_organ() -> None:
    hard = {row["form"] for row in lexicon.table("org_stops").records() if row["strength"] == "hard"}
    for row in lexicon.table("organs").records():
        tail = row["full"].split("{place}")[-1]
        assert not hard & set(jieba.lcut(tail)), row


@pytest.mark.parametrize("form", ["和", "与", "及", "发展", "服务", "管理"])
def test_words_inside_names_are_soft_edges(form: str) -> None:
    assert rows("org_stops")[form][0]["strength"] == "soft"


@pytest.mark.parametrize("form", ["在", "由", "向", "对", "是", "到", "担任", "来到", "位于", "的", "以及"])
def test_hard_edges(form: str) -> None:
    assert rows("org_stops")[form][0]["strength"] == "hard"


def test_forms_hold_no_space_or_full_width_sign() -> None:
    for name in TABLES:
        for form in lexicon.table(name).forms():
            assert not re.search(r"[\s\uff01-\uff5e]", form), form
