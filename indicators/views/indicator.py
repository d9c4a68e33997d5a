"""The Indicator page: one indicator over the years, cities beside each other on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.judging.verdicts import JUDGED
from indicators.model.wording import unit_name
from indicators.tables import Frames
from indicators.tables.columns import HistoryRow
from indicators.tables.comparability import basis
from indicators.views.documents import footer, of_figures, of_promises
from indicators.views.elsewhere import in_words_of_them
from indicators.views.histories import History, histories
from indicators.views.indicator_years import Mark, YearFigures, mark, year_figures
from indicators.views.labels import (
    GLYPHS,
    verdict_with_glyph,
)
from indicators.views.roster import apart, levels, of_level, place_word
from indicators.views.year_marks import BreakMark, HistoryMark, break_marks, history_marks, marked_histories, unlike
from indicators.words import units
from indicators.words.texts import joined, labelled, msgid, translate


@dataclass(frozen=True, slots=True)
class Panel:
    """One city's years, what happened between them, and where its series breaks. `key` is the city's in the tables."""

    key: str
    city: str
    marks: tuple[Mark, ...]
    histories: tuple[HistoryMark, ...]
    breaks: tuple[BreakMark, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that the page shows.

    `scale` is the lowest and the highest value of every panel, in the indicator's own unit; times `factor` it is in
    `unit`, the one that the reader's language has.
    """

    title: str
    subtitle: str
    definition: str
    cautions: tuple[str, ...]
    histories: tuple[History, ...]
    panels: tuple[Panel, ...]
    scale: tuple[float, float]
    unit: str
    factor: float
    legend: str
    footer: str
    alt: str
    table: pd.DataFrame
    empty: str


def indicators_with_figures(frames: Frames) -> list[str]:
    """Indicators that have a figure, those promised in most city-years first within headline and others."""
    uses = frames.uses
    times = {name: sum(use.promises for use in cities.values()) for name, cities in uses.items()}
    catalogue = frames.catalogue
    order = {
        name: (not indicator.headline, -times.get(name, 0), n) for n, (name, indicator) in enumerate(catalogue.items())
    }
    return sorted((name for name in catalogue if name in uses), key=order.__getitem__)


def cities_of(frames: Frames, indicator: str) -> list[str]:
    """The cities that have a figure of an indicator."""
    return sorted(frames.uses.get(indicator, ()))


def _panel(
    frames: Frames, city: str, name: str, of: Mapping[int, YearFigures], told: Sequence[HistoryRow], lang: str
) -> Panel:
    """The years of one city that have a figure of the indicator, and what is told of them."""
    marks = tuple(mark(frames, year, found, lang) for year, found in sorted(of.items()))
    between = history_marks(told, {mark.year: mark.target for mark in marks}, lang)
    return Panel(city, frames.cities[city].say(lang), marks, between, break_marks(frames, city, name, lang))


def _scale(panels: tuple[Panel, ...]) -> tuple[float, float]:
    """One scale for all panels: zero in, room above the highest promise for the span it allows."""
    values = [
        v
        for p in panels
        for m in p.marks
        for v in (m.target, m.outcome, m.stretch, m.implied, *(o.value for o in m.others))
        if v is not None
    ]
    if not values:
        return 0.0, 1.0
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low) * 0.18 or 1.0
    return (low - room if low < 0 else 0.0), high + room


def _subtitle(marks: list[Mark], lang: str) -> str:
    judged = [m for m in marks if m.verdict in JUDGED]
    kept = sum(m.verdict in ("met", "exceeded") for m in judged)
    promised = sum(m.verdict != "context" for m in marks)
    if not promised:
        return translate(lang, "reported, not promised in the documents held")
    if not judged:
        return translate(lang, "promised {n} times, none can be judged yet", n=promised)
    return translate(
        lang,
        "promised {n} times; of {judged} that can be judged {kept} kept{words}",
        n=promised,
        judged=len(judged),
        kept=kept,
        words=in_words_of_them(sum(m.in_words for m in judged), lang),
    )


