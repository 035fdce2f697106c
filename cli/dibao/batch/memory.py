"""How much memory a process takes, where the system tells."""

from __future__ import annotations

import os
from pathlib import Path


def held(pid: int | None) -> int:
    """Bytes of memory that a process has, that of program files left out; 0 where nobody says."""
    try:
        _, resident, of_files, *_ = Path(f"/proc/{pid}/statm").read_bytes().split()
        return (int(resident) - int(of_files)) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
