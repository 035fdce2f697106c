"""What is said on standard error, and in the file of errors, while documents go by and when they are done."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from dibao import terminal
from dibao.batch import Entry, Failure, Skipped
from dibao.terminal import count

SLOW = 10.0
"""From how many seconds on a run says how long it took."""


class StopError(Exception):
    """A document failed under --strict: the run ends, and what was written to a file so far is given up."""


class Report:
    """Counts of what was found and what failed."""

    def __init__(self, records: BinaryIO | None, strict: bool, quiet: bool) -> None:
        self.records, self.strict, self.quiet = records, strict, quiet
        self.documents = self.size = self.reused = 0
        self.found = Counter[str]()
        self.errors = Counter[str]()
        self._began = time.monotonic()

    @property
    def failed(self) -> int:
        """How many documents failed."""
        return self.errors.total()

    def entry(self, entry: Entry, skipped: Skipped, reused: bool) -> None:
        """Count a document that is done, or a piece of one; its failure is reported by :meth:`failure`."""
        self.size += entry.size
        if entry.skip:
            skipped.binary += 1
        elif entry.error:
            self.failure(Failure(entry.doc, entry.error, entry.message))
        else:
            self.documents += entry.last
            self.reused += entry.last and reused
            self.found.update(entry.counts)
            if entry.empty:
                self._empty(entry.doc)

    def failure(self, failure: Failure) -> None:
        """Report a failure; StopError under --strict."""
        self.errors[failure.error] += 1
        if self.records is not None:
            import orjson

            self.records.write(orjson.dumps(failure.record(), option=orjson.OPT_APPEND_NEWLINE))
        else:
            terminal.say(f"{failure.doc}: {failure.message}")
        if self.strict:
            raise StopError

    def _empty(self, doc: str) -> None:
        if not self.quiet:
            terminal.say(f"{doc}: empty; nothing to extract")

    def summary(self, skipped: Skipped, *found: str) -> None:
        """One line at the end, where there was more than one document or something to tell.

        ``found`` says what there is; mentions and events by type unless given.
        """
        note = str(skipped)
        if self.quiet or (self.documents + self.failed < 2 and not note):
            return
        parts = [count(self.documents, "document"), *(found or self._by_type())]
        if self.failed:
            parts.append(f"{self.failed} failed ({_listed(self.errors)})")
        if self.reused:
            parts.append(f"{self.reused:,} of the documents taken from the earlier run")
        seconds = time.monotonic() - self._began
        if seconds >= SLOW and self.size:
            megabytes = self.size / 1e6
            parts.append(f"{megabytes:,.1f} MB in {span(seconds)} ({megabytes / seconds:.2f} MB/s)")
        terminal.say(", ".join(parts) + (f"; {note}" if note else ""))

    def _by_type(self) -> Iterator[str]:
        events = {k.removeprefix("event:"): n for k, n in self.found.items() if k.startswith("event:")}
        mentions = {k: n for k, n in self.found.items() if not k.startswith("event:")}
        for name, counts in (("mention", mentions), ("event", events)):
            kinds = f" ({_listed(counts)})" if counts else ""
            yield count(sum(counts.values()), name) + kinds


def _listed(counts: dict[str, int]) -> str:
    """Counts by kind, the largest first: ``34 person, 12 title``."""
    return ", ".join(
        f"{n:,} {kind}" for kind, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def span(seconds: float) -> str:
    """A time for people: 48 s, 3:07 min, 2:05 h."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02} h"
