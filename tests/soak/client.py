"""A reader without a browser: speaks Streamlit's own protocol over its WebSocket, with the messages of its package.

As the browser does, it keeps cookies, asks for a run of the script with the address, the page and the state of every
control, takes the messages until the run has ended, and keeps the controls that they drew. Large messages it keeps for
some runs and says so, and the server sends no more of them than their hash. Where its WebSocket is lost it connects
again and names the session that it had.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

import httpx2 as httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

_PATIENCE = 120  # seconds that a run may take
_KEPT = 2  # runs after which a browser lets go of a message that none of them brought again
_XSRF = "_streamlit_xsrf"  # the cookie whose value an upload brings back


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the script as its reader saw it: seconds until its end, the messages and bytes that came, and the errors
    that it showed."""

    seconds: float
    messages: int
    size: int
    errors: tuple[str, ...]


@dataclass
class Reader:
    """A reader's session, open while its block lasts. One that `forgets` keeps no message, as if each page were its
    first."""

    url: str
    locale: str = "en-GB"
    forgets: bool = False
    _pages: dict[str, str] = field(default_factory=dict, init=False)  # the hashes of pages, by the end of their address
    _page: str = field(default="", init=False)
    _query: dict[str, str] = field(default_factory=dict, init=False)
    session: str = field(default="", init=False)  # its name for the server
    cookies: dict[str, str] = field(default_factory=dict, init=False)
    _drawn: dict[str, Element] = field(default_factory=dict, init=False)  # controls by their names for the server
    _states: dict[str, WidgetState] = field(default_factory=dict, init=False)
    _runs: int = field(default=0, init=False)
    _large: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict, init=False)  # by hash, with their last run
    _socket: ClientConnection = field(init=False)

    async def __aenter__(self) -> Reader:
        """Fetch what a browser does before, and connect. Raises what the network does."""
        async with httpx.AsyncClient(base_url=self.url, timeout=_PATIENCE) as http:
            for address in ("/", "/_stcore/health"):
                self._keep((await http.get(address, headers=self._headers)).headers.get_list("set-cookie"))
        await self._connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave."""
        await self._socket.close()

    async def reconnect(self) -> Run:
        """Connect anew after the WebSocket was lost, and ask for the page with all controls as they stand."""
        await self._socket.close()
        await self._connect()
        return await self._run()

    @property
    def address(self) -> tuple[str, dict[str, str]]:
        """The page where the reader is, as the server calls it, and its query."""
        return self._page, dict(self._query)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _keep(self, cookies: Iterable[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()

    async def _connect(self) -> None:
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        # Streamlit reads its tokens from the list of protocols: the first is one, then the XSRF cookie and the session.
        named = ["streamlit", self.cookies.get(_XSRF, "none"), *filter(None, [self.session])]
        self._socket = await connect(
            address,
            subprotocols=[Subprotocol(name) for name in named],
            origin=Origin(self.url),
            additional_headers=self._headers,
            max_size=None,
            compression=None,
            ping_interval=None,
            open_timeout=_PATIENCE,
        )
        assert self._socket.response is not None
        self._keep(self._socket.response.headers.get_all("Set-Cookie"))

    async def open(self, page: str = "", **query: str) -> Run:
        """Ask for a page at an address, as a link to it does: its controls begin anew."""
        self._page, self._query = self._pages.get(page, ""), query
        self._drawn.clear()
        self._states.clear()
        return await self._run("" if self._page else page)

    async def choose(self, key: str, choice: str) -> Run:
        """Choose in the select box with that key what is shown as `choice`."""
        name = self._named(key)
        self._states[name] = WidgetState(id=name, string_value=choice)
        return await self._run()

    def choices(self, key: str) -> list[str]:
        """What the select box with that key offers, as it is shown."""
        return list(self._drawn[self._named(key)].selectbox.options)

    async def upload(self, key: str, name: str, data: bytes) -> Run:
        """Upload a file in the uploader with that key. Raises `httpx.HTTPError` where the server does not take it."""
        asked = BackMsg()
        asked.file_urls_request.request_id, asked.file_urls_request.session_id = name, self.session
        asked.file_urls_request.file_names.append(name)
        await self._socket.send(asked.SerializeToString())
        while (message := await self._next()).WhichOneof("type") != "file_urls_response":
            pass
        (urls,) = message.file_urls_response.file_urls
        async with httpx.AsyncClient(base_url=self.url, timeout=_PATIENCE) as http:
            headers = {"X-Xsrftoken": self.cookies.get(_XSRF, ""), **self._headers}
            (await http.put(urls.upload_url, files={name: (name, data)}, headers=headers)).raise_for_status()
        state = WidgetState(id=self._named(key))
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(data), urls.file_id
        info.file_urls.CopyFrom(urls)
        self._states[state.id] = state
        return await self._run()

    def _named(self, key: str) -> str:
        return next(name for name in self._drawn if name.endswith(f"-{key}"))

    async def _next(self) -> ForwardMsg:
        async with asyncio.timeout(_PATIENCE):
            message: ForwardMsg = ForwardMsg.FromString(await self._socket.recv(decode=False))
        return message

    async def _run(self, page_name: str = "") -> Run:
        """Ask for a run, and take its messages up to its end."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash, state.page_name = urlencode(self._query), self._page, page_name
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._large)
        about = state.context_info
        about.locale, about.timezone, about.color_scheme, about.url = self.locale, "UTC", "light", self.url
        start = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        messages, size, errors = 0, 0, list[str]()
        while True:
            sent = await self._next()
            messages, size = messages + 1, size + sent.ByteSize()
            message = self._whole(sent)
            errors += self._errors(message)
            if message.WhichOneof("type") == "script_finished":
                self._runs += 1
                self._large = {name: (run, m) for name, (run, m) in self._large.items() if self._runs - run <= _KEPT}
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return Run(time.perf_counter() - start, messages, size, tuple(errors))
            else:
                self._take(message)

    def _whole(self, sent: ForwardMsg) -> ForwardMsg:
        """A message, where the server sent its hash alone the one that was kept."""
        if sent.WhichOneof("type") != "ref_hash":
            if sent.metadata.cacheable and not self.forgets:
                self._large[sent.hash] = self._runs, sent
            return sent
        message = ForwardMsg()
        message.CopyFrom(self._large[sent.ref_hash][1])
        message.metadata.CopyFrom(sent.metadata)
        self._large[sent.ref_hash] = self._runs, message
        return message

    def _errors(self, message: ForwardMsg) -> list[str]:
        """What a message says went wrong."""
        kind = message.WhichOneof("type")
        if kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            return [message.session_event.script_compilation_exception.message]
        if kind == "page_not_found":
            return [f"page not found: {message.page_not_found.page_name}"]
        element = message.delta.new_element if kind == "delta" else Element()
        return [element.exception.message] if element.WhichOneof("type") == "exception" else []

    def _take(self, message: ForwardMsg) -> None:
        """Keep what the next question needs: the session, the pages, the address, and the controls with their state."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = dict(parse_qsl(message.page_info_changed.query_string))
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") in ("selectbox", "file_uploader"):
            element = message.delta.new_element
            box = element.selectbox if element.HasField("selectbox") else element.file_uploader
            self._drawn[box.id] = element
            if element.HasField("selectbox") and element.selectbox.set_value:
                self._states[box.id] = WidgetState(id=box.id, string_value=element.selectbox.raw_value)
