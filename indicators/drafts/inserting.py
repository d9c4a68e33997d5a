"""Drafted figures put into a year's file that a curator has begun: what is missing is inserted, and no byte that
stands there changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from indicators.collection import yamlfile
from indicators.collection.evidence import normal
from indicators.collection.yamlfile import YamlFile
from indicators.drafts import writing
from indicators.drafts.drafted import Drafted
from indicators.model.problems import Problem
from indicators.model.schema import Indicator
from indicators.words.texts import Said, said


@dataclass(frozen=True, slots=True)
class Inserted:
    """The new content of a file (None where nothing can be written), what went in, what did not and why."""

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
    """The file of `path` with the figures it lacks. `content` is what it holds, None where there is no file yet."""
    if content is None:
        return Inserted(writing.year_file(figures, catalogue, sources, lang).encode(), tuple(figures), ())
    file = yamlfile.parse(content, path)
    if file.problems:
        return Inserted(None, (), (), file.problems[0])
    promises = _promises(file)
    if promises is None:
        problem = Problem("not-a-mapping", said("there is no block of promises to add to"))
        return Inserted(None, (), (), problem.at(path, 1, 1, "promises"))
    return _into(
        content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"),
        content,
        promises,
        figures,
        catalogue,
        sources,
        lang,
    )


def _promises(file: YamlFile) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the node of `promises`, where entries can be added below it."""
    if not isinstance(file.root, yaml.MappingNode) or file.root.flow_style:
        return None
    for key, node in file.root.value:
        if key.value == "promises":
            empty = isinstance(node, yaml.ScalarNode) and not node.value
            return (key, node) if empty or (isinstance(node, yaml.MappingNode) and not node.flow_style) else None
    return None


def _into(
    text: str,
    content: bytes,
    promises: tuple[yaml.Node, yaml.Node],
    figures: Sequence[Drafted],
    catalogue: Mapping[str, Indicator],
    sources: Mapping[str, str | None],
    lang: str,
) -> Inserted:
    """Insert into a file that has promises."""
    key, node = promises
    there = {k.value: (k, v) for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}
    indent = " " * (next(iter(there.values()))[0].start_mark.column if there else 2)
    quotes = normal(text)
    fresh: list[Drafted] = []
    beside: dict[int, list[str]] = {}
    added: list[Drafted] = []
    skipped: list[tuple[Drafted, Said]] = []
    for figure in figures:
        found = there.get(figure.indicator or "")
        if found is not None:
            why = _beside(found, figure, catalogue, sources, beside)
            if why is None:
                added.append(figure)
            else:
                skipped.append((figure, why))
        elif normal(figure.quote) in quotes and figure.indicator is None:
            skipped.append((figure, said("its words stand in the file already")))
        else:
            fresh.append(replace(figure))
            added.append(figure)
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    last = yamlfile.last_line(node) if there else key.start_mark.line
    if fresh:
        block = (
            ["", *writing.year_lines(fresh, catalogue, sources, lang, indent)]
            if there
            else list(writing.year_lines(fresh, catalogue, sources, lang, indent))
        )
        beside.setdefault(last, []).extend(block)
    made: list[str] = []
    for number, line in enumerate(lines):
        made.append(line)
        if number in beside:
            made += ([] if line.endswith(("\n", "\r")) else [ending]) + [one + ending for one in beside[number]]
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return Inserted(mark + "".join(made).encode(), tuple(added), tuple(skipped))


def _beside(
    found: tuple[yaml.Node, yaml.Node],
    figure: Drafted,
    catalogue: Mapping[str, Indicator],
    sources: Mapping[str, str | None],
    beside: dict[int, list[str]],
) -> Said | None:
    """Put an outcome (or target) below the entry that has none; why not, where it can't be."""
    _, node = found
    if not isinstance(node, yaml.MappingNode):
        return said("the entry in the file is not laid out in lines; add it by hand")
    if any(k.value == figure.role for k, _ in node.value):
        return said("the file has this figure already")
    if node.flow_style:
        return said("the entry in the file is not laid out in lines; add it by hand")
    line = yamlfile.last_line(node)
    indent = " " * node.value[0][0].start_mark.column
    new = writing.figure_lines(figure, catalogue[figure.indicator or ""].unit, indent, sources.get(figure.role))
    if any(text.lstrip().startswith(f"{figure.role}:") for text in beside.get(line, ())):
        return said("the report gives this indicator more than once")
    beside.setdefault(line, []).extend(new)
    return None
