"""Second readings put into a year's file as `read_by`; no other byte of it changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from indicators.collection import yamlfile
from indicators.drafts.rereading import Asked
from indicators.drafts.writing import scalar
from indicators.model.problems import Problem
from indicators.model.schema import ReadBy
from indicators.words.texts import said

_BOM = "\ufeff"
_KEY = "read_by"


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure stands in its year's file: the keys that its indicator may have there, role and position."""

    keys: tuple[str, ...]
    role: str
    position: int


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text that comes in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


Readings = Mapping[FigurePlace, tuple[ReadBy, ...]]


def readings(agreed: Iterable[Asked], by: str, on: datetime.date) -> dict[tuple[str, int], Readings]:
    """What is to be written where someone (`by`) read as these figures are held: by city and year the readings of each
    figure, those that still count before the new one. Who has read a figure already reads it no third time."""
    made: dict[tuple[str, int], dict[FigurePlace, tuple[ReadBy, ...]]] = {}
    for one in agreed:
        if all(reading.by != by for reading in one.read_by):
            place = FigurePlace((one.indicator, *one.entry.was), one.role, one.position)
            of_year = made.setdefault((one.city, one.year), {})
            of_year[place] = (*one.read_by, ReadBy(by=by, on=on, of=one.mark))
    return dict(made)


def mark_read(content: bytes, path: str, found: Readings) -> bytes | Problem:
    """A year's file in which each of these figures has these readings as its `read_by`, in place of what stands there;
    or why it can't be written. `path` is how a problem names the file."""
    file = yamlfile.parse(content, path)
    if file.problems:
        return file.problems[0]
    text = content.decode("utf-8-sig")
    edits = []
    for place, of_figure in found.items():
        figure = _figure(file.root, place)
        if figure is None:
            problem = Problem("missing-key", said("the figure does not stand here any more"))
            return file.place(problem, ("promises", place.keys[0], place.role))
        edits.append(_edit(figure, of_figure, text))
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    made = ((_BOM if content.startswith(_BOM.encode()) else "") + text).encode()
    after = yamlfile.parse(made, path)
    if after.problems or _without(after.data) != _without(file.data):
        return file.place(Problem("not-yaml", said("`read_by` can't be put into this layout; add it by hand")))
    return made


def _edit(figure: yaml.MappingNode, readings: Iterable[ReadBy], text: str) -> _Edit:
    """The edit that gives a figure these readings."""
    listed = ", ".join(f"{{by: {scalar(each.by, True)}, on: {each.on}, of: {each.of}}}" for each in readings)
    last = figure.value[-1][1]
    for key, value in figure.value:
        if key.value == _KEY:  # from behind the key on: a list in lines may stand no deeper than its key
            return _Edit(key.end_mark.index, _end(value), f": [{listed}]")
    if figure.flow_style:
        return _Edit(_end(last), _end(last), f", {_KEY}: [{listed}]")
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    below = sum(map(len, lines[: yamlfile.last_line(last) + 1]))
    at = below - len(lines[yamlfile.last_line(last)]) + len(lines[yamlfile.last_line(last)].rstrip("\r\n"))
    return _Edit(at, at, f"{ending}{' ' * figure.value[0][0].start_mark.column}{_KEY}: [{listed}]")


def _end(node: yaml.Node) -> int:
    """The offset at which what a node holds ends."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _named(node: yaml.Node | None, keys: Iterable[str]) -> yaml.Node | None:
    """The value of the first of these keys that a mapping has."""
    there = {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    return next((there[key] for key in keys if key in there), None)


def _figure(root: yaml.Node | None, place: FigurePlace) -> yaml.MappingNode | None:
    """The node of a figure; a single outcome stands there without a position."""
    node = _named(_named(_named(root, ("promises",)), place.keys), (place.role,))
    if isinstance(node, yaml.SequenceNode):
        node = node.value[place.position] if place.position < len(node.value) else None
    return node if isinstance(node, yaml.MappingNode) and node.value else None


def _without(data: object) -> object:
    """The data of a file without second readings."""
    if isinstance(data, dict):
        return {key: _without(value) for key, value in data.items() if key != _KEY}
    return [_without(item) for item in data] if isinstance(data, list) else data
