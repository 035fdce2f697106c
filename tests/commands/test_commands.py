"""The commands on real files, through the library: what is written where, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from dibao.app import run
from dibao.commands.rules import rules
from dibao.events import FRAMES
from dibao.marked import parse
from dibao.types import ENTITY_TYPES

TEXT = "12月29日，市委副书记、市长李国强出席会议并讲话，市财政局拨付600万元。\n"


class Cli:
    """Runs commands in a folder of their own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.capture = folder, capture

    def __call__(self, *args: str, code: int = 0) -> bytes:
        self.capture.readouterr()
        assert run(args) == code, self.capture.readouterr().err.decode()
        out, err = self.capture.readouterr()
        self.err = err.decode()
        return out

    def records(self, *args: str, code: int = 0) -> list[dict[str, Any]]:
        return list(map(json.loads, self(*args, code=code).splitlines()))

    def file(self, name: str, content: str | bytes = TEXT) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def cli(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(tmp_path)
    return Cli(tmp_path, capsysbinary)


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_extract_writes_the_records_of_the_library(cli: Cli) -> None:
    import dibao

    cli.file("a.txt")
    expected = dibao.extract(TEXT, doc="a.txt", ref_date="2020-12-30", place="临江市")
    assert cli.records("extract", "a.txt", "--date", "2020-12-30", "--place", "临江市") == list(
        expected.records()
    )
    assert cli.err == ""


def test_extract_reads_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for args in (["extract"], ["extract", "-"]):
        stdin(monkeypatch, TEXT.encode("gb18030"))
        got = cli.records(*args)
        assert {r["doc"] for r in got} == {"-"}
        assert "李国强" in {r.get("name") for r in got}


def test_extract_of_nothing_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    assert cli("extract") == b""
    assert cli.err == "dibao: -: empty; nothing to extract\n"
    stdin(monkeypatch, b"")
    cli("extract", "-q")
    assert cli.err == ""


@pytest.mark.parametrize("format", ["json", "csv", "tsv"])
def test_an_empty_result_is_whole(cli: Cli, format: str) -> None:
    cli.file("a.txt", "风很大。\n")
    out = cli("extract", "a.txt", "-f", format).decode()
    assert json.loads(out) == [] if format == "json" else out.count("\n") == 1


def test_types_and_events_can_be_left_out(cli: Cli) -> None:
    cli.file("a.txt")
    assert {r["type"] for r in cli.records("extract", "a.txt", "--types", "person,money", "--no-events")} == {
        "person",
        "money",
    }


def test_article_records_on_demand(cli: Cli) -> None:
    cli.file("a.txt")
    assert cli.records("extract", "a.txt", "--articles")[0]["kind"] == "article"
    assert "article" not in {r["kind"] for r in cli.records("extract", "a.txt")}


def test_folders_in_order_with_a_summary(cli: Cli) -> None:
    for name in ("d/b.txt", "d/a/c.txt", "d/.hidden.txt", "d/x.pdf"):
        cli.file(name)
    docs = dict.fromkeys(r["doc"] for r in cli.records("extract", "d"))
    assert list(docs) == ["d/a/c.txt", "d/b.txt"]
    assert cli.err.startswith("dibao: 2 documents, ")
    assert cli.err.endswith("; skipped 1 hidden, 1 of other kinds (.pdf; --glob takes them)\n")
    cli("extract", "d", "-q")
    assert cli.err == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_paths_from_a_file(cli: Cli, end: str) -> None:
    for name in ("a b.txt", "报.txt"):
        cli.file(name)
    cli.file("list", f"报.txt{end}{end}a b.txt")
    args = ["-0"] if end == "\0" else []
    docs = dict.fromkeys(r["doc"] for r in cli.records("extract", "--files-from", "list", *args))
    assert list(docs) == ["报.txt", "a b.txt"]


def test_paths_from_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.file("a.txt")
    stdin(monkeypatch, b"a.txt\n")
    assert cli.records("extract", "--files-from", "-")


def test_a_list_of_another_kind_says_so(cli: Cli) -> None:
    cli.file("a.txt")
    cli.file("list", "a.txt\0b.txt\0")
    cli("extract", "--files-from", "list", code=2)
    assert "the paths end with NUL; add -0." in cli.err
    assert cli.err.count("\n") == 1


def test_a_missing_list_of_paths(cli: Cli) -> None:
    cli("extract", "--files-from", "none", code=2)
    assert "none: cannot be read: No such file or directory." in cli.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.txt", None, "none.txt: no such file"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "image.txt: not text but an image"),
        ("noise.txt", bytes(range(256)) * 20, "noise.txt: not text in UTF-8, GB18030, Big5 or UTF-16"),
        ("dir/a.xml", TEXT, "dir: no text in this folder"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(
    cli: Cli, name: str, content: str | bytes | None, said: str
) -> None:
    if content is not None:
        cli.file(name, content)
    given = name.split("/")[0]
    assert cli("extract", given, code=2) == b""
    assert cli.err.startswith(f"dibao: {said}")
    assert cli.err.count("\n") == (2 if "/" in name else 1)
    cli("show", given, code=2)
    assert cli.err.startswith(f"dibao: {said}")


def test_a_wrong_encoding_is_one_line(cli: Cli) -> None:
    cli.file("a.txt", TEXT.encode("gb18030"))
    cli("extract", "a.txt", "--encoding", "utf-8", code=2)
    assert cli.err.startswith("dibao: a.txt: ")
    assert "utf-8" in cli.err.lower()
    assert cli.err.count("\n") == 1


def test_a_bad_file_does_not_stop_the_others(cli: Cli) -> None:
    cli.file("z.txt")
    got = cli.records("extract", "none.txt", "z.txt", code=2)
    assert {r["doc"] for r in got} == {"z.txt"}
    assert "none.txt: no such file" in cli.err
    assert "1 document, " in cli.err and "1 failed" in cli.err


def test_errors_go_to_a_file(cli: Cli) -> None:
    cli.file("z.txt")
    cli("extract", "none.txt", "z.txt", "--errors", "errors.jsonl", code=2)
    (error,) = map(json.loads, Path("errors.jsonl").read_text("utf-8").splitlines())
    assert error == {
        "schema": "1",
        "kind": "error",
        "doc": "none.txt",
        "error": "not-found",
        "message": "no such file; check the path",
    }
    assert "no such file" not in cli.err


def test_strict_stops_at_the_first(cli: Cli) -> None:
    cli.file("z.txt")
    cli("extract", "none.txt", "z.txt", "--strict", "-o", "out.jsonl", "--errors", "errors.jsonl", code=2)
    assert not Path("out.jsonl").exists()
    assert len(Path("errors.jsonl").read_text("utf-8").splitlines()) == 1
    assert cli.err == "dibao: stopped at the first failure (--strict)\n"


def test_output_takes_its_format_from_its_suffix(cli: Cli) -> None:
    cli.file("a.txt")
    for name in ("o.jsonl", "o.json", "o.csv", "o.tsv", "o.dat"):
        assert cli("extract", "a.txt", "-o", name) == b""
    assert Path("o.dat").read_bytes() == Path("o.jsonl").read_bytes()
    records = list(map(json.loads, Path("o.jsonl").read_text("utf-8").splitlines()))
    assert json.loads(Path("o.json").read_text("utf-8")) == records
    with Path("o.csv").open(newline="", encoding="utf-8") as file:
        assert [row["name"] for row in csv.DictReader(file)] == [r.get("name", "") for r in records]
    assert len(Path("o.tsv").read_text("utf-8").splitlines()) == len(records) + 1


def test_output_into_a_missing_folder(cli: Cli) -> None:
    cli.file("a.txt")
    cli("extract", "a.txt", "-o", "none/o.jsonl", code=2)
    assert cli.err.count("\n") == 1
    assert "No such file or directory" in cli.err
    assert cli.err.startswith("dibao: none/o.jsonl: ")


def test_names_that_are_no_utf8_are_written(cli: Cli) -> None:
    name = os.fsdecode(b"\xb1\xa8.txt")
    cli.file(name)
    assert {r["doc"] for r in cli.records("extract", name)} == {"\\xb1\\xa8.txt"}
    assert {r["doc"] for r in cli.records("extract", ".", "-q")} == {"./\\xb1\\xa8.txt"}


def test_a_user_table_is_read(cli: Cli) -> None:
    cli.file("a.txt", "12月29日，总铲长李国强出席会议。\n")
    columns = "form\tkind\n"
    cli.file("mine.tsv", f"# table: titles\n{columns}总铲长\toccupation\n")
    titles = [r for r in cli.records("extract", "a.txt", "--lexicon", "mine.tsv") if r["type"] == "title"]
    assert [t["text"] for t in titles] == ["总铲长"]
    assert titles[0]["lexicon"] == ["mine.tsv:3"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (None, "mine.tsv: no such lexicon; give the path of a TSV file"),
        ("# table: titels\nform\nx\n", "mine.tsv:1: header '# table: NAME' must name one of"),
        ("# table: titles\nform\tkind\nx\n", "mine.tsv:3: 1 cells, the header names 2; separate cells"),
        ("# table: titles\nform\tkidn\nx\ty\n", "mine.tsv:2: no column 'kidn' in titles"),
        (b"# table: titles\nform\n\xff\n", "mine.tsv: not UTF-8 at byte"),
        ("# table: titles\nform\tkind\nx\tchief\n", "mine.tsv:3: kind 'chief' is none of "),
        ("# table: titles\nform\n縣長\n", "mine.tsv:3: '縣長' can never be found"),
        ("# table: titles\nform\nx\nx\n", "mine.tsv:4: 'x' stands in line 3 already"),
    ],
)
def test_a_broken_user_table_stops_before_any_document(
    cli: Cli, table: str | bytes | None, said: str
) -> None:
    cli.file("a.txt")
    if table is not None:
        cli.file("mine.tsv", table)
    for command in ("extract", "show"):
        assert cli(command, "a.txt", "--lexicon", "mine.tsv", code=2) == b""
        assert cli.err.startswith(f"dibao: {said}")
        assert cli.err.count("\n") == 1


def test_an_untidy_user_table_is_read(cli: Cli) -> None:
    cli.file("a.txt")
    cli.file("mine.tsv", "# table: titles\r\nform\r\n总铲长 \r\n分铲长\r\n")
    cli("extract", "a.txt", "--lexicon", "mine.tsv")
    assert cli.err == ""


def test_show_writes_marked_text(cli: Cli) -> None:
    cli.file("a.txt")
    plain, marks = parse(cli("show", "a.txt", "--place", "临江市").decode())
    assert plain == TEXT
    assert ("person", "李国强") in {(m.type, plain[m.start : m.end]) for m in marks}
    coloured = cli("show", "a.txt", "--color", "always").decode()
    assert "\x1b[1;36m李国强\x1b[0m" in coloured


def test_show_of_some_types(cli: Cli) -> None:
    cli.file("a.txt")
    _, marks = parse(cli("show", "a.txt", "--types", "money").decode())
    assert [mark.type for mark in marks] == ["money"]


def test_schema_is_printed(cli: Cli) -> None:
    from dibao.schema import schema

    assert json.loads(cli("schema")) == schema()


def test_rules_are_listed_with_examples(cli: Cli) -> None:
    out = cli("rules").decode()
    for rule in rules():
        assert f"{rule.name}  {rule.about}\n" in out
        assert all(f"  + {example}\n" in out for example in rule.examples)
        assert all(f"  - {reject}\n" in out for reject in rule.rejects)
    assert {rule.type for rule in rules()} > set(ENTITY_TYPES)
    assert set(FRAMES) < set(rules())


def test_rules_of_a_type_or_by_name(cli: Cli) -> None:
    first, *_ = rules()
    out = cli("rules", first.name).decode()
    assert out.startswith(f"{first.name}  ")
    assert "\n\n" not in out
    titles = cli("rules", "title").decode()
    assert all(line.startswith(("title.", "  ")) for line in titles.splitlines() if line)


def test_lexicon_check_of_a_user_table(cli: Cli) -> None:
    cli.file("mine.tsv", "# table: titles\nform\tkind\n总务官\tchief\n")
    out = cli("lexicon", "check", "mine.tsv", code=1).decode()
    assert out.startswith("mine.tsv:3: kind 'chief' is none of ")
    assert cli.err == "dibao: 1 table, 1 fault\n"
    cli.file("mine.tsv", "# table: titles\nform\tkind\n总务官\toccupation\n")
    assert cli("lexicon", "check", "mine.tsv") == b""
    assert cli.err == "dibao: 1 table, no faults\n"


def test_lexicon_check_does_not_flood(cli: Cli) -> None:
    cli.file("mine.tsv", "# table: titles\nform\n" + "".join(f"总{n:04} \n" for n in range(900)))
    lines = cli("lexicon", "check", "mine.tsv", code=1).decode().splitlines()
    assert len(lines) == 6
    assert lines[-1].startswith("mine.tsv: 895 more lines: white space at the end of a cell")


def test_lexicon_tidy(cli: Cli) -> None:
    cli.file("mine.tsv", "# table: titles\nform\n总务官\n分务官 \n\n总务官\n")
    cli("lexicon", "tidy", "mine.tsv")
    assert cli.err == "dibao: mine.tsv: tidied\n"
    assert Path("mine.tsv").read_text("utf-8") == "# table: titles\nform\n分务官\n总务官\n"
    cli("lexicon", "tidy", "mine.tsv")
    assert cli.err == ""
    cli("lexicon", "tidy", "none.tsv", code=2)
    assert cli.err.startswith("dibao: none.tsv: cannot be read")


def test_lexicon_list_and_owners(cli: Cli) -> None:
    from dibao.lexicon_check import built_in

    lines = cli("lexicon", "list").decode().splitlines()
    assert [line.split()[0] for line in lines] == [path.stem for path in built_in()]
    cli.file("a.tsv", "# table: titles\nform\n总务官\n")
    cli.file("b.tsv", "# table: titles\nform\n总务官\n")
    out = cli("lexicon", "check", "--owners", "a.tsv", "b.tsv").decode()
    assert out == "note: 总务官 stands in a.tsv:3 and b.tsv:3\n"


def test_a_database_is_written_whole_or_not_at_all(cli: Cli) -> None:
    import sqlite3
    from contextlib import closing

    cli.file("a.txt")
    for name in ("o.sqlite", "o.db", "o.sqlite3"):
        assert cli("extract", "a.txt", "-o", name) == b""
        assert Path(name).read_bytes() == Path("o.sqlite").read_bytes()
    with closing(sqlite3.connect("o.db")) as database:
        names = {name for (name,) in database.execute("select name from mentions")}
    assert names == {r["name"] for r in cli.records("extract", "a.txt") if r["kind"] == "entity"}
    before = Path("o.db").read_bytes()
    cli("extract", "a.txt", "none.txt", "--strict", "-o", "o.db", code=2)
    assert Path("o.db").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "o.db", "o.sqlite", "o.sqlite3"]


