"""An archive to run over: small pages with invented people, one of them large."""

from __future__ import annotations

from pathlib import Path

PLACES = ("衡阳市", "抚州市", "汉中市", "安庆市", "昌吉回族自治州")
NAMES = ("顾念平", "牟青禾", "温启明", "卢怀瑾", "骆宾之", "方致远", "黎望舒", "叶知秋")


def page(number: int, paragraphs: int = 4) -> str:
    """A page of its own place, people, day and sums."""
    place, name = PLACES[number % len(PLACES)], NAMES[number % len(NAMES)]
    day = f"2021年{number % 12 + 1}月{number % 28 + 1}日"
    lines = [f"{place}召开第{number}次防汛工作会议", f"发布时间：{day}", ""]
    for n in range(paragraphs):
        other = NAMES[(number + n + 1) % len(NAMES)]
        lines.append(
            f"昨日，市委副书记、市长{name}在市水利局调研时强调，今年以来拨付{number + n + 2}00余万元，"
            f"用于堤防加固。副市长{other}主持会议，市财政局局长{NAMES[n % len(NAMES)]}汇报了情况。"
        )
    return "\n".join(lines) + "\n"


def archive(folder: Path, files: int = 24, pages: int = 40) -> Path:
    """Folders of small files and a large one of many pages."""
    for number in range(files):
        path = folder / f"{2020 + number % 3}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number), "utf-8")
    (folder / "2021" / "all.txt").write_text(
        "\n====\n".join(page(n, 3) for n in range(100, 100 + pages)), "utf-8"
    )
    return folder
