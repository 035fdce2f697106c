from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from dibao.batch import Failure
from dibao.schema import DIALECT, fields, schema
from dibao.types import ENTITY_TYPES
from pages import Page


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == DIALECT


def test_records_keep_to_it(page: Page, validator: jsonschema.Draft202012Validator) -> None:
    seen = set()
    for record in page.records(articles=True):
        validator.validate(record)
        seen.add(record.get("type", record["kind"]) if record["kind"] == "entity" else record["kind"])
    assert seen == {*ENTITY_TYPES, "event", "article"}


def test_records_have_its_keys_in_its_order(page: Page) -> None:
    for record in page.records(articles=True):
        kind = record["type"] if record["kind"] == "entity" else record["kind"]
        assert list(record) == [key for key in fields()[kind] if key != "cny" or "cny" in record]


def test_error_records_keep_to_it(validator: jsonschema.Draft202012Validator) -> None:
    record = Failure("a.txt", "binary", "not text").record()
    validator.validate(record)
    assert list(record) == list(fields()["error"])


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("money", {"amount": 600.5}),
        ("money", {"amount": "6e9"}),
        ("money", {"mod": "ABOUT"}),
        ("date", {"date_start": "2020-2-1"}),
        ("org", {"org_kind": "bank"}),
        ("place", {"within": "湖西省"}),
        ("title", {"status": "retired"}),
        ("person", {"type": "people"}),
        ("person", {"start": -1}),
        ("person", {"schema": "2"}),
        ("inspection", {"type": "inspect"}),
        ("inspection", {"modality": "likely"}),
    ],
)
def test_wrong_records_break_it(
    page: Page, validator: jsonschema.Draft202012Validator, kind: str, change: dict[str, Any]
) -> None:
    record = next(r for r in page.records() if r.get("type") == kind)
    assert validator.is_valid(record)
    assert not validator.is_valid(record | change)


def test_a_missing_key_breaks_it(page: Page, validator: jsonschema.Draft202012Validator) -> None:
    for record in page.records(articles=True):
        for key in record:
            if key != "cny":
                assert not validator.is_valid({k: v for k, v in record.items() if k != key}), key


def test_later_keys_do_not_break_it(page: Page, validator: jsonschema.Draft202012Validator) -> None:
    assert all(validator.is_valid(record | {"later": 1}) for record in page.records())
