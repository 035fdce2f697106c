"""``dibao events`` on real files: formats, filters, notes, exit codes."""

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
from dibao.commands.options import period
from dibao.schema import fields, schema
from dibao.write.events import COLUMNS

Lines = Callable[..., list[str]]

PAGES = {
    "a.txt": "安庆建设集团向望江县捐款近200万元\n3月1日，安庆建设集团向望江县捐款近200万元，用于修建村道。\n",
    "b.txt": "2月3日，市长林知白到望江县调研春耕备耕工作。县里拟出资30万元。\n",
}
ALL = ("a.txt", "b.txt", "--place", "安庆市", "--date", "2024-03-02", "-q")


@pytest.fixture
def lines(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lines:
    """Run ``dibao events ARGS`` in a folder with the pages; the lines of its output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, "utf-8")

    def call(*args: str, code: int = 0) -> list[str]:
        assert run(["events", *args]) == code
        return capsys.readouterr().out.splitlines()

    return call


def records(found: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in found]


def test_jsonl_is_in_the_order_of_days_with_tellings_counted(lines: Lines) -> None:
    found = records(lines(*ALL))
    assert [(e["type"], e["date_start"], e["mentions"]) for e in found] == [
        ("inspection", "2024-02-03", 1),
        ("funding", "2024-03-01", 2),
        ("funding", "2024-03-02", 1),
    ]
    gift = found[1]
    assert [(a["amount"], a["mod"]) for a in gift["amounts"]] == [("2000000", "LESS_THAN")]
    for event in found:
        quoted = event["evidence"]
        assert PAGES[quoted["doc"]][quoted["start"] : quoted["end"]] == quoted["text"]
        assert len(event["tellings"]) == event["mentions"]


def test_records_keep_to_the_schema(lines: Lines) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for record in records(lines(*ALL)):
        validator.validate(record)
        assert list(record) == list(fields()["happening"])


def test_csv_and_tsv_have_an_event_a_line(lines: Lines) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(lines(*ALL, "-f", "csv")))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[1]["who"], rows[1]["amount"], rows[1]["mentions"]) == ("安庆建设集团|望江县", "2000000", "2")
    tsv = [line.split("\t") for line in lines(*ALL, "-f", "tsv")]
    assert tsv == [list(COLUMNS), *(list(row.values()) for row in rows)]


def test_json_is_one_array(lines: Lines) -> None:
    assert json.loads("".join(lines(*ALL, "-f", "json"))) == records(lines(*ALL))


def test_the_table_has_its_columns(lines: Lines) -> None:
    shown = lines(*ALL, "-f", "table")
    assert shown[0].split("  ")[0] == "date"
    assert shown[1].split() == ["2024-02-03", "inspection", "林知白", "春耕备耕工作", "望江县"]
    assert shown[3].split() == [
        "2024-03-01",
        "funding/donate",
        "安庆建设集团、望江县",
        "修建村道",
        "<",
        "2,000,000",
        "CNY",
    ]
    assert "2 mentions · a.txt:1" in "\n".join(shown)
    assert "(planned)" in "\n".join(shown)


@pytest.mark.parametrize("width", [60, 80, 109, 200])
def test_the_table_fits(lines: Lines, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    from dibao.write.layout import cells

    monkeypatch.setenv("COLUMNS", str(width))
    shown = lines(*ALL, "-f", "table")
    assert max(map(cells, shown)) <= width
    assert "林知白" in "".join(shown)


def test_filters(lines: Lines) -> None:
    assert [e["type"] for e in records(lines(*ALL, "--type", "inspection", "--type", "meeting"))] == [
        "inspection"
    ]
    assert len(records(lines(*ALL, "--type", "funding/donate"))) == 1
    assert len(records(lines(*ALL, "--since", "2024-03", "--until", "2024"))) == 2
    assert len(records(lines(*ALL, "--person", "知白", "--person", "某某"))) == 1
    assert lines(*ALL, "--org", "无此单位") == []
    assert lines(*ALL, "--org", "无此单位", "-f", "table") == ["no events found"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--type", "fundings"), "Did you mean 'funding'?"),
        (("--type", "funding/donat"), "Did you mean 'funding/donate'?"),
        (("--since", "2024-13"), "write it as 2020, 2020-12 or 2020-12-30"),
        (("--until", "3月"), "write it as 2020, 2020-12 or 2020-12-30"),
        (("--since", "2024", "--until", "2023"), "ends before it begins"),
    ],
)
def test_wrong_values_get_a_remedy(
    lines: Lines, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    assert run(["events", *args, *ALL]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_period_is_a_year_a_month_or_a_day(written: str, first: str, last: str) -> None:
    assert tuple(map(str, period(written))) == (first, last)


def test_a_file_that_cannot_be_read_is_reported(lines: Lines, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "none.txt", *ALL[:-1]]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("dibao: none.txt: ")
    assert said[-1] == "dibao: 2 documents, 3 events, 1 failed (1 not-found)"


def test_the_suffix_of_the_output_chooses_the_format(lines: Lines, tmp_path: Path) -> None:
    assert lines(*ALL, "-o", "out.csv") == []
    assert (tmp_path / "out.csv").read_text("utf-8").startswith("date_start,date_end,")
