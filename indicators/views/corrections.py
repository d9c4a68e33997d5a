"""The Corrections page: what was wrong after it was published, since when, what it is now, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from indicators.tables import Frames
from indicators.tables.changes import Changes
from indicators.tables.corrected import Correction, Corrections, EntryCorrection, FigureCorrection
from indicators.views.changelog import (
    WHAT_NAMES,
    date_words,
    entry_words,
    figure_change_words,
    figure_href,
    place,
    turned_words,
)
from indicators.views.labels import KIND_NAMES
from indicators.views.ruled import Ruled, ruled
from indicators.words.inert import on_github
from indicators.words.texts import joined, labelled, msgid, translate

_TITLE = msgid("Corrections")
# Keys of documents, indicators and cities, as they are called besides those of figures (`WHAT_NAMES`).
_KEY_NAMES: Mapping[str, str] = {
    **WHAT_NAMES,
    "zh": msgid("name in Chinese"),
    "en": msgid("name in English"),
    "definition": msgid("definition"),
    "measure": msgid("measure"),
    "prices": msgid("prices"),
    "title": msgid("title"),
    "kind": msgid("kind"),
    "publisher": msgid("publisher"),
    "date": msgid("date"),
    "reviews": msgid("year reviewed"),
    "plans": msgid("year planned"),
    "excerpt": msgid("held in excerpts"),
    "url": msgid("address"),
    "looked": msgid("who looked for the answers"),
}
_VALUE_NAMES: Mapping[str, str] = {**KIND_NAMES, "reviews": msgid("the review"), "plans": msgid("the plan")}


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction in words. `name` is what was corrected, `place` its city and year; `words` what it said and says
    now, `quotes` the document's words before and after where they differ, `href` where it is shown (empty: nowhere)."""

    date: str
    place: str
    name: str
    words: str
    quotes: tuple[str, ...]
    since: str
    why: str
    reported_by: str
    href: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """All that the page shows: what counts as a correction, the corrections, and what the rule turned."""

    title: str
    lead: str
    lines: tuple[Corrected, ...]
    read: str
    ruled: tuple[Ruled, ...]


def report_page(repository: str, lang: str, promise: tuple[str, int, str] | None = None, says: str = "") -> str:
    """The address at which a reader reports what is wrong on GitHub, filled in with the city, year and indicator of a
    promise and what it `says` here. `repository` is owner/name."""
    asked = {"template": "wrong-number.yml"}
    if promise is not None:
        city, year, name = promise
        where = f"{translate(lang, '{city} {year}', city=city, year=year)} · {name}"
        asked |= {"title": where, "where-here": where, "ours": says}
    return f"https://github.com/{repository}/issues/new?{urlencode(asked)}"


def _since(since: datetime | None, lang: str) -> str:
    return "" if since is None else translate(lang, "Published so since {date}.", date=date_words(since, lang))


def _figure(frames: Frames, found: FigureCorrection, changes: Changes, lang: str) -> Corrected:
    change = found.change
    words = [figure_change_words(change, lang)]
    if found.moved is not None:
        to = changes.indicators[found.moved.indicator]
        where = place(changes, change.city, found.moved.year, lang)
        words.append(translate(lang, "it now stands under {indicator}, {place}", indicator=to, place=where))
    if found.turned is not None:
        words.append(turned_words(found.turned, lang))
    quotes = [held.figure.quote or "" for held in (change.before, change.after) if held is not None]
    return Corrected(
        date_words(found.revision.date, lang),
        place(changes, change.city, change.year, lang),
        changes.indicators[change.indicator].say(lang),
        joined(words, lang, "statements"),
        tuple(quotes) if "quote" in change.what and all(quotes) else (),
        _since(found.since, lang),
        found.why.reason,
        found.why.reported_by,
        figure_href(frames, change, lang),
    )


def _key(key: str, lang: str) -> str:
    """What a key of a file is called; one that readers do not meet keeps its name there."""
    return translate(lang, _KEY_NAMES[key]) if key in _KEY_NAMES else key


