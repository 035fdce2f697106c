"""What folders, archives, compressed files and lines of JSON give as documents, and what becomes of broken ones."""

from __future__ import annotations

import bz2
import copy
import gzip
import io
import json
import lzma
import os
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dibao
from dibao import document
from dibao.batch import Failure, Inputs, Settings, Skipped, Source, load, read, run, sources

TEXT = "12月29日，市长方致远出席会议。\n"


def taken(*paths: Path | str, **inputs: Any) -> list[Source | Failure]:
    return list(sources(map(str, paths), Inputs(**inputs), Skipped()))


def texts(root: Path, *paths: Path | str, **inputs: Any) -> dict[str, str]:
    """Each document's name and text, or "code: message" of one that failed."""
    out = {}
    for item in taken(*paths, **inputs):
        name = item.doc.removeprefix(f"{root}/")
        assert name not in out
        out[name] = (
            f"{item.error}: {item.message}" if isinstance(item, Failure) else load(item).decode("utf-8")
        )
    return out


def packed(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


# Compressed files -------------------------------------------------------------------------------------


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


# Web pages --------------------------------------------------------------------------------------------

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


# Archives ---------------------------------------------------------------------------------------------


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


# Lines of JSON ----------------------------------------------------------------------------------------


def test_each_line_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        f'\ufeff{{"text": {json.dumps(TEXT)}}}\n\n  \n{{"text": ""}}\r\n{{"text": null}}', "utf-8"
    )
    assert texts(tmp_path, path) == {"a.jsonl:1": TEXT, "a.jsonl:4": "", "a.jsonl:5": ""}
    packed_path = tmp_path / "b.jsonl.gz"
    packed_path.write_bytes(gzip.compress(path.read_bytes()))
    assert list(texts(tmp_path, packed_path)) == ["b.jsonl.gz:1", "b.jsonl.gz:4", "b.jsonl.gz:5"]


def test_fields_are_chosen(tmp_path: Path) -> None:
    rows = [
        {"正文": "昨日，市长方致远调研。", "day": "2020-12-30T08:00:00+08:00", "id": "u1"},
        {"正文": "昨日", "day": 20210105, "id": 7},
        {"正文": "昨日", "day": "2021年1月6日", "id": None},
        {"正文": "昨日", "day": None},
    ]
    path = tmp_path / "a.ndjson"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    items = taken(path, text_field="正文", date_field="day", id_field="id")
    assert [
        (item.doc.removeprefix(f"{tmp_path}/"), item.day) for item in items if isinstance(item, Source)
    ] == [
        ("u1", date(2020, 12, 30)),
        ("7", date(2021, 1, 5)),
        ("a.ndjson:3", date(2021, 1, 6)),
        ("a.ndjson:4", None),
    ]
    first, *_, last = run(items, Settings(ref_date=date(2000, 1, 2)), Skipped())
    values = [
        [m.norm.value for m in found.mentions if m.type == "date"]  # type: ignore[union-attr]
        for found in (first, last)
    ]
    assert values == [["2020-12-29"], ["2000-01-01"]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no JSON: "),
        ("[1]", "no JSON object but list; each line must be one"),
        ('{"title": "甲"}', "no field 'text'; it has 'title'; name one with --text-field"),
        ('{"text": ["甲"]}', "the field 'text' is no string"),
        ('{"text": "甲", "day": "gestern"}', "'gestern' is no date; write it as 2020-12-30"),
        ("[" * 100_000, "no JSON that can be read: "),
        ('{"text": "甲", "n": ' + "9" * 5000 + "}", "no JSON that can be read: "),
    ],
)
def test_a_bad_line_is_one_failure(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"text": "乙"}'
    path.write_text(f"{good}\n{line}\n{good}\n", "utf-8")
    got = texts(tmp_path, path, date_field="day")
    assert got.pop("a.jsonl:2").startswith(f"unreadable: {said}")
    assert got == {"a.jsonl:1": "乙", "a.jsonl:3": "乙"}


