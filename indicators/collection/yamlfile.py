"""One YAML file as plain data that knows the line and column of every key.

PyYAML's C parser composes the nodes; the data is built here, by the core rules of YAML 1.2, so that `no`,
`12:30` and `010` stay what a curator typed and 5.0 keeps its decimal. Duplicate keys, tags, anchors and oversized
files are refused: a curated file has no need of them and each can hide a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import yaml
from yaml.cyaml import CParser

from indicators.model.problems import Problem
from indicators.words.texts import msgid, said

Keys = tuple[str | int, ...]  # the keys, and positions in lists, that lead to a place in a file

DEEPEST = 50  # levels; a year's file has 5
LARGEST = 1_000_000  # bytes; a year's file has some 30,000
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS = {
    "~": "",
    "null": "",
    "Null": "",
    "NULL": "",  # nothing is a value: what is absent is left out
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# What libyaml says, in words for who never heard of tokens and nodes.
_REASONS = {
    "did not find expected ',' or '}'": msgid(
        "curly brackets are not closed, or a comma or quotation marks are missing"
    ),
    "did not find expected ',' or ']'": msgid(
        "square brackets are not closed, or a comma or quotation marks are missing"
    ),
    "did not find expected key": msgid(
        "this line does not fit the lines above it: its indentation, or quotation marks that end too early"
    ),
    "did not find expected '-' indicator": msgid("this line does not fit the list above it"),
    "block sequence entries are not allowed in this context": msgid("a list can't begin here"),
    "mapping values are not allowed in this context": msgid("a colon stands here where no key can"),
    "could not find expected ':'": msgid("the line above is a key without its colon"),
    "found character that cannot start any token": msgid("a text can't begin with this character (a tab, %, @ or `)"),
    "found unexpected end of stream": msgid("quotation marks are not closed"),
    "found unknown escape character": msgid("a backslash stands in double quotation marks"),
    "found undefined alias": msgid("a text that begins with * needs quotation marks"),
    "did not find expected comment or line break": msgid("a text that begins with > or | needs quotation marks"),
    "did not find expected node content": msgid("something is missing before this place"),
    "but found another document": msgid("a line --- begins a second document"),
}
_UNTAGGED = "untagged"
_NUMERIC = frozenset("0123456789+-.")
_OPENING = ("[", "{", "- ", "? ")
_TOO_DEEP = Problem("too-deep", said("the file is nested too deeply"))


class _Composer(CParser):
    """The C parser's composer without tag resolution, which takes most of its time; `_scalar` does it below."""

    def resolve(self, _kind: type, _value: object, _implicit: object) -> str:
        """The tag of a node that carries none."""
        return _UNTAGGED

    # The composer calls these on the way down and up; nothing depends on the place. Built-ins that do nothing
    # with these arguments cost a third of a method.
    descend_resolver = staticmethod({}.get)
    ascend_resolver = staticmethod({}.clear)


class _Guarded(_Composer):
    """The composer for a file with thousands of brackets: its C code would nest until the stack overflows."""

    depth = 0

    def descend_resolver(self, *_: object) -> None:
        """On the way down."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise RecursionError

    def ascend_resolver(self) -> None:
        """On the way up."""
        self.depth -= 1


class _UnwantedError(Exception):
    """A node that a curated file may not hold, and the problem that says so."""

    def __init__(self, problem: Problem, node: yaml.Node) -> None:
        self.problem, self.node = problem, node


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The data of one file (None where it could not be read), its nodes, and what was wrong with it."""

    path: str
    data: object
    problems: tuple[Problem, ...]
    root: yaml.Node | None

    def where(self, keys: Keys) -> tuple[int, int]:
        """Line and column (from 1) of the key that the keys lead to, or of the nearest one that is there."""
        node, mark = self.root, self.root.start_mark if self.root else None
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == str(key)), None)
                if found is None:
                    break
                mark, node = found[0].start_mark, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                mark = node.start_mark
            else:
                break
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def place(self, problem: Problem, keys: Keys = ()) -> Problem:
        """The problem with this file's path and the place the keys lead to."""
        return problem.at(self.path, *self.where(keys), ".".join(str(k) for k in keys))


