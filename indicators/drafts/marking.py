"""Words that a curator marks in a report as a figure that the draft lacks, read as the draft reads them.

Whether they are a figure at all is not asked: a person says so. What the reader would have left them alone for, and
what their quote does not prove, are doubts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.collection.evidence import Document, kept, normal
from indicators.collection.naming import Naming
from indicators.drafts import choosing, leaving, reading
from indicators.drafts.dating import Years
from indicators.drafts.drafted import Draft, Drafted, Proposal, Role
from indicators.drafts.matching import Names, bare
from indicators.drafts.paragraphs import Paragraph, Sentence
from indicators.drafts.proposals import Proposals
from indicators.drafts.proving import LONGEST, doubted, unproved
from indicators.drafts.quantities import Quantity, quantities
from indicators.drafts.reading import ReportReading
from indicators.drafts.spots import Spot
from indicators.drafts.subjects import Phrase, kind_of
from indicators.drafts.vocabulary import STRIVING
from indicators.drafts.wordless import Wordless, finished
from indicators.model.schema import Indicator
from indicators.words.texts import Said, said

_PLACES = 200  # at which pasted words are looked for
_SHOWN = 40  # characters of pasted words that are said back
_NOT_ASKED = {"no verb says that this is to be done", "words without a number: is it a promise?"}


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marked words came to: a figure, or why they are none."""

    figure: Drafted | None = None
    why: Said | None = None


