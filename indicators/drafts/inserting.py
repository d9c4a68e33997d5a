"""Drafted figures put into a year's file that a curator has begun; no byte that stands there changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from indicators.collection import yamlfile
from indicators.collection.evidence import normal
from indicators.collection.yamlfile import YamlFile
from indicators.drafts import writing
from indicators.drafts.drafted import Drafted
from indicators.model.problems import Problem
from indicators.model.schema import Indicator
from indicators.words.texts import Said, said

_BOM = b"\xef\xbb\xbf"
_NOT_IN_LINES = said("the entry in the file is not laid out in lines; add it by hand")


@dataclass(frozen=True, slots=True)
class Inserted:
    """The new content of a file, the figures that went in, and those that did not with the reason.

    `content` is None where nothing can be written; `problem` then says why.
    """

    content: bytes | None
    added: tuple[Drafted, ...]
    skipped: tuple[tuple[Drafted, Said], ...]
    problem: Problem | None = None


def insert(
    content: bytes | None,
    path: str,
    figures: Sequence[Drafted],
    catalogue: Mapping[str, Indicator],
    sources: Mapping[str, str | None],
    lang: str,
) -> Inserted:
    """A year's file with the figures it lacks.

    `content` is what it holds (None: there is no file yet), `path` how problems name it. `sources` has for a role the
    source that its figures must name (none, or None: they need not). `lang` is the language of comments.
    """
    if content is None:
        return Inserted(writing.year_file(figures, catalogue, sources, lang).encode(), tuple(figures), ())
    file = yamlfile.parse(content, path)
    if file.problems:
        return Inserted(None, (), (), file.problems[0])
    promises = _promises(file)
    if promises is None:
        problem = Problem("not-a-mapping", said("there is no block of promises to add to"))
        return Inserted(None, (), (), problem.at(path, 1, 1, "promises"))
    key, node = promises
    there = {k.value: v for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}
    text = content.decode("utf-8-sig")
    quotes = normal(text)
    skipped: list[tuple[Drafted, Said]] = []
    fresh: list[Drafted] = []
    beside: dict[str, list[Drafted]] = {}  # by indicator: what goes into entries that are there
    for figure in figures:
        if (entry := there.get(figure.indicator or "")) is not None:
            if why := _refused(entry, figure.role):
                skipped.append((figure, why))
            else:
                beside.setdefault(figure.indicator or "", []).append(figure)
        elif figure.indicator is None and normal(figure.quote) in quotes:
            skipped.append((figure, said("its words stand in the file already")))
        else:
            fresh.append(figure)
    below: dict[int, list[str]] = {}
    for name, given in beside.items():
        entry = there[name]
        indent = " " * entry.value[0][0].start_mark.column
        lines = writing.figures_lines(given, catalogue[name].unit, sources, indent)
        below.setdefault(yamlfile.last_line(entry), []).extend([*writing.doubt_lines(given, lang, indent), *lines])
    if fresh:
        indent = " " * (node.value[0][0].start_mark.column if there else 2)
        block = list(writing.year_lines(fresh, catalogue, sources, lang, indent))
        last = yamlfile.last_line(node) if there else key.start_mark.line
        below.setdefault(last, []).extend(["", *block] if there else block)
    left = {id(figure) for figure, _ in skipped}
    added = tuple(figure for figure in figures if id(figure) not in left)
    mark = _BOM if content.startswith(_BOM) else b""
    return Inserted(mark + lines_below(text, below).encode(), added, tuple(skipped))


def _promises(file: YamlFile) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the node of `promises`, where entries can be added below it."""
    if not isinstance(file.root, yaml.MappingNode) or file.root.flow_style:
        return None
    for key, node in file.root.value:
        if key.value == "promises":
            empty = isinstance(node, yaml.ScalarNode) and not node.value
            return (key, node) if empty or (isinstance(node, yaml.MappingNode) and not node.flow_style) else None
    return None


def _refused(entry: yaml.Node, role: str) -> Said | None:
    """Why no figure of that role can be added to an entry of the file; None where it can."""
    if not isinstance(entry, yaml.MappingNode):
        return _NOT_IN_LINES
    if any(key.value == role for key, _ in entry.value):
        return said("the file has this figure already")
    return _NOT_IN_LINES if entry.flow_style else None


def lines_below(text: str, below: Mapping[int, Sequence[str]]) -> str:
    """A text with lines inserted below some of its own (by number, from 0), with the line ending that it has."""
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    made: list[str] = []
    for number, line in enumerate(lines):
        made.append(line)
        if number in below:
            made += ([] if line.endswith(("\n", "\r")) else [ending]) + [one + ending for one in below[number]]
    return "".join(made)
