"""Runs of ``dibao extract`` over an archive: the same bytes however they are made, and whatever happens."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sqlite3
import tarfile
import time
import zipfile
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from made import NAMES, page

from dibao.app import run
from dibao.batch import Piece, Settings, Source, journal, plan

fork = get_context("fork")


def extract(*args: str, code: int = 0) -> None:
    assert run(["extract", *args, "-q"]) == code


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def records(name: str) -> list[dict[str, Any]]:
    return list(map(json.loads, Path(name).read_bytes().splitlines()))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("format", ["jsonl", "json", "csv", "table", "sqlite", "parquet"])
def test_the_same_bytes_for_any_number_of_processes(pages: Path, format: str) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    for jobs in ("1", "2", "3"):
        extract("in", "-o", f"out{jobs}", "-f", format, "--jobs", jobs, "--articles")
    one = Path("out1").read_bytes()
    assert len(one) > 20_000
    assert Path("out2").read_bytes() == Path("out3").read_bytes() == one


def test_the_same_records_as_the_library_gives(pages: Path) -> None:
    import dibao

    extract("in", "-o", "out.jsonl", "--jobs", "2", "--articles")
    expected = [
        record
        for path in sorted(pages.rglob("*.txt"))
        for record in dibao.extract(path.read_text("utf-8"), doc=str(path)).records(articles=True)
    ]
    assert records("out.jsonl") == expected


def test_a_database_of_documents_read_in_pieces(pages: Path) -> None:
    extract("in", "-o", "out.jsonl", "--jobs", "2")
    extract("in", "-o", "out.db", "--jobs", "2")
    expected = [record for record in records("out.jsonl") if record["kind"] == "entity"]
    with closing(sqlite3.connect("out.db")) as database:
        found = database.execute("""
            select doc, m.start, m.text, substr(d.text, m.start - d.start + 1, m."end" - m.start)
            from mentions m join documents d on d.id = m.document order by m.id""").fetchall()
        (pieces, starts) = database.execute(
            "select count(*), count(distinct start) from documents where doc = 'in/2021/all.txt'"
        ).fetchone()
    assert [(r["doc"], r["start"], r["text"], r["text"]) for r in expected] == found
    assert pieces == starts > 2


@pytest.mark.parametrize("source", ["zip", "tar.gz", "jsonl"])
def test_an_archive_gives_what_its_folder_does(pages: Path, source: str) -> None:
    paths = [path for path in sorted(pages.rglob("*.txt")) if path.name != "all.txt"]
    if source == "zip":
        with zipfile.ZipFile("in.zip", "w") as packed:
            for path in paths:
                packed.write(path)
    elif source == "tar.gz":
        with tarfile.open("in.tar.gz", "w:gz") as tar:
            for path in paths:
                tar.add(path)
    else:
        rows = [{"text": path.read_text("utf-8"), "id": str(path)} for path in paths]
        Path("in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    extract("in", "--exclude", "all.txt", "-o", "folder.jsonl")
    for more in (["--jobs", "1"], ["--jobs", "2"], ["--jobs", "2", "--resume"]):
        extract(f"in.{source}", "--id-field", "id", "-o", "out.jsonl", *more)
        got = Path("out.jsonl").read_bytes().replace(f'"in.{source}!'.encode(), b'"')
        assert got == Path("folder.jsonl").read_bytes()


def test_a_folder_that_mirrors_the_archive(pages: Path) -> None:
    extract("in", "-o", "all.jsonl")
    extract("in", "-o", "out/", "--jobs", "2")
    out = files(Path("out"))
    assert list(out) == [str(p.relative_to("in").with_suffix(".jsonl")) for p in sorted(pages.rglob("*.txt"))]
    assert b"".join(out.values()) == Path("all.jsonl").read_bytes()


def test_nothing_is_left_beside_the_output(pages: Path) -> None:
    extract("in", "-o", "out.jsonl", "--jobs", "2")
    assert names() == ["in", "out.jsonl"]


def test_resumed_after_being_killed_ten_times(pages: Path) -> None:
    """kill -9 at any moment: the next run goes on, and in the end the bytes are the same."""
    extract("in", "-o", "whole.jsonl", "--jobs", "2")
    dice = random.Random(20201230)
    kept, kills = 0, 0
    while kills < 10:
        process = fork.Process(target=extract, args=("in", "-o", "out.jsonl", "--jobs", "2", "--resume"))
        process.start()
        parts_before = kept
        time.sleep(dice.uniform(0.05, 0.6))
        workers = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        gone(workers)
        kills += process.exitcode != 0
        if Path("out.jsonl").exists():  # it was done: begin anew
            assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
            Path("out.jsonl").unlink()
            kept = 0
        else:
            kept = len(list(Path(".out.jsonl.dibao").glob("??/*")))
            assert kept >= parts_before
    extract("in", "-o", "out.jsonl", "--jobs", "2", "--resume")
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
    assert names() == ["in", "out.jsonl", "whole.jsonl"]


def children(pid: int | None) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except FileNotFoundError:
        return []


def gone(pids: list[int]) -> None:
    """Workers end by themselves once nobody asks them any more."""
    until = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_is_done_is_not_done_again(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is broken off keeps every task that was done, and does the others only."""
    done = broken_off(monkeypatch, at=9)
    assert done == 9
    again = count_tasks(monkeypatch)
    extract("in", "-o", "out.jsonl", "--jobs", "1", "--resume")
    total, reused = len(again), sum(again)
    assert reused == 9 and total > 12
    extract("in", "-o", "whole.jsonl", "--jobs", "1")
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def broken_off(monkeypatch: pytest.MonkeyPatch, at: int) -> int:
    """Break a run off when so many tasks are done; how many parts it has left."""
    keep, seen = journal.keep, []

    def keep_some(*args: object) -> object:
        if len(seen) == at:
            raise KeyboardInterrupt
        seen.append(1)
        return keep(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(journal, "keep", keep_some)
        extract("in", "-o", "out.jsonl", "--jobs", "1", code=130)
    assert not Path("out.jsonl").exists()
    return len(list(Path(".out.jsonl.dibao").glob("??/*")))


def count_tasks(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each task of the runs from now on was found in the journal."""
    find, seen = journal.find, list[bool]()

    def counted(*args: object) -> object:
        found = find(*args)  # type: ignore[arg-type]
        seen.append(found is not None)
        return found

    monkeypatch.setattr(journal, "find", counted)
    return seen


@pytest.mark.parametrize(
    ("change", "some"),
    [
        (lambda: None, True),
        (lambda: Path("in/2020/000.txt").write_text(page(77), "utf-8"), True),
        (lambda: Path("in/2020/0000.txt").write_text(page(78), "utf-8"), True),
        (lambda: Path("in/2020/000.txt").unlink(), True),
    ],
    ids=["nothing", "a page changed", "a page added", "a page removed"],
)
def test_resumed_over_a_changed_archive(
    pages: Path, monkeypatch: pytest.MonkeyPatch, change: object, some: bool
) -> None:
    broken_off(monkeypatch, at=12)
    change()  # type: ignore[operator]
    again = count_tasks(monkeypatch)
    extract("in", "-o", "out.jsonl", "--jobs", "1", "--resume")
    assert any(again) == some
    extract("in", "-o", "whole.jsonl", "--jobs", "1")
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


@pytest.mark.parametrize("option", [["--types", "person"], ["--date", "2022-01-01"], ["--articles"]])
def test_other_settings_take_nothing_from_the_journal(
    pages: Path, monkeypatch: pytest.MonkeyPatch, option: list[str]
) -> None:
    broken_off(monkeypatch, at=6)
    again = count_tasks(monkeypatch)
    extract("in", "-o", "out.jsonl", "--jobs", "1", "--resume", *option)
    assert again and not any(again)


def test_a_torn_part_is_no_part(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(monkeypatch, at=6)
    parts = sorted(Path(".out.jsonl.dibao").glob("??/*"))
    parts[0].write_bytes(parts[0].read_bytes()[:-1])
    parts[1].write_bytes(b"")
    data = bytearray(parts[2].read_bytes())
    data[-9] ^= 1
    parts[2].write_bytes(data)
    again = count_tasks(monkeypatch)
    extract("in", "-o", "out.jsonl", "--jobs", "1", "--resume")
    assert sum(again) == 3
    extract("in", "-o", "whole.jsonl", "--jobs", "1")
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def test_two_runs_do_not_write_one_file(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def hold(ready: object, release: object) -> None:
        with journal.opened(Path(".out.jsonl.dibao")):
            ready.set()  # type: ignore[attr-defined]
            release.wait()  # type: ignore[attr-defined]

    ready, release = fork.Event(), fork.Event()
    process = fork.Process(target=hold, args=(ready, release))
    process.start()
    ready.wait()
    extract("in", "-o", "out.jsonl", code=2)
    assert "out.jsonl: another run is writing it" in capsys.readouterr().err
    release.set()
    process.join()
    extract("in", "-o", "out.jsonl")


def test_resume_needs_a_file(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract("in", "--resume", code=2)
    assert "needs -o with a file or a folder" in capsys.readouterr().err


def test_the_output_is_no_input(pages: Path) -> None:
    extract(".", "-o", "out.jsonl")
    first = Path("out.jsonl").read_bytes()
    extract(".", "-o", "out.jsonl")
    assert Path("out.jsonl").read_bytes() == first
    for _ in range(2):
        extract(".", "-o", "tree/", "--exclude", "out.jsonl")
    assert len(files(Path("tree"))) == len(files(Path("in")))
    assert all(name.startswith("in/") for name in files(Path("tree")))


BROKEN = {
    "binary.txt": b"\x7fELF" + bytes(range(256)) * 40,
    "gone.txt": None,
    "image.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
}
GOOD = {
    "cut.txt": page(1).encode()[:-2],
    "gb.txt": page(2).encode("gb18030"),
    "utf16.txt": page(3).encode("utf-16"),
    "empty.txt": b"",
    os.fsdecode(b"\xb1\xa8.txt"): page(4).encode(),
}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_broken_files_cost_themselves_only(pages: Path, jobs: str) -> None:
    folder = Path("in/2020")
    for name, data in (BROKEN | GOOD).items():
        (folder / name).write_bytes(data) if data is not None else (folder / name).symlink_to("nowhere")
    (folder / "loop").symlink_to("..")
    secret = folder / "secret.txt"
    secret.write_text(page(5), "utf-8")
    secret.chmod(0)
    readable = os.access(secret, os.R_OK)  # as root
    extract("in", "-o", "out.jsonl", "--errors", "e.jsonl", "--jobs", jobs, "--follow", code=2)
    docs = {record["doc"] for record in records("out.jsonl")}
    good = {f"in/2020/{os.fsencode(n).decode('utf-8', 'backslashreplace')}" for n in GOOD if n != "empty.txt"}
    assert docs >= good | {str(p) for p in pages.rglob("0*.txt")}
    errors = records("e.jsonl")
    assert {(e["doc"].removeprefix("in/2020/"), e["error"]) for e in errors} == {
        ("binary.txt", "binary"),
        ("gone.txt", "not-found"),
        ("image.txt", "binary"),
        ("loop", "unreadable"),
    } | (set() if readable else {("secret.txt", "unreadable")})
    assert len({e["doc"] for e in errors}) == len(errors)
    assert NAMES[2] in Path("out.jsonl").read_text("utf-8")


def test_what_is_read_is_not_written_over(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = "in/2020/000.txt"
    before = Path(path).read_bytes()
    for command in ("extract", "officials", "events"):
        assert run([command, path, "-o", path]) == 2
        assert f"{path} is read; write to another file." in capsys.readouterr().err
    assert Path(path).read_bytes() == before
    extract(path, "-o", "out.jsonl", "--errors", "./out.jsonl", code=2)
    assert "takes the records; name another file." in capsys.readouterr().err
    extract(path, "-o", "/dev/null", "--errors", "/dev/null")


def test_no_folder_is_made_for_a_file(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for paths in (["in"], ["in/2020/000.txt"]):
        extract(*paths, "-o", "none/out.jsonl", code=2)
        assert capsys.readouterr().err == "dibao: none/out.jsonl: No such file or directory\n"
    assert names() == ["in"]
    extract("in/2020/000.txt", "in/2021/001.txt", "-o", "new/tree/")
    assert list(files(Path("new"))) == ["tree/2020/000.jsonl", "tree/2021/001.jsonl"]


def test_a_list_whose_paths_end_with_nul(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(pages.rglob("0*.txt"))
    Path("list").write_text("".join(f"{path}\0" for path in paths), "utf-8")
    extract("--files-from", "list", "-o", "out.jsonl", code=2)
    assert "the paths end with NUL; add -0." in capsys.readouterr().err
    assert not Path("out.jsonl").exists()
    extract("--files-from", "list", "-0", "-o", "out.jsonl")
    assert list(dict.fromkeys(record["doc"] for record in records("out.jsonl"))) == list(map(str, paths))


def test_what_a_killed_run_was_writing_is_removed(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(monkeypatch, at=6)
    parts = Path(".out.jsonl.dibao")
    kept = sorted(parts.glob("??/*"))
    (parts / ".out.jsonl.0badcafe.part").write_bytes(b"half")
    kept[0].with_name(f"{kept[0].name}.0badcafe.new").write_bytes(b"half")
    with journal.opened(parts):
        assert sorted(parts.glob("??/*")) == kept
        assert not list(parts.glob(".*"))


def test_a_compressed_file_is_cut_like_another(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it holds, not by what it takes on disk."""
    monkeypatch.setattr(plan, "PACKED", 60)  # invented pages are alike
    data = Path("in/2021/all.txt").read_bytes()
    Path("all.txt").write_bytes(data)
    Path("all.txt.gz").write_bytes(gzip.compress(data))
    assert Path("all.txt.gz").stat().st_size < plan.LARGE < len(data)
    found = plan.tasks([Source("all.txt", Path("all.txt.gz"))], Settings())
    assert sum(isinstance(unit, Piece) for task in found for unit in task.units) > 2
    extract("all.txt", "-o", "plain.jsonl")
    extract("all.txt.gz", "-o", "packed.jsonl")
    assert (
        Path("packed.jsonl").read_bytes().replace(b"all.txt.gz", b"all.txt")
        == Path("plain.jsonl").read_bytes()
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_once_where_it_is_named(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As of ``dibao extract <(command) folder``; one that lies in a folder is let alone."""
    os.mkfifo("in/2020/pipe.txt")
    writer = fork.Process(target=lambda: Path("in/2020/pipe.txt").write_text(page(7), "utf-8"))
    writer.start()
    assert run(["extract", "in/2020/pipe.txt", "in", "-o", "out.jsonl", "--jobs", "2"]) == 0
    writer.join()
    assert "skipped 1 that are no files" in capsys.readouterr().err
    found = [record for record in records("out.jsonl") if record["doc"] == "in/2020/pipe.txt"]
    Path("page.txt").write_text(page(7), "utf-8")
    extract("page.txt", "-o", "page.jsonl")
    assert found == [record | {"doc": "in/2020/pipe.txt"} for record in records("page.jsonl")]
