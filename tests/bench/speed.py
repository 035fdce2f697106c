"""Speed as a ratio: dibao against ``jieba.lcut`` on the same text, in one run, on one core.

Usage: python tests/bench/speed.py TEXT... [--stages]

Prints UTF-8 MB/s of both, the ratio, and with ``--stages`` the share of each stage. Machines are noisy:
quote the ratio, never the seconds.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import pstats
import time
from collections.abc import Callable
from pathlib import Path

import dibao

STAGES = ("split", "scan", "find", "settle", "link", "_to_raw", "_mentions")


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def rate(work: Callable[[], object], size: int) -> float:
    began = time.process_time()
    work()
    return size / 1e6 / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=2.0, help="read at most so much of each text")
    parser.add_argument("--no-events", action="store_true")
    parser.add_argument("--stages", action="store_true")
    args = parser.parse_args()

    import jieba

    jieba.initialize()
    dibao.extract("市长方致远出席。")
    for path in args.texts:
        text = text_of(path).encode()[: int(args.megabytes * 1e6)].decode("utf-8", "ignore")
        size = len(text.encode())

        def run(text: str = text) -> None:
            for _ in dibao.extract(text, events=not args.no_events).records():
                pass

        ours, theirs = rate(run, size), rate(lambda text=text: jieba.lcut(text), size)
        print(f"{path.name}: dibao {ours:.3f} MB/s, jieba.lcut {theirs:.3f} MB/s, ratio {ours / theirs:.2f}")
        if args.stages:
            profile = cProfile.Profile()
            profile.runcall(run)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    main()
