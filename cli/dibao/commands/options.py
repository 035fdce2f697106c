"""Options that several commands share, and the checks of their values."""

from __future__ import annotations

import re
import sys
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dibao.named import NamedTuple
from dibao.types import ENTITY_TYPES, EntityType

if TYPE_CHECKING:
    from dibao.batch import Inputs
    from dibao.write import Format

COLOURS = ("auto", "always", "never")


def one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """A parser that takes a closed vocabulary and answers another value with the nearest one."""

    def parse(value: str) -> str:
        if value in choices:
            return value
        close = get_close_matches(value, choices, 1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise typer.BadParameter(f"{value!r} is unknown.{hint} Choose from {', '.join(choices)}.")

    return parse


def _types(value: str) -> frozenset[str]:
    parse = one_of(ENTITY_TYPES)
    return frozenset(parse(v.strip()) for v in value.split(",") if v.strip())


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as 2020-12-30.") from None


class Period(NamedTuple):
    """The days of a year, a month, or one day."""

    first: date
    last: date


def period(value: str) -> Period:
    """A period written as 2020, 2020-12 or 2020-12-30; typer.BadParameter for anything else."""
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
            raise ValueError
        first = date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as 2020, 2020-12 or 2020-12-30.") from None
    month = 12 if len(value) == 4 else first.month
    last = monthrange(first.year, month)[1]
    return Period(first, first if len(value) == 10 else date(first.year, month, last))


def _size(value: str) -> int:
    match = re.fullmatch(r"(\d{1,12})([kmg]?)(?:i?b)?", value.strip().lower())
    if not match or not int(match[1]):
        raise typer.BadParameter(f"{value!r} is no size; write it as 500K, 20M or 1G.")
    return int(match[1]) << {"": 0, "k": 10, "m": 20, "g": 30}[match[2]]


Types = Annotated[
    frozenset[str] | None,
    typer.Option("--types", parser=_types, metavar="TYPE,…", help=f"Only these: {', '.join(ENTITY_TYPES)}."),
]
Day = Annotated[
    date | None,
    typer.Option(
        "--date",
        parser=_day,
        metavar="YYYY-MM-DD",
        help="Day of publication, against which 昨日 and 12月29日 are read.",
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="PLACE", help="Division that the text speaks from (衡阳市): 市委 is its."
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of the input. Found out unless given."),
]
Lexicons = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon", metavar="FILE", help="Own lexicon table, laid over a built-in one. Repeatable."
    ),
]
Colour = Annotated[
    str,
    typer.Option(
        "--color",
        parser=one_of(COLOURS),
        autocompletion=lambda: COLOURS,
        metavar="[auto|always|never]",
        help="Colours; auto: on a terminal.",
    ),
]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH…]", help="Files, folders, or - for standard input.", show_default=False),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all."),
]
Glob = Annotated[
    list[str] | None,
    typer.Option(
        "--glob", metavar="PATTERN", help="Files to take in folders and archives: '*.xml'. Repeatable."
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude", metavar="PATTERN", help="Files and folders to leave out: 'drafts/'. Repeatable."
    ),
]
Follow = Annotated[bool, typer.Option("--follow", help="Enter links to folders.")]
TextField = Annotated[
    str | None,
    typer.Option(
        "--text-field",
        metavar="KEY",
        help="Where a line of JSONL has its text; text unless given. With it, standard input is JSONL.",
    ),
]
DateField = Annotated[
    str | None,
    typer.Option("--date-field", metavar="KEY", help="Where a line of JSONL has its day of publication."),
]
IdField = Annotated[
    str | None,
    typer.Option("--id-field", metavar="KEY", help="Where a line of JSONL has its name; else FILE:LINE."),
]
MaxSize = Annotated[
    int | None,
    typer.Option(
        "--max-size",
        parser=_size,
        metavar="SIZE",
        help="Largest document to read: 20M, 1G. 256M unless given.",
    ),
]
FilesFrom = Annotated[
    str | None,
    typer.Option("--files-from", metavar="FILE", help="Read paths from FILE, one a line; - reads stdin."),
]
Null = Annotated[bool, typer.Option("--null", "-0", help="Paths of --files-from end with NUL.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes to read with; 0: one a core.")
]
Errors = Annotated[
    Path | None,
    typer.Option("--errors", metavar="FILE", help="Write error records to FILE as JSONL."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first document that fails.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notes and no summary on standard error.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def entity_types(chosen: frozenset[str] | None) -> tuple[EntityType, ...] | None:
    """The chosen types in the order of ``ENTITY_TYPES``; None for all."""
    return tuple(t for t in ENTITY_TYPES if t in chosen) if chosen else None


def checked_lexicons(paths: list[Path] | None) -> tuple[Path, ...]:
    """Paths of user tables, all read once so that a broken one stops the command before any document.

    Raises LexiconError at the first fault that ``dibao lexicon tidy`` would not mend.
    """
    if not paths:
        return ()
    from dibao.lexicon_check import faults
    from dibao.tables import lexicon

    lexicon.overlay(paths)
    for fault in (fault for path in paths for fault in faults(path) if not fault.tidied):
        raise lexicon.LexiconError(str(fault))
    return tuple(paths)


def checked_place(name: str | None) -> str | None:
    """A name that the divisions know; typer.BadParameter else."""
    if name is None:
        return None
    from dibao.tables.divisions import divisions

    known = divisions()
    if known.find(name) is None:
        close = get_close_matches(name, known.by_form, 1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise typer.BadParameter(
            f"{name!r} is no division of China that is known.{hint} Write it as 衡阳市 or 湖南省衡阳市.",
            param_hint="'--place'",
        )
    return name


def checked_encoding(name: str | None) -> str | None:
    """The name of an encoding that Python knows; typer.BadParameter else."""
    import codecs

    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        raise typer.BadParameter(
            f"{name!r} is unknown; the usual ones are utf-8, gb18030, big5, utf-16.",
            param_hint="'--encoding'",
        ) from None


def inputs(
    glob: list[str] | None,
    exclude: list[str] | None,
    follow: bool,
    text_field: str | None,
    date_field: str | None,
    id_field: str | None,
    max_size: int | None,
) -> Inputs:
    """What the options say about folders, archives and JSONL."""
    from dibao.batch import Inputs
    from dibao.reading.content import LARGEST

    patterns, left_out = tuple(glob or ()), tuple(exclude or ())
    return Inputs(patterns, left_out, follow, text_field, date_field, id_field, max_size or LARGEST)


def default_format(output: Path | None, formats: Sequence[str]) -> str:
    """What the suffix of ``--output`` says, else JSONL; a table on a terminal."""
    if output is not None:
        from dibao.write import SUFFIXES

        name = SUFFIXES.get(output.suffix.lower().removeprefix("."), "")
        return name if name in formats else "jsonl"
    return "table" if sys.stdout.isatty() else "jsonl"


def loaded(name: str, output: Path | None) -> Format:
    """The format of a name; typer.BadParameter where it cannot be written there, or not with what is installed."""
    from dibao.write import MissingError, load

    try:
        format = load(name)
    except MissingError as error:
        raise typer.BadParameter(f"{error}.", param_hint="'--format'") from None
    if format.open and (output is None or (output.exists() and not (output.is_file() or output.is_dir()))):
        raise typer.BadParameter(f"{name} is written to a file; name it with -o.", param_hint="'--format'")
    return format
