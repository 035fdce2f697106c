"""A large document in pieces: what is read in them is what is read in the whole."""

from __future__ import annotations

import gzip
import os
import pickle
import signal
import sys
from itertools import repeat
from pathlib import Path

import pytest
from made import page

from dibao.batch import Failure, Piece, Settings, Source, apart, large, stretches
from dibao.batch.memory import held
from dibao.language import script
from dibao.reading import document

PAGES = [page(n, n % 5) for n in range(60)]
TOGETHER = "\n====\n".join(PAGES)


def pieces(path: Path, size: int = 2000, largest: int = 1 << 28) -> list[Piece]:
    settings = Settings(largest=largest)
    found = list(large.pieces(Source(str(path), path), settings, repeat(size)))
    assert not any(isinstance(piece, Failure) for piece in found)
    return [pickle.loads(pickle.dumps(piece)) for piece in found]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TOGETHER.encode()),
        ("crlf.txt", TOGETHER.replace("\n", "\r\n").encode()),
        ("bom.txt", TOGETHER.encode("utf-8-sig")),
        ("gb.txt", TOGETHER.encode("gb18030")),
        ("utf16.txt", TOGETHER.encode("utf-16")),
        ("cut.txt", TOGETHER.encode()[:-1]),
        ("alone.txt", "".join(PAGES).encode()),
        ("dashes.txt", TOGETHER.replace("====", "－－－－").encode()),
        ("a.txt.gz", gzip.compress(TOGETHER.encode())),
        ("gb.txt.gz", gzip.compress(TOGETHER.encode("gb18030"))),
        ("big5.txt", script.unfold(TOGETHER).encode("big5hkscs", "replace")),
        ("fault.txt", TOGETHER.encode().replace("防汛".encode(), b"\xe9\n", 1)),
        ("nul.txt", TOGETHER.encode() + b"\0"),
        ("gb-fault.txt", TOGETHER.encode("gb18030").replace(b"\n====", b"\x810\n====", 3)),
        ("page.html", f"<html><body><p>{TOGETHER}</p></body></html>".encode()),
    ],
)
@pytest.mark.parametrize(("block", "long"), [(300, 0), (4096, 1 << 20), (1 << 18, 0), (1 << 18, 1 << 20)])
def test_pieces_are_the_whole(
    tmp_path: Path, name: str, data: bytes, block: int, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "_BLOCK", block)
    monkeypatch.setattr(large, "LONG", long)
    path = tmp_path / name
    path.write_bytes(data)
    whole = document.read(path)
    found = pieces(path)
    assert {piece.document.encoding for piece in found} == {whole.encoding}
    articles = [article for piece in found for article in piece.document.articles]
    assert articles == list(whole.articles)
    for piece in found:
        for article in piece.document.articles:
            assert piece.document.raw[article.start : article.end] == whole.raw[article.start : article.end]
    assert [piece.last for piece in found] == [False] * (len(found) - 1) + [True]
    assert len(found) > 5 or len(articles) < 5


@pytest.mark.parametrize(
    ("data", "said", "encoding"),
    [
        (TOGETHER.encode(), None, "utf-8"),
        (TOGETHER.encode()[:-1], None, "utf-8"),
        (TOGETHER.encode() + b"\xff", None, "utf-8"),
        (TOGETHER.encode("utf-8-sig"), None, "utf-8-sig"),
        (TOGETHER.encode("gb18030"), None, "gb18030"),
        (TOGETHER.encode("gb18030"), "gbk", "gb18030"),
        (TOGETHER.encode("gb18030") + b"\xff\n", None, None),
        (TOGETHER.encode("gb18030"), "utf-8", None),
        (TOGETHER.encode("utf-16"), None, None),
        (b"<p>" + TOGETHER.encode(), None, None),
        (b"%PDF-" + TOGETHER.encode(), None, None),
        (b"", None, "utf-8"),
    ],
)
def test_what_is_read_stretch_by_stretch(
    tmp_path: Path, data: bytes, said: str | None, encoding: str | None
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert stretches.encoding_of(path, said, 1 << 28) == encoding


def test_a_file_is_never_in_memory_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "_BLOCK", 4096)
    path = tmp_path / "a.txt"
    path.write_text(TOGETHER, "utf-8")
    with path.open("rb") as stream:
        found = list(stretches.stretches(stream))
    assert b"".join(found) == path.read_bytes()
    assert max(map(len, found)) < 4096 + max(len(p.encode()) for p in PAGES) + 10


def test_more_than_the_bound_is_read_where_pages_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TOGETHER, "utf-8")
    bound = len(TOGETHER.encode()) // 2
    assert len(pieces(path, largest=bound)) > 5
    path.write_text("".join(PAGES), "utf-8")
    (failure,) = large.pieces(Source("a.txt", path), Settings(largest=bound), repeat(2000))
    assert isinstance(failure, Failure)
    assert failure.error == "too-large"


def test_a_large_document_without_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n" * 9000, "utf-8")
    (piece,) = pieces(path)
    assert piece.last and not piece.document.articles


linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


@linux
def test_splitting_a_whole_takes_no_memory_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LONG", 1000)
    path = tmp_path / "a.txt"
    path.write_text("".join(PAGES) * 20, "utf-8")
    pieces(path)
    before = held(os.getpid())
    assert len(pieces(path, size=100_000)) > 3
    assert held(os.getpid()) - before < 3 * path.stat().st_size


@linux
def test_a_whole_that_kills_the_process_that_splits_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def split(*_: object) -> None:
        assert os.getpid() != here
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("dibao.reading.document.split", split)
    monkeypatch.setattr(apart, "possible", lambda: True)  # whatever threads other tests have left
    monkeypatch.setattr(large, "LONG", 1000)
    path = tmp_path / "a.txt"
    path.write_text("".join(PAGES), "utf-8")
    (failure,) = large.pieces(Source("a.txt", path), Settings(), repeat(2000))
    assert isinstance(failure, Failure)
    assert (failure.error, failure.message) == ("internal", "the process that split it died (out of memory?)")


@linux
def test_a_whole_is_split_here_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("".join(PAGES), "utf-8")
    expected = pieces(path)
    monkeypatch.setattr(large, "LONG", 1000)
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: open("/dev/full", "r+b", 0))  # noqa: PTH123, SIM115
    assert pieces(path) == expected
