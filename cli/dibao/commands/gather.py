"""What ``dibao officials`` and ``dibao events`` share: documents in, one list over all of them out."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

import typer

from dibao import terminal
from dibao.batch import Config, Inputs, Settings, Skipped, outcomes, plan, processes, sources
from dibao.commands.options import default_format, one_of
from dibao.commands.progress import shown
from dibao.commands.report import Report, StopError
from dibao.terminal import count
from dibao.write import View
from dibao.write.ledger import FORMATS, Encoder, Entry
from dibao.write.whole import whole

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

E = TypeVar("E", bound=Entry)
T = TypeVar("T")

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        parser=one_of(FORMATS),
        autocompletion=lambda: FORMATS,
        metavar=f"[{'|'.join(FORMATS)}]",
        help="Table on a terminal, JSONL elsewhere; with -o what its suffix says.",
    ),
]


@dataclass(frozen=True, slots=True)
class Given:
    """The documents that a command line names, and how failures are reported."""

    paths: Iterable[str]
    inputs: Inputs
    jobs: int
    errors: Path | None
    strict: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Where the list goes, and how it is shown there."""

    format: str | None
    output: Path | None
    color: str


@dataclass(frozen=True, slots=True)
class Collected(Generic[T]):
    """How a list comes about: what is taken from each document, in whatever process, and where it is put."""

    take: Callable[[Extraction], T]
    """A function of a module, so that other processes find it."""
    put: Callable[[T, int], None]
    """Told what was taken from a document, or from a piece of one, and the number of the document."""


@dataclass(frozen=True, slots=True)
class _Pickled:
    """What is taken from a document, as it is sent to another process."""

    take: Callable[[Extraction], object]

    def __call__(self, extraction: Extraction) -> bytes:
        return pickle.dumps(self.take(extraction), protocol=5)


def gather(
    given: Given,
    settings: Settings,
    collected: Collected[T],
    entries: Callable[[], Sequence[E]],
    name: str,
    encoders: Mapping[str, Encoder[E]],
    target: Target,
) -> int:
    """Collect from every document, then write ``entries``; the exit code. ``name`` is of one entry."""
    skipped = Skipped()
    with whole(given.errors) if given.errors else nullcontext() as records:
        report = Report(records, given.strict, given.quiet)
        try:
            _collect(given, settings, collected, report, skipped)
        except StopError:
            terminal.say("stopped at the first failure (--strict)")
            return 2
        found = entries()
        _write(encoders, found, target)
    report.summary(skipped, count(len(found), name))
    return 2 if report.failed else 0


def _collect(
    given: Given, settings: Settings, collected: Collected[T], report: Report, skipped: Skipped
) -> None:
    """Read all documents, in their order. Raises StopError."""
    tasks = plan.tasks(sources(given.paths, given.inputs, skipped), settings)
    config = Config(settings, _Pickled(collected.take))
    with (
        shown(report, given.paths, given.inputs, given.quiet) as tick,
        closing(outcomes(tasks, config, processes(given.jobs), idle=tick)) as done,
    ):
        number = 0
        for _, outcome in done:
            for entry, data in outcome.split(outcome.data()):
                report.entry(entry, skipped, outcome.reused)
                if data:
                    collected.put(pickle.loads(data), number)
                number += entry.last


def _write(encoders: Mapping[str, Encoder[E]], found: Sequence[E], target: Target) -> None:
    view = View(
        colour=terminal.coloured(target.color, sys.stdout)
        if target.output is None
        else target.color == "always",
        width=terminal.columns(),
    )
    encode = encoders[target.format or default_format(target.output, FORMATS)]
    with whole(target.output) if target.output else nullcontext(sys.stdout.buffer) as out:
        out.write(encode(found, view))
        out.flush()
