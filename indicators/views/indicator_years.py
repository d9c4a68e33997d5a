"""A year of an indicator: what was promised for it and what was reported, as one mark of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import isnan

from indicators.judging.verdicts import JUDGED
from indicators.tables import Frames
from indicators.tables.columns import FigureRow, PromiseRow, in_words, records
from indicators.views.labels import figure_address, hover_lines, hover_quote
from indicators.views.year_marks import Beside, beside
from indicators.words.texts import day, number, translate


@dataclass(frozen=True, slots=True)
class Mark:
    """One year of an indicator in one city: its promise, and its outcome, in the indicator's own unit.

    `target`, `stretch` and the bounds `low` and `high` of what the promise allows are None where there is none, or none
    that is a number; so is `outcome`. `until` is the end of the period of an outcome of part of the year, in words;
    `hollow` says that the outcome decides nothing. `verdict` is "context" where nothing was promised. `implied` is the
    growth in percent that two reported levels imply.
    """

    year: int
    target: float | None
    low: float | None
    high: float | None
    stretch: float | None
    target_text: str
    outcome: float | None
    outcome_text: str
    until: str
    verdict: str
    in_words: bool
    hollow: bool
    why: str
    hover: str
    target_href: str
    outcome_href: str
    others: tuple[Beside, ...]
    implied: float | None
    implied_text: str


@dataclass(slots=True)
class YearFigures:
    """What was promised for a year (None: nothing), and the outcomes in the order of the file."""

    promise: PromiseRow | None = None
    outcomes: list[FigureRow] = field(default_factory=list)


def year_figures(frames: Frames, name: str, cities: Sequence[str]) -> dict[str, dict[int, YearFigures]]:
    """The promises and outcomes of an indicator of some cities, by city and year."""
    found: dict[str, dict[int, YearFigures]] = {}
    for figure in records(frames.only("figures", cities, indicator=name), FigureRow):
        of_year = found.setdefault(figure["city"], {}).setdefault(figure["year"], YearFigures())
        if figure["role"] == "outcome":
            of_year.outcomes.append(figure)
    for row in records(frames.only("promises", cities, indicator=name), PromiseRow):
        if row["year"] in found.get(row["city"], {}):
            found[row["city"]][row["year"]].promise = row
    return found


def mark(frames: Frames, year: int, found: YearFigures, lang: str) -> Mark:
    """The mark of a year by its promise and its outcomes."""
    row, figure = found.promise, _chosen(found.outcomes)
    others = [beside(frames, f, lang) for f in found.outcomes if f is not figure and not isnan(f["number"])]
    mark = replace(_reported(figure, year, lang), others=tuple(others))
    if row is not None:
        mark = _promised(mark, row, lang)
    quotes = [row["target_quote"]] if row is not None else []
    quotes += [figure["quote"]] if figure is not None else []
    lines = [f"<b>{year}</b>", hover_lines(mark.why, lang), *(hover_quote(quote, lang) for quote in quotes)]
    return replace(mark, hover="<br>".join(lines))


def _reported(figure: FigureRow | None, year: int, lang: str) -> Mark:
    """The mark of an outcome (None: there is none) that nobody promised."""
    mark = Mark(
        year=year,
        target=None,
        low=None,
        high=None,
        stretch=None,
        target_text="",
        outcome=None,
        outcome_text="",
        until="",
        verdict="context",
        in_words=False,
        hollow=True,
        why=translate(lang, "Reported without a promise in the documents held."),
        hover="",
        target_href="",
        outcome_href="",
        others=(),
        implied=None,
        implied_text="",
    )
    if figure is None:
        return mark
    until = figure["interim_to"]
    key = (figure["city"], year, figure["indicator"], "outcome", figure["position"])
    return replace(
        mark,
        outcome=_number(figure["number"]),
        outcome_text=in_words(figure, "shown", lang),
        until=translate(lang, "to {date}", date=day(date.fromisoformat(until), lang)) if until else "",
        outcome_href=figure_address(figure["source"], key, lang),
    )


def _promised(mark: Mark, row: PromiseRow, lang: str) -> Mark:
    """The mark of an outcome with the promise of its year."""
    verdict, implied = row["verdict"], _number(row["implied"])
    target = _number(row["target_value"])
    implied_text = ""
    if implied is not None:
        value = number(Decimal(str(implied)), lang)
        implied_text = translate(lang, "{value} % implied (nominal, ours)", value=value)
    return replace(
        mark,
        target=_number(row["reference"]) if target is None else target,
        low=_number(row["target_low"]),
        high=_number(row["target_high"]),
        stretch=_number(row["stretch"]),
        target_text=in_words(row, "target", lang),
        outcome=None if verdict == "not_comparable" else mark.outcome,
        verdict=verdict,
        in_words=row["in_words"],
        hollow=bool(mark.until) or verdict not in (*JUDGED, "unclear"),
        why=in_words(row, "because", lang),
        target_href=figure_address(
            row["target_source"], (row["city"], row["year"], row["indicator"], "target", 0), lang
        ),
        implied=implied,
        implied_text=implied_text,
    )


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _chosen(outcomes: Sequence[FigureRow]) -> FigureRow | None:
    """The outcome of a year that is drawn large: the one that decides, else the first of part of the year."""
    whole = [f for f in outcomes if f["rank"] is not None]
    return min(whole, key=lambda f: f["rank"] or 0) if whole else next(iter(outcomes), None)
