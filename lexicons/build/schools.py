"""Adds the schools of PyPI py92 1.0.3 (MIT) to lexicons/bodies.tsv; rows written by hand win.

Usage: ``python schools.py PY92_FOLDER``

PY92_FOLDER is the unpacked package: cn_schools.csv lists the institutions of higher education of China's
mainland with province and city, qs2024.csv universities of the world with their Chinese names. Rows of an
earlier run, told by their note, are made anew.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import tsv

NOTE = "py92 1.0.3"
BODIES = tsv.LEXICONS / "bodies.tsv"

SHORT_ENDS = {
    "师范大学": "师大",
    "科技大学": "科大",
    "农业大学": "农大",
    "林业大学": "林大",
    "医科大学": "医大",
    "交通大学": "交大",
    "工业大学": "工大",
    "民族大学": "民大",
    "财经大学": "财大",
    "师范学院": "师院",
    "职业技术学院": "职院",
    "高等专科学校": "高专",
}
"""How a school's name is shortened behind its place: 湖南师范大学 → 湖南师大."""


def places() -> dict[tuple[str, str], str]:
    """The full name of a division by its province's short name and its own: (湖南, 衡阳) → 衡阳市."""
    rows = [row for row in tsv.read(tsv.LEXICONS / "divisions.tsv") if not row["to"]]
    provinces = {row["code"][:2]: row["short"].split("|")[0] for row in rows if row["level"] == "province"}
    out: dict[tuple[str, str], str] = {}
    for level in ("county", "prefecture", "province"):
        for row in rows:
            if row["level"] == level:
                for short in row["short"].split("|"):
                    out[provinces[row["code"][:2]], short] = row["form"]
    return out


def domestic(folder: Path) -> Iterator[tuple[str, str]]:
    """Names of schools with the full name of their city, else of their province, else nothing."""
    known = places()
    for row in csv.DictReader((folder / "cn_schools.csv").open(encoding="utf-8")):
        province = row["省份"]
        place = known.get((province, row["城市"])) or known.get((province, province), "")
        yield row["学校"].replace("（", "(").replace("）", ")"), place


def foreign(folder: Path) -> Iterator[tuple[str, str]]:
    """Chinese names of schools of the world, without place: the column of countries has shifted rows."""
    for row in csv.DictReader((folder / "qs2024.csv").open(encoding="utf-8")):
        name = re.sub(r"\s*[（(][^（()）]*[)）]\s*$", "", row["name_cn"]).replace("•", "·").strip()
        if re.fullmatch(r"[\u4e00-\u9fff·-]{3,}(?:大学|学院|分校|研究所)", name):
            yield name, ""


def shortened(name: str) -> str | None:
    """The usual short form of a school's name, None where it has none of the regular kind."""
    for end, short in SHORT_ENDS.items():
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name.removesuffix(end) + short
    return None


def main(folder: Path) -> None:
    """Write bodies.tsv with the schools added."""
    lines = BODIES.read_text("utf-8").rstrip("\n").split("\n")
    head = next(n for n, line in enumerate(lines) if not line.startswith("#")) + 1
    rows = {line.split("\t")[0]: line for line in lines[head:] if not line.endswith(f"\t{NOTE}")}
    for name, place in [*domestic(folder), *foreign(folder)]:
        for form in (name, shortened(name)):
            if form is not None and form not in rows:
                body = "" if form == name else name
                rows[form] = "\t".join((form, form, "school", place, "", "", "0", body, NOTE))
    top = [re.sub(r"^# minimum: .*", f"# minimum: {len(rows) // 10 * 10}", line) for line in lines[:head]]
    BODIES.write_text("\n".join([*top, *sorted(rows.values())]) + "\n", "utf-8")
    print(f"bodies.tsv: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
