"""Names that the form of the text tells: items of appointment lists, lists that sign a story, biographies.

What stands there is a name whatever its characters are otherwise (文静, 成功, 马千里), as long as it begins with
a surname and is no common noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.person.chinese import names
from dibao.patterns import lazily
from dibao.scene import Scene
from dibao.words import UNKNOWN, logp, tag

Span = tuple[int, int]

_JOINT = lazily(r"(?:同志)?(?:为|任|担任|的)\Z")
_ITEM = lazily(
    r"(?:\A|(?<=[\n ,;:。、])|(?<=任命)|(?<=免去)|(?<=选举)|(?<=决定)|(?<=提名)|(?<=聘任)|(?<=同意)|(?<=接受))"
    r"(?!任命|免去|选举|决定|提名|聘任|同意|接受|辞去)"
    r"(?P<name>[\u3400-\u9fff] {1,3}[\u3400-\u9fff]|[\u3400-\u9fff]{2,4})(?:\([^()\n]{1,12}\))?\Z"
)
_DUTY = lazily(r"[^。;!?\n]{0,40}?职务")
_BIOGRAPHY = lazily(
    r"(?:(?<=\n)|\A)(?P<name>[\u3400-\u9fff] {1,3}[\u3400-\u9fff]|[\u3400-\u9fff]{2,4})[,:( ]{1,2}(?:男|女)[,、;) ]"
)
_SIGNED = lazily(
    r"(?<=[。!?”…])\s?\((?P<names>[\u3400-\u9fff]{2,4}(?:[ 、,/]{1,2}[\u3400-\u9fff]{2,4}){0,7})\)(?=\n|\Z)"
)
_NAME = lazily(r"[\u3400-\u9fff]{2,4}")
_FUNCTION = frozenset("dcpurmtqfk")
"""Parts of speech of words that bear no meaning of their own."""
_REACH = 24
"""Characters of one item of a list with the bracket behind it, at most."""
_MOST = 60
_COMMON = -11.5
"""Log probability from which a noun is no name, whatever frame it stands in (成员为…)."""


def told(scene: Scene) -> set[Span]:
    """Stretches of an article that are names by where they stand."""
    text = scene.text
    out: set[Span] = set()
    for end in appointed(scene):
        if text[end] in "为的同":  # 任 also stands behind adverbs: 先后任
            out.update(_items(text, end))
    out.update(m.span("name") for m in _BIOGRAPHY.finditer(text))
    covered = {at for t in scene.titles for at in range(t.start, t.end)}
    return {
        span for span in out if _may_be_name(text[span[0] : span[1]]) and covered.isdisjoint(range(*span))
    }


def signed(scene: Scene) -> Iterator[Span]:
    """Two to four characters each in the bracket that ends a story: (方小满 罗启山)."""
    for match in _SIGNED.finditer(scene.text):
        for name in _NAME.finditer(scene.text, *match.span("names")):
            yield name.span()


def appointed(scene: Scene) -> set[int]:
    """Ends of what stands before 为, 任 or 的 and a post (甲为某局局长, 乙的某院院长职务)."""
    before = {p.end: p.start for p in scene.places} | {o.end: o.start for o in scene.orgs}
    out: set[int] = set()
    for title in scene.titles:
        start = title.start
        while start in before:
            start = before[start]
        found = _JOINT.search(scene.text, max(0, start - 4), start)
        if found and (found[0][-1] != "的" or _DUTY.match(scene.text, title.end)):
            out.add(found.start())
    return out


def _items(text: str, end: int) -> Iterator[Span]:
    """The items of a list that ends at ``end``, from its last one to its first."""
    for _ in range(_MOST):
        item = _ITEM.search(text, max(0, end - _REACH), end)
        if item is None:
            return
        yield item.span("name")
        if text[item.start() - 1 : item.start()] != "、":
            return
        end = item.start() - 1


def _may_be_name(written: str) -> bool:
    """Whether characters that stand like a name can be one: a surname first, and no common noun."""
    name, surname = written.replace(" ", ""), names().surname
    if len(name) < 2 or not (name[0] in surname or name[:2] in surname):
        return False
    if len(name) == 4:
        return name[:2] in surname or (name[0] in surname and name[1] in surname)
    speech = tag(name)
    return speech not in _FUNCTION and not (speech == "n" and (logp(name) or UNKNOWN) > _COMMON)
