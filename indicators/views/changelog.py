"""What changed in the data, in words: since a revision that the reader chooses, and since a link was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date

from indicators.tables import Frames
from indicators.tables.changes import KINDS, Changes, EntryChange, FigureChange, Turned
from indicators.tables.since import Revision, Since
from indicators.views.labels import GLYPHS, address, judged_by, verdict_name
from indicators.words.texts import LOCALES, joined, labelled, msgid, translate

WHAT_NAMES: Mapping[str, str] = {
    "value": msgid("number"),
    "form": msgid("form"),
    "unit": msgid("unit"),
    "stretch": msgid("stretch"),
    "strive": msgid("striving"),
    "due": msgid("due year"),
    "better": msgid("good side"),
    "scope": msgid("scope"),
    "interim_to": msgid("part of the year"),
    "not_comparable": msgid("comparability"),
    "written": msgid("spelling of the number"),
    "note": msgid("note"),
    "source": msgid("document"),
    "quote": msgid("quote"),
    "evidence": msgid("evidence"),
}
_NUMBERS = {"added": msgid("{n} added"), "changed": msgid("{n} changed"), "removed": msgid("{n} removed")}
_FIGURES = {
    ("target", "added"): msgid("new promise: {after}"),
    ("target", "changed"): msgid("promise changed from {before} to {after}"),
    ("target", "removed"): msgid("promise taken out: {before}"),
    ("outcome", "added"): msgid("new outcome: {after}"),
    ("outcome", "changed"): msgid("outcome changed from {before} to {after}"),
    ("outcome", "removed"): msgid("outcome taken out: {before}"),
}
_ENTRIES = {
    "added": msgid("added: {name}"),
    "changed": msgid("changed: {name} ({what})"),
    "removed": msgid("taken out: {name}"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change in words: `place` is the city and year, `name` the indicator.

    `href` is the address that shows it, empty where it is gone; `glyph` and `verdict` are of a verdict that turned.
    """

    place: str
    name: str
    words: str
    href: str
    glyph: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The part of the Data page that says what changed: `said` stands above the lists, or instead of them.

    `judged` tells by which version of the rule the verdicts on either side were given.
    """

    said: str
    verdicts: tuple[Line, ...] = ()
    figures: tuple[Line, ...] = ()
    entries: tuple[str, ...] = ()
    judged: str = ""


def date_words(when: date, lang: str) -> str:
    """A date as the language writes it: 2026年11月22日, 22 Nov 2026."""
    return format_date(when, "medium", locale=LOCALES[lang])


def _joined(parts: list[str], lang: str) -> str:
    return joined(parts, lang)


def place(found: Changes, city: str, year: int, lang: str) -> str:
    """A city's year: 太原市2022年, Taiyuan 2022."""
    return translate(lang, "{city} {year}", city=found.cities[city], year=year)


def differing(change: FigureChange, lang: str) -> str:
    """The names of what differs in a figure, as a list."""
    return _joined([translate(lang, WHAT_NAMES[key]) for key in change.what], lang)


def figure_change_words(change: FigureChange, lang: str) -> str:
    """What happened to a figure: `promise changed from 7% to 7.5%`."""
    before, after = ("" if held is None else held.printed.say(lang) for held in (change.before, change.after))
    if change.kind == "changed" and before == after:
        message = (
            msgid("promise {after}: changed in {what}")
            if change.role == "target"
            else msgid("outcome {after}: changed in {what}")
        )
        return translate(lang, message, after=after, what=differing(change, lang))
    return translate(lang, _FIGURES[change.role, change.kind], before=before, after=after)


def turned_words(turned: Turned, lang: str) -> str:
    """From which verdict to which: `Missed → Met`."""
    return " → ".join(verdict_name(j.verdict, lang, j.narrow) for j in (turned.before, turned.after))


def verdict_words(turned: Turned, lang: str) -> str:
    """From which verdict to which, and why."""
    before, after = (verdict_name(j.verdict, lang, j.narrow) for j in (turned.before, turned.after))
    message = msgid("{before} → {after}. {because} (Before: {was})")
    because, was = turned.after.because.say(lang), turned.before.because.say(lang)
    return translate(lang, message, before=before, after=after, because=because, was=was)


