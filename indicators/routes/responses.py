"""What all plain addresses share: reading the parameters, refusing, and answering with a file and its headers."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, ParamSpec
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.routes.workshop import BusyError, Workshop
from indicators.tables import Frames, current
from indicators.views.labels import MOST_TOLERANCE
from indicators.words.inert import echoed, seen
from indicators.words.texts import LANGUAGES, Sayable, said

LONGEST_QUERY = 2000  # characters
RETRY = "5"  # seconds
MEDIA = {
    "atom": "application/atom+xml",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SHOWN = {"json", "pdf", "png", "svg", "atom"}  # what a browser shows; the others are saved
_HEADERS = {
    "Access-Control-Allow-Origin": "*",  # public data: pages of other sites may read it
    "Vary": "Accept-Language",
    "X-Content-Type-Options": "nosniff",
    # An SVG that is opened by itself may run no script and load nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
}


class RequestError(Exception):
    """A request that gets a reason instead of a file."""

    def __init__(self, status: int, reason: Sayable, **headers: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """What every address may be asked, and `more` that this one may be."""

    lang: str
    tolerance: Decimal | None
    more: dict[str, str]


Parameters = ParamSpec("Parameters")


def language(request: Request) -> str:
    """The language to answer in: what is asked, else the first the browser names, else Chinese, as on the pages."""
    given = request.query_params.get("lang")
    if given in LANGUAGES:
        return str(given)
    return "zh" if request.headers.get("accept-language", "zh").strip().lower().startswith(("zh", "*")) else "en"


def refusing(handler: Callable[Parameters, Awaitable[Response]]) -> Callable[Parameters, Coroutine[Any, Any, Response]]:
    """A handler that answers a RequestError or BusyError with one line of plain text in the reader's language."""

    @functools.wraps(handler)
    async def refused(*given: Parameters.args, **named: Parameters.kwargs) -> Response:
        request = next(g for g in given if isinstance(g, Request))
        try:
            return await handler(*given, **named)
        except RequestError as found:
            refusal = found
        except BusyError:
            refusal = RequestError(
                503, said("Too many files are being made; ask again in {n} seconds.", n=RETRY), Retry_After=RETRY
            )
        return PlainTextResponse(
            " ".join(seen(refusal.reason.say(language(request))).split()) + "\n",
            refusal.status,
            {**_HEADERS, "Cache-Control": "no-store", **refusal.headers},
        )

    return refused


def asked(request: Request, *more: str) -> Asked:
    """The parameters of a request; `more` are those that this address takes besides language and tolerance.

    Raises RequestError for any other, since a misspelt one would go unnoticed.
    """
    if len(request.url.query) > LONGEST_QUERY:
        raise RequestError(414, said("The address is too long."))
    known = ("lang", "tolerance", *more)
    for name in request.query_params:
        if name not in known:
            raise RequestError(
                400,
                said(
                    "There is no parameter {given} here; there are: {known}.",
                    given=echoed(name),
                    known=", ".join(known),
                ),
            )
    lang = request.query_params.get("lang")
    if lang is not None and lang not in LANGUAGES:
        raise RequestError(
            400, said("lang is {given}; it may be: {known}.", given=echoed(lang), known=", ".join(LANGUAGES))
        )
    return Asked(
        language(request),
        _tolerance(request.query_params.get("tolerance")),
        {k: v for k, v in request.query_params.items() if k in more},
    )


def _tolerance(given: str | None) -> Decimal | None:
    if given is None:
        return None
    try:
        wanted = Decimal(given) if len(given) <= 6 else Decimal(-1)
    except InvalidOperation:
        wanted = Decimal(-1)
    if not (wanted.is_finite() and 0 <= wanted <= MOST_TOLERANCE):
        raise RequestError(
            400,
            said(
                "tolerance is {given}; it may be a number from 0 to {most}, in percent.",
                given=echoed(given),
                most=MOST_TOLERANCE,
            ),
        )
    return None if wanted == DEFAULT_TOLERANCE else Decimal(f"{float(wanted):g}")


async def stated() -> Frames:
    """The data as it stands at the stated tolerance, read in a thread where it must be read."""
    return await asyncio.to_thread(current.frames)


@functools.lru_cache(maxsize=1)
def _program() -> bytes:
    """A hash over this program: another one may make another file from the same data."""
    package = Path(__file__).parents[1]
    found = hashlib.sha256()
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.po")]):
        found.update(file.read_bytes())
    return found.digest()


@dataclass(frozen=True, slots=True)
class File:
    """A file to be made by `work`. `name` has its ending, `version` is that of the data it is made from.

    `also` is what else its content depends on, beside the address.
    """

    name: str
    version: str
    work: Callable[[], bytes]
    also: str = ""


def _disposition(name: str, shown: bool) -> str:
    """The header that names a file, shown by the browser or saved; a name of other than plain letters in both its forms
    (RFC 6266)."""
    plain = re.sub(r"[^A-Za-z0-9._@-]", "_", name)
    other = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
    return f'{"inline" if shown else "attachment"}; filename="{plain}"{other}'


async def answered(request: Request, what: Asked, file: File, shop: Workshop) -> Response:
    """The answer with a file, made in the workshop and only where the asker does not have it already.

    The entity tag is made of the version of the data, the program and all that was asked. It is weak: two makings may
    differ in a time stamp, and what is sent may be compressed.
    """
    query = urlencode(sorted({**what.more, "lang": what.lang, "tolerance": str(what.tolerance)}.items()))
    key = f"{file.version} {request.url.path}?{query} {file.also}"
    tag = f'W/"{file.version}-{hashlib.sha256(_program() + key.encode()).hexdigest()[:16]}"'
    ending = file.name.rpartition(".")[2]
    headers = {
        **_HEADERS,
        "ETag": tag,
        "Cache-Control": "public, no-cache",  # keep it, but ask each time whether the data is still the same
        "Content-Disposition": _disposition(file.name, ending in _SHOWN),
    }
    if (
        tag in [t.strip() for t in request.headers.get("if-none-match", "").split(",")]
        or request.headers.get("if-none-match") == "*"
    ):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        made = shop.kept(key)
        response = Response(made or b"", headers=headers, media_type=MEDIA[ending])
        if made is None:
            del response.headers["content-length"]  # unknown until someone asks for the file itself
        return response
    return Response(await shop.make(key, file.work), headers=headers, media_type=MEDIA[ending])


@refusing
async def nothing_here(request: Request) -> Response:
    """Any other address in a folder of ours: 404 with what there is."""
    known = "/data/promises.csv, /brief/taiyuan/2022.png"
    raise RequestError(
        404,
        said(
            "There is nothing at {given}; there is what is like: {known}.",
            given=echoed(request.url.path, 60),
            known=known,
        ),
    )
