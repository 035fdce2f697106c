"""A limit to the time that a piece of work may take, in the thread that does it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class LateError(BaseException):
    """The time is over. No Exception, so that nothing on the way takes it for a fault of its own."""


@contextmanager
def limit(seconds: float | None) -> Iterator[None]:
    """Raise LateError in the block once it has run for so many seconds; None never does.

    In a main thread by the clock's signal, which ends even a long search of a regular expression. In another
    one (a worker of a cluster) it is raised at the next step of Python.
    """
    if seconds is None:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        before = signal.signal(signal.SIGALRM, _late)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    else:
        with _by_timer(seconds):
            yield


def _late(_: int, __: FrameType | None) -> None:
    raise LateError


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    import ctypes

    thread = threading.get_ident()
    open_, lock = True, threading.Lock()

    def strike() -> None:
        with lock:
            if open_:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(thread), ctypes.py_object(LateError)
                )

    timer = threading.Timer(seconds, strike)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            open_ = False
