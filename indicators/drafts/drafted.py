"""What a draft is made of: figures as a curator would type them, each with the words it was read from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from indicators.drafts.vocabulary import SCOPES
from indicators.model.schema import Figure, Indicator, Outcome, Target
from indicators.model.values import Half
from indicators.words.texts import Said

Role = Literal["target", "outcome"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry for the catalogue, for a figure that no indicator fits.

    Its fields are those of `schema.Indicator`; key and English name are places to fill in.
    """

    key: str
    zh: str
    en: str
    unit: str
    measure: str
    better: str
    group: str

    @property
    def indicator(self) -> Indicator:
        """The entry as the catalogue would have it; raises ValueError where the schema refuses it."""
        return Indicator.model_validate(
            {k: getattr(self, k) for k in ("zh", "en", "unit", "measure", "better", "group")}
        )


def in_both(words: str | None, en: str | None = None) -> dict[str, str] | str | None:
    """Words as a curated file has them: in both languages where they are written `Chinese | English`, or where their
    English is known (`en`); else the one text, which stands for both."""
    zh, _, other = (part.strip() for part in (words or "").replace("｜", "|").partition("|"))
    english = other or en
    return {"zh": zh, "en": english} if zh and english else zh or other or None


@dataclass(frozen=True, slots=True)
class Drafted:
    """One figure read from a report, for a person to look at.

    `year` is the year it is for (None where the text does not say). `indicator` is the catalogue's key, or None with a
    `proposal`. `form` is one of `schema.FORMS`, `numbers` are its numbers in `unit`, as printed (none for a relative
    form, whose indicator is `refers_to`, and for words, which are `text`). `quote` stands in the original between the
    offsets `start` and `end`. The flags from `stretch` to `interim_to` are those of `schema.Target` and
    `schema.Outcome`, and so are `note` and `not_comparable`, which only a person writes; these and `scope` are words as
    `in_both` reads them. `doubts` say why a curator should look twice. `rule` names the rule of the reader that found
    it.
    """

    role: Role
    year: int | None
    indicator: str | None
    form: str
    numbers: tuple[Decimal, ...]
    unit: str
    quote: str
    start: int
    end: int
    rule: str
    refers_to: str | None = None
    text: str | None = None
    stretch: Decimal | None = None
    strive: bool = False
    due: int | datetime.date | None = None
    better: str | None = None
    scope: str | None = None
    interim_to: datetime.date | None = None
    proposal: Proposal | None = None
    doubts: tuple[Said, ...] = ()
    note: str | None = None
    not_comparable: str | None = None

    @property
    def name(self) -> str:
        """The indicator's key, or the key that is proposed."""
        return self.indicator or (self.proposal.key if self.proposal else "")

    def fields(self, home_unit: str) -> dict[str, object]:
        """The figure's keys and values in a year's file, without the unit where it is that of the indicator."""
        given: dict[str, object] = {}
        if self.form in ("done", "text"):
            given[self.form] = self.text
        elif self.refers_to is not None:
            given[self.form] = self.refers_to
        else:
            given[self.form] = list(self.numbers) if self.form == "between" else self.numbers[0]
        flags = {
            "stretch": self.stretch,
            "strive": self.strive or None,
            "due": self.due,
            "better": self.better,
            "scope": in_both(self.scope, SCOPES.get(self.scope or "")),
            "interim_to": self.interim_to,
            "not_comparable": in_both(self.not_comparable),
            "note": in_both(self.note),
            "unit": self.unit if self.numbers and self.unit != home_unit else None,
        }
        return given | {key: value for key, value in flags.items() if value is not None} | {"quote": self.quote}

    def figure(self, indicator: Indicator) -> Figure:
        """The figure as a Target or Outcome. Raises ValueError where the schema refuses it."""
        model = Target if self.role == "target" else Outcome
        return model.model_validate(self.fields(indicator.unit))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that was left alone: its `words`, their offsets in the original, and why."""

    start: int
    end: int
    words: str
    why: Said


@dataclass(frozen=True, slots=True)
class HalfPart:
    """A stretch of the original that reviews a year or plans one (offsets `start` to `end`), and why it reads so."""

    half: Half
    start: int
    end: int
    why: Said


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was read from a report.

    `figures` are targets, and outcomes that an indicator of the catalogue fits; `context` are outcomes that none fits,
    which a curator takes only where the city promised them. `left_out` are the numbers that are no figures, `halves`
    the stretches that review and plan. `reviews` and `plans` are the years, None where the text has none. `doubts` are
    about the report as a whole.
    """

    figures: tuple[Drafted, ...]
    context: tuple[Drafted, ...]
    left_out: tuple[LeftOut, ...]
    halves: tuple[HalfPart, ...]
    reviews: int | None
    plans: int | None
    doubts: tuple[Said, ...] = ()
