"""The JSON Schema of the records, and the one description of their fields that it is made from.

Closed vocabularies come from ``types.py``. ``FIELDS`` gives each kind of record its keys in their order;
the flat columns of CSV and TSV derive from it too.
"""

from __future__ import annotations

from typing import Any, get_args

from dibao import SCHEMA_VERSION
from dibao.register.protocol import LEVELS
from dibao.types import ENTITY_TYPES, ORG_KINDS, PLACE_LEVELS, DateSource, RefSource, Status

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODALITIES = ("asserted", "planned", "negated", "conditional")
DATE_MODS = ("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "START", "MID", "END", "APPROX")
MONEY_MODS = ("APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS")
ERROR_CODES = (
    "not-found",
    "unreadable",
    "binary",
    "encoding",
    "too-large",
    "lexicon",
    "internal",
    "timeout",
    "unwritable",
)


def _text(about: str) -> Schema:
    return {"type": "string", "description": about}


def _or_null(field: Schema) -> Schema:
    if "enum" in field:
        return field | {"enum": [*field["enum"], None]}
    return field | {"type": [field["type"], "null"]}


def _one_of(values: tuple[str, ...], about: str) -> Schema:
    return {"enum": list(values), "description": about}


def _list(items: Schema, about: str) -> Schema:
    return {"type": "array", "items": items, "description": about}


def _object(fields: dict[str, Schema], required: tuple[str, ...] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields if required is None else required),
    }


_BOOL: Schema = {"type": "boolean"}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DECIMAL = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "an exact decimal"}


def is_decimal(field: Schema) -> bool:
    """Does a field hold an exact decimal as a string?"""
    return field.get("pattern") == _DECIMAL["pattern"]


_OFFSET: Schema = {
    "type": "integer",
    "minimum": 0,
    "description": "code points into the text as read; of a web page into its text without tags",
}
_SPAN = {"start": _OFFSET, "end": _OFFSET | {"description": "end of the span, exclusive"}}
_NUMBER: Schema = {"type": "integer", "minimum": 0, "description": "number of the article in the document"}
_SOURCE = _one_of(get_args(RefSource), "where it came from")
_STATUS = _one_of(get_args(Status), "how the post is held")
_RULE = _text("the rule that made it")

_ENTITY: dict[str, Schema] = {
    **_SPAN,
    "text": _text("the mention as it stands in the document, line breaks included"),
    "name": _text("the mention unwrapped; of an organization its full name"),
    "rule": _RULE,
    "lexicon": _list({"type": "string"}, "the lexicon lines that it rests on, file:line"),
}

_POST = _object(
    {
        "org": _or_null(_text("full name of the organization")),
        "org_implied": _BOOL | {"description": "the title alone implies the organization"},
        "title": _text("the title"),
        "status": _STATUS,
        "evidence": {
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2,
            "description": "offsets of the title mention that states the post",
        },
    }
)

_DATE: dict[str, Schema] = {
    "value": _text("TIMEX3 value"),
    "date_start": _or_null(_DAY | {"description": "first day that the value covers"}),
    "date_end": _or_null(_DAY | {"description": "last day that the value covers"}),
    "mod": _or_null(_one_of(DATE_MODS, "TIMEX3 modifier")),
    "ref": _or_null(_DAY | {"description": "the reference date used"}),
    "ref_source": _SOURCE,
}
_MONEY: dict[str, Schema] = {
    "amount": _or_null(_DECIMAL | {"description": "units of the currency"}),
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217"},
    "min": _or_null(_DECIMAL | {"description": "lower bound"}),
    "max": _or_null(_DECIMAL | {"description": "upper bound"}),
    "mod": _or_null(_one_of(MONEY_MODS, "how the amount is bounded")),
    "cny": _or_null(_DECIMAL | {"description": "the amount again, only where the currency is CNY"}),
}
_OPTIONAL = frozenset({"cny"})
_SUM = tuple(key for key in ("text", *_MONEY) if key not in _OPTIONAL)

_BY_TYPE: dict[str, dict[str, Schema]] = {
    "person": {
        "official": _BOOL | {"description": "holds a post in a public organ, institution or company"},
        "posts": _list(_POST, "all posts that the article gives the person"),
    },
    "title": {"status": _STATUS, "org": _or_null(_text("full name of the organization"))},
    "org": {
        "org_kind": _one_of(ORG_KINDS, "what the organization is"),
        "place": _or_null(_text("full name of the division that it belongs to")),
    },
    "place": {
        "level": _one_of(PLACE_LEVELS, "level of the division"),
        "within": _list({"type": "string"}, "the places that hold it, outermost first"),
        "code": _or_null(_text("GB/T 2260")),
    },
    "date": _DATE,
    "money": _MONEY,
}

_PART: dict[str, Schema] = {
    "role": _text("role in the event"),
    "text": _text("the argument as it stands"),
    "name": _text("the argument unwrapped; of an organization its full name"),
    "title": _list({"type": "string"}, "titles, of a person"),
    "count": _or_null({"type": "integer", "minimum": 0, "description": "how many, of casualties"}),
    **_DATE,
    **_MONEY,
    "mod": _or_null(_one_of((*DATE_MODS, *(m for m in MONEY_MODS if m not in DATE_MODS)), "bounds")),
}
_ARGUMENT = _object(_SPAN | _PART, ("role", "start", "end", "text", "name"))

_HAPPENED: dict[str, Schema] = {
    "date_start": _or_null(_DAY | {"description": "first day of the event"}),
    "date_end": _or_null(_DAY | {"description": "last day of the event"}),
    "date_source": _one_of(
        get_args(DateSource), "what dates the event: its own clause, the head of its sentence, its article"
    ),
}

