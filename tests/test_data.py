"""The real curated data: invariants, and the few verdicts that must come out so."""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from indicators import collection, tables
from indicators.cli import main
from indicators.collection.evidence import normal
from indicators.drafts import draft
from indicators.judging.verdicts import Verdict
from indicators.model.schema import Promise
from indicators.words import units
from tests.samples import a_target, an_outcome, loaded
from tests.test_drafts import holds

ROOT = Path(__file__).resolve().parent.parent
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
QUOTED = re.compile(r"《[^》]*》|“[^”]*”")


@pytest.fixture(scope="module")
def real() -> tables.Frames:
    return tables.frames(collection.load(ROOT / "curated"))


def test_the_curated_folder_is_without_problems(real: tables.Frames) -> None:
    assert [p.text() for p in real.problems] == []
    assert real.left_out == ()
    assert {"taiyuan", "jinzhong"} <= set(real.cities)


def test_the_command_finds_nothing_wrong_and_counts_all(real: tables.Frames) -> None:
    done = CliRunner().invoke(main, ["check", "--curated", str(ROOT / "curated"), "--lang", "en"])
    states = Counter(evidence.state for evidence in loaded(real).evidence.values())
    counts = f"{len(real.promises)} promises, {len(real.figures)} figures: {states['verified']} verified, "
    counts += f"{states['read']} read by a person, " if states["read"] else ""
    assert (done.exit_code, done.stderr) == (0, "")
    first, *_, last = done.stdout.splitlines()  # between them what is still to be looked at
    assert (first, last) == (f"curated: {counts}{states['cited']} only cited", "no problem")


def test_every_figure_of_a_held_source_is_verified_or_read_by_a_person(real: tables.Frames) -> None:
    held = set(loaded(real).documents)
    unproved = [
        key
        for key, evidence in loaded(real).evidence.items()
        if (key[0], evidence.source) in held and evidence.state not in ("verified", "read")
    ]
    assert unproved == []
    assert real.figures.verified.any()


def test_every_figure_without_a_quote_is_cited_and_its_source_can_be_found_again(real: tables.Frames) -> None:
    cited = real.figures[real.figures["quote"] == ""]
    assert len(cited) and not cited.verified.any()
    for city, name in set(zip(cited.city, cited.source, strict=True)):
        source = loaded(real).cities[city].sources[name]
        assert source.file is None and source.publisher, name
        assert source.url or source.note, f"{name}: neither an address nor a word on why there is none"


def test_every_document_has_a_date_or_a_word_on_why_there_is_none(real: tables.Frames) -> None:
    documents = [(name, source) for city in loaded(real).cities.values() for name, source in city.sources.items()]
    assert [name for name, source in documents if source.date is None and source.note is None] == []


def test_what_is_known_from_the_news_says_of_which_report_it_was_news(real: tables.Frames) -> None:
    """Else nobody knows who owes the answer."""
    sources = {name: city.sources for name, city in loaded(real).cities.items()}
    told = [
        sources[city][promise.target.source]
        for (city, _), promises in loaded(real).years.items()
        for promise in promises.values()
        if promise.target is not None and promise.target.source is not None
    ]
    assert [source.title for source in told if source.kind == "news" and source.news_of is None] == []


FINISHED = re.compile(
    r"完成|建成|竣工|完工|通车|贯通|打通|投用|投运|投入(?:使用|运营|运行)|开诊|招生|开园|开馆|破零|关闭|取缔|清零|销号|兑现|达标|"
    r"脱贫|全部|所有|全覆盖|全面实行"
)
UNFINISHED = re.compile(r"逐步|基本|持续|继续|稳步|早日|一批")


def worded(promises: Iterable[Promise]) -> list[tuple[str, str, str]]:
    """The form, the words and the quote, normalised, of every target and outcome without a number; where a note says
    why it is entered so, a person has decided. Whether an outcome is mere words depends on what was promised: one may
    say that something else is finished (全省排名完成率第一), and is valid all the same."""
    return [
        (figure.form, normal(figure.words), normal(figure.quote or ""))
        for promise in promises
        for figure in (promise.target, *(o for o in promise.outcome if o.form == "done"))
        if figure is not None and figure.words is not None and figure.note is None
    ]


def entered(real: tables.Frames) -> list[Promise]:
    """All that the real data has entered."""
    return [promise for promises in loaded(real).years.values() for promise in promises.values()]


def test_what_is_done_is_said_to_be_finished_or_whole(real: tables.Frames) -> None:
    """The rule stands in curated/README.md."""
    done = [(words, quote) for form, words, quote in worded(entered(real)) if form == "done"]
    assert done
    assert [words for words, _ in done if not FINISHED.search(words)] == []
    assert [quote for _, quote in done if UNFINISHED.search(quote)] == []


