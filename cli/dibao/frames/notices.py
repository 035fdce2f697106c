"""Lists of appointees: how they go on behind the verb, and the names in them that no finder knows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import cache

from dibao.frames.casting import Cast, cast
from dibao.frames.pattern import Frame, Hole
from dibao.frames.surroundings import surround
from dibao.frames.tokens import SIGNS
from dibao.frames.ways import Form, Told, form
from dibao.tables.patterns import lazily

_NEXT = {
    "personnel.appoint": "{next}(，|；|、|。|\n)*[person:appointees](为|<hold>)[post]",
    "personnel.elect": "{next}(，|；|、|。|\n)*~(当选)[person:appointees](为|<hold>)[post]",
    "personnel.remove": "{next}(，|；|、|。|\n|职务)*[person:appointees]的[post]职务",
}
"""How a list of appointees goes on behind the one that the verb stands before."""
_LONGEST = 400
_LINES = 200
"""Lines of a list of appointments above one of them, at most."""
_HEAD = lazily(
    rf"[^。!?\n]{{0,40}}?(?<!根据)(?<!按照)(?P<body>{SIGNS['org']}+)(?![^:]{{0,8}}[电讯])(?:[^。:;!?\n]{{0,16}}?)(?:决定|同意|批准)(?:,?(?:任命|任免|免去)|如下|将?(?:有关|以下)[^。:\n]{{0,8}})?(?::|,?\Z)"
)
"""Who decides what the lines behind the colon are."""


def listed(made: Cast) -> Iterator[Cast]:
    """The cast of an appointment, then one for each further post of its list."""
    holes = surround(made).holes
    for _ in range(_LONGEST):
        _people(made)
        _organ(made)
        _decided(made)
        yield made
        follow = _follow(made, holes)
        if follow is None:
            return
        holes = follow.holes
        shared = [a for a in made.args if a.role in ("body", "date")]
        made = copy(follow)
        made.args = follow.args + shared


def _people(made: Cast) -> None:
    """Names in a list of appointees that no finder knows: the frame itself says that they are people."""
    hole = made.hole("person")
    if hole and hole.kind == "appointees":
        at = hole.start
        for piece in made.tokens.code[hole.start : hole.end].split("、"):
            if SIGNS["person"] not in piece:
                made.add_text("person", at, at + len(piece))
            at += len(piece) + 1
        made.args.sort(key=lambda a: a.start)


def _organ(made: Cast) -> None:
    """Words before the title that no finder knows as an organization name it too."""
    post = made.hole("post")
    if post is None or made.roles("org"):
        return
    at = made.tokens.code.find(SIGNS["title"], post.start, post.end)
    words = made.tokens.code[post.start : at]
    if at > post.start + 1 and not any(sign in words for sign in SIGNS.values()):
        made.add_text("org", post.start, at)


def _decided(made: Cast) -> None:
    """The body whose decision the lines above announce: 中共某县委决定：, 经某局研究，同意：."""
    code, at = made.tokens.code, made.trigger.start
    if made.roles("body"):
        return
    end = at
    for _ in range(_LINES):
        line = code.rfind("\n", 0, end) + 1
        head = _HEAD.match(code, line, end)
        if head is not None:
            for mention in made.tokens.within(*head.span("body"))[-1:]:
                made.add("body", mention)
            return
        if line == 0 or (
            end < at and SIGNS["person"] not in code[line:end] and code[line:end].strip("免去任命:")
        ):
            return  # no line of a list
        end = line - 1


def _follow(made: Cast, holes: list[Hole]) -> Cast | None:
    if made.frame.name not in _NEXT:
        return None
    last = max((h.end for h in holes), default=made.trigger.end)
    going = _going_on(made.frame)
    for way, found in going.fitting(made.tokens, last, last, going.gate.open(made.tokens, last, last)):
        return cast(way.frame, made.trigger, made.tokens, found) if found else None
    return None


@cache
def _going_on(frame: Frame) -> Form:
    """How a list goes on that a frame begins: without a date of its own."""
    return form((Told(_NEXT[frame.name], frame._replace(around=())),))
