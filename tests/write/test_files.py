"""Formats that are files of their own: SQLite and Parquet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import dibao
from dibao.write import View, load, relations
from dibao.write.columns import columns
from pages import RAW, Page, small_page

TEXT = "衡阳日报2020年12月30日\n\n12月29日，市长李国强、副市长欧阳明到衡阳县调研，市财政局拨付600万元。李国强强调，要抓好落实。\n"


def file(path: Path, format: str, *pages: Any, view: View | None = None) -> Path:
    made = load(format)
    assert made.open
    sink = made.open(str(path))
    for page in pages:
        sink.add(made.encode(page, view or View()))
    sink.close()
    return path


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as found:
        found.row_factory = sqlite3.Row
        yield found


def rows(found: sqlite3.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in found.execute(query, values)]


def test_the_tables_of_a_database(page: Page, tmp_path: Path) -> None:
    with database(file(tmp_path / "a.db", "sqlite", page, small_page("b.txt"))) as found:
        assert rows(found, "select * from documents") == [
            (1, "page.txt", "utf-8", 0, RAW),
            (2, "b.txt", "utf-8", 0, RAW),
        ]
        assert rows(found, "select document, headline, date, place from articles where id = 2") == [
            (2, RAW[:12], "2020-12-30", "临江市")
        ]
        mentions = rows(found, 'select type, "start", "end", text, name from mentions where document = 2')
        assert mentions == [(m.type, m.start, m.end, m.text, m.name) for m in page.mentions]
        held = (
            "select p.person, p.org, p.title, p.status, org_implied, p.start from posts p where document = 2"
        )
        assert rows(found, held) == [
            ("方致远", "临江市人民政府", "市长", "current", 1, 20),
            ("秦立新", "临江市水务局", "副局长", "former", 0, 37),
        ]
        told = """select e.type, e.text, e.start, a.role, a.name, m.text, m.type, e.date_start
            from documents d join events e on e.document = d.id join arguments a on a.event = e.id
            join mentions m on m.id = a.mention and m.document = d.id where d.doc = 'b.txt' order by a.id"""
        at = RAW.index("调研")
        assert rows(found, told) == [
            ("inspection", "调研", at, "inspector", "方致远", "方致远", "person", "2020-12-29"),
            ("inspection", "调研", at, "place", "石湾区", "石\n湾区", "place", "2020-12-29"),
            ("inspection", "调研", at, "date", "12月29日", "12月29日", "date", "2020-12-29"),
        ]
        assert rows(found, "select within, code, lexicon from mentions where type = 'place' and id < 12") == [
            ("湖西省|临江市", "439903", "x.tsv:9")
        ]


def test_sums_are_numbers_in_a_database(page: Page, tmp_path: Path) -> None:
    with database(file(tmp_path / "a.db", "sqlite", page)) as found:
        assert rows(found, "select max, cny, min, mod from mentions where type = 'money' order by id") == [
            (6000000, 6000000, None, "LESS_THAN"),
            (3000000, None, 2000000, None),
        ]
        assert rows(found, "select count(*) from mentions where max > 5000000") == [(1,)]


def test_a_database_is_whole_and_refers_to_itself(tmp_path: Path) -> None:
    extractions = [dibao.extract(TEXT, doc=f"{n}.txt") for n in range(3)]
    with database(file(tmp_path / "a.db", "sqlite", *extractions)) as found:
        assert rows(found, "pragma integrity_check") == [("ok",)]
        assert rows(found, "pragma foreign_key_check") == []
        found.execute("insert into documents_text (documents_text) values ('integrity-check')")
        assert rows(found, "select count(*) from mentions") == [(sum(len(e.mentions) for e in extractions),)]
        assert rows(found, "select count(*) from arguments") == [
            (sum(len(event.args) for e in extractions for event in e.events),)
        ]
        # Each post once an article, though each of two mentions of the person has it.
        assert rows(found, "select document, title from posts where person = '李国强'") == [
            (1, "市长"),
            (2, "市长"),
            (3, "市长"),
        ]


def test_an_event_told_again_refers_to_the_first_telling(page: Page, tmp_path: Path) -> None:
    (event,) = page.events
    later = event._replace(trigger=replace_span(event.trigger, 30), same_as=event.trigger)
    with database(file(tmp_path / "a.db", "sqlite", page, replace(page, events=(event, later)))) as found:
        assert rows(found, "select id, document, same_as from events") == [
            (1, 1, None),
            (2, 2, None),
            (3, 2, 2),
        ]


def replace_span(span: Any, by: int) -> Any:
    return type(span)(span.start + by, span.end + by)


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 34), reason="no trigrams in this SQLite")
def test_the_full_text_finds_chinese(tmp_path: Path) -> None:
    pages = [dibao.extract(f"{TEXT}\n第{n}号公报\n", doc=f"{n}.txt") for n in ("一", "二")]
    with database(file(tmp_path / "a.db", "sqlite", *pages)) as found:
        match = (
            "select doc from documents_text t join documents d on d.id = t.rowid where documents_text match ?"
        )
        assert rows(found, match, "第二号") == [("2.txt".replace("2", "二"),)]
        assert len(rows(found, match, "市财政局")) == 2
        assert rows(found, match, "查无此文") == []
        like = "select rowid from documents_text where text like '%一号公%'"
        assert rows(found, like) == [(1,)]
        assert "VIRTUAL TABLE INDEX" in str(rows(found, f"explain query plan {like}"))


def test_indices_are_used(page: Page, tmp_path: Path) -> None:
    with database(file(tmp_path / "a.db", "sqlite", page)) as found:
        for table, keys in relations.INDICES.items():
            for key in keys:
                first = key.split(",")[0]
                plan = str(rows(found, f"explain query plan select * from {table} where {first} = ?", "x"))
                assert "USING INDEX" in plan, (table, key)


def test_columns_of_tables_cover_all_keys(page: Page) -> None:
    for record in page.records(articles=True):
        table = {"article": "articles", "entity": "mentions", "event": "events"}[record["kind"]]
        keys = set(record) - {"schema", "kind", "doc", "posts", "args"}
        keys = keys - {"trigger"} | ({"text"} if "trigger" in keys else set())
        assert keys <= set(relations.columns()[table])
        for arg in record.get("args", ()):
            assert set(arg) <= set(relations.columns()["arguments"])
        for post in record.get("posts", ()):
            assert set(post) - {"evidence"} <= set(relations.columns()["posts"])


def test_rows_go_in_in_bounded_transactions(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dibao.write import sqlite

    size = len(sqlite.encode(page, View()))  # type: ignore[arg-type]
    monkeypatch.setattr(sqlite, "_TRANSACTION", 3 * size)
    sink = sqlite.Database(str(tmp_path / "a.db"))
    said: list[str] = []
    sink._database.set_trace_callback(said.append)
    for _ in range(8):
        sink.add(sqlite.encode(page, View()))  # type: ignore[arg-type]
    assert said.count("commit") == 2
    sink.close()


def test_the_same_documents_give_the_same_bytes(page: Page, tmp_path: Path) -> None:
    for format in ("sqlite", "parquet"):
        if format == "parquet":
            pytest.importorskip("pyarrow")
        made = load(format)
        first = file(tmp_path / f"1.{format}", format, page, page, page).read_bytes()
        assert made.open
        # Documents encoded elsewhere come joined, or one by one.
        sink = made.open(str(tmp_path / f"2.{format}"))
        sink.add(made.encode(page, View()) * 2)  # type: ignore[arg-type]
        sink.add(made.encode(page, View()))  # type: ignore[arg-type]
        sink.close()
        assert (tmp_path / f"2.{format}").read_bytes() == first


def test_a_database_that_cannot_be_written_is_an_os_error(page: Page, tmp_path: Path) -> None:
    made = load("sqlite")
    assert made.open
    with pytest.raises(OSError, match="unable to open database file"):
        made.open(str(tmp_path / "none" / "a.db"))
    sink = made.open(str(tmp_path / "a.db"))
    sink._database.execute("pragma max_page_count = 60")  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="full"):
        for _ in range(400):
            sink.add(made.encode(page, View()))  # type: ignore[arg-type]


# Parquet ----------------------------------------------------------------------------------------------


def test_parquet_reads_back(page: Page, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(file(tmp_path / "a.parquet", "parquet", page, view=View(articles=True)))
    assert tuple(table.column_names) == columns()
    got = table.to_pylist()
    expected = list(page.records(articles=True))
    assert [row["kind"] for row in got] == [record["kind"] for record in expected]
    for row, record in zip(got, expected, strict=True):
        flat = record | record.get("trigger", {})
        for key, value in row.items():
            assert plain(value) == bare(flat.get(key)), key


def plain(value: Any) -> Any:
    """A value of Arrow as the records have it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner is not None}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def bare(value: Any) -> Any:
    """A value of a record without the keys that are null."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if inner is not None}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


def test_types_of_parquet(page: Page, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    schema = pq.read_schema(file(tmp_path / "a.parquet", "parquet", page))
    kinds = {name: str(schema.field(name).type) for name in schema.names}
    assert kinds["start"] == "int32" and kinds["official"] == "bool"
    assert kinds["date_start"] == "date32[day]" and kinds["cny"] == "decimal128(38, 6)"
    assert kinds["within"].startswith("list<") and "struct<" in kinds["posts"]
    assert schema.metadata[b"dibao.schema"] == dibao.SCHEMA_VERSION.encode()


def test_parquet_has_row_groups(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    from dibao.write import parquet

    monkeypatch.setattr(parquet, "_BATCH", 8)
    monkeypatch.setattr(parquet, "_GROUP", 32)
    path = file(tmp_path / "a.parquet", "parquet", *[page] * 6)
    found = pq.ParquetFile(path)
    sizes = [found.metadata.row_group(n).num_rows for n in range(found.num_row_groups)]
    assert sizes == [32, 32, 6 * len(list(page.records())) - 64]


def test_parquet_without_documents(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    assert pq.read_table(file(tmp_path / "a.parquet", "parquet")).num_rows == 0


@pytest.mark.parametrize(
    ("amount", "kept"),
    [("0.0535", "0.0535"), ("9" * 32, "9" * 32), ("9" * 33, None), ("0.00000049", "0.000000"), ("-1", "-1")],
)
def test_amounts_of_parquet(amount: str, kept: str | None) -> None:
    from dibao.write.parquet import _decimal

    assert _decimal(amount) == (None if kept is None else Decimal(kept))


def test_days_that_no_calendar_has() -> None:
    from dibao.write.parquet import _day

    assert _day("2020-12-29") == date(2020, 12, 29)
    assert _day("2021-02-29") is None
