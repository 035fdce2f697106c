"""``dibao officials``: documents in, the register of officials out."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from dibao.batch import Settings
from dibao.commands.gather import Collected, Format, Given, Target, gather
from dibao.commands.options import (
    Colour,
    DateField,
    Day,
    Debug,
    Encoding,
    Errors,
    Exclude,
    FilesFrom,
    Follow,
    Glob,
    IdField,
    Jobs,
    Lexicons,
    MaxSize,
    Null,
    Output,
    Paths,
    Place,
    Quiet,
    Strict,
    TextField,
    checked_encoding,
    checked_lexicons,
    checked_place,
    inputs,
    one_of,
)
from dibao.commands.paths import check_output, given_paths
from dibao.types import Status
from dibao.write.officials import ENCODERS

_STATUSES: tuple[Status, ...] = get_args(Status)


def officials_command(
    paths: Paths = None,
    format: Format = None,
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
    exclude: Exclude = None,
    follow: Follow = False,
    files_from: FilesFrom = None,
    null: Null = False,
    text_field: TextField = None,
    date_field: DateField = None,
    id_field: IdField = None,
    max_size: MaxSize = None,
    jobs: Jobs = 0,
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
    from dibao.register.officials import Register, people

    check_output(output, errors, paths)
    chosen = inputs(glob, exclude, follow, text_field, date_field, id_field, max_size)
    settings = Settings(
        encoding=checked_encoding(encoding),
        ref_date=date,
        place=checked_place(place),
        types=("person", "org"),
        events=False,
        lexicons=checked_lexicons(lexicons),
        largest=chosen.largest,
        debug=debug,
    )
    register = Register()
    return gather(
        Given(given_paths(paths, files_from, null), chosen, jobs, errors, strict, quiet),
        settings,
        Collected(people, register.enter),
        lambda: register.officials(person=person, org=org, status=_status(status)),
        "official",
        ENCODERS,
        Target(format, output, color),
    )


def _status(chosen: str | None) -> Status | None:
    return next((status for status in _STATUSES if status == chosen), None)
