"""Level words behind a place abroad that the lexicon has without one (渥太华|市, 科索沃|省, 车臣|共和国)."""

from __future__ import annotations

from dibao.entities.place.known import in_city
from dibao.language.words import logp
from dibao.scene import Place, Scene
from dibao.tables.patterns import lazily

_LEVEL = lazily(r"(?:自治)?共和国|自治[省州市]|[省市州县郡府邦]")
_LEVELS = frozenset(("prefecture", "province", "other"))
_ENDED = frozenset("省市州县郡府邦国区道镇岛")
"""The last characters of names that have such a word already."""


def leveled(scene: Scene, found: list[Place]) -> list[Place]:
    """The places, those abroad with the level word behind them, save where an organ or a post begins with it."""
    text = scene.text
    begins: set[int] | None = None
    out: list[Place] = []
    for place in found:
        if place.division is None and place.level in _LEVELS and text[place.end - 1] not in _ENDED:
            word = _LEVEL.match(text, place.end)
            if word is not None and (place.within or len(word[0]) > 1):
                begins = _begins(scene) if begins is None else begins
                start, end = word.span()
                if start not in begins and not (end - start == 1 and _runs_on(text, start, end)):
                    place = place._replace(end=end, full=text[place.start : end], firm=True)
        out.append(place)
    return out


def _begins(scene: Scene) -> set[int]:
    """Where the level word belongs to a post (渥太华|市长) or an organ (渥太华|市政府)."""
    organs = {start for start, _, _ in scene.hits["organ"]}
    return organs | {start - 1 for start in organs} | {t.start for t in scene.titles}


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether the level word belongs to the word behind it (伦敦|市场, 悉尼|市中心)."""
    if in_city(text, end):
        return True
    longer = logp(text[start : end + 1])
    return longer is not None and longer > (logp(text[end : end + 2]) or -30.0)
