"""The Chinese catalogue: a text for every message of the code and the templates, none that nothing says, and the same
places to fill in both languages.

A message is what `translate`, `said`, `Said` or `say` is handed, or what `msgid` marks because it is kept to be handed
over later. Babel collects them, from templates as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from indicators.words.texts import CATALOGUE, LANGUAGES

PACKAGE = Path(__file__).resolve().parent.parent / "indicators"
SPEAKERS = {"said": (1,), "Said": (1,), "say": (1,), "translate": (2,), "msgid": (1,)}  # which argument is the message
PLACE = re.compile(r"\{(\w*)\}")

Found = tuple[int, str, tuple[str | None, ...], list[str]]  # line, speaker, its arguments that are texts, comments


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """The calls of speakers, at any depth; Babel's own reader of Python sees none inside the arguments of another."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SPEAKERS:
                yield node, name


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def python_extract(
    file: IO[bytes],
    keywords: object,  # noqa: ARG001 - Babel hands it over
    comment_tags: object,  # noqa: ARG001 - the same
    options: object,  # noqa: ARG001 - the same
) -> Iterator[Found]:
    """Babel's extraction method for a Python file."""
    for call, name in _calls(ast.parse(file.read())):
        yield call.lineno, name, tuple(map(_text, call.args)), []


METHODS: dict[str, Callable[..., Any]] = {".py": python_extract, ".html": babel_extract}


def _in_words(message: str) -> bool:
    """Whether a message is more than signs around a number (`≥{n}`), which are the same in both languages."""
    return bool(re.search(r"[A-Za-z]", PLACE.sub("", message))) or len(PLACE.findall(message)) > 1


@pytest.fixture(scope="module")
def messages() -> dict[str, str]:
    """Every message, with a place that says it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.*")):
        if path.suffix in METHODS:
            with path.open("rb") as file:
                for line, message, _, _ in extract(METHODS[path.suffix], file, SPEAKERS):
                    found[str(message)] = f"{path.relative_to(PACKAGE.parent)}:{line}"
    # A Sayable's `say` is handed a language, the reader's a message.
    return {message: place for message, place in found.items() if _in_words(message) and message not in LANGUAGES}


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    with CATALOGUE.open("rb") as po:
        catalogue = read_po(po, locale="zh_CN", abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def test_every_message_has_a_chinese_text(messages: dict[str, str], chinese: dict[str, str]) -> None:
    missing = [f"{place}: no Chinese: {message}" for message, place in messages.items() if not chinese.get(message)]
    assert not missing, "\n".join(missing)


def test_every_chinese_text_belongs_to_a_message(messages: dict[str, str], chinese: dict[str, str]) -> None:
    unused = [f"{CATALOGUE.name}: nothing says: {message}" for message in sorted(set(chinese) - set(messages))]
    assert not unused, "\n".join(unused)


def test_a_choice_between_messages_marks_both() -> None:
    unmarked = [
        f"{path.relative_to(PACKAGE.parent)}:{part.lineno}: not marked with msgid: {part.value}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for call, name in _calls(ast.parse(path.read_text(encoding="utf-8")))
        for chosen in call.args[SPEAKERS[name][0] - 1 : SPEAKERS[name][0]]
        if isinstance(chosen, ast.IfExp)
        for part in (chosen.body, chosen.orelse)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _in_words(part.value)
    ]
    assert not unmarked, "\n".join(unmarked)


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
