"""The addresses of briefings: what they give, what they refuse, and that many who ask at once neither fork browsers
nor stall the pages."""

from __future__ import annotations

import io
import os
import subprocess
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from indicators import collection, tables
from indicators.briefs import browser
from indicators.briefs.request import ENDINGS, Request, checked, filename, present
from indicators.routes import brief as routes_brief
from indicators.routes import routes
from tests.samples import MINI


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The addresses over the invented data, asked by someone who reads English."""
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    monkeypatch.delenv("INDICATORS_BASE_URL", raising=False)
    with TestClient(Starlette(routes=routes()), headers={"accept-language": "en"}) as client:
        yield client


ENDED = ", ".join(ENDINGS)
REFUSED = [
    ("/brief/atlantis/2022.png", 404, "there is no atlantis; there are: lancheng, yunzhou"),
    ("/brief/yunzhou/1999.png", 404, "no promises of yunzhou for 1999; there are: "),
    ("/brief/yunzhou/20x2.png", 404, "20x2 is not a year."),
    ("/brief/yunzhou/2022.exe", 404, f"There is no .exe of a briefing; there are: {ENDED}."),
    ("/brief/yunzhou", 404, "There is nothing at /brief/yunzhou; there is what is like: "),
    ("/brief/indicator/happiness.png", 404, "there is no happiness; there are: "),
    ("/brief/indicator/urban_jobs.exe", 404, f"There is no .exe of a briefing; there are: {ENDED}."),
    ("/brief/indicator/urban_jobs.png?years=1999", 400, "there is no figure of new_jobs for these cities and years"),
    ("/brief/indicator/gdp_growth.png?cities=atlantis", 404, "there is no atlantis; there are: lancheng, yunzhou"),
    ("/brief/indicator/gdp_growth.png?years=2022,soon", 404, "soon is not a year."),
    ("/brief/compare/2022.png?cities=yunzhou", 400, "a comparison has two cities or more and one year"),
    ("/brief/yunzhou/2022.png?theme=pink", 400, "there is no pink; there are: light, dark"),
    ("/brief/yunzhou/2022.png?verdict=won", 400, "there is no won; there are: "),
    ("/brief/yunzhou/2022.png?scale=99", 400, "scale is 99; it may be: 1, 2, 3, 4."),
    ("/brief/yunzhou/2022.png?lang=fr", 400, "lang is fr; it may be: zh, en."),
    ("/brief/yunzhou/2022.png?tolerance=-1", 400, "tolerance is -1; it may be a number from 0 to 10, in percent."),
    ("/brief/yunzhou/2022.png?cities=lancheng", 400, "There is no parameter cities here; there are: "),
]


@pytest.mark.parametrize(("address", "status", "reason"), REFUSED)
def test_what_is_refused_is_refused_with_a_reason(site: TestClient, address: str, status: int, reason: str) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert answer.text.startswith(reason)
    assert answer.text.count("\n") == 1


def test_an_indicator_may_be_asked_for_by_its_former_key() -> None:
    frames = tables.frames(collection.load(MINI))
    asked = Request("indicator", indicator="urban_jobs", indicators=("urban_jobs", "gdp_growth"))
    found = checked(frames, asked)
    assert (found.indicator, found.indicators) == ("new_jobs", ("new_jobs", "gdp_growth"))
    assert filename(present(frames, asked), "png").startswith("new_jobs-")


def test_where_no_chrome_is_the_address_says_what_to_install(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    browser.close()
    answer = site.get("/brief/yunzhou/2022.png")
    assert answer.status_code == 503
    assert "apt-get install chromium" in answer.text
    assert site.get("/brief/yunzhou/2022.png?lang=zh").text != answer.text


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("yunzhou/2022.png?lang=zh", "yunzhou-2022-ledger.png"),
        ("indicator/gdp_growth.png?cities=yunzhou&theme=dark", "gdp_growth-yunzhou.png"),
        ("compare/2022.png?cities=lancheng,yunzhou", "lancheng-yunzhou-2022-compare.png"),
    ],
)
def test_a_picture_is_given_named_for_what_it_shows_and_not_made_twice(
    site: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, name: str
) -> None:
    answer = site.get(f"/brief/{address}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'inline; filename="{name}"'
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size == (2560, 1440)
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 50
    with monkeypatch.context() as closed:
        closed.setattr(routes_brief, "make", None)  # whoever calls it fails
        assert site.get(f"/brief/{address}").content == answer.content
        assert site.get(f"/brief/{address}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    smaller = site.get(f"/brief/{address}{'&' if '?' in address else '?'}scale=1")
    assert smaller.headers["etag"] != answer.headers["etag"]


@pytest.mark.browser
def test_the_address_in_a_picture_is_the_one_that_was_asked_or_the_settings(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = site.get("/brief/yunzhou/2022.svg").text
    assert "http://testserver/scorecard?city=yunzhou" in asked
    monkeypatch.setenv("INDICATORS_BASE_URL", "https://promises.example.org/")
    assert "https://promises.example.org/scorecard?city=yunzhou" in site.get("/brief/yunzhou/2022.svg").text


def _browsers() -> int:
    """How many browsers the tests and their dashboard have running: what another browser started is a part of that
    one."""
    rows = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    processes = {int(pid): (int(parent), args) for pid, parent, args in (row.split(None, 2) for row in rows)}

    def mine(pid: int) -> bool:
        while pid in processes and pid != os.getpid():
            pid = processes[pid][0]
        return pid == os.getpid()

    def browser_like(pid: int) -> bool:
        return (
            pid in processes
            and "chrom" in processes[pid][1].split()[0].lower()
            and "crashpad" not in processes[pid][1].split()[0]
        )

    return sum(browser_like(pid) and not browser_like(parent) and mine(pid) for pid, (parent, _) in processes.items())


@pytest.mark.browser
@pytest.mark.skipif(os.name == "nt", reason="counts processes with ps")
def test_a_hundred_requests_at_once_fork_no_browsers_and_stall_no_page(dashboard: str) -> None:
    def ask(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(dashboard + path, timeout=120) as answer:
                answer.read()
                return answer.status, ""
        except HTTPError as error:
            return error.code, str(error.headers["Retry-After"])

    different = [
        f"/brief/tanyuan/2022.png?scale=1&lang={lang}&tolerance={t / 10}" for t in range(25) for lang in ("zh", "en")
    ]
    before = _browsers()
    with ThreadPoolExecutor(101) as crowd:
        asked = [crowd.submit(ask, path) for path in [*different, *50 * ["/brief/tanyuan/2022.png?scale=1&lang=zh"]]]
        pages, most = 0, 0
        while not all(a.done() for a in asked):
            assert [ask(page)[0] for page in ("/scorecard", "/_stcore/health", "/healthz")] == [200] * 3
            pages += 1
            most = max(most, _browsers())
            time.sleep(0.1)
        answers = [a.result() for a in asked]
    statuses = Counter(status for status, _ in answers)
    assert set(statuses) == {200, 503}
    assert statuses[200] >= 2
    assert {retry for status, retry in answers if status == 503} == {"5"}
    assert 1 <= most <= before + 1
    assert pages > 2, "the pages waited until the briefings were made"
