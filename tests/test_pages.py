"""Each page through Streamlit's AppTest: it runs, in both languages, whatever its controls and its address say."""

from __future__ import annotations

import html
import itertools
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from indicators.charts.theme import DARK, LIGHT
from indicators.tables import Frames
from indicators.words.texts import LANGUAGES, translate
from tests.conftest import ROOT
from tests.samples import FULL, MINI, change, copy_of_mini, loaded

PAGES = ("overview", "scorecard", "indicator", "compare", "sources", "data", "corrections", "contribute")
CHARTS = {"overview": 2, "scorecard": 1, "indicator": 1, "compare": 1}  # how many a page has; the others have none
EVERY = pytest.mark.parametrize("page", PAGES)
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(autouse=True)
def _the_full_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(FULL))


def _opened(page: str, lang: str = "en", **address: str) -> AppTest:
    """The dashboard as it stands at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    # Before its first run an AppTest knows a page by its file's name, which is the page's address here.
    app.switch_page(f"indicators/pages/{page}.py")
    app.query_params.update({"lang": lang, **address})
    return _sound(app.run())


def _sound(app: AppTest) -> AppTest:
    assert [e.message for e in app.exception] == []
    assert [e.value for e in app.error] == []
    return app


def _warnings(app: AppTest) -> list[str]:
    return [w.value for w in app.warning]


def _text(app: AppTest) -> str:
    """All that stands on the page as text, markup taken out."""
    parts = [
        *(h.value for h in app.subheader),
        *(h.value for h in app.header),
        *(c.value for c in app.caption),
        *(m.value for m in app.markdown),
        *(i.value for i in app.info),
    ]
    parts += [re.sub(r"<[^>]*>", "", piece) for piece in _html(app) if "<style>" not in piece]
    return html.unescape("\n".join(parts))


def _html(app: AppTest) -> list[str]:
    """The page's own markup, piece by piece."""
    return [str(piece.proto.body) for piece in app.get("html") if isinstance(piece, Element)]


def _marked(app: AppTest, mark: str = "<mark[^>]*>") -> str:
    """All that is marked on the page, without its spaces."""
    marked = (re.findall(rf"{mark}(.*?)</mark>", piece, re.DOTALL) for piece in _html(app))
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", "".join(itertools.chain(*marked)))))


def _charts(app: AppTest) -> list[str]:
    """The page's charts, as they are sent to the browser."""
    return [str(chart.proto.spec) for chart in app.get("plotly_chart") if isinstance(chart, Element)]


@EVERY
@BOTH
def test_every_page_runs_and_shows_something(page: str, lang: str) -> None:
    app = _opened(page, lang)
    assert _warnings(app) == []
    assert app.query_params["lang"] == lang
    assert len(_charts(app)) == CHARTS.get(page, 0)
    own = {"data": app.dataframe, "contribute": app.file_uploader}
    mark = "<h3" if page == "corrections" else "<table"
    assert own[page] if page in own else [piece for piece in _html(app) if mark in piece]
    if lang == "en":
        labels = [s.label for s in app.selectbox] + [m.label for m in app.multiselect]
        assert not [label for label in labels if re.search(r"[\u4e00-\u9fff]", label)]


@EVERY
def test_a_page_speaks_the_browsers_language_unless_the_address_says_otherwise(page: str) -> None:
    for locale, expected in (("en-US", "en"), ("fr-FR", "en"), ("zh-CN", "zh"), ("zh-TW", "zh"), (None, "zh")):
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.switch_page(f"indicators/pages/{page}.py")
        app.context["locale"] = locale
        assert _sound(app.run()).query_params["lang"] == expected
    assert _opened(page, "zh").query_params["lang"] == "zh"


def test_an_unknown_language_in_the_address_is_not_taken() -> None:
    assert _opened("overview", "fr").query_params["lang"] == "zh"


@EVERY
def test_a_page_runs_in_the_dark(page: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"indicators/pages/{page}.py")
    app.context["theme"] = "dark"
    charts = _charts(_sound(app.run()))
    assert len(charts) == CHARTS.get(page, 0)
    assert all(DARK.paper in chart and LIGHT.paper not in chart for chart in charts)


