"""What only a browser shows: the running dashboard in a real Chromium, wide and narrow, light and dark."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from indicators.tables import Frames
from tests.samples import loaded
from tests.visitors import NARROW, WIDE, Visitor, Visits

pytestmark = pytest.mark.browser
TALL = 7000  # pixels: everything is in sight, so that axe judges everything
OPENED = "scorecard?city=tanyuan&year=2022&open=gdp_growth"
CHOSEN = "sources?city=tanyuan&source=work-report-2023&figure=tanyuan.2022.gdp_growth.outcome"
# Each page with what it has when it is drawn.
PAGES = {
    "": ".js-plotly-plot",  # the overview
    "scorecard?city=tanyuan&year=2022": ".js-plotly-plot",
    OPENED: "[role=dialog] mark",
    "indicator?indicator=gdp_growth": ".js-plotly-plot",
    "compare?cities=jiangwan,tanyuan": ".js-plotly-plot",
    CHOSEN: "mark.chosen",
    "data": "[data-testid=stDataFrame] canvas",
    "corrections": ".pa-together h3",
    "contribute": "[data-testid=stFileUploader]",
}
LOOKS: dict[str, tuple[ViewportSize, bool]] = {"wide": (WIDE, False), "narrow": (NARROW, False), "dark": (WIDE, True)}


@pytest.fixture(params=["wide", "narrow"])
def reader(request: pytest.FixtureRequest, visits: Visits) -> Visitor:
    return visits(*LOOKS[request.param])


@pytest.fixture(params=LOOKS)
def anyone(request: pytest.FixtureRequest, visits: Visits) -> Visitor:
    """Each kind of reader, with a window so tall that all of the page is in it."""
    size, dark = LOOKS[request.param]
    return visits({**size, "height": TALL}, dark)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_no_error_keeps_to_its_width_asks_nobody_and_has_no_barriers(
    anyone: Visitor, address: str
) -> None:
    page = anyone.opens(address, PAGES[address])
    expect(page.locator("[data-testid=stException], [data-testid=stAlertContentError]")).to_have_count(0)
    assert anyone.strangers == set()
    assert anyone.errors == []
    overflow = page.evaluate(
        "() => [document.documentElement, document.body, ...document.querySelectorAll('[data-testid=stMain], "
        "[role=dialog]')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => `${e.tagName} ${e.dataset.testid ?? ''}: "
        "${e.scrollWidth} in ${e.clientWidth}`)"
    )
    assert overflow == []
    assert _misplaced(page) == []
    assert anyone.barriers() == []


def _misplaced(page: Page) -> list[str]:
    """The words of the page's figures that leave their figure or lie on another word."""
    found: list[str] = page.evaluate(
        """() => {
            const wrong = [];
            for (const plot of document.querySelectorAll('.js-plotly-plot')) {
                const frame = plot.getBoundingClientRect();
                const words = [...plot.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
                    .filter(([t, r]) => t.trim() && r.width);
                for (const [t, r] of words) {
                    const out = Math.max(
                        frame.left - r.left, r.right - frame.right, frame.top - r.top, r.bottom - frame.bottom);
                    if (out > 2) wrong.push(`outside by ${Math.round(out)} px: ${t}`);
                }
                words.forEach(([t, r], i) => words.slice(i + 1).forEach(([u, s]) => {
                    const w = Math.min(r.right, s.right) - Math.max(r.left, s.left);
                    const h = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
                    if (w > 3 && h > 7) wrong.push(`overlap: ${t} / ${u}`);
                }));
            }
            return wrong;
        }"""
    )
    return found


@pytest.mark.parametrize("address", [address for address, shows in PAGES.items() if shows == ".js-plotly-plot"])
def test_no_chinese_word_of_a_figure_leaves_the_window_or_lies_on_another(reader: Visitor, address: str) -> None:
    assert _misplaced(reader.opens(address, lang="zh")) == []


