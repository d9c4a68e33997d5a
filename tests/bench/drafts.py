"""What a draft finds and how much of it is right: the held documents against the curated data, invented reports
against theirs.

Found: of the figures that a person took, those that the draft has too, with role, year, form, numbers and unit right;
targets and outcomes also apart. Right: of the drafted figures, those that a person took. Stretch, strive, due: of the
right ones, those that have all three as taken. Indicator: of the right ones whose indicator is settled, those that have
it. With a doubt: how many of the wrong figures carry one for the curator and how many don't (of these, how many were
given an indicator), the same of right figures that were given another's indicator (one without any is shown as new),
and how much of what is right in both is doubted. Outcomes that no indicator fits (`Draft.context`), and those of an
indicator that the city never promised, count with the invented reports, whose lists have them, and not against the
curated data, which leaves them out by rule.
"""

from __future__ import annotations

import datetime
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from indicators import collection
from indicators.collection import Collection
from indicators.collection.evidence import normal
from indicators.drafts import Drafted, draft, reports
from indicators.model.schema import FORMS, Target
from indicators.words import units
from tests.bench import ROOT

REPORTS = ROOT / "tests" / "reports"


@dataclass(frozen=True)
class Wanted:
    """A figure that a person took."""

    role: str
    year: int
    form: str
    numbers: tuple[Decimal, ...]
    refers_to: str | None
    unit: str
    quote: str
    indicator: str | None
    headline: bool
    optional: bool = False
    beside: tuple[Decimal | None, bool, int | datetime.date | None] = (None, False, None)  # stretch, strive, due

    def is_drafted_as(self, drafted: Drafted) -> bool:
        """Whether a drafted figure is this one: the same numbers in the same words."""
        if (self.role, self.year, self.form) != (drafted.role, drafted.year, drafted.form) or not _same_words(
            self.quote, normal(drafted.quote)
        ):
            return False
        if self.form in ("text", "done") or self.refers_to:
            return self.refers_to == drafted.refers_to
        factor = units.factor(drafted.unit, self.unit)
        return factor is not None and tuple(n * factor for n in drafted.numbers) == self.numbers


@dataclass
class Marks:
    """What came out for one document: counts and, for who improves the rules, the figures that went wrong."""

    wanted: int = 0
    found: int = 0
    headline: int = 0
    headline_found: int = 0
    drafted: int = 0
    right: int = 0
    settled: int = 0
    indicator_right: int = 0
    targets: int = 0
    targets_found: int = 0
    wrong_doubted: int = 0
    mismatched: int = 0
    mismatched_doubted: int = 0
    right_doubted: int = 0
    beside_right: int = 0
    missed: list[Wanted] = field(default_factory=list)
    wrong: list[Drafted] = field(default_factory=list)
    otherwise: list[tuple[Wanted, Drafted]] = field(default_factory=list)
    of_others: list[tuple[Wanted, Drafted]] = field(default_factory=list)

    def __add__(self, other: Marks) -> Marks:
        """Both together."""
        return Marks(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def matched_undoubted(self) -> int:
        """How many wrong figures were given an indicator and carry no doubt: the worst that a draft can do."""
        return sum(one.indicator is not None and not one.doubts for one in self.wrong)

    def line(self, name: str) -> str:
        """One line of the report."""
        return (
            f"  {name:28} headline {_of(self.headline_found, self.headline)}  found {_of(self.found, self.wanted)} "
            f"(targets {self.targets_found}/{self.targets}, outcomes {self.found - self.targets_found}/"
            f"{self.wanted - self.targets})  right {_of(self.right, self.drafted)}  "
            f"indicator {_of(self.indicator_right, self.settled)}  stretch, strive, due "
            f"{_of(self.beside_right, self.right)}  wrong with a doubt {self.wrong_doubted}, without "
            f"{len(self.wrong) - self.wrong_doubted} (of an indicator {self.matched_undoubted}), wrong indicator "
            f"{self.mismatched_doubted} and {self.mismatched - self.mismatched_doubted}, right with a doubt "
            f"{_of(self.right_doubted, self.right - self.settled + self.indicator_right)}"
        )


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:6.1%}" if whole else "–"


def _same_words(one: str, other: str) -> bool:
    """Whether two quotes, normalised, are around the same figure: one in the other, or the same ending."""
    return one in other or other in one or one[-8:] in other or other[-8:] in one


