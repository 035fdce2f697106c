"""README.md runs: its sessions give the outputs it shows, its tables say what the code says.

``python tests/test_readme.py`` writes outputs and tables anew; nobody types them.
"""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import dibao
import test_samples
from dibao.app import build
from dibao.commands.rules import rules
from dibao.events import FRAMES
from dibao.schema import fields
from dibao.tables import lexicon
from dibao.types import ENTITY_TYPES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PACKAGE = ROOT / "cli" / "dibao"
RECORDS = "dibao extract samples/ -q -o records.jsonl"
FILES = ("dibao extract samples/ -q -o news.sqlite", "dibao extract samples/ -q -o news.parquet")
"""The commands that README's recipes start from."""

TOOLS = ("jq", "sqlite-utils")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HOLE = re.compile(r"\[(?:(\w+):)?(\w+)")
_COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n?", re.MULTILINE)
_TABLE = re.compile(r"(?<=^<!-- table: (\w{6}) -->\n\n)(?:\|.*\n)+", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block of README: its language, its text, the line that it begins on."""

    language: str
    text: str
    line: int


def blocks(text: str, language: str) -> list[Block]:
    found = [Block(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in _BLOCK.finditer(text)]
    return [block for block in found if block.language == language]


def label(block: Block) -> str:
    return f"line {block.line}"


def commands(session: str) -> Iterator[tuple[str, str]]:
    """The commands of a session, continuation lines joined, each with the output shown under it."""
    parts = _COMMAND.split(session)
    for command, output in zip(parts[1::2], parts[2::2], strict=True):
        yield command.replace("\n> ", "\n"), output


def run(command: str, folder: Path) -> str:
    """What a command prints. dibao without a pipe or redirection prints to a terminal of 80 columns."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    if not command.startswith("dibao ") or any(sign in command for sign in "|<>"):
        shell = ["bash", "-o", "pipefail", "-c", command]
        done = subprocess.run(shell, cwd=folder, env=env, capture_output=True, check=False)
        # head closes the pipe before its writer is done: 141
        assert done.returncode in (0, 141), f"{command}: {done.stderr.decode()}"
        return done.stdout.decode().replace("\r\n", "\n")
    return on_terminal(command, folder, env)


def on_terminal(command: str, folder: Path, env: dict[str, str]) -> str:
    """What a command prints where its standard output is a terminal."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        command, shell=True, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    out = b""
    try:
        while data := os.read(ours, 65536):
            out += data
    except OSError:  # Linux ends a terminal whose other side is closed with an error
        pass
    os.close(ours)
    _, errors = process.communicate()
    assert process.returncode == 0, f"{command}: {errors.decode()}"
    return out.decode().replace("\r\n", "\n")


def session(text: str, folder: Path) -> str:
    """A session run anew: its commands with what they print now."""
    out = ""
    for command, _ in commands(text):
        shown = command.replace("\n", "\n> ")
        out += f"$ {shown}\n{run(command, folder)}"
    return out


def entities_table() -> str:
    """Entity types: what a record of each has beside offsets, text and name, and an example of a rule."""
    rows = ["| type | what its records add | example |", "| --- | --- | --- |"]
    shared = set.intersection(*(set(fields()[name]) for name in ENTITY_TYPES))
    for name in ENTITY_TYPES:
        own = ", ".join(f"`{key}`" for key in fields()[name] if key not in shared)
        example = next(rule.examples[0] for rule in rules() if rule.type == name)
        rows.append(f"| `{name}` | {own} | `{example}` |")
    return "\n".join(rows) + "\n"


def events_table() -> str:
    """Event types: their subtypes, the roles that their frames fill, and an example."""
    rows = ["| type | subtypes | roles | example |", "| --- | --- | --- | --- |"]
    triggers = list(lexicon.table("triggers").records())
    for name in dict.fromkeys(frame.type for frame in FRAMES):
        frames = [frame for frame in FRAMES if frame.type == name]
        patterns = " ".join(pattern for frame in frames for pattern in frame.patterns)
        # [post], a hole without a role, gives two
        told = [(role,) if role else ("title", "org") for role, _ in _HOLE.findall(patterns)]
        roles = dict.fromkeys(
            role for found in (*told, *(frame.around for frame in frames)) for role in found
        )
        kinds = sorted({row["subtype"] for row in triggers if row["type"] == name and row["subtype"]})
        rows.append(f"| `{name}` | {', '.join(kinds)} | {', '.join(roles)} | `{frames[0].examples[0]}` |")
    return "\n".join(rows) + "\n"


def modules_table() -> str:
    """The modules of the package, with what the first sentence of each says it does."""
    rows = ["| module | owns |", "| --- | --- |"]
    for path in sorted(PACKAGE.iterdir(), key=lambda p: (p.is_dir(), p.name)):
        if path.is_dir() and not (path / "__init__.py").exists():
            continue
        if path.name in ("__init__.py", "__main__.py") or path.suffix not in ("", ".py"):
            continue
        code = (path / "__init__.py" if path.is_dir() else path).read_text("utf-8")
        first = re.match(r'"""(.+?)(?:"""|\n\n|\Z)', code, re.DOTALL)
        assert first, f"{path}: no docstring"
        about = re.split(r"(?<=\.) ", " ".join(first[1].split()))[0].replace("``", "`")
        rows.append(f"| `{path.name}{'/' if path.is_dir() else ''}` | {about} |")
    return "\n".join(rows) + "\n"


def scores_table() -> str:
    """What comes out right on the sample pages."""
    rows = ["| type | marked | precision | recall | normal forms |", "| --- | --- | --- | --- | --- |"]
    for name in ENTITY_TYPES:
        got = test_samples.score(name)
        rows.append(f"| `{name}` | {got.marked} | {got.precision:.2f} | {got.recall:.2f} | {got.norms:.2f} |")
    return "\n".join(rows) + "\n"


TABLES = {"entity": entities_table, "events": events_table, "module": modules_table, "scores": scores_table}


def tables(text: str) -> str:
    return _TABLE.sub(lambda m: TABLES[m[1]](), text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which README's commands run: the samples, and the records that the recipes start from."""
    return checkout(tmp_path_factory.mktemp("readme"))


def checkout(folder: Path) -> Path:
    shutil.copytree(ROOT / "samples", folder / "samples")
    for command in (RECORDS, *FILES):
        if readable(command):
            run(command, folder)
    return folder


TEXT = README.read_text("utf-8")


@pytest.mark.parametrize("block", blocks(TEXT, "console"), ids=label)
def test_session(block: Block, folder: Path) -> None:
    for tool in TOOLS:
        if re.search(rf"(?:^\$ |\| |^> ){tool} ", block.text, re.MULTILINE) and not available(tool):
            pytest.skip(f"{tool} is not installed")
    assert session(block.text, folder) == block.text


def available(tool: str) -> bool:
    return bool(shutil.which(tool) or shutil.which(tool, path=str(Path(sys.executable).parent)))


def readable(text: str) -> bool:
    """Is what is needed for Parquet installed, where it is spoken of?"""
    return ".parquet" not in text or importlib.util.find_spec("pyarrow") is not None


@pytest.mark.parametrize("block", blocks(TEXT, "pycon"), ids=label)
def test_python(block: Block, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not readable(block.text):
        pytest.skip("pyarrow is not installed")
    for module in re.findall(r"^>>> import (\w+)", block.text, re.MULTILINE):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    monkeypatch.chdir(folder)
    assert python(block) == block.text


class _Collector(doctest.DocTestRunner):
    """Keeps what each example gives instead of comparing it."""

    def __init__(self) -> None:
        super().__init__(optionflags=doctest.NORMALIZE_WHITESPACE)
        self.gave: dict[int, str] = {}

    def report_failure(self, out: object, test: object, example: doctest.Example, got: str) -> None:
        self.gave[example.lineno] = got


def python(block: Block) -> str:
    """A Python session run anew: its statements with what they give now."""
    test = doctest.DocTestParser().get_doctest(block.text, {}, "README.md", None, block.line)
    collector = _Collector()
    collector.run(test, clear_globs=False)
    out = ""
    for example in test.examples:
        first, *rest = example.source.splitlines()
        out += "".join([f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in rest)])
        out += collector.gave.get(example.lineno, example.want)
    return out


def test_recipes_start_from_the_records_that_the_tests_make() -> None:
    assert all(command in TEXT for command in (RECORDS, *FILES))


def test_tables_say_what_the_code_says() -> None:
    assert set(_TABLE.findall(TEXT)) == set(TABLES)
    assert tables(TEXT) == TEXT


def test_every_command_is_shown() -> None:
    app = build()
    names = [command.name for command in (*app.registered_commands, *app.registered_groups)]
    assert "extract" in names
    assert [name for name in names if f"dibao {name}" not in TEXT] == []


def test_the_test_command_stands_where_the_checks_look_for_it() -> None:
    found = re.search(r"^<!-- test command -->\n```sh\n(.+)\n```$", TEXT, re.MULTILINE)
    assert found and ".venv/bin/pytest" in found[1] and "'.[test]'" in found[1]


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)=]+)\)", re.sub(_BLOCK, "", TEXT))
    assert [t for t in targets if "/" in t or "." in t if not (ROOT / t).exists()] == []


def test_version_is_in_the_changelog() -> None:
    assert f"## [{dibao.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def refresh() -> None:
    """Write README's sessions and tables anew."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = checkout(Path(name))
        text = tables(TEXT)
        for block in blocks(text, "console"):
            text = text.replace(
                f"```console\n{block.text}```", f"```console\n{session(block.text, folder)}```"
            )
        os.chdir(folder)
        for block in blocks(text, "pycon"):
            text = text.replace(f"```pycon\n{block.text}```", f"```pycon\n{python(block)}```")
        os.chdir(ROOT)
        README.write_text(text, "utf-8")


if __name__ == "__main__":
    refresh()
