"""Imports point down only: a module knows what is below it, never what is above."""

import ast
from pathlib import Path

import pytest

import dibao

ROOT = Path(dibao.__file__).parent

# From the bottom up; modules of one line may import one another.
LAYERS = [
    "named",
    "types matcher marked rules terminal content garbage affixes packed",
    "lexicon cache patterns kept",
    "vocabulary",
    "divisions words numerals almanac script unwrap layout lines",
    "gazetteer text version",
    "articles dating locating markup",
    "reference names scene",
    "document entities",
    "holding overlaps resumes carrying",
    "link tokens holes openings",
    "frames echoes",
    "modality subjects",
    "casting ways",
    "surroundings",
    "notices papers proceedings",
    "events",
    "records offsets",
    "pipeline",
    "protocol namesakes quotation",
    "batch register timeline schema explain",
    "write",
    "lexicon_check",
    "commands",
    "app",
    "__main__",
]
RANK = {module: rank for rank, line in enumerate(LAYERS) for module in line.split()}
PUBLIC = {"__version__", "SCHEMA_VERSION"}


def module_of(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "dibao":
            found |= {alias.name for alias in node.names} - PUBLIC
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dibao."):
            found.add(str(node.module).split(".")[1])
    return found


FILES = [path for path in sorted(ROOT.rglob("*.py")) if path != ROOT / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = module_of(path)
    assert own in RANK, f"give {own} a layer"
    up = sorted(m for m in imported(path) if m != own and RANK.get(m, len(LAYERS)) > RANK[own])
    assert up == []


def test_every_layer_names_modules_that_are_there() -> None:
    there = {module_of(path) for path in FILES}
    assert set(RANK) == there


def test_nothing_heavy_is_imported_with_the_package() -> None:
    names = {
        module_of(path)
        for path in FILES
        if path.parent == ROOT and path.stem in imported(ROOT / "__init__.py")
    }
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    at_import = {n.module for n in tree.body if isinstance(n, ast.ImportFrom)} - {"__future__", "typing"}
    assert names >= {"document", "pipeline"}
    assert at_import == set()
