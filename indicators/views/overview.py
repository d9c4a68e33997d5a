"""The Overview: what became of the promises, per city and year, and the headline figures as a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.judging.verdicts import JUDGED
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.tables.counting import NUMBERS, CountRow, count_table
from indicators.views.compare import FEW_JUDGED
from indicators.views.documents import footer, of_figures
from indicators.views.elsewhere import in_words_of_them, where, where_briefly
from indicators.views.histories import History, histories
from indicators.views.labels import GLYPHS, ORDER, VERDICT_NAMES, address, verdict_name
from indicators.views.ledger import figure_words
from indicators.views.roster import levels, numbered, of_level, place_word
from indicators.views.scorecard import partly_held, rates
from indicators.words.texts import LANGUAGES, joined, labelled, msgid, translate


@dataclass(frozen=True, slots=True)
class Bar:
    """One city-year: how many promises got each verdict (in the order of verdicts), its rates, and what is known
    of those whose reports are not held whole or were not looked through, in words."""

    label: str
    counts: tuple[int, ...]
    rates: str
    partly: str
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
    """All that the page shows.

    `verdicts` are those that some promise got; `columns` are the city, the year and the address of each column of the
    matrix; `turned` is a table of the verdicts that the reader's tolerance turns, empty where it turns none.
    """

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
        name, because = verdict_name(verdict, lang), in_words(row, "because", lang)
        why = because if because.startswith(name) else labelled(name, because, lang)
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
    if frames.tolerance is None or not frames.counted:
        return pd.DataFrame()
    columns = ["city", "year", "indicator", "name_zh", "name_en", "verdict", "narrow"]
    now, before = frames.only("promises", columns=columns), stated.only("promises", columns=columns)
    changed = now["verdict"].to_numpy() != before["verdict"].to_numpy()
    changed |= now["narrow"].to_numpy() != before["narrow"].to_numpy()
    rows = []
    for new, old in zip(records(now[changed], PromiseRow), records(before[changed], PromiseRow), strict=True):
        rows.append(
            {
                place_word(frames, lang): frames.cities[new["city"]].say(lang),
                translate(lang, "Year"): new["year"],
                translate(lang, "Indicator"): in_words(new, "name", lang),
                translate(lang, "At the stated tolerance"): verdict_name(old["verdict"], lang, old["narrow"]),
                translate(lang, "At yours"): verdict_name(new["verdict"], lang, new["narrow"]),
            }
        )
    return pd.DataFrame(rows)


def _lead(frames: Frames, counted: Sequence[CountRow], lang: str) -> str:
    """How many promises, places, judgments and answers there are in all; of each level by itself, where there are
    several."""
    found = levels(frames, {row.city for row in counted})
    of_levels = [[row for row in counted if frames.cities[row.city].level is level] for level in found]
    leads = [_lead_of(frames, rows, lang) for rows in of_levels]
    if len(leads) > 1:
        leads.append(translate(lang, "What a larger place reports holds what those in it report: nothing is added up."))
    return joined(leads, lang, "sentences")


def _lead_of(frames: Frames, counted: Sequence[CountRow], lang: str) -> str:
    """The same of places of one level."""
    total = {name: sum(row.of[name] for row in counted) for name in NUMBERS}
    lead = translate(
        lang,
        "{n} promises of {places}; {judged} can be judged, {kept} of them kept{words}.",
        n=total["promises"],
        places=numbered(frames, {row.city for row in counted}, lang),
        judged=total["judged"],
        kept=total["kept"],
        words=in_words_of_them(total["kept_in_words"], lang),
    )
    answered = where(total, lang)
    return translate(lang, "{lead} {answered}.", lead=lead, answered=answered) if answered else lead


def _bar(frames: Frames, row: CountRow, lang: str) -> Bar:
    return Bar(
        f"{frames.cities[row.city].say(lang)} {row.year}",
        tuple(row.of[v] for v in ORDER),
        rates(row.of, lang),
        partly_held(row.of, lang),
        where_briefly(row.of, lang),
        address("scorecard", frames, city=row.city, year=row.year, lang=lang),
    )


def _said(*columns: str) -> list[str]:
    """Columns that stand in both languages."""
    return [f"{column}_{lang}" for column in columns for lang in LANGUAGES]


def _matrix(frames: Frames, counted: Sequence[CountRow], lang: str) -> tuple[MatrixRow, ...]:
    """The headline indicators that some city promised, each with a cell for every city and year."""
    columns = ["city", "year", "indicator", "verdict", "target_form", *_said("target", "outcome", "because")]
    headline = records(frames.only("promises", columns=columns, headline=True), PromiseRow)
    by_key = {(row["city"], row["year"], row["indicator"]): row for row in headline}
    promised = {row["indicator"] for row in headline}
    return tuple(
        MatrixRow(
            indicator.say(lang),
            address("indicator", frames, indicator=name, lang=lang),
            tuple(_cell(frames, by_key.get((c.city, c.year, name)), c.city, c.year, name, lang) for c in counted),
        )
        for name, indicator in frames.catalogue.items()
        if name in promised
    )


def _table(frames: Frames, numbers: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The table `tables.counts` with the city's name and headings in the reader's language."""
    headings = {
        "year": msgid("Year"),
        **VERDICT_NAMES,
        "promises": msgid("Promises"),
        "kept": msgid("Kept"),
        "kept_in_words": msgid("Kept in words"),
        "judged": msgid("Judged"),
        "answered": msgid("Answered"),
        "answerable": msgid("With reports held whole and looked through"),
        "partly_held": msgid("With reports not held whole or not looked through"),
        "partly_held_figures": msgid("With a figure among these"),
        "answered_congress": msgid("Reported to the People's Congress"),
        "answered_elsewhere": msgid("Found in other documents only"),
        "answered_words": msgid("Answered without a comparable figure"),
        "answered_silent": msgid("No figure in a report held whole"),
        "answered_unknown": msgid("Not known whether answered"),
    }
    named = numbers.assign(city=[frames.cities[city].say(lang) for city in numbers["city"]])
    if len(levels(frames, numbers["city"])) > 1:
        told = [of_level(frames.cities[city].level, lang) for city in numbers["city"]]
        named.insert(1, translate(lang, "Level"), told)
    headings = {column: translate(lang, heading) for column, heading in headings.items()}
    return named.rename(columns={"city": place_word(frames, lang), **headings})


