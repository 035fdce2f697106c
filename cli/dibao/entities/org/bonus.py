"""What speaks for an organization's built name besides the weights of its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.entities.built import Reading
from dibao.entities.org.heads import Head, words

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

BY_EDGE = (("level", 3.0), ("parent", 1.0), ("place", 0.5))
"""What a level word or a parent before a strong head adds: the corpora that the weights come from are
national, where names begin with the place itself; local press writes 市 for it."""

_LIMITED = 3.0
"""What the legal form of a company adds: only where its name begins is in doubt."""

_POST = 1.5
"""What a post in a company adds to a short name before it (长城电工|独立董事)."""

_BRAND = 0.8
"""What a brand of characters that make no word adds before a company's head (泮溪|集团)."""

_BRANDS = (2, 3)
"""Characters of a brand."""

_LEVELS = frozenset("省市县区镇乡村")
_SITES = frozenset("场站园城")
"""The last characters of heads that end names of places as well (金峰|茶场)."""

_TEAM, _TEAMED = "队", 2.5
"""The team of a place, and what a place directly before it adds (江西|队)."""

_TITLED = 2.0
"""What the title of its head adds to a section (干部监督处|处长)."""


def of_kind(r: Reader, head: Head, reading: Reading) -> float:
    """What speaks for a company besides the weights: its legal form, a post in a company behind it."""
    begin, at, _, inside, _ = reading
    if at == "parent" and head.end - head.start == 1:
        return _named_for_its_head(r, head)
    if at == "place" and not inside and r.text[head.start : head.end] == _TEAM:
        return _TEAMED
    if head.form.kind != "company" or at in ("parent", "level"):
        return 0.0
    limited = r.text.endswith(tuple(words("limited")), 0, head.end)
    if limited and any(word not in words("legal") for word in inside):
        return _LIMITED
    if head.end in r.company_posts and not head.form.strong and 2 < head.end - begin < 10:
        return _POST
    if at == "place" or r.text[head.end - 1] in _SITES:
        return 0.0
    return _BRAND if _is_brand(r.text[begin : head.start], inside) else 0.0


def _is_brand(written: str, inside: tuple[str, ...]) -> bool:
    """Whether a few characters that make no word stand before a head, and no level word."""
    if len(written) not in _BRANDS or written[0] < "\u4e00" or written[0] in _LEVELS:
        return False
    return all(len(word) == 1 for word in inside)


def _named_for_its_head(r: Reader, head: Head) -> float:
    """What its head's title or a line's end adds to a section (干部监督处|处长)."""
    if r.text[head.end : head.end + 1] == r.text[head.start]:
        return _TITLED
    return _TITLED / 2 if r.text[head.end : head.end + 1] in ("", "\n") else 0.0
