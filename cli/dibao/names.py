"""Full names: organs by their place and year (市卫健委 → 衡阳市卫生健康委员会)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dibao.tables.forms import OrganForm


def organ_name(
    rows: Sequence[OrganForm], place: str | None, year: int | None, level: str | None = None
) -> str | None:
    """The full name of an organ of ``place`` (a full division name) as of ``year``; None where none fits.

    Of several rows of a form the one valid in that year and at that level wins, else the latest. ``level``
    is a division's level, or "part" where ``place`` is a parent organization (党委 of a school).
    """
    if not rows or place is None:
        return None
    level = "township" if level in ("town", "other") else level

    def fit(row: OrganForm) -> tuple[bool, bool, int]:
        return row.since <= (year or 9000) <= row.until, level in row.levels, row.since

    row = max(rows, key=fit)
    if level == "part" and "part" not in row.levels and not row.full.startswith("中国共产党{place}"):
        return None
    return row.full.replace("{place}", place) if "{place}" in row.full else None


_WHOLES = (
    "{place}人民政府",
    "中国共产党{place}委员会",
    "{place}人民代表大会常务委员会",
    "{place}人民代表大会",
    "中国人民政治协商会议{place}委员会",
)


@lru_cache(maxsize=1 << 12)
def whole(name: str, place: str) -> str | None:
    """The organ of a place whose full name begins the name of one of its parts."""
    for template in _WHOLES:
        whole = template.format(place=place)
        if name.startswith(whole) and name != whole:
            return whole
    return None
