"""The Chinese catalogue: a translation for every message of the code, none that nothing says, and the same places in
both.

A message is any string the code hands to `translate`, `said`, `Said` or `reader.say`, or keeps in one of the tables
below to hand over later.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from indicators.words.texts import CATALOGUE

PACKAGE = Path(__file__).resolve().parent.parent / "indicators"
SPEAKERS = {"said": 0, "Said": 0, "say": 0, "translate": 1}  # which argument is the message
TABLES = {
    "VERDICT_NAMES",
    "MEANINGS",
    "_GROUPS",
    "KIND_NAMES",
    "_SHORT",
    "SHORT_KINDS",
    "FACT_NAMES",
    "DRIFT_WORDS",
    "FILTER_NAMES",
    "WHAT_NAMES",
    "CURES",
    "_REASONS",
    "FORM_NAMES",
    "SHOWN_NAMES",
    "TASK_NAMES",
    "HELD_NAMES",
    "MEASURE_NAMES",
    "BETTER_NAMES",
}  # messages by name
PLACE = re.compile(r"\{(\w*)\}")


def _strings(node: ast.AST | None) -> Iterator[str]:
    """The strings an expression may be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for part in node.elts:
            yield from _strings(part)
    elif isinstance(node, ast.Dict):
        for part in node.values:
            yield from _strings(part)


def _bound(tree: ast.AST) -> dict[str, list[ast.AST]]:
    """What each name of a module is bound to: by assignment, or by a loop over literal tuples."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            pairs = [(node.target, node.value)]
        elif isinstance(node, (ast.For, ast.comprehension)):
            literal = node.iter.elts if isinstance(node.iter, (ast.Tuple, ast.List)) else []
            pairs = [(node.target, each) for each in literal]
            if isinstance(node.iter, ast.Name):
                pairs += [
                    (node.target, each)
                    for value in found.get(node.iter.id, [])
                    if isinstance(value, (ast.Tuple, ast.List))
                    for each in value.elts
                ]
            if (
                isinstance(node.iter, ast.Call)
                and isinstance(node.iter.func, ast.Attribute)
                and node.iter.func.attr == "items"
            ):
                owner = node.iter.func.value
                dicts = [
                    d
                    for d in (found.get(owner.id, []) if isinstance(owner, ast.Name) else [])
                    if isinstance(d, ast.Dict)
                ]
                pairs += [
                    (node.target, ast.Tuple([k, v]))
                    for d in dicts
                    for k, v in zip(d.keys, d.values, strict=True)
                    if k is not None
                ]
        else:
            continue
        for target, value in pairs:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(value)
            elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
                for name, part in zip(target.elts, value.elts, strict=True):
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, []).append(part)
    return found


def _handed_over(node: ast.AST, bound: dict[str, list[ast.AST]]) -> Iterator[str]:
    """The messages an argument may be: literal, a name bound to some, or a look-up in a table of them."""
    if isinstance(node, ast.IfExp):
        yield from _handed_over(node.body, bound)
        yield from _handed_over(node.orelse, bound)
    elif isinstance(node, ast.Name):
        for value in bound.get(node.id, []):
            yield from _strings(value)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for value in bound.get(node.value.id, []):
            yield from _strings(value)
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.func.value, ast.Name)
    ):
        for value in bound.get(node.func.value.id, []):
            yield from _strings(value)
    else:
        yield from _strings(node)


def _in_words(message: str) -> bool:
    """Whether a message is more than signs around a number (`≥{n}`), which are the same in both languages."""
    return bool(re.search(r"[A-Za-z]", PLACE.sub("", message))) or len(PLACE.findall(message)) > 1


def _messages() -> dict[str, str]:
    """Every message of the code, with the file that says it."""
    found: dict[str, str] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        bound = _bound(tree)
        for name in TABLES & set(bound):
            for value in bound[name]:
                found.update(dict.fromkeys(_strings(value), file.name))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            position = SPEAKERS.get(called)
            if position is not None and len(node.args) > position:
                found.update(dict.fromkeys(_handed_over(node.args[position], bound), file.name))
            for keyword in node.keywords:
                if keyword.arg == "unknown":  # what `state.select` says of an unknown choice
                    found.update(dict.fromkeys(_strings(keyword.value), file.name))
    return {
        message: file for message, file in found.items() if message not in ("zh", "en") and _in_words(message)
    }  # bare signs need no Chinese


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    with CATALOGUE.open("rb") as po:
        catalogue = read_po(po, locale="zh_CN", abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def test_every_message_of_the_code_has_a_chinese_text(chinese: dict[str, str]) -> None:
    assert {m: file for m, file in _messages().items() if not chinese.get(m)} == {}


def test_every_chinese_text_belongs_to_a_message_of_the_code(chinese: dict[str, str]) -> None:
    assert sorted(set(chinese) - set(_messages())) == []


def test_the_places_to_fill_are_the_same_in_both_languages(chinese: dict[str, str]) -> None:
    differing = {m: t for m, t in chinese.items() if sorted(set(PLACE.findall(m))) != sorted(set(PLACE.findall(t)))}
    assert differing == {}


def test_no_message_is_marked_fuzzy_obsolete_or_given_twice() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert "#~" not in text
    given = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted({m for m in given if given.count(m) > 1}) == []


def test_chinese_texts_use_chinese_punctuation(chinese: dict[str, str]) -> None:
    between = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")
    assert {m: t for m, t in chinese.items() if between.search(re.sub(r"`[^`]*`", "", t))} == {}
