"""Ctrl-P: every page on A4, without controls, with whole figures, whatever the reader's window and theme."""

from __future__ import annotations

import io
import re
import unicodedata
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize
from pypdf import PdfReader

from indicators.judging.verdicts import RULE_VERSION
from indicators.tables import Frames
from tests.visitors import NARROW, Visitor, Visits

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points
PAGES = {  # each with the most sheets it may take
    "": 5,
    "scorecard?city=tanyuan&year=2022": 6,
    "scorecard?city=tanyuan&year=2022&open=gdp_growth": 7,
    "indicator?indicator=gdp_growth": 2,
    "compare?cities=jiangwan,tanyuan": 3,
    "sources?city=tanyuan&source=work-report-2023": 14,
    "data": 14,
}
CONTROLS = ("English", "Choose", "As a table", "Words of a promise", "promises.csv", "Deploy", "What the columns mean")
DESK: ViewportSize = {"width": 1440, "height": 900}
LOOKS = {"wide": (DESK, False), "narrow": (NARROW, False), "dark": (DESK, True)}
LEDGER = "scorecard?city=tanyuan&year=2022"
SEEN = [*(("wide", address) for address in PAGES), ("narrow", LEDGER), ("dark", LEDGER)]


@pytest.fixture
def reader(request: pytest.FixtureRequest, visits: Visits) -> Visitor:
    """A reader in one of LOOKS, by the test's parameter."""
    return visits(*LOOKS[request.param])


def _opened(reader: Visitor, address: str) -> Page:
    """The page once all of it is drawn, the part that lays out figures for paper included: it comes last."""
    page = reader.page
    page.goto(f"{reader.url}/{address}{'&' if '?' in address else '?'}lang=en")
    page.locator(".pa-imprint").wait_for(state="attached")
    page.wait_for_selector("html.pa-ready", state="attached")
    reader.rests()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))"
    )
    return reader.settles("[data-testid=stMain]")


def _squeezed(text: str) -> str:
    """Latin letters and digits only: what is read from a PDF has ligatures, dashes and look-alikes of Chinese
    characters."""
    return re.sub(r"[^A-Za-z0-9]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize(("reader", "address"), SEEN, indirect=["reader"])
def test_a_page_prints_whole_and_without_controls(reader: Visitor, full: Frames, address: str) -> None:
    page = _opened(reader, address)
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
    # The opened words of a promise follow after the imprint.
    assert f"Data{full.version}rule{RULE_VERSION}" in (whole if "open=" in address else texts[-1])
    assert _squeezed(urlsplit(reader.url).netloc + "/" + address.partition("?")[0]) in whole


@pytest.mark.parametrize("reader", ["wide", "narrow"], indirect=True)
def test_no_word_or_mark_of_a_figure_is_cut_between_two_sheets(reader: Visitor) -> None:
    page = _opened(reader, LEDGER)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    cut, outside, pieces = page.evaluate(
        """() => {
            const pieces = [...document.querySelectorAll('.pa-pieces svg')].map(s => [s, s.getBoundingClientRect()]);
            const cut = [];
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


@pytest.mark.parametrize("reader", ["dark"], indirect=True)
def test_a_dark_page_prints_in_the_colours_of_paper(reader: Visitor) -> None:
    page = _opened(reader, LEDGER)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.pa-pieces rect')).fill,
                  getComputedStyle(document.querySelector('.pa-pieces text')).fill,
                  getComputedStyle(document.querySelector('.stMainBlockContainer')).color]"""
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(32, 33, 36)", "rgb(32, 33, 36)"]
