"""Workers that die, hang or take too long; runs whose reader has gone."""

from __future__ import annotations

import json
import mmap
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made import page

from dibao.app import run
from dibao.batch import pool
from dibao.batch.memory import held
from dibao.pipeline import Extraction, extract_document
from dibao.tables import cache

Trap = Callable[[Callable[[], None]], None]


@pytest.fixture
def trap(monkeypatch: pytest.MonkeyPatch) -> Trap:
    """Let something happen in whatever process reads a document that holds the word 陷阱."""

    def set_(happens: Callable[[], None]) -> None:
        def extract(document: object, **options: object) -> Extraction:
            if "陷阱" in document.raw:  # type: ignore[attr-defined]
                happens()
            return extract_document(document, **options)  # type: ignore[arg-type]

        monkeypatch.setattr("dibao.pipeline.extract_document", extract)

    return set_


def trapped(pages: Path) -> tuple[Path, set[str]]:
    """A page with the word among others; the names of the others."""
    others = {str(path) for path in pages.rglob("*.txt")}
    path = pages / "2021" / "013a.txt"
    path.write_text(page(13) + "陷阱", "utf-8")
    return path, others


def ran(*args: str) -> tuple[list[dict[str, str]], set[str]]:
    """The error records of a run that goes to its end, and the documents that have records."""
    began = time.monotonic()
    assert run(["extract", "in", "-o", "out.jsonl", "--errors", "e.jsonl", "-q", "--jobs", "2", *args]) == 2
    assert time.monotonic() - began < 90
    errors = list(map(json.loads, Path("e.jsonl").read_bytes().splitlines()))
    return errors, {json.loads(line)["doc"] for line in Path("out.jsonl").read_bytes().splitlines()}


def test_a_document_that_kills_its_worker(pages: Path, trap: Trap) -> None:
    trap(lambda: os.kill(os.getpid(), signal.SIGKILL))
    path, others = trapped(pages)
    errors, docs = ran()
    assert [(e["doc"], e["error"]) for e in errors] == [(str(path), "internal")]
    assert "died, twice" in errors[0]["message"]
    assert docs == others


def test_a_worker_killed_by_chance_costs_nothing(pages: Path, trap: Trap, tmp_path: Path) -> None:
    def once() -> None:
        if not (tmp_path / "done").exists():
            (tmp_path / "done").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    trap(once)
    trapped(pages)
    assert run(["extract", "in", "-o", "two.jsonl", "-q", "--jobs", "2"]) == 0
    assert (tmp_path / "done").exists()
    assert run(["extract", "in", "-o", "one.jsonl", "-q", "--jobs", "1"]) == 0
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()


def forever() -> None:
    while True:
        time.sleep(0.01)


def test_what_a_worker_compiles_is_kept(pages: Path, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    def compiles() -> None:
        cache.Growing[int]("trapped")["方"] = 1

    trap(compiles)
    monkeypatch.setattr("dibao.batch.plan.MOST", 1)
    for path in pages.rglob("*.txt"):
        path.write_text(page(1) + "陷阱", "utf-8")
    try:
        assert run(["extract", "in", "-o", "out.jsonl", "-q", "--jobs", "2"]) == 0
        assert cache.Growing("trapped") == {"方": 1}
    finally:
        for path in (cache.folder() or Path()).glob("trapped-*"):
            path.unlink()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_document_that_takes_too_long(pages: Path, trap: Trap, jobs: str) -> None:
    trap(forever)
    path, others = trapped(pages)
    errors, docs = ran("--timeout", "3", "--jobs", jobs)
    assert [(e["doc"], e["error"]) for e in errors] == [(str(path), "timeout")]
    assert errors[0]["message"].startswith("took longer than 3 seconds")
    assert docs == others


def test_a_worker_that_does_not_react(pages: Path, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "GRACE", 0.5)
    trap(lambda: os.kill(os.getpid(), signal.SIGSTOP))
    path, others = trapped(pages)
    errors, docs = ran("--timeout", "5")
    assert [(e["doc"], e["error"]) for e in errors] == [(str(path), "timeout")]
    assert "did not react" in errors[0]["message"]
    assert docs == others


def test_a_time_limit_in_a_thread() -> None:
    import threading

    from dibao.batch.limit import LateError, limit

    said: list[str] = []

    def work() -> None:
        try:
            with limit(0.1):
                forever()
        except LateError:
            said.append("late")
        with limit(60):
            said.append("in time")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["late", "in time"]


def test_a_failure_of_the_program_costs_one_document(pages: Path, trap: Trap) -> None:
    def fail() -> None:
        raise RuntimeError("two\nlines")

    trap(fail)
    path, others = trapped(pages)
    errors, docs = ran()
    assert [(e["doc"], e["error"]) for e in errors] == [(str(path), "internal")]
    assert errors[0]["message"] == "RuntimeError: two lines; --debug shows where"
    assert docs == others


def test_no_process_can_be_had(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    assert run(["extract", "in", "-o", "one.jsonl", "-q", "--jobs", "1"]) == 0
    monkeypatch.setattr(pool, "_Worker", none)
    assert run(["extract", "in", "-o", "two.jsonl", "-q", "--jobs", "2"]) == 0
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()


def test_a_document_over_the_bound(pages: Path) -> None:
    """Also one that is a single line is told by its size, not read."""
    big = pages / "2020" / "line.txt"
    with big.open("wb") as file:
        file.truncate(2 << 30)
    errors, docs = ran()
    assert [(e["doc"], e["error"]) for e in errors] == [(str(big), "too-large")]
    assert str(pages / "2020" / "000.txt") in docs


def test_a_closed_pipe_ends_at_once_and_silently(pages: Path) -> None:
    Path("big.txt").write_text("\n====\n".join(page(n) for n in range(4000)), "utf-8")
    command = [sys.executable, "-m", "dibao", "extract", "big.txt", "--jobs", "2"]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        first = process.stdout.readline()
        process.stdout.close()
        assert json.loads(first)["doc"] == "big.txt"
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert time.monotonic() - began < 60  # all of it takes minutes


def test_a_file_that_vanishes_meanwhile(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dibao.batch import plan

    before = plan.size_of

    def vanish(source: object) -> int:
        size = before(source)  # type: ignore[arg-type]
        if source.doc == "in/2021/001.txt":  # type: ignore[attr-defined]
            Path("in/2021/001.txt").unlink(missing_ok=True)
        return size

    monkeypatch.setattr(plan, "size_of", vanish)
    errors, docs = ran()
    assert [(e["doc"], e["error"]) for e in errors] == [("in/2021/001.txt", "not-found")]
    assert len(docs) == 24


def test_a_worker_that_has_grown_makes_room(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    class Counted(pool._Worker):
        def __init__(self, *args: object) -> None:
            started.append(args)
            super().__init__(*args)  # type: ignore[arg-type]

        def grown(self) -> int:
            return pool.GROWTH + 1

    monkeypatch.setattr(pool, "_Worker", Counted)
    assert run(["extract", "in", "-o", "two.jsonl", "-q", "--jobs", "2"]) == 0
    assert len(started) > 8
    assert run(["extract", "in", "-o", "one.jsonl", "-q", "--jobs", "1"]) == 0
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="nobody says how much memory a process takes")
def test_memory_of_a_process() -> None:
    before, size = held(os.getpid()), 1 << 24
    # Pages that nobody had before: what Python allocates may come from what it has freed.
    with mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as some:
        some.write(bytes(range(256)) * (size >> 8))
        assert held(os.getpid()) - before > size // 2
    assert held(None) == 0
