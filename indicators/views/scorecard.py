"""The Scorecard: one city, one year; the ledger, what no document held answers, and the quotes of the opened row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import pandas as pd

from indicators.tables import Frames, count_rows
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.views.documents import footer, of_promises
from indicators.views.elsewhere import Other, in_words_of_them, others, where
from indicators.views.labels import GLYPHS, evidence_name, group_name, verdict_with_glyph
from indicators.views.ledger import LedgerRow, figure_words, ledger_row
from indicators.views.paragraph import paragraph
from indicators.views.passages import Passage, passage
from indicators.words.texts import joined, msgid, translate

FILTERS = ("all", "judged", "missed", "silent", "not_compared")
FILTER_VERDICTS = {
    "judged": ("exceeded", "met", "missed"),
    "missed": ("missed",),
    "silent": ("unreported", "not_held", "awaiting"),
    "not_compared": ("unclear", "not_comparable", "unquantified"),
}
FILTER_NAMES = {
    "all": msgid("All promises"),
    "judged": msgid("Judged"),
    "missed": msgid("Missed"),
    "silent": msgid("No outcome"),
    "not_compared": msgid("Not compared"),
}


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """A group of the ledger with its rows."""

    name: str
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The row the reader opened: its reason and its passages."""

    name: str
    verdict: str
    glyph: str
    because: str
    answered: str
    evidence: str
    definition: str
    turned: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that the page shows. `empty` is set instead of groups where there is nothing."""

    title: str
    paragraph: str
    sentence: str
    answered: str
    rates: str
    groups: tuple[LedgerGroup, ...]
    unanswered: tuple[tuple[str, str, str], ...]
    footer: str
    scale: str
    alt: str
    table: pd.DataFrame
    opened: Opened | None
    empty: str


def years_of(frames: Frames, city: str) -> list[int]:
    """The years a city promised for, newest last."""
    return list(frames.years_promised.get(city, ()))


def sentence(row: Mapping[str, int], lang: str) -> str:
    """What became of a city-year's promises, in a line; `row` are the numbers of a `tables.CountRow`."""
    parts = [translate(lang, "{n} promises", n=row["promises"])]
    if row["judged"]:
        parts.append(
            translate(
                lang,
                "{judged} can be judged: {kept} kept{words}, {missed} missed",
                judged=row["judged"],
                kept=row["kept"],
                words=in_words_of_them(row["kept_in_words"], lang),
                missed=row["missed"],
            )
        )
    unlooked = row["unlooked_for"]
    if n := row["unreported"]:
        parts.append(translate(lang, "{n} not reported", n=n))
    if n := row["not_held"] - unlooked:
        parts.append(translate(lang, "{n} not in what is held", n=n))
    if unlooked:
        parts.append(translate(lang, "{n} that nobody has looked for yet", n=unlooked))
    for verdict, message in (
        ("not_comparable", msgid("{n} not comparable")),
        ("unclear", msgid("{n} too vague to tell")),
        ("awaiting", msgid("{n} awaiting a report")),
        ("unquantified", msgid("{n} without a number")),
    ):
        if row[verdict]:
            parts.append(translate(lang, message, n=row[verdict]))
    return joined(parts, lang, "facts")


def rates(row: Mapping[str, int], lang: str) -> str:
    """Kept and answered as percentages with their numerators and denominators; answered only over the promises whose
    owing reports are held whole and were looked through. `row` are the numbers of a `tables.CountRow`."""
    parts = []
    if row["judged"]:
        share, words = round(100 * row["kept"] / row["judged"]), in_words_of_them(row["kept_in_words"], lang)
        message = msgid("kept {share}% ({kept} of {judged}{words})")
        parts.append(translate(lang, message, share=share, kept=row["kept"], judged=row["judged"], words=words))
    if row["answerable"]:
        share = round(100 * row["answered"] / row["answerable"])
        message = msgid("answered {share}% ({answered} of {answerable})")
        parts.append(translate(lang, message, share=share, answered=row["answered"], answerable=row["answerable"]))
    return joined(parts, lang, "clauses")


def partly_held(row: Mapping[str, int], lang: str) -> str:
    """How many of the promises whose owing reports are not held whole, or were not looked through, have a figure: no
    share can be told of them."""
    if not row["partly_held"]:
        return ""
    message = msgid("of {n} whose reports are not held whole {figures} have a figure")
    if row["unlooked"]:
        message = msgid("of {n} whose reports are not held whole or not looked through yet {figures} have a figure")
    return translate(lang, message, n=row["partly_held"], figures=row["partly_held_figures"])


def words_of(frames: Frames, row: PromiseRow, lang: str) -> Opened:
    """The reason and the passages of a promise, the deciding outcome's before the others'."""
    rest = others(frames, row, lang)
    turning = [other for other in rest if other.would]
    definition = frames.catalogue[row["indicator"]].definition
    return Opened(
        name=in_words(row, "name", lang),
        verdict=row["verdict"],
        glyph=GLYPHS[row["verdict"]],
        because=in_words(row, "because", lang),
        answered=in_words(row, "answered", lang) if row["outcome_form"] or row["answered_in"] == "words" else "",
        evidence=evidence_name(row["evidence"], lang),
        definition=definition.say(lang) if definition else "",
        turned=translate(
            lang,
            "Another document would give another verdict: {others}.",
            others=joined((other.say(lang) for other in turning), lang, "statements"),
        )
        if turning
        else "",
        passages=_passages(frames, row, {other.position: other for other in rest}, lang),
    )


