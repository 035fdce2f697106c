"""Files written whole or not at all: into a new file beside the old one, which it then replaces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write; it takes its name only when the block ends without an exception.

    What is no regular file (a device, a pipe) is written to directly. Raises OSError.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        out = part.open("xb")
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
