"""The tables of divisions, countries, regions, foreign places and place suffixes hold together."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dibao.tables import lexicon

TABLES = ("divisions", "countries", "regions", "foreign_places", "place_suffixes", "place_rejects")
LEVELS = ("province", "prefecture", "county")


def rows(name: str) -> list[dict[str, str]]:
    return list(lexicon.table(name).records())


def named(form: str, code: str | None = None) -> dict[str, str]:
    """The one division of a form, or of a form and code."""
    got = [r for r in rows("divisions") if r["form"] == form and code in (None, r["code"])]
    assert len(got) == 1, f"{form} {code}: {len(got)} rows"
    return got[0]


@pytest.mark.parametrize("name", TABLES)
def test_holds_the_rows_that_its_header_promises(name: str) -> None:
    table = lexicon.table(name)
    assert len(table.rows) >= int(table.header["minimum"])
    assert table.header["source"] and table.header["license"]


@pytest.mark.parametrize("name", TABLES)
def test_is_sorted_by_code_point(name: str) -> None:
    lines = ["\t".join(row) for row in lexicon.table(name).rows]
    assert lines == sorted(lines)


@pytest.mark.parametrize("name", TABLES)
def test_cells_keep_to_the_vocabularies_and_patterns_of_the_header(name: str) -> None:
    table = lexicon.table(name)
    for column in table.columns:
        values = {record[column] for record in table.records()}
        if column in table.header:
            assert values <= {value.strip() for value in table.header[column].split(",")}
        if pattern := table.header.get(f"pattern {column}"):
            assert [value for value in values if not re.fullmatch(pattern, value)] == []


@pytest.mark.parametrize("name", [name for name in TABLES if name != "divisions"])
def test_has_each_form_once(name: str) -> None:
    assert [form for form, n in Counter(lexicon.table(name).forms()).items() if n > 1] == []


@pytest.mark.parametrize(
    ("name", "column"), [("divisions", "short"), ("countries", "variants"), ("foreign_places", "variants")]
)
def test_values_of_a_cell_differ_from_the_form_and_from_one_another(name: str, column: str) -> None:
    for row in rows(name):
        values = [value for value in row[column].split("|") if value]
        assert len(set(values)) == len(values), row
        assert row["form"] not in values, row


def test_divisions_are_unique_by_code_and_form_and_current_ones_by_code() -> None:
    divisions = rows("divisions")
    keys = Counter((r["code"], r["form"]) for r in divisions)
    codes = Counter(r["code"] for r in divisions if not r["to"])
    assert [key for counts in (keys, codes) for key, n in counts.items() if n > 1] == []


def test_divisions_form_a_tree_of_falling_levels() -> None:
    divisions = rows("divisions")
    levels: dict[str, set[str]] = {}
    for row in divisions:
        levels.setdefault(row["code"], set()).add(row["level"])
    for row in divisions:
        if row["level"] == "province":
            assert row["parent"] == "", row
        else:
            above = LEVELS[: LEVELS.index(row["level"])]
            assert levels.get(row["parent"], set()) & set(above), row


def test_a_current_division_lies_in_a_current_one_of_its_province() -> None:
    current = {r["code"]: r for r in rows("divisions") if not r["to"]}
    for code, row in current.items():
        if row["parent"]:
            assert row["parent"] in current, row
            assert row["parent"][:2] == code[:2], row


def test_there_are_34_provinces_each_with_its_abbreviation() -> None:
    provinces = [r for r in rows("divisions") if r["level"] == "province"]
    assert len(provinces) == 34
    assert len({r["abbr"] for r in provinces}) == 34
    assert all(len(r["abbr"]) == 1 for r in provinces)


def test_current_divisions_are_as_many_as_the_statistics_say() -> None:
    """China Statistical Yearbook 2024: 333 prefectures and 2,844 counties on the mainland."""
    mainland = [r for r in rows("divisions") if not r["to"] and r["code"][:2] not in ("71", "81", "82")]
    count = Counter(r["level"] for r in mainland)
    assert count["prefecture"] == 333
    assert abs(count["county"] - 2844) <= 5


def test_short_forms_have_two_characters_or_more_and_begin_as_the_name_does() -> None:
    for row in rows("divisions"):
        for short in filter(None, row["short"].split("|")):
            assert len(short) >= 2, row
            assert len(short) < len(row["form"]), row


def test_no_lower_division_takes_the_short_name_of_a_province() -> None:
    divisions = rows("divisions")
    provinces = {s for r in divisions if r["level"] == "province" for s in r["short"].split("|")}
    takers = [
        r["form"] for r in divisions if r["level"] != "province" and provinces & set(r["short"].split("|"))
    ]
    assert takers == []


def test_years_run_forward() -> None:
    for row in rows("divisions"):
        if row["from"] and row["to"]:
            assert row["from"] <= row["to"], row


@pytest.mark.parametrize(
    ("form", "code", "parent", "short"),
    [
        ("衡阳市", "430400", "430000", "衡阳"),
        ("石鼓区", "430407", "430400", "石鼓"),
        ("祁东县", "430426", "430400", "祁东"),
        ("恩施土家族苗族自治州", "422800", "420000", "恩施州"),
        ("内蒙古自治区", "150000", "", "内蒙古"),
        ("广西壮族自治区", "450000", "", "广西"),
        ("香港特别行政区", "810000", "", "香港"),
        ("阿鲁科尔沁旗", "150421", "150400", "阿鲁科尔沁"),
        ("浦东新区", "310115", "310000", "浦东"),
        ("神农架林区", "429021", "420000", "神农架"),
        ("鄂伦春自治旗", "150723", "150700", "鄂伦春旗"),
        ("东乡族自治县", "622926", "622900", "东乡县"),
        ("台北市", "710100", "710000", "台北"),
    ],
)
def test_known_divisions(form: str, code: str, parent: str, short: str) -> None:
    row = named(form, code)
    assert row["parent"] == parent
    assert short in row["short"].split("|")
    assert row["to"] == ""


@pytest.mark.parametrize(
    ("form", "code", "to"),
    [
        ("襄樊市", "420600", "2010"),
        ("崇文区", "110103", "2010"),
        ("闸北区", "310108", "2015"),
        ("莱芜市", "371200", "2019"),
        ("萧山市", "330181", "2001"),
        ("郴州地区", "432800", "1994"),
    ],
)
def test_former_divisions_say_when_they_ended(form: str, code: str, to: str) -> None:
    assert abs(int(named(form, code)["to"]) - int(to)) <= 1


@pytest.mark.parametrize(
    "form", ["朝阳区", "安康市", "和平区", "通道侗族自治县", "大厂回族自治县", "无为市", "和政县"]
)
def test_short_names_that_are_words_are_marked(form: str) -> None:
    assert {r["ambiguous"] for r in rows("divisions") if r["form"] == form and r["short"]} == {"1"}


@pytest.mark.parametrize("form", ["衡阳市", "长沙市", "祁东县", "顺德区", "浏阳市"])
def test_plain_short_names_are_not_marked(form: str) -> None:
    assert named(form)["ambiguous"] == ""


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("countries", "俄罗斯"), ("countries", "老挝"), ("regions", "长三角"), ("regions", "淮河"),
        ("regions", "苏联"), ("regions", "人民大会堂"), ("foreign_places", "莫斯科"),
        ("foreign_places", "加利福尼亚州"),
    ],
)  # fmt: skip
def test_known_places(name: str, form: str) -> None:
    assert form in lexicon.table(name).forms()


def test_variants_of_countries_are_found() -> None:
    countries = {r["form"]: r for r in rows("countries")}
    assert "寮国" in countries["老挝"]["variants"].split("|")
    assert countries["俄罗斯"]["code"] == "RU"
    assert countries["俄罗斯"]["full"] == "俄罗斯联邦"


def test_foreign_places_name_a_country_of_the_table() -> None:
    countries = set(lexicon.table("countries").forms())
    assert {r["country"] for r in rows("foreign_places")} <= countries


@pytest.mark.parametrize(
    ("form", "strength"),
    [
        ("大道", "strong"),
        ("片区", "strong"),
        ("高新区", "alone"),
        ("水库", "strong"),
        ("路", "weak"),
        ("村", "weak"),
        ("山", "weak"),
    ],
)
def test_strength_of_place_suffixes(form: str, strength: str) -> None:
    assert lexicon.table("place_suffixes").mapping("strength")[form] == strength


def test_a_reject_holds_the_place_that_it_denies() -> None:
    known = {
        form
        for name in ("divisions", "countries", "regions", "foreign_places")
        for form in lexicon.table(name).forms()
    }
    known |= {v for r in rows("divisions") for v in r["short"].split("|")}
    known |= {v for r in rows("countries") for v in (r["full"], *r["variants"].split("|"))}
    known |= {v for r in rows("foreign_places") for v in r["variants"].split("|")}
    for row in rows("place_rejects"):
        assert row["form"] not in known, row
        for held in row["holds"].split("|"):
            assert held in row["form"], row
            assert held in known, row
