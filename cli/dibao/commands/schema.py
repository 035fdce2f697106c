"""``dibao schema``: the JSON Schema of the records."""

from __future__ import annotations

import sys

from dibao.commands.options import Debug


def schema_command(debug: Debug = False) -> int:
    """Print the JSON Schema (draft 2020-12) of the records.

    \b
      dibao schema > dibao.schema.json
    """
    import orjson

    from dibao.schema import schema

    sys.stdout.buffer.write(orjson.dumps(schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
    return 0
