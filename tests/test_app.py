from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dibao import __version__, app

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
TEXT = "12月29日，市委副书记、市长李国强出席会议并讲话，市财政局拨付600万元。\n"


def on_terminal(cwd: Path, *args: str, columns: int = 80, **env: str) -> str:
    """What ``dibao ARGS`` prints on a terminal."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
        clean |= {"TERM": "xterm-256color", "COLUMNS": str(columns)} | env
        os.execve(sys.executable, [sys.executable, "-m", "dibao", *args], clean)
    out = b""
    while select.select([fd], [], [], 30)[0]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
    os.waitpid(pid, 0)
    os.close(fd)
    return out.decode().replace("\r\n", "\n")


def test_version_names_program_lexicons_and_schema(dibao: Run) -> None:
    for flag in ("--version", "-V"):
        done = dibao(flag)
        assert done.returncode == 0
        assert re.fullmatch(
            rf"dibao {re.escape(__version__)}, lexicons [0-9a-f]{{8}}, schema 1\n", done.stdout.decode()
        )


def test_version_imports_nothing_heavy(dibao: Run) -> None:
    code = (
        "import sys; from dibao.app import run; run(['--version']);"
        "print({'typer', 'click', 'rich', 'orjson', 'jieba', 'dibao.types'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.endswith("set()\n")


def test_help_loads_no_pipeline_and_no_rich() -> None:
    code = (
        "import sys; from dibao.app import run; run(['extract', '--help']);"
        "print({'rich', 'orjson', 'jieba', 'dibao.pipeline'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.endswith("set()\n")


def test_paths_alone_in_a_pipe_need_no_parser_and_give_the_same(tmp_path: Path, dibao: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    for paths in (["in/a.txt"], ["in", "none.txt"], ["in/a.txt", "in/a.txt"]):
        plain, parsed = dibao("extract", *paths), dibao("extract", "--jobs", "1", *paths)
        assert (plain.returncode, plain.stdout, plain.stderr) == (
            parsed.returncode, parsed.stdout, parsed.stderr,
        )  # fmt: skip
    code = (
        "import sys; from dibao.app import run; run(['extract', 'in/a.txt']);"
        "print({'typer', 'click', 'rich', 'tarfile', 'zipfile', 'multiprocessing'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("set()\n")


@pytest.mark.parametrize(
    "args", [[], ["extract"], ["show"], ["schema"], ["rules"], ["lexicon"], ["lexicon", "check"]]
)
def test_help_begins_with_what_it_does_and_examples(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run([*args, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: dibao {' '.join(args)}".rstrip())
    if args != ["lexicon"]:
        assert f"  dibao {' '.join(args)}".rstrip() in out.split("Options:")[0]


def test_no_arguments_show_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([]) == 0
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["extrct", "a"], "No such command 'extrct'. Did you mean 'extract'? See dibao --help."),
        (["lexicon", "chek"], "No such command 'chek'. Did you mean 'check'? See dibao lexicon --help."),
        (["lexicon"], "Missing command. See dibao lexicon --help."),
        (
            ["extract", "--placce", "x"],
            "No such option '--placce'. Did you mean '--place'? See dibao extract --help.",
        ),
        (
            ["extract", "-f", "jsnol", "-"],
            "'jsnol' is unknown. Did you mean 'jsonl'? Choose from table, jsonl, ",
        ),
        (
            ["extract", "--types", "person,titel", "-"],
            "'titel' is unknown. Did you mean 'title'? Choose from person, ",
        ),
        (["extract", "--date", "30.12.2020", "-"], "'30.12.2020' is no date; write it as 2020-12-30."),
        (
            ["extract", "--encoding", "utf-88", "-"],
            "'utf-88' is unknown; the usual ones are utf-8, gb18030, ",
        ),
        (
            ["extract", "--color", "alway", "-"],
            "'alway' is unknown. Did you mean 'always'? Choose from auto, ",
        ),
        (
            ["extract", "--place", "衡阴市", "-"],
            "'衡阴市' is no division of China that is known.",
        ),
        (["rules", "persn"], "'persn' is unknown. Did you mean 'person'?"),
    ],
)
def test_wrong_usage_is_one_line_with_a_remedy(
    args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("dibao: ")
    assert said in err


def test_completion_offers_commands_and_values(dibao: Run) -> None:
    def offered(*words: str) -> set[str]:
        env = {
            "_DIBAO_COMPLETE": "complete_bash",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
        return set(dibao(env=env).stdout.decode().split())

    assert {"extract", "show", "schema", "rules", "lexicon"} <= offered("dibao", "")
    assert offered("dibao", "extract", "--format", "js") == {"json", "jsonl"}


def test_errors_of_the_program_show_no_traceback(monkeypatch: pytest.MonkeyPatch, dibao: Run) -> None:
    code = (
        "import sys, dibao.schema\n"
        "def broken(): raise RuntimeError('boom')\n"
        "dibao.schema.schema = broken\n"
        "from dibao.app import run; sys.exit(run(sys.argv[1:]))"
    )

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False
        )

    quiet = run("schema")
    assert quiet.returncode == 2
    assert quiet.stderr == "dibao: internal error: RuntimeError: boom; --debug shows where\n"
    for args in (("schema", "--debug"), ("--debug", "schema")):
        loud = run(*args)
        assert loud.returncode != 0
        assert "Traceback" in loud.stderr


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 300, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "dibao", "extract", "a.txt"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b'{"schema":"1"')
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "dibao", "schema"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"dibao: output: No space left on device\n"


def test_closed_streams_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    command = f"{sys.executable} -m dibao extract a.txt -o a.jsonl <&- >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, check=False).returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes().startswith(b'{"schema":"1"')


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_file(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    read, write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "dibao", "extract", "-", "-o", "out.jsonl"],
        cwd=tmp_path,
        stdin=read,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)  # by then it waits for its input
    process.send_signal(sent)
    # A shell reports both as ``code``: an end by the program itself, and one by the signal's own default.
    assert process.wait(60) in (code, -sent)
    os.close(read)
    os.close(write)
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    assert list(tmp_path.iterdir()) == []


def test_a_table_on_a_terminal_and_jsonl_elsewhere(tmp_path: Path, dibao: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    shown = on_terminal(tmp_path, "extract", "a.txt")
    assert "\x1b[2mofficials\x1b[0m" in shown
    assert "李国强" in shown
    piped = dibao("extract", "a.txt").stdout.splitlines()
    assert {json.loads(line)["kind"] for line in piped} >= {"entity"}
    assert on_terminal(tmp_path, "extract", "a.txt", "-f", "jsonl").encode().splitlines() == piped


@pytest.mark.parametrize(
    ("args", "env", "colour"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
    ],
)
def test_colours_on_a_terminal(
    tmp_path: Path, args: tuple[str, ...], env: dict[str, str], colour: bool
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert ("\x1b[" in on_terminal(tmp_path, "extract", "a.txt", *args, **env)) is colour


def test_no_colours_in_a_pipe_unless_asked_for(tmp_path: Path, dibao: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert b"\x1b" not in dibao("extract", "a.txt", "-f", "table").stdout
    assert b"\x1b" in dibao("extract", "a.txt", "-f", "table", "--color", "always").stdout


def test_columns_set_the_width(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("临江市、石湾区、清河县、南山区、北塘县举行会议。\n" * 3, "utf-8")
    wide = on_terminal(tmp_path, "extract", "a.txt", columns=120, NO_COLOR="1")
    narrow = on_terminal(tmp_path, "extract", "a.txt", columns=40, NO_COLOR="1")
    assert len(narrow.splitlines()) > len(wide.splitlines())


def test_nothing_given_on_a_terminal_asks_for_a_path(tmp_path: Path) -> None:
    said = on_terminal(tmp_path, "extract")
    assert said.startswith("dibao: Invalid value for 'PATH': name a file or a folder, or - for standard")
    assert len(said.splitlines()) == 1
