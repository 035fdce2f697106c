"""Compressed files and web pages as documents, and what becomes of broken ones."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
from pathlib import Path
from typing import Any

import pytest
from given import TEXT, packed, taken

from dibao.batch import Failure, Settings, Skipped, Source, read, run
from dibao.reading import document


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), ("", bytes)]
)
def test_a_compressed_file_reads_as_what_it_holds(tmp_path: Path, suffix: str, pack: Any) -> None:
    path = tmp_path / f"页.txt{suffix}"
    path.write_bytes(pack(TEXT.encode("gb18030")))
    (source,) = taken(tmp_path)
    assert isinstance(source, Source)
    found = read(source, Settings())
    assert (found.doc, found.raw, found.encoding) == (str(path), TEXT, "gb18030")
    assert document.read(path).raw == TEXT


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
@pytest.mark.parametrize("data", [b"no such format", b""])
def test_what_only_calls_itself_compressed_is_one_failure(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(data)
    (result,) = run(taken(path), Settings(), Skipped())
    if data or suffix != ".gz":
        assert isinstance(result, Failure)
        assert result.error == "unreadable"
    else:
        assert not isinstance(result, Failure)


def test_a_file_cut_off_is_one_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(os.urandom(4096))[:-900])
    (result,) = run(taken(path), Settings(), Skipped())
    assert result == Failure(str(path), "unreadable", "cut off: its compressed data ends too early")


def test_nothing_is_unpacked_beyond_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(50 << 20)))
    asked = 0
    plain_read = gzip.GzipFile.read

    def counted(self: gzip.GzipFile, size: int | None = -1) -> bytes:
        nonlocal asked
        data = plain_read(self, size)
        asked += len(data)
        return data

    monkeypatch.setattr(gzip.GzipFile, "read", counted)
    (result,) = run(taken(path), Settings(largest=2 << 20), Skipped())
    assert isinstance(result, Failure)
    assert result.error == "too-large"
    assert "2 MB" in result.message and "--max-size" in result.message
    assert asked <= (2 << 20) + 1


@pytest.mark.parametrize("size", [1, 0, -1])
def test_the_bound_of_a_plain_file(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    largest = len(TEXT.encode()) + size
    (result,) = run(taken(path), Settings(largest=largest), Skipped())
    assert isinstance(result, Failure) == (size < 0)


PAGE = """<!DOCTYPE html><html><head><title>云溪新闻网</title><script>var x = "市长";</script></head>
<body><p>2024年5月6日，副市长<b>卢怀</b>瑾&ldquo;调研&rdquo;，
拨付3000万元。</p><p>通讯员 叶知秋</p></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.html.gz", "a.txt", "z.zip"])
def test_offsets_of_a_web_page_are_those_of_its_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "z.zip":
        packed(path, {"a.html": PAGE})
    else:
        path.write_bytes(gzip.compress(PAGE.encode()) if name.endswith(".gz") else PAGE.encode())
    (found,) = run(taken(path), Settings(), Skipped())
    assert not isinstance(found, Failure)
    raw = found.document.raw
    assert raw == "云溪新闻网\n\n2024年5月6日，副市长卢怀瑾“调研”，拨付3000万元。\n\n通讯员 叶知秋\n"
    assert {m.text for m in found.mentions} >= {"副市长", "卢怀瑾", "3000万元"}
    for mention in found.mentions:
        assert raw[mention.start : mention.end] == mention.text


def test_a_page_by_its_name_may_begin_with_any_tag(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>市长<i>方致远</i>", "utf-8")
    (tmp_path / "b.txt").write_text("<p>市长<i>方致远</i>", "utf-8")
    (tmp_path / "c.html").write_text("市长\n方致远", "utf-8")
    got = [read(source, Settings()).raw for source in taken(tmp_path) if isinstance(source, Source)]
    assert got == ["市长方致远\n", "<p>市长<i>方致远</i>", "市长\n方致远"]