def marked(
    text: str,
    catalogue: Mapping[str, Indicator],
    made: Draft,
    words: tuple[int, int] | str,
    there: Sequence[Drafted] = (),
) -> Marked:
    """The figure that words of a report are, quoted as they stand.

    `words` are two offsets in the `text`, or words to be looked up in it. `made` is the report's draft, for its halves
    and years; of several figures in the words it is the first that is not `there` yet.
    """
    place = _looked_up(text, words, there) if isinstance(words, str) else words
    if place is None:
        return Marked(why=_not_there(text, str(words)))
    start, end = max(0, place[0]), min(place[1], len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    quote = text[start:end]
    if not any(map(str.isalnum, normal(quote))):
        return Marked(why=said("no words are marked"))
    if len(quote) > LONGEST:
        return Marked(why=said("mark at most {n} characters: a quote is as short as it can be", n=LONGEST))
    naming = Naming(catalogue)
    years = Years(made.reviews, made.plans)
    run = ReportReading(text, Names(catalogue), naming, years, reading.home(text), Proposals(catalogue))
    found = _read(run, Paragraph(normal(quote), [start + i for i in kept(quote)]), _role(made, start))
    fresh = [one for one in found if not any(_is(one, other) for other in there)] or found
    proposal = _apart(fresh[0].proposal, there) if fresh[0].proposal else None
    figure = replace(fresh[0], quote=quote, start=start, end=end, rule="marked", proposal=proposal)
    doubts = tuple(doubt for doubt in figure.doubts if doubt.message not in _NOT_ASKED)
    if len(fresh) > 1:
        doubts += (said("these words have several figures, of which this is the first: {n}", n=len(fresh)),)
    figure = replace(figure, doubts=doubts)
    gone = unproved(figure, naming)
    figure = replace(figure, doubts=(*doubts, gone.why)) if gone else doubted(figure, naming)
    return Marked(replace(figure, doubts=tuple(dict.fromkeys(figure.doubts))))


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, in order."""
    document, after = Document(text, 0, len(text)), 0
    for _ in range(_PLACES):
        place = document.find(words, after=after)
        if place is None:
            return
        yield place
        after = place[1]


def _looked_up(text: str, words: str, there: Sequence[Drafted]) -> tuple[int, int] | None:
    """Where words stand in the text: the first place that no figure quotes yet, else the first."""
    places = list(_places(text, words.strip()))
    quoted = [(figure.start, figure.end) for figure in there]
    free = (place for place in places if not any(a <= place[0] and place[1] <= b for a, b in quoted))
    return next(free, places[0] if places else None)


def _not_there(text: str, words: str) -> Said:
    """Why words that were looked up are no figure."""
    words = words.strip()
    if not words:
        return said("no words are marked")
    given = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
    nearest = Document(text, 0, len(text)).nearest(words) if len(words) <= LONGEST else None
    if nearest is None:
        return said("the report has no such words: {given}; copy them as it prints them", given=given)
    return said("the report has no such words: {given}; the nearest are: {nearest}", given=given, nearest=nearest)


def _role(made: Draft, at: int) -> Role:
    """The role of what stands there, by the half that it stands in."""
    above = [part for part in made.halves if part.start <= at] or list(made.halves[:1])
    return "outcome" if above and above[-1].half == "reviews" else "target"


def _is(one: Drafted, other: Drafted) -> bool:
    """Whether a figure that was read is the other one, which stands in the draft."""
    same = (one.role, one.form, one.numbers, one.unit) == (other.role, other.form, other.numbers, other.unit)
    return same and one.start < other.end and other.start < one.end


def _apart(proposal: Proposal, there: Sequence[Drafted]) -> Proposal:
    """A proposed entry under a key that no entry of another name has which is proposed already."""
    taken = {one.proposal.key: one.proposal.zh for one in there if one.proposal}
    key, number = proposal.key, 1
    while taken.get(key, proposal.zh) != proposal.zh:
        number += 1
        key = f"{proposal.key}_{number}"
    return replace(proposal, key=key)


def _read(run: ReportReading, paragraph: Paragraph, role: Role) -> list[Drafted]:
    """The figures of the marked words, at least one: as the draft reads them, else what can be made of them."""
    run.paragraph(paragraph, role)
    found = sorted([*run.figures, *run.context], key=lambda figure: figure.start)
    if found:
        return found
    left = {gone.start: gone.why for gone in run.left}
    numbers = []
    for sentence in paragraph.sentences():
        spot = Spot(run.text, paragraph, sentence, role)
        for quantity in quantities(sentence.text):
            why = left.get(spot.place(quantity.digits, quantity.tail)[0])
            numbers.append((why is leaving.DATE, spot, quantity, why))
    if not numbers:
        return [_in_words(run, Spot(run.text, paragraph, next(paragraph.sentences()), role))]
    _, spot, quantity, why = min(numbers, key=lambda number: number[0])  # the first that is no date
    return [run.numbered(spot, _phrase(spot.sentence, quantity), (why,) if why else ())]


def _phrase(sentence: Sentence, quantity: Quantity) -> Phrase:
    """A number of the marked words; those in front of it in its clause say what it is of, else those behind it."""
    front = re.split("[,;。:!?]", sentence.text[: quantity.start])[-1]
    behind = re.split("[,;。:!?]", sentence.text[quantity.end :])[0]
    subject = front if bare(front) else behind
    kind = kind_of(quantity, front, subject)
    strive = STRIVING.search(front) is not None
    return Phrase(quantity, subject, kind, 0, len(sentence.text), front, "marked", strive)


def _in_words(run: ReportReading, spot: Spot) -> Drafted:
    """Marked words without a number."""
    words = spot.sentence.text
    wordless = Wordless(words, "done" if finished(words) else "text", None, words, 0, len(words), "marked")
    match, target = choosing.of_words(wordless, run.names, spot.role), spot.role == "target"
    at, to = spot.place(0, len(words))
    return Drafted(
        spot.role,
        run.years.plans if target else run.years.reviews,
        match.indicator,
        wordless.form,
        (),
        "%",
        run.text[at:to],
        at,
        to,
        wordless.rule,
        text=spot.copied(words, 0),
        strive=target and STRIVING.search(words) is not None,
        due=run.due(spot, len(words), len(words)) if target else None,
        proposal=None if match.indicator else run.proposals.entry(words, "share", "%"),
    )