def _dot(page: Page, indicator: str) -> Locator:
    """The outcome's dot in the row of an indicator."""
    at = page.evaluate(
        """name => {
            const plot = document.querySelector('.js-plotly-plot');
            let n = 0;
            for (const trace of plot.data) {
                if (trace.mode !== 'markers') continue;
                const i = (trace.customdata ?? []).indexOf(name);
                if (i >= 0) return n + i;
                n += trace.customdata.length;
            }
            return -1;
        }""",
        indicator,
    )
    assert at >= 0
    return page.locator(".js-plotly-plot .scatterlayer .points path.point").nth(at)


def _clicked(page: Page, what: Locator) -> None:
    """Click where something stands, brought to the middle of the window, as a mouse does."""
    what.evaluate("e => e.scrollIntoView({block: 'center'})")
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 4, y)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def _words(text: str) -> str:
    return re.sub(r"\s", "", text)


def _dismissed(reader: Visitor) -> None:
    """Close the dialog with the keyboard."""
    reader.rests()
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    reader.page.wait_for_url(lambda url: "open=" not in url)
    reader.settles()


def test_a_click_on_a_dot_opens_the_words_of_that_promise(reader: Visitor, full: Frames) -> None:
    page = reader.opens("scorecard?city=tanyuan&year=2022")
    mine = full.promises[(full.promises.city == "tanyuan") & (full.promises.year == 2022)].set_index("indicator")
    for name in ("urban_new_jobs", "market_entities_new"):
        _clicked(page, _dot(page, name))
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        expect(dialog.locator("mark")).to_have_count(2)
        assert [_words(t) for t in dialog.locator("mark").all_inner_texts()] == [
            _words(mine.target_quote[name]),
            _words(mine.outcome_quote[name]),
        ]
        page.wait_for_url(re.compile(rf"open={name}\b"))
        _dismissed(reader)


def test_the_same_dot_opens_again_after_its_words_were_closed(reader: Visitor) -> None:
    page = reader.opens("scorecard?city=tanyuan&year=2022")
    for _ in range(2):
        _clicked(page, _dot(page, "gdp_growth"))
        expect(page.get_by_role("dialog").locator("mark")).to_have_count(2)
        page.wait_for_url(re.compile("open=gdp_growth"))
        _dismissed(reader)


def test_a_click_on_a_printed_figure_leads_to_its_place_in_the_text(reader: Visitor, full: Frames) -> None:
    mine = full.figures[
        (full.figures.city == "tanyuan") & (full.figures.year == 2022) & (full.figures.indicator == "urban_new_jobs")
    ].set_index("role")
    for role in ("target", "outcome"):
        page = reader.opens("scorecard?city=tanyuan&year=2022")
        _clicked(page, page.locator(f".js-plotly-plot a[*|href*='tanyuan.2022.urban_new_jobs.{role}']").first)
        reader.settles("mark.chosen")
        assert urlsplit(page.url).path == "/sources"
        assert parse_qs(urlsplit(page.url).query)["figure"] == [f"tanyuan.2022.urban_new_jobs.{role}"]
        shown = "".join(page.locator("mark.chosen").all_inner_texts())
        assert _words(shown) == _words(mine.quote[role])


def test_a_link_of_a_figure_still_works_after_a_dot_was_opened_and_closed(reader: Visitor) -> None:
    page = reader.opens("scorecard?city=tanyuan&year=2022")
    _clicked(page, _dot(page, "gdp_growth"))
    expect(page.get_by_role("dialog").locator("mark")).to_have_count(2)
    page.wait_for_url(re.compile("open=gdp_growth"))
    _dismissed(reader)
    _clicked(page, page.locator(".js-plotly-plot a[*|href*='tanyuan.2022.gdp_growth.target']").first)
    reader.settles("mark.chosen")


