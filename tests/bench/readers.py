"""What a run of each page costs the server, and how many a second thirty readers get, in turns with other servers of
the same machine: a bare Streamlit page with one chart as Streamlit comes, the same with all that our process has set or
installed for speed, and a page of as many elements as one of ours, with nothing behind them.

As Streamlit comes it searches for garbage after each run, watches the program's files for each reader, and has none of
the packages that it takes where it finds them (its extra `performance`: uvloop, httptools, orjson).

What a run cost on two cores shared with many others, in ms of processor, and how much of the bare page on equal terms
in the same measurement. Before: Streamlit without its extra, a page sent part by part, the folder looked at six times
a run.

                    overview  scorecard  indicator  compare  sources     data  corrections  contribute  mean   bare
    before              10.4       11.8       10.7      9.9      9.3     18.0         10.3         9.0  11.2    3.5
      of the bare page  3.01       3.39       3.09     2.86     2.68     5.17         2.95        2.59  3.22
    parts together       5.8        6.9        6.2      6.2      4.5      8.2          4.5         5.5   6.0    3.3
      of the bare page  1.76       2.09       1.86     1.87     1.34     2.46         1.35        1.66  1.80
    with the extra       3.6        4.2        3.5      3.2      3.2      5.6          2.8         3.7   3.7    1.6
      of the bare page  2.23       2.61       2.16     2.03     2.01     3.48         1.74        2.32  2.32

A bare page as it comes took 31 to 50 ms beside the last of these: ours are 0.09 to 0.18 of it, and thirty readers get
six to eight times its runs a second. With the extra the server's loop is woken more cheaply for each message, and
reads and writes faster; a bare page, which does little else, gains the larger part of itself. What remains of the aim
is Streamlit's: for as many elements as the Indicator page has, with nothing behind them, it took 3.0 ms, 1.87 of the
bare page (a select box or a slider 0.13 to 0.15 ms, a container 0.08, a piece of markup 0.04), and gave thirty
readers 118 runs a second where the bare page got 270 and ours 86. Ours are the bytes (0.5 ms for each 100 kB), the
look at the folder (0.1 ms) and the address. With neighbours as busy as these a thread that waits for its turn waits
for them too, so a page of many messages gets less of the rate than its processor time would let it have.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from streamlit import config

from indicators.pages.starting import SETTINGS
from tests.bench import ROOT
from tests.bench.pages import BARE
from tests.soak.client import Reader
from tests.soak.readers import CROWD, PAGES
from tests.soak.serving import Server, serving

ROUNDS, RUNS = 5, 20
_EACH = 8  # questions of each of the thirty readers in a round
_FASTER = ("uvloop", "httptools", "orjson")
_COMES, _EQUAL, _SAME, _OURS = "as Streamlit comes", "on equal terms", "as many elements", "ours"
# The elements of the Indicator page: what Streamlit itself takes for them.
SAME = """
import streamlit as st
import plotly.graph_objects as go

CHART = go.Figure(go.Bar(x=[1, 2, 3], y=[2, 3, 1]))

def nothing():
    pass

def page():
    with st.container(horizontal=True, key="controls"):
        for key, count in (("indicator", 180), ("only", 3)):
            st.selectbox(key, [f"{key} {i}" for i in range(count)], key=key)
    st.html("<p>one</p>")
    st.plotly_chart(CHART, key="chart", theme=None)

st.set_page_config(page_title="Same", layout="wide")
pages = [st.Page(page, title="One", url_path="one", default=True)]
pages += [st.Page(nothing, title=f"Page {i}", url_path=f"page{i}") for i in range(7)]
shown = st.navigation(pages, position="top")
st.html("<style>p { margin: 0; }</style>")
with st.container(horizontal=True):
    st.segmented_control("Language", ["zh", "en"], key="lang")
    with st.popover("Tolerance"):
        st.slider("Tolerance", 0.0, 10.0, key="tolerance")
    link = st.popover("Link")
st.container()
shown.run()
with link:
    st.code("address", language=None)
    st.caption("said")
