"""Rosters: lists that set their columns apart by blanks, whose posts stand behind names, line by line.

    组　长：方致远　　市委副书记、市长
    副组长：孟　岚　　副市长
    钱立群　　市财政局局长

What stands behind a name in its line is that name's, not the next line's; what stands before a colon is held by all
whom the lines name until the next label.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from dibao.named import NamedTuple
from dibao.scene import Org, Person, Scene
from dibao.tables.patterns import lazily

_HEAD = lazily(r"(?:\d{1,3}(?:[.、] *| +))?(?:[^\n:。;]{1,16}: *)?")
"""What stands before the name in a row: a number, a label."""
_LONGEST = 24
"""Characters of it, at most."""
_GAP = lazily(r"(?:\([^()\n]{1,12}\))? +[^\n。;!?:]*+")
_LABEL = lazily(r" *: *(?:\([^()\n]{1,20}\) *)?")
_NAMES = lazily(r"[ 、,]*+(?:\([^()\n]{1,20}\)[ 、,]*+)?")
"""What stands between the names of a line that holds nothing else, and behind the last."""
_CLOSE = lazily(r" *(?:\([^()\n]{1,20}\) *)?(?=\n|\Z)")
_HEADING = lazily(r"名单|组成人员|成员|如下")
_BODIES = ("组", "委员会", "委会", "常委会", "指挥部", "专班", "协会", "学会", "商会", "联合会", "理事会")
"""Ends of the names of bodies that have rosters."""
_MOST = 40
"""Lines below a label that it holds for, at most."""
_ABOVE = 300
"""Characters between the first label and what it is a roster of, at most."""


class Row(NamedTuple):
    """A name with the titles behind it in its line, by their number."""

    person: Person
    titles: range


def rows(scene: Scene) -> Iterator[Row]:
    """The names that begin a line or stand behind its label, with the posts in the columns behind them."""
    text, people = scene.text, scene.people
    starts = [title.start for title in scene.titles]
    after = 0
    for n, person in enumerate(people):
        if person.start < after or text[person.end : person.end + 1] not in (" ", "("):
            continue
        gap = _GAP.match(text, person.end) if _begins(text, person.start) else None
        if gap is None:
            continue
        after = line = gap.end()
        members = people[n : bisect_left(people, line, n, key=_start)]
        ends = [*(member.start for member in members[1:]), line]
        found = [
            Row(member, range(bisect_left(starts, member.end), bisect_left(starts, end)))
            for member, end in zip(members, ends, strict=True)
        ]
        if all(row.titles and _closed(scene, row, end) for row, end in zip(found, ends, strict=True)):
            yield from found


def _start(found: Person | Org) -> int:
    return found.start


def _begins(text: str, at: int) -> bool:
    """Whether a name begins its line, but for a number and a label."""
    line = text.rfind("\n", max(0, at - _LONGEST - 1), at) + 1
    return (line > 0 or at <= _LONGEST) and _HEAD.fullmatch(text, line, at) is not None


def _closed(scene: Scene, row: Row, end: int) -> bool:
    """Whether nothing but blanks and a bracket stands behind the last title, up to the next name or the line's end."""
    last = scene.titles[row.titles[-1]].end
    if scene.text[end : end + 1] in ("", "\n"):
        return _CLOSE.match(scene.text, last) is not None
    return end > last and not scene.text[last:end].strip()


class Label(NamedTuple):
    """A title before a colon, by its number, who holds it, and the body whose roster it stands in."""

    title: int
    holders: list[Person]
    body: Org | None


def labels(scene: Scene, told: Sequence[Row]) -> Iterator[Label]:
    """The titles that stand as labels of rows, with the names of their own line and of those below."""
    text, heads = scene.text, {row.person.start for row in told}
    body, last = None, 0
    for n, title in enumerate(scene.titles):
        label = _LABEL.match(text, title.end) if text[title.end : title.end + 1] in (":", " ") else None
        if label is None:
            continue
        holders = list(_holders(scene, heads, label.end()))
        if not holders:
            continue
        if not last or text.find("。", last, title.start) >= 0:
            body = _body(scene, title.start)
        last = title.end
        yield Label(n, holders, body)


def _holders(scene: Scene, heads: Container[int], at: int) -> Iterator[Person]:
    """The names of the lines from an offset on that begin with one."""
    text, people = scene.text, scene.people
    for _ in range(_MOST):
        at += text.startswith("\n", at)
        n = bisect_left(people, at, key=_start)
        if n == len(people) or people[n].start != at:
            return
        listed = [people[n]] if at in heads else _listed(text, people, n)
        yield from listed
        at = text.find("\n", at)
        if not listed or at < 0:
            return


def _listed(text: str, people: Sequence[Person], n: int) -> Sequence[Person]:
    """The names of a line that begins with the n-th, if it holds nothing else."""
    end = n
    while True:
        gap = _NAMES.match(text, people[end].end)
        at = gap.end() if gap is not None else -1
        end += 1
        if end == len(people) or people[end].start != at:
            return people[n:end] if text[at : at + 1] in ("", "\n") else ()


def _body(scene: Scene, before: int) -> Org | None:
    """The body whose members a roster lists, told above its first label."""
    low, heading = max(0, before - _ABOVE), None
    for heading in _HEADING.finditer(scene.text, low, before):  # noqa: B007 - the last one
        pass
    if heading is None:
        return None
    near = scene.orgs[
        bisect_left(scene.orgs, low, key=_start) : bisect_left(scene.orgs, heading.end(), key=_start)
    ]
    bodies = [org for org in near if scene.text.endswith(_BODIES, 0, org.end)]
    return max(bodies, key=lambda org: (len(org.name), org.start), default=None)
