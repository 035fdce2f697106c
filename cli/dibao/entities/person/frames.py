"""Names that the form of the text tells: items of appointment lists, lists that sign a story, biographies.

What stands there is a name whatever its characters are otherwise (文静, 成功, 马千里), as long as it begins with
a surname and is no common noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dibao.entities.person.statistics import DOUBLE, names
from dibao.language.words import UNKNOWN, Lattice, lattice, logp, tag
from dibao.scene import Scene
from dibao.tables.patterns import lazily

Span = tuple[int, int]

_JOINT = lazily(r"(?:同志)?(?:为|任|担任|的)\Z")
_JOINT_ENDS = frozenset("为任的")
_WRITTEN = r"(?P<name>[\u3400-\u9fff] {1,3}[\u3400-\u9fff]|[\u3400-\u9fff]{2,4})"
"""What may be a name, set apart or not."""
_ITEM = lazily(
    r"(?:\A|(?<=[\n ,;:。、])|(?<=任命)|(?<=免去)|(?<=选举)|(?<=决定)|(?<=提名)|(?<=聘任)|(?<=同意)|(?<=接受))"
    r"(?!任命|免去|选举|决定|提名|聘任|同意|接受|辞去)"
    rf"{_WRITTEN}(?:\([^()\n]{{1,12}}\))?\Z"
)
_DUTY = lazily(r"[^。;!?\n]{0,40}?职务")
_SEX = lazily(r"[男女][,、;) ]")
_NUMBER = r"(?:\d{1,3}(?:[.、] *| +))?"
"""What numbers the rows of a list."""
_BIOGRAPHY = lazily(
    rf"(?:(?<=\n)|\A){_NUMBER}{_WRITTEN}"
    r"(?:[,:( ]{1,2}| {3,12})(?:男|女)[,、;) ]"
)
_SIGNED = lazily(
    r"\((?:(?<=[。!?”…]\()|(?<=[。!?”…]\s\())(?P<names>[\u3400-\u9fff]{2,4}(?:[ 、,/]{1,2}[\u3400-\u9fff]{2,4}){0,7})\)(?=\n|\Z)"
)
_REPORTED = lazily(
    r"[ :/]{0,2}(?P<names>[\u3400-\u9fff]{2,3}(?:[、 ]{1,2}[\u3400-\u9fff]{2,3}){0,7})(?=[)\n]|、[\u3400-\u9fff]{2,4}记者)"
)
"""What stands behind 记者 in a byline, up to the bracket, the line or the next one."""
_COLUMN = lazily(
    rf"(?:\A|(?<=[\n:])){_NUMBER}{_WRITTEN}"
    r"(?P<gap> {1,12}(?:(?:[男女]|[\u3400-\u9fff]{1,3}族|[12]\d{3}[年.][\d年月.]{0,6}) +){0,3})\Z"
)
_LABELLED = lazily(
    rf": *(?!高[一二三]){_WRITTEN}"
    r"(?=[\n(、; ]|\Z)"
)
"""Behind the label of a post a name that ends there, and no form at school (供稿:高一)."""
_ASKING = "记者"
"""Before a colon who asks the question that follows."""
_HAN = lazily(r"[\u3400-\u9fff]")
_CREDITED = lazily(r"[\u3400-\u9fff]{2,3}(?<![摄文图报讯])")
_NAME = lazily(r"[\u3400-\u9fff]{2,4}")
_FUNCTION = frozenset("dcpurmtqfk")
"""Parts of speech of words that bear no meaning of their own."""
_APART = r"(?:[\u3400-\u9fff] {1,3}[\u3400-\u9fff]|[\u3400-\u9fff]{2,4}+)(?![\u3400-\u9fff·)])"
_NEXT = rf"[\s\d、,/|;:.]{{1,12}}+{_APART}"
_TOKEN = lazily(rf"(?<![\u3400-\u9fff·(]){_APART}")
_GROUP = lazily(rf"[^\u3400-\u9fff·(](?P<group>{_APART}{_NEXT}{_NEXT}(?:{_NEXT})*+)")
"""What stands apart, and behind a sign a stretch of three and more such with but blanks, signs and digits between."""
_LONGEST = 24
"""Characters before the sex in a biography's first line, at most."""
_ROSTER, _ROSTER_CLOSE = 2.0, 4.0
"""What the median of a list must be likelier as a name than as words: set apart by blanks, by signs alone."""
_MEMBER = -4.0
_NONE = -20.0
_PLACES = 0.4
_PLACE_ENDS = frozenset("村庄镇乡屯寨县市区路街站")
_REACH = 24
"""Characters of one item of a list with the bracket behind it, at most."""
_ROW, _GAP = 48, 12
"""Characters of the row of a roster before its post, blanks between two of its columns, at most."""
_MOST = 60
_COMMON = -11.5
"""Log probability from which a noun is no name, whatever frame it stands in (成员为…)."""


