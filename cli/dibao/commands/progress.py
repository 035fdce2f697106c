"""How far a run is: a line that is drawn anew on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dibao import terminal
from dibao.batch import STDIN, Inputs, Skipped, files, size_of
from dibao.commands.report import Report, span

if TYPE_CHECKING:
    from rich.live import Live

EVERY = 30.0
"""Seconds between two lines where there is no terminal."""
REDRAWN = 0.2
"""Seconds between two drawings on a terminal."""
COUNTED = 256
"""How many files are counted ahead at once."""


Tick = Callable[[], object]
"""What to call now and then while a run goes on."""


@contextmanager
def shown(report: Report, given: Iterable[str], inputs: Inputs, hidden: bool) -> Iterator[Tick]:
    """Show how far the run over some paths is while the block runs; nothing where it is ``hidden``."""
    if hidden:
        yield lambda: None
        return
    # The end is known where the files can be found twice without opening any.
    twice = isinstance(given, list) and STDIN not in given
    ahead = map(size_of, files(given, inputs, Skipped())) if twice else None
    with Progress(report, ahead, sys.stderr.isatty()) as progress:
        yield progress.tick


class Progress:
    """Says how many files and megabytes are done, how fast, how long it will take yet, and how many failed.

    ``ahead`` gives the size of each file that will be read. It is gone through a little at a time, while the
    run waits for its workers, so that the end is known soon and nothing is held up.
    """

    def __init__(self, report: Report, ahead: Iterator[int] | None, drawn: bool) -> None:
        self._report, self._ahead = report, ahead
        self._files = self._size = 0
        self._known = False
        self._began = self._said = time.monotonic()
        self._live = _live() if drawn and os.environ.get("TERM") != "dumb" else None
        self._every = REDRAWN if self._live else EVERY
        self._reused = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live and self._live.is_started:
            self._live.update("")
            self._live.stop()

    def tick(self) -> None:
        """Count some of the files ahead; say how far the run is if it is time to."""
        self._count()
        now = time.monotonic()
        if now - self._said < self._every:
            return
        self._said = now
        if self._live is None:
            terminal.say(self.line())
            return
        from rich.text import Text

        if not self._live.is_started:
            self._live.start()
        self._live.update(Text(self.line(), no_wrap=True, overflow="ellipsis"), refresh=True)

    def _count(self) -> None:
        if self._known or self._ahead is None:
            return
        for _ in range(COUNTED):
            size = next(self._ahead, None)
            if size is None:
                self._known = True
                return
            self._files += 1
            self._size += size

    def line(self) -> str:
        """How far the run is, in one line."""
        report, seconds = self._report, time.monotonic() - self._began
        done = report.documents + report.failed
        rate = report.size / max(seconds, 0.001)
        parts = [
            f"{done:,}" + (f" of {max(done, self._files):,}" if self._known else "") + " files",
            f"{report.size / 1e6:,.1f}"
            + (f" of {max(report.size, self._size) / 1e6:,.1f}" if self._known else "")
            + " MB",
            f"{rate / 1e6:.2f} MB/s",
        ]
        if self._known and report.size:
            parts.append(f"{span(max(0, self._size - report.size) / rate)} left")
        if report.failed:
            parts.append(f"{report.failed:,} failed")
        return ", ".join(parts)


def _live() -> Live:
    from rich.console import Console
    from rich.live import Live

    # No thread of its own: workers are forked from this process.
    return Live(console=Console(file=sys.stderr), auto_refresh=False, transient=True, redirect_stdout=False)
