"""What differs between two versions of the data."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import collection, tables
from indicators.collection import Collection, revisions
from indicators.model.schema import Outcome
from indicators.tables import Frames
from indicators.tables.changes import KINDS, Changes, changes
from tests.conftest import ROOT
from tests.samples import MINI, change, copy_of_mini, loaded

MIRRORED = {"added": "removed", "removed": "added", "changed": "changed"}
BEFORE = collection.load(MINI)


def _after(tmp_path: Path, *edits: tuple[str, str, str]) -> Changes:
    """What the edits (file, old, new) of the invented data change."""
    curated = copy_of_mini(tmp_path)
    for file, old, new in edits:
        change(curated / file, old, new)
    return changes(BEFORE, collection.load(curated))


def test_a_collection_does_not_differ_from_itself(mini: Frames, full: Frames) -> None:
    for data in (loaded(mini), loaded(full)):
        assert changes(data, data).empty
        assert changes(data, collection.load(data.root)).empty


def test_comments_order_and_layout_are_no_change(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    file = curated / "yunzhou" / "2022.yaml"
    entries = file.read_text(encoding="utf-8").removeprefix("promises:\n").split("  coal_output:")
    file.write_text(f"# turned round\npromises:\n  coal_output:{entries[1]}{entries[0]}", encoding="utf-8")
    change(file, "quote: 原煤产量310万吨", 'quote: "原煤产量\n      310万吨"')
    after = collection.load(curated)
    assert after.problems == ()
    assert after.version != BEFORE.version
    assert changes(BEFORE, after).empty


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "outcome: {value: 310, quote: 原煤产量310万吨}",
            "outcome: {value: 310.0, quote: 原煤产量310万吨}",
            ("value",),
        ),
        (
            "outcome: {value: 310, quote: 原煤产量310万吨}",
            "outcome: {value: 310, quote: 城镇调查失业率5.4%，原煤产量310万吨}",
            ("quote",),
        ),
        (
            "outcome: {value: 310, quote: 原煤产量310万吨}",
            "outcome: {about: 310, quote: 原煤产量310万吨}",
            ("form", "evidence"),
        ),
        ("target: {value: 300, better: lower,", "target: {value: 300, better: lower, strive: true,", ("strive",)),
        ("target: {at_most: 80,", "target: {at_most: 80, due: 2023,", ("due",)),
        (
            "target: {value: 300, better: lower,",
            "target: {value: 300, better: lower, unit: 万吨, note: 注,",
            ("unit", "note"),
        ),
        ("target: {value: 300, better: lower,", "target: {value: 300,", ("better",)),
        ("target: {value: 300, better: lower,", "target: {value: 300, better: lower, scope: 市区,", ("scope",)),
        ("interim_to: 2022-06-30", "interim_to: 2022-06-29", ("interim_to",)),
    ],
    ids=lambda v: "-".join(v) if isinstance(v, tuple) else "",
)
def test_what_of_a_figure_changed_is_named(old: str, new: str, what: tuple[str, ...], tmp_path: Path) -> None:
    found = _after(tmp_path, ("yunzhou/2022.yaml", old, new))
    (figure,) = found.figures
    assert (figure.kind, figure.what) == ("changed", what)


def test_a_promise_and_its_outcome_are_told_apart(tmp_path: Path) -> None:
    found = _after(
        tmp_path,
        (
            "yunzhou/2022.yaml",
            (
                "  coal_output:\n    target: {value: 300, better: lower, quote: 原煤产量压减到300万吨}\n    "
                "outcome: {value: 310, quote: 原煤产量310万吨}\n"
            ),
            "",
        ),
        ("yunzhou/2022.yaml", "    outcome: {value: 5.4, quote: 城镇调查失业率5.4%}\n", ""),
    )
    assert [(f.indicator, f.role, f.kind) for f in found.figures] == [
        ("unemployment_rate", "outcome", "removed"),
        ("coal_output", "target", "removed"),
        ("coal_output", "outcome", "removed"),
    ]
    assert [f.indicator for f in found.of_role("target")] == ["coal_output"]
    (turned,) = found.verdicts  # of the promise that is still there
    assert (turned.indicator, turned.before.verdict, turned.after.verdict) == ("unemployment_rate", "met", "not_held")


def test_a_verdict_that_turned_says_why_it_was_and_why_it_is(tmp_path: Path) -> None:
    found = _after(tmp_path, ("yunzhou/2022.yaml", "target: {value: 300, better: lower,", "target: {value: 300,"))
    (turned,) = found.verdicts
    assert (turned.city, turned.year, turned.indicator) == ("yunzhou", 2022, "coal_output")
    assert (turned.before.verdict, turned.after.verdict) == ("missed", "met")
    assert turned.before.because.say("en") == "Reported 3,100,000 t, promised 3,000,000 t: short by 100,000 t."
    assert turned.after.because.say("zh") == "承诺300万吨，结果310万吨。"


def test_a_document_that_turns_verdicts_is_named_with_them(tmp_path: Path) -> None:
    found = _after(
        tmp_path,
        (
            "yunzhou/city.yaml",
            "    excerpt: [reviews, plans]\n    file: yunzhou-2023.txt",
            "    excerpt: [plans]\n    file: yunzhou-2023.txt",
        ),
    )
    assert found.figures == ()
    assert [(e.of, e.key, e.kind, e.what) for e in found.entries] == [
        ("source", "yunzhou/work-report-2023", "changed", ("excerpt",))
    ]
    assert {(t.before.verdict, t.after.verdict) for t in found.verdicts} == {("not_held", "unreported")}
    assert found.scorecards == tuple(sorted({(t.city, t.year) for t in found.verdicts}))


def test_an_entry_of_the_catalogue_names_the_keys_that_changed(tmp_path: Path) -> None:
    found = _after(tmp_path, ("yunzhou/city.yaml", "en: Yunzhou", "en: Yunzhou Shi"))
    assert [(e.of, e.key, e.kind, e.what, e.name.say("en")) for e in found.entries] == [
        ("city", "yunzhou", "changed", ("en",), "Yunzhou Shi")
    ]


def test_figures_without_verified_evidence_are_listed_when_they_are_new(tmp_path: Path) -> None:
    found = _after(
        tmp_path,
        (
            "yunzhou/2022.yaml",
            "outcome: {value: 310, quote: 原煤产量310万吨}",
            "outcome: {value: 311, quote: 原煤产量310万吨}",
        ),
    )
    assert [(f.indicator, f.role, f.what) for f in found.unverified] == [
        ("coal_output", "outcome", ("value", "evidence"))
    ]
    assert [(p.code, p.place) for p in found.problems] == [
        ("figure-not-in-quote", "promises.coal_output.outcome.quote")
    ]
    assert found.solved == ()


def test_a_problem_that_only_moved_to_another_line_is_not_new(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "yunzhou" / "2022.yaml", "outcome: {value: 310,", "outcome: {value: 311,")
    broken = collection.load(curated)
    change(curated / "yunzhou" / "2022.yaml", "promises:\n", "# a comment\npromises:\n")
    assert changes(broken, collection.load(curated)).empty
    solved = changes(broken, BEFORE)
    assert (len(solved.solved), solved.problems) == (1, ())


def test_an_outcome_of_another_document_is_added_and_the_others_stay(tmp_path: Path) -> None:
    one = "outcome: {value: 6.8, source: half-year-2022, interim_to: 2022-06-30, quote: 上半年地区生产总值增长6.8%}"
    two = (
        f"outcome:\n      - {{value: 6.6, source: half-year-2022, quote: 全年地区生产总值增长6.6%}}\n      - "
        f"{one.removeprefix('outcome: ')}"
    )
    found = _after(tmp_path, ("yunzhou/2022.yaml", one, two))
    assert [(f.role, f.kind, str(f.after and f.after.figure.numbers[0])) for f in found.figures] == [
        ("outcome", "added", "6.6")
    ]
    (added,) = found.figures
    assert added.after is not None and not added.after.verified


def test_the_counts_stand_before_and_after(tmp_path: Path) -> None:
    found = _after(tmp_path, ("yunzhou/2022.yaml", "target: {value: 300, better: lower,", "target: {value: 300,"))
    (count,) = found.counts
    judged = tables.counts(tables.promises(BEFORE))
    row = judged[(judged.city == "yunzhou") & (judged.year == 2022)].iloc[0]
    assert count.before is not None and count.after is not None
    assert all(count.before[column] == row[column] for column in row.index if column not in ("city", "year"))
    assert (count.after["kept"] - count.before["kept"], count.after["missed"] - count.before["missed"]) == (1, -1)


def test_all_of_a_folder_comes_out_of_nothing_and_goes_into_nothing(mini: Frames) -> None:
    nothing = revisions.nothing(MINI)
    found = changes(nothing, loaded(mini))
    assert len(found.figures) == len(mini.figures)
    assert {f.kind for f in found.figures} == {e.kind for e in found.entries} == {"added"}
    assert sum(c.after["promises"] for c in found.counts if c.after) == len(mini.promises)
    assert all(c.before is None for c in found.counts)
    gone = changes(loaded(mini), nothing)
    assert {f.kind for f in gone.figures} == {"removed"}
    assert gone.scorecards == ()


def _mutated(data: Collection, seed: int) -> Collection:
    """The same data with some promises gone, some targets and outcomes changed, some outcomes added."""
    dice = random.Random(seed)
    years = {}
    for place, promises in data.years.items():
        kept = {}
        for name, promise in promises.items():
            turn = dice.randrange(8)
            if turn == 0:
                continue
            if turn == 1 and promise.outcome:
                outcome = promise.outcome[0]
                promise = promise.model_copy(
                    update={
                        "outcome": (
                            Outcome(value=Decimal(dice.randrange(99)), quote="改", source=outcome.source),
                            *promise.outcome[1:],
                        )
                    }
                )
            elif turn == 2 and promise.target is not None and promise.outcome:
                promise = promise.model_copy(update={"target": None})
            kept[name] = promise
        years[place] = kept
    return replace(data, years=years)


@settings(max_examples=60, deadline=None)
@given(st.integers(), st.integers())
def test_there_and_back_is_symmetric(one: int, other: int) -> None:
    a, b = _mutated(BEFORE, one), _mutated(BEFORE, other)
    there, back = changes(a, b), changes(b, a)
    assert Counter((f.city, f.year, f.indicator, f.role, f.kind, f.what) for f in there.figures) == Counter(
        (f.city, f.year, f.indicator, f.role, MIRRORED[f.kind], f.what) for f in back.figures
    )
    assert {(t.city, t.year, t.indicator, t.before.verdict, t.after.verdict) for t in there.verdicts} == {
        (t.city, t.year, t.indicator, t.after.verdict, t.before.verdict) for t in back.verdicts
    }
    assert {(c.city, c.year, str(c.before), str(c.after)) for c in there.counts} == {
        (c.city, c.year, str(c.after), str(c.before)) for c in back.counts
    }
    assert changes(a, a).empty
    for found in (there, back):
        assert {f.kind for f in found.figures} <= set(KINDS)
        for count in found.counts:
            shown = count.after or count.before
            assert shown is not None and shown["promises"] == sum(shown[v] for v in _VERDICTS)


_VERDICTS = (
    "exceeded",
    "met",
    "missed",
    "unclear",
    "not_comparable",
    "unreported",
    "not_held",
    "awaiting",
    "unquantified",
)


def test_the_figures_added_less_those_removed_are_the_growth_of_the_data() -> None:
    """Over the whole history of the curated data, where this is a clone with a history."""
    root = ROOT / "curated"
    try:
        past = revisions.history(root)
    except revisions.RevisionError as error:
        pytest.skip(str(error))
    for revision in past[:6]:
        if revision.parent is None:
            continue
        old, new = revisions.at(root, revision.parent), revisions.at(root, revision.id)
        kinds = Counter(f.kind for f in changes(old, new).figures)
        assert kinds["added"] - kinds["removed"] == _size(new) - _size(old)


def _size(data: Collection) -> int:
    return sum((p.target is not None) + len(p.outcome) for promises in data.years.values() for p in promises.values())
