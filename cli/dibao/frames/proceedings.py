"""What the words around a meeting say of it besides its frame: its topics, its hosts, who speaks at it."""

from __future__ import annotations

import re
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.pattern import Hole, either, words
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import compiled, lazily


@cache
def _speech() -> re.Pattern[str]:
    return compiled(f"(?:,?并)?[^,。;!?\n]{{0,12}}?{either('speak')}")


def speakers(made: Cast) -> None:
    """Who attends a meeting and speaks too (出席会议并讲话), read behind the word for the meeting."""
    if _speech().match(made.tokens.code, made.trigger.end) is None:
        return
    for person in [*made.roles("attendee"), *made.roles("presider")]:
        if person.mention:
            made.add("speaker", person.mention)


@cache
def _agenda() -> re.Pattern[str]:
    return compiled(
        f",(?:并|还)?(?:{either('agenda')}了?(?!并|了|和|通过)([^,。;!?\n]{{2,50}}?)(?=[,。;!?\n]|\\Z|并{either('adopt')}|并{either('decide')})"
        f"|(?:对|就)([^,。;!?\n]{{2,50}}?)(?:进行|作出|做出)了?{either('handled')})"
    )


def topics(made: Cast, name: Hole | None) -> None:
    """召开会议，研究防汛工作: what the rest of the sentence says that the meeting is about."""
    _, high = made.tokens.sentence(made.trigger.end)
    for found in _agenda().finditer(made.tokens.code, name.end if name else made.trigger.end, high):
        made.add_text("topic", *found.span(found.lastindex or 0))


_HOST = lazily("(?:主办|举办|承办|组织|召开)的")
_CLAUSE = lazily(f".*(?:参加|出席|为主题|为主要内容|为内容|为题|为期[^的]{{1,6}}|题为{SIGNS['book']})的")
_PERSON = lazily(f".*{SIGNS['person']}[^在]{{0,8}}在")


def named(made: Cast) -> Hole | None:
    """The name of a meeting without the clause before it: 以防汛为主题的座谈会, 某人今天在工作会议."""
    name = made.hole("name")
    code = made.tokens.code
    for pattern in (_PERSON, _CLAUSE):
        found = name and pattern.match(code, name.start, name.end)
        if name and found and found.end() + 1 < name.end:
            name = name._replace(start=found.end())
            made.args = [a for a in made.args if a.role != "name"]
            made.add_text("name", name.start, name.end)
    return name


def hosts(made: Cast, name: Hole | None) -> None:
    """茶叶学会与农科院合办的培训班: who holds a meeting stands inside what looks like its name."""
    found = name and _HOST.search(made.tokens.code, name.start, name.end)
    if name and found and found.end() < name.end:
        for mention in made.tokens.within(name.start, found.start()):
            if mention.type in ("org", "place"):
                made.add("organizer", mention)
        made.args = [a for a in made.args if a.role != "name"]
        made.add_text("name", found.end(), name.end)


_WORD = lazily(
    "经[济贸信开营典]|自[然贸主治费行]|以[色军方案]|在[线职校册建外]|为民|从[业严政]|如[皋东]|据点"
)
"""Words of a name whose first character alone would begin a clause: 经济形势座谈会."""


def only_named(made: Cast) -> bool:
    """Whether a meeting is only spoken of (会议召开的背景), as is a speech (某人的讲话), or what stands for its
    name is none (召开的…经济发展).
    """
    speaker = made.hole("speaker")
    if speaker and "的" in made.tokens.code[speaker.end : made.trigger.start]:
        return True
    if made.frame.name == "meeting.opens" and made.tokens.code.startswith(
        words("aftermath"), made.trigger.end
    ):
        return True
    return any(
        (a.name.startswith(words("nameless")) and not _WORD.match(a.name)) or a.name.endswith(words("unheld"))
        for a in made.roles("name")
        if a.name not in words("gathering")
    )
