"""Small builders with overrides, and where the invented data stands."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators import collection
from indicators.collection import Collection, yamlfile
from indicators.collection.evidence import Evidence
from indicators.judging.verdicts import Context, Judgment, judge
from indicators.model.schema import City, Indicator, Outcome, Promise, Source, Target, default_sources

if TYPE_CHECKING:
    from indicators.tables import Frames  # with pandas, which most of those who use this module need not wait for

MINI = Path(__file__).parent / "mini" / "curated"  # each form of a figure once
FULL = Path(__file__).parent / "full" / "curated"  # two cities whose pages are full
REPORTS = Path(__file__).parent / "reports"


def loaded(frames: Frames) -> Collection:
    """The collection that frames were made of, read once."""
    return _loaded(frames.root, frames.version)


@lru_cache(maxsize=4)
def _loaded(root: Path, version: str) -> Collection:
    found = collection.load(root)
    assert found.version == version
    return found


def an_indicator(**over: object) -> Indicator:
    return Indicator.model_validate(
        {"zh": "指标", "en": "Indicator", "unit": "%", "measure": "growth", "better": "higher", "group": "economy"}
        | over
    )


def a_source(**over: object) -> Source:
    """A document; somebody looked through what is held of its review, unless `looked` says otherwise."""
    given = {"kind": "work_report", "title": "报告", "reviews": 2022, "file": "report.txt"} | over
    looked = {"by": "甲", "on": "2023-03-01"} if given["file"] and given["reviews"] else None
    return Source.model_validate({"looked": looked} | given)


def a_target(**over: object) -> Target:
    return Target.model_validate({"quote": "原文"} | (over or {"value": 7}))


def an_outcome(**over: object) -> Outcome:
    return Outcome.model_validate({"quote": "原文"} | (over or {"value": 7}))


def a_context(
    promises: dict[str, Promise], sources: dict[str, Source] | None = None, **indicators: Indicator
) -> Context:
    """The year 2022 of a city whose sources are, unless given, one whole report that reviews it. A work report that
    plans the year is added where none is given."""
    catalogue = {name: indicators.get(name, an_indicator()) for name in promises} | indicators
    documents = {"report": a_source()} if sources is None else sources
    if not any(s.plans == 2022 for s in documents.values()):
        documents = documents | {"promising": a_source(title="上年报告", reviews=2021, plans=2022)}
    return Context(2022, documents, catalogue, promises)


def judged(
    target: Mapping[str, object],
    *outcomes: Mapping[str, object],
    better: str = "higher",
    tolerance: object = None,
    sources: dict[str, Source] | None = None,
    **indicator: object,
) -> Judgment:
    """The judgment of one promise."""
    promise = Promise(target=a_target(**target), outcome=tuple(an_outcome(**o) for o in outcomes))
    context = a_context({"x": promise}, sources, x=an_indicator(better=better, **indicator))
    found = judge("x", context, None if tolerance is None else Decimal(str(tolerance)))
    assert found is not None
    return found


@cache
def catalogue_of_reports() -> dict[str, Indicator]:
    """The catalogue of the invented reports, by key."""
    entries = mapping_of((REPORTS / "indicators.yaml").read_text(encoding="utf-8"))
    return {key: Indicator.model_validate(entry) for key, entry in entries.items()}


def mapping_of(text: str) -> dict[str, Any]:
    """What a curated file holds, by its first keys."""
    data = yamlfile.parse(text, "file.yaml").data
    assert isinstance(data, dict)
    return data


def copy_of_mini(tmp_path: Path) -> Path:
    """A copy of tests/mini that a test may break; the path of its curated folder."""
    shutil.copytree(MINI.parent, tmp_path / "mini")
    return tmp_path / "mini" / "curated"


def change(file: Path, old: str, new: str) -> None:
    """Replace what must stand in the file exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def git(folder: Path, *arguments: str) -> str:
    """What Git answers, as an invented committer who has no settings of their own."""
    who = (
        "-c",
        "user.name=Curator",
        "-c",
        "user.email=curator@example.org",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    )
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *who, "-C", str(folder), *arguments], capture_output=True, text=True, check=True, env=env, timeout=60
    )
    return done.stdout.strip()


def commit(curated: Path, subject: str) -> str:
    """Commit all that stands beside the curated folder; the commit's id."""
    git(curated.parent, "add", "--all")
    git(curated.parent, "commit", "--quiet", "--allow-empty", f"--message={subject}")
    return git(curated.parent, "rev-parse", "HEAD")


def repository_of_mini(tmp_path: Path) -> Path:
    """A copy of tests/mini as a Git repository with one commit; the path of its curated folder."""
    curated = copy_of_mini(tmp_path)
    git(curated.parent, "init", "--quiet")
    commit(curated, "The invented data")
    return curated


def a_collection(
    promises: dict[int, dict[str, Promise]],
    sources: dict[str, Source] | None = None,
    breaks: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
    **indicators: Indicator,
) -> Collection:
    """The years of one city, "x". Figures without a source stand in the document that `default_sources` finds first."""
    documents = {"report": a_source()} if sources is None else sources
    city = City.model_validate(
        {"zh": "某市", "en": "Somewhere", "code": "990100", "sources": documents, "breaks": breaks or {}}
    )
    evidence = {}
    for year, of_year in promises.items():
        for name, promise in of_year.items():
            due = promise.due_in(year)
            if promise.target is not None:
                evidence["x", year, name, "target", 0] = Evidence(
                    promise.target.source or default_sources(documents, "plans", year)[0]
                )
            for i, outcome in enumerate(promise.outcome):
                evidence["x", year, name, "outcome", i] = Evidence(
                    outcome.source or default_sources(documents, "reviews", due)[0]
                )
    catalogue = {name: an_indicator() for of_year in promises.values() for name in of_year} | indicators
    years = {("x", year): of_year for year, of_year in promises.items()}
    return Collection(Path("curated"), catalogue, {"x": city}, years, {}, evidence, (), (), "")


# An invented report of an invented city, for the year after those of tests/mini.
REPORT = """云州市2024年政府工作报告

各位代表：
现在，我代表市人民政府向大会报告工作。

一、2023年工作回顾
2023年，全市地区生产总值增长6.2%，城镇新增就业2.3万人，城镇调查失业率5.3%，新建学校11所，新建道路62公里，修缮钟楼9座。

二、2024年主要预期目标
2024年经济社会发展的主要预期目标是：地区生产总值增长6%左右、力争实现6.5%，城镇新增就业2万人以上，城镇调查失业率控制在5.5%以内，农民收入增长与经济增长同步。新建学校12所，新建口袋公园10—12个，新增养老床位500张。
"""
