"""A second reading: which figures there are to read from their quotes alone, and whether what was read is held so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.collection import Collection
from indicators.collection.evidence import normal
from indicators.drafts.correcting import value_fields
from indicators.model import read_marks
from indicators.model.schema import Figure, Indicator, ReadBy, Target
from indicators.words import units
from indicators.words.texts import Said

NUMBERLESS = ("in_step_with", "faster_than", "done", "text")  # forms that have no number to be read
_TENTHS = "成"  # 八成 is 80%


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that a second reader is asked for.

    `id` names it without telling its year, and with it what is held now: a figure that is changed has another. `year`
    is that of its file, `speaks_of` the one that its words speak of. `source` is its document's name, `span` where its
    quote stands in the held text. `read_by` are the second readings that there are of the figure as it stands, `mark`
    is what the next one carries.
    """

    id: str
    city: str
    year: int
    indicator: str
    role: str
    position: int
    speaks_of: int
    source: str
    span: tuple[int, int] | None
    figure: Figure
    entry: Indicator
    mark: str
    read_by: tuple[ReadBy, ...]

    @property
    def place(self) -> tuple[str, int, str, str, int]:
        """City, year, indicator, role and position: what names the figure in the data."""
        return self.city, self.year, self.indicator, self.role, self.position

    @property
    def held(self) -> Read:
        """What is held, as a reader would have read it."""
        figure = self.figure
        stretch = figure.stretch if isinstance(figure, Target) else None
        unit = read_marks.printed_unit(figure, self.entry) if figure.numbers else ""
        return Read(figure.form, figure.numbers, unit, self.speaks_of, stretch)


@dataclass(frozen=True, slots=True)
class Read:
    """What someone read in a quote: form and numbers as in a year's file, the unit as printed, the year of which it
    speaks. Where the words do not bear a figure of that indicator out, `bears` is false and `remark` says why."""

    form: str
    numbers: tuple[Decimal, ...] = ()
    unit: str = ""
    year: int | None = None
    stretch: Decimal | None = None
    bears: bool = True
    remark: str = ""


def asked(found: Collection, city: str) -> tuple[Asked, ...]:
    """The figures of a city that have words to read, document by document, in the order of the text."""
    sources = list(found.cities[city].sources)
    made = []
    for (of, year, key, role, position), evidence in found.evidence.items():
        promise = found.years.get((of, year), {}).get(key) if of == city else None
        figure = promise and (promise.target if role == "target" else promise.outcome[position])
        if not promise or not figure or figure.quote is None:
            continue
        entry, speaks_of = found.catalogue[key], promise.due_in(year)
        mark = read_marks.mark(figure, key, entry, role, speaks_of)
        held = found.documents.get((city, evidence.source))
        made.append(
            Asked(
                f"{city}/{read_marks.letters(str(year), key, role, str(position), mark)}",
                city,
                year,
                key,
                role,
                position,
                speaks_of,
                evidence.source,
                held.find(figure.quote) if held else None,
                figure,
                entry,
                mark,
                read_marks.standing(figure, key, entry, role, speaks_of),
            )
        )
    return tuple(sorted(made, key=lambda one: (sources.index(one.source), one.span is None, one.span or (), one.id)))


def numbers_typed(form: str, typed: Sequence[str]) -> tuple[tuple[Decimal, ...], Said | None]:
    """The numbers that were typed beside a form, and what is wrong with them; for a form without a number none is
    looked at."""
    if form in NUMBERLESS:
        return (), None
    fields, wrong = value_fields(form, "–".join(typed), {})
    return fields["numbers"], wrong


def differing(one: Asked, read: Read) -> tuple[str, ...]:
    """In what a reading differs from the figure held: "bears" alone, or of form, number, unit, stretch and year those
    that do; none where they agree.

    Numbers are the same where they are in one unit (8.12万人, 81200人). With what a figure without number is compared,
    and the words of one in words, are not asked for: they stand in the quote, which the check holds against them.
    """
    if not read.bears:
        return ("bears",)
    held = one.held
    unit, mine = _unit(held), _unit(read)
    factor = units.factor(mine, unit) if held.numbers else Decimal(1)

    def same(given: Decimal | None, kept: Decimal | None) -> bool:
        if given is None or kept is None:
            return given is kept
        return _tenfold(given, read) * (factor or 1) == _tenfold(kept, held)

    numbers = zip(sorted(read.numbers), sorted(held.numbers), strict=False)
    differs = {
        "form": read.form != held.form,
        "number": held.numbers != () and (len(read.numbers) != len(held.numbers) or not all(same(*n) for n in numbers)),
        "unit": factor is None,
        "stretch": not same(read.stretch, held.stretch),
        "year": read.year != held.year,
    }
    return tuple(what for what, differing in differs.items() if differing)


def _unit(read: Read) -> str:
    """A unit as typed, in one way of writing it."""
    unit = normal(read.unit)
    return "%" if unit == _TENTHS else units.AS_USUAL.get(unit, unit)


def _tenfold(number: Decimal, read: Read) -> Decimal:
    """A number, of tenths (成) as a percentage."""
    return number * 10 if normal(read.unit) == _TENTHS else number
