"""One YAML file as plain data that knows the line and column of every key.

The data is built by `yaml_data`, from the events of PyYAML's C parser. Its nodes, which know where everything stands,
take longer and are made only where a place is asked for: where something is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stub exports only the loaders made with it

from indicators.collection import yaml_data
from indicators.collection.yaml_strictness import RefusedError, StrictText
from indicators.disk import reasons, regular
from indicators.model.problems import Problem
from indicators.words.texts import Said, msgid, said

Keys = tuple[str | int, ...]  # the keys, and positions in lists, that lead to a place in a file

LARGEST = 1_000_000  # bytes; a year's file has some 30,000
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
_NOTHING: dict[object, object] = {}


class _Composer(CParser):
    """The C parser's composer, giving every plain node the same tag: finding tags takes most of its time, and what type
    a value has is decided in `_scalar`."""

    def resolve(self, _kind: type, _value: object, _implicit: object) -> str:
        """The tag of a node that carries none."""
        return _UNTAGGED

    # The composer calls these as it enters and leaves a node, for resolvers that ask where they are; ours does not.
    # Built-ins that do nothing with these arguments cost a third of a method.
    descend_resolver = staticmethod(_NOTHING.get)
    ascend_resolver = staticmethod(_NOTHING.clear)


@dataclass(frozen=True)
class YamlFile:
    """One file: its data (dicts, lists, text, numbers, truth values) and the text that was parsed; or None for both and
    the problem that kept it from being read."""

    path: str
    data: object
    problems: tuple[Problem, ...]
    text: str | None = field(repr=False)
    _found: dict[int, dict[object, tuple[yaml.Node, yaml.Node]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def root(self) -> yaml.Node | None:
        """The top node, which knows where everything stands; None where there is no data."""
        return None if self.text is None else _Composer(self.text).get_single_node()

    def _keys(self, node: yaml.MappingNode) -> dict[object, tuple[yaml.Node, yaml.Node]]:
        """The keys of a node with their values, looked through once: a file may have thousands of problems."""
        if id(node) not in self._found:
            self._found[id(node)] = {key.value: (key, value) for key, value in reversed(node.value)}
        return self._found[id(node)]

    def where(self, keys: Keys) -> tuple[int, int]:
        """Line and column (from 1) of the key that the keys lead to, or of the nearest one that is there."""
        node, mark = self.root, self.root.start_mark if self.root else None
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                found = self._keys(node).get(str(key))
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


def last_line(node: yaml.Node) -> int:
    """The line (from 0) on which the last value of a node ends: what follows are blank lines and comments."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    if node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line:
        return node.end_mark.line - 1  # a block of text ends at the start of the next line
    return node.end_mark.line


def parse(text: str | bytes, path: str) -> YamlFile:
    """Read YAML text; `path` is how problems name the file. Never raises on bad input: what is wrong is a problem."""
    try:
        checked = StrictText(_decoded(text))
        return YamlFile(path, _data(checked), (), checked.text)
    except RecursionError:
        problem = Problem("too-deep", said("the file is nested too deeply")).at(path, 1, 1, "")
    except RefusedError as refused:
        problem = refused.problem.at(path, refused.line, refused.column, "")
    return YamlFile(path, None, (problem,), None)


def _decoded(text: str | bytes) -> str:
    """The text of a file. Raises `RefusedError`."""
    if len(text) > LARGEST:
        raise RefusedError(Problem("too-large", said("the file is larger than {n} bytes", n=LARGEST)))
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise RefusedError(Problem("not-utf8", said("the file is not UTF-8 text")), line) from error


def _data(text: StrictText) -> object:
    """The data of a text. Raises `RefusedError`, and `RecursionError` where it nests too deeply."""
    try:
        return yaml_data.read(text)
    except yaml.MarkedYAMLError as error:
        reason = _REASONS.get(error.problem or "", msgid("it can't be read from here on"))
        problem = Problem("not-yaml", said("this is not YAML: {why}", why=said(reason)))
        raise RefusedError(problem, *_place(error, text.text)) from error


def _place(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int]:
    """Where the parser stopped. At the end of the file: where what is not closed begins, else the last character."""
    written = text.rstrip()
    for mark in (error.problem_mark, error.context_mark):
        if mark is not None and mark.index < len(written):
            return mark.line + 1, mark.column + 1
    return written.count("\n") + 1, max(1, len(written) - written.rfind("\n") - 1)


class Digest(Protocol):
    """A hash object of `hashlib`."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""


def read(file: Path, path: str, digest: Digest | None = None) -> YamlFile:
    """Read a YAML file from disk; `path` is how problems name it. One that can't be opened is a problem like any other.

    `digest` is updated with the file's bytes.
    """
    try:
        content = regular.given(file, LARGEST)
    except OSError as error:
        return unread(path, error)
    if digest is not None:
        digest.update(content)
    return parse(content, path)


def unread(path: str, error: OSError) -> YamlFile:
    """A file that can't be read, with its problem; `path` is how that names the file."""
    what = said("the file can't be read: {why}", why=reasons.why(error))
    if isinstance(error, FileNotFoundError):
        what = said("the file is not there")
    return YamlFile(path, None, (Problem("unreadable", what, cure(error)).at(path, 1, 1, ""),), None)


def cure(error: OSError) -> Said | None:
    """What to do about what can't be read, where more is known than to look after it."""
    if isinstance(error, regular.NotRegularError):
        return said("put the file or folder itself there, or take it away")
    return None
