"""Archives: how much two jobs gain, whether time and memory stay in proportion, what a resumed run costs.

Usage: python tests/bench/archive.py TEXT FILES [--sizes 1,10,80] [--copies 1,10] [--megabytes 10] [--jobs 2]

TEXT is a large text (.txt or .txt.gz), FILES a folder or a .tar.gz of small ones. Runs ``dibao extract`` in
processes of its own and prints a table: wall-clock seconds, seconds of all processors, the same for each MB,
and the peak of the memory of all processes together, each page shared by several of them counted once (PSS).
The first row is a run over one line: what it takes to start, which the seconds for each MB of the other rows
leave out. Machines are noisy and often shared: seconds of processors tell the work, wall-clock seconds the
gain of jobs, and only on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a run took."""

    seconds: float
    processor: float
    """Seconds of all processors."""
    memory: float
    """Megabytes at the peak."""


def main() -> None:
    args = arguments()
    with tempfile.TemporaryDirectory(prefix="dibao-bench-") as name:
        folder = Path(name)
        print("| run | MB | s | s of CPU | CPU s/MB | peak MB |\n| --- | --- | --- | --- | --- | --- |")
        start = started(folder)
        text = folder / "text.txt"
        sized(args.text, text, args.megabytes)
        alone = shown(f"{args.megabytes:g} MB", text, 1, start)
        several = shown(f"{args.megabytes:g} MB", text, args.jobs, start)
        for size in args.sizes:
            sized(args.text, text, size)
            shown(f"{size:g} MB", text, args.jobs, start)
        for copies in args.copies:
            small = copied(args.files, folder, copies)
            files = sum(path.is_file() for path in small.rglob("*"))
            shown(f"{files:,} files", small, args.jobs, start)
            shutil.rmtree(small)
        print(f"\n{args.jobs} jobs are {alone.seconds / several.seconds:.2f} times as fast as one")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("files", type=Path)
    numbers = lambda value: [float(part) for part in value.split(",") if part]  # noqa: E731
    parser.add_argument("--sizes", type=numbers, default=[1.0, 10.0, 80.0])
    parser.add_argument("--copies", type=numbers, default=[1.0, 10.0])
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def sized(source: Path, target: Path, megabytes: float) -> None:
    """A text of that size, its content repeated as whole documents if need be."""
    data = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
    left = int(megabytes * 1e6)
    with target.open("wb") as out:
        while left > 0:
            part = data if left >= len(data) else data[:left].rpartition(b"\n")[0]
            out.write(part + b"\n====\n")
            left -= len(data)


def copied(source: Path, folder: Path, copies: float) -> Path:
    """The small files so many times over; a fraction takes so many of them."""
    target = folder / "files"
    for number in range(max(1, int(copies))):
        place = target / f"{number:03}"
        if source.is_dir():
            shutil.copytree(source, place)
        else:
            with tarfile.open(source) as archive:
                archive.extractall(place, filter="data")
    if copies < 1:
        paths = sorted(path for path in target.rglob("*") if path.is_file())
        for number, path in enumerate(paths):
            if number % round(1 / copies):
                path.unlink()
    return target


def started(folder: Path) -> float:
    """What it takes to start and its row: seconds of processors of a run over one line, lexicons compiled."""
    page = folder / "page.txt"
    page.write_text("市长方致远出席。\n", "utf-8")
    run(page, folder / "out")
    _, cost, _ = sorted((run(page, folder / "out") for _ in range(3)), key=lambda cost: cost.processor)
    print(f"| one line | | {cost.seconds:.1f} | {cost.processor:.1f} | | {cost.memory:.0f} |", flush=True)
    return cost.processor


def shown(name: str, source: Path, jobs: int, start: float) -> Cost:
    """A run and its row."""
    megabytes = sum(path.stat().st_size for path in (source, *source.rglob("*")) if path.is_file()) / 1e6
    cost = run(source, source.parent / "out.jsonl", "--jobs", str(jobs))
    print(
        f"| {name}, {jobs} job{'s' * (jobs > 1)} | {megabytes:.1f} | {cost.seconds:.1f} | {cost.processor:.1f} "
        f"| {(cost.processor - start) / megabytes:.2f} | {cost.memory:.0f} |",
        flush=True,
    )
    return cost


def run(source: Path, target: Path, *args: str) -> Cost:
    """What it takes to read a file or a folder."""
    before = os.times()
    began = time.perf_counter()
    command = [sys.executable, "-m", "dibao", "extract", str(source), "-o", str(target), "-q", *args]
    process = subprocess.Popen(command)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(memory, family(process.pid))))
        time.sleep(0.1)
    if process.returncode not in (0, 2):
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    seconds, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(seconds, used, peak)


def family(pid: int) -> list[int]:
    """A process and its children."""
    try:
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    except OSError:
        return []


def memory(pid: int) -> float:
    """Megabytes that a process takes, its share of what it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


if __name__ == "__main__":
    main()