def test_a_click_on_a_bar_of_the_overview_leads_to_its_scorecard(reader: Visitor) -> None:
    page = reader.opens("")
    widest, href = page.evaluate(
        "() => { const { x, customdata } = document.querySelector('.js-plotly-plot').data[0], i = "
        "x.indexOf(Math.max(...x)); return [i, customdata[i]] }"
    )
    _clicked(page, page.locator(".js-plotly-plot .barlayer .trace").first.locator(".point path").nth(widest))
    page.wait_for_url(re.compile(r"/scorecard\?"))
    reader.settles()
    state, wanted = parse_qs(urlsplit(page.url).query), parse_qs(urlsplit(href).query)
    assert {k: state[k] for k in wanted} == wanted


def test_a_cell_of_the_matrix_leads_to_its_promise(reader: Visitor) -> None:
    page = reader.opens("")
    page.locator("td a[href*='city=tanyuan'][href*='year=2022'][href*='open=gdp_growth']").click()
    reader.settles("[role=dialog] mark")
    assert urlsplit(page.url).path == "/scorecard"


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_the_state_stands_in_the_address_and_a_copied_link_shows_the_same(reader: Visitor) -> None:
    page = reader.opens("scorecard?city=tanyuan&year=2022")
    _choose(page, "Year", "2023")
    page.wait_for_url(re.compile(r"year=2023"))
    reader.settles()
    title = page.locator(".js-plotly-plot .annotation-text").filter(has_text="2023").first
    expect(title).to_be_visible()
    words = page.locator(".js-plotly-plot").inner_text()
    address = page.url
    page.reload()
    reader.settles()
    assert page.url == address
    assert page.locator(".js-plotly-plot").inner_text() == words
    page.goto("about:blank")
    page.goto(address)
    reader.settles()
    assert page.url == address
    assert page.locator(".js-plotly-plot").inner_text() == words


def test_the_language_switch_changes_the_title_and_the_address(reader: Visitor) -> None:
    page = reader.opens("")
    expect(page).to_have_title(re.compile("Promised and achieved"))
    page.get_by_text("中文", exact=True).click()
    expect(page).to_have_title(re.compile("承诺与兑现"))
    page.wait_for_url(re.compile("lang=zh"))
    reader.settles()
    expect(page.locator(".js-plotly-plot .annotation-text").first).to_contain_text("承诺")
    page.get_by_text("English", exact=True).click()
    expect(page).to_have_title(re.compile("Promised and achieved"))


@pytest.mark.parametrize(("locale", "title"), [("zh-CN", "承诺与兑现"), ("de-DE", "Promised and achieved")])
def test_a_reader_is_greeted_in_the_language_of_the_browser(visits: Visits, locale: str, title: str) -> None:
    visitor = visits(locale=locale)
    visitor.page.goto(visitor.url)
    visitor.settles()
    expect(visitor.page).to_have_title(re.compile(title))


def test_an_unknown_city_in_the_address_gets_a_warning_and_the_page_goes_on(reader: Visitor) -> None:
    page = reader.opens("scorecard?city=beijing")
    warning = page.get_by_test_id("stAlert")
    expect(warning).to_have_count(1)
    expect(warning).to_contain_text("beijing")
    expect(warning).to_contain_text("Tanyuan")


def test_the_keyboard_reaches_the_controls_and_the_links_of_the_ledger(reader: Visitor) -> None:
    page = reader.opens("scorecard?city=tanyuan&year=2022")
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const e = document.activeElement;"
                " return [e.tagName, e.getAttribute('aria-label') ?? '', e.getAttribute('href') ?? "
                "e.getAttributeNS('http://www.w3.org/1999/xlink', 'href') ?? '', e.textContent.slice(0, "
                "30)].join(' ') }"
            )
        )
        if "figure=tanyuan.2022.gdp_growth" in reached[-1]:
            break
    for control in (
        "中文",
        "Tolerance",
        "City",
        "Year",
        "Show",
        "Words of a promise",
        "figure=tanyuan.2022.gdp_growth",
    ):
        assert any(control in r for r in reached), (control, reached)
    page.keyboard.press("Enter")
    reader.settles("mark.chosen")


