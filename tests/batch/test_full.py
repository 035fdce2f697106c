"""Disks that are full: what they do not take is told and costs itself, and the run is gone on with later."""

from __future__ import annotations

import json
import os
import re
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from dibao.app import run

resource = pytest.importorskip("resource")
fork = get_context("fork")


def extract(*args: str, code: int = 0) -> None:
    assert run(["extract", *args, "--jobs", "2", "-q"]) == code


def limited(most: int, *args: str) -> str:
    """What a run says that may write no file of more bytes, as on a full disk; it ends with exit code 2."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        sys.stderr = Path("said").open("w", encoding="utf-8")  # noqa: SIM115
        os._exit(run(["extract", *args, "--jobs", "2", "-q"]))

    process = fork.Process(target=full)
    process.start()
    process.join()
    assert process.exitcode == 2
    said = Path("said").read_text("utf-8")
    Path("said").unlink()
    return said


def records(name: str) -> list[dict[str, Any]]:
    return list(map(json.loads, Path(name).read_bytes().splitlines()))


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_a_full_disk_costs_what_does_not_fit(pages: Path) -> None:
    extract("in", "-o", "/dev/full", "--errors", "e.jsonl", code=2)
    errors = records("e.jsonl")
    assert {e["error"] for e in errors} == {"unwritable"}
    assert len(errors) == len(list(pages.rglob("*.txt")))
    assert "No space left on device" in errors[0]["message"]


def test_a_file_that_may_not_grow_further(pages: Path) -> None:
    """Whole documents as far as they go, an error record each for the others; then resumed."""
    extract("in", "-o", "whole.jsonl")
    limited(Path("whole.jsonl").stat().st_size // 3, "in", "-o", "out.jsonl", "--errors", "e.jsonl")
    errors, written = records("e.jsonl"), records("out.jsonl")
    assert {e["error"] for e in errors} == {"unwritable"}
    lost, there = {e["doc"] for e in errors}, {r["doc"] for r in written}
    assert lost and there
    assert not lost & there
    assert lost | there == {str(path) for path in pages.rglob("*.txt")}
    assert written == [r for r in records("whole.jsonl") if r["doc"] in there]
    extract("in", "-o", "out.jsonl", "--resume")
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
    assert names() == ["e.jsonl", "in", "out.jsonl", "whole.jsonl"]


@pytest.mark.parametrize(("format", "says"), [("sqlite", "full|disk I/O"), ("parquet", "File too large")])
def test_a_database_that_may_not_grow_further(pages: Path, format: str, says: str) -> None:
    """It cannot be finished: one line, no file, and what is done is there when the run is gone on with."""
    if format == "parquet":
        pytest.importorskip("pyarrow")
    extract("in", "-o", f"whole.{format}")
    said = limited(Path(f"whole.{format}").stat().st_size // 2, "in", "-o", f"out.{format}")
    assert re.fullmatch(rf"dibao: out\.{format}: .*(?:{says}).*; --resume goes on from what is done\n", said)
    assert names() == [f".out.{format}.dibao", "in", f"whole.{format}"]
    extract("in", "-o", f"out.{format}", "--resume")
    assert Path(f"out.{format}").read_bytes() == Path(f"whole.{format}").read_bytes()
    assert names() == ["in", f"out.{format}", f"whole.{format}"]


def test_databases_in_a_folder_fail_by_themselves(pages: Path) -> None:
    extract("in", "-o", "whole/", "-f", "sqlite")
    most = max(path.stat().st_size for path in Path("whole").rglob("0*.sqlite"))
    limited(most, "in", "-o", "out/", "-f", "sqlite", "--errors", "e.jsonl")
    assert [(e["doc"], e["error"]) for e in records("e.jsonl")] == [("in/2021/all.txt", "unwritable")]
    made, expected = ({p.relative_to(top) for p in Path(top).rglob("*.sqlite")} for top in ("out", "whole"))
    assert expected - made == {Path("2021/all.sqlite")}
    extract("in", "-o", "out/", "-f", "sqlite", "--resume")
    assert {p.relative_to("out") for p in Path("out").rglob("*.sqlite")} == expected
