"""``dibao explain``: why something was read as it was, or why it was not found."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dibao import terminal
from dibao.batch import STDIN, TEXT_SUFFIXES
from dibao.commands.options import (
    Colour,
    Day,
    Debug,
    Encoding,
    Lexicons,
    Place,
    checked_encoding,
    checked_lexicons,
    checked_place,
)

if TYPE_CHECKING:
    from datetime import date

    from dibao.explain import Explanation
    from dibao.types import Document

_LABEL = 11


def explain_command(
    source: Annotated[
        str, typer.Argument(metavar="FILE|TEXT", help="A file, a sentence, or - for standard input.")
    ] = STDIN,
    at: Annotated[
        int | None,
        typer.Option("--at", metavar="OFFSET", min=0, help="What stands at this character, from 0."),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="What stands wherever this text does.")
    ] = None,
    date: Day = None,
    place: Place = None,
    encoding: Encoding = None,
    lexicons: Lexicons = None,
    color: Colour = "auto",
    debug: Debug = False,
) -> int:
    """Show the rule, the lexicon lines and the reading of a mention step by step.

    \b
      dibao explain "市里拨付近2000万元修路。"
      dibao explain page.txt --at 120
      dibao explain page.txt --text 2000万元 --date 2020-12-30

    For what is no mention: which rule came nearest, and what rejected it. Without --at and --text, every
    mention, and what came near to being one.
    """
    from dibao.explain import NotThereError, explain
    from dibao.reading.content import InputError

    if at is not None and text is not None:
        raise typer.BadParameter("give --at or --text, not both.", param_hint="'--at'")
    tables = checked_lexicons(lexicons)
    try:
        document = _document(source, checked_encoding(encoding), date, checked_place(place))
        told = list(explain(document, at=at, text=text, lexicons=tables))
    except InputError as error:
        terminal.say(f"{source}: {error.message.removeprefix(f'{source}: ')}")
        return 2
    except NotThereError as error:
        terminal.say(f"{document.doc}: {error}")
        return 2
    colour = terminal.coloured(color, sys.stdout)
    shown = "\n".join(_shown(e, colour, tables) for e in told) or "nothing found, and nothing came near\n"
    sys.stdout.buffer.write(shown.encode())
    sys.stdout.buffer.flush()
    return 0


def _document(source: str, encoding: str | None, day: date | None, place: str | None) -> Document:
    """The document of a file, of standard input, or of the sentence that the argument itself is."""
    from dibao.reading import document

    if source == STDIN:
        if sys.stdin.isatty():
            raise typer.BadParameter(
                "name a file, give a sentence, or pipe a text in.", param_hint="'FILE|TEXT'"
            )
        return document.parse(sys.stdin.buffer.read(), STDIN, encoding, day, place)
    if _is_sentence(source):
        return document.split(source, STDIN, ref_date=day, place=place)
    return document.read(Path(source), encoding=encoding, ref_date=day, place=place)


def _is_sentence(source: str) -> bool:
    """Whether an argument is a text: Chinese, and neither a file nor what could be the name of one."""
    if source.isascii() or any(s and source.lower().endswith(s) for s in TEXT_SUFFIXES):
        return False
    try:
        return not Path(source).exists()
    except OSError:  # too long for a name
        return True


def _shown(told: Explanation, colour: bool, tables: Iterable[Path]) -> str:
    """An explanation as lines: what, where, then the steps with the lexicon rows that they cite."""
    style = told.rule.partition(".")[0]
    text = terminal.safe("".join(told.text.split()))
    head = terminal.paint(text, style if style in terminal.STYLES else "strong", colour)
    kind = told.rule.partition(".")[0] if told.found else "not found"
    name = f"  {terminal.safe(told.name)}" if told.found and told.name != text else ""
    lines = [f"{head}  {kind}{name}  line {told.line}, {told.start}–{told.end}"]
    last = ""
    for step in told.steps:
        label = step.label if step.label != last else ""
        last = step.label
        lines.append(f"  {terminal.paint(label.ljust(_LABEL), 'faint', colour)}{terminal.safe(step.text)}")
        lines += (
            f"  {'':{_LABEL}}{terminal.paint(line, 'faint', colour)}" for line in _rows(step.sources, tables)
        )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _rows(sources: Iterable[str], tables: Iterable[Path]) -> Iterator[str]:
    from dibao.explain.steps import cited

    for source in sources:
        yield f"{source}  {terminal.safe(cited(source, tables))}"
