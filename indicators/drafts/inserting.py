"""Drafted figures put into a year's file that a curator has begun. No byte that a person wrote there changes; what an
earlier draft of the same report wrote as comments is replaced (`renew`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import yaml

from indicators.collection import yamlfile
from indicators.collection.evidence import normal
from indicators.collection.yamlfile import YamlFile
from indicators.drafts import stale, writing
from indicators.drafts.drafted import Drafted
from indicators.model.problems import Problem
from indicators.model.schema import Indicator
from indicators.model.values import UNNAMED
from indicators.words.texts import Said, said

_BOM = b"\xef\xbb\xbf"
STANDS = said("the file has this figure already")
OTHER = said("the file gives another figure")
_NOT_IN_LINES = said("the entry in the file is not laid out in lines; add it by hand")


@dataclass(frozen=True, slots=True)
class Inserted:
    """The new content of a file, the figures that went in, and those that did not with the reason.

    `content` is None where nothing can be written; `problem` then says why. `fitted` counts the figures that
    stood there as comments of an earlier draft and have found their indicator since, `listed` the promises below which
    passages are listed.
    """

    content: bytes | None
    added: tuple[Drafted, ...]
    skipped: tuple[tuple[Drafted, Said], ...]
    problem: Problem | None = None
    fitted: int = 0
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft of a report has for one year's file: its figures, the text of the report, and for promises of the
    file without an outcome, by indicator, the passages in which the answer may stand."""

    figures: tuple[Drafted, ...]
    report: str
    perhaps: Mapping[str, Sequence[str]] = field(default_factory=dict)


def renew(
    content: bytes | None,
    path: str,
    material: Material,
    catalogue: Mapping[str, Indicator],
    sources: Mapping[str, str | None],
    lang: str,
) -> Inserted:
    """As `insert`; what earlier drafts of the report wrote as comments gives way to what this one has to say.

    Figures that stood there as comments and still do are not among those added.
    """
    if content is None:
        return insert(None, path, material.figures, catalogue, sources, lang)
    file = yamlfile.parse(content, path)
    if file.problems:
        return Inserted(None, (), (), file.problems[0])
    figures = [(figure, sources.get(figure.role)) for figure in material.figures]
    entered = {figure.indicator or "" for figure in material.figures if figure.role == "target"}
    entered |= _with_target(file)
    before = stale.cleared(content.decode("utf-8-sig"), material.report, figures, entered, catalogue)
    mark = _BOM if content.startswith(_BOM) else b""
    done = insert(mark + before.text.encode(), path, material.figures, catalogue, sources, lang)
    if done.content is None:
        return done
    listed, made = _with_passages(done.content, path, material.perhaps, lang)
    stood = [each for each in figures if not before.figures.isdisjoint(stale.chunks(*each))]
    unfitted = {figure.quote for figure, _ in stood if figure.indicator is None}
    added = tuple(figure for figure in done.added if figure.indicator is not None or figure.quote not in unfitted)
    return replace(done, content=made, added=added, fitted=len(stood) - len(unfitted), listed=listed)


def _with_target(file: YamlFile) -> set[str]:
    """The indicators for which a file has a target."""
    promises = file.data.get("promises") if isinstance(file.data, dict) else None
    entries = promises.items() if isinstance(promises, dict) else ()
    return {key for key, entry in entries if isinstance(entry, dict) and "target" in entry}


def _with_passages(content: bytes, path: str, perhaps: Mapping[str, Sequence[str]], lang: str) -> tuple[int, bytes]:
    """A file with the passages listed below their promises, and below how many there are any."""
    found = _promises(yamlfile.parse(content, path))
    entries = found[1].value if found and isinstance(found[1], yaml.MappingNode) else []
    below: dict[int, list[str]] = {}
    for key, entry in entries:
        indent = " " * (key.start_mark.column + 2)
        lines = [writing.perhaps_line(passage, lang, indent) for passage in perhaps.get(key.value, ())]
        if lines:
            below[yamlfile.last_line(entry)] = lines
    mark = _BOM if content.startswith(_BOM) else b""
    return len(below), mark + lines_below(content.decode("utf-8-sig"), below).encode()


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
    figures = _named_apart(figures, text)
    quotes = normal(text)
    skipped: list[tuple[Drafted, Said]] = []
    fresh: list[Drafted] = []
    beside: dict[str, list[Drafted]] = {}  # by indicator: what goes into entries that are there
    for figure in figures:
        if (entry := there.get(figure.indicator or "")) is not None:
            if why := _refused(entry, figure, file, quotes):
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
        last = _behind(text, yamlfile.last_line(node), indent) if there else key.start_mark.line
        below.setdefault(last, []).extend(["", *block] if there else block)
    left = {id(figure) for figure, _ in skipped}
    added = tuple(figure for figure in figures if id(figure) not in left)
    mark = _BOM if content.startswith(_BOM) else b""
    return Inserted(mark + lines_below(text, below).encode(), added, tuple(skipped))


def _behind(text: str, line: int, indent: str) -> int:
    """The last of the lines behind a line (from 0) that are comments to the entry which ends there: further in than
    entries are, by `indent`."""
    lines = text.splitlines()
    while line + 1 < len(lines) and lines[line + 1].startswith(f"{indent} ") and lines[line + 1].lstrip()[:1] == "#":
        line += 1
    return line


def _named_apart(figures: Sequence[Drafted], text: str) -> list[Drafted]:
    """The figures, those that no indicator fits under keys that the comments of the file do not use for others."""
    taken = set(re.findall(rf"# ({UNNAMED}\w*):", text))
    keys: dict[str, str] = {}
    made = []
    for figure in figures:
        if figure.proposal is None or figure.indicator is not None or not taken:
            made.append(figure)
            continue
        key = figure.proposal.key
        if key not in keys:
            free = (f"{key}_{n}" if n > 1 else key for n in range(1, len(taken) + len(figures) + 2))
            keys[key] = next(each for each in free if each not in taken)
            taken.add(keys[key])
        made.append(replace(figure, proposal=replace(figure.proposal, key=keys[key])))
    return made


def _promises(file: YamlFile) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the node of `promises`, where entries can be added below it."""
    if not isinstance(file.root, yaml.MappingNode) or file.root.flow_style:
        return None
    for key, node in file.root.value:
        if key.value == "promises":
            empty = isinstance(node, yaml.ScalarNode) and not node.value
            return (key, node) if empty or (isinstance(node, yaml.MappingNode) and not node.flow_style) else None
    return None


def _refused(entry: yaml.Node, figure: Drafted, file: YamlFile, quotes: str) -> Said | None:
    """Why a figure can't be added to the entry of its indicator; None where it can. `quotes` are the words of the file:
    a second figure of the report stands there as a comment."""
    if not isinstance(entry, yaml.MappingNode):
        return _NOT_IN_LINES
    if any(key.value == figure.role for key, _ in entry.value):
        given = file.data["promises"][figure.indicator][figure.role]  # type: ignore[index]  # as the nodes are laid out
        same = any(_same(each, figure) for each in (given if isinstance(given, list) else [given]))
        return STANDS if same or f"quote:{normal(figure.quote)}}}" in quotes else OTHER
    return _NOT_IN_LINES if entry.flow_style else None


def _same(given: object, figure: Drafted) -> bool:
    """Whether what a file gives is a drafted figure: the same number in the same form, or the same words."""
    if not isinstance(given, dict):
        return False
    one, other = sorted((normal(str(given.get("quote", ""))), normal(figure.quote)), key=len)
    number = figure.fields(figure.unit)[figure.form]
    return given.get(figure.form) == number if figure.numbers else bool(one) and one in other


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
