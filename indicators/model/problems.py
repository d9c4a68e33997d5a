"""A problem: something wrong in a curated file, as a value that says where, what and what to do.

Problems are gathered over all files of a run and shown together; they are never raised. `CURES` is the one list of
their codes; curated/README.md has a row for each and tests/bad/ a broken file.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from indicators.words.texts import Said, msgid

# Every code, with what to do about it where nothing nearer is known.
CURES = {
    # the folder and its files
    "missing-folder": msgid("give the path of the curated folder"),
    "unreadable": msgid("check that it is there and may be read"),
    "too-large": msgid("split it by year"),
    "not-utf8": msgid("save it as UTF-8"),
    "hidden-character": msgid("take it out"),
    "not-yaml": msgid("check the indentation, and put text with : or # into quotes"),
    "empty": msgid("fill it in or delete it"),
    "too-deep": msgid("see curated/README.md for its shape"),
    "not-a-mapping": msgid("begin it as the templates in curated/README.md do"),
    "key": msgid("write `key: value`"),
    "duplicate-key": msgid("keep one of the two"),
    "tag": msgid("write plain text and numbers without tags"),
    "alias": msgid("write the words out where they are needed"),
    "wrong-code": msgid("look it up in GB/T 2260"),
    "same-code": msgid("correct the code of one of them, or take one of the folders out"),
    "no-city": msgid("add city.yaml with the city's name and sources"),
    "folder-name": msgid("name it like taiyuan"),
    "not-a-year": msgid("name it like 2025.yaml"),
    # the shape of an entry
    "unknown-key": msgid("take it out, or see curated/README.md for the keys there are"),
    "missing-key": msgid("add it"),
    "empty-value": msgid("fill it in, or take the key out: what is absent is left out"),
    "form": msgid(
        "give exactly one of value, at_least, more_than, at_most, less_than, about, nearly, between, in_step_with, "
        "faster_than, done, text"
    ),
    "nothing": msgid("add one or take the entry out"),
    "not-a-number": msgid("write the number as printed, without unit or %: 6.5"),
    "not-a-date": msgid("write it like 2025-06-30"),
    "unknown-word": msgid("choose one of them"),
    "wrong-value": msgid("see curated/README.md for what the key takes"),
    # what an entry refers to
    "unknown-indicator": msgid("correct the name or add it to indicators.yaml"),
    "renamed": msgid("write the new name here; the figures count all the same"),
    "unknown-source": msgid("correct the name or add it to city.yaml"),
    "no-source": msgid("name the one in which the figure stands (`source: …`), or add the document to city.yaml"),
    "unit": msgid(
        "correct the unit; where the document counts another thing, enter its words as `text: …` and say in "
        "`not_comparable: …` what differs"
    ),
    "due": msgid("correct `due` or leave it out"),
    # the held texts
    "source-file": msgid("add it, or cite the source by url instead"),
    "source-changed": msgid("restore the text, or check every quote again and renew the sum"),
    "source-bounds": msgid("copy them from the text"),
    "quote-not-found": msgid("copy it from the text, word for word"),
    "figure-not-in-quote": msgid("correct the figure, its unit or the quote"),
    # a second reading: see model/read_marks
    "outdated-reading": msgid("take this entry of `read_by` out, or have the figure read again"),
    # what the quote proves: see collection/proof
    "vague-number": msgid("enter the words as `text`"),
    "subject-not-in-quote": msgid(
        "begin the quote at the words that name it, correct the indicator, or say in `note` why it is meant"
    ),
    "empty-quote": msgid(
        "begin the quote at the words that say what is measured, or say in `note` what the document says it of"
    ),
    "form-not-in-quote": msgid("correct the form or the quote, or say in `note` why it is so"),
    "sign": msgid("correct the sign: a fall is negative; or say in `note` why it is so"),
    "shared-place": msgid("keep the one that is meant, or say in `note` why the words speak of both"),
    # which year a figure is of
    "wrong-source-year": msgid("correct the source or its years, or say in `note` why the figure is of this year"),
    "part-year": msgid("write `interim_to` with the last day it covers, or say in `note` why it is of the whole year"),
    # what is hardly true: see collection/suspicions
    "implausible": msgid("correct it, or say in `note` why it is so"),
    "out-of-scale": msgid("look for a 万 or 亿 in number and unit, or say in `note` why it is so"),
    "stretch": msgid("correct `stretch` or leave it out"),
    "too-early": msgid("write `interim_to` with the last day it covers, or say in `note` why it is final"),
    "copied-outcome": msgid("take the target from the half that plans"),
    "wrong-half": msgid("take the target from the half that plans, or say in `note` why it is a promise"),
}


@dataclass(frozen=True, slots=True)
class Lapse:
    """A file that is not what it was, while its data is served (`tables.lasting` has the rule).

    `what` is wrong with it, `since` when it was noticed. `kept` is its last good version, which is shown in its place;
    None: it is shown as it stands. With `broken` only mending it helps, no commit.
    """

    path: str
    what: Said
    since: datetime.datetime
    kept: bytes | None = field(default=None, repr=False)
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    `code` is the stable name of this kind of problem, a key of `CURES`; `what` says what is wrong, and `own_cure` what
    to do about it where more is known than the code tells. `path` is the file as the reader knows it, `line` and
    `column` count from 1, `place` is the keys that lead there (`promises.gdp_growth.target.quote`). A problem is first
    made without its place; the file that it is found in adds that (`YamlFile.place`).
    """

    code: str
    what: Said
    own_cure: Said | None = None
    path: str = ""
    line: int = 1
    column: int = 1
    place: str = ""

    def __post_init__(self) -> None:
        if self.code not in CURES:
            raise ValueError(f"{self.code} is not a code of problems.CURES")

    @property
    def cure(self) -> Said:
        """What to do about it."""
        return self.own_cure or Said(CURES[self.code])

    def at(self, path: str, line: int, column: int, place: str) -> Problem:
        """The same problem with its place filled in."""
        return replace(self, path=path, line=line, column=column, place=place)

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes two problems the same: file, code, place and what is wrong. The line does not matter, since it
        moves with every edit above it; nor does the cure, which follows from the rest."""
        return self.path, self.code, self.place, self.what.say("en")

    def text(self, lang: str = "en") -> str:
        """`path:line:column: code: place: what is wrong; what to do`, on one line."""
        what, cure = self.what.say(lang), self.cure.say(lang)
        where = f"{self.path}:{self.line}:{self.column}"
        parts = [where, self.code, *([self.place] if self.place else []), f"{what}; {cure}"]
        return " ".join(": ".join(parts).split())
