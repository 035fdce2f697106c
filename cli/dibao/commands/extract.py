"""``dibao extract``: documents in, records out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dibao import terminal
from dibao.batch import Settings
from dibao.commands.extracting import extract
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
    Paths,
    Place,
    Quiet,
    Strict,
    TextField,
    Types,
    checked_encoding,
    checked_lexicons,
    checked_place,
    default_format,
    entity_types,
    inputs,
    loaded,
    one_of,
)
from dibao.commands.paths import check_output, given_paths
from dibao.commands.running import Means, Target
from dibao.write import FORMATS, View


def extract_command(
    paths: Paths = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            parser=one_of(FORMATS),
            autocompletion=lambda: FORMATS,
            metavar=f"[{'|'.join(FORMATS)}]",
            help="Table on a terminal, JSONL elsewhere; with -o what its suffix says.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR/",
            help="Write to FILE, whole or not at all; with DIR/ a file for each file read, in the same folders.",
        ),
    ] = None,
    types: Types = None,
    date: Day = None,
    place: Place = None,
    encoding: Encoding = None,
    articles: Annotated[bool, typer.Option("--articles", help="A record for each article too.")] = False,
    no_events: Annotated[bool, typer.Option("--no-events", help="No events.")] = False,
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
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", metavar="tcp://HOST:PORT", help="Read with the workers of this Dask cluster."
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", min=0.001, metavar="SECONDS", help="Give a document up after so long."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run to the same -o that was interrupted.")
    ] = False,
    errors: Errors = None,
    strict: Strict = False,
    quiet: Quiet = False,
    color: Colour = "auto",
    debug: Debug = False,
) -> int:
    """Extract people, posts, organizations, places, dates, money and events.

    \b
      dibao extract page.txt                     table on a terminal, JSONL in a pipe
      dibao extract archive/ -o records.jsonl    a folder, in sorted order
      pdftotext paper.pdf - | dibao extract --date 2020-12-30 --place 衡阳市
      dibao extract page.txt --types money --format csv

    A file that cannot be read is reported and the others go on; the exit code is then 2.
    """
    chosen = inputs(glob, exclude, follow, text_field, date_field, id_field, max_size)
    settings = Settings(
        encoding=checked_encoding(encoding),
        ref_date=date,
        place=checked_place(place),
        types=entity_types(types),
        events=not no_events,
        lexicons=checked_lexicons(lexicons),
        largest=chosen.largest,
        debug=debug,
    )
    check_output(output, errors, paths)
    given = given_paths(paths, files_from, null)
    name = format or default_format(Path(output) if output else None, FORMATS)
    loaded(name, Path(output) if output else None)
    view = View(
        articles=articles,
        colour=terminal.coloured(color, sys.stdout) if output is None else color == "always",
        width=terminal.columns(),
    )
    target = Target(output, name, view)
    if resume and not target.lasts:
        raise typer.BadParameter("needs -o with a file or a folder to go on with.", param_hint="'--resume'")
    means = Means(jobs, scheduler, timeout, resume)
    return extract(given, chosen, settings, target, means, errors=errors, strict=strict, quiet=quiet)
