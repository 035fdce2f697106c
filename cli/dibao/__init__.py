"""dibao: officials, posts, organizations, dates, money and events from Chinese official press.

``extract`` reads a text, ``read`` a file; nothing else is public. Heavy modules load on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
SCHEMA_VERSION = "1"
"""Version of the records; stands here because --version must not import them."""
__all__ = ["__version__", "extract", "read"]

if TYPE_CHECKING:
    from dibao.pipeline import extract
    from dibao.reading.document import read


def __getattr__(name: str) -> Any:
    if name == "extract":
        from dibao.pipeline import extract

        return extract
    if name == "read":
        from dibao.reading.document import read

        return read
    raise AttributeError(f"module 'dibao' has no attribute {name!r}")
