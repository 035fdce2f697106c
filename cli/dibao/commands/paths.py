"""The paths that a command line names: what is read, in arguments and lists, and what is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import typer


def check_output(output: str | Path | None, errors: Path | None, paths: Iterable[str] | None) -> None:
    """typer.BadParameter where a file would be written that is read too, or one file twice."""
    if output is None or (Path(output).exists() and not Path(output).is_file()):
        return
    own = os.path.realpath(output)
    for path in paths or ():
        if os.path.realpath(path) == own:
            raise typer.BadParameter(f"{path} is read; write to another file.", param_hint="'--output'")
    if errors is not None and os.path.realpath(errors) == own:
        raise typer.BadParameter(f"{errors} takes the records; name another file.", param_hint="'--errors'")


def given_paths(paths: list[str] | None, files_from: str | None, null: bool) -> Iterable[str]:
    """The paths of the arguments and of ``--files-from``; standard input where there are none.

    Raises typer.BadParameter where a person at a terminal has named nothing.
    """
    from dibao.batch import STDIN

    if files_from is None:
        if paths:
            return paths
        if sys.stdin.isatty():
            raise typer.BadParameter("name a file or a folder, or - for standard input.", param_hint="'PATH'")
        return [STDIN]
    return chain(paths or (), _listed(files_from, b"\0" if null else b"\n"))


def _listed(files_from: str, end: bytes) -> Iterator[str]:
    """The paths of a list, as they come; its file is opened now."""
    try:
        stream = sys.stdin.buffer if files_from == "-" else Path(files_from).open("rb")  # noqa: SIM115
    except OSError as error:
        raise typer.BadParameter(
            f"{files_from}: cannot be read: {error.strerror}.", param_hint="'--files-from'"
        ) from None
    return _split(stream, end)


def _split(stream: BinaryIO, end: bytes) -> Iterator[str]:
    rest = b""
    with stream:
        # read1 gives what a pipe holds by now: the first path is worked on while the last is not yet found.
        while data := stream.read1(1 << 16):  # type: ignore[attr-defined]
            *whole, rest = (rest + data).split(end)
            yield from _paths(whole, end)
    yield from _paths([rest], end)


def _paths(lines: Iterable[bytes], end: bytes) -> Iterator[str]:
    for line in lines:
        if b"\0" in line:
            raise typer.BadParameter("the paths end with NUL; add -0.", param_hint="'--files-from'")
        path = os.fsdecode(line.removesuffix(b"\r") if end == b"\n" else line)
        if path:
            yield "./-" if path == "-" else path  # in a list it is a file's name