def entry_words(change: EntryChange, lang: str) -> str:
    """What happened to an indicator, a city or a document."""
    return translate(lang, _ENTRIES[change.kind], name=change.name, what=_joined(list(change.what), lang))


def numbers(changes: tuple[FigureChange, ...] | tuple[EntryChange, ...], lang: str) -> str:
    """How many were added, changed and removed, of those that were; empty if none."""
    kinds = [change.kind for change in changes]
    return _joined([translate(lang, _NUMBERS[kind], n=kinds.count(kind)) for kind in KINDS if kind in kinds], lang)


def by_rule(found: Changes) -> int:
    """How many verdicts the rule turned between the two versions of the data."""
    return sum(len(change.turned) for change in found.rules.values())


def summary(found: Changes, lang: str) -> str:
    """One line: how much of what changed. Empty where nothing did."""
    parts = [
        (msgid("Promises"), numbers(found.of_role("target"), lang)),
        (msgid("Outcomes"), numbers(found.of_role("outcome"), lang)),
        (msgid("Verdicts turned by the data"), str(len(found.verdicts) or "")),
        (msgid("Verdicts turned by the rule"), str(by_rule(found) or "")),
        (msgid("Catalogue and documents"), numbers(found.entries, lang)),
        (msgid("Figures without verified evidence"), str(len(found.unverified) or "")),
        (msgid("Figures read a second time"), str(found.read or "")),
        (msgid("New problems"), str(len(found.problems) or "")),
        (msgid("Problems solved"), str(len(found.solved) or "")),
    ]
    return " · ".join(labelled(translate(lang, name), n, lang) for name, n in parts if n)


def figure_href(frames: Frames, change: FigureChange | Turned, lang: str) -> str:
    """Where the page shows it now: the promise opened, or the indicator; empty where it is no longer there."""
    figures = frames.figures_of(change.city, change.year).get(change.indicator, ())
    if not figures:
        return ""
    if figures[0]["promised"]:
        return address("scorecard", city=change.city, year=change.year, open=change.indicator, lang=lang)
    return address("indicator", indicator=change.indicator, lang=lang)


def choices(revisions: tuple[Revision, ...], lang: str) -> dict[str, str]:
    """The revisions to choose from, by their short ids: `22 Nov 2026 · Jinzhong 2025: promises`."""
    return {r.short: f"{date_words(r.date, lang)} · {r.subject}" for r in revisions}


def changes_view(frames: Frames, since: Since, lang: str) -> ChangesView:
    """What changed from a revision to the data of the frames."""
    found, revision = since.changes, since.revision
    when = date_words(revision.date, lang)
    if found.empty:
        return ChangesView(
            translate(
                lang,
                "No figure and no verdict has changed since {date} ({revision}).",
                date=when,
                revision=revision.short,
            )
        )

    def line(change: FigureChange | Turned, words: str) -> Line:
        name = found.indicators[change.indicator].say(lang)
        return Line(place(found, change.city, change.year, lang), name, words, figure_href(frames, change, lang))

    figures = tuple(line(f, figure_change_words(f, lang)) for f in found.figures)
    verdicts = tuple(
        replace(line(t, verdict_words(t, lang)), glyph=GLYPHS[t.after.verdict], verdict=t.after.verdict.value)
        for t in found.verdicts
    )
    said = translate(
        lang, "Since {date} ({revision}) · {summary}", date=when, revision=revision.short, summary=summary(found, lang)
    )
    entries = tuple(entry_words(e, lang) for e in found.entries)
    return ChangesView(said, verdicts, figures, entries, judged_by(lang))


def older_link(since: Since, lang: str) -> str:
    """What the notice on a link made with the data of that revision says; empty where no figure or verdict changed."""
    found = since.changes
    if not (found.figures or found.verdicts or found.rules):
        return ""
    values = {
        "date": date_words(since.revision.date, lang),
        "figures": len(found.figures),
        "verdicts": len(found.verdicts),
        "ruled": by_rule(found),
    }
    if found.rules:
        return translate(
            lang,
            "The data and the rule of verdicts have changed since this link was made with the data of {date} (figures: "
            "{figures}, verdicts turned by the data: {verdicts}, by the rule: {ruled}).",
            **values,
        )
    return translate(
        lang,
        "The data has changed since this link was made with that of {date} (figures: {figures}, verdicts: {verdicts}).",
        **values,
    )
