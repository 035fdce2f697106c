"""``dibao events``: documents in, the timeline of what happened out."""

from __future__ import annotations

from typing import Annotated

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
    Period,
    Place,
    Quiet,
    Strict,
    TextField,
    checked_encoding,
    checked_lexicons,
    checked_place,
    inputs,
    one_of,
    period,
)
from dibao.commands.paths import check_output, given_paths
from dibao.write.events import ENCODERS


def _kinds() -> list[str]:
    """What --type takes: types, then ``type/subtype``."""
    from dibao.events import APART, kinds

    return [*APART, *kinds()]


def _kind(value: str) -> str:
    return one_of(_kinds())(value)


def events_command(
    paths: Paths = None,
    format: Format = None,
    output: Output = None,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            parser=_kind,
            autocompletion=_kinds,
            metavar="TYPE",
            help="Only events of this type, or type/subtype: meeting, funding/donate. Repeatable.",
        ),
    ] = None,
    people: Annotated[
        list[str] | None,
        typer.Option(
            "--person", metavar="NAME", help="Only events of people with this in their name. Repeatable."
        ),
    ] = None,
    orgs: Annotated[
        list[str] | None,
        typer.Option(
            "--org",
            metavar="NAME",
            help="Only events of organizations with this in their full name. Repeatable.",
        ),
    ] = None,
    since: Annotated[
        Period | None,
        typer.Option(
            "--since", parser=period, metavar="DAY", help="Only from this year, month or day on: 2020-12."
        ),
    ] = None,
    until: Annotated[
        Period | None,
        typer.Option("--until", parser=period, metavar="DAY", help="Only up to the end of it."),
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
    """Print a timeline of events: when, what kind, who, what, where, how much.

    \b
      dibao events page.txt
      dibao events archive/ --type personnel --since 2020-12 --until 2021
      dibao events archive/ --type funding --org 水务局 -o money.csv
      dibao events archive/ --person 方致远 --format jsonl

    What is told several times stands once, with the number of its mentions and its sums once. A file that
    cannot be read is reported and the others go on; the exit code is then 2.
    """
    from dibao.register.timeline import Timeline, told

    check_output(output, errors, paths)
    chosen = inputs(glob, exclude, follow, text_field, date_field, id_field, max_size)
    settings = Settings(
        encoding=checked_encoding(encoding),
        ref_date=date,
        place=checked_place(place),
        lexicons=checked_lexicons(lexicons),
        largest=chosen.largest,
        debug=debug,
    )
    if since and until and since.first > until.last:
        raise typer.BadParameter("the period ends before it begins.", param_hint="'--until'")
    timeline = Timeline()
    return gather(
        Given(given_paths(paths, files_from, null), chosen, jobs, errors, strict, quiet),
        settings,
        Collected(told, lambda found, _: timeline.enter(found)),
        lambda: timeline.happenings(
            types=types or (),
            people=people or (),
            orgs=orgs or (),
            since=since.first if since else None,
            until=until.last if until else None,
        ),
        "event",
        ENCODERS,
        Target(format, output, color),
    )
