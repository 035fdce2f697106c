"""The rules by which money is found, each with what it must find and what it must not."""

from __future__ import annotations

from dibao.rules import Rule

RULES: tuple[Rule, ...] = ()
