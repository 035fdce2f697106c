"""Tasks done by the workers of a Dask cluster: the same outcomes in the same order as on one machine.

Scheduler and workers are started by whoever runs the cluster. Workers see the files under the same paths as
the command does, and have the same version of dibao with the same lexicons; both is checked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING
from zlib import crc32

from dibao.batch.journal import Outcome
from dibao.batch.order import AHEAD, ClusterError, Errand, Window
from dibao.batch.pool import TICK
from dibao.batch.sources import Source
from dibao.batch.work import Config, Task, Unit, perform

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10
"""Seconds to wait for a scheduler, and for its first worker."""
QUEUED = 2
"""Tasks for each thread of the cluster, done now or next."""


def in_order(
    tasks: Iterator[Task], config: Config, scheduler: str, idle: Callable[[], object] = lambda: None
) -> Generator[tuple[Task, Outcome]]:
    """Each task with its outcome, in the order of the tasks, done by the cluster of a scheduler's address.

    A worker that dies costs nothing: its tasks are done by others. A document that takes several workers with
    it is given up. Raises ClusterError where nobody is there.
    """
    client = _client(scheduler)
    try:
        yield from _done(client, tasks, _absolute(config), idle)
    finally:
        client.close(timeout=1)


def _done(
    client: Client, tasks: Iterator[Task], config: Config, idle: Callable[[], object]
) -> Generator[tuple[Task, Outcome]]:
    from distributed import wait

    threads = _threads(client)
    window = Window(tasks, threads * AHEAD)
    away: dict[Future, Errand] = {}
    while not window.empty:
        yield from window.finished()
        hungry = window.open and len(away) < threads * QUEUED
        if hungry and (errand := window.more()):
            away[_sent(client, errand, config)] = errand
            continue
        try:
            back = wait(list(away), TICK, "FIRST_COMPLETED").done if away else ()
        except TimeoutError:
            back = ()
            threads = _threads(client, threads)
        for future in back:
            for errand in _back(future, away.pop(future), client):
                away[_sent(client, errand, config)] = errand
        idle()


def _back(future: Future, errand: Errand, client: Client) -> list[Errand]:
    """Take in what has come back; what has to be sent out again."""
    from distributed import KilledWorker

    try:
        errand.done(future.result())
    except KilledWorker:
        return errand.again()
    except Exception as error:
        if future.status in ("cancelled", "lost"):
            if client.status != "running":
                raise ClusterError("the scheduler is gone") from error
            return [errand]
        raise
    return []


def _sent(client: Client, errand: Errand, config: Config) -> Future:
    task = errand.task._replace(units=tuple(map(_with_path, errand.task.units)))
    return client.submit(there, task, config, fingerprint(), pure=False)


def there(task: Task, config: Config, expected: str) -> Outcome:
    """What a worker does: see ``perform``. Raises ClusterError where it has another version of dibao."""
    if fingerprint() != expected:
        raise ClusterError(
            f"a worker has dibao {fingerprint()}, not {expected}; install the same one everywhere"
        )
    return perform(task, config)


@cache
def fingerprint() -> str:
    """Version of the program and a checksum of its lexicons, the same on all machines."""
    from dibao import __version__
    from dibao.tables import lexicon

    state = 0
    for path in sorted(lexicon.folder().glob("*.tsv")):
        state = crc32(path.read_bytes(), crc32(path.name.encode(), state))
    return f"{__version__} with lexicons {state:08x}"


def _with_path(unit: Unit) -> Unit:
    """A unit whose path holds wherever a worker was started."""
    if isinstance(unit, Source) and unit.path and unit.data is None:
        return unit._replace(path=unit.path.absolute())
    return unit


def _absolute(config: Config) -> Config:
    lexicons = tuple(path.absolute() for path in config.settings.lexicons)
    return config._replace(settings=config.settings._replace(lexicons=lexicons))


def _client(scheduler: str) -> Client:
    if find_spec("distributed") is None:
        raise ClusterError("--scheduler needs Dask, which is not installed: pip install 'dibao[cluster]'")
    from distributed import Client

    # What goes wrong is said here, in one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        reason = (
            "it has no workers" if isinstance(error, TimeoutError) and "worker" in str(error) else "no answer"
        )
        raise ClusterError(f"{scheduler}: {reason}; start them with dask scheduler and dask worker") from None
    return client


def _threads(client: Client, before: int = 1) -> int:
    """How many tasks the cluster can do at once; workers come and go."""
    try:
        return max(1, int(sum(client.nthreads().values())))
    except (OSError, ValueError):
        return before
