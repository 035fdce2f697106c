"""The order of outcomes, whoever makes them: what is under way, and what becomes of a task that kills."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from dibao.batch.journal import Entry, Outcome
from dibao.batch.work import Piece, Task, Unit

AHEAD = 8
"""How many tasks a worker, done or not, may stand between the first that is not done and the last one."""
DEATHS = 2
"""How many workers a document may take with it before it is given up."""
KILLS = "the process that read it died, twice (out of memory?)"


class ClusterError(Exception):
    """A cluster cannot do the work; says what to do."""


class Slot:
    """A task's place in the order; its outcome may come in several parts."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.parts: dict[int, Outcome] = {}
        self.expected = 1

    @property
    def done(self) -> bool:
        """Have all parts come?"""
        return len(self.parts) == self.expected

    def outcome(self) -> Outcome:
        """The parts as one outcome."""
        if self.expected == 1:
            return self.parts[0]
        parts = [self.parts[n] for n in sorted(self.parts)]
        entries = tuple(entry for part in parts for entry in part.entries)
        return Outcome(entries, b"".join(part.data() for part in parts))


class Errand:
    """A task, or one unit of it, on its way to a worker and back."""

    def __init__(self, slot: Slot, part: int, task: Task, deaths: int = 0) -> None:
        self.slot, self.part, self.task, self.deaths = slot, part, task, deaths

    def done(self, outcome: Outcome) -> None:
        """It is back."""
        self.slot.parts[self.part] = outcome

    def again(self) -> list[Errand]:
        """A worker died over it: its documents are tried one by one, one that kills again is given up."""
        if len(self.task.units) > 1:
            return self.parted({})
        if self.deaths + 1 < DEATHS:
            return [Errand(self.slot, self.part, self.task, self.deaths + 1)]
        self.done(failed(self.task.units[0], "internal", KILLS))
        return []

    def without(self, at: int, code: str, message: str) -> list[Errand]:
        """One of its documents is given up: the errands for the other ones."""
        lost = failed(self.task.units[at], code, message)
        if len(self.task.units) > 1:
            return self.parted({at: lost})
        self.done(lost)
        return []

    def parted(self, known: dict[int, Outcome]) -> list[Errand]:
        """An errand for each unit, save those whose outcome is known."""
        units = self.task.units
        self.slot.expected = len(units)
        self.slot.parts |= known
        return [
            Errand(self.slot, n, Task((unit,), keeps=False), self.deaths)
            for n, unit in enumerate(units)
            if n not in known
        ]


class Window:
    """The tasks between the first one that is not done and the last one that is under way."""

    def __init__(self, tasks: Iterator[Task], size: int) -> None:
        self._tasks, self._size = tasks, size
        self._slots = deque[Slot]()
        self._more = True

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """What is done and has nothing undone before it."""
        while self._slots and self._slots[0].done:
            slot = self._slots.popleft()
            yield slot.task, slot.outcome()

    @property
    def open(self) -> bool:
        """Is there room for another task, and perhaps one?"""
        return self._more and len(self._slots) < self._size

    @property
    def empty(self) -> bool:
        """Is everything done?"""
        return not self._more and not self._slots

    def more(self) -> Errand | None:
        """The errand for the next task, if there is one."""
        task = next(self._tasks, None)
        if task is None:
            self._more = False
            return None
        self._slots.append(Slot(task))
        return Errand(self._slots[-1], 0, task)


def failed(unit: Unit, code: str, message: str) -> Outcome:
    """The outcome of a unit that is given up."""
    doc = unit.document.doc if isinstance(unit, Piece) else unit.doc
    last = unit.last if isinstance(unit, Piece) else True
    return Outcome((Entry(doc, 0, 0, error=code, message=message, last=last),), b"")