def test_words_that_say_it_is_finished_are_not_mere_words(real: tables.Frames) -> None:
    assert mere_words(entered(real)) == []


def mere_words(promises: Iterable[Promise]) -> list[str]:
    """The words of promises that are entered as mere words and say that something is finished."""
    text = [words for form, words, _ in worded(promises) if form == "text"]
    return [words for words in text if FINISHED.search(words) and not UNFINISHED.search(words)]


def test_a_valid_outcome_in_words_is_refused_by_no_test_of_the_data() -> None:
    outcomes = (
        an_outcome(text="投资完成率居全省第二"),
        an_outcome(text="15件民生实事全部兑现"),
        an_outcome(text="学校全覆盖", not_comparable="报告说的是另一种学校"),
    )
    promise = Promise(target=a_target(value=7), outcome=outcomes)
    assert mere_words([promise]) == []
    assert english([promise], "Not comparable: 报告说的是另一种学校.") == "Not comparable: ."
    assert mere_words([Promise(target=a_target(text="全部兑现"))]) == ["全部兑现"]
    assert mere_words([Promise(target=a_target(text="全部兑现", note="没有说是哪些"))]) == []


def test_a_price_target_is_read_as_a_ceiling(real: tables.Frames) -> None:
    prices = [i for i in real.catalogue.values() if any("居民消费价格" in name for name in (i.zh, *i.aliases))]
    assert prices and all(i.ceiling for i in prices)


def test_the_counts_add_up_to_the_promises(real: tables.Frames) -> None:
    counts = tables.counts(real.promises)
    assert len(real.promises) == counts["promises"].sum() > 0
    assert (counts[[v.value for v in Verdict]].sum(axis=1) == counts["promises"]).all()


def test_every_promise_that_names_something_was_answered_in_one_place(real: tables.Frames) -> None:
    counts = tables.counts(real.promises)
    assert (counts[list(tables.ANSWERED_COLUMNS)].sum(axis=1) == counts["promises"] - counts["unquantified"]).all()
    assert (counts["unreported"] == counts["answered_silent"]).all()
    assert (counts["answerable"] - counts["answered"] == counts["unreported"]).all()


def test_nothing_is_surely_dropped_or_silent_but_in_reviews_held_whole(real: tables.Frames) -> None:
    found = real.histories[real.histories["history"].isin(["dropped", "silent"]) & real.histories["sure"]]
    whole = {
        (name, source.reviews)
        for name, city in loaded(real).cities.items()
        for source in city.sources.values()
        if source.held_whole("reviews")
    }
    assert len(found) and set(zip(found.city, found.year, strict=True)) <= whole


def test_every_history_is_told_in_english_without_chinese_except_in_quotation(real: tables.Frames) -> None:
    assert [text for text in real.histories.because_en if CHINESE.search(QUOTED.sub("", text))] == []


def english(promises: Iterable[Promise], text: str) -> str:
    """An English sentence without what stands in quotation marks, and without words that a curator has given in Chinese
    alone: they stand for both languages."""
    for promise in promises:
        for outcome in promise.outcome:
            words = outcome.not_comparable
            if words is not None and words.zh == words.en:
                text = text.replace(words.en, "")
    return QUOTED.sub("", text)


def test_every_promise_says_why_in_english_without_chinese_except_in_quotation(real: tables.Frames) -> None:
    promises = entered(real)
    assert [text for text in real.promises.because_en if CHINESE.search(english(promises, text))] == []


def test_every_promise_says_why_in_chinese(real: tables.Frames) -> None:
    assert [text for text in real.promises.because_zh if not CHINESE.search(text) or not text.endswith("。")] == []


def test_every_unit_can_be_shown_to_english_readers(real: tables.Frames) -> None:
    used = {i.unit for i in real.catalogue.values()} | set(real.figures.unit)
    assert [unit for unit in used if CHINESE.search(units.english(unit)[1])] == []


def test_a_unit_that_says_more_than_how_many_has_english_words(real: tables.Frames) -> None:
    merely_counted = set("个家户所处座台条项种场部支批期片只件套间张辆栋村列") | {""}
    silent = {
        i.unit
        for i in real.catalogue.values()
        if not units.english(i.unit)[1] and units.parsed(i.unit)[1] not in merely_counted
    }
    assert silent == set()


