"""The files that a curator begins with: a year, a city, and a report's entry among a city's sources.

They are made as texts: nothing here touches the disk. `check` refuses them until a person has filled them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from indicators.collection import Collection, yamlfile
from indicators.drafts.inserting import lines_below
from indicators.drafts.writing import BEFORE, BEGUN, FIRST_LINE, scalar
from indicators.model.problems import Problem
from indicators.model.schema import GROUPS, Indicator, Looked, Promise, Source
from indicators.model.wording import Printed, unit_name
from indicators.words.texts import said, translate

# Reports as their titles are worded everywhere, by kind; a curator corrects what is printed otherwise.
TITLES = {
    "work_report": "{year}年{city}政府工作报告",
    "plan_report": "关于{city}{before}年国民经济和社会发展计划执行情况与{year}年国民经济和社会发展计划草案的报告",
}
_CITY_LINE = FIRST_LINE.replace("year.json", "city.json")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A report as city.yaml is to name it among the sources; its text stands in `seeds/` under `file`.

    The fields are those of `schema.Source`, `date` an ISO date; what is empty is left out. `seen` tells that a person
    gave the title as printed and the halves that are not whole (`excerpt`): then no comment asks for them. `again`
    tells apart the reports of one kind and year, from 1. `speaker` is who gave the report, which its note says.
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
    speaker: str = ""
    looked: Looked | None = None

    @property
    def name(self) -> str:
        """The name of the source: its kind and the year it plans, or reviews where it plans none."""
        return f"{self.kind.replace('_', '-')}-{self.plans or self.reviews}" + (
            f"-{self.again}" if self.again > 1 else ""
        )

    def fields(self) -> dict[str, object]:
        """The keys and values of the entry, as `schema.Source` takes them."""
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
            "looked": {"by": self.looked.by, "on": self.looked.on} if self.looked else "",
            "note": {"zh": f"报告人：{self.speaker}", "en": f"Given by {self.speaker}"} if self.speaker else "",
        }
        return {key: value for key, value in given.items() if value}

    def lines(self, lang: str, indent: str = "  ") -> list[str]:
        """The entry's lines below `sources`, with comments in `lang` on what a person has yet to look at."""
        hints = (
            {}
            if self.seen
            else {
                "title": translate(lang, "as printed"),
                "excerpt": translate(lang, "take out the halves whose text is whole, the line if both are"),
                **dict.fromkeys(
                    ("publisher", "date", "note"), translate(lang, "from its first lines: see whether it is so")
                ),
            }
        )
        lines = [
            f"{key}: {scalar(value, False)}" + (f"   # {hints[key]}" if key in hints else "")
            for key, value in self.fields().items()
        ]
        return [f"{indent}{self.name}:", *(f"{indent}  {line}" for line in lines)]


def named(entry: SourceEntry, folder: str) -> SourceEntry:
    """A report's entry with the name that its text has in `seeds/`, the same on every way in which it comes: by the
    city's folder, its kind and year, since each reader's download is called something else."""
    return replace(entry, file=f"{folder}-{entry.name}.txt")


def registered(sources: Mapping[str, Source], sha256: str) -> str | None:
    """The name under which a city has a document among its sources, by the sum of its text; None where it has not."""
    return next((name for name, source in sources.items() if source.sha256 == sha256), None)


def city(zh: str, en: str, code: str, entry: SourceEntry | None, lang: str) -> str:
    """A new city.yaml, with the entry of its first report where there is one."""
    lines = [_CITY_LINE, f"zh: {scalar(zh, False)}", f"en: {scalar(en, False)}", f'code: "{code}"', "sources:"]
    if entry is None:
        lines.append(
            f"  # {translate(lang, 'describe here each document that is read; curated/README.md has the template')}"
        )
    return "\n".join([*lines, *(entry.lines(lang) if entry else [])]) + "\n"


def year(found: Collection, folder: str, year: int, lang: str) -> str:
    """A new file of a year for the city of `folder`: as comments the indicators that the city promised last, with what
    it promised; for a new city the headline ones."""
    before = max((y for c, y in found.years if c == folder and y < year and _promised(found.years[c, y])), default=None)
    if before is None:
        names: Mapping[str, Promise | None] = {
            name: None for name, indicator in found.catalogue_of(folder).items() if indicator.headline
        }
        head = translate(lang, BEGUN, year=year)
    else:
        names = _promised(found.years[folder, before])
        head = translate(lang, BEFORE, before=before, year=year)
    lines = [FIRST_LINE, "promises:", f"  # {head}"]
    for name in sorted(names, key=lambda name: _order(found.catalogue[name])):
        lines += ["", *_block(name, names[name], before, found.catalogue, lang)]
    return "\n".join(lines) + "\n"


def _promised(promises: Mapping[str, Promise]) -> dict[str, Promise]:
    """Those of a year's entries that have a target."""
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


def with_source(content: bytes, path: str, entry: SourceEntry, lang: str) -> bytes | Problem:
    """A city.yaml with a report's entry among its sources, no byte of what stands there changed; the problem where that
    can't be done. `path` is how problems name the file."""
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
    if any(each.value == entry.name for each in there):
        what = said("there is a source {name} already", name=entry.name)
        return file.place(Problem("duplicate-key", what, said("name it in city.yaml by hand")), ("sources", entry.name))
    indent = " " * (there[0].start_mark.column if there else 2)
    last = yamlfile.last_line(node) if there else key.start_mark.line
    return lines_below(content.decode("utf-8"), {last: entry.lines(lang, indent)}).encode()
