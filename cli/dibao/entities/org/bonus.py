"""What speaks for an organization's built name besides the weights of its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.entities.built import Reading
from dibao.entities.org.heads import Head, words
from dibao.language.words import tag
from dibao.tables.patterns import lazily

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

_NAMES = ("nz", "nt")
"""Parts of speech of words that are names."""

_LEVELS = frozenset("省市县区镇乡村")
_SITES = frozenset("场站园城")
"""The last characters of heads that end names of places as well (金峰|茶场)."""

_TASK = 1.0
"""What a level word adds to what is set up for a task; the centre adds twice as much."""

_NUMBERED, _NUMBER = 3.0, lazily(r"第?[\d〇零一二三四五六七八九十百]{1,6}")
"""What a number adds to a body of troops (63820|部队, 第七十三|集团军)."""

_SECTION, _SECTIONS = 1.3, frozenset("部处室所科队会")
"""What a section adds behind the whole that it is part of, and the last characters of sections."""
_MOST_NOUNS, _NOUNS = 2, ("n", "vn", "j", "l", "b", "a")
"""So many words name a section, and their parts of speech."""

_TEAM, _TEAMED = "队", 2.5
"""The team of a place, and what a place directly before it adds (江西|队)."""

_TITLED = 2.0
"""What the title of its head adds to a section (干部监督处|处长)."""


ASKED = frozenset(("company", "school", "military", "government"))
"""Kinds of heads for which something may speak besides the weights."""


def of_kind(r: Reader, head: Head, reading: Reading) -> float:
    """What speaks for an organization besides the weights, by the kind of its head."""
    begin, at, anchor, inside, _ = reading
    if at == "parent":
        return max(_named_for_its_head(r, head), _of_section(r, head, anchor, inside))
    if at == "place" and not inside and r.text[head.start : head.end] == _TEAM:
        return _TEAMED
    kind = head.form.kind
    if kind == "company":
        return _of_company(r, head, reading)
    if kind == "school":
        return _of_brand(r, head, reading)
    if kind == "military":
        return _NUMBERED if _NUMBER.fullmatch(r.text, begin, head.start) else 0.0
    return _of_task(r, head, reading) if head.end - head.start > 1 else 0.0


def _of_company(r: Reader, head: Head, reading: Reading) -> float:
    """What speaks for a company: its legal form, a post in a company behind it, a brand."""
    begin, at, _, inside, _ = reading
    if at in ("parent", "level"):
        return 0.0
    limited = r.text.endswith(tuple(words("limited")), 0, head.end)
    if limited and any(word not in words("legal") for word in inside):
        return _LIMITED
    if head.end in r.company_posts and not head.form.strong and 2 < head.end - begin < 10:
        return _POST
    return _of_brand(r, head, reading)


def _of_brand(r: Reader, head: Head, reading: Reading) -> float:
    """What a brand before a head adds, save where the head ends names of places as well."""
    begin, at, _, inside, _ = reading
    if at in ("parent", "level", "place") or r.text[head.end - 1] in _SITES:
        return 0.0
    return _BRAND if _is_brand(r.text[begin : head.start], inside) else 0.0


def _of_task(r: Reader, head: Head, reading: Reading) -> float:
    """What is added to what is set up for a task, by a level word or the centre (县|创建文明城市|指挥部)."""
    _, at, _, inside, _ = reading
    if r.text[head.start : head.end] not in words("task"):
        return 0.0
    if at == "level":
        return _TASK
    return 2 * _TASK if inside and inside[0] in words("central") else 0.0


def _is_brand(written: str, inside: tuple[str, ...]) -> bool:
    """Whether a few characters that make no word stand before a head, and no level word."""
    if len(written) not in _BRANDS or written[0] < "\u4e00" or written[0] in _LEVELS:
        return False
    return all(len(word) == 1 for word in inside) or (tag(written) or "").startswith(_NAMES)


def _of_section(r: Reader, head: Head, anchor: int, inside: tuple[str, ...]) -> float:
    """What is added to a section behind the whole that it is part of, where nouns name it (某社科院|经济|所)."""
    if head.form.grade != "weak" or r.text[head.end - 1] not in _SECTIONS or len(inside) > _MOST_NOUNS:
        return 0.0
    if head.end in r.ground.title_starts and r.org_ends[anchor].kind == "company":
        return 0.0  # its title may take it in (某公司|工程部经理)
    return _SECTION if all((tag(word) or "n").startswith(_NOUNS) for word in inside) else 0.0


def _named_for_its_head(r: Reader, head: Head) -> float:
    """What its head's title or a line's end adds to a section (干部监督处|处长)."""
    if head.end - head.start > 1:
        return 0.0
    if r.text[head.end : head.end + 1] == r.text[head.start]:
        return _TITLED
    return _TITLED / 2 if r.text[head.end : head.end + 1] in ("", "\n") else 0.0
