"""The timeline: the events of many documents in the order of their days, each of them once.

What an article tells again, ``echoes`` has linked. Over articles two events are one where they are alike in
the roles that tell events of their type apart, something else speaks for it too, and their days meet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dibao import records
from dibao.events import APART
from dibao.frames import echoes
from dibao.register.namesakes import simplified
from dibao.register.quotation import Evidence, Quoter
from dibao.types import Argument, EntityType, Event, Mention, MoneyNorm, Span, TitleNorm

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

WHO = (
    "person", "inspector", "speaker", "presider", "organizer", "body", "host", "guest", "payer", "recipient",
    "party", "builder", "attendee", "observer",
)  # fmt: skip
WHAT = (
    "title", "name", "topic", "content", "document", "agreement", "project", "honor", "charge", "incident",
    "casualties", "purpose", "amount",
)  # fmt: skip
WHERE = ("place", "org")
"""The roles behind each column of a timeline. An ``amount`` that is no money (30车蔬菜) is a what."""

_SLACK = timedelta(days=3)
"""How far apart two articles may date one event where it has no day of its own in one of them."""
_LONG = 8
"""Characters of a title or a phrase that two texts hardly share by chance."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Where an event is told: the offsets of its trigger."""

    doc: str
    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with what all its tellings say of it; ``evidence`` quotes the first one."""

    event: Event
    tellings: tuple[Telling, ...]
    evidence: Evidence

    @property
    def who(self) -> list[str]:
        """The people and organizations that take part, by name."""
        return self._names(WHO)

    @property
    def what(self) -> list[str]:
        """What it is about; the trigger's word where the text says no more."""
        return self._names(WHAT) or ["".join(self.event.text.split())]

    @property
    def where(self) -> list[str]:
        """Places, and organizations at which it happens."""
        return self._names(WHERE)

    @property
    def amounts(self) -> list[Mention]:
        """Its sums, each once."""
        return [m for a in self.event.args if (m := a.mention) and isinstance(m.norm, MoneyNorm)]

    @property
    def documents(self) -> int:
        """How many documents tell it."""
        return len({telling.doc for telling in self.tellings})

    def _names(self, roles: Collection[str]) -> list[str]:
        found = [a for a in self.event.args if a.role in roles and not _money(a)]
        ordered = sorted(found, key=lambda a: (*roles,).index(a.role))
        return list(dict.fromkeys(a.name for a in ordered))

    def record(self) -> dict[str, Any]:
        """The dict that JSONL holds."""
        from dibao import SCHEMA_VERSION

        event = self.event
        return {
            "schema": SCHEMA_VERSION,
            "kind": "happening",
            "type": event.type,
            "subtype": event.subtype,
            "modality": event.modality,
            "date_start": event.date_start,
            "date_end": event.date_end,
            "date_source": event.date_source,
            "source": list(event.source),
            "who": self.who,
            "what": self.what,
            "where": self.where,
            "amounts": [{"text": m.text} | records.norm(m) for m in self.amounts],
            "args": [records.part(a) for a in event.args],
            "mentions": len(self.tellings),
            "documents": self.documents,
            "tellings": [asdict(telling) for telling in self.tellings],
            "evidence": asdict(self.evidence),
        }


def _money(argument: Argument) -> bool:
    return argument.mention is not None and isinstance(argument.mention.norm, MoneyNorm)


Told = tuple[Event, Evidence]
"""An event of a document and the words around it."""


def told(extraction: Extraction) -> list[Told]:
    """What a timeline needs of a document: its events, each with a quotation."""
    quoter = Quoter(extraction)
    return [(event, quoter.around(event.trigger, event.article)) for event in extraction.events]


