"""``dibao show``: the text itself, mentions marked in place."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dibao import terminal
from dibao.batch import Failure, Inputs, Settings, Skipped, run, sources
from dibao.commands.options import (
    Colour,
    Day,
    Debug,
    Encoding,
    Lexicons,
    Place,
    Types,
    checked_encoding,
    checked_lexicons,
    checked_place,
    entity_types,
)


def show_command(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.")] = "-",
    types: Types = None,
    date: Day = None,
    place: Place = None,
    encoding: Encoding = None,
    lexicons: Lexicons = None,
    color: Colour = "auto",
    debug: Debug = False,
) -> int:
    """Print a text with its mentions marked in place.

    \b
      dibao show page.txt                         in colours on a terminal
      dibao show page.txt --types person,title --color always | less -R
      dibao show page.txt > page.marked.txt       [市长](title) and so on

    Without colours the text comes as marked text: [2000万元](money=20000000 CNY).
    """
    if path == "-" and sys.stdin.isatty():
        raise typer.BadParameter("name a file, or pipe a text in.", param_hint="'FILE'")
    from dibao.write.show import show

    settings = Settings(
        encoding=checked_encoding(encoding),
        ref_date=date,
        place=checked_place(place),
        types=entity_types(types),
        events=False,
        lexicons=checked_lexicons(lexicons),
        debug=debug,
    )
    skipped = Skipped()
    failed = False
    for result in run(sources([path], Inputs(), skipped), settings, skipped):
        if isinstance(result, Failure):
            failed = True
            terminal.say(f"{result.doc}: {result.message}")
        else:
            sys.stdout.buffer.write(show(result, terminal.coloured(color, sys.stdout)).encode())
            sys.stdout.buffer.flush()
    return 2 if failed else 0
