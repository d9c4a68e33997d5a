"""The changes of the data as an Atom feed (RFC 4287): an entry for each revision that changed a figure or a verdict,
and one of its own for each version of the rule."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

from indicators.tables import since
from indicators.tables.changes import FigureChange, Turned
from indicators.tables.rule_turns import RuleChange
from indicators.tables.since import RevisionError, Since
from indicators.views.changelog import entry_words, figure_change_words, place, summary, verdict_words
from indicators.views.labels import GLYPHS, address, judged_by
from indicators.views.ruled import names_of, rule_said, rule_title, turn_words
from indicators.words import templates
from indicators.words.inert import seen
from indicators.words.texts import joined, labelled, translate

ENTRIES = 50  # revisions looked at
_LINES = 40  # lines that an entry's list has at most
_ATOM = "http://www.w3.org/2005/Atom"
# The namespace of all ids, made once: entries keep their ids wherever they are served.
_NAMES = uuid.UUID("6d1c8f0e-3f0b-5a6e-9d0e-2c4f5b7a9e31")
_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 can't hold
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without an entry was updated


def _id(name: str) -> str:
    return uuid.uuid5(_NAMES, name).urn


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, name, attributes)
    if text is not None:
        child.text = _UNFIT.sub("\ufffd", seen(text))
    return child


def _title(found: Since, lang: str) -> str:
    """The cities and years concerned: `Jinzhong 2024, Taiyuan 2023`, and how many more."""
    changes = found.changes
    changed: tuple[Turned | FigureChange, ...] = (*changes.verdicts, *changes.figures)
    places = list(dict.fromkeys((each.city, each.year) for each in changed))
    names = [place(changes, city, year, lang) for city, year in places[:3]]
    title = joined(names, lang)
    return title if len(places) <= 3 else translate(lang, "{title} and {n} more", title=title, n=len(places) - 3)


def _content(found: Since, lang: str) -> str:
    """What changed, in words, as HTML."""
    changes = found.changes

    def named(city: str, year: int, indicator: str, words: str) -> str:
        about = f"{place(changes, city, year, lang)} · {changes.indicators[indicator].say(lang)}"
        return labelled(about, words, lang)

    verdicts = [
        f"{GLYPHS[t.after.verdict]} {named(t.city, t.year, t.indicator, verdict_words(t, lang))}"
        for t in changes.verdicts
    ]
    figures = [named(f.city, f.year, f.indicator, figure_change_words(f, lang)) for f in changes.figures]
    entries = [entry_words(e, lang) for e in changes.entries]
    return templates.html(
        "briefs",
        "changes",
        lang,
        summary=summary(changes, lang),
        verdicts=verdicts,
        figures=figures,
        entries=entries,
        judged=judged_by(lang) if verdicts else "",
        ruled=[],
        most=_LINES,
    )


def _ruled(found: Since, version: str, change: RuleChange, lang: str) -> str:
    """What a version of the rule turned, in words, as HTML."""
    names = found.changes.cities, found.changes.indicators
    lines = [
        labelled(joined(names_of(turn, *names, lang), lang, "facts"), turn_words(turn, version, change, lang), lang)
        for turn in change.turned
    ]
    said = rule_said(version, change, lang)
    return templates.html(
        "briefs",
        "changes",
        lang,
        summary=said,
        verdicts=[],
        figures=[],
        entries=[],
        judged="",
        ruled=lines,
        most=len(lines),
    )


def _rule_entry(feed: Xml.Element, found: Since, version: str, lang: str, base: str) -> None:
    """The entry of a version of the rule, dated by the revision that brought it."""
    change = found.changes.rules[version]
    entry = _add(feed, "entry")
    _add(entry, "id", _id(f"{lang} {found.revision.id} rule {version}"))
    _add(entry, "title", rule_title(version, change, lang))
    _add(entry, "updated", found.revision.date.isoformat())
    _add(entry, "summary", rule_said(version, change, lang))
    shown = f"{base}/{address('corrections', lang=lang)}"
    _add(entry, "link", rel="alternate", type="text/html", href=shown)
    _add(entry, "content", _ruled(found, version, change, lang), type="html")


def _entry(feed: Xml.Element, found: Since, lang: str, base: str) -> None:
    revision = found.revision
    entry = _add(feed, "entry")
    _add(entry, "id", _id(f"{lang} {revision.id}"))
    _add(entry, "title", _title(found, lang))
    _add(entry, "updated", revision.date.isoformat())
    _add(entry, "summary", summary(found.changes, lang))
    shown = address("data", since=revision.parent[:12] if revision.parent else revision.short, lang=lang)
    _add(entry, "link", rel="alternate", type="text/html", href=f"{base}/{shown}")
    _add(entry, "content", _content(found, lang), type="html")


def newest(root: Path) -> str:
    """The short id of the newest revision of the data, by which a feed is cached; empty where there is no history."""
    try:
        return "".join(r.short for r in since.recent(root, ENTRIES)[:1])
    except RevisionError:
        return ""


def atom(root: Path, lang: str, base: str) -> bytes:
    """The feed in one language. `root` is the curated folder, `base` the dashboard's address, without a closing slash.

    Where there is no history to read, the feed has no entry and its subtitle says why.
    """
    base = base.rstrip("/")
    subtitle = translate(lang, "Figures and verdicts that were added, changed or taken out, and why.")
    try:
        changed = since.by_revision(root, ENTRIES)
        told = [s for s in changed if s.changes.figures or s.changes.verdicts or s.changes.rules]
    except RevisionError as error:
        told, subtitle = [], translate(lang, "The history of the data can't be read: {why}.", why=error.why)
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": _LANGUAGE_TAGS[lang]})
    _add(feed, "id", _id(f"{lang} feed"))
    _add(feed, "title", translate(lang, "Promised and achieved: changes of the data"))
    _add(feed, "subtitle", subtitle)
    _add(feed, "updated", max((s.revision.date for s in told), default=_NEVER).isoformat())
    _add(_add(feed, "author"), "name", translate(lang, "Promised and achieved"))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}/data/changes.atom?lang={lang}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}/{address('data', lang=lang)}")
    for found in told:
        if found.changes.figures or found.changes.verdicts:
            _entry(feed, found, lang, base)
        for version in found.changes.rules:
            _rule_entry(feed, found, version, lang, base)
    Xml.indent(feed, " ")
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written
