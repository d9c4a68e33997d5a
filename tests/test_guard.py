"""What stands before all answers: the policy, what is closed; no address, however odd, brings more than a line."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

from indicators.briefs import browser, vectors
from indicators.pages.browser import own_scripts
from indicators.routes import responses, routes
from indicators.routes.guard import guards
from tests.samples import MINI

ODD = (
    "",
    "%00",
    "%ff",
    "%ED%A0%80",
    "x" * 1500,
    "%EF%BC%91",
    "-1",
    "1e999",
    "nan",
    ",,",
    "0000",
    "9999",
    "%E2%80%AE",
    "%0d%0aX:%20y",
    "%1b%5b31m",
    "gdp_growth,gdp_growth",
    "a&{}=b",
)
PARAMETERS = ("years", "cities", "group", "verdict", "only", "theme", "scale", "lang", "tolerance", "other", "")
FILES = (
    "/brief/yunzhou/2022.xlsx?",
    "/brief/indicator/gdp_growth.xlsx?",
    "/brief/compare/2022.xlsx?cities=lancheng,yunzhou&",
    "/data/sources.csv?",
)
PATHS = (
    "/brief/{}/2022.png",
    "/brief/yunzhou/{}.png",
    "/brief/indicator/{}.png",
    "/brief/compare/{}.png",
    "/data/{}.csv",
)


def _site(prefix: str = "") -> TestClient:
    async def shell(scope: object, receive: object, send: object) -> None:
        await PlainTextResponse("page")(scope, receive, send)  # type: ignore[arg-type]

    app = Starlette(routes=[*routes(prefix), Mount("/", app=shell)], middleware=guards(prefix, own_scripts()))
    return TestClient(app, headers={"accept-language": "en"}, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    monkeypatch.delenv("INDICATORS_FRAME_ORIGINS", raising=False)
    return _site()


def test_every_odd_address_is_refused_in_one_line_or_answered(site: TestClient) -> None:
    asked = [f"{file}{name}={odd.format(name)}" for file in FILES for name in PARAMETERS for odd in ODD]
    asked += [path.format(odd) for path in PATHS for odd in (*ODD, "..", "%2e%2e%2f", "a%2Fb", "'")]
    for address in asked:
        answer = site.get(address)
        assert answer.status_code < 500, address
        if answer.status_code >= 400:
            assert answer.text.count("\n") == 1 and answer.text.endswith("\n") and len(answer.text) < 700, address
            assert "\x1b" not in answer.text and "\u202e" not in answer.text


def test_a_file_with_a_name_of_other_letters_is_given() -> None:
    assert responses._disposition('太原"\r\n.csv', False) == (
        "attachment; filename=\"_____.csv\"; filename*=UTF-8''%E5%A4%AA%E5%8E%9F%22%0D%0A.csv"
    )
    assert responses._disposition("promises.csv", True) == 'inline; filename="promises.csv"'


def test_a_page_may_run_and_load_only_what_is_ours(site: TestClient) -> None:
    headers = site.get("/scorecard").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "'self'" and headers["x-frame-options"] == "SAMEORIGIN"
    assert policy["script-src"].startswith("'self' blob: 'sha256-") and "unsafe" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    own = site.get("/data/promises.csv").headers
    assert "script-src" not in own["content-security-policy"] and own["x-content-type-options"] == "nosniff"


def test_the_operator_lists_who_may_frame(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    listed = "https://news.example.org, https://*.example.com/ javascript:x 'none'; https://a b"
    monkeypatch.setenv("INDICATORS_FRAME_ORIGINS", listed)
    headers = _site().get("/").headers
    assert headers["content-security-policy"].endswith(
        "frame-ancestors 'self' https://news.example.org https://*.example.com https://a"
    )
    assert "x-frame-options" not in headers
    assert "no origin" in caplog.text


@pytest.mark.parametrize("prefix", ["", "app"])
def test_of_what_streamlit_answers_only_what_the_pages_need_is_open(
    prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"/{prefix}" if prefix else ""
    for name, status in (
        ("metrics", 404),
        ("agent/openapi.json", 404),
        ("health", 200),
        ("host-config", 200),
        ("x", 404),
    ):
        assert _site(prefix).get(f"{base}/_stcore/{name}").status_code == status
    monkeypatch.setenv("INDICATORS_METRICS", "open")
    assert _site(prefix).get(f"{base}/_stcore/metrics").status_code == 200


def test_a_link_of_a_figure_is_addressed_once() -> None:
    figure = {"text": '<a href="sources?city=a&amp;b=c" target="_self">x</a> <a href="https://other.example">y</a>'}
    once = vectors.addressed(figure, "https://here.example/")
    assert once["text"].startswith('<a href="https://here.example/sources?city=a&amp;b=c" target="_self">x</a>')
    assert vectors.addressed(once, "https://here.example/") == once
    assert vectors.addressed(figure, "")["text"] == 'x <a href="https://other.example">y</a>'


def test_profiles_of_browsers_whose_process_is_gone_are_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = (f"{browser._PROFILE}{gone.pid}-a", f"{browser._PROFILE}{os.getpid()}-b", f"{browser._PROFILE}x", "other")
    for name in names:
        (tmp_path / name / "Default").mkdir(parents=True)
    browser._clear()
    assert {folder.name for folder in tmp_path.iterdir()} == set(names[1:])
    browser._clear(of=os.getpid())
    assert {folder.name for folder in tmp_path.iterdir()} == set(names[2:])
