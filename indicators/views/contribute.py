"""Contribute: a report's drafted figures as rows that a curator accepts, corrects or drops, and its text with them
marked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import pandas as pd

from indicators.collection.evidence import Document, normal
from indicators.drafts import Draft, Drafted, Proposal, draft
from indicators.model.schema import FORMS, City, Indicator
from indicators.words.texts import Said, joined, msgid, said, translate

NEW = "+"  # before the key of an indicator that the catalogue does not have yet
_NUMBERS = re.compile(r"\s*(?:\.\.\.|[–—~～至,，;、]|(?<=\d)\s*-)\s*")
_BLANK = re.compile(r"\n\s*\n\s*")
FORM_NAMES: Mapping[str, str] = {
    "value": msgid("the number"),
    "at_least": msgid("at least"),
    "more_than": msgid("more than"),
    "at_most": msgid("at most"),
    "less_than": msgid("less than"),
    "about": msgid("about"),
    "nearly": msgid("nearly"),
    "between": msgid("between two"),
    "in_step_with": msgid("in step with"),
    "faster_than": msgid("faster than"),
    "text": msgid("words only"),
}
SHOWN_NAMES: Mapping[str, str] = {
    "all": msgid("All"),
    "doubtful": msgid("To look at twice"),
    "apart": msgid("No indicator fits"),
    "accepted": msgid("Accepted"),
    "dropped": msgid("Left out"),
}
SHOWN = tuple(SHOWN_NAMES)


@dataclass(frozen=True, slots=True)
class Row:
    """One drafted figure, numbered in the order of the text, as the curator has it by now; `wrong`: why what was typed
    is none."""

    number: int
    accepted: bool
    figure: Drafted
    wrong: Said | None = None

    @property
    def indicator(self) -> str:
        """The indicator as the table has it: a key of the catalogue, or a new one behind the plus sign."""
        return self.figure.indicator or NEW + self.figure.name

    @property
    def apart(self) -> bool:
        """Whether it is an outcome that no indicator fits: mostly of no concern."""
        return self.figure.indicator is None and self.figure.role == "outcome"

    @property
    def doubtful(self) -> bool:
        """Whether a curator should look at it twice."""
        return bool(self.figure.doubts) and not self.apart


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the report's text: the row whose words it is (None: plain text), and how it is shown.

    `signs` are the roles and numbers of the rows whose words begin here.
    """

    text: str
    row: int | None = None
    role: str = ""
    accepted: bool = False
    signs: tuple[tuple[str, int], ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a report's text says of itself: the city among those there are (None: none of them), the kind and the
    title."""

    city: str | None
    kind: str
    title: str


def suggested(text: str, cities: Mapping[str, City]) -> Suggested:
    """City, kind and title by the first words of a report; for a curator to correct."""
    head = normal(text[:4000])
    found = [
        (at, name)
        for name, city in cities.items()
        if (at := head.find(normal(city.zh))) >= 0 or (at := head.find(normal(city.zh.rstrip("市县区州盟旗")))) >= 0
    ]
    kind = "plan_report" if re.search(r"国民经济和社会发展计划", head[:600]) else "work_report"
    lines = [re.sub(r"\s+", "", line).strip("#*") for line in text[:2000].splitlines()]
    title = next(
        (
            line
            for line in lines
            if "报告" in normal(line) and 6 <= len(line) <= 70 and not re.search(r"[。，；]", line)
        ),
        "",
    )
    return Suggested(min(found)[1] if found else None, kind, title)


def read(text: str, catalogue: Mapping[str, Indicator], reviews: int | None, plans: int | None) -> Draft:
    """The draft of a report; the years only where the curator knows better than the text."""
    return draft(text, catalogue, reviews, plans)


def rows(made: Draft) -> tuple[Row, ...]:
    """A row per figure in the order of the text, accepted where nothing is doubtful."""
    unfitting = said("no indicator fits; take it only where the city promised it")
    context = [replace(f, doubts=(*f.doubts, unfitting)) for f in made.context]
    fresh = [
        f if f.indicator or f.doubts else replace(f, doubts=(said("no indicator fits; it needs a new one"),))
        for f in made.figures
    ]
    figures = sorted([*fresh, *context], key=lambda f: (f.start, f.end))
    return tuple(Row(i, not f.doubts, f) for i, f in enumerate(figures, 1))


def _value(figure: Drafted) -> str:
    """What stands in the cell of the value: the number, two of them, an indicator, or words."""
    if figure.form == "text":
        return figure.text or ""
    return figure.refers_to or "–".join(format(n, "f") for n in figure.numbers)


def _cells(row: Row, lang: str) -> dict[str, object]:
    """A row's cells, by column."""
    figure = row.figure
    return {
        "number": row.number,
        "accepted": row.accepted,
        "role": figure.role,
        "indicator": row.indicator,
        "form": figure.form,
        "value": _value(figure),
        "unit": figure.unit if figure.numbers else "",
        "doubts": doubts(row, lang),
        "quote": re.sub(r"\s*\n\s*", "", figure.quote),
        "strive": figure.strive,
        "stretch": None if figure.stretch is None else float(figure.stretch),
        "due": figure.due,
        "interim_to": figure.interim_to,
    }


_TYPES = {
    "number": "int64",
    "accepted": "bool",
    "role": "str",
    "indicator": "str",
    "form": "str",
    "value": "str",
    "unit": "str",
    "doubts": "str",
    "quote": "str",
    "strive": "bool",
    "stretch": "float64",
    "due": "Int64",
    "interim_to": "datetime64[ns]",
}


def table(chosen: Iterable[Row], lang: str) -> pd.DataFrame:
    """The rows as the table that is edited."""
    return pd.DataFrame([_cells(row, lang) for row in chosen], columns=list(_TYPES)).astype(_TYPES)


def doubts(row: Row, lang: str) -> str:
    """Why a row is to be looked at twice, in one line."""
    return joined((d.say(lang) for d in row.figure.doubts), lang, "statements")


def taken(
    before: Sequence[Row], edited: pd.DataFrame, text: str, made: Draft, catalogue: Mapping[str, Indicator]
) -> tuple[Row, ...]:
    """All rows as they are after the table was edited; the table may hold some of them only."""
    found = {int(cells["number"]): cells for cells in edited.to_dict("records")}
    document = Document(text, 0, len(text))
    return tuple(
        _corrected(row, found[row.number], document, made, catalogue) if row.number in found else row for row in before
    )


def _corrected(
    row: Row, cells: Mapping[str, object], document: Document, made: Draft, catalogue: Mapping[str, Indicator]
) -> Row:
    """One row with what its cells say now."""
    old = row.figure
    role = "target" if cells["role"] == "target" else "outcome"
    target = role == "target"
    change: dict[str, object] = {
        "role": role,
        "year": made.plans if target else made.reviews,
        "strive": bool(cells["strive"]) and target,
        "stretch": _decimal(cells["stretch"]) if target else None,
        "due": int(str(cells["due"])) if target and _given(cells["due"]) else None,
        "better": old.better if target else None,
        "interim_to": _day(cells["interim_to"]) if not target else None,
    }
    key = str(cells["indicator"] or "")
    if key != row.indicator:
        change |= (
            {"indicator": None, "proposal": _entry(row, key, made)}
            if key.startswith(NEW)
            else {"indicator": key, "proposal": None}
        )
    wrong: Said | None = None
    form, value, unit = str(cells["form"]), _words(cells["value"]), _words(cells["unit"])
    shown = _cells(row, "en")
    if (form, value, unit) != (shown["form"], shown["value"], shown["unit"]):
        parts, wrong = _form(form, value, catalogue)
        change |= parts | {"unit": unit}
    quote = _words(cells["quote"])
    if quote != shown["quote"]:
        place = document.find(quote, after=max(0, old.start - 400)) or document.find(quote)
        start, end = place or (old.start, old.end)
        change |= {"quote": quote, "start": start, "end": end}
    return replace(row, accepted=bool(cells["accepted"]), figure=replace(old, **change), wrong=wrong)  # type: ignore[arg-type]


def _given(cell: object) -> bool:
    return cell is not None and not pd.isna(cell)  # type: ignore[call-overload]


def _words(cell: object) -> str:
    return str(cell).strip() if _given(cell) else ""


def _decimal(cell: object) -> Decimal | None:
    return Decimal(f"{float(str(cell)):g}") if _given(cell) else None


def _day(cell: object) -> datetime.date | None:
    return datetime.date.fromisoformat(str(cell)[:10]) if _given(cell) else None


def _entry(row: Row, key: str, made: Draft) -> Proposal:
    """The entry of a new indicator: that proposed under this key, or an empty one for the row."""
    known = next(
        (f.proposal for f in (*made.figures, *made.context) if f.proposal and NEW + f.proposal.key == key), None
    )
    return known or Proposal(f"name_me_{row.number}", "", "", row.figure.unit, "count", "higher", "economy")


def _form(form: str, value: str, catalogue: Mapping[str, Indicator]) -> tuple[dict[str, object], Said | None]:
    """The form of a figure as its cells say it, and what is wrong with the value."""
    plain: dict[str, object] = {
        "form": form if form in FORMS else "value",
        "numbers": (),
        "refers_to": None,
        "text": None,
    }
    if form == "text":
        return plain | {"text": value}, None if value else said("words are missing in the cell of the value")
    if form in ("in_step_with", "faster_than"):
        key = next((k for k, i in catalogue.items() if value in (k, i.zh, i.en)), None)
        return plain | {"refers_to": key or value}, None if key else said(
            "{given} is no indicator to compare with; write its name", given=value or "–"
        )
    parts = (
        [p for p in _NUMBERS.split(normal(value).rstrip("%")) if p]
        if form == "between"
        else [normal(value).replace(",", "").rstrip("%")]
    )
    try:
        numbers = tuple(Decimal(part.rstrip("%")) for part in parts)
    except InvalidOperation:
        numbers = ()
    if len(numbers) != (2 if form == "between" else 1) or not all(n.is_finite() for n in numbers):
        wrong = (
            said("write two numbers: 10–15")
            if form == "between"
            else said("{given} is not a number; write it as printed, without its unit", given=value or "–")
        )
        return plain | {"numbers": numbers}, wrong
    return plain | {"numbers": numbers}, None


def selected(all_rows: Sequence[Row], show: str, chosen: int | None) -> tuple[Row, ...]:
    """The rows the table shows: those of a kind, or the one that was clicked with those whose words overlap it."""
    one = next((r for r in all_rows if r.number == chosen), None)
    if one is not None:
        return tuple(r for r in all_rows if r.figure.start < one.figure.end and one.figure.start < r.figure.end)
    kinds = {
        "doubtful": lambda r: r.doubtful,
        "apart": lambda r: r.apart,
        "accepted": lambda r: r.accepted,
        "dropped": lambda r: not r.accepted,
    }
    return tuple(r for r in all_rows if show not in kinds or kinds[show](r))


def next_doubtful(all_rows: Sequence[Row], after: int) -> int | None:
    """The number of the next row to look at twice, from the top again where there is none below; None where there is
    none."""
    doubtful = [r.number for r in all_rows if r.doubtful]
    return next((n for n in doubtful if n > after), doubtful[0] if doubtful else None)


def named(row: Row, catalogue: Mapping[str, Indicator], lang: str) -> str:
    """A row in words: `12 · promise · GDP growth`."""
    entry = catalogue.get(row.figure.indicator or "")
    name = (
        entry.say(lang)
        if entry
        else (row.figure.proposal.zh or row.figure.name if row.figure.proposal else row.figure.name)
    )
    return " · ".join(
        [str(row.number), translate(lang, msgid("promise") if row.figure.role == "target" else msgid("outcome")), name]
    )


def pieces(text: str, all_rows: Sequence[Row], catalogue: Mapping[str, Indicator], lang: str) -> tuple[Piece, ...]:
    """The whole text in stretches. Where the words of rows overlap, a stretch belongs to the last that is accepted, or
    the last."""
    edges = sorted({0, len(text), *(r.figure.start for r in all_rows), *(r.figure.end for r in all_rows)})
    starts: dict[int, list[Row]] = {}
    for row in all_rows:
        starts.setdefault(row.figure.start, []).append(row)
    made: list[Piece] = []
    open_: list[Row] = []
    for start, end in pairwise(edges):
        open_ = [r for r in open_ if r.figure.end > start] + starts.get(start, [])
        shown = _BLANK.sub("\n\n", text[start:end] if start else text[:end].lstrip())
        if not open_:
            made.append(Piece(shown))
            continue
        row = next((r for r in reversed(open_) if r.accepted), open_[-1])
        signs = tuple((r.figure.role, r.number) for r in starts.get(start, []))
        made.append(
            Piece(
                shown,
                row.number,
                row.figure.role,
                row.accepted,
                signs,
                "; ".join(named(r, catalogue, lang) for r in open_),
            )
        )
    return tuple(made)


def tally(all_rows: Sequence[Row], lang: str) -> str:
    """How far the curator is, in one line."""
    accepted = [r for r in all_rows if r.accepted]
    return translate(
        lang,
        (
            "Accepted {accepted} of {n}: {targets} promises, {outcomes} outcomes. Left out {dropped}: {doubtful} "
            "to look at twice, {apart} that no indicator fits."
        ),
        accepted=len(accepted),
        n=len(all_rows),
        targets=sum(r.figure.role == "target" for r in accepted),
        outcomes=sum(r.figure.role == "outcome" for r in accepted),
        dropped=len(all_rows) - len(accepted),
        doubtful=sum(r.doubtful and not r.accepted for r in all_rows),
        apart=sum(r.apart and not r.accepted for r in all_rows),
    )
