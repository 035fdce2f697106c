"""Decisions: what a meeting or an organ adopts, approves, deliberates; documents by 《》 or their heads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dibao.frames.casting import Cast
from dibao.frames.holes import EDGE
from dibao.frames.papers import documents
from dibao.frames.pattern import Frame, words
from dibao.tables.patterns import lazily
from dibao.types import Argument, Event

_BODY = "(([body:orgs]‥会议|[body:gathering|orgs|self])(<adverb>|D|R|，|经表决|经…|以…)*)?"

APART = ("document",)
"""The roles that tell one decision event from another."""

FRAMES = (
    Frame(
        "decision.on-document",
        "decision",
        "A body adopts, approves or deliberates documents.",
        (
            _BODY + "{adopt}了?[document:documents]",
            _BODY + "{approve}了?[document:documents]",
            _BODY + "{deliberate}了?的?[document:documents]",
            "[body:orgs](<adverb>|D|R)*{permit}了?[document:phrase]",
        ),
        ("[会议](body)[审议通过](event=decision/adopt)了《[安庆市养犬管理条例](document)》。",),
        ("群众通过电话反映问题。", "他在听取讲解和讨论后发表讲话。"),
        foreseen=True,
        around=("date",),
        carry="body",
    ),
    Frame(
        "decision.document-first",
        "decision",
        "A document is adopted or approved, by whom it says after or before it.",
        (
            "[document:books](已|已经|D|<adverb>|由|经|，)*([body:orgs|gathering])?(<adverb>|D|R)*{adopt}($|、|后)",
            "[document:books](已|已经|D|<adverb>|由|经|获|，)*([body:orgs|gathering])?(<adverb>|D|R)*{approve}($|、|后)",
            "(^|\\(|R)D?[body:orgs]‥会议{adopt}",
            "^[document:span]<paper>(已|已经|于|D)*{adopt}了?[body:orgs]",
            "待[body:orgs]{approve}",
        ),
        ("《[望江县城市总体规划](document)》已[获批](event=decision/approve)。",),
        ("《望江县城市总体规划》通过邮局寄出。",),
        foreseen=True,
        around=("date",),
    ),
    Frame(
        "decision.decided",
        "decision",
        "A body decides something.",
        (
            "([body:orgs]‥会议|[body:gathering|orgs|self])(<adverb>|D|R|经…|，|研究)*{decide}(，|：|，：)?((D起?|在‥上|在…时|在‥中)，)?[document:phrase]",
            "^(经…，)?(现|特|故|一致)?{decide}(，|：)?[document:phrase]",
        ),
        ("[县政府](body)[决定](event=decision/adopt)[对三条河道实施禁采](document)。",),
        ("这项决定影响深远。",),
        nominal=("", *"的和、。;性权"),
        foreseen=True,
        around=("date",),
        needs=("document",),
    ),
)


def finish(made: Cast) -> Iterator[Cast]:
    """A decision with its documents, unless only the noun stands there or it is told in passing (经…批准)."""
    code, start, frame = made.tokens.code, made.trigger.start, made.frame.name
    via = code.rfind("经", max(0, start - 16), start)
    passing = via >= 0 and frame == "decision.on-document" and set(EDGE).isdisjoint(code[via:start])
    if passing or (frame == "decision.decided" and not _decides(made)):
        return
    documents(made)
    if code[start : made.trigger.end] == "听取":
        made.args = [a for a in made.args if a.role != "document" or a.text.endswith(_HEARD)]
    if frame == "decision.on-document":
        made.args = [a for a in made.args if a.role != "document" or _enacted(made, a)]
    if made.roles("document") or frame == "decision.document-first":
        yield made


def _enacted(made: Cast, document: Argument) -> bool:
    """Whether that is decided on: not 讨论后发表讲话, not 通过多种措施, which only says by what means."""
    tokens, trigger = made.tokens, made.trigger
    reported = document.text.endswith("汇报") and tokens.code[trigger.start] != "听"
    if reported or _DURING.match(document.text) or tokens.slice(trigger.start, trigger.end) != "通过":
        return not (reported or _DURING.match(document.text))
    quoted = tokens.text[document.start - 1 : document.start] == "《"
    return quoted or tokens.code.startswith("了", trigger.end) or document.text.endswith(words("enacted"))


def _decides(made: Cast) -> bool:
    """Whether 决定 decides anything here; without a body, 确定 and 决定了 only where a document follows."""
    code, trigger = made.tokens.code, made.trigger
    loose = code.startswith("了", trigger.end) or code[trigger.start : trigger.end] == "确定"
    speaks = code.startswith(words("say"), trigger.end)  # 决定指出
    named = any(a.text.endswith(words("paper")) for a in made.roles("document"))
    return not speaks and (bool(made.roles("body")) or not loose or named)


_DURING = lazily(r"(?:并|[多各]种|.*(?:[说看做想方]法|之前)$|之?后|的?[时中](?=[,，有就对发])|期间|过程中)")
"""Behind a verb of deciding: when something else was done."""
_HEARD = ("报告", "汇报", "说明", "情况通报")
"""What a body hears when it deliberates; it also hears opinions."""


def settle(text: str, events: Sequence[Event]) -> list[Event]:
    """What is told inside a document's name has not happened; to decide an appointment or an award is that."""
    spans = sorted(
        (a.start, a.end)
        for e in events
        for a in e.args
        if e.rule == "decision.on-document" and a.role == "document"
    )
    agendas = [m.span() for m in _AGENDA.finditer(text)] if "议程" in text else []
    events = [_proposed(e, agendas) for e in events]
    posts = [e.trigger.start for e in events if e.type in ("personnel", "honor")]
    return [e for e in events if not (_inside(text, e, spans) or _appoints(e, posts))]


_AGENDA = lazily(
    r"议程[^。，,;:\n]{0,12}?[:是]\n?(?:[^。\n]{1,500}\n(?=[一二三四五六七八九十0-9(]{1,3}[、.)])){0,20}+[^。\n]{1,500}"
)
"""What an agenda lists is still to be done."""


def _proposed(event: Event, agendas: list[tuple[int, int]]) -> Event:
    at = bisect_right(agendas, (event.trigger.start, -1))
    listed = at > 0 and event.trigger.start < agendas[at - 1][1]
    return event._replace(modality="planned") if listed and event.type == "decision" else event


def _inside(text: str, event: Event, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (event.trigger.start, len(text)))
    relative = text[event.trigger.end : event.trigger.end + 1] == "的"
    return not relative and at > 0 and spans[at - 1][0] <= event.trigger.start < spans[at - 1][1]


def _appoints(event: Event, posts: list[int]) -> bool:
    if event.rule != "decision.decided":
        return False
    end = max(a.end for a in event.args)
    at = bisect_right(posts, event.trigger.start)
    return at < len(posts) and posts[at] < end
