"""``dibao officials``: documents in, the register of officials out."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, BinaryIO, get_args

import typer

from dibao import terminal
from dibao.batch import Settings, Skipped, run, sources
from dibao.commands.extract import Report, StopError
from dibao.commands.options import (
    Colour,
    Day,
    Debug,
    Encoding,
    Errors,
    FilesFrom,
    Glob,
    Lexicons,
    Null,
    Output,
    Paths,
    Place,
    Quiet,
    Strict,
    checked_encoding,
    checked_lexicons,
    checked_place,
    count,
    default_format,
    given_paths,
    one_of,
)
from dibao.types import Status
from dibao.write import View
from dibao.write.officials import ENCODERS
from dibao.write.whole import whole

if TYPE_CHECKING:
    from dibao.register import Official

_FORMATS = tuple(ENCODERS)
_STATUSES: tuple[Status, ...] = get_args(Status)


def officials_command(
    paths: Paths = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            parser=one_of(_FORMATS),
            autocompletion=lambda: _FORMATS,
            metavar=f"[{'|'.join(_FORMATS)}]",
            help="Table on a terminal, JSONL elsewhere; with -o what its suffix says.",
        ),
    ] = None,
    output: Output = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help="Only people with this in their name.")
    ] = None,
    org: Annotated[
        str | None,
        typer.Option(
            "--org", metavar="NAME", help="Only posts in organizations with this in their full name."
        ),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            parser=one_of(_STATUSES),
            autocompletion=lambda: _STATUSES,
            metavar=f"[{'|'.join(_STATUSES)}]",
            help="Only posts held like this.",
        ),
    ] = None,
    date: Day = None,
    place: Place = None,
    encoding: Encoding = None,
    lexicons: Lexicons = None,
    glob: Glob = None,
    files_from: FilesFrom = None,
    null: Null = False,
    errors: Errors = None,
    strict: Strict = False,
    quiet: Quiet = False,
    color: Colour = "auto",
    debug: Debug = False,
) -> int:
    """List officials with posts, organs, days first and last seen, and a quotation, in protocol order.

    \b
      dibao officials page.txt
      dibao officials archive/ -o officials.csv
      dibao officials archive/ --org 衡阳市 --status former
      dibao officials archive/ --person 方致远 --format jsonl

    The same name in organs that no article ties together is listed once for each. Days are those of the
    articles. A file that cannot be read is reported and the others go on; the exit code is then 2.
    """
    from dibao.register import Register

    settings = Settings(
        encoding=checked_encoding(encoding),
        ref_date=date,
        place=checked_place(place),
        types=("person", "org"),
        events=False,
        lexicons=checked_lexicons(lexicons),
        debug=debug,
    )
    given = given_paths(paths, files_from, null)
    skipped, register = Skipped(), Register()
    with whole(errors) if errors else nullcontext() as records:
        report = Report(records, strict, quiet)
        try:
            for extraction in report.good(run(sources(given, glob or (), skipped), settings, skipped)):
                register.add(extraction)
        except StopError:
            terminal.say("stopped at the first failure (--strict)")
            return 2
        found = register.officials(person=person, org=org, status=_status(status))
        view = View(
            colour=terminal.coloured(color, sys.stdout) if output is None else color == "always",
            width=terminal.columns(),
        )
        with whole(output) if output else nullcontext(sys.stdout.buffer) as out:
            _write(found, format or default_format(output, _FORMATS), view, out)
    report.summary(skipped, count(len(found), "official"))
    return 2 if report.failed else 0


def _status(chosen: str | None) -> Status | None:
    return next((status for status in _STATUSES if status == chosen), None)


def _write(found: list[Official], format: str, view: View, out: BinaryIO) -> None:
    out.write(ENCODERS[format](found, view))
    out.flush()
