"""The curated folder as one checked collection: bad input is named where it stands, and the rest still loads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from indicators import collection, tables
from indicators.collection.evidence import Evidence
from indicators.judging.judgment import Verdict
from indicators.judging.verdicts import judge
from indicators.model.problems import Problem
from tests.samples import MINI, a_source, change, copy_of_mini

Where = tuple[str, str, int, int]
Break = Callable[[Path], None]
Y21, Y22, L22 = "curated/yunzhou/2021.yaml", "curated/yunzhou/2022.yaml", "curated/lancheng/2022.yaml"
CITY = "curated/yunzhou/city.yaml"


def where(problem: Problem) -> Where:
    return problem.code, problem.path, problem.line, problem.column


def promised(data: collection.Collection) -> set[str]:
    """The promises that were judged, named as `left_out` names them."""
    return {f"curated/{p.city}/{p.year}.yaml: {p.indicator}" for p in tables.promises(data).itertuples()}


def in_file(name: str, old: str, new: str) -> Break:
    return lambda root: change(root / name, old, new)


def write(name: str, text: str | bytes) -> Break:
    def broken(root: Path) -> None:
        file = root / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    return broken


def two_reviews_and_no_word_which(root: Path) -> None:
    change(root / "lancheng/city.yaml", "    plans: 2021\n", "    plans: 2021\n    reviews: 2021\n")
    change(root / "lancheng/2021.yaml", "2.9, source: work-report-2022", "2.9")


SCHOOLS = "{value: 5, quote: 新建学校5所}"
# What is broken, how, where it must be named, and what of the two cities' promises is then left out.
BROKEN: dict[str, tuple[Break, Where, set[str]]] = {
    "an empty file": (
        write("yunzhou/2023.yaml", ""),
        ("empty", "curated/yunzhou/2023.yaml", 1, 1),
        {"curated/yunzhou/2023.yaml"},
    ),
    "a file that is not YAML": (
        write("lancheng/2022.yaml", "promises:\n  gdp_growth: {value: 6\n"),
        ("not-yaml", L22, 2, 15),
        {L22},
    ),
    "a file in another encoding": (
        write("lancheng/2023.yaml", "城市: 太原".encode("gbk")),
        ("not-utf8", "curated/lancheng/2023.yaml", 1, 1),
        {"curated/lancheng/2023.yaml"},
    ),
    "a list in place of keys": (
        write("lancheng/2023.yaml", "- a\n"),
        ("not-a-mapping", "curated/lancheng/2023.yaml", 1, 1),
        {"curated/lancheng/2023.yaml"},
    ),
    "a file whose name is no year": (
        write("lancheng/later.yaml", "promises: {}\n"),
        ("not-a-year", "curated/lancheng/later.yaml", 1, 1),
        {"curated/lancheng/later.yaml"},
    ),
    "a wrong key": (
        in_file("yunzhou/2022.yaml", "{less_than: 5.5, quote", "{less_then: 5.5, quote"),
        ("unknown-key", Y22, 6, 14),
        {f"{Y22}: unemployment_rate"},
    ),
    "a duplicate key": (
        in_file("yunzhou/2022.yaml", "\n  coal_output:", "\n  gdp_growth:"),
        ("duplicate-key", Y22, 8, 3),
        {Y22},
    ),
    "no number": (
        in_file("yunzhou/2022.yaml", "{at_most: 80,", "{at_most: 80公里,"),
        ("not-a-number", Y22, 18, 14),
        {f"{Y22}: roads_new"},
    ),
    "two forms": (
        in_file("yunzhou/2022.yaml", "{at_most: 80,", "{at_most: 80, value: 80,"),
        ("form", Y22, 18, 5),
        {f"{Y22}: roads_new"},
    ),
    "no form": (in_file("yunzhou/2022.yaml", "{at_most: 80, ", "{"), ("form", Y22, 18, 5), {f"{Y22}: roads_new"}),
    "a range the wrong way round": (
        in_file("yunzhou/2021.yaml", "[10, 15]", "[15, 10]"),
        ("form", Y21, 32, 5),
        {f"{Y21}: parks_new"},
    ),
    "a key without a value": (
        in_file("yunzhou/2022.yaml", "{at_most: 80,", "{at_most: 80, unit: ,"),
        ("empty-value", Y22, 18, 27),
        {f"{Y22}: roads_new"},
    ),
    "no quote": (
        in_file("yunzhou/2022.yaml", ", quote: 新建道路不超过80公里", ""),
        ("missing-key", Y22, 18, 5),
        {f"{Y22}: roads_new"},
    ),
    "no quote though the text is held": (
        in_file("yunzhou/2022.yaml", "quote: 新建道路不超过80公里", "source: work-report-2022"),
        ("missing-key", Y22, 18, 5),
        {f"{Y22}: roads_new"},
    ),
    "an entry without figures": (
        in_file("yunzhou/2022.yaml", "    target: {at_most: 80, quote: 新建道路不超过80公里}\n", "    {}\n"),
        ("nothing", Y22, 17, 3),
        {f"{Y22}: roads_new"},
    ),
    "a word for another key": (
        in_file("yunzhou/2022.yaml", "better: lower", "better: smaller"),
        ("unknown-word", Y22, 9, 26),
        {f"{Y22}: coal_output"},
    ),
    "no date": (
        in_file("yunzhou/2022.yaml", "2022-06-30", "2022-06-31"),
        ("not-a-date", Y22, 4, 51),
        {f"{Y22}: gdp_growth"},
    ),
    "an unknown indicator": (
        in_file("yunzhou/2022.yaml", "\n  coal_output:", "\n  coal_outputs:"),
        ("unknown-indicator", Y22, 8, 3),
        {f"{Y22}: coal_outputs"},
    ),
    "an unknown indicator to compare with": (
        in_file("yunzhou/2021.yaml", "{in_step_with: gdp_growth", "{in_step_with: gdp_grwth"),
        ("unknown-indicator", Y21, 8, 14),
        set(),
    ),
    "an unknown source": (
        in_file("yunzhou/2022.yaml", "source: half-year-2022", "source: half-year-2021"),
        ("unknown-source", Y22, 4, 27),
        {f"{Y22}: gdp_growth"},
    ),
    "a figure whose source is not clear": (
        two_reviews_and_no_word_which,
        ("no-source", "curated/lancheng/2021.yaml", 16, 5),
        {"curated/lancheng/2021.yaml: cpi_growth"},
    ),
    "a quote that is not in the text": (
        in_file("yunzhou/2022.yaml", "新建道路不超过80公里", "新建公路不超过80公里"),
        ("quote-not-found", Y22, 18, 27),
        set(),
    ),
    "a quote from outside the document": (
        in_file(
            "yunzhou/2022.yaml",
            "{at_least: 6.5, quote: 地区生产总值增长6.5%以上}",
            "{at_least: 9, quote: 地区生产总值增长9%}",
        ),
        ("quote-not-found", Y22, 3, 27),
        set(),
    ),
    "a figure that is not in its quote": (
        in_file("yunzhou/2022.yaml", "{at_most: 80,", "{at_most: 88,"),
        ("figure-not-in-quote", Y22, 18, 27),
        set(),
    ),
    "a unit that does not convert": (
        in_file("yunzhou/2021.yaml", "{value: 10.2, unit: 亿斤", "{value: 10.2, unit: 亿元"),
        ("unit", Y21, 24, 28),
        {f"{Y21}: grain_output"},
    ),
    "a promise due before it was made": (
        in_file("yunzhou/2021.yaml", "due: 2023", "due: 2020"),
        ("due", Y21, 51, 24),
        set(),
    ),
    "a due day that is none": (
        in_file("yunzhou/2021.yaml", "due: 2023", "due: 2023-02-30"),
        ("not-a-date", Y21, 51, 24),
        {f"{Y21}: bridges_built"},
    ),
    "a day of completion of what is not said to be done": (
        in_file("yunzhou/2022.yaml", "outcome: {value: 15,", "outcome: {value: 15, done_on: 2022-06-30,"),
        ("form", Y22, 16, 5),
        {f"{Y22}: schools_new"},
    ),
    "kin that the catalogue does not have": (
        in_file("indicators.yaml", "  growth_of: gdp\n", "  growth_of: gdp\n  kin: [nothing]\n"),
        ("unknown-indicator", "curated/indicators.yaml", 13, 9),
        set(),
    ),
    "a year file of a city without city.yaml": (
        write("nowhere/2022.yaml", "promises: {}\n"),
        ("no-city", "curated/nowhere/2022.yaml", 1, 1),
        {"curated/nowhere/2022.yaml"},
    ),
    "a text that was changed": (
        lambda root: change(root.parent / "seeds/yunzhou-2021.txt", "三年建成大桥3座。", "三年建成大桥3座！"),
        ("source-changed", CITY, 11, 5),
        set(),
    ),
    "a text that is not there": (
        in_file("yunzhou/city.yaml", "file: yunzhou-2021.txt", "file: yunzhou-2020.txt"),
        ("source-file", CITY, 10, 5),
        set(),
    ),
    "a text from another folder": (
        in_file("yunzhou/city.yaml", "file: yunzhou-2021.txt", "file: ../seeds/yunzhou-2021.txt"),
        ("source-file", CITY, 10, 5),
        set(),
    ),
    "bounds that are not in the text": (
        in_file("yunzhou/city.yaml", 'ends: "附件："', 'ends: "附录："'),
        ("source-bounds", CITY, 21, 5),
        set(),
    ),
    "a level that is not in the catalogue": (
        in_file("indicators.yaml", "growth_of: gdp", "growth_of: gnp"),
        ("unknown-indicator", "curated/indicators.yaml", 12, 3),
        set(),
    ),
}
FROM_THE_ISSUE = [
    "an empty file",
    "a file that is not YAML",
    "a wrong key",
    "an unknown indicator to compare with",
    "an unknown indicator",
    "an unknown source",
    "a quote that is not in the text",
    "a figure that is not in its quote",
    "a unit that does not convert",
    "a year file of a city without city.yaml",
    "a text that was changed",
]


def test_the_invented_folder_is_without_problems() -> None:
    data = collection.load(MINI)
    assert [p.text() for p in data.problems] == []
    assert data.left_out == ()
    assert set(data.cities) == {"yunzhou", "lancheng"}
    assert sorted(data.years) == [
        ("lancheng", 2021),
        ("lancheng", 2022),
        ("yunzhou", 2021),
        ("yunzhou", 2022),
        ("yunzhou", 2023),
    ]


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_named_where_it_stands_and_the_rest_still_loads(what: str, tmp_path: Path) -> None:
    broken, expected, left_out = BROKEN[what]
    root = copy_of_mini(tmp_path)
    broken(root)
    data = collection.load(root)
    assert [where(p) for p in data.problems] == [expected]
    assert set(data.left_out) == left_out
    renamed = {f"{Y22}: coal_output"} if what == "an unknown indicator" else set()
    whole = {
        place for place in promised(collection.load(MINI)) if not (left_out | renamed) & {place, place.split(": ")[0]}
    }
    assert promised(data) == whole


def test_all_that_is_broken_is_named_in_one_run(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    for what in FROM_THE_ISSUE:
        BROKEN[what][0](root)
    change(root / "lancheng/2021.yaml", "\n  cpi_growth:", "\n  gdp_growth:")
    data = collection.load(root)
    duplicate: Where = ("duplicate-key", "curated/lancheng/2021.yaml", 14, 3)
    assert sorted(where(p) for p in data.problems) == sorted([duplicate, *(BROKEN[what][1] for what in FROM_THE_ISSUE)])
    assert set(data.years) == {("yunzhou", 2021), ("yunzhou", 2022)}
    assert [p.path for p in data.problems] == sorted(p.path for p in data.problems)


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    data = collection.load(tmp_path / "nowhere")
    assert [p.text() for p in data.problems] == [
        f"{tmp_path / 'nowhere'}:1:1: missing-folder: there is no such folder; give the path of the curated folder"
    ]
    assert (data.years, data.cities, data.catalogue) == ({}, {}, {})


def test_an_empty_folder_lacks_its_catalogue(tmp_path: Path) -> None:
    (tmp_path / "curated").mkdir()
    assert [where(p) for p in collection.load(tmp_path / "curated").problems] == [
        ("unreadable", "curated/indicators.yaml", 1, 1)
    ]


@pytest.mark.parametrize(
    ("what", "line"),
    [
        (
            "a wrong key",
            (
                f"{Y22}:6:14: unknown-key: promises.unemployment_rate.target.less_then: there is no key less_then "
                "here; did you mean less_than?"
            ),
        ),
        (
            "an unknown indicator",
            (
                f"{Y22}:8:3: unknown-indicator: promises.coal_outputs: there is no indicator coal_outputs; did you "
                "mean coal_output?"
            ),
        ),
        (
            "an unknown source",
            (
                f"{Y22}:4:27: unknown-source: promises.gdp_growth.outcome.source: there is no source "
                "half-year-2021; did you mean half-year-2022?"
            ),
        ),
        (
            "a figure that is not in its quote",
            (
                f"{Y22}:18:27: figure-not-in-quote: promises.roads_new.target.quote: 88公里 is not in the quote, "
                "which has 80公里; correct the figure, its unit or the quote"
            ),
        ),
        (
            "a unit that does not convert",
            (
                f"{Y21}:24:28: unit: promises.grain_output.outcome.unit: 亿元 can't be converted into the "
                "indicator's unit 万吨; correct the unit; where the document counts another thing, enter its words as "
                "`text: …` and say in `not_comparable: …` what differs"
            ),
        ),
    ],
)
def test_a_problem_says_what_is_wrong_and_what_to_do(what: str, line: str, tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    BROKEN[what][0](root)
    assert [p.text() for p in collection.load(root).problems] == [line]


def test_every_problem_is_told_in_chinese_too(tmp_path: Path) -> None:
    for i, (broken, _, _) in enumerate(BROKEN.values()):
        root = copy_of_mini(tmp_path / str(i))
        broken(root)
        (problem,) = collection.load(root).problems
        assert problem.what.say("zh") != problem.what.say("en"), problem.code
        assert problem.cure.say("zh") != problem.cure.say("en"), problem.code


def test_a_broken_source_keeps_its_city_and_blames_only_itself(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    change(root / "yunzhou/city.yaml", "kind: bureau", "kind: office")
    data = collection.load(root)
    assert [where(p) for p in data.problems] == [("unknown-word", CITY, 33, 5)]
    assert set(data.left_out) == {f"{CITY}: half-year-2022", f"{Y22}: gdp_growth"}


def test_a_broken_city_leaves_the_other_city_alone(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    change(root / "yunzhou/city.yaml", "zh: 云州市\n", "")
    data = collection.load(root)
    assert [p.code for p in data.problems] == ["missing-key"]
    assert {city for city, _ in data.years} == {"lancheng"}


def test_a_quote_leads_to_its_place_in_the_held_text() -> None:
    data = collection.load(MINI)
    found = data.evidence["yunzhou", 2021, "gdp_growth", "target", 0]
    text = data.documents["yunzhou", found.source].text
    assert found.verified
    assert text[found.start : found.end] == "地区生产总\n值增长7%、力争实现7.5%"


def test_a_figure_of_a_source_that_is_not_held_is_cited_but_not_verified() -> None:
    data = collection.load(MINI)
    found = data.evidence["lancheng", 2021, "gdp_growth", "outcome", 1]
    assert (found.source, found.verified) == ("communique-2021", False)
    assert ("lancheng", "communique-2021") not in data.documents


def test_a_cited_figure_needs_no_quote(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    change(
        root / "lancheng/2021.yaml",
        "{value: 5.9, source: communique-2021, quote: 地区生产总值比上年增长5.9%}",
        "{value: 5.9, source: communique-2021}",
    )
    data = collection.load(root)
    assert data.problems == ()
    assert data.evidence["lancheng", 2021, "gdp_growth", "outcome", 1] == Evidence("communique-2021")
    (row,) = (
        tables.promises(data).query("city == 'lancheng' and year == 2021 and indicator == 'gdp_growth'").itertuples()
    )
    assert (row.verdict, row.outcome_source, row.outcome_quote) == ("met", "communique-2021", "")


BREAKS = "breaks:\n  {name}:\n    - {{between: [{years}], reason: 修订, source: {source}}}\n"


def with_breaks(root: Path, name: str = "gdp", years: str = "2021, 2023", source: str = "half-year-2022") -> None:
    file = root / "yunzhou/city.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + BREAKS.format(name=name, years=years, source=source), encoding="utf-8"
    )


def test_a_series_is_broken_between_all_years_that_the_break_may_part(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    with_breaks(root)
    data = collection.load(root)
    assert data.problems == ()
    parted = {(a, b) for a in range(2020, 2026) for b in range(a, 2026) if data.broken("yunzhou", "gdp", a, b)}
    assert parted == {(a, b) for a in (2020, 2021, 2022) for b in (2022, 2023, 2024, 2025) if (a, b) != (2022, 2022)}
    assert data.broken("yunzhou", "gdp", 2023, 2021) == data.broken("yunzhou", "gdp", 2021, 2023)
    assert data.broken("yunzhou", "gdp_growth", 2021, 2023) is None
    assert data.broken("lancheng", "gdp", 2021, 2023) is None


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"name": "gnp"}, ("unknown-indicator", CITY, 39, 3)),
        ({"source": "half-year-2021"}, ("unknown-source", CITY, 40, 43)),
        ({"years": "2023, 2021"}, ("form", CITY, 40, 7)),
    ],
)
def test_a_break_that_names_nothing_known_or_no_span_is_a_problem(
    wrong: dict[str, str], expected: Where, tmp_path: Path
) -> None:
    root = copy_of_mini(tmp_path)
    with_breaks(root, **wrong)
    assert [where(p) for p in collection.load(root).problems] == [expected]


def test_the_version_of_the_data_changes_with_what_it_says(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    before = collection.load(root).version
    assert collection.load(root).version == before
    change(root / "yunzhou/2023.yaml", "{value: 6,", "{at_least: 6,")
    assert collection.load(root).version != before


def test_the_texts_may_stand_in_another_folder(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    (root.parent / "seeds").rename(tmp_path / "texts")
    assert {p.code for p in collection.load(root).problems} == {"source-file"}
    assert collection.load(root, tmp_path / "texts").problems == ()


def test_a_text_in_memory_replaces_a_file_without_touching_it(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    before = (root / "yunzhou/2022.yaml").read_bytes()
    changed = before.replace(b"{at_most: 80,", b"{at_most: 88,")
    data = collection.load(root, instead={Y22: changed})
    assert [where(p) for p in data.problems] == [("figure-not-in-quote", Y22, 18, 27)]
    assert data.version != collection.load(root).version
    assert (root / "yunzhou/2022.yaml").read_bytes() == before
    (root / "yunzhou/2022.yaml").write_bytes(changed)
    assert collection.load(root).version == data.version


def test_a_city_may_stand_in_memory_alone() -> None:
    city = (
        b"zh: z\nen: Z\ncode: '990300'\nsources:\n  report: {kind: news, title: t, plans: 2024, file: z.txt, "
        b"sha256: '%s'}\n"
    )
    text = "今年地区生产总值增长6%。".encode()
    year = "promises:\n  gdp_growth:\n    target: {value: 6, quote: 地区生产总值增长6%}\n".encode()
    added = {
        "curated/z/city.yaml": city % hashlib.sha256(text).hexdigest().encode(),
        "curated/z/2024.yaml": year,
        "seeds/z.txt": text,
    }
    data = collection.load(MINI, instead=added)
    assert data.problems == ()
    assert data.evidence["z", 2024, "gdp_growth", "target", 0].verified
    assert set(data.years) == {*collection.load(MINI).years, ("z", 2024)}
    del added["seeds/z.txt"]
    assert [where(p) for p in collection.load(MINI, instead=added).problems] == [
        ("source-file", "curated/z/city.yaml", 5, 47)
    ]


def test_a_whole_project_may_stand_in_memory(tmp_path: Path) -> None:
    files = {f"{f.parent.parent.name}/{f.parent.name}/{f.name}": f.read_bytes() for f in MINI.glob("*/*.yaml")}
    files |= {"curated/indicators.yaml": (MINI / "indicators.yaml").read_bytes()}
    files |= {f"seeds/{f.name}": f.read_bytes() for f in (MINI.parent / "seeds").glob("*")}
    data, held = collection.load(tmp_path / "curated", instead=files), collection.load(MINI)
    assert (data.problems, data.years, data.evidence, data.version) == ((), held.years, held.evidence, held.version)


@pytest.mark.parametrize(
    ("over", "reviews", "plans"),
    [
        ({}, True, True),
        ({"excerpt": ["reviews"]}, False, True),
        ({"excerpt": ["reviews", "plans"]}, False, False),
        ({"file": None, "url": "https://example.org"}, False, False),
    ],
)
def test_a_half_is_held_whole_where_its_text_is_held_and_no_excerpt(
    over: dict[str, object], reviews: bool, plans: bool
) -> None:
    source = a_source(**over)
    assert (source.held_whole("reviews"), source.held_whole("plans")) == (reviews, plans)


@pytest.mark.parametrize(("name", "allowed"), [("1978", True), ("2100", True), ("1977", False), ("2101", False)])
def test_a_file_is_a_year_within_the_years_that_the_data_may_speak_of(name: str, allowed: bool) -> None:
    content = (MINI / "yunzhou" / "2022.yaml").read_bytes()
    found = collection.load(MINI, instead={f"curated/yunzhou/{name}.yaml": content})
    assert (("yunzhou", int(name)) in found.years) is allowed
    assert ("not-a-year" in {p.code for p in found.problems}) is not allowed


@pytest.mark.parametrize(
    ("what", "line"),
    [
        (
            "a day of completion of what is not said to be done",
            f"{Y22}:16:5: form: promises.schools_new.outcome: `done_on` is the day of what is `done`, and this outcome "
            "has another form; write `done: …` or take `done_on` out",
        ),
        (
            "kin that the catalogue does not have",
            "curated/indicators.yaml:13:9: unknown-indicator: gdp_growth.kin.0: there is no indicator nothing; correct "
            "the name or add it to indicators.yaml",
        ),
    ],
)
def test_what_is_wrong_with_the_keys_of_the_rule_is_said_in_words(what: str, line: str, tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    BROKEN[what][0](root)
    assert [p.text() for p in collection.load(root).problems] == [line]


def test_only_news_is_news_of_a_report(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    change(root / "yunzhou/city.yaml", "    date: 2022-02-10\n", "    date: 2022-02-10\n    news_of: work_report\n")
    first = collection.load(root).problems[0]
    assert (first.code, first.text().endswith("`news_of` belongs to news alone; take it out, or correct `kind`")) == (
        "wrong-value",
        True,
    )


@pytest.mark.parametrize(
    ("looked", "code", "says"),
    [
        (
            "{by: 甲, on: 2023-03-01}",
            "wrong-value",
            "`looked` belongs to a document whose text is held here and that reviews a year; "
            "take it out, or add `file` and `reviews`",
        ),
        ("{by: 甲}", "missing-key", "the key on is missing; add it"),
        (
            "{bye: 甲, on: 2023-03-01}",
            "unknown-key",
            "there is no key bye here; did you mean by?",
        ),
        (
            "{by: 甲, on: yesterday}",
            "not-a-date",
            "yesterday is not a date; write it like 2025-06-30",
        ),
    ],
)
def test_who_looked_is_said_of_what_could_be_looked_through(looked: str, code: str, says: str, tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    change(root / "yunzhou/city.yaml", "    kind: bureau\n", f"    kind: bureau\n    looked: {looked}\n")
    first = collection.load(root).problems[0]
    assert (first.code, first.text().endswith(f": {says}")) == (code, True)


def test_a_promise_kept_a_year_early_is_one_problem_that_says_what_to_do(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    file = root / "yunzhou/2021.yaml"
    change(file, "    target: {value: 7, stretch: 7.5,", "    target: {value: 7, due: 2022, stretch: 7.5,")
    (problem,) = collection.load(root).problems
    assert problem.text().endswith(
        "the quote is not in seeds/yunzhou-2023.txt, but it is in seeds/yunzhou-2022.txt; "
        "if it is from there, write `source: work-report-2022`"
    )
    change(
        file, "    outcome: {value: 7.6, quote: 地区", "    outcome: {value: 7.6, source: work-report-2022, quote: 地区"
    )
    (problem,) = collection.load(root).problems
    assert problem.text().endswith(
        "the source reviews 2021, and the promise is due in 2022: was it kept early?; if it was, say so in `note`; "
        "if the figure tells how far it has come by then, write `interim_to: 2021-12-31`"
    )
    change(file, "    outcome: {value: 7.6, source", "    outcome: {value: 7.6, note: 提前一年, source")
    data = collection.load(root)
    assert data.problems == ()
    found = judge("gdp_growth", data.context("yunzhou", 2021))
    assert found is not None and found.verdict is Verdict.EXCEEDED
    change(file, "due: 2022", "due: 2023")
    change(file, "note: 提前一年, source: work-report-2022, ", "")
    (problem,) = collection.load(root).problems
    assert problem.code == "no-source" and problem.text().endswith(
        "if it was kept early, name the report that says so (`source: work-report-2023`, which reviews 2022) and say "
        "it in `note`; else leave the outcome out until the document for 2023 is there"
    )
