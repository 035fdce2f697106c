"""The members of archives as documents; damaged, locked and lying ones."""

from __future__ import annotations

import copy
import gzip
import os
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from given import TEXT, packed, taken, tarred, texts

from dibao.batch import Failure, Inputs, Skipped, Source, load, sources


def test_the_members_of_an_archive(tmp_path: Path) -> None:
    members = {
        "报/b.txt": TEXT,
        "a.md": "甲",
        "folder/": b"",
        "c.txt.gz": gzip.compress("丙".encode()),
        "d.jsonl": '{"text": "丁"}\n{"text": "戊"}\n',
        "photo.jpg": b"\xff\xd8\xff",
        ".hidden/e.txt": "己",
        "__MACOSX/a.md": "庚",
        "inner.zip": b"PK\x03\x04",
        "读我": "辛",
    }
    path = packed(tmp_path / "papers.ZIP", members)
    skipped = Skipped()
    got = {
        item.doc.removeprefix(f"{path}!"): load(item).decode()
        for item in sources([str(path)], Inputs(), skipped)
        if isinstance(item, Source)
    }
    assert got == {
        "报/b.txt": TEXT,
        "a.md": "甲",
        "c.txt.gz": "丙",
        "d.jsonl:1": "丁",
        "d.jsonl:2": "戊",
        "读我": "辛",
    }
    assert list(got)[:2] == ["报/b.txt", "a.md"]
    assert str(skipped) == "skipped 2 hidden, 2 of other kinds (.jpg, .zip; --glob takes them)"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_the_members_of_a_tar(tmp_path: Path, mode: str) -> None:
    name = f"papers.tar{mode[1:].replace(':', '.')}"
    path = tarred(tmp_path / name, {"./报/b.txt": TEXT.encode(), "a.md": b"A", "c.bin": b"C"}, mode)
    assert texts(tmp_path, path) == {f"{name}!报/b.txt": TEXT, f"{name}!a.md": "A"}
    path.rename(tmp_path / "p.tgz")
    if mode == "w:gz":
        assert list(texts(tmp_path, tmp_path)) == ["p.tgz!报/b.txt", "p.tgz!a.md"]


def test_the_links_of_archives_are_no_documents(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as zipped:
        entry = zipfile.ZipInfo("link.txt")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        zipped.writestr(entry, "/etc/passwd")
    for name in ("a.tar", "b.zip"):
        (failure,) = taken(tmp_path / name)
        assert isinstance(failure, Failure)
        assert failure.error == "not-found"
    assert taken(tmp_path) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_members_that_are_not_marked_as_unicode(tmp_path: Path, encoding: str) -> None:
    """Windows of China writes GBK, macOS UTF-8, neither the mark."""
    name = "二〇二四年\\要闻.txt"
    stand_in = "x" * len(name.encode(encoding))
    path = packed(tmp_path / "a.zip", {stand_in: TEXT})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode(encoding)))
    assert texts(tmp_path, path) == {"a.zip!二〇二四年/要闻.txt": TEXT}
    tar = tarred(tmp_path / "b.tar", {stand_in: TEXT.encode()})
    raw = name.replace("\\", "/").encode(encoding)
    data = bytearray(tar.read_bytes().replace(stand_in.encode(), raw))
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    tar.write_bytes(data)
    assert texts(tmp_path, tar) == {"b.tar!二〇二四年/要闻.txt": TEXT}


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "甲" * 300, "b.txt": os.urandom(600), "c.txt": "丙" * 300})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        data[archive.getinfo("b.txt").header_offset + 40] ^= 0xFF
    path.write_bytes(data)
    got = texts(tmp_path, path)
    assert got["a.zip!a.txt"] == "甲" * 300 and got["a.zip!c.txt"] == "丙" * 300
    assert got["a.zip!b.txt"].startswith("unreadable: damaged: ")


