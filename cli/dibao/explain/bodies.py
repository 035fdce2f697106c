"""Why characters are an organization, with which full name, or why they are none."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.built import Proposal, evidence
from dibao.entities.org.heads import Head
from dibao.entities.org.reader import ENOUGH
from dibao.explain.read import Read, Tried
from dibao.explain.sites import built
from dibao.explain.steps import Miss, Step, overlaps, rival
from dibao.scene import Org
from dibao.tables import lexicon
from dibao.tables.forms import OrganForm
from dibao.types import Mention, OrgNorm

_TABLE = "org_evidence"
_HEADLESS = -3.0


def found(here: Read, mention: Mention) -> Iterator[Step]:
    """The head, the left edge, the full name and the template that it comes from."""
    norm = mention.norm
    assert isinstance(norm, OrgNorm)
    org = next((o for o in here.scene.orgs if o.start == mention.start), None)
    if org is None:
        return
    tried = next(
        (t for t in here.heads if t.org is not None and t.org.end == org.end and t.org.name == org.name), None
    )
    if org.rule == "org.memory":
        yield Step("memory", "a shorter form, or one that the article introduces, of what it has named")
    elif org.rule == "org.own":
        yield Step("own", "the organization that the text speaks for, before a post in it")
    elif tried is not None:
        yield from _head(here, tried)
    if org.parent:
        yield Step("part of", org.parent)
    if org.place:
        yield Step("place", f"{org.place}{_whence(here, org)}")
    if tried is not None and isinstance(tried.head, Head) and (row := _template(tried.head, org)) is not None:
        yield Step(
            "template",
            f"{row.full}, {row.since or '…'} to {row.until if row.until < 9999 else '…'}",
            (row.source,),
        )
    yield Step("full name", org.name)
    yield Step("kind", norm.kind)


def _head(here: Read, tried: Tried) -> Iterator[Step]:
    head = tried.head
    text = here.scene.text
    if not isinstance(head, Head):
        yield Step("body", f"{text[head.start : head.end]}, a body with a fixed name")
        return
    if tried.built is not None and tried.org is not None and tried.built[1].start == tried.org.start:
        yield from _built(text, *tried.built)
        yield Step("score", f"{tried.built[0]:+.2f}, enough is {ENOUGH:+.2f}")
        return
    yield Step("head", text[head.start : head.end], (head.form.source,))
    if tried.org is not None and tried.org.start < head.start:
        yield Step("left edge", text[tried.org.start : head.start])


def _built(text: str, score: float, reading: Proposal) -> Iterator[Step]:
    weights = evidence(_TABLE)
    plain = sum(weights.get(name, 0.0) for name in {"bias", *reading.features()})
    return built(text, reading, score, round(score - plain, 2), _TABLE)


def _whence(here: Read, org: Org) -> str:
    """How the place of an organization is known."""
    if any(p.start >= org.start and p.end <= org.end and p.full == org.place for p in here.places):
        return ", named in it"
    if org.rule == "org.body":
        return ", by the lexicon"
    where = here.scene.here
    if where is not None and org.place == where.name:
        return f", where the article is from ({here.article.reference.place_source})"
    return ", by an organization or place near it, or by what contains the article's place"


def _template(head: Head, org: Org) -> OrganForm | None:
    """The row of organs.tsv whose template gives the full name."""
    for row in head.form.organs:
        for whole in (org.place, org.parent):
            if whole and row.full.replace("{place}", whole) == org.name:
                return row
    return None


def missed(here: Read, start: int, end: int) -> Iterator[Miss]:
    """Heads and bodies in a range that end no organization, and what turned each away."""
    taken = [(m.start, m.end) for m in here.mentions if m.type == "org"]
    seen: set[int] = set()
    for tried in here.heads:
        if tried.head.end in seen:  # a shorter head within one that has been told
            continue
        miss = _tried(here, tried)
        seen.add(tried.head.end)
        if overlaps(start, end, (miss.start, miss.end)) and not any(
            overlaps(tried.head.start, tried.head.end, t) for t in taken
        ):
            yield miss
    for kind in ("organ", "suffix"):
        for hit in here.scene.hits.named(kind):
            span = hit.start, hit.end
            fits = overlaps(start, end, span) and not any(overlaps(*span, t) for t in taken)
            if fits and hit.end not in seen:
                seen.add(hit.end)
                yield Miss(
                    *span, "org.built", (_source(here, kind, hit.form), _barred(here, span)), _HEADLESS
                )


def _tried(here: Read, tried: Tried) -> Miss:
    head, text = tried.head, here.scene.text
    steps: tuple[Step, ...] = ()
    start, near = head.start, _HEADLESS
    rule = "org.built"
    if tried.built is not None:
        score, reading = tried.built
        start, near = reading.start, min(0.0, score - ENOUGH)
        steps = tuple(_built(text, score, reading))
    elif isinstance(head, Head):
        steps, rule = (Step("head", text[head.start : head.end], (head.form.source,)),), "org.organ"
    if tried.org is not None:
        start, near, rule = tried.org.start, 0.0, tried.org.rule
        weak = Step(
            "rejected", "a built name of little evidence that no title follows, or a longer one covers it"
        )
        return Miss(start, head.end, rule, (*steps, rival(here.mentions, start, head.end) or weak), near)
    if tried.built is not None and near < 0:
        why = f"{tried.built[0]:+.2f} is less than the {ENOUGH:+.2f} that is enough"
    else:
        why = "no place, level word, parent or word of its own stands before it; a head alone is no evidence"
    return Miss(start, head.end, rule, (*steps, Step("rejected", why)), near)


def _source(here: Read, kind: str, form: int) -> Step:
    g = here.scene.gazetteer
    head = g.organ[form][0] if kind == "organ" else g.suffix[form]
    return Step("head", head.form, (head.source,))


def _barred(here: Read, span: tuple[int, int]) -> Step:
    """Why a head may not end a name where it stands."""
    text = here.scene.text
    if (other := rival(here.mentions, *span)) is not None:
        return other
    table = lexicon.table("org_rejects")
    for hit in here.scene.hits.named("org_reject"):
        if hit.end == span[1]:
            word = text[hit.start : hit.end]
            lines = tuple(table.where(n) for n, row in enumerate(table.rows) if row[0] == word)
            return Step("rejected", f"it ends the word {word}", lines)
    return Step("rejected", f"it runs on into a word: {text[span[0] : span[1] + 1]}".replace("\n", "¶"))
