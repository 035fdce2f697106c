from __future__ import annotations

import os
from pathlib import Path

import pytest

from dibao.batch import Failure, Inputs, Settings, Skipped, Source, name_of, run, sources


def found(*paths: Path | str, inputs: Inputs | None = None) -> tuple[list[str], Skipped]:
    skipped = Skipped()
    items = list(sources(map(str, paths), inputs or Inputs(), skipped))
    base = os.path.commonpath([p for p in paths if Path(p).is_dir()] or ["/"])
    return [item.doc.removeprefix(f"{base}/") for item in items if isinstance(item, Source)], skipped


def tree(root: Path, *files: str) -> Path:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("市长方致远", "utf-8")
    return root


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    names = ["a.txt", "b/c/z.txt", "b/d.txt", "c.md", "b.txt", "读我", "Z.TXT", "w.htm", "x.html"]
    assert found(tree(tmp_path, *names))[0] == sorted(names, key=lambda n: n.split("/"))


def test_hidden_and_other_files_are_counted(tmp_path: Path) -> None:
    docs, skipped = found(tree(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "d.xml", "e.XML", "f.json"))
    assert docs == ["a.txt"]
    assert str(skipped) == "skipped 2 hidden, 3 of other kinds (.json, .xml; --glob takes them)"


def test_globs_choose_by_name_or_by_path(tmp_path: Path) -> None:
    root = tree(tmp_path, "a.txt", "b.xml", "x/c.xml", "x/y/d.xml")
    assert found(root, inputs=Inputs(globs=("*.xml",)))[0] == ["b.xml", "x/c.xml", "x/y/d.xml"]
    assert found(root, inputs=Inputs(globs=("x/*.xml", "a.*")))[0] == ["a.txt", "x/c.xml", "x/y/d.xml"]


def test_a_path_given_is_taken_whatever_its_name(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden", "b.html")
    docs, skipped = found(str(tmp_path / "b.html"), str(tmp_path / ".hidden"))
    assert [Path(doc).name for doc in docs] == ["b.html", ".hidden"]
    assert str(skipped) == ""


def test_paths_keep_their_order() -> None:
    assert found("-", "b", "a")[0] == ["-", "b", "a"]


def test_a_folder_without_text_is_a_failure(tmp_path: Path) -> None:
    tree(tmp_path, "a.xml")
    (failure,) = sources([str(tmp_path)], Inputs(), Skipped())
    assert isinstance(failure, Failure)
    assert failure.error == "not-found"
    assert ".txt" in failure.message and "--glob" in failure.message


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "file.txt").symlink_to(tmp_path / "a" / "b.txt")
    assert found(tmp_path)[0] == ["a/b.txt", "file.txt"]


def test_a_folder_given_as_a_link_is_walked(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.txt")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert found(tmp_path / "link")[0] == ["b.txt"]


def test_names_that_are_no_utf8_can_be_written() -> None:
    assert name_of(os.fsdecode(b"\xb5\xd8/a.txt")) == "\\xb5\\xd8/a.txt"
    assert name_of("报/a.txt") == "报/a.txt"


def results(root: Path, *names: str, settings: Settings | None = None) -> tuple[dict[str, str], Skipped]:
    """What became of each path: an error code, or "good"."""
    skipped = Skipped()
    out = {}
    for item in run(
        sources([str(root / n) for n in names], Inputs(), skipped), settings or Settings(), skipped
    ):
        out[Path(item.doc).name] = item.error if isinstance(item, Failure) else "good"
    return out, skipped


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    tree(tmp_path, "good.txt")
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    got, _ = results(tmp_path, "bad.txt", "none.txt", "good.txt")
    assert got == {"bad.txt": "binary", "none.txt": "not-found", "good.txt": "good"}


def test_binary_files_in_folders_are_skipped(tmp_path: Path) -> None:
    tree(tmp_path, "good.txt")
    (tmp_path / "program").write_bytes(b"\x7fELF" + bytes(range(256)) * 8)
    got, skipped = results(tmp_path, "")
    assert got == {"good.txt": "good"}
    assert str(skipped) == "skipped 1 binary"


def test_a_link_to_nothing_is_one_failure(tmp_path: Path) -> None:
    tree(tmp_path, "good.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert results(tmp_path, "")[0] == {"gone.txt": "not-found", "good.txt": "good"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_one_failure(tmp_path: Path) -> None:
    tree(tmp_path, "a/good.txt", "b/x.txt", "c.txt")
    (tmp_path / "b").chmod(0)
    (tmp_path / "c.txt").chmod(0)
    got, _ = results(tmp_path, "")
    (tmp_path / "b").chmod(0o700)
    assert got == {"good.txt": "good", "b": "unreadable", "c.txt": "unreadable"}


def test_messages_do_not_repeat_the_path(tmp_path: Path) -> None:
    skipped = Skipped()
    (failure,) = run([Source("none.txt", tmp_path / "none.txt")], Settings(), skipped)
    assert isinstance(failure, Failure)
    assert failure.message == "no such file; check the path"


def test_errors_of_the_program_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    tree(tmp_path, "a.txt")
    monkeypatch.setattr("dibao.pipeline.extract_document", broken)
    source = Source("a.txt", tmp_path / "a.txt")
    (failure,) = run([source], Settings(), Skipped())
    assert failure == Failure("a.txt", "internal", "RuntimeError: two lines; --debug shows where")
    with pytest.raises(RuntimeError):
        list(run([source], Settings(debug=True), Skipped()))
