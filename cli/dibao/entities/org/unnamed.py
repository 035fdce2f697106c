"""Readings of a head that are no name: a kind that is counted (某市一食品厂), a team that an organ sends."""

from __future__ import annotations

from dibao.entities.built import Reading
from dibao.entities.org.heads import words
from dibao.language.words import tag

_SOME = "某"
_ONE = "一"
_TEAMS = ("队", "组", "团")
"""The last characters of what is sent out or set up."""
_REPORT = "报"
"""What one does before a body decides (报领导小组审批)."""
_PRESS = ("社", "团")
"""The last characters of those who make a paper."""


def unnamed(text: str, end: int, reading: Reading) -> bool:
    """Whether a reading of a head that ends at ``end`` names nothing by itself."""
    at, inside = reading[1], reading[3]
    if not inside:
        return False
    if at in ("break", "word", "title"):
        return _REPORT in inside and text[end - 1] not in _PRESS
    if _SOME in inside:
        return True  # 某市某公司
    first = inside[0]
    if first == _ONE and len(inside) > 1 and len(inside[1]) > 1:
        return tag(inside[1]) is not None  # 衡阳县一|种植|合作社
    return first in words("sending") and text[end - 1] in _TEAMS  # 水利部|派出|工作组
