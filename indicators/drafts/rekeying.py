"""An indicator gets another key in every file that names it; no other byte of the files changes.

The entry keeps the old key in `was`, so that links and the files of others find it. `rules.yaml` is a record of its day
and stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from indicators.collection import yamlfile
from indicators.collection.layers import FILE

_COMPARED = ("in_step_with", "faster_than")


@dataclass(frozen=True, slots=True)
class _Edit:
    """What comes in place of `length` characters at a place of a text (line and column from 0)."""

    line: int
    column: int
    length: int
    text: str


def rekeyed(files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The curated files (by path, `curated/taiyuan/2022.yaml`) that change when the indicator `old` is called `new`.

    Files that can't be read as YAML are left as they are.
    """
    changed = {}
    for path, content in files.items():
        root = yamlfile.parse(content, path).root
        if not isinstance(root, yaml.MappingNode):
            continue
        name = path.rsplit("/", 1)[1]
        of = _of_catalogue if name == FILE else _of_city if name == "city.yaml" else _of_year
        edits = list(of(root, old, new))
        if edits:
            changed[path] = _edited(content.decode("utf-8"), edits).encode()
    return changed


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _named(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a key of a mapping."""
    return next((value for name, value in _pairs(node) if name.value == key), None)


def _scalar(node: yaml.Node | None, old: str, new: str) -> Iterator[_Edit]:
    """The edit of a word, where it is the old key; quotation marks around it stay."""
    if isinstance(node, yaml.ScalarNode) and node.value == old:
        mark = node.start_mark
        yield _Edit(mark.line, mark.column + (node.style in ("'", '"')), len(old), new)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _of_catalogue(root: yaml.Node, old: str, new: str) -> Iterator[_Edit]:
    for key, entry in _pairs(root):
        if key.value == old:
            yield from _scalar(key, old, new)
            yield _was(entry, old)
        yield from _scalar(_named(entry, "growth_of"), old, new)
        for item in _items(_named(entry, "kin")):
            yield from _scalar(item, old, new)


def _was(entry: yaml.Node, old: str) -> _Edit:
    """The edit that puts the old key into an entry's `was`."""
    there = _items(_named(entry, "was"))
    if there:
        mark, flow = there[0].start_mark, bool(_named(entry, "was").flow_style)  # type: ignore[union-attr]
        return _Edit(mark.line, mark.column, 0, f"{old}, " if flow else f"{old}\n{' ' * (mark.column - 2)}- ")
    mark = entry.start_mark
    if isinstance(entry, yaml.MappingNode) and entry.flow_style:
        return _Edit(mark.line, mark.column + 1, 0, f"was: [{old}], ")
    return _Edit(mark.line, mark.column, 0, f"was: [{old}]\n{' ' * mark.column}")


def _of_city(root: yaml.Node, old: str, new: str) -> Iterator[_Edit]:
    for key, _ in _pairs(_named(root, "breaks")):
        yield from _scalar(key, old, new)


def _of_year(root: yaml.Node, old: str, new: str) -> Iterator[_Edit]:
    for key, promise in _pairs(_named(root, "promises")):
        yield from _scalar(key, old, new)
        outcome = _named(promise, "outcome")
        outcomes: list[yaml.Node | None] = [*_items(outcome)] or [outcome]
        for figure in (_named(promise, "target"), *outcomes):
            for compared in _COMPARED:
                yield from _scalar(_named(figure, compared), old, new)


def _edited(text: str, edits: list[_Edit]) -> str:
    """The text with all edits made, the last first; with the text's own line ends."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda e: (e.line, e.column), reverse=True):
        line = lines[edit.line]
        at = edit.column + (edit.line == 0 and text.startswith("\ufeff"))
        lines[edit.line] = line[:at] + edit.text.replace("\n", end) + line[at + edit.length :]
    return "\n".join(lines)
