"""The command line: registers one command a file, and turns what goes wrong into one line and an exit code.

Exit codes: 0 done, 1 a check found faults, 2 wrong usage or unreadable input, 130 interrupted.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from dibao import garbage

if TYPE_CHECKING:
    import click
    import typer

_ABOUT = """Officials, posts, organizations, places, dates, money and events from Chinese official press.

\b
  dibao extract page.txt             who, which post, where, how much, when
  dibao show page.txt                the text with its mentions marked
  dibao extract archive/ -o all.jsonl
"""


def main() -> NoReturn:
    """Run the command line of the process and exit."""
    _open_closed_streams()
    signal.signal(signal.SIGTERM, _terminate)
    garbage.rarely()
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End the process at once, with all that is left to be done done: the system takes its memory back whole."""
    if threading.active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads it any more, or it is closed
            code = code or 2
    os._exit(code)


def _open_closed_streams() -> None:
    """Give a process that was started with closed streams empty ones: with -o it needs none of them."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _terminate(*_: object) -> NoReturn:
    """End on SIGTERM as on an exception, so that no half-written file stays behind."""
    sys.exit(143)


def run(args: Sequence[str]) -> int:
    """Run a command line; its exit code. Nothing but what --debug asks for ends in a traceback."""
    if args and args[0] in ("--version", "-V"):
        from dibao.version import version

        print(version())
        return 0
    # Asked of the arguments themselves: a failure while they are parsed can show its traceback too.
    debug = "--debug" in args[: args.index("--") if "--" in args else len(args)]
    try:
        code = _invoke(args or ["--help"])
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_output()
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except Exception as error:
        return _failed(error, debug)


def _failed(error: Exception, debug: bool) -> int:
    """Say what went wrong; the exit code. Raises the error itself where --debug asks for it."""
    import click

    from dibao import terminal
    from dibao.tables.lexicon import LexiconError

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        print(file=sys.stderr)
        return 130
    if isinstance(error, click.ClickException):
        message = _usage(error)
    elif isinstance(error, LexiconError):
        message = str(error)
    elif debug:
        raise error
    elif isinstance(error, OSError):
        message = f"{error.filename or 'output'}: {error.strerror or error}"
        if error.filename is None:
            _forget_output()
    else:
        message = f"internal error: {type(error).__name__}: {error}; --debug shows where"
    terminal.say(message)
    return 2


def _invoke(args: Sequence[str]) -> int:
    completing = "_DIBAO_COMPLETE" in os.environ
    if not completing and _is_plain(args):
        from dibao.commands.extracting import extract_plainly

        return extract_plainly(list(args[1:]))
    from typer.main import get_command

    command = get_command(build("" if completing else args[0]))
    if completing:
        command.main(prog_name="dibao")
    # Not command.main(): it would answer a closed pipe with exit code 1.
    with command.make_context("dibao", list(args)) as context:
        code = command.invoke(context)
    return code if isinstance(code, int) else 0


def _is_plain(args: Sequence[str]) -> bool:
    """Is it ``extract`` with paths alone, in a pipe? Loading the parser would take a third of the time."""
    name, *paths = args
    return (
        name == "extract" and bool(paths) and not any(p[:1] == "-" for p in paths) and not sys.stdout.isatty()
    )


def _forget_output() -> None:
    """Keep the interpreter from flushing what nobody can take any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.ClickException) -> str:
    """What was wrong with the arguments, on one line, with where help is."""
    import click

    message = error.format_message()
    # Typer and newer click both add a suggestion.
    if message.count("Did you mean") > 1:
        message = error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message} See {context.command_path if context else 'dibao'} --help."


COMMANDS = ("extract", "officials", "events", "show", "explain", "rules", "schema")
"""The commands in the order of the help, each ``NAME_command`` of a module of its name; ``lexicon`` follows."""


def build(only: str = "") -> typer.Typer:
    """The application with every command, or with one alone: to describe them all to the parser takes time."""
    import typer

    from dibao.commands import root

    app = typer.Typer(
        help=_ABOUT,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root.root_command)
    for name in [only] if only in COMMANDS else COMMANDS:
        module = import_module(f"dibao.commands.{name}")
        app.command(name)(getattr(module, f"{name}_command"))
    if only not in COMMANDS:
        from dibao.commands import lexicon

        tables = typer.Typer(help="Check, tidy and list the lexicon tables.", rich_markup_mode=None)
        tables.command("check")(lexicon.check_command)
        tables.command("tidy")(lexicon.tidy_command)
        tables.command("list")(lexicon.list_command)
        app.add_typer(tables, name="lexicon")
    return app
