"""Fixtures: a page with results written by hand, and the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from pages import Page, small_page

# Machines differ in speed, and the first example of a test reads the tables.
settings.register_profile("dibao", deadline=None)
settings.load_profile("dibao")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def page() -> Page:
    return small_page()


@pytest.fixture
def dibao(tmp_path: Path) -> Run:
    """Run ``dibao ARGS`` in an empty folder; ``input`` bytes on standard input, ``env`` laid over ours."""

    def run(
        *args: str, input: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM")}
        return subprocess.run(
            [sys.executable, "-m", "dibao", *args],
            input=input,
            capture_output=True,
            cwd=tmp_path,
            env=clean | (env or {}),
            check=False,
        )

    return run
