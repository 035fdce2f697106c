"""Start-up: what ``dibao --version`` and one small text take as whole processes, against an empty Python.

Usage: python tests/bench/start.py [TEXT] [--runs 15]

TEXT is a page, 2 kB unless given (a sample). Prints milliseconds of processor time (user and system, all of the
process), the median and the least of all runs. The commands run in turn, so that a machine that others use as
well is as slow for one as for the others: compare the rows, and quote them with the first one. The lexicons
are compiled before anything is measured; install the package first (``pip install .``), for a checkout that
cannot write its byte code starts slower.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

SAMPLE = Path(__file__).parents[2] / "samples" / "city-page.txt"


def processor(command: list[str]) -> float:
    """Milliseconds of processor time of a process."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.PIPE, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("text", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args()
    dibao = [sys.executable, "-m", "dibao"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "dibao --version": [*dibao, "--version"],
        f"dibao extract {args.text.name}": [*dibao, "extract", str(args.text)],
        f"dibao extract {args.text.name} --jobs 1": [*dibao, "extract", str(args.text), "--jobs", "1"],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        processor(command)
    for _ in range(args.runs):
        for name, command in commands.items():
            took[name].append(processor(command))
    print(f"| process, {args.text.stat().st_size:,} bytes | median ms | least ms |\n| --- | --- | --- |")
    for name, times in took.items():
        print(f"| {name} | {median(times):.0f} | {min(times):.0f} |")


if __name__ == "__main__":
    main()
