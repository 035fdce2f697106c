"""Work done in a process of its own, whose memory goes with it: splitting a document that is read as a whole.

Such a document takes fifteen times its bytes while it is split. This process never has them; where they are
more than the machine has, the document is lost, not the run.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any, TypeVar

_T = TypeVar("_T")


class DiedError(Exception):
    """The process is gone before its work was done."""


def possible() -> bool:
    """Can a process be forked from this one as it is now?"""
    return sys.platform == "linux" and threading.active_count() == 1


def made(make: Callable[[], Iterable[_T]]) -> Iterator[_T]:
    """What ``make`` gives, made now and on disk until it is asked for.

    Raises DiedError where the process dies, OSError where the disk is full or no process can be had.
    """
    import multiprocessing
    import tempfile

    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile(prefix="dibao-"))
        process = multiprocessing.get_context("fork").Process(target=_fill, args=(make, file))
        process.start()
        try:
            process.join()
        finally:
            process.kill()
        if code := process.exitcode:
            raise OSError(code, os.strerror(code)) if code > 0 else DiedError
        stack.pop_all()
        return _items(file)


def _items(file: IO[bytes]) -> Iterator[Any]:
    import pickle

    with file:
        file.seek(0)
        while True:
            try:
                yield pickle.load(file)  # written below
            except EOFError:
                return


def _fill(make: Callable[[], Iterable[object]], file: IO[bytes]) -> None:
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        for item in make():
            pickle.dump(item, file, protocol=5)
        file.flush()
    except OSError as error:
        os._exit(error.errno or 1)
    except MemoryError:
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(0)