class Timeline:
    """Collects the events of many documents; ``add`` each extraction once, then ask for ``happenings``."""

    def __init__(self) -> None:
        self._told: list[Happening] = []
        self._index: dict[_Key, list[int]] = {}

    def add(self, extraction: Extraction) -> None:
        """Enter the events of a document."""
        self.enter(told(extraction))

    def enter(self, found: Iterable[Told]) -> None:
        """Enter what is :func:`told` in a document, or in some articles of one."""
        here: dict[tuple[int, Span], list[int]] = {}
        for event, evidence in found:
            telling = Telling(evidence.doc, event.article, *event.trigger)
            again = here.get((event.article, event.same_as), []) if event.same_as else []
            known = self._linked(event, again) if again else self._known(event, telling)
            if known is None:
                known = len(self._told)
                self._told.append(Happening(event, (telling,), evidence))
                for key in _keys(event):
                    self._index.setdefault(key, []).append(known)
            else:
                one = self._told[known]
                event = _joined(one.event, event)
                self._told[known] = replace(one, event=event, tellings=(*one.tellings, telling))
            here.setdefault((event.article, Span(telling.start, telling.end)), []).append(known)

    def _linked(self, event: Event, told: list[int]) -> int:
        """Which of the events that one trigger tells is meant: it may tell of many appointees."""
        roles = APART[event.type]
        return next((n for n in told if echoes.same(self._told[n].event, event, roles)), told[0])

    def _known(self, event: Event, telling: Telling) -> int | None:
        """The event of another article that this one is, if there is one."""
        for key in _keys(event):
            for n in self._index.get(key, ())[-echoes.WINDOW :]:
                one = self._told[n]
                elsewhere = (one.tellings[-1].doc, one.tellings[-1].article) != (telling.doc, telling.article)
                if elsewhere and _one(one.event, event):
                    return n
        return None

    def happenings(
        self,
        *,
        types: Collection[str] = (),
        people: Collection[str] = (),
        orgs: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> list[Happening]:
        """The events in the order of their days, those of unknown days last.

        ``types`` are types or ``type/subtype``; ``people`` and ``orgs`` are parts of full names, one of which
        must take part; an event is in a period that it touches. What is not given is no condition.
        """
        found = [
            one
            for one in self._told
            if (not types or {one.event.type, f"{one.event.type}/{one.event.subtype}"} & {*types})
            and (not people or _named(one.event, people, "person"))
            and (not orgs or _named(one.event, orgs, "org"))
            and _within(one.event, since, until)
        ]
        return sorted(found, key=lambda one: _days(one.event) or (date.max, date.max))


_Key = tuple[str, str | None, str, str, object]


def _keys(event: Event) -> Iterator[_Key]:
    """Under what an event is looked up: each filler of the roles that tell its type apart."""
    for a in event.args:
        if a.role in APART[event.type]:
            norm = a.mention.norm if a.mention else None
            mark = norm._replace(mod=None) if isinstance(norm, MoneyNorm) else simplified(a.name)[-4:]
            yield event.type, event.subtype, event.modality, a.role, mark


def _one(one: Event, other: Event) -> bool:
    """Whether events of two articles are one."""
    if not echoes.same(one, other, APART[one.type]) or not _meet(one, other):
        return False
    shared = [
        mine
        for mine in one.args
        if mine.role != "date" and any(a.role == mine.role and echoes.alike(mine, a) for a in other.args)
    ]
    long = any(a.role in APART[one.type] and len(a.name) >= _LONG for a in shared)
    return long or len({a.role for a in shared}) > 1


def _days(event: Event) -> tuple[date, date] | None:
    """First and last day; an open end is the day on the other side of it."""
    start, end = event.date_start or event.date_end, event.date_end or event.date_start
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None


def _meet(one: Event, other: Event) -> bool:
    ours, theirs = _days(one), _days(other)
    if ours is None or theirs is None:
        return False
    slack = timedelta(0) if _dated(one) and _dated(other) else _SLACK
    return ours[0] - theirs[1] <= slack and theirs[0] - ours[1] <= slack


def _dated(event: Event) -> bool:
    """Whether the event has a day of its own, not only that of its article."""
    return event.date_source in ("own", "sentence")


def _joined(one: Event, other: Event) -> Event:
    """The first telling with what the other one adds: its own day, further fillers, roles left open."""
    added = [
        a
        for a in other.args
        if not any(a.role == b.role and (a.mention is None or echoes.alike(a, b)) for b in one.args)
        and not (a.role == "date" and _dated(one))
    ]
    dated = other if _dated(other) and not _dated(one) else one
    return one._replace(
        args=(*one.args, *added),
        date_start=dated.date_start,
        date_end=dated.date_end,
        date_source=dated.date_source,
    )


def _named(event: Event, wanted: Collection[str], type_: EntityType) -> bool:
    """Whether someone with one of the names takes part; an organization also by a post held in it."""
    names = [a.name for a in event.args if a.mention and a.mention.type == type_]
    if type_ == "org":
        norms = [a.mention.norm for a in event.args if a.mention]
        names += [n.org for n in norms if isinstance(n, TitleNorm) and n.org]
    return any(simplified(part) in simplified(name) for part in wanted for name in names)


def _within(event: Event, since: date | None, until: date | None) -> bool:
    days = _days(event)
    if days is None:
        return since is None and until is None
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)
