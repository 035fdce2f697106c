"""Résumés: whose posts a line tells that names nobody.

The page of an office gives each official a heading (the name, or 某某同志简历), the posts held now below 现任职务, and
a life in lines that begin with a period (2011.05—2013.01 某市委常委、宣传部长). What stands in such lines is the
official's until another person is told of. A post is past where its period has ended or another one follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import cast

from dibao.named import NamedTuple
from dibao.scene import Person, Scene, Title
from dibao.tables.patterns import lazily
from dibao.types import DateNorm, Mention, Status

__all__ = ["BIOGRAPHY", "Told", "ended", "period", "told"]

BIOGRAPHY = lazily(
    r"(?:\([^()\n]{1,12}\))?[,:,、 ]?\s?(?:男|女|曾用名|[一-龥]{1,4}族)[,,、。]"
    r"|\((?:生于)?[12]\d{3}[年.][^()\n]{0,12}(?:[-—–~－]|生)[^()\n]{0,12}\)"
)
"""Behind a name: what only its life begins with (方致远，男，汉族; 方致远（1962年5月— ）)."""

_SIGN = lazily(
    r"姓名:|简[历介]|履历|经历|生平|现任职务|[12]\d{3}[年.][^\n]{0,10}[-—–~－至][^\n]{0,10} ?[\u3400-\u9fff]"
)
"""Without any of these a text holds no résumé."""
_TITLED = lazily(r"(?:同志|先生|女士)?的?(?:个人|工作|主要)?(?:简[历介]|履历|生平)\s*:?")
_LABEL = lazily(
    r"\s*(?:(?P<now>(?:现任|担任)?职务|现任)|(?:个人|工作|学习|任职|主要|人物)*(?:简[历介]|履历|经历|生平)|出生年月.*"
    r"|(?:职务|工作)?分工|分管(?:工作|领域)|主要职责)\s*:?\s*"
)
_NAMED = "姓名:"
_FIELD = lazily(
    r"\s*(?:(?P<proposed>拟(?:任免?|提拔|提名|转任|晋升)(?:职务|职级|岗位)?)|(?P<former>原(?:任职务|任|职务|职))"
    r"|(?:现任|现|担任|工作)?(?:单位(?:及|和|、)?)?(?:职务|职称|职级)(?:及职级)?|现任|现职|(?:工作|任职)单位) *:"
)
"""A field of a form: 姓名：甲, 现任职务：某局局长, 拟任职务：…"""
_ENTRY = lazily(
    r"[\s●○■◆•·※▲]*(?:\(?(?P<year>[12]\d{3})\s?(?:年|[./\-—–至])|[男女][,、]|现任|曾任|历任|曾?先后|第?[一二三四五六七八九十]{1,3}届)"
)
"""How a line of a life begins: a period, or what was held."""
_HELD = lazily(r"(?:后|先后|历|曾|被)*(?:任|担任|兼任|出任|升任|调|当选|选为|提拔|聘|在)")
_OTHER = lazily(r"\s*(?:[-—–~－]+|至今|出?生|参加|加入|入党)")
"""Behind a date: it is no begin of a period that has ended."""
_BREAK = lazily(r"。|现任|现为|现系|至今")
"""Behind what begins a period: what no longer lies in it."""
_PROPOSED = lazily(r"提名(?:人选)?|(?:候选)?人选|候选人")
_BREAKS = "\n。;,( ●○■◆•·※▲"
_start = attrgetter("start")
_REACH, _SOON = 400, 12
"""Characters between a period and the last of its posts, dates until the next entry, at most."""
_BESIDE = 6
"""Characters between a period and the post that it says something of, at most."""
_NEAR = 4
"""Lines below a name alone in which a label or a life makes a heading of it."""


class Told(NamedTuple):
    """A title in a résumé: its number, whose it is, how it is held where the line says so."""

    title: int
    person: Person
    status: Status | None


class _Line(NamedTuple):
    start: int
    end: int
    people: list[Person]


def _lines(text: str, people: Sequence[Person]) -> list[_Line]:
    out, starts = [], [p.start for p in people]
    for found in re.finditer("[^\n]+", text):
        start, end = found.span()
        out.append(_Line(start, end, list(people[bisect_left(starts, start) : bisect_left(starts, end)])))
    return out


def _headed(text: str, lines: Sequence[_Line], n: int) -> Person | None:
    """Whom a line begins to tell of: 方致远同志简历; 方致远，男; the name alone where a label follows."""
    line = lines[n]
    if not line.people:
        return None
    person = line.people[0]
    before = text[line.start : person.start].strip()
    if before == _NAMED:
        return person
    if before:
        return None
    if BIOGRAPHY.match(text, person.end):
        return person
    rest = text[person.end : line.end].strip()
    if _TITLED.fullmatch(rest):
        return person
    if rest in ("", "同志"):
        if n and _LABEL.fullmatch(text, lines[n - 1].start, lines[n - 1].end):
            return person
        for below in lines[n + 1 : n + 1 + _NEAR]:
            if _LABEL.fullmatch(text, below.start, below.end):
                return person
            if [p for p in below.people if p.name != person.name]:
                return None
    return None


def _headings(scene: Scene, lines: Sequence[_Line]) -> dict[int, Person]:
    """By start, the names that head a résumé."""
    found = (_headed(scene.text, lines, n) for n in range(len(lines)))
    return {p.start: p for p in found if p is not None}


def told(scene: Scene) -> Iterator[Told]:
    """The titles that stand in the lines of a résumé behind its heading."""
    if not _SIGN.search(scene.text):
        return
    lines = _lines(scene.text, scene.people)
    heads = _headings(scene, lines)
    text, starts = scene.text, [t.start for t in scene.titles]
    ends = sorted(heads)
    subject, now = None, False
    for line in lines if heads else ():
        head = next((heads[p.start] for p in line.people if p.start in heads), None)
        if head is not None:
            subject, now = head, False
        if subject is None or head is not None:
            continue
        label = _LABEL.fullmatch(text, line.start, line.end)
        if label:
            now = bool(label["now"])
            continue
        field = _FIELD.match(text, line.start, line.end)
        if any(p.name != subject.name for p in line.people):
            subject = None
            continue
        numbers = range(bisect_left(starts, line.start), bisect_left(starts, line.end))
        posts = [n for n in numbers if scene.titles[n].core.kind != "generic"]
        if field:
            status = cast(Status | None, field.lastgroup)
            yield from (Told(n, subject, status) for n in posts)
        elif now or _entry(scene, line):
            n = bisect_left(ends, line.end)
            until = ends[n] if n < len(ends) else len(text)
            yield from (Told(n, subject, period(scene, scene.titles[n], line.start, until)) for n in posts)
        now = False


def _entry(scene: Scene, line: _Line) -> bool:
    """Whether a line is one of a life, and no story of what happened on a day (2019年3月，市领导…)."""
    begun = _ENTRY.match(scene.text, line.start, line.end)
    if begun is None or not begun["year"]:
        return begun is not None
    n = bisect_left(scene.dates, line.start, key=_start)
    date = scene.dates[n] if n < len(scene.dates) and scene.dates[n].start < begun.end() else None
    if date is not None and _closed(date):
        return True
    end = date.end if date is not None else begun.end()
    return scene.text[end : end + 1] != "," or _HELD.match(scene.text, end + 1) is not None


def period(scene: Scene, title: Title, line: int, until: int) -> Status | None:
    """How a title is held by the period that stands before it in its line, which begins at ``line``; None where
    it says nothing. A point of time is the begin of a period that ends where the next entry before ``until`` begins."""
    text = scene.text
    if title.status not in ("current", "acting"):
        return None
    if _PROPOSED.match(text, title.end):
        return "proposed"
    line, entry = max(line, title.start - _REACH), None
    first, inside = bisect_left(scene.dates, line, key=_start), _depth(text, line, title.start)
    for n in range(first, bisect_left(scene.dates, title.start, key=_start)):
        if _begins(text, line, scene.dates[n].start) and _depth(text, line, scene.dates[n].start) <= inside:
            entry = n
    if entry is None:
        return None
    date = scene.dates[entry]
    if _OTHER.match(text, date.end) or _BREAK.search(text, date.end, title.start):
        return None
    later = (
        d for d in scene.dates[entry + 1 : entry + _SOON] if d.start < until and _begins(text, line, d.start)
    )
    return "former" if _closed(date) or any(_begin(d) > _begin(date) for d in later) else None


def ended(scene: Scene, begin: int) -> Status | None:
    """Former where a period that has ended stands shortly before a post's phrase (于1976年—1980年担任)."""
    n = bisect_left(scene.dates, begin, key=_start) - 1
    near = n >= 0 and begin - scene.dates[n].end <= _BESIDE
    return "former" if near and _closed(scene.dates[n]) else None


def _depth(text: str, start: int, end: int) -> int:
    """How many brackets are open at ``end``."""
    return text.count("(", start, end) - text.count(")", start, end)


def _begins(text: str, line: int, at: int) -> bool:
    """Whether a clause begins there."""
    return at == line or text[at - 1] in _BREAKS


def _begin(date: Mention) -> str:
    return (date.norm.start if isinstance(date.norm, DateNorm) else None) or ""


def _closed(date: Mention) -> bool:
    norm = date.norm
    return (
        isinstance(norm, DateNorm) and "/" in norm.value and norm.start is not None and norm.end is not None
    )