def _value(value: object, lang: str) -> str:
    """The value of a key of a file, as near to how it is typed as fits into a line."""
    if isinstance(value, (tuple, list)):
        return joined((_value(each, lang) for each in value), lang) or "–"
    say = getattr(value, "say", None)
    if value is None or say is not None:
        return "–" if say is None else str(say(lang))
    return translate(lang, _VALUE_NAMES[str(value)]) if str(value) in _VALUE_NAMES else str(value)


def _entry(found: EntryCorrection, lang: str) -> Corrected:
    change = found.change
    sides = [
        labelled(_key(key, lang), f"{_value(was, lang)} → {_value(now, lang)}", lang)
        for key, (was, now) in change.sides.items()
    ]
    turned = labelled(translate(lang, "verdicts turned with it"), str(found.turned), lang) if found.turned else ""
    words = joined(sides, lang, "statements") or entry_words(change, lang)
    city = "" if change.of == "indicator" else change.key.split("/")[0]
    return Corrected(
        date_words(found.revision.date, lang),
        city,
        change.name.say(lang),
        joined([words, turned], lang, "statements"),
        (),
        _since(found.since, lang),
        found.why.reason,
        found.why.reported_by,
        "",
    )


def _line(frames: Frames, found: Correction, lang: str) -> Corrected:
    what = found.what
    if isinstance(what, FigureCorrection):
        return _figure(frames, what, found.changes, lang)
    corrected = _entry(what, lang)
    if not corrected.place:
        return corrected
    city = found.changes.cities[corrected.place].say(lang)
    return Corrected(**{field: getattr(corrected, field) for field in Corrected.__slots__} | {"place": city})


def corrections_view(frames: Frames, found: Corrections | None, lang: str) -> CorrectionsView:
    """The page; `found` is None where there is no history to read."""
    begins = found.begins if found is not None else None
    read = (
        ""
        if begins is None
        else translate(lang, "Read from the history of the data since {date}.", date=date_words(begins, lang))
    )
    return CorrectionsView(
        translate(lang, _TITLE),
        translate(
            lang,
            "What stood here and was changed or taken out later: a figure, its words, a document. What was added is no "
            "correction, nor a figure of part of a year that the whole year's replaced.",
        ),
        tuple(_line(frames, each, lang) for each in found.found) if found is not None else (),
        read,
        ruled(frames, frames.rules, lang),
    )


def _markdown(view: CorrectionsView, lang: str) -> list[str]:
    lines = [f"## {view.title}", "", view.lead, "", view.read, ""]
    for line in view.lines:
        about = joined([line.place, line.name], lang, "facts")
        why = labelled(translate(lang, "Why"), on_github(line.why), lang) + ("。" if lang == "zh" else ".")
        by = translate(lang, "Reported by {name}.", name=on_github(line.reported_by)) if line.reported_by else ""
        quotes = " → ".join(f"“{on_github(quote)}”" for quote in line.quotes)
        words = joined(
            [on_github(line.words) + ("。" if lang == "zh" else "."), quotes, line.since, why, by], lang, "sentences"
        )
        lines.append(f"- {line.date} **{on_github(about)}** {words}")
    if not view.lines:
        lines.append(translate(lang, "Nothing that was published had to be corrected yet."))
    for part in view.ruled:
        lines += ["", f"### {on_github(part.title)}", "", on_github(part.said), ""]
        lines += [
            f"- **{on_github(joined([line.place, line.name], lang, 'facts'))}** {on_github(line.words)}"
            for line in part.lines
        ]
    return [*lines, ""]


def markdown(views: Sequence[tuple[str, CorrectionsView]]) -> str:
    """The page as Markdown, in each language that is given with its view."""
    heading = " · ".join(view.title for _, view in views)
    lines = [
        f"# {heading}",
        "",
        "<!-- Written by `make corrections`; not by hand. · 由 `make corrections` 生成。 -->",
        "",
    ]
    for lang, view in views:
        lines += _markdown(view, lang)
    return "\n".join(lines).rstrip() + "\n"
