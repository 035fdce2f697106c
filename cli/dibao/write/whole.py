"""Files written whole or not at all: into a new file beside the old one, which it then replaces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path, buffering: int = -1, beside: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file to write; it takes its name only when the block ends without an exception.

    ``buffering`` is that of ``open``. The new file stands in the folder ``beside`` (of the same disk) until
    then, or else in the folder of the old one.

    What is no regular file (a device, a pipe) is written to directly. Raises OSError.
    """
    if path.exists() and not path.is_file():
        with path.open("wb", buffering) as out:
            yield out
        return
    target = path.resolve()
    part = (beside or target.parent) / f".{target.name}.{os.urandom(4).hex()}.part"
    try:
        out = part.open("xb", buffering)
    except OSError as error:
        # The file that was asked for, not the one beside it.
        error.filename = str(path)
        raise
    try:
        with out:
            yield out
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
