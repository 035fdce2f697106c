"""``dibao officials`` on real files: formats, filters, notes, exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dibao.app import run
from dibao.schema import fields, schema
from dibao.write.officials import COLUMNS

Lines = Callable[..., list[str]]

PAGES = {
    "2020.txt": "12月29日，市委书记李国强出席会议并讲话。市长王建华主持会议。\n"
    "原市水务局副局长张志明被查。\n",
    "2021.txt": "2月3日，市委书记李国强到石鼓区调研，李国强强调要抓落实。市公安局局长王建华陪同。\n",
}


@pytest.fixture
def lines(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lines:
    """Run ``dibao officials ARGS`` in a folder with the pages; the lines of its output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, "utf-8")

    def call(*args: str, code: int = 0) -> list[str]:
        assert run(["officials", *args]) == code
        return capsys.readouterr().out.splitlines()

    return call


ALL = ("2020.txt", "2021.txt", "--place", "衡阳市", "--date", "2021-02-04", "-q")


def people(found: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in found]


def test_jsonl_has_a_person_a_line_in_protocol_order(lines: Lines) -> None:
    found = people(lines(*ALL))
    assert [(o["name"], o["posts"][0]["title"]) for o in found] == [
        ("李国强", "书记"),
        ("王建华", "市长"),
        ("王建华", "局长"),
        ("张志明", "副局长"),
    ]
    assert {o["kind"] for o in found} == {"official"}
    secretary = found[0]
    assert (secretary["mentions"], secretary["documents"]) == (3, 2)
    assert secretary["posts"][0]["org"] == "中国共产党衡阳市委员会"
    for official in found:
        for post in official["posts"]:
            evidence = post["evidence"]
            assert PAGES[evidence["doc"]][evidence["start"] : evidence["end"]] == evidence["text"]
            assert post["title"] in evidence["text"]


def test_records_keep_to_the_schema(lines: Lines) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for record in people(lines(*ALL)):
        validator.validate(record)
        assert list(record) == list(fields()["official"])
        keys = fields()["official"]["posts"]["items"]["properties"]
        assert all(list(post) == list(keys) for post in record["posts"])


def test_csv_has_a_post_a_line(lines: Lines) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(lines(*ALL, "-f", "csv")))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["name"] for row in rows].count("王建华") == 2
    last = rows[-1]
    assert (last["status"], last["line"], last["text"]) == ("former", "2", "原市水务局副局长张志明被查。")
    tsv = [line.split("\t") for line in lines(*ALL, "-f", "tsv")]
    assert tsv == [list(COLUMNS), *(list(row.values()) for row in rows)]


def test_json_is_one_array_of_the_same_records(lines: Lines) -> None:
    assert json.loads("".join(lines(*ALL, "-f", "json"))) == people(lines(*ALL))
    assert json.loads("".join(lines(*ALL, "-f", "json", "--person", "无此人"))) == []


def test_the_table_names_place_post_days_and_evidence(lines: Lines) -> None:
    shown = lines(*ALL, "-f", "table")
    assert shown[0] == "衡阳市 (prefecture)"
    assert shown[1].split() == ["李国强", "书记", "中国共产党衡阳市委员会", "2021-02-04"]
    assert "3 mentions in 2 documents · 2020.txt:1" in shown[2]
    assert "副局长 (former)" in "\n".join(shown)


def test_a_post_seen_on_two_days_shows_both(lines: Lines, tmp_path: Path) -> None:
    for name in PAGES:
        (tmp_path / name).write_text(f"{name[:4]}年6月1日，市委书记李国强出席会议并讲话。\n", "utf-8")
    secretary = people(lines("2021.txt", "2020.txt", "--place", "衡阳市", "--person", "李国强"))[0]
    assert (secretary["first"], secretary["last"]) == ("2020-06-01", "2021-06-01")
    assert secretary["posts"][0]["evidence"]["doc"] == "2020.txt"
    shown = lines("2021.txt", "2020.txt", "--place", "衡阳市", "--person", "李国强", "-f", "table")
    assert shown[1].endswith("2020-06-01 – 2021-06-01")


def test_filters(lines: Lines) -> None:
    assert [o["name"] for o in people(lines(*ALL, "--status", "former"))] == ["张志明"]
    assert [o["posts"][0]["title"] for o in people(lines(*ALL, "--person", "建华", "--org", "公安局"))] == [
        "局长"
    ]
    assert lines(*ALL, "--person", "无此人") == []
    assert lines(*ALL, "--person", "无此人", "-f", "table") == ["no officials found"]


def test_a_wrong_status_gets_a_suggestion(lines: Lines, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["officials", "--status", "formerly", *ALL]) == 2
    assert "Did you mean 'former'?" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(
    lines: Lines, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(people(lines("none.txt", *ALL[:-1], code=2))) == 4
    assert run(["officials", "none.txt", *ALL[:-1]]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("dibao: none.txt: ")
    assert said[-1] == "dibao: 2 documents, 4 officials, 1 failed (1 not-found)"


def test_strict_writes_nothing_after_a_failure(lines: Lines, tmp_path: Path) -> None:
    assert lines("none.txt", *ALL, "--strict", "-o", "out.csv", code=2) == []
    assert not (tmp_path / "out.csv").exists()


def test_the_suffix_of_the_output_chooses_the_format(lines: Lines, tmp_path: Path) -> None:
    assert lines(*ALL, "-o", "out.csv") == []
    assert (tmp_path / "out.csv").read_text("utf-8").startswith("name,title,org,")
