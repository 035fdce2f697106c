from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.write import FORMATS, View, jsonl, load
from dibao.write.columns import columns
from pages import Page

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(), st.lists, max_leaves=5
)
"""What records hold."""


def written(name: str, *pages: Page, view: View | None = None) -> str:
    format = load(name)
    encoded = [format.encode(page, view or View()) for page in pages]  # type: ignore[arg-type]
    return (format.head + format.between.join(encoded) + format.tail).decode()


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("sqlite", "parquet")])
def test_every_stream_writes_every_name(name: str, page: Page) -> None:
    text = written(name, page)
    assert text.endswith("\n")
    for mention in page.mentions:
        assert mention.name in text


def test_jsonl_is_the_records(page: Page) -> None:
    assert list(map(json.loads, written("jsonl", page).splitlines())) == list(page.records())


@given(st.dictionaries(st.text(), _VALUES))
def test_the_first_document_is_written_as_all_others(record: dict[str, Any]) -> None:
    assert jsonl._plainly(record) == jsonl._writer()(record)


def test_articles_are_written_where_asked_for(page: Page) -> None:
    with_articles = written("jsonl", page, view=View(articles=True)).splitlines()
    assert json.loads(with_articles[0])["kind"] == "article"
    assert with_articles[1:] == written("jsonl", page).splitlines()


def test_json_is_one_array_over_documents(page: Page) -> None:
    assert json.loads(written("json", page, page)) == [*page.records(), *page.records()]
    assert json.loads(written("json")) == []


def test_csv_reads_back(page: Page) -> None:
    text = written("csv", page)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(columns())
    records = list(page.records())
    assert [row["name"] for row in rows] == [r.get("name", "") for r in records]
    place = next(row for row in rows if row["type"] == "place")
    assert place["text"] == "石\n湾区"
    assert place["within"] == "湖西省|临江市"
    former = next(row for row in rows if row["name"] == "秦立新")
    assert former["posts"] == "临江市水务局/副局长/former"
    assert former["official"] == "true"
    event = rows[-1]
    assert (event["kind"], event["text"]) == ("event", "调研")
    assert event["args"] == "inspector=方致远;place=石湾区;date=12月29日"
    assert event["end"] == str(int(event["start"]) + 2)


def test_csv_has_the_same_columns_whatever_is_written(page: Page) -> None:
    view = View(articles=True)
    assert written("csv", page).splitlines()[0] == written("csv", page, view=view).splitlines()[0]


def test_tsv_is_a_line_a_record(page: Page) -> None:
    head, *lines = written("tsv", page).split("\n")[:-1]
    assert len(lines) == len(list(page.records()))
    assert {line.count("\t") for line in lines} == {head.count("\t")}
    assert any("\t石\\n湾区\t" in line for line in lines)


def test_columns_cover_all_keys_of_all_records(page: Page) -> None:
    keys = {key for record in page.records(articles=True) for key in record}
    assert keys - {"schema", "trigger"} <= set(columns())
