"""What a pull request changes in the data, as Markdown for a comment on it.

Words that come from the data stand as spans of code: whoever opens a pull request chooses them. So no Markdown, no
HTML, no mention and no reference can come of them, and what they say is seen to be a contributor's, not ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from indicators.tables.changes import Changes, Count, EntryChange, FigureChange, Held, Turned
from indicators.tables.losses import losses
from indicators.views.changelog import differing, place, summary
from indicators.views.labels import GLYPHS, judged_by, verdict_name
from indicators.views.ruled import names_of, turn_words
from indicators.words.inert import in_code
from indicators.words.texts import LANGUAGES, msgid, titled, translate

LONGEST = 60_000  # characters; GitHub takes 65,536
_REASON = 500  # characters of the reason for a loss
_OPEN = 15  # rows of a table that are shown without a click
_ROWS = (400, 100, 30, 10, 3)  # rows of a table at most: as many as keep the whole under LONGEST
_SIGNS: Mapping[str, str] = {"added": "＋", "changed": "～", "removed": "－"}
_ENTRY_NAMES = {"indicator": msgid("Indicator"), "city": msgid("Place"), "source": msgid("Document")}

_TableRow = tuple[str, ...]


def _table(heads: Sequence[str], rows: Sequence[_TableRow], most: int, lang: str) -> list[str]:
    """A table as lines of Markdown, without its empty columns.

    A long one is folded; behind `most` rows it ends with a line that counts the others.
    """
    filled = [i for i in range(len(heads)) if any(row[i] for row in rows)]
    heads, rows = [heads[i] for i in filled], [tuple(row[i] for i in filled) for row in rows]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(row) + " |" for row in rows[:most]]
    if len(rows) > most:
        lines += ["", translate(lang, "… and {n} more", n=len(rows) - most)]
    if len(rows) > _OPEN:
        return [
            "<details>",
            f"<summary>{translate(lang, 'Show {n} rows', n=len(rows))}</summary>",
            "",
            *lines,
            "",
            "</details>",
        ]
    return lines


def _where(found: Changes, city: str, year: int, lang: str) -> str:
    return in_code(place(found, city, year, lang))


def _words(held: Held | None) -> str:
    """A figure's quote, where it has one, and its document."""
    if held is None:
        return ""
    quote = f"“{in_code(held.figure.quote)}” " if held.figure.quote else ""
    return f"{quote}<sub>{in_code(titled(held.title))}</sub>"


def _figure(found: Changes, change: FigureChange, lang: str) -> _TableRow:
    before, after = ("" if h is None else in_code(h.printed.say(lang)) for h in (change.before, change.after))
    both = "quote" in change.what or "source" in change.what
    words = (
        "<br>→ ".join(_words(h) for h in (change.before, change.after) if h is not None)
        if both
        else _words(change.after or change.before)
    )
    if change.after is not None and not change.after.verified:
        words += " ⚠️"
    name = in_code(found.indicators[change.indicator].say(lang))
    return (
        f"{_SIGNS[change.kind]} {_where(found, change.city, change.year, lang)}",
        name,
        before,
        after,
        differing(change, lang),
        words,
    )


def _turned(found: Changes, turned: Turned, lang: str) -> _TableRow:
    cells = []
    for judgment in (turned.before, turned.after):
        name = verdict_name(judgment.verdict, lang, judgment.narrow)
        cells.append(f"{GLYPHS[judgment.verdict]} **{name}**<br>{in_code(judgment.because.say(lang))}")
    where = _where(found, turned.city, turned.year, lang)
    return where, in_code(found.indicators[turned.indicator].say(lang)), *cells


def _ruled(found: Changes, lang: str) -> list[_TableRow]:
    """The promises that new versions of the rule turned on data that was the same."""
    return [
        (
            *map(in_code, names_of(turn, found.cities, found.indicators, lang)),
            in_code(turn_words(turn, version, of, lang)),
        )
        for version, of in found.rules.items()
        for turn in of.turned
    ]


def _entry(change: EntryChange, lang: str) -> _TableRow:
    what = in_code(", ".join(change.what))
    return (
        f"{_SIGNS[change.kind]} {translate(lang, _ENTRY_NAMES[change.of])}",
        in_code(change.key),
        in_code(change.name.say(lang)),
        what,
    )


def _plain_count(column: str) -> Callable[[Mapping[str, int]], str]:
    return lambda side: str(side[column])


def _count(found: Changes, count: Count, lang: str) -> _TableRow:
    def turn(shown: Callable[[Mapping[str, int]], str]) -> str:
        before, after = ("–" if side is None else shown(side) for side in (count.before, count.after))
        return before if before == after else f"{before} → **{after}**"

    verdicts = [
        f"{GLYPHS[v]} {turn(_plain_count(v))}"
        for v in GLYPHS
        if any(side and side[v] for side in (count.before, count.after))
    ]
    return (
        _where(found, count.city, count.year, lang),
        turn(lambda side: str(side["promises"])),
        turn(lambda side: f"{side['kept']}/{side['judged']}"),
        turn(lambda side: f"{side['answered']}/{side['answerable']}"),
        " · ".join(verdicts),
    )


