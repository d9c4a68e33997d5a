"""The plain addresses: what they give, how they are cached, what they refuse, and that work is bounded."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from indicators import tables
from indicators.routes import routes, workshop
from indicators.routes.workshop import BusyError, Workshop
from indicators.tables import Frames, exports
from tests.samples import MINI, change, copy_of_mini, loaded

Made = TypeVar("Made")
READ = {
    "csv": lambda content: pd.read_csv(io.BytesIO(content)),
    "json": lambda content: pd.read_json(io.BytesIO(content)),
    "parquet": lambda content: pd.read_parquet(io.BytesIO(content)),
    "xlsx": lambda content: pd.read_excel(io.BytesIO(content), sheet_name="data"),
}


def _run(work: Coroutine[Any, Any, Made]) -> Made:
    """What a coroutine gives, from a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The addresses over the invented data, asked by someone who reads English."""
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    with TestClient(Starlette(routes=routes()), headers={"accept-language": "en"}, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("ending", exports.ENDINGS)
@pytest.mark.parametrize("table", ["promises", "figures", "histories", "sources"])
def test_a_table_is_given_as_a_file_of_every_kind(site: TestClient, mini: Frames, table: str, ending: str) -> None:
    answer = site.get(f"/data/{table}.{ending}")
    whole = {
        "promises": mini.promises,
        "figures": mini.figures,
        "histories": mini.histories,
        "sources": mini.sources,
    }[table]
    assert answer.status_code == 200
    assert f'filename="{table}.{ending}"' in answer.headers["content-disposition"]
    found = READ[ending](answer.content)
    assert list(found.columns) == list(whole.columns)
    assert list(found["city"]) == list(whole["city"])


def test_the_tolerance_that_is_asked_decides_the_verdicts(site: TestClient, mini: Frames) -> None:
    for asked in ("0", "10"):
        found = pd.read_json(io.BytesIO(site.get(f"/data/promises.json?tolerance={asked}").content))
        expected = tables.promises(loaded(mini), Decimal(asked))
        assert list(found.verdict) == list(expected.verdict)
        assert list(found.narrow) == list(expected.narrow)
    assert site.get("/data/promises.csv?tolerance=5").content == site.get("/data/promises.csv").content


def test_what_is_held_already_is_not_sent_again(
    site: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curated = copy_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    first = site.get("/data/promises.csv")
    tag = first.headers["etag"]
    assert "no-cache" in first.headers["cache-control"]
    again = site.get("/data/promises.csv", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = {
        site.get(f"/data/{address}").headers["etag"]
        for address in ("promises.json", "figures.csv", "promises.csv?tolerance=3")
    }
    assert len({tag, *others}) == 4
    change(curated / "yunzhou" / "city.yaml", "en: Yunzhou", "en: Yunzhou City")
    renewed = site.get("/data/promises.csv", headers={"if-none-match": tag})
    assert renewed.status_code == 200
    assert renewed.headers["etag"] != tag


def test_head_gives_the_headers_of_get_without_the_file(site: TestClient) -> None:
    unmade = site.head("/data/figures.xlsx")
    assert (unmade.status_code, unmade.content) == (200, b"")
    assert "content-length" not in unmade.headers  # making it only to measure it would be work for nothing
    given = site.get("/data/figures.xlsx")
    made = site.head("/data/figures.xlsx")
    assert made.content == b""
    for name in ("etag", "content-type", "content-disposition", "content-length", "cache-control"):
        assert made.headers[name] == given.headers[name]


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("/data/promise.csv", 404, "There is no table promise; there are: promises, figures, histories, sources."),
        ("/data/promises.doc", 404, "There is no .doc of a table; there are: csv, xlsx, parquet, json."),
        (
            "/data/promises",
            404,
            "There is nothing at /data/promises; there is what is like: /data/promises.csv, /brief/taiyuan/2022.png.",
        ),
        ("/data/../dashboard.py/x", 404, None),
        ("/data/%2e%2e%2f%2e%2e%2fetc/passwd.csv", 404, None),
        ("/data/promises.csv?lang=fr", 400, "lang is fr; it may be: zh, en."),
        ("/data/promises.csv?tolerance=11", 400, "tolerance is 11; it may be a number from 0 to 10, in percent."),
        ("/data/promises.csv?tolerance=NaN", 400, "tolerance is NaN; it may be a number from 0 to 10, in percent."),
        ("/data/promises.csv?tolerance=five", 400, "tolerance is five; it may be a number from 0 to 10, in percent."),
        ("/data/promises.csv?tolerence=3", 400, "There is no parameter tolerence here; there are: lang, tolerance."),
        ("/data/promises.csv?lang=" + "x" * 5000, 414, "The address is too long."),
        ("/data/" + "x" * 5000 + ".csv", 404, None),
    ],
)
def test_what_is_refused_is_refused_with_a_reason(
    site: TestClient, address: str, status: int, reason: str | None
) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert len(answer.text) < 200
    assert reason is None or answer.text == reason + "\n"


def test_a_refusal_speaks_the_readers_language(site: TestClient) -> None:
    chinese = "没有 nothing 这张表；有的是：promises, figures, histories, sources。\n"
    assert site.get("/data/nothing.csv?lang=zh").text == chinese
    assert site.get("/data/nothing.csv", headers={"accept-language": "zh-CN,en;q=0.5"}).text == chinese
    assert site.get("/data/nothing.csv", headers={"accept-language": "de"}).text.startswith("There is no table")


def test_only_reading_is_allowed(site: TestClient) -> None:
    answer = site.post("/data/promises.csv")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_the_folder_of_the_tables_leads_to_the_page(site: TestClient) -> None:
    answer = site.get("/data/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/data")


def test_health_tells_version_and_problems(
    site: TestClient, mini: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = site.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ok": True, "version": mini.version, "promises": len(mini.promises), "problems": 0},
    )
    curated = copy_of_mini(tmp_path)
    change(curated / "yunzhou" / "city.yaml", "en: Yunzhou", "en:")
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    assert site.get("/healthz").json()["problems"] == 1
    monkeypatch.setenv("INDICATORS_CURATED", str(tmp_path / "nowhere"))
    missing = site.get("/healthz")
    assert (missing.status_code, missing.json()["ok"]) == (503, False)


def test_the_addresses_stand_behind_a_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    with TestClient(Starlette(routes=routes("/dashboard/"))) as client:
        assert client.get("/dashboard/healthz").status_code == 200
        assert client.get("/healthz").status_code == 404


class _Work:
    """Work that takes until it is let go, and counts how often and how much at a time it was done."""

    def __init__(self) -> None:
        self.go, self.lock = threading.Event(), threading.Lock()
        self.done = self.now = self.most = 0

    def __call__(self) -> bytes:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.go.wait(10)
        with self.lock:
            self.now -= 1
            self.done += 1
        return b"file"


def test_a_hundred_that_ask_the_same_get_one_making() -> None:
    work = _Work()

    async def all_ask() -> list[bytes]:
        shop = Workshop(workers=2, waiting=3, kept=100)
        asking = [asyncio.ensure_future(shop.make("key", work)) for _ in range(100)]
        await asyncio.sleep(0.05)
        work.go.set()
        return await asyncio.gather(*asking, shop.make("key", work))

    assert _run(all_ask()) == [b"file"] * 101
    assert work.done == 1


def test_of_a_hundred_that_ask_for_different_things_few_are_served_and_the_others_told_at_once() -> None:
    work = _Work()

    async def all_ask() -> list[bytes | BaseException]:
        shop = Workshop(workers=2, waiting=3, kept=100)
        asking = [asyncio.ensure_future(shop.make(n, work)) for n in range(100)]
        await asyncio.sleep(0.05)  # the event loop goes on while the workers work
        assert sum(a.done() for a in asking) == 95
        work.go.set()
        return await asyncio.gather(*asking, return_exceptions=True)

    answers = _run(all_ask())
    assert answers[:5] == [b"file"] * 5
    assert all(isinstance(a, BusyError) for a in answers[5:])
    assert (work.done, work.most) == (5, 2)


def test_who_goes_away_does_not_take_the_file_from_the_others() -> None:
    work = _Work()

    async def one_leaves() -> bytes:
        shop = Workshop(workers=1, waiting=1, kept=100)
        first, second = (asyncio.ensure_future(shop.make("key", work)) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        work.go.set()
        return await second

    assert _run(one_leaves()) == b"file"
    assert work.done == 1


def test_what_was_made_is_kept_within_its_room_the_latest_longest() -> None:
    async def ask() -> list[bool]:
        shop = Workshop(workers=1, waiting=1, kept=10)
        for key in ("a", "b", "c"):
            await shop.make(key, lambda: b"x" * 5)
        return [shop.kept(key) is not None for key in ("a", "b", "c")]

    assert _run(ask()) == [False, True, True]


def test_nobody_is_kept_waiting_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "LONGEST", 0.05)
    work = _Work()

    async def ask() -> None:
        with pytest.raises(BusyError):
            await Workshop(workers=1, waiting=1, kept=10).make("key", work)
        work.go.set()

    _run(ask())


def test_work_that_fails_fails_for_all_who_ask_and_is_tried_again() -> None:
    async def ask() -> bytes:
        shop = Workshop(workers=1, waiting=1, kept=10)
        failing = [shop.make("key", lambda: bytes(1 // 0)) for _ in range(2)]
        found = await asyncio.gather(*failing, return_exceptions=True)
        assert [type(f) for f in found] == [ZeroDivisionError] * 2
        return await shop.make("key", lambda: b"well")

    assert _run(ask()) == b"well"


def test_the_server_says_how_to_ask_again_where_it_is_busy(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(*_: object) -> bytes:
        raise BusyError

    monkeypatch.setattr(Workshop, "make", busy)
    answer = site.get("/data/promises.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.text == "Too many files are being made; ask again in 5 seconds.\n"


def test_the_dashboard_serves_addresses_and_pages_side_by_side(dashboard: str, full: Frames) -> None:
    def ask(path: str) -> tuple[int, str, bytes]:
        with urllib.request.urlopen(dashboard + path, timeout=30) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()

    assert json.loads(ask("/healthz")[2])["version"] == full.version
    assert ask("/data/promises.csv") == (200, "text/csv", exports.to_bytes(full.promises, "csv"))
    for page in ("/", "/data", "/scorecard"):
        status, kind, content = ask(page)
        assert (status, kind) == (200, "text/html")
        assert b"<title>Streamlit</title>" in content


def test_the_overview_answers_to_its_name_with_its_state(site: TestClient) -> None:
    answer = site.get("/overview?lang=en&tolerance=3", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/?lang=en&tolerance=3")
    assert site.get("/overview", follow_redirects=False).headers["location"] == "/"
