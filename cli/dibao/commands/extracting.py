"""What ``dibao extract`` does once its command line is read; nothing here needs the parser of command lines."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from dibao import terminal
from dibao.batch import ClusterError, Inputs, Settings
from dibao.batch.journal import BusyError
from dibao.commands.report import Report, StopError
from dibao.commands.running import Means, Run, Target
from dibao.write import View
from dibao.write.whole import whole


def extract(
    given: Iterable[str],
    inputs: Inputs,
    settings: Settings,
    target: Target,
    means: Means,
    *,
    errors: Path | None = None,
    strict: bool = False,
    quiet: bool = False,
) -> int:
    """Read documents and write what they hold; the exit code."""
    with whole(errors) if errors else nullcontext() as records:
        run = Run(given, inputs, Report(records, strict, quiet), target)
        try:
            run.extract(settings, means)
        except StopError:
            terminal.say("stopped at the first failure (--strict)")
            return 2
        except ClusterError as error:
            terminal.say(str(error))
            return 2
        except BusyError:
            terminal.say(f"{target.output}: another run is writing it")
            return 2
    run.report.summary(run.skipped)
    return 2 if run.report.failed else 0


def extract_plainly(paths: list[str]) -> int:
    """The same with no option given and no terminal to write to."""
    target = Target(None, "jsonl", View())
    return extract(paths, Inputs(), Settings(), target, Means(0, None, None, False))
