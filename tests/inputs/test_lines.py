"""Lines of JSON as documents, and what no input holds in memory."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from given import TEXT, packed, taken, tarred, texts

import dibao
from dibao.batch import Failure, Inputs, Settings, Skipped, Source, run, sources


def test_each_line_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        f'\ufeff{{"text": {json.dumps(TEXT)}}}\n\n  \n{{"text": ""}}\r\n{{"text": null}}', "utf-8"
    )
    assert texts(tmp_path, path) == {"a.jsonl:1": TEXT, "a.jsonl:4": "", "a.jsonl:5": ""}
    packed_path = tmp_path / "b.jsonl.gz"
    packed_path.write_bytes(gzip.compress(path.read_bytes()))
    assert list(texts(tmp_path, packed_path)) == ["b.jsonl.gz:1", "b.jsonl.gz:4", "b.jsonl.gz:5"]


def test_fields_are_chosen(tmp_path: Path) -> None:
    rows = [
        {"正文": "昨日，市长方致远调研。", "day": "2020-12-30T08:00:00+08:00", "id": "u1"},
        {"正文": "昨日", "day": 20210105, "id": 7},
        {"正文": "昨日", "day": "2021年1月6日", "id": None},
        {"正文": "昨日", "day": None},
    ]
    path = tmp_path / "a.ndjson"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    items = taken(path, text_field="正文", date_field="day", id_field="id")
    assert [
        (item.doc.removeprefix(f"{tmp_path}/"), item.day) for item in items if isinstance(item, Source)
    ] == [
        ("u1", date(2020, 12, 30)),
        ("7", date(2021, 1, 5)),
        ("a.ndjson:3", date(2021, 1, 6)),
        ("a.ndjson:4", None),
    ]
    first, *_, last = run(items, Settings(ref_date=date(2000, 1, 2)), Skipped())
    values = [
        [m.norm.value for m in found.mentions if m.type == "date"]  # type: ignore[union-attr]
        for found in (first, last)
    ]
    assert values == [["2020-12-29"], ["2000-01-01"]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no JSON: "),
        ("[1]", "no JSON object but list; each line must be one"),
        ('{"title": "甲"}', "no field 'text'; it has 'title'; name one with --text-field"),
        ('{"text": ["甲"]}', "the field 'text' is no string"),
        ('{"text": "甲", "day": "gestern"}', "'gestern' is no date; write it as 2020-12-30"),
        ("[" * 100_000, "no JSON that can be read: "),
        ('{"text": "甲", "n": ' + "9" * 5000 + "}", "no JSON that can be read: "),
    ],
)
def test_a_bad_line_is_one_failure(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"text": "乙"}'
    path.write_text(f"{good}\n{line}\n{good}\n", "utf-8")
    got = texts(tmp_path, path, date_field="day")
    assert got.pop("a.jsonl:2").startswith(f"unreadable: {said}")
    assert got == {"a.jsonl:1": "乙", "a.jsonl:3": "乙"}


def test_lines_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": TEXT}, ensure_ascii=False).encode("gb18030") + b"\n\xff\xfe\xfd\n")
    got = texts(tmp_path, path)
    assert got["a.jsonl:1"] == TEXT
    assert got["a.jsonl:2"].startswith("unreadable: no JSON")


def test_a_line_over_the_bound_is_one_failure_and_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "A"}\n{"text": "')
        for _ in range(40):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"text": "B"}\n')
    import tracemalloc

    tracemalloc.start()
    got = texts(tmp_path, path, largest=4 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert got == {
        "a.jsonl:1": "A",
        "a.jsonl:2": "too-large: 40 MB; more than 4 MB are not read; split it or raise --max-size",
        "a.jsonl:3": "B",
    }
    assert peak < 12 << 20


def test_a_line_has_a_bound_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dibao.batch.containers.LONGEST", 100)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "A"}\n' + json.dumps({"text": "B" * 100}), "utf-8")
    assert [isinstance(item, Failure) for item in taken(path)] == [False, True]
    assert [isinstance(item, Failure) for item in taken(path, largest=200)] == [False, False]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.jsonl", "a.jsonl.gz"])
def test_memory_does_not_grow_with_what_a_file_holds(tmp_path: Path, name: str) -> None:
    import tracemalloc

    def peak(count: int) -> int:
        path = tmp_path / str(count) / name
        path.parent.mkdir(exist_ok=True)
        if name == "a.zip":
            packed(path, dict.fromkeys(map("{}.txt".format, range(count)), b"A" * 500))
        elif "tar" in name:
            tarred(
                path,
                dict.fromkeys(map("{}.txt".format, range(count)), b"A" * 500),
                "w:gz" if "gz" in name else "w",
            )
        else:
            data = (json.dumps({"text": "A" * 500}) + "\n").encode() * count
            path.write_bytes(gzip.compress(data) if "gz" in name else data)
        tracemalloc.start()
        found = sources([str(path)], Inputs(), Skipped())
        assert sum(1 for _ in found) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)  # what is loaded once
    # Other threads of the process may be busy meanwhile.
    assert any(peak(2000) < 1.2 * peak(200) for _ in range(4))


def test_what_dibao_wrote_is_not_read_as_documents(tmp_path: Path) -> None:
    records = [json.dumps(record) for record in dibao.extract(TEXT).records()]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.jsonl").write_text("\n".join(records), "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps(Failure("x", "binary", "no text").record()), "utf-8")
    skipped = Skipped()
    (source,) = sources([str(tmp_path)], Inputs(), skipped)
    assert source.doc == str(tmp_path / "a.txt")
    assert str(skipped) == "skipped 2 of records that dibao wrote"
    (failure,) = taken(tmp_path / "b.jsonl")
    assert isinstance(failure, Failure)
    assert (failure.error, failure.message[:26]) == ("unreadable", "records that dibao wrote, ")
    assert len(taken(tmp_path / "b.jsonl", text_field="doc")) == len(records)


@pytest.mark.parametrize("head", ["<html><p>", "\ufeff", "\ud800"])
def test_a_text_field_stays_as_it_is(tmp_path: Path, head: str) -> None:
    raw = f"{head}市长<b>方致远</b>强调🀄，市长方致远"
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": raw}), "utf-8")
    (found,) = run(taken(path), Settings(encoding="gb18030"), Skipped())
    assert not isinstance(found, Failure)
    assert found.document.raw == raw.replace("\ud800", "?")
    assert raw.rindex("方致远") in {m.start for m in found.mentions if m.text == "方致远"}
