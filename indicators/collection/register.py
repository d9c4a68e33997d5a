"""The register of the held texts, seeds/README.md: a row per file in each of its tables that lists files.

Such a table is one whose first column is headed with the word file. A row names its file in full, or by its beginning
and an ellipsis (`000_…`), and may end with the SHA-256 of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indicators.collection.files import LARGEST_TEXT
from indicators.disk import regular
from indicators.model.problems import Problem
from indicators.words.texts import said

FILE = "README.md"
_LARGEST = 1_000_000  # bytes of the register
# What `new` writes of a text whose halves are not whole, until a person says what is missing.
UNSAID = ("{}不全：缺什么，请填写。", "Of {} not the whole: fill in what is missing.")
_UNSAID = re.compile("|".join(re.escape(words).replace(r"\{\}", ".+") for words in UNSAID))
_FILE_CELL = re.compile(r"`([^`]+)`")
_SUM = re.compile(r"`([0-9a-f]{64})`")


@dataclass(slots=True)
class _Table:
    """A table that lists files: the line of its head (from 0), its last line, and its rows by their lines."""

    head: int
    last: int
    columns: int
    rows: dict[int, list[str]] = field(default_factory=dict)


def problems(seeds: Path) -> Iterator[Problem]:
    """What is wrong with the register of a folder of held texts: a file without its row, a row without its file, a sum
    that is not the file's. Nothing where the folder has no register."""
    try:
        text = regular.read(seeds, FILE, _LARGEST).decode("utf-8")
        files = [e.name for e in regular.entries(seeds) if e.kind == "file" and e.name != FILE and e.name[0] != "."]
    except (OSError, UnicodeDecodeError):
        return
    path = f"seeds/{FILE}"
    for table in _tables(text):
        named = {line: _named(cells[0], files) for line, cells in table.rows.items()}
        for line, cells in table.rows.items():
            file = named[line]
            if file is None:
                what = said("the row names {file}, which is not in seeds/", file=cells[0].strip("`"))
                cure = said("take the row out, or put the file back")
                yield Problem("source-file", what, cure).at(path, line + 1, 1, "")
            elif (total := _SUM.fullmatch(cells[-1])) and total[1] != _sum(seeds, file):
                what = said("the SHA-256 in the row is not that of seeds/{file}", file=file)
                yield Problem("source-changed", what).at(path, line + 1, 1, "")
            if any(_UNSAID.fullmatch(cell) for cell in cells):
                what = said("the row does not say what of {file} is missing", file=cells[0].strip("`"))
                cure = said("say it in both languages, or that the text is whole, as the other rows do")
                yield Problem("empty-value", what, cure).at(path, line + 1, 1, "")
        for file in files:
            if file not in named.values():
                what = said("the table has no row for seeds/{file}", file=file)
                cure = said("add its row to the table, or take the file away if no document is in it")
                yield Problem("source-file", what, cure).at(path, table.head + 1, 1, "")


def with_rows(text: str, file: str, rows: Sequence[Sequence[str]]) -> str:
    """The register with a file's rows, one for each of its tables in their order, cells in Markdown; a table that has
    one for it, or other columns, stays as it is."""
    lines = text.split("\n")
    for table, cells in sorted(zip(_tables(text), rows, strict=False), key=lambda each: -each[0].last):
        if len(cells) == table.columns and not any(_named(row[0], [file]) for row in table.rows.values()):
            lines.insert(
                table.last + 1, f"| {' | '.join(cells)} |" + ("\r" if lines[table.last].endswith("\r") else "")
            )
    return "\n".join(lines)


def _tables(text: str) -> list[_Table]:
    """The tables that list files."""
    found: list[_Table] = []
    inside: _Table | None = None
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if not line.startswith("|"):
            inside = None
        elif inside is not None:
            inside.last = i
            if _FILE_CELL.fullmatch((cells := _cells(line))[0]):
                inside.rows[i] = cells
        elif (i == 0 or not lines[i - 1].startswith("|")) and re.search(
            r"文件|\bfile\b", (cells := _cells(line))[0], re.I
        ):
            inside = _Table(i, i, len(cells))
            found.append(inside)
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _named(cell: str, files: Sequence[str]) -> str | None:
    """The file that a row's first cell names; None where there is none, or the beginning fits several."""
    name = _FILE_CELL.fullmatch(cell)
    if name is None:
        return None
    if name[1].endswith("…"):
        fitting = [file for file in files if file.startswith(name[1].removesuffix("…"))]
        return fitting[0] if len(fitting) == 1 else None
    return name[1] if name[1] in files else None


def _sum(seeds: Path, file: str) -> str:
    try:
        return hashlib.sha256(regular.read(seeds, file, LARGEST_TEXT)).hexdigest()
    except OSError:
        return ""
