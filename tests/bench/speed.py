"""Speed as a ratio: dibao against ``jieba.lcut`` and ``jieba.posseg`` on the same text, in one run, on one core.

Usage: python tests/bench/speed.py TEXT... [--megabytes 2] [--no-events] [--stages]

Prints UTF-8 MB/s and ratios, and with ``--stages`` the share of each stage. The text is read piece by piece,
each piece by all of them in turn, so that a machine that others use as well is as slow for one as for the
others. Quote the ratios, never the seconds.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import dibao
from dibao import pipeline
from dibao.tables.gazetteer import Gazetteer

PIECE = 60_000
"""Characters of a piece, about 170 kB."""

STAGES: tuple[tuple[str, ModuleType | type, str], ...] = (
    ("articles: lines mended, pages split, dates and places of issue", pipeline.documents, "split"),
    ("lexicons: one pass of the automaton", Gazetteer, "scan"),
    ("dates", pipeline.dates, "find"),
    ("money", pipeline.money, "find"),
    ("titles", pipeline.title, "find"),
    ("places", pipeline.place, "find"),
    ("organizations", pipeline.org, "find"),
    ("people", pipeline.person, "find"),
    ("posts", pipeline, "link"),
    ("events", pipeline, "find_events"),
)


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def pieces(text: str) -> Iterator[str]:
    """A text cut at ends of lines."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def watched(spent: defaultdict[str, float]) -> None:
    """Let every stage add its time to ``spent``."""
    for label, owner, name in STAGES:
        setattr(owner, name, _timed(getattr(owner, name), label, spent))


def _timed(stage: Callable[..., Any], label: str, spent: defaultdict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return stage(*args, **named)
        finally:
            spent[label] += time.process_time() - began

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=2.0, help="read at most so much of each text")
    parser.add_argument("--no-events", action="store_true")
    parser.add_argument("--stages", action="store_true")
    args = parser.parse_args()

    import jieba
    import jieba.posseg

    jieba.initialize()
    dibao.extract("市长方致远出席。")
    spent: defaultdict[str, float] = defaultdict(float)
    if args.stages:
        watched(spent)

    def ours(text: str) -> None:
        for _ in dibao.extract(text, events=not args.no_events).records():
            pass

    readers = {"dibao": ours, "jieba.lcut": jieba.lcut, "jieba.posseg.lcut": jieba.posseg.lcut}
    for path in args.texts:
        text = text_of(path).encode()[: int(args.megabytes * 1e6)].decode("utf-8", "ignore")
        size = len(text.encode()) / 1e6
        spent.clear()
        took = dict.fromkeys(readers, 0.0)
        for piece in pieces(text):
            for name, read in readers.items():
                took[name] += seconds(lambda read=read, piece=piece: read(piece))
        print(f"{path.name}: " + ", ".join(f"{name} {size / t:.3f} MB/s" for name, t in took.items()))
        for name in ("jieba.lcut", "jieba.posseg.lcut"):
            print(f"  {took[name] / took['dibao']:.2f} × {name}")
        for label, share in (
            [*spent.items(), ("the rest", took["dibao"] - sum(spent.values()))] if spent else ()
        ):
            print(f"  {share / took['dibao']:5.1%}  {label}")


if __name__ == "__main__":
    main()