def _subtitles(frames: Frames, panels: Sequence[Panel], lang: str) -> str:
    """How often it was promised and kept; by places of each level, where they are of several."""
    found = levels(frames, (p.key for p in panels))
    of = {level: [m for p in panels if frames.cities[p.key].level is level for m in p.marks] for level in found}
    if len(of) < 2:
        return _subtitle([m for p in panels for m in p.marks], lang)
    each = [labelled(of_level(level, lang), _subtitle(marks, lang), lang) for level, marks in of.items()]
    return joined(each, lang, "statements")


def _table(frames: Frames, panels: Sequence[Panel], lang: str) -> pd.DataFrame:
    """What the figure shows as a table, a row a city and year."""
    return pd.DataFrame(
        [
            {
                place_word(frames, lang): p.city,
                translate(lang, "Year"): m.year,
                translate(lang, "Promised"): m.target_text or "—",
                translate(lang, "Reported"): " ".join(filter(None, (m.outcome_text, m.until))) or "—",
                translate(lang, "Verdict"): verdict_with_glyph(m.verdict, lang)
                if m.verdict in GLYPHS
                else translate(lang, "Not promised"),
                translate(lang, "Reason"): m.why,
                translate(lang, "Over the years"): " ".join(h.because for h in p.histories if h.year == m.year),
                translate(lang, "Other outcomes"): "; ".join(o.words for o in m.others),
            }
            for p in panels
            for m in p.marks
        ]
    )


def _cautions(frames: Frames, name: str, cities: list[str], panels: Sequence[Panel], lang: str) -> tuple[str, ...]:
    """What to mind in reading the figure: where a series breaks, and which promises are not alike."""
    message = msgid("{city}: the series breaks between {first} and {last}: {reason}")
    breaks = (
        translate(lang, message, city=p.city, first=b.first, last=b.last, reason=b.reason)
        for p in panels
        for b in p.breaks
    )
    levels_apart = apart(frames, (p.key for p in panels), lang)
    return (*filter(None, [levels_apart]), *breaks, *unlike(frames, name, cities, lang))


def indicator_view(frames: Frames, name: str, cities: list[str], lang: str) -> IndicatorView:
    """The page of one indicator for some of the cities that have it."""
    entry = frames.catalogue[name]
    years = year_figures(frames, name, cities)
    told = marked_histories(frames, name, cities)
    panels = (_panel(frames, city, name, years.get(city, {}), told.get(city, ()), lang) for city in cities)
    shown = tuple(p for p in panels if p.marks)
    unit = unit_name(entry.unit, lang)
    subtitle = _subtitles(frames, shown, lang)
    own = frames.only("figures", cities, ["city", "source"], indicator=name)
    promised = frames.only("promises", cities, ["city", "year", "indicator", "owed_by"], indicator=name)
    return IndicatorView(
        title=translate(lang, "{name}: promised and achieved", name=entry.say(lang)),
        subtitle=joined((unit, subtitle), lang, "facts"),
        definition=joined((line.say(lang) for line in basis(entry)), lang, "statements"),
        cautions=_cautions(frames, name, cities, shown, lang),
        histories=histories(frames, lang, name, cities),
        panels=shown,
        scale=_scale(shown),
        unit=unit,
        factor=float(units.english(entry.unit)[0]) if lang == "en" else 1.0,
        legend=translate(
            lang,
            "Line: the promise; pale band: what it allows; dotted: striven for. Filled dot: the outcome that decides; "
            "small: another; hollow: part of a year, or reported without a promise.",
        ),
        footer=footer(frames, [*of_figures(own), *of_promises(frames, promised)], lang),
        alt=translate(
            lang,
            "{name} over the years for {cities}: {subtitle}. The table below holds the same.",
            name=entry.say(lang),
            cities=", ".join(p.city for p in shown),
            subtitle=subtitle,
        ),
        table=_table(frames, shown, lang),
        empty="" if shown else translate(lang, "No figure of this indicator has been curated for the chosen places."),
    )
