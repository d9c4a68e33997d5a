"""Tables in a report's text: each value of a row beside the name of its row, with the head of its column.

Readers of files put a row on a line, its cells apart by tabs, bars or white space (`rows`); what a column is for (this
year's promise, last year's outcome, neither) its head says (`half`). A number without its unit in the cell is no
figure: no one passage reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.collection.evidence import normal
from indicators.model.values import Half

if TYPE_CHECKING:
    from indicators.drafts.dating import Years

# What stands between cells, the strongest first; of the weakest a table must have more rows and cells.
_APART = (re.compile(r"[ 　]*\|[ 　]*"), re.compile(r" *\t *"), re.compile(r" {2,}|　+ *"), re.compile(r" "))
_RULE = re.compile(r"[\s|:+\-=—]+\Z")  # |---|---|
_LONGEST = 240  # characters of a row
_VALUE = re.compile(
    r"(?:(?:同比|比上年|较上年)?(?:增长|下降|上涨|提高|降低))?(?:不低于|不少于|不高于|不超过|达到?|大于|小于|超过?|约|近|力争|[<>≤≥])*-?\d[\d,]*(?:\.\d+)?"
    r"(?:(?:%|[\u4e00-\u9fff]{1,3})?[-~至到]\d[\d,.]*)?(?:[%‰]|[\u4e00-\u9fff/A-Z\d]{1,8})?(?:以上|左右|以内|以下)?"
    r"(?:[,(]?力争\d[\d.]*[%\u4e00-\u9fff]*\)?)?\Z"
)
_ANSWER = re.compile(r".{0,6}(?:完成|全覆盖|同步|高于|快于|持平|保持|达到|控制在).{0,16}\Z")
_NUMBER = re.compile(r"\(?[\d一二三四五六七八九十]{1,3}[)、.]?\Z")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Columns that hold no figure, tables of single projects and places, and the words of heads.
_BESIDE = re.compile(r"序号|单位|属性|性质|备注|责任|牵头|部门|类别|编号|分类|开工")
_TERM = re.compile(r"时限|期限|完成时间")
_SINGLE = re.compile(r"项目名称|企业|县区|县\(|乡镇|区县|旗县|单位名称|建设内容|建设规模|建设地点|总投资|业主")
_PROMISES = re.compile(r"目标|预期|计划|任务|安排|指标值")
_ANSWERS = re.compile(r"完成|实际|实绩|预计|执行|达到|实现")
_NAMES_OF_THINGS = re.compile(r"指标|项目|事项|名称|内容")


@dataclass(frozen=True, slots=True)
class Column:
    """The column that a value stands in: its head, the heads of all columns and the line above the table, all
    normalised; `term` is what the row says of the time by which (完成时限)."""

    head: str
    heads: tuple[str, ...]
    title: str
    term: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a table: the offsets in the text of the name of its row and of the value, and its column."""

    name: tuple[int, int]
    value: tuple[int, int]
    column: Column


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: the offsets of its cells, and their normalised words."""

    cells: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    weak: bool  # whether only single spaces stand between its cells

    @property
    def named(self) -> int | None:
        """The place of the cell that names the row; None where no value stands behind one."""
        first = next((i for i, w in enumerate(self.words) if _HAN.search(w) and not _is_value(w)), None)
        return first if first is not None and any(map(_is_value, self.words[first + 1 :])) else None


def _is_value(words: str) -> bool:
    """Whether the words of a cell are a number, with or without its unit."""
    return _VALUE.match(words) is not None and not re.match(r"\d{1,2}月|20\d\d年", words)


def _row(line: re.Match[str]) -> _Row | None:
    """A line in cells; None where it has fewer than two, or reads as prose."""
    text = line[0].rstrip()
    if len(text) > _LONGEST or re.search(r"[。；;!！?？]", text) or _RULE.match(text):
        return None
    begin = len(text) - len(text.lstrip(" |　"))
    for apart in _APART:
        if len(found := list(_split(text.rstrip("|"), begin, apart))) > 1:
            words = tuple(normal(text[a:b]) for a, b in found)
            return _Row(tuple((line.start() + a, line.start() + b) for a, b in found), words, apart is _APART[-1])
    return None


def _split(text: str, begin: int, apart: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The offsets of what stands between the places of a pattern."""
    for match in apart.finditer(text, begin):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text)


def tables(lines: Sequence[re.Match[str]]) -> dict[int, list[Value]]:
    """The tables among the lines of a text: for each line of a table its values, none for its heads."""
    found: dict[int, list[Value]] = {}
    i = 0
    while i < len(lines):
        rows: list[_Row] = []
        while i + len(rows) < len(lines) and (row := _row(lines[i + len(rows)])) is not None:
            rows.append(row)
        if _is_table(rows):
            title = normal(lines[i - 1][0]) if i else ""
            found |= {i + k: values for k, values in enumerate(_values(rows, title))}
        i += len(rows) or 1
    return found


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether lines in cells are a table: enough of them name a row and have values, in as many cells."""
    named = [row for row in rows if row.named is not None]
    if any(row.weak for row in named):
        return len(named) > 2 and len(named) * 2 >= len(rows) and all(len(row.cells) > 2 for row in named)
    return len(named) > 1 and len(named) * 3 >= len(rows)


def _values(rows: Sequence[_Row], title: str) -> Iterator[list[Value]]:
    """The values of each row; a row without any is one of heads for those below it that have as many cells."""
    heads: tuple[str, ...] = ()
    for row in rows:
        named = row.named
        if named is None:
            heads = row.words if not any(map(_is_value, row.words)) or not heads else heads
            yield []
            continue
        over = heads if len(heads) == len(row.cells) else ()
        term = next((w for h, w in zip(over, row.words, strict=False) if _TERM.search(h)), "")
        yield [
            Value(row.cells[named], row.cells[i], Column(over[i] if over else "", over, title, term))
            for i in range(named + 1, len(row.cells))
            if _is_value(row.words[i]) or (over and _PROMISES.search(over[i]) and _ANSWER.match(row.words[i]))
        ]


def half(column: Column, years: Years, stands_in: Half) -> Half | None:
    """The half that a value belongs to by its column, in a table that stands in a half; None where it is no figure of
    either: the column of another year or of a single project, or last year's beside this year's."""
    if any(map(_SINGLE.search, column.heads)) or _BESIDE.search(column.head) or _TERM.search(column.head):
        return None
    of_all = [_half(head, years) for head in column.heads]
    own = _half(column.head, years)
    if own == "other" or (own == "reviews" and "plans" in of_all):
        return None
    if own is not None:
        return "plans" if own == "plans" else "reviews"
    if any(of_all):
        return None
    titled = _half(column.title, years)
    return "plans" if titled == "plans" else "reviews" if titled == "reviews" else stands_in


def _half(head: str, years: Years) -> str | None:
    """The half that a head speaks of; "other" for another year or the goal of the year that is reviewed."""
    year = next((int(y) for y in re.findall(r"20\d\d", head)), None)
    promises, answers = _PROMISES.search(head), _ANSWERS.search(head)
    last = year == years.reviews if year else bool(re.search("[去上]年", head)) or None
    if year is not None and year not in (years.reviews, years.plans):
        return "other"
    if last or (last is None and answers):
        return "other" if promises and not answers else "reviews"
    if _NAMES_OF_THINGS.fullmatch(head):
        return None
    if re.search("年初|年度", head) and promises and year is None:
        return "other"
    return "plans" if promises or year or "今年" in head else None
