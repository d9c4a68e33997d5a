"""A whole report read: its halves, the figures of every sentence, the indicator of each, and its proof by its quote."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from indicators.collection.evidence import normal
from indicators.collection.naming import Naming
from indicators.drafts import choosing, dating, doubting, grids, halves, leaving, periods, singling
from indicators.drafts.drafted import Draft, Drafted, LeftOut, Role
from indicators.drafts.matching import Names
from indicators.drafts.paragraphs import Paragraph, paragraphs
from indicators.drafts.phrases import read
from indicators.drafts.proposals import Proposals
from indicators.drafts.proving import doubted, once, repeated, unproved
from indicators.drafts.spots import Spot
from indicators.drafts.subjects import Phrase
from indicators.drafts.wordless import Wordless, in_words, livelihood_list, relative, words_only
from indicators.model.levels import home_called
from indicators.model.schema import Indicator
from indicators.words.texts import Said, said

_IN_WORDS: dict[Role, Said] = {
    "target": said("words without a number: is it a promise?"),
    "outcome": said("words without a number: is this what became of it?"),
}
_MOST = 1000  # figures; the longest report here has 161
# Whose report it is: 市人民政府市长, 代表县人民政府, 某区第十七届人民代表大会.
_OWN = re.compile(r"([省市县区州盟旗])(?:第[^,。]{1,4}届人民代表大会|人民政府|长[^期远效久])")
_GAP = re.compile(r"\S(?:\t|　　|   )[ \t　]*\S")


@dataclass(slots=True)
class ReportReading:
    """One run over a report, which gathers figures, context and what is left out."""

    text: str
    names: Names
    naming: Naming
    years: dating.Years
    home: str  # how the report calls its own area: 全市
    proposals: Proposals
    figures: list[Drafted] = field(default_factory=list)
    context: list[Drafted] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    passages: periods.Passages = field(init=False)

    def __post_init__(self) -> None:
        self.passages = periods.Passages(self.years)

    def paragraph(self, paragraph: Paragraph, role: Role) -> None:
        """Read one paragraph of the half that promises ("target") or answers ("outcome")."""
        livelihood = role == "target" and livelihood_list(paragraph.text)
        several = self.passages.several(paragraph)
        for sentence in paragraph.sentences():
            if self.full:
                return
            several = periods.goes_on(sentence.text, self.years, several)
            spot = Spot(self.text, paragraph, sentence, role)
            self.numbers(spot, several)
            if several:
                continue
            wordless = [*in_words(sentence.text, role, self.names)]
            if role == "target":
                wordless = [*relative(sentence.text, self.names), *wordless, *words_only(sentence.text, livelihood)]
            else:
                wordless += [one for one in words_only(sentence.text, False) if one.form == "done"]
            for one in wordless:
                self.words(spot, one)

    def beside(self, paragraph: Paragraph) -> None:
        """Note a value of a table that is no figure of the report's two years."""
        at, to = paragraph.place(0, len(paragraph.text))
        self.left.append(LeftOut(at, to, self.text[at:to], leaving.BESIDE))

    @property
    def full(self) -> bool:
        """Whether there are more figures than a report can have, so that reading stops."""
        return len(self.figures) + len(self.context) + len(self.left) // 8 > _MOST

    def numbers(self, spot: Spot, several: bool) -> None:
        """Read the numbers of a sentence; `several` tells that it speaks of several years."""
        phrases, left = read(spot.sentence.text, self.names, self.home, spot.above)
        for gone in left:
            self.leave(spot, gone.quantity.digits, gone.quantity.tail, gone.why)
        passage = spot
        for phrase in phrases:
            role = periods.role_of(spot.sentence.text, phrase.quantity.digits, passage.role, self.years)
            spot = replace(passage, role=role)
            digits, tail = phrase.quantity.digits, phrase.quantity.tail
            why = periods.elsewhen(phrase.front, spot.sentence.text, digits, several, spot.role, self.years)
            if spot.role == "target" and phrase.front.endswith(("总投资", "计划总投资")):
                why = leaving.DESCRIBED
            if spot.role == "outcome" and leaving.planned(phrase.front):
                why = leaving.BASE
            due = self.due(spot, phrase.quantity.start, phrase.quantity.end)
            if why is None and periods.too_late(due, self.years.plans):
                why = periods.LATER
            if why is None and singling.single(phrase.subject, phrase.front, self.home):
                why = leaving.SINGLE
            if (
                why is periods.LONGER
                and spot.role == "outcome"
                and periods.stands_at_the_end(phrase.front, phrase.kind)
            ):
                self.number(spot, phrase, (periods.AT_THE_END,))
            elif why is None:
                self.number(spot, phrase)
            else:
                self.leave(spot, digits, tail, why)

    def leave(self, spot: Spot, start: int, end: int, why: Said) -> None:
        """Note a number that is left alone."""
        at, to = spot.place(start, end)
        self.left.append(LeftOut(at, to, self.text[at:to], why))

    def number(self, spot: Spot, phrase: Phrase, doubts: tuple[Said, ...] = ()) -> None:
        """Draft a figure with a number, with what is already doubtful about it, if it can be read in its quote."""
        self.prove(self.numbered(spot, phrase, doubts))

    def numbered(self, spot: Spot, phrase: Phrase, doubts: tuple[Said, ...] = ()) -> Drafted:
        """A figure with a number, with what is already doubtful about it."""
        falls, target = phrase.quantity.falls, spot.role == "target"
        quantity = phrase.quantity.fallen() if phrase.kind in ("growth", "points") and falls else phrase.quantity
        by_times = quantity.unit == "倍" and phrase.kind == "growth"  # 增长2倍 is growth of 200 %
        unit = "%" if by_times else quantity.unit
        match = choosing.of_number(phrase, unit, self.names, spot.sentence.text, spot.around)
        start, end = spot.quoted(phrase.start, phrase.end)
        if spot.paragraph.column is None and _GAP.search(self.text[start:end]):
            doubts = (
                *doubts,
                said("white space stands in these words: are they cells of a table, and of which column?"),
            )
        due = self.due(spot, phrase.quantity.start, phrase.quantity.end)
        if periods.late(due, self.years.plans):
            doubts = (*doubts, said("due in {year}: promised in this plan, or a goal for years to come?", year=due))
        drafted = Drafted(
            spot.role,
            self.years.plans if target else self.years.reviews,
            match.indicator,
            quantity.form,
            tuple(n * 100 for n in quantity.numbers) if by_times else quantity.numbers,
            unit,
            self.text[start:end],
            start,
            end,
            phrase.rule,
            stretch=phrase.stretch.numbers[0] if phrase.stretch and phrase.stretch.form != "between" else None,
            strive=phrase.strive if target else False,
            due=due,
            scope=choosing.scope(phrase.subject, match.indicator, self.names),
            interim_to=None if target else periods.interim(phrase.front, self.years.reviews),
            doubts=(
                *doubts,
                *doubting.doubts(match, phrase, spot.role, self.names, spot.sentence.text[: quantity.start]),
            ),
        )
        if drafted.indicator is None:
            lower = falls or drafted.form in ("at_most", "less_than")
            entry = self.proposals.entry(phrase.subject, phrase.kind, drafted.unit, lower)
            drafted = replace(drafted, proposal=entry)
        return drafted

    def due(self, spot: Spot, start: int, end: int) -> int | datetime.date | None:
        """The year or day by which a promise is due that stands between two offsets of its sentence; None for what is
        reported."""
        if spot.role == "outcome":
            return None
        column = spot.paragraph.column
        return periods.due(spot.sentence.text, start, end, self.years.plans, column.term if column else "")

    def words(self, spot: Spot, wordless: Wordless) -> None:
        """Draft a figure without a number, unless its words belong to a figure that was just read. Of outcomes in words
        only those are drafted that an indicator fits."""
        start, end = spot.quoted(wordless.start, wordless.end)
        in_words = wordless.form in ("done", "text")
        if in_words and any(
            f.start < end and start < f.end and f.role == spot.role and (f.text is None or wordless.rule != "in words")
            for f in self.figures[-6:]
        ):
            return
        match = choosing.of_words(wordless, self.names, spot.role)
        target = spot.role == "target"
        if not target and match.indicator is None:
            return
        drafted = Drafted(
            spot.role,
            self.years.plans if target else self.years.reviews,
            match.indicator,
            wordless.form,
            (),
            "%",
            self.text[start:end],
            start,
            end,
            wordless.rule,
            refers_to=wordless.refers_to,
            text=None if wordless.words is None else spot.copied(wordless.words, wordless.start),
            strive=wordless.strive,
            due=self.due(spot, wordless.end, wordless.end),
            doubts=(_IN_WORDS[spot.role],) if in_words else (),
        )
        if match.indicator is None:
            entry = self.proposals.said_of(wordless.subject, wordless.form, wordless.words or "")
            drafted = replace(drafted, proposal=entry)
        self.prove(drafted)

    def prove(self, drafted: Drafted) -> None:
        """Keep a figure only if it can be read in its own quote, and only once."""
        gone = unproved(drafted, self.naming)
        if gone is not None:
            self.left.append(gone)
        elif not any(repeated(drafted, other) for other in self.figures[-8:]):
            drafted = doubted(drafted, self.naming)
            (self.context if drafted.role == "outcome" and drafted.indicator is None else self.figures).append(drafted)


