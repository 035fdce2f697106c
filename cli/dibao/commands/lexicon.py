"""``dibao lexicon``: check, tidy and list the tables."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dibao import terminal
from dibao.commands.options import Debug, Quiet

if TYPE_CHECKING:
    from dibao.lexicon_check import Fault
    from dibao.tables.lexicon import Table

_MANY = 5

Tables = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE…]", help="Tables; the built-in ones unless given.", show_default=False),
]


def check_command(
    tables: Tables = None,
    owners: Annotated[
        bool, typer.Option("--owners", help="List forms that stand in more than one table.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Report the faults of lexicon tables by file and line, each with its remedy.

    \b
      dibao lexicon check
      dibao lexicon check my-titles.tsv

    The exit code is 1 where there are faults.
    """
    from dibao import lexicon_check as check

    paths = tables or check.built_in()
    faults = [fault for path in paths for fault in check.faults(path)]
    lines = _lines(faults)
    if owners:
        lines += [f"note: {form} stands in {' and '.join(places)}" for form, places in check.owners(paths)]
    _print(lines)
    if not quiet:
        terminal.say(f"{terminal.count(len(paths), 'table')}, {terminal.count(len(faults), 'fault')}")
    return 1 if faults else 0


def tidy_command(
    tables: Tables = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Sort tables, drop repeated and empty lines, trim cells. What needs a decision is left to check.

    \b
      dibao lexicon tidy my-titles.tsv
    """
    from dibao import lexicon_check as check

    for path in tables or check.built_in():
        if check.tidy(path) and not quiet:
            terminal.say(f"{path}: tidied")
    return 0


def list_command(debug: Debug = False) -> int:
    """List the built-in tables: name, number of forms, licence, what they hold."""
    from dibao import lexicon_check as check
    from dibao.tables import lexicon

    tables = [lexicon.read(path) for path in check.built_in()]
    width = max(len(table.name) for table in tables)
    _print(
        [
            f"{t.name:{width}}  {len(t.rows):>7,}  {_license(t):10}  "
            f"{t.header.get('about', '').splitlines()[0] if t.header.get('about') else ''}"
            for t in tables
        ]
    )
    return 0


def _license(table: Table) -> str:
    """The licence's name, without what its header says about it."""
    return re.split(r"[ ;(]", table.header.get("license", ""), maxsplit=1)[0]


def _lines(faults: list[Fault]) -> list[str]:
    """A line for each fault; where many lines of a table have the same one, the first few and the number."""
    same = Counter((fault.file, fault.message) for fault in faults)
    said: Counter[tuple[str, str]] = Counter()
    lines = []
    for fault in faults:
        key = fault.file, fault.message
        said[key] += 1
        if said[key] <= _MANY:
            lines.append(str(fault))
        elif said[key] == _MANY + 1:
            lines.append(f"{fault.file}: {same[key] - _MANY} more lines: {fault.message}")
    return lines


def _print(lines: list[str]) -> None:
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    sys.stdout.buffer.flush()
