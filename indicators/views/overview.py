"""The Overview: what became of the promises, per city and year, and the headline figures as a matrix."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators.judging.verdicts import JUDGED
from indicators.tables import Frames, count_rows, counts
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.tables.counting import NUMBERS
from indicators.views.compare import FEW_JUDGED
from indicators.views.elsewhere import where, where_briefly
from indicators.views.histories import History, histories
from indicators.views.labels import GLYPHS, ORDER, address, footer, source_titles, verdict_name
from indicators.views.ledger import figure_words
from indicators.views.scorecard import rates
from indicators.words.texts import joined, translate


@dataclass(frozen=True, slots=True)
class Bar:
    """One city-year: how many promises got each verdict (in the order of verdicts), and its rates in words."""

    label: str
    counts: tuple[int, ...]
    rates: str
    answered: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One headline indicator in one city-year. `text` says what a glyph alone can't; `why` is the whole reason."""

    glyph: str
    verdict: str
    text: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A headline indicator across all city-years."""

    name: str
    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page shows."""

    title: str
    lead: str
    verdicts: tuple[str, ...]
    bars: tuple[Bar, ...]
    columns: tuple[tuple[str, str, str], ...]
    matrix: tuple[MatrixRow, ...]
    histories: tuple[History, ...]
    footer: str
    alt: str
    table: pd.DataFrame
    turned: pd.DataFrame
    empty: str


def _cell(frames: Frames, row: PromiseRow | None, city: str, year: int, name: str, lang: str) -> Cell:
    href = address("scorecard", frames, city=city, year=year, open=name, lang=lang)
    if row is not None:
        verdict = row["verdict"]
        promised = in_words(row, "target", lang)
        if verdict in JUDGED:
            text = translate(lang, "{outcome} for {target}", outcome=in_words(row, "outcome", lang), target=promised)
        else:
            text = translate(lang, "promised {target}", target=promised) if row["target_form"] != "text" else ""
        why = f"{verdict_name(verdict, lang)}: {in_words(row, 'because', lang)}"
        return Cell(GLYPHS[verdict], verdict, text, why, href)
    outcomes = frames.outcomes_of(city, year, name)
    if outcomes:
        whole = [f for f in outcomes if f["rank"] is not None]
        counting = min(whole, key=lambda f: f["rank"] or 0) if whole else outcomes[-1]
        text = translate(lang, "reported {outcome}", outcome=figure_words(counting, lang))
        why = translate(lang, "Reported without a promise in the documents held.")
        return Cell("○", "context", text, why, address("indicator", frames, indicator=name, lang=lang))
    plans = [s for s in frames.sources_of(city).values() if s["plans"] == year and s["file"]]
    if plans and not any(s["whole_plans"] for s in plans):
        why = translate(lang, "Only an excerpt of the plan is held, and it has no promise of this.")
        return Cell("", "none", translate(lang, "not in the excerpt"), why, "")
    why = translate(lang, "The plan that is held makes no promise of this.")
    return Cell("", "none", translate(lang, "not promised"), why, "")


def _few(frames: Frames, table: pd.DataFrame, lang: str) -> str:
    """The city-years of which so little can be judged that their rates tell nothing; `table` as `tables.counts`."""
    few = table[(table["judged"] > 0) & (table["judged"] < FEW_JUDGED)]
    named = [f"{frames.cities[c].say(lang)} {y}" for c, y in zip(few["city"], few["year"], strict=True)]
    if not named:
        return ""
    return translate(
        lang, "Fewer than ten promises judged, too few to compare by: {places}. ", places=joined(named, lang)
    )


