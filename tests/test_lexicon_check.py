from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dibao.lexicon_check import built_in, faults, owners, tidy
from dibao.reading.text import fold
from dibao.tables import lexicon

GOOD = """\
# about: a test
# source: compiled for dibao
# license: CC0-1.0
# minimum: 2
# rank: high, low
# pattern year: \\d{4}
form	rank	year
乙官	low	1949|2018
甲官	high	
"""  # noqa: W291


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of the one table of a folder that takes the place of the built-in one."""
    fold("")  # reads its own built-in table once
    monkeypatch.setattr(lexicon, "folder", lambda: tmp_path)
    lexicon.table.cache_clear()
    yield tmp_path / "posts.tsv"
    lexicon.table.cache_clear()


def said(path: Path, text: str | bytes) -> list[str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(fault) for fault in faults(path)]


def test_a_good_table_has_no_faults(table: Path) -> None:
    assert said(table, GOOD) == []
    assert tidy(table) is False


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("# license: CC0-1.0\n", "", "posts.tsv:1: header lacks '# license: …'; add it"),
        ("# minimum: 2", "# minimum: many", "posts.tsv:1: minimum 'many' is no whole number"),
        (
            "minimum: 2",
            "minimum: 3",
            "posts.tsv:7: 2 rows, the header asks for 3; restore what is lost or lower",
        ),
        ("# rank: high", "# rnak: high", "posts.tsv:5: header key 'rnak' is neither a column nor one of"),
        ("# source", "#source", "posts.tsv:2: header line '#source: compiled for dibao' is not of the form"),
        ("\\d{4}", "\\d{4", "posts.tsv:8: year '1949' does not match"),
        ("\\d{4}", "(", "posts.tsv:6: pattern '(' is no regular expression"),
        ("form\trank", "word\trank", "posts.tsv:7: the first column is 'word'; it must be 'form'"),
        ("rank\tyear\n", "year\tyear\n", "posts.tsv:7: column 'year' stands twice; rename one"),
        ("rank\tyear\n", "\tyear\n", "posts.tsv:7: a column has no name; name it or drop the tab"),
        (
            "甲官\thigh\t\n",
            "甲官\thigh\n",
            "posts.tsv:9: 2 cells, the header names 3; separate cells with single tabs",
        ),
        ("甲官\thigh\t\n", "\thigh\t\n", "posts.tsv:9: an empty form; fill the first cell or drop the row"),
        ("甲官\thigh", "甲官\tmiddle", "posts.tsv:9: rank 'middle' is none of high, low"),
        ("1949|2018", "1949|18", "posts.tsv:8: year '18' does not match '\\\\d{4}'"),
        ("1949|2018", "1949|", "posts.tsv:8: an empty value beside a '|'; drop the bar"),
        ("\thigh", "\t high", "posts.tsv:9: white space at the end of a cell; run: dibao lexicon tidy"),
        (
            "甲官\t",
            "丁官\t",
            "posts.tsv:9: not sorted by code point ('丁官' after '乙官'); run: dibao lexicon tidy",
        ),
        ("甲官\thigh\t\n", "甲官\thigh\t\n甲官\tlow\t\n", "posts.tsv:10: '甲官' stands in line 9 already"),
        ("甲官\t", "甲é官\t".replace("é", "e\u0301"), "posts.tsv:9: not in Unicode normal form C"),
        ("甲官\t", "縣長\t", "posts.tsv:9: '縣長' can never be found: texts are folded before; write '县长'"),
        ("甲官\t", "\n甲官\t", "posts.tsv:9: an empty line; run: dibao lexicon tidy"),
        ("甲官\t", "# late\n甲官\t", "posts.tsv:9: a comment among the rows; move it into the header"),
        ("low\t1949", "low\u20281949", "posts.tsv:8: 2 cells, the header names 3"),
    ],
)
def test_faults_name_line_and_remedy(table: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    got = said(table, GOOD.replace(old, new, 1))
    assert any(line.startswith(fault) for line in got), got


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"form\n\xff\n", "posts.tsv: not UTF-8 at byte 5; save the table as UTF-8"),
        ("", "posts.tsv:1: no line of column names; add one below the header, its first column 'form'"),
        ("# about: x\n", "posts.tsv:1: no line of column names"),
        ("\ufeff" + GOOD, "posts.tsv:1: begins with a byte order mark; run: dibao lexicon tidy"),
        (GOOD.replace("\n", "\r\n"), "posts.tsv:1: line ends with '\\r\\n', not a line feed"),
        (GOOD[:-1], "posts.tsv:9: the last line does not end with a line feed"),
    ],
)
def test_faults_of_whole_files(table: Path, text: str | bytes, fault: str) -> None:
    got = said(table, text)
    assert any(line.startswith(fault) for line in got), got


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "none.tsv")
    assert (
        str(fault)
        == f"{tmp_path}/none.tsv: cannot be read: No such file or directory; give the path of a TSV file"
    )


def test_a_key_of_two_columns(table: Path) -> None:
    twice = GOOD.replace("甲官\thigh\t\n", "甲官\thigh\t\n甲官\tlow\t\n")
    assert said(table, twice.replace("# rank", "# key: form,rank\n# rank")) == []
    assert (
        "key names no column: level" in said(table, twice.replace("# rank", "# key: form,level\n# rank"))[0]
    )


def test_characters_as_they_come(table: Path) -> None:
    free = GOOD.replace("甲官\t", "縣長\u2f00\t").replace("# rank", "# characters: any\n# rank")
    assert said(table, free) == []
    assert tidy(table) is False


def test_a_user_table_names_the_one_it_is_laid_over(table: Path, tmp_path: Path) -> None:
    table.write_text(GOOD, "utf-8")
    own = tmp_path / "own" / "mine.tsv"
    own.parent.mkdir()
    assert said(own, "# table: posts\nform\trank\n丙官\tlow\n") == []
    assert said(own, "form\trank\n丙官\tlow\n") == [
        "mine.tsv:1: header '# table: NAME' must name the table to lay this one over: posts"
    ]
    assert said(own, "# table: posts\nform\trang\n丙官\tlow\n") == [
        "mine.tsv:2: no column 'rang' in posts; its columns are form, rank, year"
    ]


def test_a_user_table_keeps_to_the_vocabulary_of_the_built_in_one(table: Path, tmp_path: Path) -> None:
    table.write_text(GOOD, "utf-8")
    own = tmp_path / "own" / "mine.tsv"
    own.parent.mkdir()
    assert said(own, "# table: posts\nform\trank\n丙官\tmiddle\n") == [
        "mine.tsv:3: rank 'middle' is none of high, low"
    ]


def test_tidy_mends_what_needs_no_decision(table: Path) -> None:
    table.write_bytes(
        ("\ufeff" + GOOD.replace("甲官\t", "# late: x\n\n 甲官\t").replace("乙官", "甲官"))
        .encode()
        .replace(b"\n", b"\r\n")
        + "甲官\thigh\t\r\n丁官\tlow\t1950".encode()
    )
    assert tidy(table) is True
    head, rows = table.read_text("utf-8").split("form\trank\tyear\n")
    assert head == GOOD.split("form")[0] + "# late: x\n"
    assert rows == "丁官\tlow\t1950\n甲官\thigh\t\n甲官\tlow\t1949|2018\n"
    assert tidy(table) is False
    # What needs a decision stays: two rows of one form.
    assert [fault.line for fault in faults(table) if "already" in fault.message] == [11]


def test_owners_are_listed(table: Path, tmp_path: Path) -> None:
    table.write_text(GOOD, "utf-8")
    other = tmp_path / "other.tsv"
    other.write_text(GOOD.replace("乙官", "丁官"), "utf-8")
    assert list(owners([table, other])) == [("甲官", ["posts.tsv:9", "other.tsv:9"])]


@pytest.mark.parametrize("path", built_in(), ids=lambda path: path.stem)
def test_built_in_tables_have_no_faults(path: Path) -> None:
    lexicon.table.cache_clear()
    assert [str(fault) for fault in faults(path)][:5] == []
