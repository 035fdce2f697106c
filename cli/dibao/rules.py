"""How an entity rule is written down: its name, what it says, examples it must find, rejects it must not.

The code that applies a rule is a plain function of the entity's module; the rule is its contract. Examples
are marked text (see ``marked.py``), which the tests run through ``dibao.extract``.
"""

from __future__ import annotations

from dibao.named import NamedTuple
from dibao.types import EntityType


class Rule(NamedTuple):
    """One way in which mentions of ``type`` are found. ``name`` stands in each record's ``rule`` field.

    ``examples`` are marked texts in which exactly the marked mentions of ``type`` must come out, at least
    one of them by this rule; ``rejects`` are plain texts in which no mention of ``type`` may come out.
    """

    name: str
    type: EntityType
    about: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()