def overview(frames: Frames, stated: Frames, lang: str) -> Overview:
    """The page over all cities and years; `stated` are the tables at the stated tolerance."""
    title = translate(lang, "What became of the promises")
    counted = frames.counted
    numbers = count_table(counted)
    if numbers.empty:
        message = translate(lang, "No promise has been curated yet.")
        return Overview(title, "", (), (), (), (), (), "", "", numbers, pd.DataFrame(), message)
    headline = [name for name, indicator in frames.catalogue.items() if indicator.headline]
    columns = ["city", "year", "indicator", "source", "promised"]
    figures = frames.only("figures", columns=columns).merge(numbers[["city", "year"]])
    shown = figures[figures["promised"] | figures["indicator"].isin(headline)]
    lead = _lead(frames, counted, lang)
    bars = tuple(_bar(frames, row, lang) for row in counted)
    return Overview(
        title=title,
        lead=lead,
        verdicts=tuple(v for i, v in enumerate(ORDER) if any(bar.counts[i] for bar in bars)),
        bars=bars,
        columns=tuple(
            (frames.cities[row.city].say(lang), str(row.year), bar.href) for row, bar in zip(counted, bars, strict=True)
        ),
        matrix=_matrix(frames, counted, lang),
        histories=histories(frames, lang),
        footer=_few(frames, numbers, lang) + footer(frames, of_figures(shown), lang),
        alt=translate(lang, "Stacked bars, one per place and year: {lead} The table below holds the same.", lead=lead),
        table=_table(frames, numbers, lang),
        turned=turned(frames, stated, lang),
        empty="",
    )
