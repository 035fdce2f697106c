"""Posts in a village, community or commune that is named before them: 村 belongs to the name (山塘村|党支部书记)."""

from __future__ import annotations

from dibao.language.words import segments, tag
from dibao.scene import Scene

_UNITS = ("村", "社区", "公社")
"""What the form of such a post begins with."""

VILLAGE = frozenset("村社公")
"""The characters that it begins with."""

_OWN = frozenset(("村长", "村医", "村医生", "村官"))
"""Posts that are no words without it, or other ones."""

_NO_NAME = frozenset("进入驻到下各全本该我包帮访出离回的和与及等在沿多每几个两三了名位某为任由给对原老新")
"""Characters with which no name of a village ends, or begins."""

_NAMES = ("ns", "nr", "nz", "nt", "n")
_NEVER = frozenset("vpcudrmqy")
"""Parts of speech of words of one character that end no name."""
_PLACES = frozenset("冲湾沟坪塘岗堡坝寨垄坳峪台洼滩渡店湖桥营口头上下")
"""Characters with which names of villages end, whatever else they mean."""
_PEOPLES = "人民"
"""What may stand between the name of a commune and the word for it."""
_WINDOW = 8
_SIZES = (2, 3)
"""Characters of a village's name before 村."""


def named_village(scene: Scene, start: int, form: str) -> bool:
    """Whether the 村, 社区 or 公社 that a post's form begins with ends the name of one."""
    unit = next((unit for unit in _UNITS if form.startswith(unit)), None)
    if unit is None or form in _OWN or start < min(_SIZES):
        return False
    if scene.text.endswith(_PEOPLES, 0, start):
        start -= len(_PEOPLES)
    last = scene.text[start - 1]
    if not "\u4e00" <= last <= "\u9fff" or last in _NO_NAME:
        return False
    low = max(0, start - _WINDOW)
    words = [scene.text[low + a : low + b] for a, b in segments(scene.text[low:start])]
    if len(words[-1]) in _SIZES:
        return (tag(words[-1]) or "").startswith(_NAMES) and words[-1][0] not in _NO_NAME
    if len(words[-1]) > 1 or len(words) < 2:
        return False
    if last not in _PLACES and (tag(last) or "n")[0] in _NEVER:
        return False
    before = words[-2]
    return before not in _NO_NAME and (len(before) == 1 or (tag(before) or "").startswith(("ns", "nr", "nz")))