def test_a_locked_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "甲", "b.txt": "乙"})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(data)
    assert texts(tmp_path, path) == {
        "a.zip!a.txt": "unreadable: encrypted; unpack the archive with its password first",
        "a.zip!b.txt": "乙",
    }


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"no archive " * 100])
def test_what_is_no_archive_is_one_failure(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    got = texts(tmp_path, tmp_path)
    assert got.pop("b.txt") == TEXT
    if got:  # an empty file is an empty stream of gzip and an empty tar
        assert got[name].startswith("unreadable: ")
    else:
        assert data == b""


def test_a_tar_cut_off_gives_what_comes_before(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a.txt": TEXT.encode(), "b.txt": TEXT.encode() * 500})
    path.write_bytes(path.read_bytes()[:3000])
    got = texts(tmp_path, path)
    assert got.pop("a.tar!a.txt") == TEXT
    (said,) = got.values()
    assert said.startswith("unreadable: damaged: ")


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"bomb.txt": bytes(8 << 20), "good.txt": TEXT})
    assert texts(tmp_path, path, largest=1 << 20) == {
        "a.zip!bomb.txt": "too-large: 8 MB; more than 1 MB are not read; split it or raise --max-size",
        "a.zip!good.txt": TEXT,
    }


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"bomb.txt": bytes(8 << 20), "good.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[22:26] = struct.pack("<I", 100)
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    got = texts(tmp_path, path, largest=1 << 20)
    assert got["a.zip!bomb.txt"].startswith("unreadable: damaged: ")
    assert got["a.zip!good.txt"] == TEXT


def test_a_bomb_of_overlapping_members_is_not_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": os.urandom(1 << 16)})
    with zipfile.ZipFile(path, "a") as archive:
        kernel = archive.getinfo("a.txt")
        for n in range(200):  # the same bytes under many names
            twin = copy.copy(kernel)
            twin.filename = f"{n}.txt"
            archive.filelist.append(twin)
        archive._didModify = True  # type: ignore[attr-defined]
    *found, failure = taken(path)
    assert len(found) == 1
    assert isinstance(failure, Failure)
    assert (failure.doc, failure.error) == (str(path), "too-large")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.txt", TEXT)
    assert texts(tmp_path, path) == {"a.zip!a.txt": TEXT}


def test_an_archive_behind_a_program_and_before_a_comment(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": "乙"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = "PK 报纸".encode()
    path.write_bytes(b"MZ" * 1000 + path.read_bytes())
    assert texts(tmp_path, path) == {"a.zip!a.txt": TEXT, "a.zip!b.txt": "乙"}


def test_large_archives_of_zip64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    members: dict[str, bytes | str] = {f"{n}.txt": TEXT * (n + 1) for n in range(9)}
    path = packed(tmp_path / "a.zip", members)
    assert b"PK\x06\x06" in path.read_bytes()
    assert texts(tmp_path, path) == {f"a.zip!{name}": text for name, text in members.items()}


def test_names_that_are_there_twice(tmp_path: Path) -> None:
    """Some programs write a name in the system's encoding, and in an extra field in UTF-8."""
    stored = "x" * 8
    name = "要闻.txt".encode()
    field = struct.pack("<BL", 1, zlib.crc32("要闻.txt".encode("gb18030"))) + name
    info = zipfile.ZipInfo(stored)
    info.extra = struct.pack("<2H", 0x7075, len(field)) + field
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, TEXT)
    path.write_bytes(path.read_bytes().replace(stored.encode(), "要闻.txt".encode("gb18030")))
    assert texts(tmp_path, path) == {"a.zip!要闻.txt": TEXT}
    path.write_bytes(path.read_bytes().replace("要闻.txt".encode("gb18030"), b"other.tx"))
    assert texts(tmp_path, path, globs=("*",)) == {"a.zip!other.tx": TEXT}


def test_archives_damaged_anywhere_are_failures_at_worst(tmp_path: Path) -> None:
    dice = random.Random(6)
    good = [
        packed(tmp_path / "a.zip", {"报.txt": TEXT, "b.jsonl": '{"text": "甲"}\n', "c/d.txt": "丁" * 400}),
        tarred(tmp_path / "b.tar", {"报.txt": TEXT.encode(), "c/d.txt.gz": gzip.compress(b"D" * 400)}),
        tarred(tmp_path / "c.tar.gz", {"报.txt": TEXT.encode(), "c/d.txt": b"D" * 400}, "w:gz"),
    ]
    for path in good:
        whole = path.read_bytes()
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(dice.randrange(1, 4)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            path.write_bytes(data[: dice.choice((len(data), len(data), dice.randrange(len(data))))])
            for item in taken(path):
                assert isinstance(item, Failure) or load(item) is not None


def test_an_archive_is_read_while_it_is_worked_on(tmp_path: Path) -> None:
    class Watched(Iterator[str]):
        left = 2

        def __next__(self) -> str:
            self.left -= 1
            if self.left < 0:
                raise StopIteration
            return str(path)

    path = tarred(tmp_path / "a.tar", {f"{n}.txt": b"A" for n in range(50)})
    paths = Watched()
    found = sources(paths, Inputs(), Skipped())
    for _ in range(50):
        next(found)
    assert paths.left == 1
    next(found)
    assert paths.left == 0
