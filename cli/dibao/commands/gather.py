"""What ``dibao officials`` and ``dibao events`` share: documents in, one list over all of them out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dibao import terminal
from dibao.batch import Inputs, Settings, Skipped, run, sources
from dibao.commands.options import count, default_format, one_of
from dibao.commands.report import Report, StopError
from dibao.write import View
from dibao.write.ledger import FORMATS, Encoder, Entry
from dibao.write.whole import whole

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

E = TypeVar("E", bound=Entry)

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
    errors: Path | None
    strict: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Where the list goes, and how it is shown there."""

    format: str | None
    output: Path | None
    color: str


def gather(
    given: Given,
    settings: Settings,
    add: Callable[[Extraction], None],
    entries: Callable[[], Sequence[E]],
    name: str,
    encoders: Mapping[str, Encoder[E]],
    target: Target,
) -> int:
    """Give every document to ``add``, then write ``entries``; the exit code. ``name`` is of one entry."""
    skipped = Skipped()
    with whole(given.errors) if given.errors else nullcontext() as records:
        report = Report(records, given.strict, given.quiet)
        try:
            for extraction in report.good(
                run(sources(given.paths, given.inputs, skipped), settings, skipped)
            ):
                add(extraction)
        except StopError:
            terminal.say("stopped at the first failure (--strict)")
            return 2
        found = entries()
        _write(encoders, found, target)
    report.summary(skipped, count(len(found), name))
    return 2 if report.failed else 0


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
