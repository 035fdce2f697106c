"""A run over many documents: from the paths that were given to the output, with what it keeps meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from dibao import terminal
from dibao.batch import (
    Config,
    Failure,
    Inputs,
    Outcome,
    Piece,
    Settings,
    Skipped,
    Task,
    journal,
    outcomes,
    path_of,
    perform,
    plan,
    processes,
    sources,
)
from dibao.batch.sources import PARTS
from dibao.commands.progress import shown
from dibao.commands.report import Report
from dibao.named import NamedTuple
from dibao.write import Format, View, load
from dibao.write.output import Fail, Joined, Output, Tree, into
from dibao.write.whole import whole

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

LOST = "unwritable"
"""The code of the error of a document whose records could not be written."""


class Means(NamedTuple):
    """What documents are read with: processes or a cluster, how long each may take, what is there already."""

    jobs: int
    scheduler: str | None
    timeout: float | None
    resume: bool


class Target(NamedTuple):
    """Where records go and in which format."""

    output: str | None
    name: str
    view: View

    @property
    def folder(self) -> Path | None:
        """The folder that will mirror those of the files read; None if there is one output for all."""
        if self.output and (self.output.endswith(("/", os.sep)) or Path(self.output).is_dir()):
            return Path(self.output)
        return None

    @property
    def lasts(self) -> bool:
        """Is it a file or a folder, not a stream or a device?"""
        return self.output is not None and (
            self.folder is not None or Path(self.output).is_file() or not Path(self.output).exists()
        )

    @property
    def parts(self) -> Path:
        """The folder of the parts of a run that is under way."""
        assert self.output
        path = Path(self.output).resolve()
        return path / PARTS if self.folder else path.with_name(f".{path.name}{PARTS}")

    @contextmanager
    def opened(
        self, format: Format, given: Iterable[str], fail: Fail, beside: Path | None
    ) -> Iterator[Output]:
        """The output to write to; a file takes its name at the end of the block, until then it is ``beside``."""
        with ExitStack() as stack:
            out: Output
            if self.folder:
                self.folder.mkdir(parents=True, exist_ok=True)
                suffix = f".{format.suffix or self.name}"
                out = stack.enter_context(Tree(self.folder, given, format, suffix, fail, beside))
            elif self.output:
                stack.enter_context(_named(self.output))
                out = into(stack.enter_context(whole(Path(self.output), 0, beside)), format, fail)
            else:
                out = Joined(sys.stdout.buffer, format, fail)
            yield out
            out.close()


@contextmanager
def _named(output: str) -> Iterator[None]:
    """Let an error of a disk name the file that was asked for."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or output
        raise


class Encode:
    """Encodes documents in a format, in whatever process it comes to."""

    def __init__(self, name: str, view: View) -> None:
        self.name, self.view = name, view

    def __call__(self, extraction: Extraction) -> bytes:
        """The bytes of a document."""
        return load(self.name).encode(extraction, self.view)


class Run:
    """Documents on their way to one target."""

    def __init__(self, given: Iterable[str], inputs: Inputs, report: Report, target: Target) -> None:
        # What a folder mirrors has to be known before the first document is.
        self.given = list(given) if target.folder else given
        self.inputs = inputs._replace(own=os.path.realpath(target.output) if target.output else None)
        self.report, self.target = report, target
        self.skipped = Skipped()
        self._shown = target.output is None and sys.stdout.isatty()

    def extract(self, settings: Settings, means: Means) -> None:
        """Read all documents and write what they hold. Raises StopError, BusyError, OSError."""
        format = load(self.target.name)
        found = sources(self.given, self.inputs, self.skipped)
        tasks = plan.tasks(found, settings, alone=self._shown, whole=not format.cuts)
        first = list(islice(tasks, 2))
        plain = Config(settings, Encode(self.target.name, self.target.view), means.timeout)
        # A single task is done again as fast as its outcome is found.
        kept = self.target.lasts and len(first) > 1
        with (
            self._journal(plain, means.resume) if kept else nullcontext(plain) as config,
            shown(self.report, self.given, self.inputs, self.report.quiet or self._shown) as tick,
        ):
            done = outcomes(chain(first, tasks), config, processes(means.jobs), means.scheduler, tick)
            beside = config.journal.folder if config.journal else None
            with self.target.opened(format, self.given, self._lost, beside) as out:
                self._write(done, out, plain)

    @contextmanager
    def _journal(self, config: Config, resume: bool) -> Iterator[Config]:
        """The configuration with a journal, which is there until the run has ended well."""
        parts = self.target.parts
        salt = f"{config.salt()} {self.target.name} {self.target.view}".encode()
        try:
            stack = ExitStack()
            if self.target.folder:
                self.target.folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(journal.opened(parts))
        except OSError as error:
            error.filename = self.target.output
            raise
        with stack:
            try:
                yield config._replace(journal=journal.Place(parts, salt, resume))
            except BaseException as error:
                if any(parts.glob("??/*")):
                    self._kept(error)
                raise
            if not self.report.errors[LOST]:
                journal.clear(parts)
            elif not self.report.quiet:
                terminal.say("make room, then --resume goes on from what is done")

    def _kept(self, error: BaseException) -> None:
        """Say that a run which ends early can be gone on with; in the line of its error, where it has one."""
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            error.strerror = f"{reason}; --resume goes on from what is done"
        elif not self.report.quiet:
            terminal.say("what is done so far is kept: --resume goes on from there")

    def _write(self, done: Generator[tuple[Task, Outcome]], out: Output, plain: Config) -> None:
        try:
            for task, outcome in done:
                try:
                    data = outcome.data()
                except OSError:  # somebody has tidied up
                    outcome = perform(task, plain)
                    data = outcome.data()
                for unit, (entry, own) in zip(task.units, outcome.split(data), strict=True):
                    self.report.entry(entry, self.skipped, outcome.reused)
                    if not entry.error or isinstance(unit, Piece):
                        out.add(entry.doc, path_of(unit), own, entry.last)
        finally:
            done.close()

    def _lost(self, doc: str, reason: str) -> None:
        self.report.failure(Failure(doc, LOST, f"cannot be written: {reason}"))
