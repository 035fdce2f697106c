"""Make characters.tsv: the commonest Chinese characters, by which an encoding is recognized.

Source: the word counts of jieba 0.42.1 (MIT), its ``dict.txt``; give the path of that file.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import tsv

SIZE = 700


def main(words: Path) -> None:
    counts: Counter[str] = Counter()
    for line in words.read_text("utf-8").splitlines():
        word, count, *_ = line.split()
        for character in word:
            if "\u4e00" <= character <= "\u9fff":
                counts[character] += int(count)
    tsv.write(
        "characters",
        {
            "about": "常用字 — the commonest characters of running Chinese text",
            "source": "word counts of PyPI jieba 0.42.1, dict.txt",
            "license": "MIT",
            "minimum": str(SIZE),
        },
        "form",
        ((character,) for character, _ in counts.most_common(SIZE)),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
