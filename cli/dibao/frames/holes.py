"""What may stand in the holes of event patterns: mentions by their signs, lists of them, stretches of text.

Written in the pattern language of ``pattern.py``. A kind gives the mentions of the types that it names, or,
where it names none, its bare text.
"""

from __future__ import annotations

from dibao.frames.tokens import SIGNS
from dibao.named import NamedTuple


class Kind(NamedTuple):
    """What may stand in a hole: a pattern, and the types of mentions that it gives (none: its bare text)."""

    pattern: str
    gives: tuple[str, ...] = ()


PARTS = {
    "post": "(L|O|Q)?(L|O|Q|自治区|省|市|县|区|州|旗|镇|乡)?的?<status>?T R?(、|，|兼|和)?",
    "holder": "(<post>)*P R?(<honorific>|T)?",
    "organ": "L?O R?",
}
"""Sub-patterns that patterns and kinds name."""

KINDS = {
    # mentions
    "people": Kind("<holder>((、|，|和|及|与|以及)<holder>)&(等‥)?(一行)?", ("person",)),
    "appointees": Kind("(<holder>|@named)(、(<holder>|@named))&", ("person",)),
    "he": Kind("<pronoun>", ("person",)),
    "orgs": Kind("<organ>((、|，|和|与|及|以及)?<organ>)*等?", ("org",)),
    "places": Kind("L((、|和|与|及)?L)*", ("place",)),
    "spots": Kind("(L|O)+((、|和|与|及)(L|O)+)*", ("place", "org")),
    "stops": Kind("(L|O)+(‥(、|和|及|以及)‥(L|O)+)*", ("place", "org")),
    "party": Kind("(<holder>|L?O|L)((、|和|与|及|同)(<holder>|L?O|L))*", ("person", "org", "place")),
    "money": Kind("M((、|和|及|与)M)*", ("money",)),
    "post": Kind("@office T R?((、|兼|兼任|和|及|并代理)@office T R?)*", ("title", "org")),
    # works, quotes
    "books": Kind("B R?((、|，|和|及|以及|与)?B R?)*"),
    "quotes": Kind("(Q|B)((、|和|及)?(Q|B))*"),
    # words
    "self": Kind("<self>"),
    "voice": Kind("‥<voice>"),
    "unnamed": Kind("‥T"),
    "paper": Kind("(本|该|此|这份)?<paper>"),
    "gathering": Kind("(本次|此次|这次)?<gathering>"),
    "works": Kind("@works|((L|O)(至|到|—|-))?L R?|Q"),
    # stretches of text
    "documents": Kind("@rest"),
} | {
    name: Kind(f"@{name}")
    for name in (
        "activity", "agreed", "clause", "crowd", "hazard", "listed", "meeting", "noun", "phrase", "prize",
        "prized", "rest", "session", "span", "toll", "wrong",
    )
}  # fmt: skip
"""The kinds of holes; ``@`` names one of STRETCHES."""

EDGE = ",。;:!?\n"
"""What ends a clause in clean text."""
_IN = f"[^{EDGE}]"
_NOBODY = SIGNS["person"] + SIGNS["money"]
_TITLE = SIGNS["title"]
_ORGANS = SIGNS["place"] + SIGNS["org"]
_UNNAMED = f"[^{EDGE}{_NOBODY}]"
_PLAIN = f"[^{EDGE}、{''.join(SIGNS.values())}]"
_SENTENCE = "[^。!?\n]"
_NUMBER = "[0-9一二两三四五六七八九十百千数多余]"

GAPS = {
    "‥": f"[^{EDGE}、{_NOBODY}]{{0,12}}?",
    "…": f"{_IN}{{0,24}}?",
    "……": f"{_SENTENCE}{{0,60}}?",
}
"""Gaps, as short as they can be."""

AHEAD = f'(?: +| *(?=[{EDGE}"”)]|\\Z))'
"""The edge of a clause that lies in reading direction."""
BEHIND = f"(?<![^{EDGE} ])"
"""The edge of a clause that has just been read."""


def _up_to(heads: str, least: int = 1, most: int = 50, inside: str = _IN) -> tuple[str, str]:
    """A stretch inside a clause that ends in a word of a class: short forwards, long backwards."""
    return f"{inside}{{{least},{most}}}?%({heads})s", f"%({heads})s{inside}{{{least},{most}}}"


STRETCHES = {
    "named": (f"[^{EDGE}、的为任职被其将{''.join(SIGNS.values())}]{{2,5}}",) * 2,
    "phrase": (f"{_IN}{{1,70}}+",) * 2,
    "noun": (f"[^{EDGE}、]{{1,30}}?",) * 2,
    "session": (f"(?:[^{EDGE}、]|(?<=[{_ORGANS}])、(?=[{_ORGANS}])){{1,40}}?",) * 2,
    "span": (f"{_IN}{{1,40}}?",) * 2,
    "office": (f"[^{EDGE}、{_NOBODY}{_TITLE}]{{0,24}}",) * 2,
    "clause": (f"{_SENTENCE}{{6,600}}+",) * 2,
    "rest": (f"{_SENTENCE}{{1,600}}+",) * 2,
    "listed": _up_to("paper"),
    "works": _up_to("project", most=60, inside=_UNNAMED),
    "activity": _up_to("activity", most=70, inside=_UNNAMED),
    "prize": _up_to("prize", most=40),
    "prized": _up_to("prized", 0, 40),
    "agreed": _up_to("agreed", 0, 40),
    "crowd": (f"{_UNNAMED}{{1,40}}?(?:{_TITLE}|%(crowd)s)", f"(?:{_TITLE}|%(crowd)s){_UNNAMED}{{1,40}}"),
    "meeting": (
        f"{_IN}{{0,80}}?%(head)s(?=[{EDGE}、” ]|\\Z|%(after)s)",
        f"%(head)s{_IN}{{0,90}}+",
    ),
    "hazard": (
        f"{_IN}{{0,16}}?%(incident)s(?:事故|事件|灾害|灾情)?",
        f"(?:故事|件事|害灾|情灾)?%(incident)s{_IN}{{0,16}}+",
    ),
    "toll": (
        f"[^。;!?\n]{{0,12}}?(?:{_NUMBER}{{1,6}}[^。;!?\n]{{0,80}}?%(harmed)s|%(harmed)s{_NUMBER})[^。;!?\n]{{0,60}}+",
    )
    * 2,
    "wrong": (f"{_IN}{{0,12}}?%(wrong)s{_IN}{{0,16}}?", f"{_IN}{{0,16}}?%(wrong)s{_PLAIN}{{0,12}}"),
}
"""What a stretch matches, read forwards and read backwards; ``%(class)s`` is any word of a class."""
