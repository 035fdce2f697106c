from __future__ import annotations

from pathlib import Path

import pytest
from made import archive

import dibao
from dibao.batch import plan


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of a few pages, so that a small archive makes many; loaded lexicons for forked runs."""
    monkeypatch.setattr(plan, "TASK", 4 << 10)
    monkeypatch.setattr(plan, "FIRST", 1 << 10)
    monkeypatch.setattr(plan, "LARGE", 16 << 10)
    dibao.extract("市长方致远出席。")


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an archive, and the working directory around it."""
    monkeypatch.chdir(tmp_path)
    return archive(tmp_path / "in").relative_to(tmp_path)
