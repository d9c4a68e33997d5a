"""The table of figures: a row per target and per outcome, those that nobody promised included."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from indicators.collection import Collection
from indicators.collection.evidence import Evidence
from indicators.judging.meaning import in_unit, outcome_span
from indicators.judging.spans import Span
from indicators.judging.standard import promised_span
from indicators.model.schema import Outcome, Target
from indicators.model.wording import Printed
from indicators.tables.columns import FigureRow, table
from indicators.tables.judged import JudgedPromise, Key, as_float


def _span(found: JudgedPromise, figure: Target | Outcome) -> Span | None:
    """What a figure may mean, in the indicator's unit."""
    if isinstance(figure, Target):
        return promised_span(figure, found.indicator, found.context, found.tolerance)
    return outcome_span(figure, found.indicator, found.tolerance)


def _rank(found: JudgedPromise, figure: Target | Outcome, position: int) -> int | None:
    """The place of an outcome in the order of deciding."""
    return found.ranked.index(position) if isinstance(figure, Outcome) and position in found.ranked else None


def _would(found: JudgedPromise, figure: Target | Outcome, position: int) -> str:
    """The verdict an outcome would have given, where that is another than the promise got."""
    if found.judgment is None or isinstance(figure, Target):
        return ""
    turned = dict(found.judgment.turned_by)
    return turned[position].value if position in turned else ""


def _row(found: JudgedPromise, figure: Target | Outcome, position: int, evidence: Evidence, level: str) -> FigureRow:
    indicator = found.indicator
    numbers, converted, span = figure.numbers, in_unit(figure, indicator), _span(found, figure)
    printed = Printed(figure, indicator, found.reference(figure))
    outcome = figure if isinstance(figure, Outcome) else None
    unlike = outcome.not_comparable if outcome else None
    deciding = found.judgment.deciding if found.judgment else None
    return {
        "city": found.city,
        "year": found.year,
        "indicator": found.name,
        "role": "outcome" if outcome else "target",
        "form": figure.form,
        "value": as_float(numbers[0] if numbers else None),
        "max": as_float(numbers[1] if len(numbers) > 1 else None),
        "unit": indicator.unit if figure.unit is None else figure.unit,
        "source": evidence.source,
        "source_kind": found.context.sources[evidence.source].kind.value,
        "verified": evidence.verified,
        "quote": figure.quote or "",
        "start": evidence.start,
        "end": evidence.end,
        "position": position,
        "interim_to": str((outcome and outcome.interim_to) or ""),
        "promised": found.promise.target is not None,
        "shown_zh": printed.say("zh"),
        "shown_en": printed.say("en"),
        "low": as_float(span.low if span else None),
        "high": as_float(span.high if span else None),
        "number": as_float(converted[0] if converted else None),
        "rank": _rank(found, figure, position),
        "decides": outcome is not None and deciding == position,
        "would": _would(found, figure, position),
        "not_comparable_zh": unlike.zh if unlike else "",
        "not_comparable_en": unlike.en if unlike else "",
        "note_zh": figure.note.zh if figure.note else "",
        "note_en": figure.note.en if figure.note else "",
        "read_by": "; ".join(f"{each.by} ({each.on})" for each in found.second_readings(figure)),
        "level": level,
    }


def figure_table(data: Collection, judged: Mapping[Key, JudgedPromise]) -> pd.DataFrame:
    """A row per figure of the judged entries, in the order of the files; columns as in `FigureRow`."""
    rows = []
    for (city, year, name, role, position), evidence in data.evidence.items():
        found = judged.get((city, year, name))
        if found is not None:  # the evidence of a promise that was left out has no row
            figure = found.promise.target if role == "target" else found.promise.outcome[position]
            if figure is not None:
                rows.append(_row(found, figure, position, evidence, data.cities[city].level.value))
    return table(rows, FigureRow)
