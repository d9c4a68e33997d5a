"""The checks of one year's file: every figure's indicator, unit, source, year and quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indicators.collection.evidence import Document, Evidence, FigureKey, in_cells
from indicators.collection.files import CuratedFile
from indicators.collection.layers import Layer, present, referring, renamed
from indicators.collection.naming import Naming
from indicators.collection.proof import ANSWERED, doubt, quote_problem
from indicators.collection.refusals import unknown
from indicators.collection.shelf import Shelf
from indicators.collection.timing import timing_problem
from indicators.collection.yamlfile import Keys
from indicators.model.problems import Problem
from indicators.model.read_marks import standing
from indicators.model.schema import Figure, Indicator, Outcome, Promise, ReadBy, YearFile, default_sources
from indicators.model.values import Half
from indicators.words import units
from indicators.words.texts import Said, msgid, said


@dataclass(slots=True)
class YearCheck:
    """One run over a year's file; `run` fills `problems`, `left_out` and `evidence`.

    `layer` is what the city sees of the catalogue. `left_out` names the promises that can't be used, `evidence` holds
    where each checked figure's words stand, `written` the former key under which a promise stands, by the present one.
    """

    yaml: CuratedFile
    year: int
    shelf: Shelf
    layer: Layer
    problems: list[Problem] = field(default_factory=list, init=False)
    left_out: list[str] = field(default_factory=list, init=False)
    evidence: dict[FigureKey, Evidence] = field(default_factory=dict, init=False)
    written: dict[str, str] = field(default_factory=dict, init=False)
    _fitting: dict[tuple[Half, int], tuple[str, ...]] = field(default_factory=dict, init=False)  # by half and year

    @property
    def catalogue(self) -> Mapping[str, Indicator]:
        """The indicators that there are, by key."""
        return self.layer.entries

    @property
    def naming(self) -> Naming:
        """Their names."""
        return self.layer.naming

    def run(self, parsed: YearFile) -> dict[str, Promise]:
        """Check all figures; the promises that can be used, by indicator."""
        kept = {}
        for written, promise in parsed.promises.items():
            name = self.layer.present(written)
            if name != written and name in parsed.promises:
                what = said("{old} is what the indicator {new} was called", old=written, new=name)
                self._note(Problem("duplicate-key", what), ("promises", written))
                self.left_out.append(f"{self.yaml.path}: {written}")
            elif self._usable(written, name, promise):
                kept[name] = referring(promise, self.layer.former)
            else:
                self.left_out.append(f"{self.yaml.path}: {written}")
        return kept

    def _usable(self, written: str, name: str, promise: Promise) -> bool:
        """Check all figures of a promise, which stands under the key `written`; whether every one can be used."""
        indicator = self.catalogue.get(name)
        if indicator is None:
            self._note_unknown_indicator(name, ("promises", written))
            return False
        if name != written:
            self.written[name] = written
            self._note(renamed(written, name), ("promises", written))
        sound = [
            self._check(keys, (self.shelf.name, self.year, name, role, i), figure, promise, indicator)
            for keys, role, i, figure in _figures(written, promise)
        ]
        for keys, role, _, figure in _figures(written, promise):
            if figure.read_by:
                self._hold_readings(keys, figure, standing(figure, name, indicator, role, promise.due_in(self.year)))
        return all(sound)

    def _hold_readings(self, keys: Keys, figure: Figure, still: tuple[ReadBy, ...]) -> None:
        """Note the second readings that are not `still` of the figure as it stands."""
        for i, reading in enumerate(figure.read_by):
            if reading not in still:
                message = msgid("what {name} read on {day} is not what stands here now: figure or quote have changed")
                what = said(message, name=reading.by, day=reading.on.isoformat())
                self._note(Problem("outdated-reading", what), (*keys, "read_by", i))

    def _note(self, problem: Problem, keys: Keys) -> None:
        self.problems.append(self.yaml.place(problem, keys))

    def _note_unknown_indicator(self, name: str, keys: Keys) -> None:
        problem = self.layer.missing(name)
        if problem is not None:
            self._note(problem, keys)

    def _check(self, keys: Keys, key: FigureKey, figure: Figure, promise: Promise, indicator: Indicator) -> bool:
        """Check one figure; false where it can't be used: its unit does not convert, or its source is not known."""
        if figure.refers_to and figure.refers_to in self.layer.former:
            self._note(renamed(figure.refers_to, self.layer.present(figure.refers_to)), (*keys, figure.form))
            figure = present(figure, self.layer.former)
        if figure.refers_to and figure.refers_to not in self.catalogue:
            self._note_unknown_indicator(figure.refers_to, (*keys, figure.form))
        if not self._converts(keys, figure, indicator):
            return False
        half: Half = "plans" if key[3] == "target" else "reviews"
        due = promise.due_in(self.year)
        source = self._source(keys, figure, half, self.year if half == "plans" else due)
        if source is None:
            return False
        if half == "plans" and due < self.year:
            what = said("the promise for {year} is due in {due}, before it was made", year=self.year, due=due)
            self._note(Problem("due", what), (*keys, "due"))
        for key_of_it, problem in timing_problem(figure, self.shelf.city.sources[source], half, self.year, due):
            self._note(problem, (*keys, key_of_it) if key_of_it else keys)
        if figure.quote is not None:
            self.evidence[key] = self._prove(keys, figure, figure.quote, indicator, source)
            return True
        if self.shelf.city.sources[source].file:
            what = said("the key quote is missing, and the text of {source} is held", source=source)
            cure = said("copy the words that give the figure from the text: `quote: …`")
            self._note(Problem("missing-key", what, cure), (*keys, "quote"))
            return False
        self.evidence[key] = Evidence(source)
        return True

    def _converts(self, keys: Keys, figure: Figure, indicator: Indicator) -> bool:
        """Whether the printed unit can be converted into the indicator's."""
        if figure.unit is None or units.factor(figure.unit, indicator.unit) is not None:
            return True
        message = msgid("{given} can't be converted into the indicator's unit {unit}")
        what = said(message, given=figure.unit, unit=indicator.unit or "–")
        self._note(Problem("unit", what), (*keys, "unit"))
        return False

    def _source(self, keys: Keys, figure: Figure, half: Half, year: int) -> str | None:
        """The key of the document that a figure stands in: the one it names, else the one for its half and year."""
        source = figure.source or self._default_source(keys, half, year)
        if source is None or source in self.shelf.city.sources:
            return source
        if self.shelf.whole:
            self._note(unknown("source", source, self.shelf.city.sources), (*keys, "source"))
        return None

    def _default_source(self, keys: Keys, half: Half, year: int) -> str | None:
        """The city's one document that plans (reviews) the year; of several the one held."""
        fitting = self._fitting.get((half, year))
        if fitting is None:
            fitting = self._fitting[half, year] = default_sources(self.shelf.city.sources, half, year)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            message = msgid("{n} documents have `{half}: {year}`: {names}")
            what = said(message, n=len(fitting), half=half, year=year, names=", ".join(fitting))
            self._note(Problem("no-source", what, said("name one of them: `source: …`")), keys)
        elif self.shelf.whole:
            what = said("no document of the city has `{half}: {year}`", half=half, year=year)
            self._note(Problem("no-source", what, self._earlier(half, year)), keys)
        return None

    def _earlier(self, half: Half, due: int) -> Said | None:
        """What to do where no document reviews the year in which a promise is due, but one does a year before: it may
        have been kept early."""
        if half == "plans" or due == self.year:
            return None
        sources = self.shelf.city.sources.items()
        told = [(name, s.reviews) for name, s in sources if s.reviews and self.year <= s.reviews < due]
        if not told:
            return None
        return said(
            "if it was kept early, name the report that says so (`source: {name}`, which reviews {year}) and say it in "
            "`note`; else leave the outcome out until the document for {due} is there",
            name=told[-1][0],
            year=told[-1][1],
            due=due,
        )

    def _prove(self, keys: Keys, figure: Figure, quote: str, indicator: Indicator, source: str) -> Evidence:
        """The check of evidence: the quote in the text, the figure in the quote, and what the quote speaks of."""
        held, noted = self.shelf.documents.get(source), figure.note is not None
        found = held.find(quote) if held else None
        # Read as the document prints it: the quote may have lost the white space between two cells of a table.
        read = in_cells(held.text[slice(*found)] if held and found else quote)
        problem = quote_problem(figure, indicator, read, self.naming)
        if problem is not None and problem.code in ANSWERED and noted:
            problem = None
        explained = noted or (isinstance(figure, Outcome) and figure.not_comparable is not None)
        if problem is None and not explained and (found is not None or held is None):
            problem = doubt(figure, indicator, self.naming, read)
        if problem is not None:
            self._note(problem, (*keys, "quote"))
        if held is not None and found is None:
            file = str(self.shelf.city.sources[source].file)
            elsewhere = None if figure.source else self._elsewhere(quote, file)
            self._note(elsewhere or _not_found(held, quote, file), (*keys, "quote"))
        if found is None or problem is not None:
            return Evidence(source)
        return Evidence(source, *found, read=figure.written is not None)

    def _elsewhere(self, quote: str, file: str) -> Problem | None:
        """A quote that is not in the text where it was looked for, but in that of another document of the city."""
        found = next((name for name, held in self.shelf.documents.items() if held.find(quote)), None)
        if found is None:
            return None
        other = self.shelf.city.sources[found].file
        what = said("the quote is not in seeds/{file}, but it is in seeds/{other}", file=file, other=other)
        return Problem("quote-not-found", what, said("if it is from there, write `source: {name}`", name=found))


def _not_found(held: Document, quote: str, file: str) -> Problem:
    """A quote that is not in its document, with what the text has instead."""
    if held.find(quote, whole_file=True):
        return Problem("quote-not-found", said("the quote stands in seeds/{file}, but outside the document", file=file))
    near = held.nearest(quote)
    if near is None:
        return Problem("quote-not-found", said("the quote is not in seeds/{file}", file=file))
    return Problem(
        "quote-not-found",
        said("the quote is not in seeds/{file}, whose nearest words are: {words}", file=file, words=near),
    )


def keys_of(name: str, promise: Promise, role: str, i: int) -> Keys:
    """The keys that lead to a figure in its year's file: a single outcome stands there without a position."""
    return ("promises", name, role, *([i] if role == "outcome" and len(promise.outcome) > 1 else []))


def _figures(name: str, promise: Promise) -> Iterator[tuple[Keys, str, int, Figure]]:
    """The figures of a promise: the keys that lead to each, its role and position."""
    if promise.target is not None:
        yield keys_of(name, promise, "target", 0), "target", 0, promise.target
    for i, outcome in enumerate(promise.outcome):
        yield keys_of(name, promise, "outcome", i), "outcome", i, outcome