st.html("<p>last</p>")
st.components.v2.component("window", js="export default () => {}")(key="window", height=1, on_narrow_change=nothing)
st.query_params["lang"] = "en"
"""


async def _cost(server: Server, page: str, query: dict[str, str]) -> tuple[float, float]:
    """Seconds of processor and seconds of waiting that a run of a page takes."""
    async with Reader(server.url, forgets=True) as reader:
        await reader.open(page, **query)
        before = server.processor
        runs = [await reader.open(page, **query) for _ in range(RUNS)]
        if told := {error for run in runs for error in run.errors}:
            raise RuntimeError(f"{page}: {told}")
        return (server.processor - before) / RUNS, statistics.median(run.seconds for run in runs)


async def _rate(server: Server, pages: list[str]) -> tuple[float, float]:
    """Runs a second that thirty readers get who ask without a pause, and the seconds of processor of each."""

    async def asks(reader: Reader, first: int) -> None:
        for i in range(_EACH):
            page = pages[(first + i) % len(pages)]
            await reader.open(page, **PAGES[page][0])

    readers = [Reader(server.url) for _ in range(CROWD)]
    for reader in readers:
        await reader.__aenter__()
        await reader.open()
    before, start = server.processor, time.perf_counter()
    await asyncio.gather(*(asks(reader, i) for i, reader in enumerate(readers)))
    runs = CROWD * _EACH
    found = runs / (time.perf_counter() - start), (server.processor - before) / runs
    for reader in readers:
        await reader.__aexit__()
    return found


async def _measured(servers: dict[str, Server]) -> None:
    asked = {name: (server, "", dict[str, str]()) for name, server in servers.items() if name != _OURS}
    asked |= {f"/{page}": (servers[_OURS], page, query) for page, (query, _) in PAGES.items()}
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    for turn in range(ROUNDS + 1):
        for name, (server, page, query) in asked.items():
            cost = await _cost(server, page, query)
            if turn:  # in the first round the servers import and read
                costs[name].append(cost)
    rates: dict[str, list[tuple[float, float]]] = {name: [] for name in servers}
    for turn in range(ROUNDS + 1):
        for name, server in servers.items():
            rate = await _rate(server, list(PAGES) if name == _OURS else [""])
            if turn:  # in the first round threads are made
                rates[name].append(rate)
    _tell_costs({name: [statistics.median(each) for each in zip(*found, strict=True)] for name, found in costs.items()})
    _tell_rates({name: [statistics.median(each) for each in zip(*found, strict=True)] for name, found in rates.items()})


def _tell_costs(costs: dict[str, list[float]]) -> None:
    comes, equal = costs[_COMES], costs[_EQUAL]
    print("a run of a page: processor, and how much of a bare page as Streamlit comes and on equal terms; waited")
    for name, (processor, seconds) in costs.items():
        print(
            f"  {name:20} {processor * 1e3:5.1f} ms, ratios {processor / comes[0]:.2f} and {processor / equal[0]:.2f}  "
            f"(aim 1.25); {seconds * 1e3:3.0f} ms"
        )
    ours = statistics.mean(processor for name, (processor, _) in costs.items() if name.startswith("/"))
    print(f"  our pages, mean      {ours * 1e3:5.1f} ms, ratios {ours / comes[0]:.2f} and {ours / equal[0]:.2f}")


def _tell_rates(rates: dict[str, list[float]]) -> None:
    comes, equal = rates[_COMES][0], rates[_EQUAL][0]
    print(
        f"{CROWD} readers without a pause: runs a second, and how much of those of either bare page; processor of each"
    )
    for name, (rate, processor) in rates.items():
        told = f"ratios {rate / comes:.2f} and {rate / equal:.2f}  (aim 0.75)"
        print(f"  {name:20} {rate:5.0f}, {told}; {processor * 1e3:.1f} ms")


def run() -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        for package in _FASTER:
            (folder / f"{package}.py").write_text(f"raise ModuleNotFoundError({package!r}, name={package!r})\n")
        scripts = {}
        for script, text in (("bare", BARE), ("same", SAME)):
            (folder / script).mkdir()
            scripts[script] = folder / script / f"{script}.py"
            scripts[script].write_text(text)
        options = config.get_config_options()
        equal = {options[name].env_var: str(value).lower() for name, value in SETTINGS.items()}
        starts = {
            _COMES: (scripts["bare"], {"PYTHONPATH": str(folder)}),
            _EQUAL: (scripts["bare"], equal),
            _SAME: (scripts["same"], equal),
            _OURS: (ROOT / "dashboard.py", {}),
        }
        servers = {name: stack.enter_context(serving(*start)) for name, start in starts.items()}
        asyncio.run(_measured(servers))
