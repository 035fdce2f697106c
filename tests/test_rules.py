"""Every rule finds its examples with their normal forms and leaves its rejects alone."""

import pytest

import dibao
from dibao.entities import rules
from dibao.marked import mark_of, parse
from dibao.rules import Rule

CASES = [
    pytest.param(rule, text, id=f"{rule.name}: {text[:24]}") for rule in rules() for text in rule.examples
]
REJECTS = [
    pytest.param(rule, text, id=f"{rule.name}: {text[:24]}") for rule in rules() for text in rule.rejects
]


@pytest.mark.parametrize("rule, marked", CASES)
def test_examples_are_found(rule: Rule, marked: str) -> None:
    plain, marks = parse(marked)
    found = [
        m for m in dibao.extract(plain, ref_date="2020-12-30", place="衡阳市").mentions if m.type == rule.type
    ]
    got = [(m.start, m.end, m.type) for m in found]
    assert got == [(m.start, m.end, m.type) for m in marks]
    assert rule.name in {m.rule for m in found}
    for mark, mention in zip(marks, found, strict=True):
        if mark.norm is not None:
            assert mark_of(mention).norm == mark.norm


@pytest.mark.parametrize("rule, plain", REJECTS)
def test_rejects_are_left_alone(rule: Rule, plain: str) -> None:
    found = dibao.extract(plain, ref_date="2020-12-30", place="衡阳市").mentions
    assert [m.text for m in found if m.type == rule.type] == []


def test_rule_names_are_unique_and_say_their_type() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
    assert all(rule.name.startswith(f"{rule.type}.") for rule in rules())
    assert [rule.name for rule in rules() if not rule.examples or not rule.rejects] == []
