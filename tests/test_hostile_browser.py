"""Words that someone else chose, in a real Chromium: they stand there as they are, and nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.conftest import served
from tests.hostile import ELSEWHERE, MARK, hostile_folder
from tests.visitors import WIDE, Visitor

pytestmark = pytest.mark.browser
PAGES = (
    "",
    "scorecard?city=tanyuan&year=2022",
    "scorecard?city=tanyuan&year=2022&open=gdp_growth",
    "indicator?indicator=gdp_growth",
    "compare?cities=jiangwan,tanyuan",
    "sources?city=tanyuan&source=work-report-2023&figure=tanyuan.2022.gdp_growth.outcome",
    "sources?city=jiangwan&source=news-2023-budget",
    "data?since=HEAD~1",
    "corrections",
    "contribute",
)
# What a mark would have become: each is looked for by what it alone could be.
BECOME = """elsewhere => [
    ...[...document.querySelectorAll('a')].filter(a => [a.host, a.href.baseVal].join().includes(elsewhere)),
    ...[...document.images].filter(i => i.src.includes(elsewhere) || i.alt === 'Streamlit logo'),
    ...document.querySelectorAll('.katex, .stMarkdownColoredText, [aria-label="home icon"]'),
    ...[...document.querySelectorAll('b, strong, del, em')].filter(e => ['b', 's', 'h', 'i'].includes(e.textContent)),
].map(e => e.outerHTML.slice(0, 200))"""
CONTROLS = (
    r"() => (document.body.innerText.match(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u001b]/g) ?? []).length"
)


@pytest.fixture(scope="module")
def hostile_dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    with served(hostile_folder(folder), folder / "log.txt") as url:
        yield url


@pytest.fixture
def reader(browser: Browser, hostile_dashboard: str) -> Iterator[Visitor]:
    context = browser.new_context(locale="en-GB")
    made = Visitor(context, hostile_dashboard, WIDE)
    yield made
    made.leaves()  # looks at whom the page has asked, and at what the server's policy refused
    context.close()


def test_no_word_of_the_data_is_obeyed_by_a_browser(reader: Visitor) -> None:
    for address in PAGES:
        page = reader.opens(address, "[data-testid=stMain] [data-testid=stElementContainer]")
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate(BECOME, ELSEWHERE) == [], address
        assert page.evaluate(CONTROLS) == 0, address
        assert page.title() == "Promised and achieved"
    assert ELSEWHERE in page.content()


def test_an_address_that_was_crafted_is_said_back_as_text(reader: Visitor) -> None:
    for address in (
        "sources?figure={}",
        "scorecard?city={}",
        "?tolerance={}",
        "data?since={}",
        "indicator?indicator={}",
    ):
        page = reader.opens(address.format(quote(MARK)), "[data-testid=stAlert]")
        assert page.evaluate(BECOME, ELSEWHERE) == [], address
        assert "![x](" in "".join(page.locator("[data-testid=stAlert]").all_inner_texts())
        assert page.evaluate(CONTROLS) == 0
