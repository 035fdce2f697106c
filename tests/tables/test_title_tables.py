"""The tables of posts and of the words beside a name: their form, and what they must and must not hold."""

from __future__ import annotations

import re

import pytest

from dibao.tables import lexicon

TABLES = ("titles", "title_fields", "title_prefixes", "title_rejects", "honorifics", "name_cues")


def split_title(text: str) -> tuple[list[str], str] | None:
    """A title as its span's prefixes and its longest listed core; None where the tables do not cover it."""
    titles = {row["form"]: row["combines"] for row in lexicon.table("titles").records()}
    prefixes = {row["form"] for row in lexicon.table("title_prefixes").records() if row["effect"] == "in"}
    if text in titles:
        return [], text
    for cut in range(len(text) - 1, 0, -1):
        if text[:cut] in prefixes and (rest := split_title(text[cut:])):
            inner, core = rest
            return None if titles[core] == "fixed" else ([text[:cut], *inner], core)
    return None


@pytest.mark.parametrize("name", TABLES)
def test_each_row_keeps_the_promises_of_the_header(name: str) -> None:
    table = lexicon.table(name)
    assert {"about", "source", "license", "minimum"} <= set(table.header)
    assert len(table.rows) >= int(table.header["minimum"])
    key = [table.column(c) for c in table.header.get("key", "form").split(",")]
    keys = [tuple(row[i] for i in key) for row in table.rows]
    assert len(set(keys)) == len(keys)
    lines = ["\t".join(row) for row in table.rows]
    assert lines == sorted(lines)
    for column in table.columns:
        at = table.column(column)
        if column in table.header:
            allowed = {"", *table.header[column].split(", ")}
            assert {value for row in table.rows for value in row[at].split("|")} <= allowed, column
        if pattern := table.header.get(f"pattern {column}"):
            assert all(re.fullmatch(pattern, row[at]) for row in table.rows if row[at]), column


@pytest.mark.parametrize("name", TABLES)
def test_forms_are_plain_simplified_text(name: str) -> None:
    for form in lexicon.table(name).forms():
        assert re.fullmatch(r"[\u4e00-\u9fff]+|[A-Z]{2,4}", form), form


@pytest.mark.parametrize("name", ["titles", "title_prefixes"])
def test_required_cells_are_filled(name: str) -> None:
    needed = {
        "titles": ("kind", "holder", "combines", "official", "evidence"),
        "title_prefixes": ("effect", "order"),
    }[name]
    for row in lexicon.table(name).records():
        assert all(row[column] for column in needed), row


@pytest.mark.parametrize(
    ("text", "prefixes", "core"),
    [
        ("市长", [], "市长"),
        ("代市长", ["代"], "市长"),
        ("常务副县长", ["常务副"], "县长"),
        ("党组副书记", ["党组", "副"], "书记"),
        ("代理检察长", ["代理"], "检察长"),
        ("副总工程师", ["副"], "总工程师"),
        ("党委专职副书记", ["党委", "专职副"], "书记"),
        ("名誉副会长", ["名誉副"], "会长"),
        ("高级副总裁", ["高级副"], "总裁"),
        ("副主任医师", ["副"], "主任医师"),
        ("第一副总理", ["第一副"], "总理"),
        ("纪委副书记", [], "纪委副书记"),
    ],
)
def test_a_title_is_prefixes_and_a_core(text: str, prefixes: list[str], core: str) -> None:
    assert split_title(text) == (prefixes, core)


@pytest.mark.parametrize("text", ["副国王", "代上将", "委员会", "主席台", "记者站", "拟任主任", "前市长"])
def test_what_is_no_title(text: str) -> None:
    assert split_title(text) is None


def test_every_reject_hides_a_title_and_is_none() -> None:
    titles = set(lexicon.table("titles").forms())
    for row in lexicon.table("title_rejects").records():
        form = row["form"]
        assert form not in titles
        if row["how"] == "inside":
            parts = {form[a:b] for a in range(len(form)) for b in range(a + 2, len(form) + 1)}
            assert parts & titles, form


def test_every_crossing_reject_begins_inside_a_title() -> None:
    ends = {form[cut:] for form in lexicon.table("titles").forms() for cut in range(1, len(form))}
    rows = [row["form"] for row in lexicon.table("title_rejects").records() if row["how"] == "crosses"]
    assert rows
    for form in rows:
        assert any(form[:cut] in ends for cut in range(1, len(form))), form