def told(scene: Scene, appointed: set[int]) -> set[Span]:
    """Stretches of an article that are names by where they stand; ``appointed`` as of :func:`appointed`."""
    text = scene.text
    out: set[Span] = set()
    for end in appointed:
        if text[end] in "为的同":  # 任 also stands behind adverbs: 先后任
            out.update(_items(text, end))
    out.update(_biographies(text))
    out.update(_listed(scene))
    for title in scene.titles:
        if title.core.kind == "media" and (match := _REPORTED.match(text, title.end)):
            out.update(n.span() for n in _CREDITED.finditer(text, *match.span("names")) if tag(n[0]) is None)
    out.update(_rosters(scene))
    if not out:
        return out
    covered = {at for t in scene.titles for at in range(t.start, t.end)}
    return {
        span for span in out if _may_be_name(text[span[0] : span[1]]) and covered.isdisjoint(range(*span))
    }


def _biographies(text: str) -> Iterator[Span]:
    """The names that begin a line before 男 or 女."""
    if "男" not in text and "女" not in text:
        return
    for sex in _SEX.finditer(text):
        line = text.rfind("\n", max(0, sex.start() - _LONGEST), sex.start()) + 1
        if (line or sex.start() < _LONGEST) and (match := _BIOGRAPHY.match(text, line)):
            yield match.span("name")


def _listed(scene: Scene) -> Iterator[Span]:
    """The names of rosters: behind the colon of a post (``组长:方小满``), at the begin of a line or behind a colon and
    set apart from the post that ends the line or a column (``成员:方小满  市水务局局长``)."""
    text = scene.text
    for title in scene.titles:
        labelled = text[title.end : title.end + 1] == ":" and title.core.form != _ASKING
        if labelled and (match := _LABELLED.match(text, title.end)):
            yield match.span("name")
    if " " not in text:
        return
    before = _grounds(scene)
    for title in scene.titles:
        if title.core.evidence != "strong" or _HAN.match(text, title.end):
            continue
        start = _begins(_column(text, title.start, before), before)[-1]
        known = text[start - 1 : start] == " "
        if not known:  # in what no table knows
            start = text.rfind(" ", max(0, start - _LONGEST), start) + 1
        match = _COLUMN.search(text, max(0, start - _ROW), start)
        if match is None:
            continue
        behind, wide = text[title.end : title.end + 1], len(match["gap"]) > 1
        if (known or wide) if behind in ("", "\n") else known and (wide or behind == "、"):
            yield match.span("name")


def signed(scene: Scene) -> Iterator[Span]:
    """Two to four characters each in the bracket that ends a story: (方小满 罗启山)."""
    for match in _SIGNED.finditer(scene.text):
        for name in _NAME.finditer(scene.text, *match.span("names")):
            yield name.span()


def _grounds(scene: Scene) -> dict[int, int]:
    """By their ends, the beginnings of places and organizations."""
    return {p.end: p.start for p in scene.places} | {o.end: o.start for o in scene.orgs}


