"""The dashboard as several processes behind nginx, as deploy/ says: readers keep their session, one process's end costs
nobody else's, and what a reader is sent is what the dashboard sent."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import tomllib
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket

from indicators.routes import supervisor
from indicators.routes.draining import Door, Readers
from tests.samples import FULL, REPORT
from tests.soak import balancing
from tests.soak.balancing import Balanced, balanced
from tests.soak.client import Reader
from tests.soak.serving import ROOT

Made = TypeVar("Made")
SEAT = "indicators_seat"


def _run(work: Coroutine[Any, Any, Made]) -> Made:
    """What a coroutine gives, from a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Balanced]:
    """Two processes behind nginx."""
    if balancing.NGINX is None:
        if os.environ.get("CI"):  # .ci/run installs it: nothing is left out there
            pytest.fail(balancing.ADVICE)
        pytest.skip(balancing.ADVICE)
    with balanced(2, tmp_path_factory.mktemp("two"), {"INDICATORS_CURATED": str(FULL)}) as made:
        yield made


async def _readers(stack: AsyncExitStack, url: str, count: int) -> list[Reader]:
    return [await stack.enter_async_context(Reader(url)) for _ in range(count)]


async def _uploads(reader: Reader) -> None:
    await reader.open("contribute")
    run = await reader.upload("report_file", "report.txt", REPORT.encode())
    assert run.errors == ()


def _health(port: int) -> tuple[int, dict[str, Any]]:
    answer = httpx.get(f"http://127.0.0.1:{port}/healthz")
    return answer.status_code, answer.json()


@pytest.mark.nginx
def test_one_process_ends_by_force_and_nobody_else_loses_a_session(two: Balanced) -> None:
    async def whole() -> None:
        async with AsyncExitStack() as stack:
            readers = await _readers(stack, two.url, 4)
            for reader in readers:
                run = await reader.open("scorecard", city="jiangwan", year="2023")
                assert run.errors == () and run.messages > 10
            seats = {reader.cookies[SEAT] for reader in readers}
            assert seats == set(map(str, two.processes))
            for reader in readers[:2]:
                await _uploads(reader)  # an upload is a request of its own: it must come to the process of the session
            lost = int(readers[0].cookies[SEAT])
            of_lost = [reader for reader in readers if reader.cookies[SEAT] == str(lost)]
            others = [reader for reader in readers if reader not in of_lost]
            sessions = {reader.session for reader in others}
            two.kill(lost)
            for reader in others:
                await _uploads(reader)
                assert (await reader.open("scorecard", city="jiangwan", year="2023")).errors == ()
                assert (await reader.choose("year", reader.choices("year")[-1])).errors == ()
            assert {reader.session for reader in others} == sessions
            for reader in of_lost:  # connects again, as a browser does: the page as it was, at another process
                before, address = reader.session, reader.address
                run = await reader.reconnect()
                assert run.errors == () and run.messages > 10
                assert reader.session != before and reader.address == address
                assert reader.cookies[SEAT] in seats - {str(lost)}
                await _uploads(reader)
            two.start(lost)
            for reader in of_lost:  # and stays there when the one that he had before is back
                await _uploads(reader)
            async with Reader(two.url) as one, Reader(two.url) as another:
                assert {one.cookies[SEAT], another.cookies[SEAT]} == seats

    _run(whole())


@pytest.mark.nginx
def test_a_connection_lost_on_the_way_finds_its_session_again(two: Balanced) -> None:
    async def whole() -> None:
        async with Reader(two.url) as reader:
            await reader.open("data")
            session = reader.session
            assert (await reader.reconnect()).errors == ()
            assert reader.session == session

    _run(whole())


@pytest.mark.nginx
def test_a_process_that_drains_keeps_its_readers_and_ends_with_the_last(two: Balanced) -> None:
    async def whole() -> int:
        async with Reader(two.url) as reader:
            await reader.open("contribute")
            seat = int(reader.cookies[SEAT])
            assert _health(seat)[0] == 200
            two.drain(seat)
            async with asyncio.timeout(30):
                while _health(seat)[0] != 503:
                    await asyncio.sleep(0.05)
            assert _health(seat)[1]["draining"] == {"readers": 1}
            async with AsyncExitStack() as stack:
                new = await _readers(stack, two.url, 3)
                assert str(seat) not in {reader.cookies[SEAT] for reader in new}
                assert (await new[0].open("data")).errors == ()
            await _uploads(reader)
            assert two.processes[seat].process.poll() is None
        return seat

    seat = _run(whole())
    two.processes[seat].process.wait(30)  # nobody is there any more
    two.start(seat)
    assert _health(seat)[0] == 200


