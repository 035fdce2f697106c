"""Why characters are a person's name, or why they are none: evidence and its weights."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.person import ENOUGH
from dibao.entities.person.evidence import Candidate, features
from dibao.explain.read import Read
from dibao.explain.steps import Miss, Step, bias, evidence, overlaps, rival
from dibao.scene import Person
from dibao.tables import lexicon
from dibao.types import Mention, PersonNorm

_TABLE = "name_evidence"


def found(here: Read, mention: Mention) -> Iterator[Step]:
    """The evidence, what lists and repetition add to it, the posts."""
    text, norm = here.scene.text, mention.norm
    assert isinstance(norm, PersonNorm)
    person = next((p for p in here.people if (p.start, p.end) == (mention.start, mention.end)), None)
    weighed = _candidate(here, mention.start, mention.end)
    if mention.rule == "person.memory":
        yield from _established(here, mention.name)
    elif mention.rule == "person.surname":
        whole = f", which stands for {mention.name}" if mention.name != mention.text else ""
        yield Step("surname", f"directly before a title{whole}", _rows("surnames", mention.text))
    elif mention.rule == "person.known":
        yield Step("name", "known without a word on who it is", _rows("figures", mention.text))
    elif weighed is not None:
        yield from _weighed(here, weighed)
        if person is not None and abs(person.score - weighed.score) > 0.01:
            more = person.score - weighed.score
            yield Step(
                "company", f"{more:+.2f}  the list or byline it stands in, or a better place of the same name"
            )
        yield Step("score", f"{(person or weighed).score:+.2f}, enough is {ENOUGH:+.2f}")
    elif person is not None:
        yield Step(
            "form", f"{person.score:+.2f}  told by where it stands: a list, a roster, 某 or a post beside it"
        )
    for post in norm.posts:
        at = here.article.text.clean_at(post.evidence.start)
        around = text[max(0, at - 8) : at + 12].replace("\n", "¶")
        org = f"{post.org or 'no organization'}{', implied' if post.org_implied else ''}"
        yield Step("post", f"{post.title} · {org} · {post.status}, stated in: {around}")


def _candidate(here: Read, start: int, end: int) -> Candidate | None:
    same = [c for c in here.names if (c.start, c.end) == (start, end)]
    return max(same, key=lambda c: c.score, default=None)


def _established(here: Read, name: str) -> Iterator[Step]:
    best = max((p for p in here.people if p.name == name), key=lambda p: p.score, default=None)
    if best is not None:
        around = here.scene.text[max(0, best.start - 6) : best.end + 6].replace("\n", "¶")
        yield Step("memory", f"established at {best.start} with {best.score:+.2f}: {around}")


def _rows(name: str, form: str) -> tuple[str, ...]:
    table = lexicon.table(name)
    return tuple(table.where(n) for n, row in enumerate(table.rows) if row[0] == form)


def _weighed(here: Read, c: Candidate) -> Iterator[Step]:
    assert here.marks is not None
    yield Step(
        "characters", f"{c.delta:+.2f}  how much likelier as a name than as ordinary words, in log units"
    )
    yield from evidence(features(c, here.marks), _TABLE)
    yield Step("sum", f"{c.score:+.2f}, of which {bias(_TABLE):+.2f} is where every name starts")


def missed(here: Read, start: int, end: int) -> Iterator[Miss]:
    """The likeliest name in a range that is none, and what it lacked."""
    taken = [(m.start, m.end) for m in here.mentions if m.type == "person"]
    near = [
        c
        for c in here.names
        if overlaps(start, end, (c.start, c.end)) and not any(overlaps(c.start, c.end, t) for t in taken)
    ]
    if near:
        c = max(near, key=lambda c: ((c.start, c.end) == (start, end), c.score))
        chosen = next((p for p in here.people if (p.start, p.end) == (c.start, c.end)), None)
        rule = "person.foreign" if c.kind else "person.name"
        steps = (*_weighed(here, c), _verdict(here, c, chosen))
        yield Miss(c.start, c.end, rule, steps, min(0.0, (chosen or c).score - ENOUGH))


def _verdict(here: Read, c: Candidate, chosen: Person | None) -> Step:
    """What turned a name away: too little evidence, a better name, another mention."""
    best = max(c.score, (chosen or c).score)
    if best < ENOUGH:
        return Step("rejected", f"{best:+.2f} is less than the {ENOUGH:+.2f} that is enough")
    other = next((p for p in here.people if p != chosen and overlaps(c.start, c.end, (p.start, p.end))), None)
    if other is not None:
        return Step("rejected", f"the name {other.name} on the same characters has {other.score:+.2f}")
    lone = Step("rejected", "a list sign beside it, and no name or title on the other side of that")
    return rival(here.mentions, c.start, c.end) or lone
