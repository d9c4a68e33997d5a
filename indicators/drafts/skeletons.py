"""The files a curator begins with: a year, a city, and a report among a city's sources.

They are texts, not writing: nothing here touches the disk. What they give is refused by `check` until it is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from indicators.collection import Collection, yamlfile
from indicators.drafts.writing import FIRST_LINE, scalar
from indicators.model.problems import Problem
from indicators.model.schema import GROUPS, Indicator, Promise
from indicators.model.wording import Printed, unit_name
from indicators.words.texts import said, translate

# Reports as their titles are worded everywhere, by kind; a curator corrects what is printed otherwise.
TITLES = {
    "work_report": "{year}年{city}政府工作报告",
    "plan_report": "关于{city}{before}年国民经济和社会发展计划执行情况与{year}年国民经济和社会发展计划草案的报告",
}
_CITY_LINE = FIRST_LINE.replace("year.json", "city.json")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as city.yaml is to name it: its text stands in `seeds/` under `file`.

    `seen` tells that a person gave the title as printed, and in `excerpt` the halves that are not whole. `again`
    counts the reports of one kind and year, from 1. `date` is an ISO date; what is empty is left out.
    """

    kind: str
    title: str
    reviews: int | None
    plans: int | None
    file: str
    sha256: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    excerpt: tuple[str, ...] = ("reviews", "plans")
    seen: bool = False
    again: int = 1

    @property
    def name(self) -> str:
        """The name of the source: its kind and the year it plans, or reviews where it plans none."""
        return f"{self.kind.replace('_', '-')}-{self.plans or self.reviews}" + (
            f"-{self.again}" if self.again > 1 else ""
        )

    def fields(self) -> dict[str, object]:
        """The entry's keys and values."""
        given = {
            "kind": self.kind,
            "title": self.title,
            "publisher": self.publisher,
            "date": self.date,
            "reviews": self.reviews,
            "plans": self.plans,
            "excerpt": list(self.excerpt),
            "file": self.file,
            "url": self.url,
            "sha256": self.sha256,
        }
        return {key: value for key, value in given.items() if value}

    def lines(self, lang: str, indent: str = "  ") -> list[str]:
        """The entry under `sources`. Both halves count as excerpts until a person has seen that they are whole."""
        hints = (
            {}
            if self.seen
            else {
                "title": translate(lang, "as printed"),
                "excerpt": translate(lang, "take out the halves whose text is whole, the line if both are"),
            }
        )
        lines = [
            f"{key}: {scalar(value, False)}" + (f"   # {hints[key]}" if key in hints else "")
            for key, value in self.fields().items()
        ]
        return [f"{indent}{self.name}:", *(f"{indent}  {line}" for line in lines)]


def city(zh: str, en: str, code: str, report: Report | None, lang: str) -> str:
    """A new city.yaml."""
    lines = [_CITY_LINE, f"zh: {scalar(zh, False)}", f"en: {scalar(en, False)}", f'code: "{code}"', "sources:"]
    if report is None:
        lines.append(
            f"  # {translate(lang, 'describe here each document that is read; curated/README.md has the template')}"
        )
    return "\n".join([*lines, *(report.lines(lang) if report else [])]) + "\n"


def year(found: Collection, folder: str, year: int, lang: str) -> str:
    """A new file of a year: as comments the indicators that the city promised last, the headline ones for a new
    city."""
    before = max((y for c, y in found.years if c == folder and y < year and _promised(found.years[c, y])), default=None)
    if before is None:
        names: Mapping[str, Promise | None] = {
            name: None for name, indicator in found.catalogue.items() if indicator.headline
        }
        head = translate(
            lang,
            (
                "The headline figures that every plan opens with. Fill in what {year} promises and take the # "
                "away; take out the rest."
            ),
            year=year,
        )
    else:
        names = _promised(found.years[folder, before])
        head = translate(
            lang,
            (
                "What was promised for {before}. Fill in what is promised for {year} too and take the # away; take "
                "out the rest."
            ),
            before=before,
            year=year,
        )
    lines = [FIRST_LINE, "promises:", f"  # {head}"]
    for name in sorted(names, key=lambda name: _order(found.catalogue[name])):
        lines += ["", *_block(name, names[name], before, found.catalogue, lang)]
    return "\n".join(lines) + "\n"


def _promised(promises: Mapping[str, Promise]) -> dict[str, Promise]:
    return {name: promise for name, promise in promises.items() if promise.target is not None}


def _order(indicator: Indicator) -> int:
    """Headline figures first, then by group as pages show them."""
    return -1 if indicator.headline else GROUPS.index(indicator.group)


def _block(
    name: str, promise: Promise | None, before: int | None, catalogue: Mapping[str, Indicator], lang: str
) -> Iterator[str]:
    """An entry as comments: what the indicator is called, its unit, what was promised before."""
    indicator = catalogue[name]
    unit = unit_name(indicator.unit, "zh")
    head = f"{indicator.zh} · {indicator.en}" + (f" ({unit})" if unit else "")
    target = promise.target if promise else None
    if target is not None:
        head += f"; {before}: {Printed(target, indicator, catalogue.get(target.refers_to or '')).say(lang)}"
    yield f"  # {head}"
    yield f"  # {name}:"
    yield f"  #   target: {{{target.form if target else 'value'}: , quote: }}"


def with_source(content: bytes, path: str, report: Report, lang: str) -> bytes | Problem:
    """A city.yaml with the report among its sources, no byte of it changed; a problem where that can't be."""
    file = yamlfile.parse(content, path)
    if file.problems:
        return file.problems[0]
    nodes = (
        {key.value: (key, value) for key, value in file.root.value} if isinstance(file.root, yaml.MappingNode) else {}
    )
    key, node = nodes.get("sources", (None, None))
    if key is None or node is None or node.flow_style or (isinstance(node, yaml.ScalarNode) and node.value):
        return Problem("not-a-mapping", said("there is no block of sources to add to")).at(path, 1, 1, "sources")
    there = [each[0] for each in node.value] if isinstance(node, yaml.MappingNode) else []
    if any(each.value == report.name for each in there):
        what = said("there is a source {name} already", name=report.name)
        return file.place(
            Problem("duplicate-key", what, said("name it in city.yaml by hand")), ("sources", report.name)
        )
    indent = " " * (there[0].start_mark.column if there else 2)
    last = yamlfile.last_line(node) if there else key.start_mark.line
    text = content.decode("utf-8")
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    before = "".join(lines[: last + 1])
    before += "" if before.endswith("\n") else ending
    return (
        before + "".join(line + ending for line in report.lines(lang, indent)) + "".join(lines[last + 1 :])
    ).encode()
