"""The real catalogue: invariants of both layers."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from indicators import collection
from indicators.collection import Collection
from indicators.drafts.matching import Names, alone
from indicators.judging.kin import akin
from indicators.judging.meaning import in_unit
from indicators.model.schema import GROUPS, Indicator
from indicators.words import units

ROOT = Path(__file__).resolve().parent.parent
LEAST = 150  # common indicators
# Words that keep their capitals within an English name.
CAPITALS = re.compile(r"(?:[A-Z0-9.&]{2,}s?|PM2\.5|SMEs|AEDs|I{1,3}|IV|V|Class|A-grade|China(?:–Europe)?)\Z")


@pytest.fixture(scope="module")
def real() -> Collection:
    return collection.load(ROOT / "curated")


@pytest.fixture(scope="module")
def common(real: Collection) -> dict[str, Indicator]:
    return {key: entry for key, entry in real.catalogue.items() if key not in real.owners}


def test_the_common_layer_holds_what_any_report_may_print(common: dict[str, Indicator]) -> None:
    assert len(common) >= LEAST
    assert {entry.group for entry in common.values()} == set(GROUPS)


def test_a_citys_own_layer_holds_only_what_it_uses(real: Collection) -> None:
    used = {(city, key) for (city, _), promises in real.years.items() for key in promises}
    assert [key for key, city in real.owners.items() if (city, key) not in used] == []


def test_headline_figures_are_common(real: Collection) -> None:
    """A dozen and some that every report opens with, their levels and their growths."""
    assert [key for key in real.owners if real.catalogue[key].headline] == []


def test_growth_is_in_percent_and_of_a_level(real: Collection) -> None:
    for key, entry in real.catalogue.items():
        if entry.growth_of is None:
            continue
        level = real.catalogue[entry.growth_of]
        assert (entry.measure, entry.unit) == ("growth", "%"), key
        assert level.measure in ("level", "count", "index") and not units.in_points(level.unit), key
        assert level.group == entry.group and level.better == entry.better, key


def test_a_growth_names_its_level_where_the_catalogue_has_it(real: Collection) -> None:
    """They are kin: one answers for the other."""
    levels = {key: key.removesuffix("_growth") for key in real.catalogue if key.endswith("_growth")}
    missing = [k for k, level in levels.items() if level in real.catalogue and real.catalogue[k].growth_of != level]
    assert missing == []


def test_a_level_and_its_growth_go_by_the_same_names(common: dict[str, Indicator]) -> None:
    """So that a report that prints one of them finds either."""
    for key, entry in common.items():
        if entry.growth_of is not None:
            level = common[entry.growth_of]
            names = {level.zh, *level.aliases} - {entry.zh}
            assert names & {entry.zh, *entry.aliases}, key


def test_new_and_total_are_kin(real: Collection) -> None:
    """They answer for the same thing in another measure; so do a number of things and its change in the year."""
    for key in real.catalogue:
        stem = re.sub(r"_(?:new|net|added|recognised|built|total)\Z", "", key)
        if stem != key and f"{stem}_total" in real.catalogue and key != f"{stem}_total":
            assert akin(key, f"{stem}_total", real.catalogue), key


def test_kin_stand_in_what_the_city_sees_and_name_no_other_measure_of_nothing(real: Collection) -> None:
    for key, entry in real.catalogue.items():
        seen = real.catalogue_of(real.owners[key]) if key in real.owners else real.catalogue
        for other in entry.kin:
            assert other in seen and other != key, (key, other)
            assert key in real.owners or other not in real.owners, (key, other)


def test_plausible_bounds_hold_every_figure_there_is(real: Collection) -> None:
    for (city, year), promises in real.years.items():
        for key, promise in promises.items():
            bounds = real.catalogue[key].plausible
            for figure in filter(None, (promise.target, *promise.outcome)):
                for number in in_unit(figure, real.catalogue[key]) if bounds and figure.numbers else ():
                    assert bounds is not None
                    assert bounds[0] <= Decimal(number) <= bounds[1], (city, year, key, number)


def test_plausible_bounds_go_up_and_shares_stay_within_all_there_is(common: dict[str, Indicator]) -> None:
    for key, entry in common.items():
        if entry.plausible is not None:
            low, high = entry.plausible
            assert low < high, key
            if entry.measure == "share":
                assert low >= 0 and high <= (130 if "enrolment" in key or "retention" in key else 100), key


def test_common_levels_and_shares_have_bounds(common: dict[str, Indicator]) -> None:
    """A slip of 万 for 亿 is caught by them."""
    without = [key for key, entry in common.items() if entry.plausible is None and entry.measure in ("level", "share")]
    assert without == []


def test_an_alias_says_by_itself_which_indicator_it_is(real: Collection) -> None:
    """产业基金 is not the fund of one zone: a word that names it only in its sentence belongs into `named_by`."""
    assert [name for name in Names(real.catalogue_of("")).all if not alone(name)] == []


def test_a_citys_alias_is_no_part_of_what_any_report_may_print(real: Collection, common: dict[str, Indicator]) -> None:
    """It would catch that."""
    names = {name for entry in common.values() for name in (entry.zh, *entry.aliases)}
    own = {name: key for key in real.owners for name in (real.catalogue[key].zh, *real.catalogue[key].aliases)}
    assert [(name, key) for name, key in own.items() if any(name in other for other in names)] == []


def test_no_alias_is_so_short_that_it_stands_in_other_words(real: Collection) -> None:
    short = {a for e in real.catalogue.values() for a in e.aliases if len(a) < 3 and not a.isascii()}
    assert short <= {"出口", "进口"}, short  # 其中出口增长9%: no report names them otherwise


def test_an_alias_with_one_measure_and_unit_is_one_indicators(real: Collection) -> None:
    """But for stocks and flows, which the words around them tell apart (新增, 达到)."""
    named = defaultdict(set)
    for key, entry in real.catalogue.items():
        for name in {entry.zh, *entry.aliases}:
            named[name].add(key)
    apart = re.compile(r"_(?:new|total|added|net|recognised|cultivated|built|started|renovated|rise)\Z")
    for name, keys in named.items():
        for one, other in combinations(sorted(keys), 2):
            a, b = real.catalogue[one], real.catalogue[other]
            same_kind = (a.measure == "growth") == (b.measure == "growth") and (a.unit == "%") == (b.unit == "%")
            if same_kind and units.factor(a.unit, b.unit) is not None:
                assert apart.search(one) or apart.search(other), (name, one, other)
                assert akin(one, other, real.catalogue), (name, one, other)


def test_names_are_one_indicators_alone(real: Collection) -> None:
    for lang in ("zh", "en"):
        names = [indicator.say(lang) for indicator in real.catalogue.values()]
        assert sorted(n for n in set(names) if names.count(n) > 1) == []


def test_an_english_name_is_in_sentence_case_and_short(common: dict[str, Indicator]) -> None:
    for key, entry in common.items():
        first, *rest = re.findall(r"[A-Za-z0-9.&–’'-]+", entry.en)
        assert first[0].isupper() or first[0].isdigit(), key
        assert [word for word in rest if word[0].isupper() and not CAPITALS.match(word)] == [], entry.en
        assert len(entry.en) <= 85 and not entry.en.endswith("."), key


def test_a_chinese_name_is_short_and_without_unit(common: dict[str, Indicator]) -> None:
    for key, entry in common.items():
        assert len(entry.zh) <= 20, key
        assert not re.search(r"[（(](?:%|亿|万|元|个)", entry.zh), key


def test_groups_open_with_their_general_indicators(real: Collection) -> None:
    """The common ones stand before a city's own, and a level right before its growth."""
    keys = list(real.catalogue)
    assert keys == sorted(keys, key=lambda key: key in real.owners)
    for key, entry in real.catalogue.items():
        if entry.growth_of is not None and not entry.headline:
            assert keys.index(key) == keys.index(entry.growth_of) + 1, key


def test_what_is_counted_in_homes_is_not_counted_in_communities(common: dict[str, Indicator]) -> None:
    for one, other in (
        ("old_neighbourhood_homes", "old_neighbourhoods_renovated"),
        ("shanty_homes_renovated", "parks_new"),
    ):
        assert units.factor(common[one].unit, common[other].unit) is None


def test_the_files_tell_an_editor_their_schema() -> None:
    for file in (ROOT / "curated").glob("**/indicators.yaml"):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / schema).resolve() == ROOT / "curated" / "schema" / "catalogue.json"