_EVENT: dict[str, Schema] = {
    "type": {},
    "subtype": _or_null(_text("kind within the type")),
    "modality": _one_of(MODALITIES, "whether the text says that it happened"),
    "trigger": _object({**_SPAN, "text": _text("the word that tells the event")}),
    "args": _list(_ARGUMENT, "who and what took part"),
    **_HAPPENED,
    "same_as": _or_null(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2,
            "description": "offsets of the trigger of an earlier event that this one tells again",
        }
    ),
    "source": _list({"type": "string"}, "who says so, where it stands in what somebody says; else empty"),
    "rule": _RULE,
}

_ARTICLE: dict[str, Schema] = {
    **_SPAN,
    "headline": _or_null(_text("headline")),
    "byline": _or_null(_text("byline")),
    "dateline": _or_null(_text("dateline")),
    "date": _or_null(_DAY | {"description": "reference date"}),
    "date_source": _SOURCE,
    "place": _or_null(_text("full name of the division that the article speaks from")),
    "place_source": _SOURCE,
    "continued_from": _or_null(_text("where the article began (上接…)")),
    "continues_on": _or_null(_text("where the article goes on (下转…)")),
}

_SEEN: dict[str, Schema] = {
    "first": _or_null(_DAY | {"description": "day of the first article that says it"}),
    "last": _or_null(_DAY | {"description": "day of the last article that says it"}),
}
_COUNT: Schema = {"type": "integer", "minimum": 1}
_WHERE = {"doc": _text("path as given"), "article": _NUMBER}
_LINE = _COUNT | {"description": "line of the document, from 1"}
_TELLING = _object(_WHERE | _SPAN)
_QUOTATION = _object(_WHERE | {"line": _LINE} | _SPAN | {"text": _text("what stands there")})
_DATED_POST = _object(
    {
        "org": _or_null(_text("full name of the organization")),
        "org_kind": _one_of(ORG_KINDS, "what the organization is"),
        "org_implied": _BOOL | {"description": "the title alone implies the organization"},
        "title": _text("the title"),
        "status": _STATUS,
        **_SEEN,
        "articles": _COUNT | {"description": "articles that state the post"},
        "evidence": _QUOTATION,
    }
)
_NAMES: Schema = {"type": "string"}
_HAPPENING: dict[str, Schema] = {
    **{key: _EVENT[key] for key in ("type", "subtype", "modality")},
    **_HAPPENED,
    "source": _EVENT["source"],
    "who": _list(_NAMES, "names of the people and organizations that take part"),
    "what": _list(_NAMES, "what it is about; the trigger's word where the text says no more"),
    "where": _list(_NAMES, "names of places, and of organizations at which it happens"),
    "amounts": _list(
        _object({"text": _text("the amount as it stands"), **_MONEY}, _SUM), "its sums, each once"
    ),
    "args": _list(_object(_PART, ("role", "text", "name")), "what all its tellings say of it, by role"),
    "mentions": _COUNT | {"description": "how often it is told"},
    "documents": _COUNT | {"description": "documents that tell it"},
    "tellings": _list(_TELLING, "the triggers that tell it"),
    "evidence": _QUOTATION,
}
_OFFICIAL: dict[str, Schema] = {
    "name": _text("the person's name"),
    "level": _one_of(LEVELS, "level of the highest post"),
    "place": _or_null(_text("full name of the division of the highest post")),
    "posts": _list(_DATED_POST, "posts held now, then former ones, in protocol order"),
    **_SEEN,
    "mentions": _COUNT | {"description": "mentions of the person"},
    "documents": _COUNT | {"description": "documents that mention the person"},
}


def _head(kind: str) -> dict[str, Schema]:
    return {
        "schema": {"const": SCHEMA_VERSION, "description": "version of this format"},
        "kind": {"const": kind},
        "doc": _text('path as given, "-" for standard input'),
    }


def _gathered(kind: str) -> dict[str, Schema]:
    """The head of what is gathered from many documents."""
    return {key: field for key, field in _head(kind).items() if key != "doc"}


def _in_article(kind: str) -> dict[str, Schema]:
    return _head(kind) | {"article": _NUMBER}


def fields() -> dict[str, dict[str, Schema]]:
    """The keys of each kind of record in their order, with the schema of each.

    Kinds are the entity types, then ``event``, ``article``, ``official``, ``happening``, ``error``.
    """
    kinds: dict[str, dict[str, Schema]] = {
        name: _in_article("entity") | {"type": {"const": name}} | _ENTITY | _BY_TYPE[name]
        for name in ENTITY_TYPES
    }
    from dibao.events import FRAMES

    types = tuple(dict.fromkeys(frame.type for frame in FRAMES))
    type_ = {"type": _one_of(types, "type of event")}
    kinds["event"] = _in_article("event") | _EVENT | type_
    kinds["article"] = _in_article("article") | _ARTICLE
    kinds["official"] = _gathered("official") | _OFFICIAL
    kinds["happening"] = _gathered("happening") | _HAPPENING | type_
    kinds["error"] = _head("error") | {
        "error": _one_of(ERROR_CODES, "stable code"),
        "message": _text("what is wrong and what to do"),
    }
    return kinds


def schema() -> Schema:
    """JSON Schema (draft 2020-12) of one record. Keys are only added in a version: others may follow."""
    kinds = fields()
    return {
        "$schema": DIALECT,
        "title": "dibao record",
        "description": "One line of what dibao extract, dibao officials and dibao events write as JSONL.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "$defs": {
            name: _object(keys, tuple(k for k in keys if k not in _OPTIONAL)) for name, keys in kinds.items()
        },
    }