def test_everything_has_a_name_in_both_languages(real: tables.Frames) -> None:
    zh = [e.zh for e in real.catalogue.values()] + [e.zh for e in real.cities.values()]
    en = [e.en for e in real.catalogue.values()] + [e.en for e in real.cities.values()]
    assert [name for name in en if CHINESE.search(name)] == []
    assert [name for name in zh if not CHINESE.search(name)] == []
    for indicator in real.catalogue.values():
        if indicator.definition is not None:
            assert not CHINESE.search(indicator.definition.en), indicator.en
            assert CHINESE.search(indicator.definition.zh), indicator.zh


def test_every_held_text_is_byte_for_byte_the_one_curated(real: tables.Frames) -> None:
    sources = [source for city in loaded(real).cities.values() for source in city.sources.values()]
    held = {source.file: source.sha256 for source in sources if source.file}
    assert len(held) >= 5
    assert {file: hashlib.sha256((ROOT / "seeds" / file).read_bytes()).hexdigest() for file in held} == held


def test_every_text_in_seeds_belongs_to_a_source(real: tables.Frames) -> None:
    named = {source.file for city in loaded(real).cities.values() for source in city.sources.values()}
    assert {file.name for file in (ROOT / "seeds").glob("*.txt")} - named == set()


@pytest.mark.parametrize(
    ("city", "year", "indicator", "verdict", "gap"),
    [
        ("taiyuan", 2022, "gdp_growth", "missed", -3.7),
        ("taiyuan", 2022, "urban_new_jobs", "met", 0.12),
        ("taiyuan", 2022, "public_parking_spaces_new", "met", 0),
        ("taiyuan", 2022, "public_kindergartens_new", "not_comparable", None),
        ("taiyuan", 2022, "cpi_growth", "not_held", None),
        ("jinzhong", 2023, "coal_value_added", "missed", -224.5),
        ("jinzhong", 2023, "methanol_stations_built", "met", 30),
        ("jinzhong", 2023, "smart_mines_built", "met", 1),
        ("jinzhong", 2024, "clean_energy_capacity_share", "met", 7),
        ("taiyuan", 2022, "old_gas_pipes_renewed_share", "met", None),
        ("taiyuan", 2022, "grain_output", "unclear", None),
        ("jinzhong", 2024, "high_tech_enterprises_total", "unclear", None),
        ("jinzhong", 2024, "low_income_insurance_full_coverage", "met", None),
        ("jinzhong", 2024, "gdp_growth", "missed", -3.2),
        ("jinzhong", 2024, "urban_new_jobs", "met", 0.6129),
    ],
)
def test_what_the_documents_leave_no_doubt_about_comes_out_so(
    real: tables.Frames, city: str, year: int, indicator: str, verdict: str, gap: float | None
) -> None:
    of = real.promises
    (found,) = of[(of.city == city) & (of.year == year) & (of.indicator == indicator)].to_dict("records")
    assert found["verdict"] == verdict
    assert found["gap"] == pytest.approx(float("nan") if gap is None else gap, nan_ok=True)


SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem)
def test_every_figure_drafted_from_a_held_document_is_proved(real: tables.Frames, seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    found = draft(text, real.catalogue)
    assert found.figures
    holds(text, found, real.catalogue)


def _patterns() -> list[str]:
    """The texts in the code of the drafts, its patterns first of all; without comments, docstrings and numbers."""
    found = []
    for file in sorted((ROOT / "indicators" / "drafts").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found += [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
    return found


def test_no_rule_of_the_drafts_knows_a_city_or_a_figure_of_the_data(real: tables.Frames) -> None:
    patterns = "\n".join(_patterns())
    cities = real.cities
    names = {word for city in cities.values() for word in (city.zh.rstrip("市"), city.en)} | set(cities)
    assert [name for name in names if name in patterns] == []
    curated = {
        str(abs(number))
        for year in loaded(real).years.values()
        for promise in year.values()
        for figure in (promise.target, *promise.outcome)
        if figure is not None
        for number in figure.numbers
    }
    printed = set(re.findall(r"\d+(?:\.\d+)?", patterns)) & curated
    assert [number for number in printed if len(number.replace(".", "")) >= 3] == []


def test_no_rule_of_the_drafts_has_learnt_a_passage_by_heart(real: tables.Frames) -> None:
    seeds = "".join(normal(seed.read_text(encoding="utf-8")) for seed in SEEDS)
    invented = (ROOT / "tests" / "reports").glob("*/*.*")
    known = "".join(normal(f.read_text(encoding="utf-8")) for f in (*invented, ROOT / "tests" / "draft_cases.yaml"))
    known += "".join(name for i in real.catalogue.values() if i.headline for name in i.aliases)
    words = {word for pattern in _patterns() for word in re.findall(r"[\u4e00-\u9fff]{6,}", pattern)}
    assert [word for word in words if word in seeds and word not in known] == []
