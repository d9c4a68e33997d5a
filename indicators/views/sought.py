"""The promises that a report may answer and that have no outcome yet: what is looked for in it, and the passages that
come nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.drafts.nearest import Wanted, wanted
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words
from indicators.views.report_facts import About
from indicators.views.report_rows import ReportRow


@dataclass(frozen=True, slots=True)
class Sought:
    """A promise without an outcome: its indicator, the name of that, what was promised, and in `passages` where the
    answer may stand."""

    indicator: str
    name: str
    promised: str
    wanted: Wanted
    passages: tuple[str, ...] = ()


def sought(frames: Frames, about: About, rows: Sequence[ReportRow], lang: str) -> tuple[Sought, ...]:
    """The promises due in the year that the report reviews, but for those that have an outcome and those that an
    accepted row answers. Mere words are left out: nobody could check what answers them."""
    answered = {row.figure.indicator for row in rows if row.accepted and row.figure.role == "outcome"}
    mine = frames.only("promises", [about.folder], due=about.reviews or 0)
    found = []
    for year in sorted(set(mine["year"])):
        for row in frames.promises_of(about.folder, int(year)):
            open_ = not row["outcome_form"] and row["indicator"] not in answered
            if row["due"] == about.reviews and open_ and row["target_form"] != "text":
                found.append(_sought(frames, row, lang))
    return tuple(found)


def _sought(frames: Frames, row: PromiseRow, lang: str) -> Sought:
    return Sought(
        row["indicator"],
        in_words(row, "name", lang),
        in_words(row, "target", lang),
        wanted(frames.catalogue[row["indicator"]], row["target_quote"]),
    )
