"""Ctrl-P: every page on A4, without controls, with whole figures, whatever the reader's window and theme."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from indicators.tables import Frames

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points
PAGES = {  # each with the most sheets it may take
    "": 5,
    "scorecard?city=taiyuan&year=2022": 6,
    "scorecard?city=taiyuan&year=2022&open=gdp_growth": 7,
    "indicator?indicator=gdp_growth": 2,
    "compare?cities=jinzhong,taiyuan": 3,
    "sources?city=taiyuan&source=work-report-2023": 14,
    "data": 14,
}
CONTROLS = ("English", "Choose", "As a table", "Words of a promise", "promises.csv", "Deploy", "What the columns mean")
LOOKS = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}
LEDGER = "scorecard?city=taiyuan&year=2022"
SEEN = [*(("wide", address) for address in PAGES), ("narrow", LEDGER), ("dark", LEDGER)]


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in one of LOOKS, by the test's parameter."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", **LOOKS[request.param])
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def _opened(page: Page, url: str) -> None:
    """The page once all of it is drawn, the part that lays out figures for paper included: it comes last."""
    page.goto(url)
    page.locator(".pa-imprint").wait_for(state="attached")
    page.locator(
        ".st-key-window [data-testid=stBidiComponentIsolated], .st-key-window [data-testid=stBidiComponentRegular]"
    ).first.wait_for(state="attached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))"
    )
    page.wait_for_timeout(300)  # a narrow window has told so, and the figure for it is on its way
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def _squeezed(text: str) -> str:
    """Latin letters and digits only: what is read from a PDF has ligatures, dashes and look-alikes of Chinese
    characters."""
    return re.sub(r"[^A-Za-z0-9]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize(("page", "address"), SEEN, indirect=["page"])
def test_a_page_prints_whole_and_without_controls(page: Page, dashboard: str, real: Frames, address: str) -> None:
    _opened(page, f"{dashboard}/{address}{'&' if '?' in address else '?'}lang=en")
    words = page.evaluate(
        "() => [...document.querySelectorAll('.js-plotly-plot text')].filter(t => "
        "t.checkVisibility({opacityProperty: true, visibilityProperty: true})).map(t => "
        "t.textContent).filter(t => t.trim())"
    )
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(len(sheet.extract_text()) > 20 for sheet in sheets), "a sheet is blank"
    texts = [_squeezed(sheet.extract_text()) for sheet in sheets]
    assert 1 <= len(sheets) <= PAGES[address]
    assert {tuple(sorted(map(round, sheet.mediabox[2:]))) for sheet in sheets} == {A4}
    whole = "".join(texts)
    assert [word for word in words if _squeezed(word) not in whole] == []
    assert [control for control in CONTROLS if _squeezed(control) in whole] == []
    assert f"data{real.version}" in texts[-1] or "open=" in address  # the opened words follow after the imprint
    assert _squeezed(urlsplit(dashboard).netloc + "/" + address.partition("?")[0]) in whole


@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)
def test_no_word_or_mark_of_a_figure_is_cut_between_two_sheets(page: Page, dashboard: str) -> None:
    _opened(page, f"{dashboard}/{LEDGER}&lang=en")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    cut, outside, pieces = page.evaluate(
        """() => {
            const pieces = [...document.querySelectorAll('.pa-pieces svg')].map(s => [s, s.getBoundingClientRect()]), cut = [];
            let outside = 0;
            for (const [svg, box] of pieces) {
                if (box.right > document.documentElement.clientWidth + 1) outside += 1;
                for (const mark of svg.querySelectorAll('text, .point')) {
                    const at = mark.getBoundingClientRect();
                    if (at.height && at.top < box.bottom - 1 && at.bottom > box.bottom + 1) cut.push(mark.textContent);
                }
            }
            return [cut, outside, pieces.length];
        }"""
    )
    page.emulate_media(media="screen")
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert pieces > 1
    assert (cut, outside) == ([], 0)
    assert page.locator(".pa-pieces").count() == 0
    assert page.locator(".js-plotly-plot").first.is_visible()


@pytest.mark.parametrize("page", ["dark"], indirect=True)
def test_a_dark_page_prints_in_the_colours_of_paper(page: Page, dashboard: str) -> None:
    _opened(page, f"{dashboard}/{LEDGER}&lang=en")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.pa-pieces rect')).fill, getComputedStyle(document.querySelector('.pa-pieces text')).fill,
                  getComputedStyle(document.querySelector('.stMainBlockContainer')).color]"""
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(32, 33, 36)", "rgb(32, 33, 36)"]
