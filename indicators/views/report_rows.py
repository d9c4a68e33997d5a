"""A report's drafted figures as rows that a curator accepts, corrects or drops, and its text with them marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indicators.drafts import Draft, Drafted
from indicators.model.schema import Indicator
from indicators.words.inert import UNSEEN, seen
from indicators.words.texts import Said, joined, msgid, said, translate

NEW = "+"  # before the key of an indicator that the catalogue does not have yet
_OTHERWISE = re.compile(rf"(?P<begin>\A\s+)|(?P<blank>\n\s*\n\s*)|{UNSEEN.pattern}")
SHOWN_NAMES: Mapping[str, str] = {
    "all": msgid("All"),
    "doubtful": msgid("To look at twice"),
    "apart": msgid("No indicator fits"),
    "accepted": msgid("Accepted"),
    "dropped": msgid("Left out"),
}
SHOWN = tuple(SHOWN_NAMES)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One figure as the curator has it by now. Those of the draft are numbered from 1 in the order of the text, then
    come those that the curator added, in the order of adding.

    `wrong` says why what was typed into a cell can't be used, None where all can; `typed` has these cells by their
    columns, so that nothing that was typed is lost. `drafted` is the figure as the machine read it, None for one that
    was added.
    """

    number: int
    accepted: bool
    figure: Drafted
    wrong: Said | None = None
    typed: tuple[tuple[str, str], ...] = ()
    drafted: Drafted | None = None

    @property
    def indicator(self) -> str:
        """The indicator as the table has it: a key of the catalogue, or a new one behind the plus sign."""
        return self.figure.indicator or NEW + self.figure.name

    @property
    def apart(self) -> bool:
        """Whether it is an outcome that no indicator fits. Reports have many of these and few answer a promise."""
        return self.figure.indicator is None and self.figure.role == "outcome"

    @property
    def doubtful(self) -> bool:
        """Whether a curator should look at it twice."""
        return bool(self.figure.doubts) and not self.apart


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report's text from the offset `start` up to `end`, and the words that are shown for it."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the report's text, and how it is shown: as the words of the row of that number (None: plain text).

    `parts` are the stretch as it is shown, each with the offset in the report at which it begins: what is shown
    otherwise than it stands there (blank lines, signs that nobody sees) is a part of its own, so that an offset in any
    other part is one in the report. `signs` are the roles and numbers of the rows whose words begin here; `label` names
    all rows whose words it is, `rows` has their numbers.
    """

    parts: tuple[Part, ...]
    row: int | None = None
    role: str = ""
    accepted: bool = False
    signs: tuple[tuple[str, int], ...] = ()
    label: str = ""
    rows: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The stretch as it is shown."""
        return "".join(part.words for part in self.parts)


def rows(made: Draft) -> tuple[ReportRow, ...]:
    """A row per figure in the order of the text, accepted where nothing is doubtful."""
    unfitting = said("no indicator fits; take it only where the place promised it")
    context = [replace(f, doubts=(*f.doubts, unfitting)) for f in made.context]
    fresh = [
        f if f.indicator or f.doubts else replace(f, doubts=(said("no indicator fits; it needs a new one"),))
        for f in made.figures
    ]
    figures = sorted([*fresh, *context], key=lambda f: (f.start, f.end))
    return tuple(ReportRow(i, not f.doubts, f, drafted=f) for i, f in enumerate(figures, 1))


def added(all_rows: Sequence[ReportRow], figure: Drafted) -> tuple[tuple[ReportRow, ...], int, bool]:
    """The rows with a figure that the curator marked in the text, the number of its row, and whether that is a new one:
    the very same words with the same number may be a row already.

    It is accepted where its indicator is known and nothing is doubtful.
    """
    for row in all_rows:
        one = row.figure
        same = (one.role, one.form, one.numbers, one.unit) == (figure.role, figure.form, figure.numbers, figure.unit)
        if same and (one.start, one.end) == (figure.start, figure.end):
            return tuple(all_rows), row.number, False
    if figure.indicator is None:
        unfitting = said("no indicator fits; choose one, or name a new one")
        figure = replace(figure, doubts=(*figure.doubts, unfitting))
    number = max((row.number for row in all_rows), default=0) + 1
    fresh = ReportRow(number, not figure.doubts, figure)
    behind = next((i for i, row in enumerate(all_rows) if row.figure.start > figure.start), len(all_rows))
    return (*all_rows[:behind], fresh, *all_rows[behind:]), number, True