def _begins(start: int, before: dict[int, int]) -> list[int]:
    """Where a title begins, and what stands before it without a gap, one behind another."""
    starts = [start]
    while starts[-1] in before:
        starts.append(before[starts[-1]])
    return starts


def _column(text: str, start: int, before: dict[int, int]) -> int:
    """Where a title begins, or where the organization in the column before it ends."""
    if text[start - 1 : start] != " ":
        return start
    end = start - _GAP + len(text[max(0, start - _GAP) : start].rstrip(" "))
    return end if end in before else start


def appointed(scene: Scene) -> set[int]:
    """Ends of what stands before 为, 任 or 的 and a post (甲为某局局长, 乙的某院院长职务)."""
    text, before = scene.text, _grounds(scene)
    out: set[int] = set()
    for title in scene.titles:
        # Not only before the first organization: it may hold the joint itself (任命邹明|华为|某市水务局局长).
        beside = title.start
        for start in _begins(beside, before)[1:] if beside in before else (beside,):
            if text[start - 1 : start] not in _JOINT_ENDS:
                continue
            found = _JOINT.search(text, max(0, start - 4), start)
            if found and (found[0][-1] != "的" or _DUTY.match(text, title.end)):
                out.add(found.start())
    return out


def _rosters(scene: Scene) -> Iterator[Span]:
    """The names of the lists that stand in the text as such."""
    read = lattice(scene.text)
    groups = [match.span("group") for match in _GROUP.finditer(f"\n{scene.text}")]
    lists = [found for start, end in groups if (found := _roster(read, start - 1, end - 1))]
    if not lists:
        return
    places = {at for p in scene.places for at in range(p.start, p.end)}
    for found in lists:
        local = sum(start in places or read.text[end - 1] in _PLACE_ENDS for start, end in found)
        if local <= len(found) * _PLACES:
            yield from (span for span, gain in found.items() if gain > _MEMBER)


def _roster(read: Lattice, start: int, end: int) -> dict[Span, float]:
    """What the members of a group gain as names if as a whole it is likelier a list of names than of words."""
    text, surnames = read.text, names().surname
    group = [_less_others(text, *match.span()) for match in _TOKEN.finditer(text, start, end)]
    half = len(group) // 2
    begin = [at for at, _ in group if text[at] in surnames or text[at : at + 2] in surnames]
    if len(group) - len(begin) > half:
        return {}  # the median is no name
    gains = [_gain(read, *span) for span in group]
    gaps = [text[a[1] : b[0]] for a, b in pairwise(group)]
    apart = any(" " in gap or "\n" in gap for gap in gaps)
    if sorted(gains)[half] < (_ROSTER if apart else _ROSTER_CLOSE):
        return {}
    return dict(zip(group, gains, strict=True))


def _less_others(text: str, start: int, end: int) -> Span:
    """What stands apart without the 等 that ends a list (甲、乙、方鹏等,)."""
    return (start, end - 1) if end - start > 2 and text[end - 1] == "等" else (start, end)


def _gain(read: Lattice, start: int, end: int) -> float:
    """How much likelier characters are as a name than as words; far below none where no surname begins them."""
    text, stats = read.text[start:end], names()
    written = text.replace(" ", "")
    surname = stats.surname.get(written[:1])
    compound, second = stats.surname.get(written[:2]), stats.surname.get(written[1:2])
    if len(written) == 4:
        both = surname + second + DOUBLE if surname is not None and second is not None else None
        surname, given = compound if compound is not None else both, written[2:]
    else:
        given = written[1:]
    if surname is None:
        return _NONE
    if len(given) == 1:
        prior = stats.sole.get(given, _NONE)
    else:
        prior = stats.first.get(given[0], _NONE) + stats.second.get(given[1], _NONE)
    plain = read.best(start, end) if written == text else Lattice(written).best(0, len(written))
    return surname + prior - plain[-1]


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
