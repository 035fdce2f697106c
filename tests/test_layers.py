"""Imports point down only: a module knows what is below it, never what is above."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

import dibao

ROOT = Path(dibao.__file__).parent

# From the bottom up; modules of one line may import one another.
LAYERS = [
    "named garbage",
    "types marked rules terminal",
    "tables.matcher tables.affixes tables.packed tables.forms",
    "tables.lexicon tables.cache tables.patterns tables.kept",
    "tables.divisions tables.towns",
    "tables.gazetteer version",
    "language.vocabulary",
    "language.words language.numerals language.spelling language.almanac language.script",
    "reading.content reading.unwrap reading.layout reading.lines reading.markup",
    "reading.text",
    "reading.articles reading.dating reading.locating",
    "reading.reference",
    "reading.document",
    "names scene",
    "entities overlaps",
    "posts.resumes posts.rosters posts.implied",
    "posts.holding",
    "posts.carrying",
    "posts.link",
    "frames.tokens frames.holes frames.openings",
    "frames.pattern frames.echoes",
    "frames.modality frames.subjects",
    "frames.casting frames.ways",
    "frames.surroundings",
    "frames.charges frames.notices frames.papers frames.proceedings frames.speakers frames.sums",
    "events",
    "records offsets",
    "pipeline",
    "register.protocol register.namesakes register.quotation",
    "register.officials register.timeline batch schema explain",
    "write",
    "lexicon_check",
    "commands",
    "app",
    "__main__",
]
GROUPS = {module.split(".")[0] for line in LAYERS for module in line.split() if "." in module}
"""The packages whose modules have layers of their own."""
RANK = {module: rank for rank, line in enumerate(LAYERS) for module in line.split()}
PUBLIC = {"__version__", "SCHEMA_VERSION"}


def module_of(path: Path) -> str:
    """A module by its name, or the package that it is part of, whichever has a layer."""
    return layered(path.relative_to(ROOT).with_suffix("").parts)


def layered(parts: Sequence[str]) -> str:
    dotted = ".".join(parts[:2])
    return dotted if dotted in RANK else parts[0]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "dibao":
            found |= {alias.name for alias in node.names} - PUBLIC
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dibao."):
            parts = str(node.module).split(".")[1:]
            found |= {layered([*parts, alias.name]) for alias in node.names}
    return found


TITLES = [ROOT / group / "__init__.py" for group in sorted(GROUPS)]
FILES = [path for path in sorted(ROOT.rglob("*.py")) if path not in (ROOT / "__init__.py", *TITLES)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = module_of(path)
    assert own in RANK, f"give {own} a layer"
    up = sorted(m for m in imported(path) if m != own and RANK.get(m, len(LAYERS)) > RANK[own])
    assert up == []


@pytest.mark.parametrize("path", TITLES, ids=lambda path: path.parent.name)
def test_a_group_says_what_it_is_and_runs_nothing(path: Path) -> None:
    (only,) = ast.parse(path.read_text("utf-8")).body
    assert isinstance(only, ast.Expr) and isinstance(only.value, ast.Constant)


def test_every_layer_names_modules_that_are_there() -> None:
    there = {module_of(path) for path in FILES}
    assert set(RANK) == there


def test_nothing_heavy_is_imported_with_the_package() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    at_import = {n.module for n in tree.body if isinstance(n, ast.ImportFrom)} - {"__future__", "typing"}
    assert imported(ROOT / "__init__.py") >= {"reading.document", "pipeline"}
    assert at_import == set()
