"""Figures and documents in words: how a target, an outcome, a difference or a source is written for readers.

Chinese readers see the number as printed with its printed unit (8.12万人); English readers see it multiplied out
(81,200 people), because 万 and 亿 have no English. The number is exact either way.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_skeleton

from indicators.model.schema import Figure, Indicator, Kind, Source
from indicators.words import units
from indicators.words.digits import shortest
from indicators.words.texts import LOCALES, Both, Joined, Said, Sayable, inside, msgid, number, said, signed, translate

_SHORT = {"at_least": "≥{n}", "more_than": ">{n}", "at_most": "≤{n}", "less_than": "<{n}", "value": "{n}"}
_SMALLER = {"万": "", "亿": "万"}  # each is 10,000 of the next
_DECIMALS = 2  # that an amount in 万 or 亿 has at most


def _shown(value: Decimal, unit: str, lang: str) -> str:
    if lang == "zh":
        return number(value, lang)
    factor, _ = units.english(unit)
    return number(shortest(value * factor) if factor != 1 else value, lang)


def _fewer_decimals(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """An amount in a smaller unit where it has more decimals than 万 or 亿 is printed with: 0.6129万人 → 6129人."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_DECIMALS or unit[:1] not in _SMALLER or not unit[1:]:
        return value, unit
    return _fewer_decimals(shortest(value * 10_000), _SMALLER[unit[0]] + unit[1:])


def named(sources: Iterable[Source]) -> Joined:
    """The titles of documents as they stand in a sentence, each once."""
    return Joined(tuple(dict.fromkeys(sources)))


def unit_name(unit: str, lang: str) -> str:
    """The unit as it stands beside an indicator's name; empty in English for what is merely counted."""
    return unit if lang == "zh" else units.english(unit)[1]


def with_unit(text: str, unit: str, lang: str) -> str:
    """A number's text with its unit behind it."""
    name = unit_name(unit, lang)
    if not name:
        return text
    return text + name if lang == "zh" or name in ("%", "‰", "×") else f"{text} {name}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as a reader sees it.

    `reference` is the indicator that a relative figure is compared with. `units` is false where the indicator's unit
    stands beside its name; a figure printed in another unit then still brings its own.
    """

    figure: Figure
    indicator: Indicator
    reference: Indicator | None = None
    units: bool = True

    def say(self, lang: str) -> str:
        """`≥10万户`, `3%左右`, `≥100,000`, `about 3%`."""
        figure, form = self.figure, self.figure.form
        if figure.words is not None:  # words of a document are Chinese: in English they stand in quotation marks
            return figure.words if lang == "zh" else f"“{figure.words}”"
        if figure.refers_to:
            name = self.reference.say(lang) if self.reference else figure.refers_to
            message = msgid("in step with {name}") if form == "in_step_with" else msgid("faster than {name}")
            return translate(lang, message, name=inside(name))
        unit = self.indicator.unit if figure.unit is None else figure.unit
        shown = [_shown(n, unit, lang) for n in figure.numbers]
        text = "–".join(shown)
        # The unit beside the name is the indicator's: a figure printed in another (万家 for 家) brings its own.
        usual = self.indicator.unit
        own = units.factor(unit, usual) != 1 if lang == "zh" else units.english(unit)[1] != units.english(usual)[1]
        text = with_unit(text, unit, lang) if self.units or own else text
        if form in _SHORT:
            return _SHORT[form].format(n=text)
        if form == "between":
            return text
        return translate(lang, msgid("about {n}") if form == "about" else msgid("nearly {n}"), n=text)


def quoted(figure: Figure, indicator: Indicator, reference: Indicator | None = None) -> Sayable:
    """A figure in a sentence: as `Printed` says it, a document's own words in quotation marks."""
    return Both(f"“{figure.words}”", f"“{figure.words}”") if figure.words else Printed(figure, indicator, reference)


def promise_clause(target: Sayable, source: Source | None, year: int) -> Said:
    """A promise for `year` as a clause: `promised 7%`. Only the city's reports promise: of a target that another
    document tells of, the clause says which: `against a target of 7% for 2024, as reported by 《…》`."""
    if source is None or source.kind.to_congress:
        return said("promised {target}", target=target)
    message = (
        msgid("against a target of {target} for {year}, as reported by {source}")
        if source.kind is Kind.NEWS
        else msgid("against a target of {target} for {year}, by {source}")
    )
    return said(message, target=target, year=year, source=source)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its year."""

    date: datetime.date

    def say(self, lang: str) -> str:
        """`2022年3月31日`, `31 Mar 2022`."""
        return str(format_skeleton("yMMMd", self.date, locale=LOCALES[lang]))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in an indicator's unit.

    `points`: it is a difference, which between percentages is one of percentage points. `sign`: always with + or −.
    """

    value: Decimal
    indicator: Indicator
    points: bool = False
    sign: bool = False

    def say(self, lang: str) -> str:
        """`3.7个百分点`, `3.7 pp`, `+1.5万人`, `+6,129人`."""
        if self.points and self.indicator.in_points:
            unit = "‰" if self.indicator.unit == "‰" else "个百分点"
            if self.sign:
                return with_unit(signed(self.value, lang), unit, lang)
            return with_unit(number(self.value, lang), unit, lang)
        value, unit = self.value, self.indicator.unit
        if lang == "zh":
            value, unit = _fewer_decimals(value, unit)
        elif (factor := units.english(unit)[0]) != 1:
            value = shortest(value * factor)
        return with_unit(signed(value, lang) if self.sign else number(value, lang), unit, lang)
