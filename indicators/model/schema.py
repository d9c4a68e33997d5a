"""The shape of curated data: which keys there are, what their values may be, and what follows from one entry alone.

Rules that need more than one entry (an unknown indicator, a source that is not declared) belong to `collection`;
whether a document's words bear a figure out belongs to `collection.evidence`. `keys` says what each key means.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from indicators.model.levels import Level, level_of, short
from indicators.model.values import Code, Half, Model, Named, Number, Percent, Text, Words, Year, YearOrDay
from indicators.words import units
from indicators.words.texts import titled, translate

FORMS = (
    "value",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "about",
    "nearly",
    "between",
    "in_step_with",
    "faster_than",
    "done",
    "text",
)
_FORMS = frozenset(FORMS)
GROUPS = (
    "economy",
    "industry",
    "energy",
    "innovation",
    "enterprises",
    "agriculture",
    "environment",
    "city",
    "livelihood",
    "education",
    "health",
    "culture",
    "governance",
)  # in the order in which pages show them


class Better(StrEnum):
    """Which side of a target is the good one."""

    HIGHER = "higher"
    LOWER = "lower"
    CLOSER = "closer"


class Kind(StrEnum):
    """Kinds of document, in the order in which they decide where several give an outcome.

    A work report and a plan report are equals.
    """

    COMMUNIQUE = "communique"
    BUREAU = "bureau"
    WORK_REPORT = "work_report"
    PLAN_REPORT = "plan_report"
    NEWS = "news"

    @property
    def order(self) -> int:
        """The place in the order of deciding, from 0."""
        return {"communique": 0, "bureau": 1, "work_report": 2, "plan_report": 2, "news": 3}[self.value]

    @property
    def to_congress(self) -> bool:
        """Whether a government gives this document to its People's Congress."""
        return self in (Kind.WORK_REPORT, Kind.PLAN_REPORT)


class ReadBy(Model):
    """Someone who read a figure a second time, from its quote alone, and the day. `of` is the mark of what they read
    (`model.read_marks`): a figure that was changed since has another."""

    by: Annotated[Text, Field(max_length=100)]
    on: datetime.date
    of: Annotated[str, StringConstraints(pattern=r"^[a-z]{8}$")]


