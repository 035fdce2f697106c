"""One event once: what the headline, the lead and the later text tell again is linked to its first telling.

Two events of one article are the same where they are of one type and subtype, a role that tells events of the
type apart is filled alike in both, and no such role and no day speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dibao.types import Argument, DateNorm, Event, MoneyNorm

WINDOW = 40
"""With how many earlier events of its type an event is compared."""


def linked(events: Sequence[Event], telling: Mapping[str, tuple[str, ...]]) -> list[Event]:
    """The events with ``same_as`` set. ``telling`` gives, by type, the roles that tell its events apart."""
    out: list[Event] = []
    first: dict[str, list[tuple[Event, _Fillers]]] = {}
    for event in events:
        known = first.setdefault(event.type, [])
        fillers = _by_role(event, telling.get(event.type, ()))
        for one, its in known[-WINDOW:]:
            if one.trigger != event.trigger and _same(one, event, its, fillers):
                event = event._replace(same_as=one.trigger)
                break
        else:
            known.append((event, fillers))
        out.append(event)
    return out


def sourced(events: Sequence[Event]) -> list[Event]:
    """The events with ``source`` set: what stands in the content of a statement is told by its speakers."""
    out: list[Event] = []
    open_: list[tuple[int, tuple[str, ...]]] = []
    for event in events:
        at = event.trigger.start
        while open_ and open_[-1][0] <= at:
            open_.pop()
        out.append(event._replace(source=open_[-1][1]) if open_ else event)
        if event.type == "statement":
            ends = [a.end for a in _fillers(event, "content") if a.start > at]
            names = tuple(dict.fromkeys(a.name for a in _fillers(event, "speaker")))
            if ends and names:
                open_.append((max(ends), names))
    return out


def same(one: Event, other: Event, roles: tuple[str, ...]) -> bool:
    """Whether two events of one type are the same, told apart by ``roles``."""
    return _same(one, other, _by_role(one, roles), _by_role(other, roles))


_Fillers = list[list[Argument]]
"""The arguments of an event by the roles that tell events of its type apart."""


def _by_role(event: Event, roles: tuple[str, ...]) -> _Fillers:
    return [_fillers(event, role) for role in roles]


def _same(one: Event, other: Event, fillers: _Fillers, others: _Fillers) -> bool:
    if one.subtype != other.subtype or one.modality != other.modality:
        return False
    shared = False
    for ours, theirs in zip(fillers, others, strict=True):
        if ours and theirs:
            if not _meet(ours, theirs):
                return False
            shared = True
    return shared and not _apart(one, other)


def _meet(ours: Sequence[Argument], theirs: Sequence[Argument]) -> bool:
    """Whether one of some arguments is the same as one of some others."""
    for mine in ours:
        for yours in theirs:
            if alike(mine, yours):
                return True
    return False


def _fillers(event: Event, role: str) -> list[Argument]:
    return [a for a in event.args if a[0] == role]


def alike(one: Argument, other: Argument) -> bool:
    """Whether two arguments of a role are the same: one amount, one name or the end of it."""
    mine, yours = one.mention, other.mention
    if mine and yours and isinstance(mine.norm, MoneyNorm) and isinstance(yours.norm, MoneyNorm):
        return mine.norm._replace(mod=None) == yours.norm._replace(mod=None)
    short, long = one.name, other.name
    if len(long) < len(short):
        short, long = long, short
    return short == long or (len(short) >= 4 and long.endswith(short))


def _apart(one: Event, other: Event) -> bool:
    """Whether their own dates do not meet."""
    ours, theirs = _days(one), _days(other)
    return ours is not None and theirs is not None and (ours[0] > theirs[1] or theirs[0] > ours[1])


def _days(event: Event) -> tuple[str, str] | None:
    for arg in _fillers(event, "date"):
        if arg.mention and isinstance(arg.mention.norm, DateNorm):
            norm = arg.mention.norm
            if norm.start and norm.end:
                return norm.start, norm.end
    return None


_FAR = 2000


def beside(text: str, one: Event, other: Event, stops: str) -> bool:
    """Whether nothing of ``stops`` stands between the triggers of two events, the first one first."""
    start, end = one.trigger.end, other.trigger.start
    return end - start < _FAR and not any(text.find(stop, start, end) >= 0 for stop in stops)


def joined(one: Event, more: Iterable[Argument]) -> Event:
    """An event with further arguments, in text order, each role and place once."""
    known = {(a.role, a.start) for a in one.args}
    added = [a for a in more if (a.role, a.start) not in known]
    return one._replace(args=tuple(sorted((*one.args, *added), key=lambda a: (a.start, a.role))))
