"""A paragraph that sums up a city and year, composed from the tables in either language.

It says how many promises there are; what became of those that can be judged, with the figure that says most; where
answers were found; and what cannot be said, and why. Every clause rests on a count or a row of the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.judging.verdicts import JUDGED, KEPT
from indicators.tables import Frames, count_rows
from indicators.tables.columns import PromiseRow, in_words
from indicators.views.labels import TO_CONGRESS, evidence_name, kind_name
from indicators.views.ledger import shortfall
from indicators.words.texts import bracketed, ended, enumerated, inside, joined, msgid, translate


def paragraph(frames: Frames, city: str, year: int, lang: str) -> str:
    """The paragraph of one city and year in `lang`; empty where nothing was promised."""
    mine = frames.only("promises", [city], year=year)
    if mine.empty:
        return ""
    (counted,) = count_rows(mine)
    total, rows = counted.of, frames.promises_of(city, year)
    sentences = [
        _promised(frames, rows, total, lang),
        _single(frames, rows[0], lang) if len(rows) == 1 else _judged(frames, rows, total, lang),
    ]
    if len(rows) > 1:
        sentences += [_kept_in_words(total, lang), _answered(total, lang), _untold(total, lang)]
    return joined((ended(s, lang) for s in sentences if s), lang, "sentences")


def _promised(frames: Frames, rows: Sequence[PromiseRow], total: Mapping[str, int], lang: str) -> str:
    """How many promises; "at least" where of a plan only an excerpt is held; and of how many only the news tells."""
    n, bare = total["promises"], total["unquantified"]
    city, year = rows[0]["city"], rows[0]["year"]
    sources = frames.sources_of(city)
    cut = any(s["plans"] == year and "plans" in s["excerpt"] for s in sources.values())
    told = sum(sources[row["target_source"]]["kind"] == "news" for row in rows)
    values = {"city": frames.cities[city].say(lang), "year": year, "n": n}
    if cut:
        said = translate(
            lang,
            msgid("{city} made at least 1 promise for {year} (of its plan only an excerpt is held)")
            if n == 1
            else msgid("{city} made at least {n} promises for {year} (of its plan only an excerpt is held)"),
            **values,
        )
    else:
        said = translate(
            lang,
            msgid("{city} made 1 promise for {year}") if n == 1 else msgid("{city} made {n} promises for {year}"),
            **values,
        )
    if n == 1:
        return said
    if bare:
        message = msgid(", none of them with a number") if bare == n else msgid(", {n} of them without a number")
        said += translate(lang, message, n=bare)
    if told:
        message = msgid(", all known from the news alone") if told == n else msgid(", {n} known from the news alone")
        said += translate(lang, message, n=told)
    return said


def _single(frames: Frames, row: PromiseRow, lang: str) -> str:
    """The only promise and what became of it."""
    if row["verdict"] in KEPT:
        return translate(lang, "It was kept: {figure}", figure=_figure(frames, row, lang))
    if row["verdict"] == "missed":
        return translate(lang, "It was missed: {figure}", figure=_figure(frames, row, lang))
    return translate(lang, "Whether it was kept cannot be said: {because}", because=in_words(row, "because", lang))


def _judged(frames: Frames, rows: Sequence[PromiseRow], total: Mapping[str, int], lang: str) -> str:
    """What became of the promises that can be judged, and the one that says most."""
    judged, kept = total["judged"], total["kept"]
    missed = judged - kept
    if not judged:
        return translate(lang, "None of them can be judged")
    chosen = _chosen(rows)
    figure = _figure(frames, chosen, lang)
    if judged == 1:
        return translate(
            lang,
            msgid("It kept the only one that can be judged: {figure}")
            if kept
            else msgid("It missed the only one that can be judged: {figure}"),
            figure=figure,
        )
    if not missed:
        return translate(
            lang, "It kept all {judged} that can be judged, among them {figure}", judged=judged, figure=figure
        )
    if missed == 1:
        return translate(
            lang,
            "It kept {kept} of the {judged} that can be judged and missed one: {figure}",
            kept=kept,
            judged=judged,
            figure=figure,
        )
    if kept:
        said = translate(
            lang,
            "It kept {kept} of the {judged} that can be judged and missed {missed}",
            kept=kept,
            judged=judged,
            missed=missed,
        )
    else:
        said = translate(lang, "It missed all {judged} that can be judged", judged=judged)
    among = chosen["headline"] and not all(r["headline"] for r in rows if r["verdict"] == "missed")
    return said + translate(
        lang,
        msgid("; furthest short among the headline figures is {figure}")
        if among
        else msgid("; furthest short is {figure}"),
        figure=figure,
    )


def _chosen(rows: Sequence[PromiseRow]) -> PromiseRow:
    """The promise to name: the miss that is furthest short, of headline figures if one is missed; else the first kept.

    `rows` are in the order of the table, where headline figures stand first.
    """
    judged = [r for r in rows if r["verdict"] in JUDGED]
    missed = [r for r in judged if r["verdict"] == "missed"]
    if not missed:
        return judged[0]
    return max(missed, key=lambda r: (bool(r["headline"]), shortfall(r)))


def _figure(frames: Frames, row: PromiseRow, lang: str) -> str:
    """A judged promise in a clause, with where it was found if not in a report to the congress, and its evidence."""
    values = {
        "name": inside(in_words(row, "name", lang)),
        "promised": in_words(row, "promised", lang),
        "outcome": in_words(row, "outcome", lang),
    }
    gap = in_words(row, "gap", lang).lstrip("+−")
    own = frames.sources_of(row["city"])[row["target_source"]]["kind"] in TO_CONGRESS
    message = msgid("{name}, {promised}, reported {outcome}") if own else msgid("{name}, reported {outcome} {promised}")
    said = translate(lang, message, **values)
    if row["verdict"] == "missed" and gap and row["gap"]:
        said = translate(lang, "{said}, {gap} short", said=said, gap=gap)
    remarks = joined([_found(frames, row, lang), evidence_name(row["evidence"], lang)], lang, "statements")
    return joined([said, bracketed(remarks, lang)], lang, "sentences")


def _found(frames: Frames, row: PromiseRow, lang: str) -> str:
    """Where a figure was found that no report to the congress held here gives."""
    if row["answered_in"] != "elsewhere":
        return ""
    kind = inside(kind_name(frames.sources_of(row["city"])[row["outcome_source"]], lang))
    return translate(
        lang,
        msgid("not in the report to the People's Congress, but in the {kind}")
        if row["left_out"]
        else msgid("found in the {kind}"),
        kind=kind,
    )


def _kept_in_words(total: Mapping[str, int], lang: str) -> str:
    """How many were kept by words that say it is done."""
    n = total["kept_in_words"]
    if not n:
        return ""
    return translate(
        lang,
        msgid("Of those kept, 1 is kept by words that say it is done")
        if n == 1
        else msgid("Of those kept, {n} are kept by words that say it is done"),
        n=n,
    )


def _answered(total: Mapping[str, int], lang: str) -> str:
    """To whom the answers were given."""
    places = ("congress", "elsewhere", "words", "silent")
    congress, elsewhere, words, silent = (total[f"answered_{where}"] for where in places)
    if silent == total["promises"]:
        return translate(lang, "The reports that owe the answer are held whole and give no figure for any of them")
    messages = (
        (congress, msgid("it reported what became of {n} to the People's Congress")),
        (elsewhere, msgid("for {n} the outcome was found only in other documents")),
        (words, msgid("for {n} what was reported gives no figure that could be compared")),
        (silent, msgid("for {n} the reports that owe the answer, held whole, give no figure")),
    )
    parts = [translate(lang, message, n=n) for n, message in messages if n]
    told = joined(parts, lang, "remarks")
    return told[:1].upper() + told[1:]


def _untold(total: Mapping[str, int], lang: str) -> str:
    """What cannot be said, and why."""
    vague = total["not_comparable"] + total["unclear"]
    n = total["promises"]
    if total["awaiting"] == n:
        return translate(lang, "No document that would answer them is held yet")
    unlooked = total["unlooked_for"]
    if unlooked == n:
        return translate(
            lang, "What became of them cannot be said yet: nobody has looked through the reports that owe the answer"
        )
    if total["not_held"] == n and not unlooked:
        return translate(lang, "What became of them cannot be said: the reports that owe the answer are not held whole")
    unsought = msgid("for {n} nobody has looked yet through the report that owes the answer")
    unheld = msgid("for {n} no figure is held (the report that owes it is not held whole)")
    parts = (
        (
            vague,
            msgid("1 has an outcome that cannot be held against the promise"),
            msgid("{n} have an outcome that cannot be held against the promise"),
        ),
        (total["not_held"] - unlooked, unheld, unheld),
        (unlooked, unsought, unsought),
        (
            total["awaiting"],
            msgid("1 awaits a report that is not held yet"),
            msgid("{n} await a report that is not held yet"),
        ),
    )
    told = [translate(lang, one if count == 1 else more, n=count) for count, one, more in parts if count]
    listed = enumerated(told, lang)
    if not listed or not total["judged"]:
        return listed[:1].upper() + listed[1:]
    return translate(lang, "Of those that cannot be judged, {parts}", parts=listed)
