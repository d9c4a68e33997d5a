"""The second reading in a real Chromium: what was read comes back after a reload, is compared, can be thrown away."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.visitors import NARROW, WIDE, Visitor, Visits

pytestmark = pytest.mark.browser
ADDRESS = "contribute?task=second&city=tanyuan&source=work-report-2022"


def _types(visitor: Visitor, label: str, words: str) -> None:
    field = visitor.page.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Enter")
    visitor.rests()


def _reads(visitor: Visitor, number: str) -> Page:
    """Read the first figure as a number in percent of 2022, striven for 7.5."""
    page = visitor.opens(ADDRESS, ".pa-quote")
    form = page.get_by_role("combobox", name="Form")
    form.fill("the number")
    form.press("Enter")
    visitor.rests()
    for label, words in (("Number", number), ("Unit", "%"), ("Of the year", "2022"), ("Striven for (力争)", "7.5")):
        _types(visitor, label, words)
    expect(page.get_by_text(f"Read: {number}%, striven for 7.5, 2022")).to_be_visible()
    return page


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide", "narrow, dark"])
def test_what_was_read_comes_back_and_is_handed_in(size: dict[str, int], dark: bool, visits: Visits) -> None:
    visitor = visits({"width": size["width"], "height": 3000}, dark)
    page = _reads(visitor, "7")
    expect(page.get_by_text("What you have read is kept in this browser alone")).to_be_visible()
    assert visitor.barriers() == []
    page.reload()
    visitor.settles(".pa-quote")
    expect(page.get_by_text("Taken over: 1 readings.")).to_be_visible()
    page.get_by_text("Go on elsewhere").click()
    with page.expect_download() as sheet:
        page.get_by_role("button", name="Download the sheet as it is now").click()
    lines = [json.loads(line) for line in sheet.value.path().read_text(encoding="utf-8").splitlines()]
    assert [line["read"]["numbers"] for line in lines if line["read"]["form"]] == [["7"]]
    assert len(lines) > 47  # all of the city
    page.get_by_role("button", name="Compare 1 readings").click()
    expect(page.get_by_text("They agree in 1 and differ in 0.")).to_be_visible()
    page.reload()
    visitor.settles(".pa-quote")  # what was compared can't be read again after a reload either
    expect(page.get_by_text("They agree in 1 and differ in 0.")).to_be_visible()
    expect(page.locator(".pa-quote").first).not_to_contain_text("地区生产总值")
    _types(visitor, "Your name, as it will stand in the data (read_by)", "李四")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all files (.zip)").click()
    assert download.value.suggested_filename == "tanyuan-second-reading.zip"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.barriers() == []


def test_what_was_read_can_be_thrown_away(visits: Visits) -> None:
    visitor = visits({"width": 1280, "height": 3000})
    page = _reads(visitor, "9.9")
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_text("What you have read is kept in this browser alone")).to_have_count(0)
    expect(page.get_by_label("Number", exact=True)).to_have_value("")
    page.reload()
    visitor.settles(".pa-quote")
    expect(page.get_by_role("button", name="Compare 0 readings")).to_be_disabled()
    expect(page.get_by_text("Taken over")).to_have_count(0)