def test_lines_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": TEXT}, ensure_ascii=False).encode("gb18030") + b"\n\xff\xfe\xfd\n")
    got = texts(tmp_path, path)
    assert got["a.jsonl:1"] == TEXT
    assert got["a.jsonl:2"].startswith("unreadable: no JSON")


def test_a_line_over_the_bound_is_one_failure_and_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "A"}\n{"text": "')
        for _ in range(40):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"text": "B"}\n')
    import tracemalloc

    tracemalloc.start()
    got = texts(tmp_path, path, largest=4 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert got == {
        "a.jsonl:1": "A",
        "a.jsonl:2": "too-large: 40 MB; more than 4 MB are not read; split it or raise --max-size",
        "a.jsonl:3": "B",
    }
    assert peak < 12 << 20


def test_a_line_has_a_bound_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dibao.batch.containers.LONGEST", 100)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "A"}\n' + json.dumps({"text": "B" * 100}), "utf-8")
    assert [isinstance(item, Failure) for item in taken(path)] == [False, True]
    assert [isinstance(item, Failure) for item in taken(path, largest=200)] == [False, False]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.jsonl", "a.jsonl.gz"])
def test_memory_does_not_grow_with_what_a_file_holds(tmp_path: Path, name: str) -> None:
    import tracemalloc

    def peak(count: int) -> int:
        path = tmp_path / str(count) / name
        path.parent.mkdir(exist_ok=True)
        if name == "a.zip":
            packed(path, dict.fromkeys(map("{}.txt".format, range(count)), b"A" * 500))
        elif "tar" in name:
            tarred(
                path,
                dict.fromkeys(map("{}.txt".format, range(count)), b"A" * 500),
                "w:gz" if "gz" in name else "w",
            )
        else:
            data = (json.dumps({"text": "A" * 500}) + "\n").encode() * count
            path.write_bytes(gzip.compress(data) if "gz" in name else data)
        tracemalloc.start()
        found = sources([str(path)], Inputs(), Skipped())
        assert sum(1 for _ in found) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)  # what is loaded once
    # Other threads of the process may be busy meanwhile.
    assert any(peak(2000) < 1.2 * peak(200) for _ in range(4))


def test_what_dibao_wrote_is_not_read_as_documents(tmp_path: Path) -> None:
    records = [json.dumps(record) for record in dibao.extract(TEXT).records()]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.jsonl").write_text("\n".join(records), "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps(Failure("x", "binary", "no text").record()), "utf-8")
    skipped = Skipped()
    (source,) = sources([str(tmp_path)], Inputs(), skipped)
    assert source.doc == str(tmp_path / "a.txt")
    assert str(skipped) == "skipped 2 of records that dibao wrote"
    (failure,) = taken(tmp_path / "b.jsonl")
    assert isinstance(failure, Failure)
    assert (failure.error, failure.message[:26]) == ("unreadable", "records that dibao wrote, ")
    assert len(taken(tmp_path / "b.jsonl", text_field="doc")) == len(records)


@pytest.mark.parametrize("head", ["<html><p>", "\ufeff", "\ud800"])
def test_a_text_field_stays_as_it_is(tmp_path: Path, head: str) -> None:
    raw = f"{head}市长<b>方致远</b>强调🀄，市长方致远"
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": raw}), "utf-8")
    (found,) = run(taken(path), Settings(encoding="gb18030"), Skipped())
    assert not isinstance(found, Failure)
    assert found.document.raw == raw.replace("\ud800", "?")
    assert raw.rindex("方致远") in {m.start for m in found.mentions if m.text == "方致远"}


# Folders ----------------------------------------------------------------------------------------------