def doubts(row: ReportRow, lang: str) -> str:
    """Why a row is to be looked at twice, in one line; empty where it need not be."""
    return joined((d.say(lang) for d in row.figure.doubts), lang, "statements")


def _is_shown(row: ReportRow, show: str) -> bool:
    """Whether a row is of a kind, one of `SHOWN`."""
    if show == "doubtful":
        return row.doubtful
    if show == "apart":
        return row.apart
    return row.accepted == (show == "accepted") if show in ("accepted", "dropped") else True


def selected(all_rows: Sequence[ReportRow], show: str, chosen: int | None) -> tuple[ReportRow, ...]:
    """The rows that the table shows: those of a kind, one of `SHOWN`.

    Where the number of a row is `chosen`, it is that row, with those whose quotes overlap its quote.
    """
    one = next((r for r in all_rows if r.number == chosen), None)
    if one is not None:
        at = one.figure
        return tuple(r for r in all_rows if r is one or (r.figure.start < at.end and at.start < r.figure.end))
    return tuple(row for row in all_rows if _is_shown(row, show))


def next_doubtful(all_rows: Sequence[ReportRow], after: int) -> int | None:
    """The number of the next row to look at twice behind that of number `after`, from the top again at the end; None
    where there is none at all."""
    doubtful = [r.number for r in all_rows if r.doubtful]
    return next((n for n in doubtful if n > after), doubtful[0] if doubtful else None)


def row_name(row: ReportRow, catalogue: Mapping[str, Indicator], lang: str) -> str:
    """A row in words: `12 · promise · GDP growth`."""
    figure = row.figure
    entry = catalogue.get(figure.indicator or "")
    proposed = figure.proposal.zh if figure.proposal else ""
    name = entry.say(lang) if entry else proposed or figure.name
    role = msgid("promise") if figure.role == "target" else msgid("outcome")
    return " · ".join([str(row.number), translate(lang, role), name])


def pieces(
    text: str, all_rows: Iterable[ReportRow], catalogue: Mapping[str, Indicator], lang: str
) -> tuple[Piece, ...]:
    """The whole text in stretches, cut wherever the quote of a row begins or ends.

    A stretch in the quotes of several rows is shown as that of the last accepted one, or of the last if none is.
    """
    starts: dict[int, list[ReportRow]] = {}
    edges = {0, len(text)}
    for row in (row for row in all_rows if row.figure.start < row.figure.end):  # else its words are not in the text
        starts.setdefault(row.figure.start, []).append(row)
        edges |= {row.figure.start, row.figure.end}
    made: list[Piece] = []
    open_: list[ReportRow] = []
    for start, end in pairwise(sorted(edges)):
        begun = starts.get(start, [])
        open_ = [r for r in open_ if r.figure.end > start] + begun
        shown = tuple(_parts(text, start, end))
        if not open_:
            made.append(Piece(shown))
            continue
        row = next((r for r in reversed(open_) if r.accepted), open_[-1])
        signs = tuple((r.figure.role, r.number) for r in begun)
        label = "; ".join(row_name(r, catalogue, lang) for r in open_)
        numbers = tuple(r.number for r in open_)
        made.append(Piece(shown, row.number, row.figure.role, row.accepted, signs, label, numbers))
    return tuple(made)


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    """What is shown of a text between two offsets: blank lines as one, none at its beginning, what nobody sees by its
    number."""
    at = start
    for other in _OTHERWISE.finditer(text, start, end):
        if at < other.start():
            yield Part(text[at : other.start()], at, other.start())
        if other.lastgroup != "begin":
            yield Part("\n\n" if other.lastgroup == "blank" else seen(other[0]), other.start(), other.end())
        at = other.end()
    if at < end:
        yield Part(text[at:end], at, end)


def tally(all_rows: Sequence[ReportRow], lang: str) -> str:
    """How far the curator is, in one line."""
    accepted = [r for r in all_rows if r.accepted]
    return translate(
        lang,
        "Accepted {accepted} of {n}: {targets} promises, {outcomes} outcomes. "
        "Left out {dropped}: {doubtful} to look at twice, {apart} that no indicator fits.",
        accepted=len(accepted),
        n=len(all_rows),
        targets=sum(r.figure.role == "target" for r in accepted),
        outcomes=sum(r.figure.role == "outcome" for r in accepted),
        dropped=len(all_rows) - len(accepted),
        doubtful=sum(r.doubtful and not r.accepted for r in all_rows),
        apart=sum(r.apart and not r.accepted for r in all_rows),
    )
