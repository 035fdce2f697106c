"""What the words around a meeting say of it besides its frame: its topics, its hosts, who speaks at it."""

from __future__ import annotations

import re
from functools import cache

from dibao.casting import Cast
from dibao.frames import either
from dibao.patterns import lazily
from dibao.tokens import Tokens, sentence


@cache
def _speech() -> re.Pattern[str]:
    return re.compile(f"(?:,?并)?[^,。;!?\n]{{0,12}}?{either('speak')}")


def speaks(tokens: Tokens, at: int) -> bool:
    """Whether who attends a meeting also speaks (出席会议并讲话), read behind the word for the meeting."""
    return _speech().match(tokens.code, at) is not None


@cache
def _agenda() -> re.Pattern[str]:
    return re.compile(
        f",(?:并|还)?(?:{either('agenda')}了?(?!并|了|和|通过)([^,。;!?\n]{{2,50}}?)(?=[,。;!?\n]|\\Z|并{either('adopt')}|并{either('decide')})"
        f"|(?:对|就)([^,。;!?\n]{{2,50}}?)(?:进行|作出|做出)了?{either('handled')})"
    )


def topics(made: Cast) -> None:
    """召开会议，研究防汛工作: what the rest of the sentence says that the meeting is about."""
    name = made.hole("name")
    _, high = sentence(made.tokens, made.trigger.end)
    for found in _agenda().finditer(made.tokens.code, name.end if name else made.trigger.end, high):
        made.add_text("topic", *found.span(found.lastindex or 0))


_HOST = lazily("(?:主办|举办|承办|组织|召开)的")


def hosts(made: Cast) -> None:
    """中国与联合国共同主办的研讨班: who holds a meeting stands inside what looks like its name."""
    name = made.hole("name")
    found = name and _HOST.search(made.tokens.code, name.start, name.end)
    if name and found and found.end() < name.end:
        for mention in made.tokens.within(name.start, found.start()):
            if mention.type in ("org", "place"):
                made.add("organizer", mention)
        made.args = [a for a in made.args if a.role != "name"]
        made.add_text("name", found.end(), name.end)
