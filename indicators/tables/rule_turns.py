"""Which promises two versions of the rule judge differently on the same data, and their record in `rules.yaml`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.collection import Collection
from indicators.collection.rule_changes import RuleChange, RuleTurn
from indicators.judging.judgment import Verdict
from indicators.judging.verdicts import RULE_VERSION
from indicators.tables.judged import judged

FIRST = "1"  # of the rule: tables had no column for it yet
_HEAD = (
    "# What each version of the rule turned: both versions judged the same data. Written by `indicators rule`.\n"
    "# 规则每一版改变了哪些判定：两版规则判定的是同一份数据。由 `indicators rule` 写成，请勿手改。\n"
)

__all__ = ["Former", "RuleChange", "RuleTurn", "compared", "former", "record"]

_Judged = tuple[Verdict, bool]  # a verdict, and whether it is a narrow miss


@dataclass(frozen=True, slots=True)
class Former:
    """The verdicts of a former version of the rule, by city, year and indicator."""

    version: str
    verdicts: Mapping[tuple[str, int, str], _Judged]


def former(table: pd.DataFrame) -> Former:
    """The verdicts of a table of promises that the code of a former version exported.

    Raises KeyError where it has no such columns, ValueError where a verdict is none or it names several versions.
    """
    versions = set(table["rule"].astype(str)) if "rule" in table.columns else {FIRST}
    if len(versions) != 1:
        raise ValueError(f"versions of the rule: {sorted(versions)}")
    columns = (table[name] for name in ("city", "year", "indicator", "verdict", "narrow"))
    rows = zip(*columns, strict=True)
    verdicts = {(str(c), int(y), str(name)): (Verdict(v), bool(narrow)) for c, y, name, v, narrow in rows}
    return Former(versions.pop(), verdicts)


def compared(before: Former, data: Collection, commit: str, date: datetime.date) -> RuleChange:
    """What the present version of the rule turns of the verdicts that a former one gave on the same data, that of a
    commit of that day."""
    now = {key: found.judgment for key, found in judged(data).items() if found.judgment is not None}
    after = {key: (judgment.verdict, judgment.narrow) for key, judgment in now.items()}
    turned = tuple(
        _turn(key, was, after.get(key)) for key, was in sorted(before.verdicts.items()) if after.get(key) != was
    )
    return RuleChange(former=before.version, data=commit, date=date, promises=len(before.verdicts), turned=turned)


def _turn(key: tuple[str, int, str], before: _Judged, after: _Judged | None) -> RuleTurn:
    city, year, indicator = key
    verdict, narrow = after or (None, False)
    return RuleTurn(
        city=city,
        year=year,
        indicator=indicator,
        before=before[0],
        before_narrow=before[1],
        after=verdict,
        after_narrow=narrow,
    )


def _line(turn: RuleTurn) -> str:
    """A promise that was turned, as an entry of a list in YAML; keys and verdicts are words that need no quotes."""
    parts = [f"city: {turn.city}", f"year: {turn.year}", f"indicator: {turn.indicator}", f"before: {turn.before.value}"]
    parts += ["before_narrow: true"] * turn.before_narrow
    parts += [f"after: {turn.after.value}"] if turn.after else []
    parts += ["after_narrow: true"] * turn.after_narrow
    return f"    - {{{', '.join(parts)}}}\n"


def record(rules: Mapping[str, RuleChange], change: RuleChange) -> str:
    """The text of `rules.yaml` with what the present version of the rule turned, beside what is recorded of others."""
    text = _HEAD
    for version, found in {**rules, RULE_VERSION: change}.items():
        text += f'"{version}":\n  former: "{found.former}"\n  data: "{found.data}"\n  date: {found.date}\n'
        text += f"  promises: {found.promises}\n"
        text += "  turned:\n" + "".join(map(_line, found.turned)) if found.turned else ""
    return text
