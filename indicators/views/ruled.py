"""What a new version of the rule turned, in words: the data was the same, so nobody corrected a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.tables import Frames
from indicators.tables.rule_turns import RuleChange, RuleTurn
from indicators.views.changelog import Line, date_words
from indicators.views.labels import GLYPHS, address, verdict_name
from indicators.words.texts import Sayable, ended, joined, translate

Names = Mapping[str, Sayable]  # cities or indicators, by key


@dataclass(frozen=True, slots=True)
class Ruled:
    """What one version of the rule turned: the heading, how many promises of how many, and a line for each."""

    title: str
    said: str
    lines: tuple[Line, ...]


def rule_title(version: str, change: RuleChange, lang: str) -> str:
    """The heading: `Turned by the rule, version 1 → 2`."""
    return translate(
        lang, "Verdicts turned by the rule, version {former} → {version}", former=change.former, version=version
    )


def _verdict(turn: RuleTurn, side: str, lang: str) -> str:
    """The name of a verdict before or after; of a promise that is no longer used, that it isn't."""
    verdict, narrow = getattr(turn, side), getattr(turn, f"{side}_narrow")
    return translate(lang, "no longer judged") if verdict is None else verdict_name(verdict.value, lang, narrow)


def rule_said(version: str, change: RuleChange, lang: str) -> str:
    """How many promises of how many it turned, from which verdict to which."""
    pairs = Counter((_verdict(turn, "before", lang), _verdict(turn, "after", lang)) for turn in change.turned)
    counted = [
        translate(lang, "{before} → {after} ({n})", before=before, after=after, n=n)
        for (before, after), n in pairs.most_common()
    ]
    said = translate(
        lang,
        "Versions {former} and {version} of the rule judged the same data, that of {date} ({revision}), and differ on "
        "{turned} of {n} promises: {verdicts}",
        former=change.former,
        version=version,
        date=date_words(change.date, lang),
        revision=change.data,
        turned=len(change.turned),
        n=change.promises,
        verdicts=joined(counted, lang) or translate(lang, "none"),
    )
    return ended(said, lang)


def names_of(turn: RuleTurn, cities: Names, indicators: Names, lang: str) -> tuple[str, str]:
    """Where a promise stands, and its indicator; by their keys where the data no longer names them."""
    city, indicator = cities.get(turn.city), indicators.get(turn.indicator)
    place = translate(lang, "{city} {year}", city=city or turn.city, year=turn.year)
    return place, indicator.say(lang) if indicator else turn.indicator


def turn_words(turn: RuleTurn, version: str, change: RuleChange, lang: str) -> str:
    """What either version of the rule says: `By version 1: missed; by version 2: not held`."""
    return translate(
        lang,
        "By version {former} of the rule: {before}; by version {version}: {after}.",
        former=change.former,
        version=version,
        before=_verdict(turn, "before", lang),
        after=_verdict(turn, "after", lang),
    )


def _line(frames: Frames, turn: RuleTurn, version: str, change: RuleChange, lang: str) -> Line:
    place, name = names_of(turn, frames.cities, frames.catalogue, lang)
    words = turn_words(turn, version, change, lang)
    now = next((row for row in frames.promises_of(turn.city, turn.year) if row["indicator"] == turn.indicator), None)
    if now is None:
        return Line(place, name, words, "")
    if (now["verdict"], now["narrow"]) == (turn.after, turn.after_narrow):
        words = joined([words, now[f"because_{lang}"]], lang, "sentences")  # type: ignore[literal-required]
    else:
        today = verdict_name(now["verdict"], lang, now["narrow"])
        words = joined(
            [words, translate(lang, "With the data as it is now: {verdict}.", verdict=today)], lang, "sentences"
        )
    href = address("scorecard", city=turn.city, year=turn.year, open=turn.indicator, lang=lang)
    return Line(place, name, words, href, GLYPHS[now["verdict"]], now["verdict"])


def ruled(frames: Frames, rules: Mapping[str, RuleChange], lang: str) -> tuple[Ruled, ...]:
    """What each of these versions of the rule turned, newest first, with what is said of the promise in the frames."""
    return tuple(
        Ruled(
            rule_title(version, change, lang),
            rule_said(version, change, lang),
            tuple(_line(frames, turn, version, change, lang) for turn in change.turned),
        )
        for version, change in reversed(list(rules.items()))
    )
