"""Names not given in full: a surname before a title or a form of address (方市长, 方先生), 方某某, 小方."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from dibao.entities.person.statistics import names
from dibao.entities.title import status_before
from dibao.language.words import UNKNOWN, cut, logp, tag
from dibao.scene import Person, Scene, Title
from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

_EVERYDAY = -8.0
"""Log probability from which a surname is a word of every sentence (任, 和, 时) and no name by itself."""
_WORD = -14.5
"""Log probability from which 小 or 老 and a surname are a word (小时, 老师)."""
_FUNCTION = frozenset("pcudrfmq")
_CLOSED = frozenset("pcu")
_TAKES = "任"
"""A surname that before a post is nearly always the verb (任区长)."""
_SOME = lazily(r"某某?")
_BEFORE_SURNAMES = "小老"
_FAMILIAR = lazily(rf"[{_BEFORE_SURNAMES}][\u3400-\u9fff]")
_TOLD = 3.0


@kept
def _behind_surnames(*kinds: str) -> frozenset[str]:
    table = lexicon.table("honorifics")
    kind, side = table.mapping("kind"), table.mapping("side")
    return frozenset(form for form in kind if kind[form] in kinds and side[form] != "before")


def surnames(scene: Scene, known: set[str]) -> Iterator[Person]:
    """Bare surnames before titles and forms of address; ``known`` holds how the article's names begin."""
    text, last = scene.text, _last()
    for title in scene.titles:
        if text[title.start - 1 : title.start] in last:
            start = _before_title(scene, title, known)
            if start is not None:
                yield Person(start, title.start, text[start : title.start], 1.0, "person.surname")
    addresses, polite = _behind_surnames("address", "kin"), _behind_surnames("address")
    for begin, end, _ in scene.hits["honorific"]:
        if text[begin - 1 : begin] in last and (form := text[begin:end]) in addresses:
            start = _addressed(scene, begin, known, form in polite)
            if start is not None:
                yield Person(start, begin, text[start:begin], 1.0, "person.surname")


@cache
def _last() -> frozenset[str]:
    """The last characters of surnames."""
    return frozenset(form[-1] for form in names().surname)


def _before_title(scene: Scene, title: Title, known: set[str]) -> int | None:
    core = title.core
    if status_before(scene.text, title.start) is not None:
        return None  # 书记、原|县长
    if core.form in _behind_surnames("post") and core.form == scene.text[title.start : title.end]:
        taken = scene.text.endswith(_TAKES, 0, title.start)
        return None if taken else _addressed(scene, title.start, known, polite=False)
    if core.evidence != "strong" or core.official == "no" or core.kind == "generic":
        return None
    for start, surname in _before(scene.text, title.start):
        clear = start == 0 or not scene.text[start - 1].isalnum()
        vouched = surname in known and (clear or _parted(scene.text, start, title.start))
        if surname == _TAKES:
            continue
        if _everyday(surname):
            clear, vouched = False, vouched and clear and tag(surname) not in _FUNCTION
        if clear or vouched:
            return start
    return None


def _addressed(scene: Scene, end: int, known: set[str], polite: bool) -> int | None:
    """Where a surname before a form of address begins: behind a break, a title, a noun or a word of grammar.

    Before a ``polite`` one, which wants a surname, even a word of every sentence is one (高先生).
    """
    for start, surname in _before(scene.text, end):
        everyday = _everyday(surname) and surname not in known
        if everyday and not (polite and tag(surname) not in _FUNCTION):
            continue
        if start == 0 or not scene.text[start - 1].isalnum() or any(t.end == start for t in scene.titles):
            return start
        vouched = surname in known or (not everyday and tag(scene.text[start - 1]) in _CLOSED)
        if (vouched or _behind_noun(scene.text, start)) and _parted(scene.text, start, end):
            return start
    return None


def _behind_noun(text: str, at: int) -> bool:
    """Whether a noun of two or more characters ends there: the kind of person who is called so (居民方女士)."""
    begin, end = cut(text, max(0, at - 4), at)[-1]
    return end - begin > 1 and tag(text[begin:end]) == "n"


def _before(text: str, end: int) -> Iterator[tuple[int, str]]:
    """The surnames that end at an offset, the longer one first."""
    for start in (end - 2, end - 1):
        if start >= 0 and text[start:end] in names().surname:
            yield start, text[start:end]


def _everyday(surname: str) -> bool:
    return (logp(surname) or UNKNOWN) > _EVERYDAY


def _han(text: str, at: int) -> bool:
    return at >= 0 and "\u3400" <= text[at : at + 1] <= "\u9fff"


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a word begins at ``start`` in the likeliest reading."""
    return any(a == start for a, _ in cut(text, max(0, start - 4), min(len(text), end + 4)))


def withheld(scene: Scene) -> Iterator[Person]:
    """Names of which only the surname is told: 方某, 方某某, 方某强."""
    text = scene.text
    for some in _SOME.finditer(text):
        for start, surname in _before(text, some.start()):
            if _everyday(surname) and _han(text, start - 1):
                continue
            end = some.end() if len(some[0]) == 2 else _behind(text, some.end())
            if end is not None:
                yield Person(start, end, text[start:end], _TOLD, "person.name")
                break


def _behind(text: str, at: int) -> int | None:
    """Where a name ends whose 某 ends at ``at``; None where 某 belongs to what follows (某地, 某公司)."""
    if not _han(text, at):
        return at
    if (logp(text[at - 1 : at + 1]) or UNKNOWN) > UNKNOWN:
        return None
    first = cut(text, at, min(len(text), at + 4))[0]
    speech = tag(text[first[0] : first[1]]) or "n"
    if first[1] - first[0] == 1 and speech not in _FUNCTION and text[at] in names().second:
        follows = text[at + 1 : at + 2]
        if not _han(text, at + 1) or tag(follows) in _FUNCTION:
            return at + 1
    return at if speech[0] in "pcudvf" else None


def familiar(scene: Scene) -> Iterator[Person]:
    """小方 and 老方 where the article has them more than once."""
    text, found, known = scene.text, [], names().surname
    if all(text.count(before) < 2 for before in _BEFORE_SURNAMES):
        return
    for match in _FAMILIAR.finditer(text):
        surname, at = match[0][1], match.start()
        if surname not in known or (logp(match[0]) or UNKNOWN) > _WORD or _everyday(surname):
            continue
        if text[at - 1 : at] in known:
            continue  # 邓|小平
        spans = cut(text, max(0, at - 4), min(len(text), at + 6))
        if any(a == at for a, _ in spans) and any(b == at + 2 for _, b in spans):
            found.append(match)
    times = Counter(match[0] for match in found)
    for match in found:
        if times[match[0]] > 1:
            yield Person(*match.span(), match[0], _TOLD, "person.name")
