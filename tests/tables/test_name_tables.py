"""The tables of names, words and characters: sizes, known rows, and that folding keeps offsets."""

from __future__ import annotations

import pytest

from dibao.tables import lexicon

TABLES = [
    "surnames",
    "given_names",
    "words",
    "folding",
    "unfolding",
    "transliteration",
    "foreign_names",
    "japanese_surnames",
    "minority_names",
]


@pytest.mark.parametrize("name", TABLES)
def test_size_order_and_header(name: str) -> None:
    table = lexicon.table(name)
    assert len(table.rows) >= int(table.header["minimum"])
    assert table.header["source"] and table.header["license"]
    lines = ["\t".join(row) for row in table.rows]
    assert lines == sorted(lines)
    assert len(set(table.forms())) == len(lines)


@pytest.mark.parametrize("name", TABLES)
def test_closed_vocabularies(name: str) -> None:
    table = lexicon.table(name)
    for column in table.columns[1:]:
        if column in table.header:
            allowed = {word.strip() for word in table.header[column].split(",")}
            at = table.columns.index(column)
            assert {cell for row in table.rows for cell in row[at].split("|")} <= allowed


def test_rare_and_compound_surnames() -> None:
    forms = set(lexicon.table("surnames").forms())
    rare = "仓平封肖邸邝芮缪亓逄仝卓佟麦苑晏岳阚揭尧牟冼佘朴崔阮覃付闫邱代"
    assert set(rare) <= forms
    compound = "欧阳 上官 司马 诸葛 皇甫 尉迟 东方 令狐 慕容 司徒 长孙 端木 南宫 呼延 申屠"
    assert set(compound.split()) <= forms


def test_surnames_of_the_source_that_are_none() -> None:
    forms = set(lexicon.table("surnames").forms())
    assert not forms & set("静小洋颖丽莹欣晶晓佳於的了我")


@pytest.mark.parametrize("form", list("于时和常全方高向经任关强平都应单双白黄马水"))
def test_surname_that_is_mostly_a_word(form: str) -> None:
    ambiguous = lexicon.table("surnames").mapping("ambiguous")
    assert ambiguous[form] == "1"


@pytest.mark.parametrize("form", list("李张刘陈赵徐朱郭邓吕潘崔"))
def test_surname_that_is_hardly_a_word(form: str) -> None:
    assert lexicon.table("surnames").mapping("ambiguous")[form] == ""


def test_positions_of_given_names() -> None:
    table = lexicon.table("given_names")
    first, second = ({k: float(v) for k, v in table.mapping(c).items()} for c in ("first", "second"))
    assert all(first[c] > 3 * second[c] for c in "晓建志永小")
    assert all(second[c] > 2 * first[c] for c in "强涛娟霞杰")
    for column in (first, second):
        assert sum(column.values()) == pytest.approx(1_000_000, rel=0.05)


def test_sex_of_given_names() -> None:
    male = lexicon.table("given_names").mapping("male")
    assert all(float(male[c]) > 0.8 for c in "军刚强伟")
    assert all(float(male[c]) < 0.2 for c in "娟丽芳娜")


def test_words_are_words() -> None:
    words = lexicon.table("words").mapping("freq")
    ordinary = "明白 武功 文明 黄金 明星 高峰 陆军 查明 祝福 和平 微信 方案 于是 应该 城市 任命"
    assert all(int(words[word]) > 100 for word in ordinary.split())


def test_no_people_and_places_among_the_words() -> None:
    words = set(lexicon.table("words").forms())
    names = "诸葛亮 曹操 李白 刘备 林彪 俊杰 志强 北京 长沙 湖南 国务院 欧阳 司马"
    assert not words & set(names.split())


def test_tags_of_function_words() -> None:
    tag = lexicon.table("words").mapping("tag")
    expected = {
        "在": "p",
        "和": "c",
        "对": "p",
        "由": "p",
        "据": "p",
        "将": "d",
        "被": "p",
        "的": "u",
        "了": "u",
    }
    assert {word: tag[word] for word in expected} == expected


def test_words_stay_small() -> None:
    path = lexicon.folder() / "words.tsv"
    assert path.stat().st_size < 3_000_000
    assert max(map(len, lexicon.table("words").forms())) <= 4


def test_folding_keeps_offsets() -> None:
    fold = lexicon.table("folding").mapping("to")
    assert all(len(form) == len(to) == 1 and form != to for form, to in fold.items())
    assert not set(fold.values()) & set(fold)


def test_folding_spares_simplified_text() -> None:
    fold = lexicon.table("folding").mapping("to")
    forms = [form for name in ("words", "given_names", "surnames") for form in lexicon.table(name).forms()]
    assert not set("".join(forms)) & set(fold)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("縣政府後勤辦公廳", "县政府后勤办公厅"),
        ("關於幹部為什麼瞭解情況", "关于干部为什么了解情况"),
        ("臺灣裏屋裡邊", "台湾里屋里边"),
        ("乾隆著作", "乾隆著作"),
        ("⼈⺠⻓", "人民长"),
    ],
)
def test_folding(traditional: str, simplified: str) -> None:
    table = {ord(k): v for k, v in lexicon.table("folding").mapping("to").items()}
    assert traditional.translate(table) == simplified


def test_unfolding_writes_organs() -> None:
    table = {ord(k): v for k, v in lexicon.table("unfolding").mapping("to").items()}
    assert "卫生健康委员会办公厅".translate(table) == "衛生健康委員會辦公廳"
    fold = lexicon.table("folding").mapping("to")
    assert all(fold[to] == form for form, to in lexicon.table("unfolding").mapping("to").items())


def test_transliteration_strength() -> None:
    strength = lexicon.table("transliteration").mapping("strength")
    assert all(strength[c] == "strong" for c in "斯尔克弗娜茨")
    assert all(strength.get(c, "weak") == "weak" for c in "大中安的李")


@pytest.mark.parametrize("form", ["约翰", "迈克尔", "史密斯", "特朗普", "普京", "布什", "克林顿", "拜登"])
def test_known_foreign_names(form: str) -> None:
    assert form in lexicon.table("foreign_names").mapping("kind")


def test_other_names() -> None:
    assert {"安倍", "小泉", "田中", "佐藤", "小泽", "齐藤"} <= set(lexicon.table("japanese_surnames").forms())
    people = lexicon.table("minority_names").mapping("people")
    assert people["买买提"] == "uyghur"
    assert {people[name] for name in ("次仁", "扎西", "多吉", "卓玛")} == {"tibetan"}
    assert people["巴特尔"] == "mongol"
