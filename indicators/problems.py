"""A problem: something wrong in a curated file, as a value that says where, what and what to do.

Problems are gathered over all files of a run and shown together; they are never raised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indicators.texts import Said


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    `path` is the file as the reader knows it, `line` and `column` count from 1, `code` is the stable name of
    this kind of problem, `place` the keys that lead to it (`gdp_growth.target.quote`), `what` says what is
    wrong and `cure` what to do about it.
    """

    code: str
    what: Said
    cure: Said
    path: str = ""
    line: int = 1
    column: int = 1
    place: str = ""

    def at(self, path: str, line: int, column: int, place: str) -> Problem:
        """The same problem with its place filled in."""
        return replace(self, path=path, line=line, column=column, place=place)

    def text(self, lang: str = "en") -> str:
        """`path:line:column: code: place: what is wrong; what to do`, on one line."""
        what, cure = self.what.say(lang), self.cure.say(lang)
        where = f"{self.path}:{self.line}:{self.column}"
        parts = [where, self.code, *([self.place] if self.place else []), f"{what}; {cure}"]
        return " ".join(": ".join(parts).split())