def test_the_keyboard_opens_and_closes_the_words_of_a_promise(reader: Visitor) -> None:
    page = reader.opens("scorecard?city=tanyuan&year=2022")
    page.get_by_role("combobox", name="Words of a promise").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_url(re.compile("open="))
    reader.rests()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_every_page_is_reached_from_the_navigation(reader: Visitor) -> None:
    page = reader.opens("")
    for name, shows in (
        ("Scorecard", ".js-plotly-plot"),
        ("Indicator", ".js-plotly-plot"),
        ("Compare", ".js-plotly-plot"),
        ("Sources", ".pa-text"),
        ("Data", "[data-testid=stDataFrame]"),
        ("Contribute", "[data-testid=stFileUploader]"),
    ):
        if reader.narrow:
            page.get_by_test_id("stExpandSidebarButton").click()
            expect(page.get_by_test_id("stSidebar")).to_be_in_viewport()
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_url(re.compile(rf"/{name.lower()}\b"))
        if reader.narrow and page.get_by_test_id("stSidebarCollapseButton").locator("button").is_visible():
            page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
        reader.settles(shows)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        assert "lang=en" in page.url


def test_a_window_made_narrow_gets_the_narrow_figure(visits: Visits) -> None:
    visitor = visits()
    visitor.opens("scorecard?city=tanyuan&year=2022")
    visitor.page.set_viewport_size(NARROW)
    visitor.settles()
    visitor.page.set_viewport_size(WIDE)
    visitor.settles()


SILENT = "scorecard?city=jiangwan&year=2024"


def test_what_the_report_leaves_out_is_reached_from_the_scorecard_in_two_clicks(reader: Visitor, full: Frames) -> None:
    (row,) = full.promises[
        (full.promises.city == "jiangwan") & (full.promises.year == 2024) & (full.promises.indicator == "gdp_growth")
    ].itertuples()
    assert (row.target_value, row.outcome_value, row.answered_in) == (5.5, 2.3, "elsewhere")
    for source, figure, shown in ((row.target_source, "target", "5.5%"), (row.outcome_source, "outcome", "2.3%")):
        page = reader.opens(SILENT)
        expect(page.locator(".pa-lede")).to_contain_text(
            "reported 2.3% against a target of 5.5% for 2024, as reported by"
        )
        expect(page.locator(".pa-lede")).to_contain_text(
            "not in the report to the People's Congress, but in the statistical communiqué"
        )
        _clicked(page, _dot(page, "gdp_growth"))  # the first click
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("held whole, gives no figure for the whole of 2024")
        reader.rests()
        dialog.locator(f"a[href*='figure=jiangwan.2024.gdp_growth.{figure}']").click()  # the second
        page.wait_for_url(re.compile(rf"/sources\?.*source={source}"))
        reader.settles(".pa-table")
        entry = loaded(full).cities["jiangwan"].sources[str(source)]
        expect(page.get_by_role("heading", level=2)).to_contain_text(entry.title)
        expect(page.locator(".pa-table tr", has_text="GDP growth").first).to_contain_text(shown)
        if entry.url:
            out = page.locator(f"a[href='{entry.url}']")
            assert out.get_attribute("target") == "_blank"
            assert "noopener" in str(out.get_attribute("rel"))


def test_a_history_leads_to_its_row(reader: Visitor) -> None:
    page = reader.opens("")
    history = page.locator(".pa-histories a").first
    expect(history).to_have_text("Asks less")
    history.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert urlsplit(page.url).path == "/scorecard"
    assert parse_qs(urlsplit(page.url).query)["open"] == ["gdp_growth"]


def test_a_click_on_a_dot_of_ambition_leads_to_its_row(reader: Visitor) -> None:
    page = reader.opens("")
    dot = page.locator(".js-plotly-plot").nth(1).locator(".scatterlayer .points path.point").first
    _clicked(page, dot)
    page.wait_for_url(re.compile(r"/scorecard\?.*open="))
    expect(page.get_by_role("dialog")).to_be_visible()