@EVERY
@BOTH
def test_every_control_can_be_changed_and_stands_in_the_address(page: str, lang: str) -> None:
    for i, box in enumerate(_opened(page, lang).selectbox):
        app = _opened(page, lang)
        before = app.selectbox[i].value
        app.selectbox[i].select_index(len(box.options) - 1)
        _sound(app.run())
        if app.selectbox[i].value == before:
            app.selectbox[i].select_index(0)
            _sound(app.run())
        after = app.selectbox[i].value
        if len(box.options) > 1:
            assert after != before, box.key
            assert app.query_params[str(box.key)] == after
        # What the address now says opens the same view.
        again = _opened(page, **{str(k): str(v) for k, v in app.query_params.items()})
        assert [s.value for s in again.selectbox] == [s.value for s in app.selectbox]
        assert again.query_params == app.query_params


@EVERY
def test_the_language_can_be_switched_on_every_page(page: str) -> None:
    app = _opened(page, "en")
    app.segmented_control(key="lang").set_value("zh")
    _sound(app.run())
    assert app.query_params["lang"] == "zh"
    assert app.slider(key="tolerance").label == translate(
        "zh",
        "What “about” (左右, 约), “in step with” (同步) and a narrow miss allow: a percentage of the promise; "
        "between percentages 5 % stand for 0.3 points. Our opinion, yours to move.",
    )
    assert app.slider(key="tolerance").label.endswith("这是我们的主张，您可以调整。")


@EVERY
def test_the_tolerance_can_be_moved_on_every_page(page: str) -> None:
    app = _opened(page, "en")
    app.slider(key="tolerance").set_value(0.0)
    _sound(app.run())
    assert app.query_params["tolerance"] == "0"
    app.slider(key="tolerance").set_value(5.0)
    _sound(app.run())
    assert "tolerance" not in app.query_params


def test_a_moved_tolerance_shows_what_it_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    for page in ("overview", "data"):
        app = _opened(page, tolerance="0")
        assert "What your tolerance turns" in _text(app)
        assert "What your tolerance turns" not in _text(_opened(page))


def test_compare_takes_other_cities() -> None:
    app = _opened("compare")
    assert len(_charts(app)) == 1
    app.multiselect(key="cities").set_value(["tanyuan"])
    _sound(app.run())
    assert _charts(app) == []
    assert "Choose at least two places." in _text(app)
    app.multiselect(key="cities").set_value([])
    _sound(app.run())
    assert "Choose at least two places." in _text(app)
    app.multiselect(key="cities").set_value(["tanyuan", "jiangwan"])
    _sound(app.run())
    assert app.query_params["cities"] == "tanyuan,jiangwan"
    assert len(_charts(app)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("scorecard", {"city": "beijing"}),
        ("scorecard", {"city": ""}),
        ("scorecard", {"city": "tanyuan", "year": "1999"}),
        ("scorecard", {"city": "tanyuan", "year": "then"}),
        ("scorecard", {"city": "tanyuan", "year": "2022", "open": "nothing"}),
        ("indicator", {"indicator": "nothing"}),
        ("indicator", {"indicator": "gdp_growth", "only": "beijing"}),
        ("compare", {"cities": "tanyuan,beijing"}),
        ("compare", {"cities": "beijing"}),
        ("compare", {"year": "1999"}),
        ("sources", {"city": "beijing"}),
        ("sources", {"city": "tanyuan", "source": "nothing"}),
        ("sources", {"city": "tanyuan", "source": "work-report-2023", "figure": "tanyuan.2022.nothing.target"}),
        ("sources", {"city": "tanyuan", "source": "work-report-2023", "figure": "tanyuan.2022.gdp_growth.target"}),
        ("sources", {"city": "tanyuan", "source": "work-report-2023", "figure": "nonsense"}),
        ("sources", {"city": "tanyuan", "source": "work-report-2023", "figure": "tanyuan.²⁰.gdp_growth.target"}),
        ("overview", {"tolerance": "much"}),
        ("scorecard", {"tolerance": "much"}),
        ("data", {"tolerance": "much"}),
        ("data", {"tolerance": "nan"}),
        ("data", {"tolerance": "11"}),
        ("data", {"place": "beijing"}),
        ("data", {"of": "1999"}),
        ("data", {"verdict": "nothing"}),
        ("data", {"table": "nothing"}),
        ("scorecard", {"show": "nothing"}),
    ],
    ids=lambda v: v if isinstance(v, str) else ",".join(f"{k}={x}" for k, x in v.items()),
)
def test_what_the_address_names_and_nobody_knows_gets_a_warning_and_the_page_goes_on(
    page: str, address: dict[str, str], lang: str
) -> None:
    app = _opened(page, lang, **address)
    assert len(_warnings(app)) == 1, address
    assert _warnings(app)[0].startswith("The ") == (lang == "en")
    # The page goes on with what it would show anyway; a comparison with one city left has nothing to draw.
    assert len(_charts(app)) == (0 if address == {"cities": "tanyuan,beijing"} else CHARTS.get(page, 0))


