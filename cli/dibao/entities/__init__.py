"""Entity types, one module each: what each finds is written down in its RULES."""

from __future__ import annotations

from functools import cache

from dibao.rules import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """All entity rules, in the order of the types."""
    from dibao.entities import date, money, org, person, place, title

    return (*person.RULES, *title.RULES, *org.RULES, *place.RULES, *date.RULES, *money.RULES)
