"""Tasks done by several processes: outcomes in the order of the tasks, whatever becomes of a process.

Not the pools of the standard library: there one process that dies takes all work under way with it
(``ProcessPoolExecutor``) or hangs the run (``multiprocessing.Pool``), and none can be told to give a document
up. Here each process has one task and a pipe of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from itertools import count
from multiprocessing import connection
from typing import TYPE_CHECKING

from dibao.batch.journal import Outcome
from dibao.batch.memory import held
from dibao.batch.order import AHEAD, Errand, Window
from dibao.batch.warm import warm
from dibao.batch.work import Config, Task, perform
from dibao.tables import cache

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

GRACE = 5.0
"""Seconds that a process has beyond the time limit to end a document itself, before it is killed."""
TICK = 0.2
"""Seconds between two calls of ``idle`` while nothing happens."""
GROWTH = 40 << 20
"""Bytes by which a process may grow before another one, forked anew, takes its place."""


def in_order(
    tasks: Iterable[Task], config: Config, jobs: int, idle: Callable[[], object] = lambda: None
) -> Generator[tuple[Task, Outcome]]:
    """Each task with its outcome, in the order of the tasks. ``idle`` is called now and then meanwhile.

    Closing the iterator ends the processes.
    """
    pool = _Pool(config, jobs)
    window = Window(iter(tasks), jobs * AHEAD)
    try:
        while not window.empty:
            yield from window.finished()
            hungry = window.open and len(pool.waiting) <= jobs
            if hungry and (errand := window.more()):
                pool.waiting.append(errand)
            pool.step(0 if hungry else TICK)
            idle()
    finally:
        pool.close()


class _Pool:
    def __init__(self, config: Config, jobs: int) -> None:
        self.config, self.jobs = config, jobs
        self.waiting = deque[Errand]()
        self.workers: list[_Worker] = []
        # Forked processes share the lexicons that are loaded here; elsewhere each loads its own.
        self.context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        if sys.platform == "linux":
            warm(config)

    def step(self, seconds: float) -> None:
        """Give idle processes work, wait so long for news, take it in."""
        self._assign()
        busy = {worker.pipe: worker for worker in self.workers if worker.errand}
        for pipe in connection.wait(list(busy), seconds):
            self._news(busy[pipe])  # type: ignore[index]
        if self.config.timeout is not None:
            now = time.monotonic()
            for worker in tuple(self.workers):
                if worker.errand and now - worker.since > self.config.timeout + GRACE:
                    self._hung(worker)
        self._assign()

    def _assign(self) -> None:
        while self.waiting:
            worker = next((w for w in self.workers if not w.errand), None)
            if worker is None:
                if len(self.workers) >= self.jobs or not self._start():
                    if not self.workers:
                        self._myself(self.waiting.popleft())
                        continue
                    return
                worker = self.workers[-1]
            if not worker.take(self.waiting[0]):
                self._remove(worker)
            else:
                self.waiting.popleft()

    def _start(self) -> bool:
        """One more process, if the machine has room for one."""
        try:
            self.workers.append(_Worker(self.context, self.config, [w.pipe for w in self.workers]))
        except OSError:
            return False
        return True

    def _myself(self, errand: Errand) -> None:
        """Do in this process what no other one can be had for."""
        errand.done(perform(errand.task, self.config))

    def _news(self, worker: _Worker) -> None:
        errand = worker.errand
        assert errand
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._remove(worker)
            self.waiting.extendleft(reversed(errand.again()))
            return
        if isinstance(said, int):
            worker.at, worker.since = said, time.monotonic()
        elif isinstance(said, BaseException):
            raise said
        else:
            worker.errand = None
            errand.done(said)
            if worker.grown() > GROWTH:
                self._remove(worker)

    def _hung(self, worker: _Worker) -> None:
        """A process does not react any more: it is ended, its document given up, the others done again."""
        errand, at = worker.errand, worker.at
        assert errand
        self._remove(worker)
        message = f"took longer than {self.config.timeout:g} seconds and did not react; see --timeout"
        self.waiting.extendleft(reversed(errand.without(at, "timeout", message)))

    def _remove(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.end()

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()


class _Worker:
    """A process, what it does now, and since when."""

    def __init__(
        self, context: multiprocessing.context.BaseContext, config: Config, others: list[Connection]
    ) -> None:
        self.pipe, theirs = context.Pipe()
        forked = context.get_start_method() == "fork"
        inherited = [*others, self.pipe] if forked else []
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, inherited, config), daemon=True
        )
        self.process.start()
        theirs.close()
        self.errand: Errand | None = None
        self.at, self.since = 0, 0.0
        self._began = held(self.process.pid)

    def take(self, errand: Errand) -> bool:
        """Begin a task; False if the process is gone."""
        try:
            self.pipe.send(errand.task)
        except OSError:
            return False
        self.errand, self.at, self.since = errand, 0, time.monotonic()
        return True

    def grown(self) -> int:
        """By how many bytes it has grown: what it remembers of all that it has read, and what it cannot give back."""
        return held(self.process.pid) - self._began

    def end(self) -> None:
        """End the process at once."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _serve(pipe: Connection, inherited: list[Connection], config: Config) -> None:
    """The life of a worker process: one task after another until nobody asks any more."""
    # Pipes of other workers: held open here, they would not tell those that the run has ended.
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    begin = pipe.send if config.timeout is not None else _nobody
    with suppress(EOFError, OSError):
        for number in count(1):
            task = pipe.recv()
            try:
                done: object = perform(task, config, begin)
            except Exception as error:  # a broken lexicon, or whatever --debug lets through
                done = _portable(error)
            pipe.send(done)
            if number.bit_count() == 1:  # ever more seldom, for ever less is new; the process will be killed
                cache.keep()
    os._exit(0)


def _nobody(_: int) -> None:
    return


def _portable(error: Exception) -> Exception:
    """An error as it can be sent to another process, with where it was raised."""
    import pickle
    import traceback

    error.add_note("in a worker process:\n" + "".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