def test_a_hostile_address_is_shown_as_text() -> None:
    evil = "<img src=x onerror=alert(1)>"
    for page, address in (
        ("scorecard", {"city": evil}),
        ("compare", {"cities": evil}),
        ("sources", {"figure": f"tanyuan.{evil}"}),
        ("scorecard", {"open": evil}),
    ):
        app = _opened(page, **address)
        assert not [piece for piece in _html(app) if "<img" in piece]
        assert "onerror=alert" in "".join(_warnings(app))


def test_an_unknown_city_is_told_which_there_are() -> None:
    (warning,) = _warnings(_opened("scorecard", city="beijing"))
    assert "beijing" in warning and "Tanyuan" in warning and "Jiangwan" in warning


@BOTH
def test_opening_a_promise_shows_its_reason_and_its_words(full: Frames, lang: str) -> None:
    mine = full.promises[(full.promises.city == "tanyuan") & (full.promises.year == 2022)]
    for name in ("gdp_growth", "public_kindergartens_new", "cpi_growth"):
        row = mine.set_index("indicator").loc[name]
        app = _opened("scorecard", lang, city="tanyuan", year="2022", open=name)
        marked = _marked(app, "<mark>")
        for quote in (row.target_quote, row.outcome_quote):
            assert re.sub(r"\s", "", str(quote)) in marked, name
        assert str(row[f"because_{lang}"]) in "\n".join(m.value for m in app.markdown)


def test_another_promise_can_be_opened_after_one_was() -> None:
    app = _opened("scorecard", city="tanyuan", year="2022", open="gdp_growth")
    app.selectbox(key="open").select("urban_new_jobs")
    _sound(app.run())
    assert app.query_params["open"] == "urban_new_jobs"
    assert any("8.12万" in piece for piece in _html(app))


@pytest.mark.parametrize(
    ("page", "key", "asked"),
    [
        ("indicator", "indicator", {"indicator": "{}"}),
        ("scorecard", "open", {"city": "tanyuan", "year": "2022", "open": "{}"}),
        ("sources", "", {"city": "tanyuan", "source": "work-report-2023", "figure": "tanyuan.2022.{}.outcome"}),
    ],
)
def test_a_link_that_names_an_indicator_by_its_former_key_goes_on_working(
    page: str, key: str, asked: dict[str, str]
) -> None:
    old, new = (
        _opened(page, **{k: v.format(name) for k, v in asked.items()}) for name in ("new_town_jobs", "urban_new_jobs")
    )
    assert _warnings(old) == []
    assert _html(old) == _html(new)
    assert not key or old.query_params[key] == "urban_new_jobs"


def test_another_city_or_year_closes_what_was_open() -> None:
    for key, value in (("city", "jiangwan"), ("year", "2023")):
        app = _opened("scorecard", city="tanyuan", year="2022", open="public_parking_spaces_new")
        app.selectbox(key=key).select(value)
        _sound(app.run())
        assert _warnings(app) == [], key


def test_another_city_with_other_years_goes_without_a_warning() -> None:
    app = _opened("scorecard", city="jiangwan", year="2025")
    app.selectbox(key="city").select("tanyuan")
    _sound(app.run())
    assert _warnings(app) == []


def test_another_city_with_other_documents_goes_without_a_warning() -> None:
    app = _opened("sources", city="jiangwan", source="work-report-2025", figure="jiangwan.2024.gdp_growth.outcome")
    app.selectbox(key="city").select("tanyuan")
    _sound(app.run())
    assert _warnings(app) == []