def tree(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(TEXT, "utf-8")
    return root


def names(root: Path, **inputs: Any) -> list[str]:
    return list(texts(root, root, **inputs))


def test_files_and_folders_are_left_out(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "drafts/b.txt", "x/drafts/c.txt", "x/d.txt", "x/e.md")
    packed(tmp_path / "z.zip", {"drafts/f.txt": TEXT, "g.txt": TEXT})
    assert names(tmp_path, exclude=("drafts/",)) == ["a.txt", "x/d.txt", "x/e.md", "z.zip!g.txt"]
    assert names(tmp_path, exclude=("x/drafts", "*.md", "*.zip")) == ["a.txt", "drafts/b.txt", "x/d.txt"]
    assert names(tmp_path, exclude=("*.zip", "**/b.txt", "x")) == ["a.txt"]
    skipped = Skipped()
    list(sources([str(tmp_path)], Inputs(exclude=("x", "z.zip")), skipped))
    assert str(skipped) == "skipped 2 excluded"


def test_a_file_named_is_taken_whatever_is_left_out(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    assert list(texts(tmp_path, tmp_path / "a.txt", exclude=("*.txt",))) == ["a.txt"]


def test_globs_and_archives(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.xml")
    path = packed(tmp_path / "z.zip", {"c.txt": TEXT, "x/d.xml": TEXT})
    assert names(tmp_path, globs=("*.xml",)) == ["b.xml"]
    assert names(tmp_path, globs=("*.zip",)) == ["z.zip!c.txt"]
    assert list(texts(tmp_path, path, globs=("*.xml",))) == ["z.zip!x/d.xml"]
    assert list(texts(tmp_path, path, globs=("x/*",))) == ["z.zip!x/d.xml"]


def test_links_to_folders_are_followed_where_asked_for(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", "a/b.txt", "c.txt")
    tree(tmp_path / "other", "d.txt")
    (root / "a" / "up").symlink_to(root)
    (root / "self").symlink_to(root / "self")
    (root / "there").symlink_to(tmp_path / "other")
    skipped = Skipped()
    assert [i.doc.removeprefix(f"{root}/") for i in sources([str(root)], Inputs(), skipped)] == [
        "a/b.txt",
        "c.txt",
        "self",
    ]
    assert "2 links to folders (--follow enters them)" in str(skipped)
    followed = {i.doc.removeprefix(f"{root}/"): i for i in taken(root, follow=True)}
    assert list(followed) == ["a/b.txt", "a/up", "c.txt", "self", "there/d.txt"]
    assert followed["a/up"] == Failure(
        str(root / "a/up"), "unreadable", "a link back to a folder that holds it; not entered"
    )


def test_a_folder_with_all_that_can_go_wrong(tmp_path: Path) -> None:
    """Every good file has its records, every bad one a failure of its own."""
    good = {
        "01.txt": TEXT.encode(),
        "02-gb.txt": TEXT.encode("gb18030"),
        "03-wide.txt": TEXT.encode("utf-16"),
        "04-cut.txt": TEXT.encode()[:-2],
        "05-empty.txt": b"",
        os.fsdecode(b"06-\xb1\xa8.txt"): TEXT.encode(),
        "07.html": f"<p>{TEXT}".encode(),
        "08.txt.gz": gzip.compress(TEXT.encode()),
    }
    bad = {
        "10-image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "binary"),
        "11-noise.txt": (random.Random(1).randbytes(4000), "binary"),
        "12.txt.gz": (gzip.compress(TEXT.encode())[:-12], "unreadable"),
        "13.zip": (b"PK\x03\x04 and no more", "unreadable"),
        "14.jsonl": (b"{\n", "unreadable"),
    }
    for name, data in (good | {name: data for name, (data, _) in bad.items()}).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "15-gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "16-loop").symlink_to(tmp_path)
    skipped = Skipped()
    results = list(run(sources([str(tmp_path)], Inputs(follow=True), skipped), Settings(), skipped))
    failed = {Path(r.doc).name: r.error for r in results if isinstance(r, Failure)}
    codes = {name.replace("14.jsonl", "14.jsonl:1"): code for name, (_, code) in bad.items()}
    assert failed == codes | {"15-gone.txt": "not-found", "16-loop": "unreadable"}
    found = [r for r in results if not isinstance(r, Failure)]
    assert len(found) == len(good)
    assert [any(m.name == "方致远" for m in r.mentions) for r in found] == [n != "05-empty.txt" for n in good]
    assert str(skipped) == ""
