"""Many documents: which ones, in which order, by how many workers, and what becomes of those that fail.

A document that fails becomes an error among the results; the others go on. Nothing is kept of a document once
its result is handed on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from dibao.batch.journal import Entry, Outcome
from dibao.batch.order import ClusterError
from dibao.batch.reading import Settings, load, read
from dibao.batch.sources import (
    STDIN,
    TEXT_SUFFIXES,
    Failure,
    Inputs,
    Skipped,
    Source,
    files,
    name_of,
    sources,
)
from dibao.batch.work import Config, Piece, Task, extracted, passed_over, path_of, perform, size_of, tried

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

__all__ = [
    "STDIN",
    "TEXT_SUFFIXES",
    "ClusterError",
    "Config",
    "Entry",
    "Failure",
    "Inputs",
    "Outcome",
    "Piece",
    "Settings",
    "Skipped",
    "Source",
    "Task",
    "files",
    "load",
    "name_of",
    "outcomes",
    "path_of",
    "perform",
    "processes",
    "read",
    "run",
    "size_of",
    "sources",
]


def run(
    found: Iterable[Source | Failure], settings: Settings, skipped: Skipped
) -> Iterator[Extraction | Failure]:
    """Each document's result, in the order given, in this process; a Failure for one that cannot be read."""
    for source in found:
        if isinstance(source, Failure):
            yield source
            continue
        result = tried(source, settings, lambda source=source: extracted(source, settings))  # type: ignore[misc]
        if isinstance(result, Failure) and passed_over(source, result):
            skipped.binary += 1
        else:
            yield result


def processes(jobs: int) -> int:
    """So many as were asked for; for 0, one for each core that this process may use."""
    return jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def outcomes(
    tasks: Iterable[Task],
    config: Config,
    jobs: int = 1,
    scheduler: str | None = None,
    idle: Callable[[], object] = lambda: None,
) -> Generator[tuple[Task, Outcome]]:
    """Each task with its outcome, in the order of the tasks: by this process, by several, or by a cluster.

    ``idle`` is called between outcomes and while none comes.
    """
    tasks = iter(tasks)
    if scheduler is not None:
        from dibao.batch import cluster

        return cluster.in_order(tasks, config, scheduler, idle)
    first = list(islice(tasks, 2))
    if jobs > 1 and len(first) > 1 and not config.settings.debug:
        from dibao.batch import pool

        return pool.in_order(chain(first, tasks), config, jobs, idle)
    return _here(chain(first, tasks), config, idle)


def _here(
    tasks: Iterator[Task], config: Config, idle: Callable[[], object]
) -> Generator[tuple[Task, Outcome]]:
    for task in tasks:
        yield task, perform(task, config)
        idle()