def _sections(found: Changes, lang: str, most: int) -> list[str]:
    """Everything in one language: each new city folded away as a whole, the rest a table a section."""
    new = [e.key for e in found.entries if e.of == "city" and e.kind == "added"]
    rest = _tables(_without(found, new), lang, most)
    for city in new:
        own = _only(found, city)
        targets, outcomes = (len(own.of_role(role)) for role in ("target", "outcome"))
        told = translate(lang, "{targets} promises and {outcomes} outcomes", targets=targets, outcomes=outcomes)
        # Words of the data never stand in HTML: the city is named above.
        rest += [f"#### {translate(lang, 'New city:')} {in_code(found.cities[city].say(lang))}", "", "<details>"]
        rest += [f"<summary>{told}</summary>", "", *_tables(own, lang, most), "</details>", ""]
    return rest


def _city_of(entry: EntryChange) -> str | None:
    """The city that an entry belongs to; None of the common catalogue."""
    return entry.key.split("/")[0] if entry.of != "indicator" else entry.owner


def _without(found: Changes, cities: Sequence[str]) -> Changes:
    """The changes without those of some cities."""
    return _part(found, lambda city: city not in cities)


def _only(found: Changes, one: str) -> Changes:
    """The changes of one city; problems and what the rule turned stand with the rest."""
    return replace(_part(found, lambda city: city == one), problems=(), solved=(), rules={})


def _part(found: Changes, wanted: Callable[[str | None], bool]) -> Changes:
    """The changes of the cities that are wanted (None: of no city)."""
    return replace(
        found,
        figures=tuple(f for f in found.figures if wanted(f.city)),
        verdicts=tuple(t for t in found.verdicts if wanted(t.city)),
        counts=tuple(c for c in found.counts if wanted(c.city)),
        entries=tuple(e for e in found.entries if wanted(_city_of(e))),
    )


def _tables(found: Changes, lang: str, most: int) -> list[str]:
    """A table a section, those without rows left out."""
    where, name = translate(lang, "Place and year"), translate(lang, "Indicator")
    before, after, words = translate(lang, "Before"), translate(lang, "After"), translate(lang, "Words of the document")
    figures = (where, name, before, after, translate(lang, "What changed"), words)
    counts = (
        where,
        translate(lang, "Promises"),
        translate(lang, "Kept"),
        translate(lang, "Answered"),
        translate(lang, "Verdicts"),
    )
    entries = ("", translate(lang, "Key"), translate(lang, "Name"), translate(lang, "What changed"))
    tables: list[tuple[str, Sequence[str], list[_TableRow]]] = [
        (msgid("New problems"), (translate(lang, "Problem"),), [(in_code(p.text(lang)),) for p in found.problems]),
        (
            msgid("Verdicts turned by the data"),
            (where, name, before, after),
            [_turned(found, t, lang) for t in found.verdicts],
        ),
        (msgid("Verdicts turned by the rule"), (where, name, translate(lang, "Verdict")), _ruled(found, lang)),
        (msgid("Figures without verified evidence"), figures, [_figure(found, f, lang) for f in found.unverified]),
        (msgid("Promises"), figures, [_figure(found, f, lang) for f in found.of_role("target")]),
        (msgid("Outcomes"), figures, [_figure(found, f, lang) for f in found.of_role("outcome")]),
        (msgid("Counts before and after"), counts, [_count(found, c, lang) for c in found.counts]),
        (msgid("Catalogue and documents"), entries, [_entry(e, lang) for e in found.entries]),
        (msgid("Problems solved"), (translate(lang, "Problem"),), [(in_code(p.text(lang)),) for p in found.solved]),
    ]
    lines = [judged_by(lang), ""] if found.verdicts or found.counts else []
    for title, heads, rows in tables:
        if rows:
            lines += [f"#### {translate(lang, title)} ({len(rows)})", "", *_table(heads, rows, most, lang), ""]
    return lines


def _lost(found: Changes, reason: str, lang: str) -> list[str]:
    """The large losses, with the reason that is given for them, or that none is."""
    lines = []
    for loss in losses(found):
        city = found.cities[loss.city].say(lang)
        where = city if loss.year is None else place(found, loss.city, loss.year, lang)
        told = translate(lang, "{lost} of the {had} figures there were are gone", lost=loss.lost, had=loss.had)
        lines += [f"### ⚠️ {in_code(where)}: {told}", ""]
    if not lines:
        return []
    told = (
        translate(lang, "The reason given:")
        if reason
        else translate(
            lang,
            "No commit says why. If it is meant, say so in a line of the commit's message (Correction: …); if not, put "
            "the figures back.",
        )
    )
    return [*lines, f"**{told}** {in_code(reason)}".strip() if reason else f"**{told}**", ""]


def _composed(found: Changes, langs: Sequence[str], most: int, reason: str) -> str:
    lines = []
    for lang in langs:
        lines += _lost(found, reason, lang)
    for lang in langs:
        lines += [f"### {translate(lang, 'What changes in the data')}", "", f"**{summary(found, lang)}**", ""]
    for lang in langs:
        sections = _sections(found, lang, most)
        folded = len(langs) > 1
        lines += (
            [
                "<details>",
                f"<summary>{translate(lang, 'Details in English')}</summary>",
                "",
                *sections,
                "</details>",
                "",
            ]
            if folded
            else sections
        )
    return "\n".join(lines).strip() + "\n"


def markdown(found: Changes, lang: str | None = None, reason: str = "") -> str:
    """The changes as Markdown, in one language or in both, no longer than LONGEST. Empty where no data changed.

    `reason` is what the commits say of a large loss, which stands at the head.
    """
    if found.empty:
        return ""
    langs = LANGUAGES if lang is None else (lang,)
    return next(
        (text for most in _ROWS if len(text := _composed(found, langs, most, reason[:_REASON])) <= LONGEST),
        _composed(found, langs, 0, reason[:_REASON]),
    )
