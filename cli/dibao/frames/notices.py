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

_NEXT = {
    "personnel.appoint": "{next}(，|；|、|。|\n)*[person:appointees](为|<hold>)[post]",
    "personnel.elect": "{next}(，|；|、|。|\n)*~(当选)[person:appointees](为|<hold>)[post]",
    "personnel.remove": "{next}(，|；|、|。|\n|职务)*[person:appointees]的[post]职务",
}
"""How a list of appointees goes on behind the one that the verb stands before."""
_LONGEST = 400


def listed(made: Cast) -> Iterator[Cast]:
    """The cast of an appointment, then one for each further post of its list."""
    holes = surround(made).holes
    for _ in range(_LONGEST):
        _people(made)
        _organ(made)
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
