"""What a name's standing in the article adds to its evidence: bylines, lists of appointees, posts abroad."""

from __future__ import annotations

from dibao.entities.person import chinese, figures, foreign, frames, partial
from dibao.entities.person.context import Context
from dibao.entities.person.evidence import ALL, Candidate, Floor
from dibao.entities.person.marks import Marks, marks_of
from dibao.language.words import tag
from dibao.scene import Person, Scene
from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

_BYLINE = lazily(r"[ :/]{0,2}[\u3400-\u9fff·]{2,4}(?:[ 、,/]{1,2}[\u3400-\u9fff·]{2,4}){0,7}(?=[ )\n。/]|$)")
_SIGNED = lazily(r"[\u3400-\u9fff·]{2,4}")
WORTH = -6.0
_WORTH_LISTED, _WORTH_PLAIN = -3.0, -1.5
"""What a name must be able to reach before anything is made of it: neighbours in a list lift it to what is enough,
elsewhere only a better place of the same name does."""
_BYLINE_BONUS = 3.0
_APPOINTED_BONUS = 2.5
_OPENS = ("", "\n", ",", ";", "。", "、", ":", "命", "去", "举", "任", "定")
"""What stands before a name in a list of appointments and removals."""

TOLD = 3.0
_CHINESE = ("", "spaced", "double")
_OFFICIAL, _OFFICIAL_BONUS = "title strong yes", 0.5
"""Behind the post of an official a name is expected in the press more than in the texts the weights are from."""
_ABROAD = 1.5
_JAPAN, _JAPANESE_BONUS = "日本", 4.0
"""Behind a post in Japan a surname of that country begins a name, if not with words of function (高桥|同|他)."""
_FUNCTION = frozenset("pcru")
_ALIKE = frozenset(("CN", "HK", "MO", "TW", "KR", "KP", "VN", "SG", "JP", "MY", "MN"))
"""Codes of the places whose people have Chinese names in Chinese print, or names that look like them."""
_PLACE_BEHIND = lazily(r"等地|等?方向|等?地区|[市州省县镇港湾河山岛区](?!长)|机场|一线|前线")
_AND_OTHERS = "等"
_PLACES_BEHIND = lazily(
    r"等(?:[\d一二三四五六七八九十多]{1,3}个)?(?:乡|镇|街道|村|社区|县|市|区|省|州|地|国家?(?!家))"
)
"""What makes places of a list before it (泗门、阳明等乡镇)."""
_PLACE_LOSS = 3.0
_NUMBERED = frozenset(")0123456789一二三四五六七八九十")
_SPACED_BONUS = 4.0
"""Two characters set to the width of three, a surname first, hardly happen but in lists of names."""


def propose(scene: Scene, floor: Floor = ALL, marks: Marks | None = None) -> list[Candidate]:
    """Every name that the characters of an article allow, with its evidence.

    Some that cannot reach ``floor`` are left out.
    """
    context = Context(marks or marks_of(scene))
    return [
        *chinese.propose(scene.text, context, floor),
        *foreign.propose(scene.text, context, floor),
        *foreign.propose_known(scene.text, scene.hits["foreign_name"], context, floor),
        *foreign.propose_japanese(scene.text, context, floor),
    ]


def weighed(scene: Scene) -> list[Person]:
    """The proposals that are worth a second look, and the names that the form of the text tells."""
    text, signed, appointed = scene.text, _signed(scene), frames.appointed(scene)
    told = frames.told(scene, appointed)
    japan = _of_japan(scene)
    keen = appointed.union(
        (end for _, end in signed | told), (at + size for at in japan for size in (3, 4, 5))
    )
    marks, abroad, out = marks_of(scene), _abroad(scene), []
    held = {end + gap for end in marks.title_ends for gap in (0, 1)}
    for c in propose(scene, Floor(_WORTH_LISTED, _WORTH_PLAIN, frozenset(keen)), marks):
        start, end, _, _, kind, written, score = c
        chinese = kind in _CHINESE
        if written[0] == "班" and text[start - 1 : start] in _NUMBERED:
            continue  # 高一(4)|班方小满
        if written[-1] == _AND_OTHERS:
            continue  # 方小满|等10名
        if kind:
            score += _added(marks, c)
        if text[end : end + 1] == _AND_OTHERS and _PLACES_BEHIND.match(text, end):
            score -= _PLACE_LOSS
        if start in held and marks.left(start)[0] == _OFFICIAL:
            score += _OFFICIAL_BONUS
        if start in japan and kind.startswith("japanese") and not _FUNCTION.intersection(map(tag, written)):
            score += _JAPANESE_BONUS
        if start in abroad:
            score += -_ABROAD if chinese else _ABROAD
        if end in keen:
            if (start, end) in signed:
                score += _BYLINE_BONUS
            if end in appointed and text[start - 1 : start] in _OPENS:
                score += _APPOINTED_BONUS
            if (start, end) in told:
                told.discard((start, end))
                score = max(score, TOLD)
        if score > WORTH:
            rule = "person.name" if chinese else "person.foreign"
            out.append(Person(start, end, written.replace(" ", ""), score, rule))
    out += [Person(a, b, text[a:b].replace(" ", ""), TOLD, "person.name") for a, b in sorted(told)]
    out += partial.withheld(scene)
    out += partial.familiar(scene)
    out += foreign.latin(scene, marks)
    out += foreign.glossed(scene)
    out += figures.figures(scene, marks)
    return out


def _added(marks: Marks, c: Candidate) -> float:
    """What the press says beyond the weights: wide setting, places behind."""
    if c.kind == "spaced":
        word = tag(c.written[0] + c.written[-1]) is not None and not marks.left(c.start)[0].startswith(
            "title"
        )
        return -_SPACED_BONUS if word else _SPACED_BONUS
    return -_PLACE_LOSS if c.kind not in _CHINESE and _PLACE_BEHIND.match(marks.text, c.end) else 0.0


def _abroad(scene: Scene) -> set[int]:
    """Ends of the titles of countries whose people have transliterated names (印度总理)."""
    ends = {p.end for p in scene.places if p.level == "country" and p.full not in _chinese_names()}
    return {t.end for t in scene.titles if t.start in ends}


def _of_japan(scene: Scene) -> set[int]:
    """Ends of the titles of Japan and of its organizations."""
    if _JAPAN not in scene.text:
        return set()
    ends = {p.end for p in scene.places if p.full == _JAPAN}
    ends.update(o.end for o in scene.orgs if o.place == _JAPAN)
    return {t.end for t in scene.titles if t.start in ends or scene.text[t.start - 1 : t.start] == "前"}


@kept
def _chinese_names() -> frozenset[str]:
    codes = lexicon.table("countries").mapping("code")
    return frozenset(form for form, code in codes.items() if code in _ALIKE)


def _signed(scene: Scene) -> set[tuple[int, int]]:
    """Stretches of a byline that stand like names: two to four characters between blanks or list signs."""
    out: set[tuple[int, int]] = set()
    for title in scene.titles:
        if title.core.kind == "media" and (line := _BYLINE.match(scene.text, title.end)):
            out.update(part.span() for part in _SIGNED.finditer(scene.text, title.end, line.end()))
    return out.union(frames.signed(scene))