def _scalar(node: yaml.ScalarNode) -> object:
    value = node.value
    if node.style:  # quoted, or a block of text
        return value
    if value[:1] in _NUMERIC and len(value) < 40:  # no document prints a longer number
        if _INT.match(value):
            return int(value)
        if _FLOAT.match(value) and not (len(value) > 1 and value[0] == "0" and value.isdigit()):
            try:
                return Decimal(value)
            except ArithmeticError:
                return value
        return _WORDS.get(value, value)
    return _WORDS.get(value, value) if len(value) < 6 else value


def _build(node: yaml.Node, seen: set[int] | None) -> object:
    """The data of a node. `seen` holds the nodes met so far, to know an alias by; None where there can be none."""
    if node.tag is not _UNTAGGED:
        what = said("the file uses the YAML tag {tag}", tag=node.tag.replace("tag:yaml.org,2002:", "!!"))
        raise _UnwantedError(Problem("tag", what), node)
    if seen is not None:
        if id(node) in seen:
            what = said("the file refers to an anchor (&, *)")
            raise _UnwantedError(Problem("alias", what), node)
        seen.add(id(node))
    if type(node) is yaml.ScalarNode:
        return _scalar(node)
    if type(node) is yaml.SequenceNode:
        return [_build(item, seen) for item in node.value]
    data: dict[object, object] = {}
    for key_node, value_node in node.value:
        if type(key_node) is not yaml.ScalarNode:
            raise _UnwantedError(Problem("key", said("a key must be a word")), key_node)
        key = key_node.value
        if seen is not None or key_node.tag is not _UNTAGGED:
            _build(key_node, seen)  # refuses an alias or a tag
        if key in data:
            what = said("the key {key} stands here a second time", key=key)
            raise _UnwantedError(Problem("duplicate-key", what), key_node)
        simple = seen is None and value_node.tag is _UNTAGGED and type(value_node) is yaml.ScalarNode
        data[key] = _scalar(value_node) if simple else _build(value_node, seen)  # most values are; a call less each
    return data


def last_line(node: yaml.Node) -> int:
    """The line (from 0) on which the last value of a node ends: what follows are blank lines and comments."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    if node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line:
        return node.end_mark.line - 1  # a block of text ends at the start of the next line
    return node.end_mark.line


def parse(text: str | bytes, path: str) -> YamlFile:
    """Read YAML text; `path` is how problems name the file. Never raises on bad input."""

    def failed(problem: Problem, line: int = 1, column: int = 1) -> YamlFile:
        return YamlFile(path, None, (problem.at(path, line, column, ""),), None)

    if len(text) > LARGEST:
        return failed(Problem("too-large", said("the file is larger than {n} bytes", n=LARGEST)))
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = text.count(b"\n", 0, error.start) + 1
            return failed(Problem("not-utf8", said("the file is not UTF-8 text")), line)
    try:
        composer = _Guarded if sum(map(text.count, _OPENING)) > 2000 else _Composer
        root = composer(text).get_single_node()
    except RecursionError:
        return failed(_TOO_DEEP)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and mark.index >= len(text.rstrip()):
            mark = error.context_mark  # what is not closed: where it begins tells more than the end of the file
        why = said(_REASONS[error.problem]) if error.problem in _REASONS else said("it can't be read from here on")
        return failed(
            Problem("not-yaml", said("this is not YAML: {why}", why=why)),
            mark.line + 1 if mark else 1,
            mark.column + 1 if mark else 1,
        )
    except yaml.YAMLError:
        return failed(
            Problem(
                "not-yaml", said("the file holds characters that are not text"), said("save it as plain text in UTF-8")
            )
        )
    if root is None:
        return failed(Problem("empty", said("the file is empty")))
    try:
        return YamlFile(path, _build(root, set() if "&" in text else None), (), root)
    except RecursionError:
        return failed(_TOO_DEEP)
    except _UnwantedError as refused:
        mark = refused.node.start_mark
        return failed(refused.problem, mark.line + 1, mark.column + 1)


class Digest(Protocol):
    """What `hashlib` gives."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""


def read(file: Path, path: str, digest: Digest | None = None) -> YamlFile:
    """Read a YAML file from disk; a file that can't be opened is a problem like any other. `digest` takes in its
    bytes."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if digest is not None:
            digest.update(content)
        return parse(content, path)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        problem = Problem(
            "unreadable",
            said("the file is not there") if missing else said("the file can't be opened (error {n})", n=error.errno),
        )
        return YamlFile(path, None, (problem.at(path, 1, 1, ""),), None)
