"""Full names: organs by their place and year (市卫健委 → 衡阳市卫生健康委员会)."""

from __future__ import annotations

from collections.abc import Sequence

from dibao.gazetteer import OrganForm


def organ_name(
    rows: Sequence[OrganForm], place: str | None, year: int | None, level: str | None = None, as_part: bool = False
) -> str | None:
    """The full name of an organ of ``place`` (a full division name) as of ``year``; None where none fits.

    Of several rows the one valid in that year and at that level wins, else the latest. With ``as_part`` the
    place is a parent organization (党委 of a school).
    """
    if not rows or place is None:
        return None

    def fit(row: OrganForm) -> tuple[bool, bool, int]:
        at_level = level is None or level in row.levels or (level == "town" and "township" in row.levels)
        in_year = row.since <= (year or 9000) <= row.until
        return in_year, at_level, row.since

    row = max(rows, key=fit)
    if not row.full:
        return None
    if as_part and "{place}" not in row.full:
        return None
    if as_part and not row.full.startswith(("中国共产党{place}", "{place}")):
        return None
    return row.full.replace("{place}", place)