def is_ruled_out(text: str, title: str) -> bool:
    """Whether a reject rules out the one place where the title stands in the text."""
    start = text.index(title)
    end = start + len(title)
    for row in lexicon.table("title_rejects").records():
        at = text.find(row["form"])
        stop = at + len(row["form"])
        if at >= 0 and ((at <= start and end <= stop) if row["how"] == "inside" else start < at < end < stop):
            return True
    return False


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("市人民代表大会常务委员会", "代表"),
        ("学校长期资助贫困家庭", "校长"),
        ("山西省长治市", "省长"),
        ("确保安全生产", "保安"),
        ("市总工会", "总工"),
        ("拨打市长热线", "市长"),
        ("广大师生踊跃参加", "大师"),
        ("各部门将协调推进", "门将"),
        ("史书记载", "书记"),
        ("中国记者节", "记者"),
    ],
)
def test_words_that_only_look_like_titles(text: str, title: str) -> None:
    assert is_ruled_out(text, title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("市长安国良", "市长"),
        ("市长江一舟", "市长"),
        ("律师范文清", "律师"),
        ("书记张春山", "书记"),
        ("免去其主任职务", "主任"),
        ("理事项文达", "理事"),
        ("企业代表发言", "代表"),
        ("车主张伟民", "车主"),
        ("校长王一鸣表示", "校长"),
    ],
)
def test_rejects_leave_real_titles_alone(text: str, title: str) -> None:
    assert not is_ruled_out(text, title)


def takes_field(text: str) -> bool:
    """Whether a title is a specialty and a core that takes its class."""
    fields = lexicon.table("title_fields").mapping("class")
    takes = lexicon.table("titles").mapping("fields")
    return any(
        set(fields[text[:cut]].split("|")) & set(takes[text[cut:]].split("|"))
        for cut in range(2, len(text) - 1)
        if text[:cut] in fields and text[cut:] in takes
    )


@pytest.mark.parametrize(
    "text",
    [
        "历史教师", "体育教研组长", "财务总监", "民政局长", "军事专家", "电气工程师", "出租车司机",
        "骨科医生", "紫砂艺术家", "乒乓球教练", "刑法学教授",
    ],
)  # fmt: skip
def test_a_specialty_before_its_core(text: str) -> None:
    assert takes_field(text)


@pytest.mark.parametrize("text", ["语文市长", "财务记者", "足球书记", "出租车教授", "教育院士"])
def test_a_specialty_before_another_core(text: str) -> None:
    assert not takes_field(text)


def test_combines_organ_is_organ_and_post_side_by_side() -> None:
    titles = {row["form"]: row for row in lexicon.table("titles").records()}
    rows = [row for row in titles.values() if row["combines"] == "organ"]
    assert rows
    for row in rows:
        core = row["form"].removeprefix(row["organ"]).removeprefix("副")
        assert core != row["form"] and core in titles, row["form"]


def test_a_fused_post_has_an_organ_of_which_it_is_no_plain_joining() -> None:
    titles = {row["form"]: row for row in lexicon.table("titles").records()}
    rows = [row for row in titles.values() if row["combines"] == "fused"]
    assert rows
    for row in rows:
        assert row["organ"], row["form"]
        if row["form"].startswith(row["organ"]):
            assert row["form"].removeprefix(row["organ"]) not in titles, row["form"]


def test_implied_holders() -> None:
    holder = lexicon.table("titles").mapping("holder")
    assert [holder[w] for w in ("市长", "县长", "国王", "委员长", "书记", "记者")] == [
        "gov", "gov", "country", "congress", "none", "none",
    ]  # fmt: skip


def test_officials_by_the_post_alone() -> None:
    official = lexicon.table("titles").mapping("official")
    assert [official[w] for w in ("市长", "书记", "教授", "总经理", "记者", "司机")] == [
        "yes", "yes", "organ", "organ", "no", "no",
    ]  # fmt: skip


def test_status_words_are_out_of_the_span() -> None:
    rows = {row["form"]: row for row in lexicon.table("title_prefixes").records()}
    for form, status in [("原", "former"), ("时任", "former"), ("拟任", "proposed"), ("新任", "current")]:
        assert (rows[form]["effect"], rows[form]["status"]) == ("status", status)
    assert (rows["代"]["effect"], rows["代"]["status"]) == ("in", "acting")


def test_name_cues_repeat_no_title() -> None:
    cues = {row["form"] for row in lexicon.table("name_cues").records() if row["side"] == "before"}
    assert not cues & set(lexicon.table("titles").forms())
