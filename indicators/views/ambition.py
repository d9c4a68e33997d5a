"""Ambition and delivery: how much growth cities promised, against how far the outcomes were from it.

Only what fits on one scale is placed: headline indicators that are growth rates in percent of which more is better,
promised as a number for the whole city and that year, with an outcome that can be judged.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators.judging.verdicts import JUDGED
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.views.documents import footer, of_promises
from indicators.views.labels import GLYPHS, address, hover_lines, verdict_with_glyph
from indicators.views.roster import levels, numbered, place_word
from indicators.words.inert import in_plotly
from indicators.words.texts import joined, msgid, translate

FEW_POINTS = 10  # points below which no pattern should be read into the picture


@dataclass(frozen=True, slots=True)
class Point:
    """One promise: `target` in percent, `gap` in percentage points past it (negative: short of it)."""

    label: str
    target: float
    gap: float
    outcome: str
    verdict: str
    hover: str
    href: str


@dataclass(frozen=True, slots=True)
class Plane:
    """The points of one indicator."""

    name: str
    href: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Ambition:
    """All that the picture shows; `empty` is set instead of planes where there is nothing to place."""

    title: str
    lead: str
    planes: tuple[Plane, ...]
    note: str
    footer: str
    alt: str
    table: pd.DataFrame
    empty: str


def placeable(frames: Frames) -> pd.DataFrame:
    """The headline promises of a growth rate that one scale can hold, judged or not."""
    rates = [name for name, i in frames.catalogue.items() if i.headline and i.measure == "growth" and i.unit == "%"]
    rows = frames.only("promises", indicator=rates, better="higher", scope="")
    return rows[rows["target_value"].notna() & (rows["due"] == rows["year"])]


def _point(frames: Frames, row: PromiseRow, lang: str) -> Point:
    label = f"{frames.cities[row['city']].say(lang)} {row['year']}"
    words = [
        f"<b>{in_plotly(label)}</b>",
        in_plotly(in_words(row, "name", lang)),
        f"{GLYPHS[row['verdict']]} {hover_lines(in_words(row, 'because', lang), lang)}",
    ]
    href = address("scorecard", frames, city=row["city"], year=row["year"], open=row["indicator"], lang=lang)
    return Point(
        label,
        row["target_value"],
        row["gap"],
        in_words(row, "outcome", lang),
        row["verdict"],
        "<br>".join(words),
        href,
    )


def ambition(frames: Frames, lang: str) -> Ambition:
    """The picture over all cities and years."""
    rows = placeable(frames)
    placed = rows[rows["verdict"].isin(JUDGED) & rows["gap"].notna()]
    title = translate(lang, "Ambition and delivery")
    if placed.empty:
        nothing = translate(lang, "No promised growth rate has an outcome to be judged by yet.")
        return Ambition(title, "", (), "", "", "", pd.DataFrame(), nothing)
    planes = []
    for name in (n for n in frames.catalogue if (placed["indicator"] == n).any()):
        mine = records(placed[placed["indicator"] == name], PromiseRow)
        link = address("indicator", frames, indicator=name, lang=lang)
        planes.append(Plane(frames.catalogue[name].say(lang), link, tuple(_point(frames, row, lang) for row in mine)))
    lead = _lead(frames, rows, placed, lang)
    if len(placed) < FEW_POINTS:
        lead = f"{lead}{' ' if lang == 'en' else ''}{translate(lang, 'Too few to read a pattern into.')}"
    return Ambition(
        title=title,
        lead=lead,
        planes=tuple(planes),
        note=translate(
            lang,
            "Each dot is a place and year with its outcome: the further right, the more was promised; "
            "on the line or above it kept, below it short. Along a slanting line the outcome is the same.",
        ),
        footer=footer(frames, of_promises(frames, placed), lang),
        alt=translate(
            lang,
            "Promised growth against the distance of the outcome from it, a panel for each indicator. "
            "{lead} The table below holds the same.",
            lead=lead,
        ),
        table=_table(frames, placed, lang),
        empty="",
    )


def _lead(frames: Frames, rows: pd.DataFrame, placed: pd.DataFrame, lang: str) -> str:
    """How many of the promised rates are placed; by places of each level, where they are of several."""
    found = levels(frames, rows["city"].unique())
    leads = []
    for level in found:
        those = [city for city in rows["city"].unique() if frames.cities[city].level is level]
        values = {"n": int(placed["city"].isin(those).sum()), "all": int(rows["city"].isin(those).sum())}
        if len(found) == 1:
            message = msgid(
                "{n} of {all} promised growth rates among the headline figures have an outcome to be judged by."
            )
            return translate(lang, message, **values)
        message = msgid("{places}: {n} of {all} promised growth rates have an outcome to be judged by.")
        leads.append(translate(lang, message, places=numbered(frames, those, lang), **values))
    return joined(leads, lang, "sentences")


def _table(frames: Frames, placed: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The points as a table."""
    return pd.DataFrame(
        {
            translate(lang, "Indicator"): placed[f"name_{lang}"],
            place_word(frames, lang): [frames.cities[c].say(lang) for c in placed["city"]],
            translate(lang, "Year"): placed["year"],
            translate(lang, "Promised"): placed[f"target_{lang}"],
            translate(lang, "Reported"): placed[f"outcome_{lang}"],
            translate(lang, "Gap"): placed[f"gap_{lang}"],
            translate(lang, "Verdict"): [verdict_with_glyph(v, lang) for v in placed["verdict"]],
        }
    )
