"""Towns by name: what the table has is found with its line, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dibao.tables import lexicon
from dibao.tables.divisions import divisions
from dibao.tables.towns import town

TABLE = lexicon.table("towns")


def test_every_row_is_found() -> None:
    counties = TABLE.column("counties")
    for number in (*range(0, len(TABLE.rows), 97), len(TABLE.rows) - 1):
        row = TABLE.rows[number]
        found = town(row[0])
        assert found is not None
        assert (found.name, "|".join(found.counties), found.source) == (
            row[0], row[counties], TABLE.where(number)
        )  # fmt: skip


def test_counties_are_divisions() -> None:
    counties = TABLE.column("counties")
    known = divisions().by_code
    assert {code for row in TABLE.rows for code in row[counties].split("|")} <= known.keys()


@given(st.text("高河石牌镇乡街道 A\t\n𠮷", max_size=6))
def test_other_names_are_none(name: str) -> None:
    assert (town(name) is not None) == (name in TABLE.mapping("counties"))
