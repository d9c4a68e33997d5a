"""That somebody has looked for the answers in a report: how it is written down, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import yaml

from indicators.collection import Collection, yamlfile
from indicators.collection.unanswered import unanswered
from indicators.drafts.inserting import lines_below
from indicators.drafts.writing import scalar
from indicators.judging.judgment import Verdict
from indicators.model.problems import Problem
from indicators.words.characters import UNSEEN
from indicators.words.texts import said

_LONGEST = 100  # characters of a name


def name_of(given: str) -> str:
    """The name of whoever looked, as it is written; empty where what was given is none."""
    name = " ".join(UNSEEN.sub("", given).split())
    return name if len(name) <= _LONGEST else ""


def unreported(found: Collection, city: str) -> Mapping[tuple[int, str], str]:
    """The promises of a city that count as unreported, by year and indicator: their quotes, or what the indicator is
    called."""
    return {
        (one.year, one.indicator): one.target.quote or found.catalogue[one.indicator].zh
        for one in unanswered(found, city)
        if one.verdict is Verdict.UNREPORTED
    }


def with_looked(content: bytes, path: str, source: str, who: str, day: date) -> bytes | Problem:
    """A city.yaml in which a source says that somebody looked through it on a day, no other byte of it changed; the
    problem where that can't be written. What it said of that before is replaced. `path` is how problems name the
    file."""
    file = yamlfile.parse(content, path)
    if file.problems:
        return file.problems[0]
    node, key = file.root, None
    for name in ("sources", source):
        key, node = _below(node, name)
    if key is None or not isinstance(node, yaml.MappingNode) or node.flow_style:
        what = said("the source {name} is not laid out in lines", name=source)
        return Problem("not-a-mapping", what, said("write `looked` into it by hand, as curated/README.md shows")).at(
            path, 1, 1, ""
        )
    text = content.decode("utf-8")
    told = f"looked: {{by: {scalar(who, True)}, on: {day.isoformat()}}}"
    former_key, former = _below(node, "looked")
    indent = " " * node.value[0][0].start_mark.column
    if former is None or former_key is None:
        return lines_below(text, {yamlfile.last_line(node): [indent + told]}).encode()
    lines = text.splitlines(keepends=True)
    first, last = former_key.start_mark.line, yamlfile.last_line(former)
    ending = lines[last][len(lines[last].rstrip("\r\n")) :]
    return "".join([*lines[:first], indent + told + ending, *lines[last + 1 :]]).encode()


def _below(node: yaml.Node | None, name: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The key of that name in a mapping and its value; None where there is none."""
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    return next(((key, value) for key, value in entries if key.value == name), (None, None))
