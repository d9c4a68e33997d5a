"""Each page through Streamlit's AppTest: it runs, in both languages, whatever its controls and its address say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from indicators.tables import Frames
from indicators.words.texts import LANGUAGES
from tests.conftest import ROOT
from tests.samples import MINI, change, copy_of_mini, loaded

PAGES = ("overview", "scorecard", "indicator", "compare", "sources", "data", "contribute")
EVERY = pytest.mark.parametrize("page", PAGES)
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(autouse=True)
def _the_projects_own_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INDICATORS_CURATED", raising=False)


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
    parts += [re.sub(r"<[^>]*>", "", h.value) for h in app.get("html") if "<style>" not in h.value]
    return html.unescape("\n".join(parts))


def _charts(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


@EVERY
@BOTH
def test_every_page_runs_and_shows_something(page: str, lang: str) -> None:
    app = _opened(page, lang)
    assert _warnings(app) == []
    assert app.query_params["lang"] == lang
    assert _charts(app) == {"overview": 2, "scorecard": 1, "indicator": 1, "compare": 1}.get(page, 0)
    own = {"data": app.dataframe, "contribute": app.file_uploader}
    assert own[page] if page in own else [h for h in app.get("html") if "<table" in h.value]
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
    assert _opened("overview", "fr").query_params["lang"] in LANGUAGES


@EVERY
def test_a_page_runs_in_the_dark(page: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"indicators/pages/{page}.py")
    app.context["theme"] = "dark"
    _sound(app.run())


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
    assert re.search(r"[\u4e00-\u9fff]", app.slider(key="tolerance").label)
    assert "您" in app.slider(key="tolerance").label or "我们" in app.slider(key="tolerance").label


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
    assert _charts(app) == 1
    app.multiselect(key="cities").set_value(["taiyuan"])
    _sound(app.run())
    assert _charts(app) == 0
    assert "Choose at least two cities." in _text(app)
    app.multiselect(key="cities").set_value([])
    _sound(app.run())
    assert "Choose at least two cities." in _text(app)
    app.multiselect(key="cities").set_value(["taiyuan", "jinzhong"])
    _sound(app.run())
    assert app.query_params["cities"] == "taiyuan,jinzhong"
    assert _charts(app) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("scorecard", {"city": "beijing"}),
        ("scorecard", {"city": ""}),
        ("scorecard", {"city": "taiyuan", "year": "1999"}),
        ("scorecard", {"city": "taiyuan", "year": "then"}),
        ("scorecard", {"city": "taiyuan", "year": "2022", "open": "nothing"}),
        ("indicator", {"indicator": "nothing"}),
        ("indicator", {"indicator": "gdp_growth", "only": "beijing"}),
        ("compare", {"cities": "taiyuan,beijing"}),
        ("compare", {"cities": "beijing"}),
        ("compare", {"year": "1999"}),
        ("sources", {"city": "beijing"}),
        ("sources", {"city": "taiyuan", "source": "nothing"}),
        ("sources", {"city": "taiyuan", "source": "work-report-2023", "figure": "taiyuan.2022.nothing.target"}),
        ("sources", {"city": "taiyuan", "source": "work-report-2023", "figure": "taiyuan.2022.gdp_growth.target"}),
        ("sources", {"city": "taiyuan", "source": "work-report-2023", "figure": "nonsense"}),
        ("sources", {"city": "taiyuan", "source": "work-report-2023", "figure": "taiyuan.²⁰.gdp_growth.target"}),
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
    assert _charts(app) or page in ("sources", "data", "compare")


def test_a_hostile_address_is_shown_as_text() -> None:
    evil = "<img src=x onerror=alert(1)>"
    for page, address in (
        ("scorecard", {"city": evil}),
        ("compare", {"cities": evil}),
        ("sources", {"figure": f"taiyuan.{evil}"}),
        ("scorecard", {"open": evil}),
    ):
        app = _opened(page, **address)
        assert not [h.value for h in app.get("html") if "<img" in h.value]


def test_an_unknown_city_is_told_which_there_are() -> None:
    (warning,) = _warnings(_opened("scorecard", city="beijing"))
    assert "beijing" in warning and "Taiyuan" in warning and "Jinzhong" in warning


@BOTH
def test_opening_a_promise_shows_its_reason_and_its_words(real: Frames, lang: str) -> None:
    mine = real.promises[(real.promises.city == "taiyuan") & (real.promises.year == 2022)]
    for row in mine[mine.indicator.isin(["gdp_growth", "public_kindergartens_new", "cpi_growth"])].itertuples():
        app = _opened("scorecard", lang, city="taiyuan", year="2022", open=row.indicator)
        marked = "".join(
            re.sub(r"\s", "", html.unescape(m))
            for h in app.get("html")
            for m in re.findall(r"<mark>(.*?)</mark>", h.value)
        )
        for quote in (row.target_quote, row.outcome_quote):
            assert re.sub(r"\s", "", quote) in marked, row.indicator
        assert getattr(row, f"because_{lang}") in "\n".join(m.value for m in app.markdown)


def test_another_promise_can_be_opened_after_one_was() -> None:
    app = _opened("scorecard", city="taiyuan", year="2022", open="gdp_growth")
    app.selectbox(key="open").select("urban_new_jobs")
    _sound(app.run())
    assert app.query_params["open"] == "urban_new_jobs"
    assert any("8.12万" in h.value for h in app.get("html"))


def test_another_city_or_year_closes_what_was_open() -> None:
    for key, value in (("city", "jinzhong"), ("year", "2023")):
        app = _opened("scorecard", city="taiyuan", year="2022", open="public_parking_spaces_new")
        app.selectbox(key=key).select(value)
        _sound(app.run())
        assert _warnings(app) == [], key


def test_another_city_with_other_years_goes_without_a_warning() -> None:
    app = _opened("scorecard", city="jinzhong", year="2025")
    app.selectbox(key="city").select("taiyuan")
    _sound(app.run())
    assert _warnings(app) == []


def test_another_city_with_other_documents_goes_without_a_warning() -> None:
    app = _opened("sources", city="jinzhong", source="work-report-2025", figure="jinzhong.2024.gdp_growth.outcome")
    app.selectbox(key="city").select("taiyuan")
    _sound(app.run())
    assert _warnings(app) == []


def test_another_indicator_of_fewer_cities_goes_without_a_warning(real: Frames) -> None:
    only = set(real.figures.indicator[real.figures.city == "taiyuan"]) - set(
        real.figures.indicator[real.figures.city == "jinzhong"]
    )
    app = _opened("indicator", indicator="gdp_growth", only="jinzhong")
    app.selectbox(key="indicator").select(sorted(only)[0])
    _sound(app.run())
    assert _warnings(app) == []


@pytest.mark.parametrize(("city", "source"), [("taiyuan", "work-report-2022"), ("taiyuan", "work-report-2023")])
def test_a_source_shows_its_text_with_every_quote_marked(real: Frames, city: str, source: str) -> None:
    app = _opened("sources", city=city, source=source)
    marks = "".join(
        re.sub(r"<[^>]*>|\s", "", m) for h in app.get("html") for m in re.findall(r"<mark[^>]*>.*?</mark>", h.value)
    )
    of = real.figures[(real.figures.city == city) & (real.figures.source == source)]
    text = loaded(real).documents[city, source].text
    assert len(of)
    for row in of.itertuples():
        assert re.sub(r"\s", "", text[row.start : row.end]) in html.unescape(marks), row.indicator


def test_the_figure_of_the_address_is_shown_first_and_marked_as_chosen() -> None:
    app = _opened("sources", city="taiyuan", source="work-report-2023", figure="taiyuan.2022.gdp_growth.outcome")
    assert "2022 outcome: GDP growth" in [s.value for s in app.subheader]
    chosen = "".join(
        re.sub(r"<[^>]*>|\s", "", m)
        for h in app.get("html")
        for m in re.findall(r'<mark class="chosen".*?</mark>', h.value)
    )
    assert "5571.17亿元" in chosen and "3.3" in chosen


def test_every_cell_and_row_of_the_overview_leads_on(real: Frames) -> None:
    matrix = next(h.value for h in _opened("overview").get("html") if "open=" in h.value and "<table" in h.value)
    headline = real.promises[real.promises.headline]
    assert matrix.count("open=") == len(headline)
    assert matrix.count('scope="row"') == headline.indicator.nunique()
    assert '<td title=""' not in matrix


# Other data


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "curated").mkdir()
    yield tmp_path / "curated"


@EVERY
@BOTH
def test_an_empty_folder_is_told_and_nothing_breaks(
    page: str, lang: str, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(empty))
    app = _opened(page, lang)
    assert _charts(app) == 0
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
@pytest.mark.parametrize("lang", ["en"])
def test_a_broken_file_is_left_out_visibly_and_the_rest_goes_on(
    page: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curated = copy_of_mini(tmp_path)
    (curated / "yunzhou" / "2022.yaml").write_text("promises:\n  gdp_growth: [\n", encoding="utf-8")
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    app = _opened(page, lang)
    assert [w for w in _warnings(app) if "curated/yunzhou/2022.yaml" in w]
    assert app.code[-1].value.startswith("curated/yunzhou/2022.yaml:")
    assert _charts(app) == {"overview": 2, "scorecard": 1, "indicator": 1, "compare": 1}.get(page, 0)


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
def test_the_invented_data_shows_on_every_page(page: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    app = _opened(page, lang)
    assert _warnings(app) == []
