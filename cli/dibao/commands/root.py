"""What stands before a command: the options of the program itself."""

from __future__ import annotations

from typing import Annotated

import typer

from dibao.commands.options import Debug


def _print_version(wanted: bool) -> None:
    if wanted:
        from dibao.version import version

        print(version())
        raise typer.Exit


def root_command(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            is_eager=True,
            callback=_print_version,
            help="Versions of program, lexicons and schema.",
        ),
    ] = False,
    debug: Debug = False,
) -> None:
    """Take the options before a command; all that they do happens while they are read."""
