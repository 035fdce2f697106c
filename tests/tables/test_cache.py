"""The cache of compiled lexicons: right with it, without it, and with whatever stands in its place."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dibao.language import words
from dibao.tables import cache, gazetteer, patterns

NAMES = (
    "tables",
    "values",
    "words",
    "triggers",
    "divisions",
    "japanese",
    "names",
    "transliteration",
    "gazetteer",
    "locating",
    "patterns",
    "ways",
    "event_words",
    "transliterated pairs",
    "vocabulary",
)
TEXT = "本报讯 12月3日，衡阳市市长石鸣谦主持召开市政府常务会议，决定投资2.5亿元建设柳叶湖大道。"
PROGRAM = f"""
import json, dibao
print(json.dumps(list(dibao.extract({TEXT!r}, ref_date="2020-12-30").records()), default=str, ensure_ascii=False))
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIBAO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def build(calls: list[int]) -> Callable[[], dict[str, int]]:
    def made() -> dict[str, int]:
        calls.append(1)
        return {"方": 1}

    return made


def run(home: Path | str) -> str:
    env = os.environ | {"DIBAO_CACHE": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def test_value_is_built_once(home: Path) -> None:
    calls: list[int] = []
    assert cache.stored("x", build(calls)) == cache.stored("x", build(calls)) == {"方": 1}
    assert len(calls) == 1
    assert cache.stored("x", build(calls), b"a user's table") == {"方": 1}
    assert len(calls) == 2


def test_switched_off(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBAO_CACHE", "off")
    calls: list[int] = []
    cache.stored("x", build(calls))
    cache.stored("x", build(calls))
    assert len(calls) == 2
    assert not home.exists()


def test_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DIBAO_CACHE", raising=False)
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder() == tmp_path / "dibao"


@pytest.mark.parametrize("harm", ["torn", "flipped", "empty", "foreign", "code", "folder"])
def test_harmed_file_costs_only_time(home: Path, harm: str) -> None:
    calls: list[int] = []
    cache.stored("x", build(calls))
    (file,) = home.glob("x-*")
    data = file.read_bytes()
    if harm == "torn":
        file.write_bytes(data[:-3])
    elif harm == "flipped":
        file.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "foreign":
        file.write_bytes(pickle.dumps({"方": 2}))
    elif harm == "code":  # a whole file that wants to run something
        file.unlink()
        cache._write(file, os.path.join)
    else:
        file.unlink()
        file.mkdir()
    assert cache.stored("x", build(calls)) == {"方": 1}
    assert len(calls) == 2


@pytest.mark.skipif(os.name == "nt", reason="folders are not read-only there")
def test_read_only_and_impossible_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    (tmp_path / "file").write_text("")
    for place in (shut / "in", tmp_path / "file" / "in", Path("/proc/none")):
        monkeypatch.setenv("DIBAO_CACHE", str(place))
        assert cache.stored("x", build(calls)) == {"方": 1}
    assert len(calls) == 3


def test_full_disk_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    calls: list[int] = []
    assert cache.stored("x", build(calls)) == {"方": 1}
    assert list(home.iterdir()) == []


def test_old_states_go(home: Path) -> None:
    for n in range(9):
        cache.stored("x", dict, str(n).encode())
        cache.stored("y", dict, str(n).encode())
    assert len(list(home.glob("x-*"))) == len(list(home.glob("y-*"))) == cache._KEPT


def test_growing_adds_to_what_another_process_kept(home: Path) -> None:
    one: cache.Growing[int] = cache.Growing("g")
    two: cache.Growing[int] = cache.Growing("g")
    one["a"], two["b"] = 1, 2
    one.keep()
    two.keep()
    assert dict(cache.Growing("g")) == {"a": 1, "b": 2}


def test_key_follows_tables_and_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dibao.tables import lexicon

    before = cache._state.__wrapped__()
    assert before == cache._state.__wrapped__()
    (tmp_path / "one.tsv").write_text("form\n方\n", "utf-8")
    monkeypatch.setattr(lexicon, "folder", lambda: tmp_path)
    other = cache._state.__wrapped__()
    (tmp_path / "one.tsv").write_text("form\n石\n", "utf-8")
    assert len({before, other, cache._state.__wrapped__()}) == 3


def test_digest_of_tables_follows_their_content(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dibao.tables import lexicon

    monkeypatch.setattr(lexicon, "folder", lambda: tmp_path)
    table = tmp_path / "one.tsv"
    table.write_text("form\n方\n", "utf-8")
    first = cache.tables()
    assert not home.exists()  # written just now, it may be written again unseen
    monkeypatch.setattr(cache, "_SETTLED", -(10**18))
    assert cache.tables() == first
    (kept,) = home.glob("tables-*")
    monkeypatch.setattr(lexicon, "digest", lambda: "read")
    assert cache.tables() == first
    kept.write_bytes(kept.read_bytes()[:-1])
    assert cache.tables() == "read"
    table.write_text("form\n方\n石\n", "utf-8")
    monkeypatch.setattr(lexicon, "digest", lambda: "read anew")
    assert cache.tables() == "read anew"


def test_large_bytes_come_back_as_they_were(home: Path) -> None:
    value = {"a": b"x" * cache._LARGE, "b": [b"y" * (cache._LARGE + 1), b""]}
    assert cache.stored("x", lambda: value) is value
    assert cache.stored("x", dict) == value


def test_same_records_with_and_without(tmp_path: Path) -> None:
    home = tmp_path / "cache"
    expected = run("off")
    assert "石鸣谦" in expected
    assert run(home) == expected  # the first run fills it
    assert {file.name.partition("-")[0] for file in home.iterdir()} == set(NAMES)
    assert run(home) == expected
    for file in home.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert run(home) == expected


def test_two_processes_at_once(tmp_path: Path) -> None:
    env = os.environ | {"DIBAO_CACHE": str(tmp_path / "cache")}
    both = [
        subprocess.Popen([sys.executable, "-c", PROGRAM], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    one, two = (process.communicate()[0] for process in both)
    assert one == two != ""
    assert not list((tmp_path / "cache").glob("*.new"))
    assert run(tmp_path / "cache") == one


SOURCES = ("(?P<a>方|石)+?(?P<b>\\d{1,3}+)?", "[一二三]|(?:第(?=届))", "(?<=a)b(?!c)", "x{2,}$")


@pytest.mark.parametrize("source", SOURCES)
def test_kept_expressions_do_what_the_compiler_does(home: Path, source: str) -> None:
    import re

    expected = re.compile(source)
    made = patterns._pattern(source, pickle.loads(pickle.dumps(patterns._code(source))))
    assert (made.pattern, made.flags, made.groups) == (expected.pattern, expected.flags, expected.groups)
    assert dict(made.groupindex) == dict(expected.groupindex)
    for text in ("方石12", "第届二", "abab", "xxx", ""):
        assert [m.groupdict() | {0: m.span()} for m in made.finditer(text)] == [
            m.groupdict() | {0: m.span()} for m in expected.finditer(text)
        ]


def test_words_as_in_their_table() -> None:
    from dibao.tables import lexicon

    table = lexicon.table("words")
    tag, freq = table.column("tag"), table.column("freq")
    rows = table.rows[::97]
    assert [words.tag(row[0]) for row in rows] == [row[tag] for row in rows]
    by_count = sorted(rows, key=lambda row: int(row[freq]))
    found = [words.logp(row[0]) for row in by_count]
    assert None not in found
    assert found == sorted(found)  # type: ignore[type-var]
    assert words.logp("姜明星") is None


def test_forms_are_made_from_their_rows() -> None:
    g = gazetteer.gazetteer()
    (hit,) = g.scan("市长").named("title")[-1:]
    assert g.title[hit.form] is g.title[hit.form]
    assert g.title[hit.form].form == "市长"[hit.start : hit.end]