def test_parquet_is_written_like_csv(cli: Cli) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    cli.file("a.txt")
    cli("extract", "a.txt", "-o", "o.parquet")
    cli("extract", "a.txt", "-o", "o.csv")
    with Path("o.csv").open(newline="", encoding="utf-8") as file:
        assert [row["text"] for row in csv.DictReader(file)] == pq.read_table("o.parquet")["text"].to_pylist()


@pytest.mark.parametrize("format", ["sqlite", "parquet"])
def test_a_format_that_is_a_file_wants_one(cli: Cli, format: str) -> None:
    cli.file("a.txt")
    for args in ([], ["-o", "/dev/null"]):
        cli("extract", "a.txt", "-f", format, *args, code=2)
        assert f"{format} is written to a file; name it with -o." in cli.err
        assert cli.err.count("\n") == 1


def test_a_missing_package_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    cli.file("a.txt")
    cli("extract", "none.txt", "-o", "o.parquet", code=2)
    assert "parquet needs pyarrow, which is not installed: pip install 'dibao[parquet]'." in cli.err
    assert cli.err.count("\n") == 1
    assert not Path("o.parquet").exists()


def test_documents_from_everywhere(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"正文": TEXT, "day": "2021-01-05", "id": "n1"}) + "\n"
    cli.file("in/a.jsonl", line)
    cli.file("in/drafts/b.txt")
    chosen = ["--text-field", "正文", "--date-field", "day", "--id-field", "id"]
    for command in ("extract", "officials", "events"):
        args = [command, "in", "--exclude", "drafts/", "-q", "-f", "jsonl", *chosen]
        assert "李国强" in cli(*args).decode() and "n1" in cli(*args).decode()
        assert cli.err == ""
        cli(*args, "--max-size", "20", code=2)
        assert "in/a.jsonl:1: " in cli.err and "raise --max-size" in cli.err
    stdin(monkeypatch, line.encode())
    (day,) = (r["value"] for r in cli.records("extract", "-", *chosen, "--types", "date", "--no-events"))
    assert day == "2020-12-29"


