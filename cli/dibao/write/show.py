"""A text with its mentions marked in place: by colour with a legend, or, without colours, as marked text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao import marked
from dibao.terminal import paint, safe
from dibao.types import ENTITY_TYPES, Span

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


def show(extraction: Extraction, colour: bool) -> str:
    """The whole text of a document, each mention marked, ending with a line feed."""
    if not colour:
        text = marked.render(extraction.document.raw, map(marked.mark_of, extraction.mentions))
        return safe(text).rstrip("\n") + "\n"
    raw = extraction.document.raw
    headlines = [a.headline for a in extraction.articles if a.headline]
    spans: list[tuple[int, int, str]] = [(m.start, m.end, m.type) for m in extraction.mentions]
    out = [legend(), "\n\n"]
    last = 0
    for start, end, style in sorted([*spans, *_between(headlines, spans)]):
        out += [safe(raw[last:start]), paint(safe(raw[start:end]), style, True)]
        last = end
    out.append(safe(raw[last:]))
    return "".join(out).rstrip("\n") + "\n"


def legend() -> str:
    """The types in their colours."""
    return "  ".join(paint(name, name, True) for name in ENTITY_TYPES)


def _between(outer: list[Span], inner: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The parts of headlines that no mention takes, to be set in bold."""
    out = []
    inner = sorted(inner)
    at = 0
    for start, end in sorted(outer):
        while at < len(inner) and inner[at][1] <= start:
            at += 1
        while at < len(inner) and inner[at][0] < end:
            if start < inner[at][0]:
                out.append((start, inner[at][0], "strong"))
            start = max(start, inner[at][1])
            at += 1
        if start < end:
            out.append((start, end, "strong"))
    return out
