"""``dibao extract``: documents in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dibao import terminal
from dibao.batch import Failure, Settings, Skipped, run, sources
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
    Lexicons,
    MaxSize,
    Null,
    Output,
    Paths,
    Place,
    Quiet,
    Strict,
    TextField,
    Types,
    checked_encoding,
    checked_lexicons,
    checked_place,
    count,
    default_format,
    entity_types,
    given_paths,
    inputs,
    loaded,
    one_of,
)
from dibao.write import FORMATS, Format, View
from dibao.write.whole import whole

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


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
    output: Output = None,
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
    given = given_paths(paths, files_from, null)
    name = format or default_format(output, FORMATS)
    made = loaded(name, output)
    view = View(
        articles=articles,
        colour=terminal.coloured(color, sys.stdout) if output is None else color == "always",
        width=terminal.columns(),
    )
    skipped = Skipped()
    results = run(sources(given, chosen, skipped), settings, skipped)
    with whole(errors) if errors else nullcontext() as records:
        report = Report(records, strict, quiet)
        try:
            with whole(output) if output else nullcontext(sys.stdout.buffer) as out:
                write(report.good(results), made, view, out)
        except StopError:
            terminal.say("stopped at the first failure (--strict)")
            return 2
    report.summary(skipped)
    return 2 if report.failed else 0


def write(extractions: Iterable[Extraction], format: Format, view: View, out: BinaryIO) -> None:
    """Write documents in a format as they come; on a terminal each is seen at once."""
    if format.open:
        sink = format.open(out.name)
        for extraction in extractions:
            sink.add(format.encode(extraction, view))
        sink.close()
        return
    live = out.isatty()
    # What stands before a document is written with it: a run that fails before the first one writes nothing.
    before = format.head
    for extraction in extractions:
        if encoded := format.encode(extraction, view):
            out.write(before)
            out.write(encoded)
            before = format.between
            if live:
                out.flush()
    out.write((format.head if before is format.head else b"") + format.tail)
    out.flush()


class Report:
    """What is said on standard error, and in the file of errors, while documents go by."""

    def __init__(self, records: BinaryIO | None, strict: bool, quiet: bool) -> None:
        self.records, self.strict, self.quiet = records, strict, quiet
        self.documents = self.mentions = self.events = self.failed = 0

    def good(self, results: Iterable[Extraction | Failure]) -> Iterator[Extraction]:
        """The documents that went well; failures are reported, under --strict the first one is raised."""
        for result in results:
            if isinstance(result, Failure):
                self._failure(result)
                continue
            self.documents += 1
            self.mentions += len(result.mentions)
            self.events += len(result.events)
            if not self.quiet and not result.document.raw.strip():
                terminal.say(f"{result.doc}: empty; nothing to extract")
            yield result

    def _failure(self, failure: Failure) -> None:
        self.failed += 1
        if self.records is not None:
            import orjson

            self.records.write(orjson.dumps(failure.record(), option=orjson.OPT_APPEND_NEWLINE))
        else:
            terminal.say(f"{failure.doc}: {failure.message}")
        if self.strict:
            raise StopError

    def summary(self, skipped: Skipped, *found: str) -> None:
        """One line at the end, where there was more than one document or something to tell.

        ``found`` says what there is; mentions and events unless given.
        """
        note = str(skipped)
        if self.quiet or (self.documents + self.failed < 2 and not note):
            return
        parts = [
            count(self.documents, "document"),
            *(found or (count(self.mentions, "mention"), count(self.events, "event"))),
        ]
        if self.failed:
            parts.append(f"{self.failed} failed")
        terminal.say(", ".join(parts) + (f"; {note}" if note else ""))


class StopError(Exception):
    """A document failed under --strict: the run ends, and what was written to a file so far is given up."""