def turned(frames: Frames, stated: Frames, lang: str) -> pd.DataFrame:
    """The promises whose verdict another tolerance turns: city, year, indicator, before and after."""
    if frames.tolerance is None or frames.promises.empty:
        return pd.DataFrame()
    now, before = frames.promises, stated.promises
    changed = now["verdict"].to_numpy() != before["verdict"].to_numpy()
    changed |= now["narrow"].to_numpy() != before["narrow"].to_numpy()
    rows = []
    for new, old in zip(records(now[changed], PromiseRow), records(before[changed], PromiseRow), strict=True):
        narrow = translate(lang, " (narrow)")
        rows.append(
            {
                translate(lang, "City"): frames.cities[new["city"]].say(lang),
                translate(lang, "Year"): new["year"],
                translate(lang, "Indicator"): in_words(new, "name", lang),
                translate(lang, "At the stated tolerance"): verdict_name(old["verdict"], lang)
                + (narrow if old["narrow"] else ""),
                translate(lang, "At yours"): verdict_name(new["verdict"], lang) + (narrow if new["narrow"] else ""),
            }
        )
    return pd.DataFrame(rows)


def overview(frames: Frames, stated: Frames, lang: str) -> Overview:
    """The page over all cities and years; `stated` are the tables at the stated tolerance."""
    title = translate(lang, "What became of the promises")
    table = counts(frames.promises)
    if table.empty:
        message = translate(lang, "No promise has been curated yet.")
        return Overview(title, "", (), (), (), (), (), "", "", table, pd.DataFrame(), message)
    counted = count_rows(frames.promises)
    total = {name: sum(row.of[name] for row in counted) for name in NUMBERS}
    lead = translate(
        lang,
        "{n} promises of {cities} cities; {judged} can be judged, {kept} of them kept.",
        n=total["promises"],
        cities=len({row.city for row in counted}),
        judged=total["judged"],
        kept=total["kept"],
    )
    if told := where(total, lang):
        lead = translate(lang, "{lead} {answered}.", lead=lead, answered=told)
    bars = tuple(
        Bar(
            f"{frames.cities[row.city].say(lang)} {row.year}",
            tuple(row.of[v] for v in ORDER),
            rates(row.of, lang),
            where_briefly(row.of, lang),
            address("scorecard", frames, city=row.city, year=row.year, lang=lang),
        )
        for row in counted
    )
    places = [(row.city, row.year) for row in counted]
    by_key = {
        (r["city"], r["year"], r["indicator"]): r
        for r in records(frames.promises[frames.promises["headline"]], PromiseRow)
    }
    promised = {name for _, _, name in by_key}
    matrix = tuple(
        MatrixRow(
            indicator.say(lang),
            address("indicator", frames, indicator=name, lang=lang),
            tuple(_cell(frames, by_key.get((city, year, name)), city, year, name, lang) for city, year in places),
        )
        for name, indicator in frames.catalogue.items()
        if name in promised
    )
    used = [
        source_titles(frames, str(city), [*g["target_source"], *g["outcome_source"]], lang)
        for city, g in frames.promises.groupby("city")
    ]
    shown = table.assign(city=[frames.cities[c].say(lang) for c in table["city"]])
    names = {
        "city": translate(lang, "City"),
        "year": translate(lang, "Year"),
        **{v: verdict_name(v, lang) for v in ORDER},
    }
    names |= {
        "promises": translate(lang, "Promises"),
        "kept": translate(lang, "Kept"),
        "judged": translate(lang, "Judged"),
    }
    names |= {"answered": translate(lang, "Answered"), "answerable": translate(lang, "Answerable")}
    names |= {
        "answered_congress": translate(lang, "Answered to the congress"),
        "answered_elsewhere": translate(lang, "Found elsewhere"),
    }
    names |= {
        "answered_never": translate(lang, "Never answered"),
        "answered_unknown": translate(lang, "Not known whether answered"),
    }
    return Overview(
        title=title,
        lead=lead,
        verdicts=tuple(v for i, v in enumerate(ORDER) if any(bar.counts[i] for bar in bars)),
        bars=bars,
        columns=tuple(
            (frames.cities[c].say(lang), str(y), address("scorecard", frames, city=c, year=y, lang=lang))
            for c, y in places
        ),
        matrix=matrix,
        histories=histories(frames, lang),
        footer=_few(frames, table, lang) + footer(frames, joined(used, lang), lang),
        alt=translate(lang, "Stacked bars, one per city and year: {lead} The table below holds the same.", lead=lead),
        table=shown.rename(columns=names),
        turned=turned(frames, stated, lang),
        empty="",
    )
