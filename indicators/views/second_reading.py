"""The second reading: what a reader is shown of a figure, where what they read agrees or differs, and what comes of it.

Until it is compared nothing is shown of what is held: no number, form, unit or year.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.drafts.countersigning import mark_read, readings
from indicators.drafts.read_sheet import fields_of, read_of
from indicators.drafts.rereading import NUMBERLESS, Asked, Read, differing
from indicators.model.problems import Problem
from indicators.tables import Frames
from indicators.views import checking
from indicators.views.contribution import Contribution, Remark
from indicators.views.documents import document_name
from indicators.views.labels import FigureId
from indicators.views.newfiles import NewFile
from indicators.views.passages import around
from indicators.views.row_edits import FORM_NAMES
from indicators.words.inert import in_code
from indicators.words.texts import Said, joined, msgid, number, said, translate

_GONE = said("the file is not there")
_DIFFERING: Mapping[str, str] = {
    "bears": msgid("the words do not bear it out"),
    "form": msgid("the form"),
    "number": msgid("the number"),
    "unit": msgid("the unit"),
    "stretch": msgid("what is striven for"),
    "year": msgid("the year"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader is shown of a figure: which indicator, promised or reported, and its words in their document."""

    id: str
    name: str
    definition: str
    role: str
    document: str
    before: str
    quote: str
    after: str

    @property
    def words(self) -> dict[str, str]:
        """The same for a line of the sheet."""
        sentence = f"{self.before}【{self.quote}】{self.after}"
        return {"name": self.name, "definition": self.definition, "document": self.document, "sentence": sentence}


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was read otherwise than it is held: in what, what was read, what is held, both in words."""

    place: FigureId
    name: str
    what: str
    read: str
    held: str
    quote: str
    remark: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading held against the data: the figures that agree, the differences, and a sentence that counts both."""

    agreed: tuple[Asked, ...]
    differences: tuple[Difference, ...]
    sentence: str


def question(frames: Frames, one: Asked, lang: str) -> Question:
    """What is shown of a figure before it is read."""
    held, quote = frames.texts.get((one.city, one.source)), one.figure.quote or ""
    before, after = "", ""
    if held is not None and one.span is not None:
        before, after = around(held.text, *one.span)
        quote = " ".join(held.text[slice(*one.span)].split("\n"))
    definition = one.entry.definition
    return Question(
        one.id,
        one.entry.say(lang),
        definition.say(lang) if definition else "",
        translate(lang, msgid("Promised") if one.role == "target" else msgid("Reported")),
        document_name(frames, (one.city, one.source), lang),
        before,
        quote,
        after,
    )


# What a reader fills in of a figure, as it is typed; "bears" is true until they say that the words do not.
FIELDS: Mapping[str, object] = {
    "form": "",
    "number": "",
    "unit": "",
    "year": "",
    "stretch": "",
    "bears": True,
    "remark": "",
}


def typed(fields: Mapping[str, object]) -> Read | Said | None:
    """What a reader has typed (`FIELDS`) as a reading, or what it lacks; None where nothing is typed yet."""
    given = {key: (value.strip() if isinstance(value, str) else value) for key, value in fields.items()}
    if given == FIELDS:
        return None
    if not given["bears"]:
        return Read("", bears=False, remark=str(given["remark"])) if given["remark"] else said("say why they do not")
    found = read_of(
        {
            "form": given["form"],
            "numbers": [given["number"]] if given["number"] else [],
            "unit": given["unit"],
            "year": given["year"] or None,
            "stretch": given["stretch"] or None,
            "remark": given["remark"],
        }
    )
    if found is None:
        return said("choose a form")
    return said("say which year they speak of") if isinstance(found, Read) and found.year is None else found


def as_typed(read: Read) -> dict[str, object]:
    """A reading as a reader would have typed it."""
    fields = fields_of(read)
    numbers = "–".join(format(each, "f") for each in read.numbers)
    shown = {
        key: "" if fields[key] is None else str(fields[key]) for key in ("form", "unit", "year", "stretch", "remark")
    }
    return {**FIELDS, **shown, "number": numbers, "bears": read.bears}


def read_words(read: Read, lang: str) -> str:
    """What was read, or is held, in words: `at least 7 %, striven for 7.5 %, 2022`."""
    if not read.bears:
        return translate(lang, _DIFFERING["bears"])
    shown = "–".join(number(n, lang) for n in read.numbers)
    form = "" if read.form == "value" else translate(lang, FORM_NAMES[read.form])
    amount = "" if read.form in NUMBERLESS else f"{shown}{read.unit}"
    parts = [" ".join(filter(None, (form, amount)))]
    if read.stretch is not None:
        parts.append(translate(lang, "striven for {n}", n=number(read.stretch, lang)))
    parts.append(translate(lang, "no year") if read.year is None else str(read.year))
    return joined(parts, lang, "clauses")


def compared(figures: Iterable[Asked], read: Mapping[str, Read], lang: str) -> Compared:
    """Hold what was read (by the figures' names) against the figures; those that were not read are left aside."""
    agreed, differences = [], []
    for one in figures:
        if one.id not in read:
            continue
        mine = read[one.id]
        what = differing(one, mine)
        if not what:
            agreed.append(one)
            continue
        named = joined((translate(lang, _DIFFERING[each]) for each in what), lang)
        words = read_words(mine, lang), read_words(one.held, lang)
        quote = one.figure.quote or ""
        differences.append(Difference(one.place, one.entry.say(lang), named, *words, quote, mine.remark))
    sentence = translate(
        lang,
        "Read: {n} figures. They agree in {agreed} and differ in {differing}.",
        n=len(agreed) + len(differences),
        agreed=len(agreed),
        differing=len(differences),
    )
    return Compared(tuple(agreed), tuple(differences), sentence)


def place_words(place: FigureId) -> str:
    """Where a figure stands: `taiyuan/2022.yaml gdp_growth (outcome 2)`."""
    city, year, indicator, role, position = place
    nth = f" {position + 1}" if position else ""
    return f"{city}/{year}.yaml {indicator} ({role}{nth})"


def listed(differences: Iterable[Difference], lang: str) -> str:
    """The differences as a list in GitHub's Markdown, to go with a pull request; empty where there is none."""
    message = msgid("{place}: {what}. Read: {read}. Held: {held}. Words: {quote}.")
    lines = []
    for each in differences:
        words = {
            "place": in_code(place_words(each.place)),
            "what": each.what,
            "read": in_code(each.read),
            "held": in_code(each.held),
            "quote": in_code(each.quote),
        }
        line = translate(lang, message, **words)
        lines.append(f"- {line} {in_code(each.remark)}".rstrip())
    return "\n".join(lines)


def handed_in(frames: Frames, agreed: Iterable[Asked], by: str, on: datetime.date, lang: str) -> Contribution:
    """The years' files in which the figures that agree have their second reader, and why a file can't be written."""
    files, problems = [], []
    for (city, year), found in readings(agreed, by, on).items():
        path = f"curated/{city}/{year}.yaml"
        old = checking.content(frames, path)
        made = Problem("unreadable", _GONE).at(path, 1, 1, "") if old is None else mark_read(old, path, found)
        if isinstance(made, Problem):
            problems.append(Remark(None, made.text(lang)))
        else:
            files.append(NewFile(path, made, False, made.decode("utf-8-sig")))
    return Contribution(tuple(files), tuple(problems))
