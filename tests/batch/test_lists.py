"""Lists over an archive, officials and events: the same ones however many processes read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dibao
from dibao.app import run
from dibao.register.officials import Register
from dibao.register.timeline import Timeline


def library(command: str, pages: Path) -> list[object]:
    """What the library makes of the same files, each of them read as a whole."""
    register, timeline = Register(), Timeline()
    for path in sorted(pages.rglob("*.txt")):
        wanted = ("person", "org") if command == "officials" else None
        read = dibao.extract(path.read_text("utf-8"), doc=str(path), types=wanted)  # type: ignore[arg-type]
        register.add(read)
        timeline.add(read)
    found = register.officials() if command == "officials" else timeline.happenings()
    return [json.loads(json.dumps(one.record())) for one in found]


@pytest.mark.parametrize("command", ["officials", "events"])
def test_the_same_list_for_any_number_of_processes(pages: Path, command: str) -> None:
    """Also of a document that is read in pieces: its lines, its articles and itself are counted once."""
    for jobs in ("1", "2", "3"):
        assert run([command, "in", "-f", "jsonl", "-o", f"out{jobs}", "--jobs", jobs, "-q"]) == 0
    one = Path("out1").read_bytes()
    assert Path("out2").read_bytes() == Path("out3").read_bytes() == one
    expected = library(command, pages)
    assert [json.loads(line) for line in one.splitlines()] == expected
    assert len(expected) > 5


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_failure_costs_itself(pages: Path, jobs: str) -> None:
    Path("in/2020/bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert run(["officials", "in", "-o", "out", "--jobs", jobs, "--errors", "e.jsonl", "-q"]) == 2
    (error,) = map(json.loads, Path("e.jsonl").read_bytes().splitlines())
    assert (error["doc"], error["error"]) == ("in/2020/bad.txt", "binary")
    assert Path("out").read_bytes()
    assert run(["officials", "in", "-o", "none", "--jobs", jobs, "--strict", "-q"]) == 2
    assert not Path("none").exists()
