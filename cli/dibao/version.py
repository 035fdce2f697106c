"""What ``--version`` says: program, lexicons and schema; no lexicon is loaded for it."""

from __future__ import annotations


def version() -> str:
    """Program, lexicons (a digest of all tables) and schema in one line."""
    from dibao import SCHEMA_VERSION, __version__
    from dibao.tables.cache import tables

    return f"dibao {__version__}, lexicons {tables()}, schema {SCHEMA_VERSION}"