@pytest.mark.nginx
def test_a_reader_is_sent_every_header_once_and_the_cookie_where_it_serves(two: Balanced) -> None:
    direct = next(iter(two.processes.values())).url
    for address in ("/", "/scorecard", "/_stcore/health", "/healthz", "/data/promises.csv", "/nowhere/x.png"):
        names = {}
        for url in (direct, two.url):
            with httpx.Client(base_url=url) as http:
                raw = http.get(address).headers.raw
            names[url] = sorted(name.lower() for name, _ in raw if name.lower() not in (b"set-cookie", b"connection"))
        assert len(set(names[two.url])) == len(names[two.url]), address
        assert b"content-security-policy" in names[two.url] and b"x-content-type-options" in names[two.url]
        assert set(names[direct]) <= set(names[two.url]), address
    for address, given in (("/", True), ("/_stcore/health", True), ("/data/promises.csv", False)):
        assert (SEAT in httpx.get(f"{two.url}{address}").cookies) == given
    seat = str(next(iter(two.processes)))
    assert SEAT not in httpx.get(f"{two.url}/", cookies={SEAT: seat}).cookies  # the browser has it already
    assert httpx.get(f"{two.url}/", cookies={SEAT: "1; x"}).cookies[SEAT] in set(map(str, two.processes))


@pytest.mark.nginx
def test_nginx_takes_as_much_as_the_dashboard_and_no_more(two: Balanced) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    (taken,) = re.findall(r"client_max_body_size (\d+)m;", balancing.SITE.read_text(encoding="utf-8"))
    assert int(taken) == settings["server"]["maxUploadSize"] + 1  # the dashboard takes a megabyte around the file

    too_much = httpx.put(f"{two.url}/_stcore/upload_file/x/y", content=b"x" * ((int(taken) + 1) * 2**20))
    assert too_much.status_code == 413
    assert httpx.get(f"{two.url}/_stcore/metrics").status_code == 404


def test_a_draining_server_takes_nobody_and_ends_when_the_last_has_left() -> None:
    ended: list[bool] = []
    readers = Readers(lambda: ended.append(True))

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.receive_bytes()

    site = TestClient(Door(Starlette(routes=[WebSocketRoute("/stream", stream)]), readers))
    with site.websocket_connect("/stream") as first:
        assert readers.here == 1
        readers.drain()
        readers.drain()
        assert ended == []
        with pytest.raises(WebSocketDenialResponse) as refused, site.websocket_connect("/stream"):
            pass
        assert (refused.value.status_code, refused.value.headers["retry-after"]) == (503, "1")
        first.send_bytes(b"")
    assert (readers.here, ended) == (0, [True])
    idle = Readers(lambda: ended.append(True))
    idle.drain()
    assert len(ended) == 2


def test_a_service_manager_is_told_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    supervisor.tell("READY=1")
    _run(supervisor.live())  # nobody waits for a sign of life: it ends
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "told"))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "told"))
        supervisor.tell("READY=1", "STATUS=2 promises")
        assert manager.recv(100) == b"READY=1\nSTATUS=2 promises"
        monkeypatch.setenv("WATCHDOG_USEC", "20000")
        monkeypatch.setenv("WATCHDOG_PID", "1")
        _run(supervisor.live())  # another process is waited for
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))

        async def lives() -> None:
            living = asyncio.create_task(supervisor.live())
            await asyncio.to_thread(lambda: [manager.recv(100) for _ in range(2)])
            living.cancel()

        _run(lives())
    assert caplog.text == ""
    supervisor.tell("READY=1")
    assert "the service manager was not told: READY=1" in caplog.text


def test_the_settings_are_all_in_one_table() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "indicators").rglob("*.py"))
    read = set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", code)) | set(re.findall(r"\"(INDICATORS_\w+)\"", code))
    table = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8").partition("## Settings")[2]
    named = {name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert len(read) > 8 and read - named == set()


def test_the_container_starts_what_the_unit_starts_from_files_that_are_there() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    (started,) = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)
    usual = [word.replace("127.0.0.1", "0.0.0.0") for word in balancing.command(8501)[1:]]
    assert json.loads(started) == [".venv/bin/python", *usual]
    copied = [source for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for source in line.split()]
    assert copied and all((ROOT / source).exists() for source in copied)