def test_another_indicator_of_fewer_cities_goes_without_a_warning(full: Frames) -> None:
    only = set(full.figures.indicator[full.figures.city == "tanyuan"]) - set(
        full.figures.indicator[full.figures.city == "jiangwan"]
    )
    app = _opened("indicator", indicator="gdp_growth", only="jiangwan")
    app.selectbox(key="indicator").select(sorted(only)[0])
    _sound(app.run())
    assert _warnings(app) == []


@pytest.mark.parametrize(("city", "source"), [("tanyuan", "work-report-2022"), ("tanyuan", "work-report-2023")])
def test_a_source_shows_its_text_with_every_quote_marked(full: Frames, city: str, source: str) -> None:
    app = _opened("sources", city=city, source=source)
    marked = _marked(app)
    text = loaded(full).documents[city, source].text
    quoted = [
        text[found.start : found.end]
        for key, found in loaded(full).evidence.items()
        if (key[0], found.source) == (city, source) and found.start is not None
    ]
    assert len(quoted) == len(full.figures.query("city == @city and source == @source"))
    for quote in quoted:
        assert re.sub(r"\s", "", quote) in marked


def test_the_figure_of_the_address_is_shown_first_and_marked_as_chosen() -> None:
    app = _opened("sources", city="tanyuan", source="work-report-2023", figure="tanyuan.2022.gdp_growth.outcome")
    assert "<h3>2022 outcome: GDP growth</h3>" in "".join(_html(app))
    chosen = _marked(app, '<mark class="chosen"[^>]*>')
    assert "5571.17亿元" in chosen and "3.3" in chosen


def test_every_cell_and_row_of_the_overview_leads_on(full: Frames) -> None:
    tables = re.findall(r"<table.*?</table>", "".join(_html(_opened("overview"))), re.DOTALL)
    (matrix,) = [table for table in tables if "open=" in table]
    headline = full.promises[full.promises.headline]
    assert matrix.count("open=") == len(headline)
    assert matrix.count('scope="row"') == headline.indicator.nunique()
    assert '<td title=""' not in matrix


# Other data


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "curated").mkdir()
    return tmp_path / "curated"


@EVERY
@BOTH
def test_an_empty_folder_is_told_and_nothing_breaks(
    page: str, lang: str, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(empty))
    app = _opened(page, lang)
    assert _charts(app) == []
    assert [w for w in _warnings(app) if "1" in w]  # the catalogue that is not there is a problem
    assert [i.value for i in app.info]


@EVERY
def test_a_folder_that_is_not_there_is_told_and_nothing_breaks(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(tmp_path / "nowhere"))
    app = _opened(page)
    assert "there is no such folder" in app.code[-1].value


@EVERY
def test_a_broken_file_is_left_out_visibly_and_the_rest_goes_on(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curated = copy_of_mini(tmp_path)
    (curated / "yunzhou" / "2022.yaml").write_text("promises:\n  gdp_growth: [\n", encoding="utf-8")
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    app = _opened(page)
    assert [w for w in _warnings(app) if "curated/yunzhou/2022.yaml" in w]
    assert app.code[-1].value.startswith("curated/yunzhou/2022.yaml:")
    assert len(_charts(app)) == CHARTS.get(page, 0)


@pytest.mark.parametrize("name", ["indicators.yaml", "yunzhou/city.yaml"])
@EVERY
def test_a_broken_catalogue_or_city_is_told_and_nothing_breaks(
    page: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curated = copy_of_mini(tmp_path)
    (curated / name).write_text("{", encoding="utf-8")
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    app = _opened(page)
    assert [w for w in _warnings(app) if f"curated/{name}" in w]


def test_a_file_that_is_mended_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curated = copy_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    change(curated / "yunzhou" / "2021.yaml", "quote: 实现5G网络全覆盖", "quote: 实现6G网络全覆盖")
    app = _opened("scorecard", city="yunzhou", year="2021")
    assert len(_warnings(app)) == 1
    change(curated / "yunzhou" / "2021.yaml", "quote: 实现6G网络全覆盖", "quote: 实现5G网络全覆盖 ")
    assert _warnings(_sound(app.run())) == []


@EVERY
@BOTH
@pytest.mark.parametrize("curated", [MINI, ROOT / "curated"], ids=["mini", "curated"])
def test_other_data_shows_on_every_page(page: str, lang: str, curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    app = _opened(page, lang)
    assert _warnings(app) == []
