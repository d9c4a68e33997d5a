"""Taking away: the picture of a chart from its page, made in the reader's browser."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Page

from indicators.charts.theme import DARK, LIGHT
from indicators.tables import Frames
from tests.visitors import Visits

pytestmark = pytest.mark.browser
CHARTS = {  # the files of each page, in the order of its charts
    "scorecard?city=tanyuan&year=2022": "tanyuan-2022-ledger",
    "indicator?indicator=gdp_growth&only=jiangwan": "jiangwan-gdp_growth",
    "compare?cities=jiangwan,tanyuan": "jiangwan-tanyuan-2023-compared",
}


@pytest.fixture
def page(request: pytest.FixtureRequest, visits: Visits) -> Page:
    return visits(dark=getattr(request, "param", "light") == "dark", locale="zh-CN").page


def _taken(page: Page, button: str) -> tuple[str, bytes]:
    """The name and the content of the file that one click gives, once the page is there."""
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    page.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).first.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize("address", CHARTS)
def test_one_click_gives_the_picture_with_its_title_sources_version_and_address(
    page: Page, dashboard: str, full: Frames, address: str
) -> None:
    page.goto(f"{dashboard}/{address}&lang=zh")
    name, content = _taken(page, "SVG")
    assert name == f"{CHARTS[address]}.svg"
    svg = ET.fromstring(content)
    shown = "".join(svg.itertext())
    title = page.locator(".js-plotly-plot .annotation-text").first.text_content()
    for words in (title, "来源：", full.version, page.url.partition("?")[0]):
        assert words
        assert words in shown
    links = [link.get("href") for link in svg.iter("{http://www.w3.org/2000/svg}a")]
    assert all(link and link.startswith(dashboard) for link in links)
    name, content = _taken(page, "PNG 2×")
    assert name == f"{CHARTS[address]}.png"
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert picture.size == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert len(picture.getcolors(1 << 24) or []) > 50  # drawn, not blank
    name, content = _taken(page, "PNG 3×")
    assert name == f"{CHARTS[address]}@3x.png"
    assert Image.open(io.BytesIO(content)).size == (3 * int(svg.attrib["width"]), 3 * int(svg.attrib["height"]))


@pytest.mark.parametrize(("page", "paper"), [("light", LIGHT.paper), ("dark", DARK.paper)], indirect=["page"])
def test_the_picture_has_the_colours_of_the_page(page: Page, dashboard: str, paper: str) -> None:
    page.goto(f"{dashboard}/scorecard?city=jiangwan&year=2023")
    picture = Image.open(io.BytesIO(_taken(page, "PNG 2×")[1])).convert("RGB")
    assert picture.getpixel((3, 3)) == tuple(bytes.fromhex(paper[1:]))


def test_where_the_browser_cannot_draw_it_the_page_says_what_to_do(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/scorecard?city=jiangwan&year=2023&lang=en")
    page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = function (made) { made(null); } }")
    page.get_by_role("button", name="PNG 3×", exact=True).click()
    page.get_by_role("status").get_by_text(
        "This browser can't draw a picture that large; take a smaller one, or SVG."
    ).wait_for()


def test_one_click_gives_the_briefing_of_the_same_view(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/scorecard?city=tanyuan&year=2022&show=missed&tolerance=2&lang=en")
    with page.expect_download() as download:
        page.get_by_role("group", name="Briefing").get_by_role("link", name="SVG").click()
    assert download.value.suggested_filename == "tanyuan-2022-ledger-missed.svg"
    shown = "".join(ET.fromstring(download.value.path().read_bytes()).itertext())
    assert "Tanyuan 2022" in shown
    assert "Tolerance moved to 2 %" in shown


def test_where_the_server_refuses_the_page_says_why(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/scorecard?city=tanyuan&year=2022&lang=en")
    link = page.get_by_role("group", name="Briefing").get_by_role("link", name="PNG")
    link.evaluate("link => { link.href = link.href.replace('2022', '1999') }")
    link.click()
    page.get_by_role("status").get_by_text("no promises of tanyuan for 1999").wait_for()
