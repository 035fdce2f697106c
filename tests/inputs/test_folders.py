"""Which files of folders are taken, and a folder with all that can go wrong."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path
from typing import Any

from given import TEXT, packed, taken, texts

from dibao.batch import Failure, Inputs, Settings, Skipped, run, sources


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
