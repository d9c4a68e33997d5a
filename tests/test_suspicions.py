"""What is hardly true: what is suspected, what is not, and how a curator answers."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from indicators import collection
from indicators.collection import Collection
from indicators.collection.evidence import Document, Evidence, FigureKey
from indicators.collection.places import settled
from indicators.drafts import reports
from indicators.model.problems import Problem
from indicators.model.schema import FORMS, Promise
from tests.samples import MINI
from tests.test_bad import BAD, expected

YEAR = "curated/yunzhou/2023.yaml"
CITY = "curated/yunzhou/city.yaml"
# A cited document of 2023, for figures whose source does not matter.
CITED = b"""  cited-2023:
    kind: bureau
    title: t
    reviews: 2023
    plans: 2023
    url: https://example.org/2023
"""
SUSPICIONS = (
    "subject-not-in-quote",
    "empty-quote",
    "form-not-in-quote",
    "sign",
    "shared-place",
    "wrong-source-year",
    "part-year",
    "implausible",
    "out-of-scale",
    "stretch",
    "too-early",
    "copied-outcome",
    "wrong-half",
)


def codes(year: str, path: str = YEAR) -> list[str]:
    instead = {path: f"promises:\n{year}".encode(), CITY: (MINI / "yunzhou/city.yaml").read_bytes() + CITED}
    return [p.code for p in collection.load(MINI, instead=instead).problems]


def cited(indicator: str, outcome: str, target: str = "") -> list[str]:
    """The codes for an outcome of the first half of 2023 and, beside it, a target of that year."""
    promised = f"    target: {{{target}, source: cited-2023}}\n" if target else ""
    return codes(f"  {indicator}:\n{promised}    outcome: {{{outcome}, source: cited-2023, interim_to: 2023-06-30}}\n")


@pytest.mark.parametrize("code", SUSPICIONS)
def test_a_note_answers_a_suspicion(code: str) -> None:
    path = expected(code)[1].split(":")[0]
    head, brace, tail = BAD[code].decode().rpartition("{")
    answered = f"{head}{brace}note: {{zh: 原文如此, en: So printed}}, {tail}".encode()
    assert collection.load(MINI, instead={path: answered}).problems == ()


@pytest.mark.parametrize(
    ("indicator", "figure", "suspected"),
    [
        ("gdp_growth", "value: 30", False),  # the catalogue: from -20 to 30
        ("gdp_growth", "value: 30.1", True),
        ("gdp_growth", "between: [20, 40]", True),
        ("fiscal_growth", "value: 200", False),  # the catalogue says nothing: growth by half again, or tenfold, is real
        ("fiscal_growth", "value: 1001", True),
        ("fiscal_growth", "value: -101", True),
        ("green_share", "value: 100", False),
        ("green_share", "value: 100.5", True),
        ("pm25", "value: 900", False),
        ("gdp", "value: 99999", False),
    ],
)
def test_a_figure_beyond_its_bounds_is_suspected(indicator: str, figure: str, suspected: bool) -> None:
    assert cited(indicator, figure) == (["implausible"] if suspected else [])


@pytest.mark.parametrize(
    ("outcome", "suspected"),
    [
        ("value: 199", False),
        ("value: 200", True),
        ("value: 0.003", False),
        ("value: 0.002", True),
        ("value: 21000, unit: 人", False),
        ("value: 0", False),
    ],
)
def test_an_outcome_far_from_the_scale_of_its_target_is_suspected(outcome: str, suspected: bool) -> None:
    assert cited("new_jobs", outcome, "value: 2") == (["out-of-scale"] if suspected else [])


def test_the_scale_of_rates_says_nothing() -> None:
    assert cited("cpi_growth", "value: 3", "value: 0.02") == []


@pytest.mark.parametrize(("stretch", "suspected"), [("7.5", False), ("7", True), ("6", True)])
def test_a_stretch_must_be_beyond_the_promise(stretch: str, suspected: bool) -> None:
    assert codes(f"  gdp_growth:\n    target: {{value: 7, stretch: {stretch}, source: cited-2023}}\n") == (
        ["stretch"] if suspected else []
    )


def test_where_less_is_better_a_stretch_is_smaller() -> None:
    assert codes("  pm25:\n    target: {value: 35, stretch: 34, source: cited-2023}\n") == []
    assert codes("  pm25:\n    target: {value: 35, stretch: 36, source: cited-2023}\n") == ["stretch"]


@pytest.mark.parametrize(
    ("target", "suspected"),
    [
        ("at_most: 100, stretch: 90", False),  # the comparison says which side is good, not the indicator
        ("at_most: 100, stretch: 110", True),
        ("less_than: 100, stretch: 90", False),
        ("at_least: 100, stretch: 90", True),
        ("at_least: 100, stretch: 110", False),
        ("value: 100, better: lower, stretch: 90", False),
    ],
)
def test_what_a_target_says_of_its_good_side_decides_whether_its_stretch_is_beyond(
    target: str, suspected: bool
) -> None:
    assert codes(f"  gdp:\n    target: {{{target}, source: cited-2023}}\n") == (["stretch"] if suspected else [])


def report(text: str, year: str, before: str = "") -> Collection:
    """A city whose report of 2024 says this, with promises of 2024 and outcomes of 2023 taken from it."""
    source = (
        "kind: work_report, title: t, reviews: 2023, plans: 2024, file: z.txt, sha256: "
        f"{hashlib.sha256(text.encode()).hexdigest()}"
    )
    files = {
        "city.yaml": f"zh: 新城\nen: Xin\ncode: '990300'\nsources:\n  report: {{{source}}}\n",
        "2024.yaml": f"promises:\n{year}",
    }
    files |= {"2023.yaml": f"promises:\n{before}"} if before else {}
    instead = {f"curated/xin/{name}": content.encode() for name, content in files.items()}
    return collection.load(MINI, instead={**instead, "seeds/z.txt": text.encode()})


BEFORE = (
    "  gdp_growth:\n    outcome: {value: 6, quote: 地区生产总值增长6%}\n  new_jobs:\n    outcome: {value: 2, "
    "quote: 城镇新增就业2万人}\n"
)
REVIEW = "过去一年，地区生产总值增长6%，新建学校5所，城镇新增就业2万人。"


def test_words_that_stand_in_both_halves_are_those_of_the_plan() -> None:
    text = REVIEW + "今年，地区生产总值增长6%，城镇新增就业2.1万人。"
    data = report(text, "  gdp_growth:\n    target: {value: 6, quote: 地区生产总值增长6%}\n", BEFORE)
    assert data.problems == ()
    assert data.evidence["xin", 2024, "gdp_growth", "target", 0].start == text.rindex("地区生产总值")
    assert data.evidence["xin", 2023, "gdp_growth", "outcome", 0].start == text.index("地区生产总值")


def test_words_that_stand_only_in_the_review_are_no_promise() -> None:
    copied = "  gdp_growth:\n    target: {value: 6, quote: 地区生产总值增长6%}\n"
    between = "  schools_new:\n    target: {value: 5, quote: 新建学校5所}\n"
    data = report(REVIEW + "今年，城镇新增就业2.1万人。", copied + between, BEFORE)
    assert [(p.code, p.place) for p in data.problems] == [
        ("copied-outcome", "promises.gdp_growth.target"),
        ("wrong-half", "promises.schools_new.target"),
    ]


def test_a_report_that_tells_and_promises_by_turns_is_not_suspected() -> None:
    text = "地区生产总值增长6%，今年目标6.5%。新建学校5所，今年再建6所。城镇新增就业2万人，今年2.1万人。"
    promises = "  schools_new:\n    target: {value: 6, quote: 新建学校5所，今年再建6所}\n"
    assert report(text, promises, BEFORE).problems == ()


def test_without_outcomes_around_it_nothing_is_known_of_a_place() -> None:
    assert report(REVIEW, "  schools_new:\n    target: {value: 5, quote: 新建学校5所}\n").problems == ()


NUMBERED = [form for form in FORMS if form not in ("in_step_with", "faster_than", "text")]
REPORTS = sorted((Path(__file__).parent / "reports").glob("*/*.yaml"))


def taken(file: Path) -> tuple[dict[tuple[str, int], dict[str, Promise]], Document, dict[FigureKey, Evidence]]:
    """All that a careful curator takes from an invented report: the promises and outcomes by year, and where they
    stand."""
    expected = yaml.safe_load(file.read_text(encoding="utf-8"))
    page = next(f for f in file.parent.glob(f"{file.stem}.*") if f != file)
    text = reports.read(page.read_bytes(), page.name).text
    whole = Document(text, 0, len(text))
    years: dict[tuple[str, int], dict[str, Promise]] = {
        ("x", expected.get("reviews", 0)): {},
        ("x", expected["plans"]): {},
    }
    evidence: dict[FigureKey, Evidence] = {}
    for entry in expected["figures"]:
        form = {key: entry[key] for key in NUMBERED if key in entry} or {"text": entry["what"]}
        year = expected["reviews" if entry["role"] == "outcome" else "plans"]
        if (place := whole.find(entry["quote"])) and (entry["what"] not in years["x", year]):
            figure = {**form, "quote": entry["quote"]}
            years["x", year][entry["what"]] = Promise.model_validate({entry["role"]: figure})
            evidence["x", year, entry["what"], entry["role"], 0] = Evidence("report", *place)
    return years, whole, evidence


@pytest.mark.parametrize("file", REPORTS, ids=lambda f: f.stem)
def test_nothing_of_an_invented_report_is_suspected(file: Path) -> None:
    years, whole, evidence = taken(file)
    found = dict(settled(years, {("x", "report"): whole}, evidence))
    assert sum(role == "target" for _, _, _, role, _ in evidence) > 20
    assert [(key[2], problem.what.say("en")) for key, problem in found.items() if isinstance(problem, Problem)] == []


@pytest.mark.parametrize(
    "file", [f for f in REPORTS if "role: outcome" in f.read_text(encoding="utf-8")], ids=lambda f: f.stem
)
def test_most_outcomes_that_are_mistaken_for_promises_are_suspected(file: Path) -> None:
    years, whole, evidence = taken(file)
    reviewed, planned = sorted({year for _, year in years})
    outcomes = sorted((found.start or 0, key) for key, found in evidence.items() if key[3] == "outcome")[1:-1]
    caught = 0
    for _, key in outcomes:  # each in turn entered as a target of the year after, instead of as an outcome
        figure = years["x", reviewed][key[2]].outcome[0]
        mistaken = {
            ("x", planned): {
                key[2]: Promise.model_validate(
                    {"target": {figure.form: getattr(figure, figure.form), "quote": figure.quote}}
                )
            }
        }
        wrong = ("x", planned, key[2], "target", 0)
        others = {k: e for k, e in evidence.items() if k[3] == "outcome" and k != key} | {wrong: evidence[key]}
        found = dict(settled({**years, **mistaken}, {("x", "report"): whole}, others))
        caught += isinstance(found.get(wrong), Problem)
    # A plan report sets its results beside the plan (完成年度计划的…, 预期目标以内): there words of planning hide some.
    assert caught >= 0.75 * len(outcomes) > 20, (caught, len(outcomes))


@pytest.mark.parametrize("file", REPORTS, ids=lambda f: f.stem)
def test_most_promises_that_are_mistaken_for_outcomes_are_suspected(file: Path) -> None:
    years, whole, evidence = taken(file)
    reviewed, planned = sorted({year for _, year in years})
    targets = sorted((found.start or 0, key) for key, found in evidence.items() if key[3] == "target")[1:-1]
    caught = 0
    for _, key in targets:  # each in turn entered as an outcome of another indicator of the year before
        figure = years["x", planned][key[2]].target
        assert figure is not None
        entry = {"outcome": {figure.form: getattr(figure, figure.form), "quote": figure.quote}}
        mistaken = {("x", reviewed): {**years["x", reviewed], "other": Promise.model_validate(entry)}}
        wrong = ("x", reviewed, "other", "outcome", 0)
        found = dict(settled({**years, **mistaken}, {("x", "report"): whole}, {**evidence, wrong: evidence[key]}))
        caught += isinstance(found.get(wrong), Problem)
    assert caught >= 0.7 * len(targets) > 14, (caught, len(targets))
