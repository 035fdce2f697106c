"""``dibao rules``: every rule with its examples and rejects."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from dibao import terminal
from dibao.commands.options import Colour, Debug, one_of
from dibao.types import ENTITY_TYPES

if TYPE_CHECKING:
    from dibao.frames.pattern import Frame
    from dibao.rules import Rule


def rules_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME…]", help="Only these rules, or types of rules.", show_default=False),
    ] = None,
    color: Colour = "auto",
    debug: Debug = False,
) -> int:
    """List the rules of entities and events, with examples of what each must and must not find.

    \b
      dibao rules
      dibao rules money
      dibao rules title.fused meeting
    """
    known = list(rules())
    types = dict.fromkeys(rule.type for rule in known)
    choices = [*types, *(rule.name for rule in known)]
    wanted = set(map(one_of(choices), names or types))
    colour = terminal.coloured(color, sys.stdout)
    chosen = [rule for rule in known if rule.name in wanted or rule.type in wanted]
    sys.stdout.buffer.write("\n".join(_described(rule, colour) for rule in chosen).encode())
    sys.stdout.buffer.flush()
    return 0


def rules() -> Iterator[Rule | Frame]:
    """The rules of every entity type, in the order of the types, then the frames of the events."""
    from dibao.events import FRAMES

    for name in ENTITY_TYPES:
        yield from import_module(f"dibao.entities.{name}").RULES
    yield from FRAMES


def _described(rule: Rule | Frame, colour: bool) -> str:
    style = rule.type if rule.type in ENTITY_TYPES else "strong"
    lines = [f"{terminal.paint(rule.name, style, colour)}  {rule.about}"]
    lines += [f"  + {example}" for example in rule.examples]
    lines += [f"  - {reject}" for reject in rule.rejects]
    return "".join(f"{line}\n" for line in lines)
