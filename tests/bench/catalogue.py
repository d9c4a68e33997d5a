"""How much of a report of a place that nobody has curated finds its indicator in the common layer of the catalogue.

The invented reports stand for such places. A figure that a careful curator would take (listed beside each report) finds
its indicator where the draft reads it and gives it one; the part of those that are right is told where the list names
the indicator by a key that the real catalogue has too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators import collection
from indicators.collection import Collection
from indicators.drafts import draft, reports
from indicators.model.schema import Indicator
from tests.bench import ROOT
from tests.bench.drafts import REPORTS, listed


@dataclass
class Coverage:
    """Of the figures of reports: how many find an indicator, of the headline ones, of all, and of those that the draft
    could read; of those that are named by a key that the catalogue has, how many find just that."""

    headline: int = 0
    headline_found: int = 0
    figures: int = 0
    read: int = 0
    found: int = 0
    settled: int = 0
    right: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        """Both together."""
        return Coverage(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def line(self, name: str) -> str:
        """One line of the report."""
        parts = (
            ("headline", self.headline_found, self.headline),
            ("all", self.found, self.figures),
            ("of those read", self.found, self.read),
            ("right", self.right, self.settled),
        )
        told = "  ".join(f"{what} {part}/{whole} {part / whole:6.1%}" for what, part, whole in parts if whole)
        return f"  {name:32} {told}"


def covered(folder: Path, common: Mapping[str, Indicator]) -> dict[str, Coverage]:
    """The coverage of each invented report in a folder by a catalogue."""
    made = {}
    for report, wanted in listed(folder):
        drafted = draft(reports.read(report.read_bytes(), report.name).text, common)
        one = made[report.stem] = Coverage()
        left = [*drafted.figures, *drafted.context]
        for figure in wanted:
            fitting = [f for f in left if figure.is_drafted_as(f)]
            fitting.sort(key=lambda f: (f.indicator is None, f.indicator != figure.indicator))
            found = fitting[0].indicator if fitting else None
            if fitting:
                left.remove(fitting[0])
            one.figures += 1
            one.read += bool(fitting)
            one.found += found is not None
            one.headline += figure.headline
            one.headline_found += figure.headline and found is not None
            if found is not None and figure.indicator in common:
                one.settled += 1
                one.right += found == figure.indicator
    return made


def layers(found: Collection) -> str:
    """How many indicators the layers have, and how many carry a single figure."""
    used = Counter(key[2] for key in found.evidence)
    own = Counter(found.owners.values())
    common = [key for key in found.catalogue if key not in found.owners]
    once = sum(used[key] == 1 for key in common), sum(used[key] == 1 for key in found.owners)
    cities = ", ".join(f"{city} {n}" for city, n in sorted(own.items()))
    return (
        f"  {len(common)} common indicators, {sum(key in used for key in common)} of them with a figure, "
        f"{once[0]} with one; "
        f"{len(found.owners)} of single cities ({cities}), {once[1]} with one figure"
    )


def run() -> None:
    """Print the layers and the coverage of every invented report."""
    found = collection.load(ROOT / "curated")
    common = {key: entry for key, entry in found.catalogue.items() if key not in found.owners}
    print("catalogue  (aims: 80 % of headline figures and 50 % of all of an unseen report find their indicator)")
    print(layers(found))
    for folder in sorted(path for path in REPORTS.iterdir() if path.is_dir()):
        print(f"invented reports, {folder.name}")
        of_reports = covered(folder, common)
        for name, one in of_reports.items():
            print(one.line(name))
        print(sum(of_reports.values(), Coverage()).line("all"))
