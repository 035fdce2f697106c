"""People whom everyone knows, from figures.tsv: no word of the text need say that they are people."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.person.marks import Marks
from dibao.entities.person.statistics import names
from dibao.language.words import cut, tag
from dibao.scene import Person, Scene
from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

_LONG, _SHORT = 1.5, 0.6
"""Scores of names of three and more characters, and of two."""
_RARE = -9.0
"""Log probability of a surname that one in some eight thousand people bears."""
_CLOSED = frozenset("pcudv")
_DATED = lazily(r"[初末中前后]?[\d元一二三四五六七八九十]{1,3}年|[年朝间款窑版本刻]|时期|时代|以[来后]")


@kept
def _reigns() -> frozenset[str]:
    kinds = lexicon.table("figures").mapping("kind")
    return frozenset(form for form, kind in kinds.items() if kind == "reign")


def figures(scene: Scene, marks: Marks) -> Iterator[Person]:
    """Where they stand, parts of longer names left out."""
    text = scene.text
    for start, end, _ in scene.hits["figure"]:
        name = text[start:end]
        if marks.blocked.find(1, start, end) >= 0 or marks.overlap(start, end).startswith(
            ("in ", "crosses ")
        ):
            continue
        if "·" in (text[start - 1 : start], text[end : end + 1]):
            continue
        if name in _reigns() and _DATED.match(text, end):
            continue
        before = text[start - 1 : start]
        if names().surname.get(before, _RARE) > _RARE and tag(before) not in _CLOSED:
            continue  # 方|舒婷
        if end - start == 2:
            spans = cut(text, max(0, start - 3), min(len(text), end + 3))
            edges = {at for span in spans for at in span}
            if not {start, end} <= edges:
                continue
        yield Person(start, end, name, _LONG if end - start > 2 else _SHORT, "person.known")
