"""How much memory a process takes, where the system tells."""

from __future__ import annotations

import os
from pathlib import Path


def resident(pid: int | None) -> int:
    """Bytes of memory that a process has; 0 where nobody says."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