def _passages(frames: Frames, row: PromiseRow, rest: Mapping[int, Other], lang: str) -> tuple[Passage, ...]:
    """The passages of a promise's figures; `rest` are the outcomes that did not decide, by position."""
    target, *outcomes = frames.figures_of(row["city"], row["year"])[row["indicator"]]
    passages = [passage(frames, target, in_words(row, "target", lang), lang)]
    for figure in sorted(outcomes, key=lambda f: (f["position"] in rest, f["position"])):  # the deciding one first
        shown, other = passage(frames, figure, figure_words(figure, lang), lang), rest.get(figure["position"])
        if other is not None:
            role = translate(
                lang, msgid("Reported for part of the year") if other.interim else msgid("Reported elsewhere too")
            )
            shown = replace(shown, role=role, note=" ".join(filter(None, [_would(other, lang), shown.note])))
        passages.append(shown)
    return tuple(passages)


def _would(other: Other, lang: str) -> str:
    return (
        translate(lang, "By this figure the verdict would be “{verdict}”.", verdict=other.would) if other.would else ""
    )


def scorecard(
    frames: Frames, city: str, year: int, lang: str, show: str = "all", opened: str | None = None
) -> Scorecard:
    """The page of one city and year. `show` is one of FILTERS, `opened` the indicator whose quotes are shown."""
    place = frames.cities[city].say(lang)
    title = translate(lang, "{city} {year}: what was promised, what was achieved", city=place, year=year)
    mine = frames.only("promises", [city], year=year)
    if mine.empty:
        message = translate(lang, "No promise of {city} for {year} has been curated yet.", city=place, year=year)
        return Scorecard(title, "", "", "", "", (), (), "", "", "", pd.DataFrame(), None, message)
    (counted,) = count_rows(mine)
    total = counted.of
    chosen = mine[mine["verdict"].isin(FILTER_VERDICTS[show])] if show in FILTER_VERDICTS else mine
    rows = frames.promises_of(city, year)
    shown = [row for row in rows if row["verdict"] in FILTER_VERDICTS.get(show, (row["verdict"],))]
    groups = [
        LedgerGroup(group_name(group, lang), tuple(ledger_row(frames, row, lang) for row in of_group))
        for group, of_group in groupby(shown, key=lambda row: "headline" if row["headline"] else row["group"])
    ]
    unanswered = tuple(
        (r["indicator"], in_words(r, "name", lang), in_words(r, "target", lang))
        for r in rows
        if r["verdict"] in ("unreported", "not_held")
    )
    filtered = "" if show == "all" else translate(lang, "Shown: {filter}. ", filter=translate(lang, FILTER_NAMES[show]))
    row = next((row for row in rows if row["indicator"] == opened), None)
    alt_message = msgid(
        "Ledger of {city} {year}: {n} promises, one row each; of {judged} that can be judged {kept} were kept{words}. "
        "The table below holds the same."
    )
    return Scorecard(
        title=title,
        paragraph=paragraph(frames, city, year, lang),
        sentence=sentence(total, lang),
        answered=where(total, lang),
        rates=joined([rates(total, lang), partly_held(total, lang)], lang, "statements"),
        groups=tuple(groups),
        unanswered=unanswered,
        footer=filtered + footer(frames, of_promises(frames, mine), lang),
        scale=translate(
            lang,
            "The line is the promise, the pale band what it allows (lower-is-better rows are mirrored), "
            "dotted what was striven for. Half a row is the whole of the promise or ten percentage points.",
        ),
        alt=translate(
            lang,
            alt_message,
            city=place,
            year=year,
            n=total["promises"],
            judged=total["judged"],
            kept=total["kept"],
            words=in_words_of_them(total["kept_in_words"], lang),
        ),
        table=_table(frames, chosen, lang),
        opened=words_of(frames, row, lang) if row else None,
        empty="" if groups else translate(lang, "No promise fits the filter."),
    )


def _table(frames: Frames, rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The ledger as a table."""
    names = {
        f"name_{lang}": msgid("Indicator"),
        f"target_{lang}": msgid("Promised"),
        f"outcome_{lang}": msgid("Reported"),
        "verdict": msgid("Verdict"),
        f"gap_{lang}": msgid("Gap"),
        f"because_{lang}": msgid("Reason"),
        f"answered_{lang}": msgid("Where answered"),
        "evidence": msgid("Evidence"),
        "other_outcomes": msgid("Other outcomes"),
        "target_quote": msgid("Words of the promise"),
        "outcome_quote": msgid("Words of the outcome"),
    }
    table = rows[list(names)].copy()
    table["verdict"] = [verdict_with_glyph(v, lang) for v in table["verdict"]]
    table["evidence"] = [evidence_name(strength, lang) for strength in table["evidence"]]
    table["other_outcomes"] = [
        "; ".join(o.say(lang) for o in others(frames, row, lang)) if row["other_outcomes"] else ""
        for row in records(rows, PromiseRow)
    ]
    return table.rename(columns={k: translate(lang, v) for k, v in names.items()})
