"""How far a run is: lines elsewhere, a line drawn anew on a terminal, nothing with -q; the summary at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dibao.app import run
from dibao.commands import progress
from dibao.commands.report import span

TEXT = "12月29日，市委副书记、市长李国强出席会议并讲话，市财政局拨付600万元。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(80):
        path = tmp_path / "in" / f"{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, "utf-8")
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return tmp_path


def test_a_line_now_and_then(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    assert run(["extract", "in", "-o", "out.jsonl", "--jobs", "1"]) == 2
    *lines, last = capsys.readouterr().err.splitlines()
    told = [line for line in lines if " files, " in line]
    assert told
    assert re.fullmatch(
        r"dibao: \d+ of 81 files, 0\.0 of 0\.0 MB, \d+\.\d\d MB/s, \d+ s left(, 1 failed)?", told[-1]
    )
    assert re.match(
        r"dibao: 80 documents, \d+ mentions \(\d+ \w+, .*\), \d+ events \(.*\), 1 failed \(1 binary\)", last
    )


def test_nothing_with_quiet(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    assert run(["extract", "in", "-o", "out.jsonl", "-q", "--errors", "e.jsonl"]) == 2
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_drawn_anew_on_a_terminal(folder: Path, term: str) -> None:
    ours, theirs = os.openpty()
    command = [
        sys.executable,
        "-c",
        "import dibao.commands.progress as p; p.REDRAWN = 0; from dibao.app import main; main()",
    ]
    process = subprocess.Popen(
        [*command, "extract", "in", "-o", "out.jsonl", "--jobs", "2"],
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"TERM": term, "COLUMNS": "80"},
    )
    os.close(theirs)
    said = b""
    try:
        while data := os.read(ours, 65536):
            said += data
    except OSError:  # Linux ends a terminal whose other side is closed with an error
        pass
    os.close(ours)
    assert process.wait() == 2
    assert (b" files, " in said) == (term == "xterm")
    assert (b"\x1b[2K" in said) == (term == "xterm")
    assert "dibao: 80 documents, " in said.decode().splitlines()[-1]


def test_times_for_people() -> None:
    assert [span(s) for s in (0.4, 59, 61, 3599, 3661)] == ["0 s", "59 s", "1:01 min", "59:59 min", "1:01 h"]