def marked(wanted: Iterable[Wanted], drafted: Iterable[Drafted]) -> Marks:
    """Pair what was wanted with what was drafted, each at most once, and count."""
    left, marks = list(drafted), Marks()
    marks.drafted = len(left)
    for one in wanted:
        fitting = sorted((f for f in left if one.is_drafted_as(f)), key=lambda f: f.indicator != one.indicator)
        if one.headline:
            marks.headline += 1
            marks.headline_found += bool(fitting)
        if not one.optional:
            marks.wanted += 1
            marks.found += bool(fitting)
            marks.targets += one.role == "target"
            marks.targets_found += bool(fitting) and one.role == "target"
            if not fitting:
                marks.missed.append(one)
        if fitting:
            left.remove(fitting[0])
            marks.right += 1
            matched = one.indicator is None or fitting[0].indicator == one.indicator
            if one.indicator:
                marks.settled += 1
                marks.indicator_right += matched
            beside = (fitting[0].stretch, fitting[0].strive, fitting[0].due)
            marks.beside_right += one.beside == beside
            if one.beside != beside:
                marks.otherwise.append((one, fitting[0]))
            doubted = bool(fitting[0].doubts)
            given_another = not matched and fitting[0].indicator is not None
            marks.mismatched += given_another
            marks.mismatched_doubted += doubted and given_another
            marks.right_doubted += doubted and matched
            if not matched:
                marks.of_others.append((one, fitting[0]))
    marks.wrong = left
    marks.wrong_doubted = sum(bool(one.doubts) for one in left)
    return marks


def curated(found: Collection) -> dict[str, Marks]:
    """For each document whose text is held, its draft against the curated figures with a quote from it."""
    made = {}
    for (city, name), document in found.documents.items():
        source = found.cities[city].sources[name]
        wanted = []
        for (place, year, key, role, position), evidence in found.evidence.items():
            if (place, evidence.source) != (city, name) or not evidence.verified:
                continue
            promise, indicator = found.years[place, year][key], found.catalogue[key]
            figure = promise.target if role == "target" else promise.outcome[position]
            assert figure is not None
            target = figure if isinstance(figure, Target) else None
            beside = (target.stretch, target.strive, target.due) if target else (None, False, None)
            wanted.append(
                Wanted(
                    role,
                    year,
                    figure.form,
                    figure.numbers,
                    figure.refers_to,
                    figure.unit or indicator.unit,
                    normal(figure.quote or ""),
                    key,
                    indicator.headline,
                    beside=beside,
                )
            )
        drafted = draft(
            document.text[document.begin : document.end], found.catalogue_of(city), source.reviews, source.plans
        )
        promised = {
            key for (place, _), year in found.years.items() if place == city for key, p in year.items() if p.target
        }
        wanted_keys = promised | {one.indicator for one in wanted}
        figures = [f for f in drafted.figures if f.role == "target" or f.indicator in wanted_keys]
        made[f"{city} {name}"] = marked(wanted, figures)
    return made


def invented(folder: Path, found: Collection) -> dict[str, Marks]:
    """For each invented report of a folder, its draft against the list beside it; drafted words without a number don't
    count."""
    made, catalogue = {}, found.catalogue_of("")
    present = {former: key for key, indicator in catalogue.items() for former in indicator.was}
    for report, listed_there in listed(folder):
        wanted = [replace(one, indicator=present.get(one.indicator or "", one.indicator)) for one in listed_there]
        drafted = draft(reports.read(report.read_bytes(), report.name).text, catalogue)
        figures = [f for f in (*drafted.figures, *drafted.context) if f.form not in ("text", "done")]
        made[report.stem] = marked(wanted, figures)
    return made


def listed(folder: Path) -> Iterator[tuple[Path, list[Wanted]]]:
    """The invented reports of a folder, each with the figures that a careful curator would take."""
    for expected in sorted(folder.glob("*.yaml")):
        report = next(f for f in sorted(folder.iterdir()) if f.stem == expected.stem and f.suffix != ".yaml")
        rows = yaml.load(expected.read_text(encoding="utf-8"), yaml.CSafeLoader)["figures"]
        yield report, [_wanted(row) for row in rows]


def _wanted(row: Mapping[str, Any]) -> Wanted:
    """A figure of the list beside an invented report."""
    form = next(form for form in FORMS if form in row)
    given = row[form]
    refers_to = given if isinstance(given, str) else None
    numbers = () if refers_to else tuple(Decimal(str(n)) for n in (given if isinstance(given, list) else [given]))
    return Wanted(
        row["role"],
        row["year"],
        form,
        numbers,
        refers_to,
        row.get("unit", ""),
        normal(row["quote"]),
        row.get("indicator"),
        row.get("headline", False),
        row.get("optional", False),
        (Decimal(str(row["stretch"])) if "stretch" in row else None, row.get("strive", False), row.get("due")),
    )


def _print(title: str, marks: Mapping[str, Marks]) -> None:
    """A line for each document, and one for all."""
    print(title)
    for name, one in marks.items():
        print(one.line(name))
    print(sum(marks.values(), Marks()).line("all"))


def run() -> None:
    """Print the marks of every document and report, and how long a draft takes."""
    found = collection.load(ROOT / "curated")
    print("drafts  (aims: found 95 %, drafted right 97 %, every wrong indicator doubted)")
    _print("the held documents, against the curated data", curated(found))
    for folder in sorted(path for path in REPORTS.iterdir() if path.is_dir()):
        _print(f"invented reports, {folder.name}", invented(folder, found))
    longest = max((document.text for document in found.documents.values()), key=len)
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        draft(longest, found.catalogue)
        taken.append(time.perf_counter() - start)
    print(f"a draft of {len(longest):,} characters: {statistics.median(taken) * 1e3:.0f} ms")
