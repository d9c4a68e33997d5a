"""The first complete view of each page, and reruns after a choice changes."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest

from tests import chromium
from tests.bench import ROOT
from tests.soak.serving import serving

ROUNDS = 7
BARE = """
import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=[1, 2, 3], y=[2, 3, 1])))
"""
CHART = ".js-plotly-plot .main-svg"
PAGES = {
    "Overview": ("", CHART),
    "Scorecard": ("scorecard?city=taiyuan&year=2022", CHART),
    "Indicator": ("indicator?indicator=gdp_growth", CHART),
    "Compare": ("compare", CHART),
    "Sources": ("sources?city=jinzhong&source=work-report-2025", ".pa-text mark"),
    "Data": ("data", "[data-testid=stDataFrame] canvas"),
}


def _first_view(browser: Browser, address: str, drawn: str) -> float:
    """Seconds from asking for the page, with nothing cached, to its being drawn and the script at rest."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(drawn, state="attached")
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def first_views() -> None:
    """The first complete view of each page against a bare Streamlit page with one chart."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or chromium.find(), args=options
        )
        with serving(bare) as plain, serving(ROOT / "dashboard.py") as ours:
            places = {"bare": (plain.url, CHART)}
            places |= {name: (f"{ours.url}/{path}", drawn) for name, (path, drawn) in PAGES.items()}
            for address, drawn in places.values():
                _first_view(browser, address, drawn)  # the servers import and read once
            taken: dict[str, list[float]] = {name: [] for name in places}
            for _ in range(ROUNDS):
                for name, (address, drawn) in places.items():
                    taken[name].append(_first_view(browser, address, drawn))
        browser.close()
    base = statistics.median(taken.pop("bare"))
    print(f"first complete view, bare Streamlit page with one chart: {base:.2f} s")
    for name, seconds in taken.items():
        print(
            f"  {name:10} {statistics.median(seconds):.2f} s  ratio {statistics.median(seconds) / base:.2f}  (aim 1.15)"
        )


def reruns() -> None:
    """Server time of a rerun after a choice changes, in AppTest."""
    for page, key, values in (
        ("scorecard", "show", ["judged", "all", "missed"]),
        ("scorecard", "year", ["2023", "2022"]),
        ("scorecard", "city", ["jinzhong", "taiyuan"]),
        ("indicator", "indicator", ["cpi_growth", "coal_output", "gdp_growth"]),
        ("sources", "city", ["taiyuan", "jinzhong"]),
        ("data", "table", ["figures", "sources", "promises"]),
    ):
        app = AppTest.from_string(f"from indicators.pages import {page}\n{page}.page()", default_timeout=60).run()
        taken = []
        for value in values * 5:
            app.selectbox(key=key).set_value(value)
            start = time.perf_counter()
            app.run()
            taken.append(time.perf_counter() - start)
        print(f"rerun of {page} after {key} changes: median {statistics.median(taken) * 1e3:.0f} ms  (aim 60)")


def run() -> None:
    """Print both."""
    reruns()
    first_views()
