"""What the tests of inputs share: documents as sources give them, archives made for a test."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from dibao.batch import Failure, Inputs, Skipped, Source, load, sources

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