class Figure(Model):
    """What a document prints for an indicator: exactly one form, the words around it, and what qualifies it.

    Only a figure that names a source whose text is not held goes without `quote`: it is cited, not verified. That the
    source is such a one is seen to by `collection.year_check`.
    """

    value: Number | None = None
    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    about: Number | None = None
    nearly: Number | None = None
    between: tuple[Number, Number] | None = None
    in_step_with: Text | None = None
    faster_than: Text | None = None
    done: Text | None = None
    text: Text | None = None
    source: Text | None = None
    quote: Annotated[Text | None, Field(validate_default=True)] = None
    unit: Text | None = None
    scope: Words | None = None
    written: Text | None = None
    note: Words | None = None
    read_by: tuple[ReadBy, ...] = ()

    @field_validator("quote")
    @classmethod
    def _quoted_or_cited(cls, quote: str | None, info: ValidationInfo) -> str | None:
        if quote is None and info.data.get("source", "") is None:
            raise PydanticCustomError("missing", "neither quoted nor cited")
        return quote

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = _FORMS & self.model_fields_set
        if len(given) != 1:
            raise ValueError("forms:" + ",".join(form for form in FORMS if form in given))
        if self.between is not None and not self.between[0] < self.between[1]:
            raise ValueError("order")
        return self

    @cached_property
    def form(self) -> str:
        """The name of the one form that is given, a member of `FORMS`."""
        (form,) = _FORMS & self.model_fields_set
        return form

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers of the form as printed: one, two for `between`, none for words and comparisons."""
        given = getattr(self, self.form)
        return given if isinstance(given, tuple) else (given,) if isinstance(given, Decimal) else ()

    @property
    def words(self) -> str | None:
        """The words of a figure that has no number (`done`, `text`); None for all others."""
        return self.done or self.text

    @property
    def refers_to(self) -> str | None:
        """The indicator with which a relative figure (同步, 高于) is compared; None for all others."""
        return self.in_step_with or self.faster_than


class Target(Figure):
    """What was promised for the year. `due`, where it is not simply that year: a later year, or the day by which it is
    to be kept."""

    stretch: Number | None = None
    strive: bool = False
    due: YearOrDay | None = None
    better: Better | None = None

    @property
    def due_day(self) -> datetime.date | None:
        """The day by which it is to be kept; None where only a year is known."""
        return self.due if isinstance(self.due, datetime.date) else None

    @property
    def due_year(self) -> int | None:
        """The year in which it is due; None where that is simply the year of its file."""
        return self.due.year if isinstance(self.due, datetime.date) else self.due

    @property
    def further(self) -> Target | None:
        """What was striven for beyond the promise (力争), as a target of its own; None where there is no stretch."""
        if self.stretch is None:
            return None
        return Target(value=self.stretch, unit=self.unit, quote=self.quote, source=self.source)


class Outcome(Figure):
    """What was later reported for it. `done_on` is the day that the document gives for what is `done`."""

    not_comparable: Words | None = None
    interim_to: datetime.date | None = None
    done_on: datetime.date | None = None

    @model_validator(mode="after")
    def _day_of_what_is_done(self) -> Self:
        if self.done_on is not None and self.done is None:
            raise ValueError("done_on")
        return self


class Promise(Model):
    """One indicator for one city and year. Without a target it is context: an outcome that was never promised."""

    target: Target | None = None
    outcome: tuple[Outcome, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, given: object) -> object:
        if isinstance(given, dict) and isinstance(given.get("outcome"), dict):
            return {**given, "outcome": [given["outcome"]]}
        return given

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.target is None and not self.outcome:
            raise ValueError("nothing")
        return self

    def due_in(self, year: int) -> int:
        """The year whose outcome keeps the promise: `year`, that of its file, unless the target is due later."""
        return (self.target.due_year if self.target else None) or year


class YearFile(Model):
    """`curated/<city>/<year>.yaml`: the promises for that year, by indicator."""

    promises: dict[Text, Promise]


# The kinds of document of which a city has one a year, and what a year looks like in a title.
_YEARLY = (Kind.WORK_REPORT, Kind.PLAN_REPORT, Kind.COMMUNIQUE)
_A_YEAR = re.compile("(?:19|20)[0-9]{2}|[〇○零一二三四五六七八九]{4}")


class Looked(Model):
    """Who went through a held document for the answer to every promise that it may answer, and on which day."""

    by: Text
    on: datetime.date

    def say(self, lang: str) -> str:  # noqa: ARG002 - a name and an ISO date are the same in both languages
        """Who and when: `张三 2026-11-24`."""
        return f"{self.by} {self.on.isoformat()}"


class Source(Model):
    """A document. With `file` its text is held in `seeds/`, and quotes are looked for in it; without, it is cited.

    `reviews` is the year it answers for, `plans` the year it promises for; of the halves in `excerpt` not all of the
    text is held. `begins` and `ends` are words of the held text between which the document stands, where the text holds
    more than the document. `news_of` is the report of which a news item told. `looked` says that somebody went through
    what is held of the half that reviews, for an answer to each promise: without it, no silence is told of.
    """

    kind: Kind
    title: Text
    publisher: Text | None = None
    date: datetime.date | None = None
    reviews: Year | None = None
    plans: Year | None = None
    excerpt: tuple[Half, ...] = ()
    file: Text | None = None
    url: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    begins: Text | None = None
    ends: Text | None = None
    news_of: Literal["work_report", "plan_report"] | None = None
    looked: Looked | None = None
    note: Words | None = None
    _city: Named | None = PrivateAttr(None)  # whose it is; set by the city that holds it

    @model_validator(mode="after")
    def _only_news_tells_of_a_report(self) -> Self:
        if self.news_of is not None and self.kind is not Kind.NEWS:
            raise ValueError("news_of")
        return self

    @model_validator(mode="after")
    def _looked_in_a_held_review(self) -> Self:
        if self.looked is not None and (self.file is None or self.reviews is None):
            raise ValueError("looked")
        return self

    def say(self, lang: str) -> str:
        """The document's name in a sentence: its title, the same in both languages.

        A report or a communiqué, of which each city has one a year, gets the city and the year that its title lacks:
        晋中市《政府工作报告》（2023年）.
        """
        name, city, year = titled(self.title), self._city, self.plans or self.reviews
        if city is None or self.kind not in _YEARLY:
            return name
        if not any(part in self.title for part in (short(city.zh), city.en)):
            name = translate(lang, "{title} of {city}", title=name, city=city)
        if year is not None and not _A_YEAR.search(self.title):
            name = translate(lang, "{title} ({year})", title=name, year=year)
        return name

    def held_whole(self, half: Half) -> bool:
        """Whether the text of that half is held, and all of it: only then does its silence say something."""
        return self.file is not None and half not in self.excerpt


def default_sources(sources: Mapping[str, Source], half: Half, year: int) -> tuple[str, ...]:
    """The keys of the documents in which a figure without a source of its own may stand.

    They are those that review (for an outcome) or plan (for a target) the year: the ones whose text is held, or all of
    them where none is.
    """
    fitting = [name for name, source in sources.items() if getattr(source, half) == year]
    return tuple(name for name in fitting if sources[name].file) or tuple(fitting)


class Break(Model):
    """A break in an indicator's series: somewhere `between` the two years its figures became figures of something else,
    by a revision or a new scope. `source` is the document that says so."""

    between: tuple[Year, Year]
    reason: Words
    source: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.between[0] < self.between[1]:
            raise ValueError("order")
        return self

    def lies_between(self, one: int, other: int) -> bool:
        """Whether figures of the two years may belong to different series."""
        first, last = sorted((one, other))
        return max(first, self.between[0]) < min(last, self.between[1])


class City(Named):
    """`curated/<city>/city.yaml`: a city, or another place that has a government, its code in GB/T 2260, its documents
    by key, and by indicator the breaks of its series."""

    code: Code
    sources: dict[Text, Source] = {}  # noqa: RUF012 - pydantic gives each model its own
    breaks: dict[Text, tuple[Break, ...]] = {}  # noqa: RUF012 - the same

    @property
    def level(self) -> Level:
        """Whether it is a province, a prefecture, a county or a district: the code says so."""
        return level_of(self.code)

    @model_validator(mode="after")
    def _sources_know_their_city(self) -> Self:
        for source in self.sources.values():
            source._city = Named(zh=self.zh, en=self.en)
        return self


class Indicator(Named):
    """An entry of the catalogue: a thing that is measured, in one unit and by one measure.

    `definition`, `scope` (the part of the city that it covers) and `prices` decide whether its figures can be compared
    with others. `kin` are indicators that answer for the same thing in another measure, besides the level that
    `growth_of` names. `ceiling`: its targets are read as ceilings even where they print a plain number. `named_by` are
    words, besides name and aliases, by which a quote shows that it speaks of this indicator. `was` are the keys that it
    had before, which lead here. `tolerance` is in percent
    of the target, of whatever unit, where it isn't the default. A figure outside of `plausible`, in the indicator's
    unit, is suspected.
    """

    unit: Annotated[str, Field(max_length=40)] = ""
    measure: Literal["growth", "level", "count", "share", "index"]
    better: Better
    group: Literal[GROUPS]  # type: ignore[valid-type]
    headline: bool = False
    nature: Literal["expected", "binding"] = "expected"
    growth_of: Text | None = None
    kin: tuple[Text, ...] = ()
    ceiling: bool = False
    aliases: tuple[Text, ...] = ()
    named_by: tuple[Text, ...] = ()
    was: tuple[Text, ...] = ()
    definition: Words | None = None
    scope: Words | None = None
    prices: Literal["constant", "current"] | None = None
    tolerance: Percent | None = None
    plausible: tuple[Number, Number] | None = None

    @property
    def in_points(self) -> bool:
        """Whether differences of its figures are in percentage points."""
        return units.in_points(self.unit)


class Catalogue(Model):
    """A layer of the catalogue, `curated/indicators.yaml` or `curated/<city>/indicators.yaml`, whose entries stand at
    its top: `indicators` is no key of the file."""

    indicators: dict[Text, Indicator]
