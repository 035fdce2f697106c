"""What stands around each place of an article says for a name there; names with all their evidence."""

from __future__ import annotations

from dibao.entities.person.evidence import Candidate, Floor, alone, aside, sides, speech
from dibao.entities.person.marks import LISTING, Marks
from dibao.language.words import Lattice


class Context:
    """What stands before and behind each place of an article says for a name, in log odds.

    Mostly that is two characters, told by a look into a table; the places where more stands are known by offset.
    """

    __slots__ = (
        "_before",
        "_behind",
        "_left",
        "_marked",
        "_marked_behind",
        "_right",
        "marks",
        "near",
        "text",
    )

    def __init__(self, marks: Marks) -> None:
        self.marks, self.text = marks, marks.text
        self._left, self._right = sides("<"), sides(">")
        self.near = marks.title_ends.keys() | marks.cue_ends.keys()
        """Where a title or a cue ends."""
        apart = {at + 1 for at in marks.title_ends if self.text[at : at + 1] in (" ", ":")}
        self._before = marks.title_ends.keys() | apart
        self._behind = marks.title_starts.keys() | marks.org_starts
        self._marked = self.near | apart
        self._marked_behind = self._behind | marks.cue_starts.keys()

    def before(self, start: int) -> float:
        """What stands before a name says: a title or two characters, and a cue."""
        if start in self._marked:
            return aside("<", *self.marks.left(start))
        found = self.text[start - 2 : start] if start > 1 else self.text[:start] or "\n"
        total = self._left.get(found)
        return self._left.get(found[-1], 0.0) if total is None else total

    def behind(self, end: int) -> float:
        """What stands behind a name says: a title, an organization or two characters, and a cue."""
        if end in self._marked_behind:
            return aside(">", *self.marks.right(end))
        found = self.text[end : end + 2] or "\n"
        total = self._right.get(found)
        return self._right.get(found[0], 0.0) if total is None else total

    def titled(self, start: int) -> bool:
        """Whether a title stands before a name."""
        return start in self._before

    def under(self, floor: Floor, score: float, start: int, end: int) -> bool:
        """Whether a name with a score has too little for what stands around it."""
        if score > floor.plain or end in floor.keen:
            return False
        return score <= floor.listed or not self._listed(start, end)

    def _listed(self, start: int, end: int) -> bool:
        """Whether what stands beside a name in a list stands there."""
        text = self.text
        if start not in self._before and (not start or text[start - 1] in LISTING):
            return True
        return end not in self._behind and (end >= len(text) or text[end] in LISTING)


def candidate(
    read: Lattice,
    start: int,
    end: int,
    delta: float,
    kind: str,
    context: Context,
    floor: Floor,
    beside: float | None = None,
) -> Candidate | None:
    """A name with all its evidence; None where that stays under the floor.

    ``beside`` is what stands around it says, where that is known already.
    """
    marks, written = context.marks, read.text[start:end]
    within = marks.overlap(start, end)
    score = context.before(start) + context.behind(end) if beside is None else beside
    score += alone(kind, end - start, written, delta, within, speech(read, start, end))
    if context.under(floor, score, start, end):
        return None
    return Candidate(start, end, delta, within, kind, written, score)