def test_standard_input_has_a_bound_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, TEXT.encode())
    assert cli("extract", "--max-size", "20", code=2) == b""
    assert cli.err == "dibao: -: more than 20 bytes are not read; split it or raise --max-size\n"


@pytest.mark.parametrize("size", ["0", "10X", "-1", "many", "1.5G"])
def test_a_size_that_is_none(cli: Cli, size: str) -> None:
    cli("extract", "a.txt", f"--max-size={size}", code=2)
    assert "write it as 500K, 20M or 1G" in cli.err


@pytest.mark.parametrize(("size", "bytes_"), [("12", 12), ("3k", 3072), ("20M", 20 << 20), ("1GiB", 1 << 30)])
def test_sizes(size: str, bytes_: int) -> None:
    from dibao.commands.options import _size

    assert _size(size) == bytes_


def test_a_list_of_paths_is_read_as_it_comes() -> None:
    from dibao.commands.paths import _split

    class Pipe(io.BytesIO):
        asked = 0

        def read1(self, size: int | None = -1) -> bytes:
            self.asked += 1
            return super().read1(3)

    pipe = Pipe(b"a.txt\nb.txt\r\n-\n\nc")
    paths = _split(pipe, b"\n")
    assert next(paths) == "a.txt"
    assert pipe.asked == 2
    assert list(paths) == ["b.txt", "./-", "c"]