def home(text: str) -> str:
    """How a report calls its own area (全市): by whose report it says it is, else by the word it has most often."""
    own = _OWN.search(normal(text[:6000]))
    if own:
        return "全" + own[1]
    counts = {word: text.count(word) for word in ("全市", "全县", "全区", "全省", "全州", "全盟", "全旗")}
    return max(counts, key=lambda word: counts[word])


def draft(text: str, catalogue: Mapping[str, Indicator], reviews: int | None = None, plans: int | None = None) -> Draft:
    """Draft the promises and outcomes of a report.

    `catalogue` is `Collection.catalogue`. `reviews` and `plans` are the years of the halves where the reader knows
    them; else the text says. Never raises on any text; every figure that comes out passes `proof.quote_problem`,
    and its quote stands in `text` between its offsets.
    """
    found = paragraphs(text)
    years = dating.years(found, reviews, plans)
    found = halves.pieces(found, years)
    of = halves.halves(found, years)
    called = home(text)
    naming = Naming(catalogue, home=home_called(called))
    reading = ReportReading(text, Names(catalogue), naming, years, called, Proposals(catalogue))
    doubts = [said("the text does not say which years it reviews and plans; give them")] if years.plans is None else []
    for paragraph, half in zip(found, of, strict=True):
        own = half if paragraph.column is None else grids.half(paragraph.column, years, half)
        if own is None:
            reading.beside(paragraph)
        else:
            reading.paragraph(paragraph, "outcome" if own == "reviews" else "target")
    if reading.full:
        doubts.append(said("more figures than any report has: the rest was not read"))
    return Draft(
        once(reading.figures),
        once(reading.context),
        tuple(reading.left),
        halves.parts(found, of),
        years.reviews,
        years.plans,
        tuple(doubts),
    )
