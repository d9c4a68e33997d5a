"""`/brief/…`: a briefing as a file, of a city and year, of an indicator, or of cities beside each other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request as Asking
from starlette.responses import Response

from indicators.briefs.assembling import brief as composed
from indicators.briefs.rendering import make
from indicators.briefs.request import ENDINGS, BriefError, Request, checked, filename, present
from indicators.routes.responses import Asked, File, RequestError, answered, asked, refusing, stated
from indicators.routes.workshop import Workshop
from indicators.tables import Frames, current
from indicators.words.inert import echoed
from indicators.words.texts import said

SCALES = ("1", "2", "3", "4")
_CHOICES = ("group", "verdict", "only", "theme", "scale")


def _list(given: str | None) -> tuple[str, ...]:
    """The words of a parameter, which stand between commas."""
    return tuple(word for word in (given or "").split(",") if word)


def _years(words: tuple[str, ...]) -> tuple[int, ...]:
    for word in words:
        if not (word.isascii() and word.isdigit() and len(word) == 4):
            raise RequestError(404, said("{given} is not a year.", given=echoed(word)))
    return tuple(map(int, words))


class Briefs:
    """The handlers of briefings, which are made in a workshop. `prefix` stands before all addresses."""

    def __init__(self, shop: Workshop, prefix: str) -> None:
        self.shop, self.prefix = shop, prefix

    @refusing
    async def scorecard(self, asking: Asking) -> Response:
        """`/brief/{city}/{year}.{ending}`."""
        city, years = asking.path_params["city"], _years((asking.path_params["year"],))
        return await self._answer(asking, asked(asking, *_CHOICES), Request("scorecard", (city,), years))

    @refusing
    async def indicator(self, asking: Asking) -> Response:
        """`/brief/indicator/{name}.{ending}?cities=&years=`."""
        what = asked(asking, "cities", "years", *_CHOICES)
        cities, years = _list(what.more.get("cities")), _years(_list(what.more.get("years")))
        return await self._answer(asking, what, Request("indicator", cities, years, asking.path_params["name"]))

    @refusing
    async def comparison(self, asking: Asking) -> Response:
        """`/brief/compare/{year}.{ending}?cities=`."""
        what = asked(asking, "cities", *_CHOICES)
        return await self._answer(
            asking, what, Request("comparison", _list(what.more.get("cities")), _years((asking.path_params["year"],)))
        )

    async def _answer(self, asking: Asking, what: Asked, named: Request) -> Response:
        """The file of a briefing. `named` is the request as far as the path has it.

        Raises RequestError: 404 where the path names what is not there, 400 for a wrong parameter, 503 without Chrome.
        """
        ending, scale = asking.path_params["ending"], what.more.get("scale", "2")
        if ending not in ENDINGS:
            raise RequestError(
                404,
                said(
                    "There is no .{given} of a briefing; there are: {known}.",
                    given=echoed(ending),
                    known=", ".join(ENDINGS),
                ),
            )
        if scale not in SCALES:
            raise RequestError(
                400, said("scale is {given}; it may be: {known}.", given=echoed(scale), known=", ".join(SCALES))
            )
        found = await stated()
        named = present(found, named)
        base = current.base_url() or f"{str(asking.base_url).rstrip('/')}{self.prefix}"
        whole = Request(
            named.kind,
            named.cities,
            named.years,
            named.indicator,
            _list(what.more.get("only")),
            _list(what.more.get("group")),
            _list(what.more.get("verdict")),
            what.lang,
            what.more.get("theme", "light"),
            base,
        )
        whole = present(found, whole)
        await asyncio.to_thread(_known, found, named)
        await asyncio.to_thread(_refusing, 400, lambda: checked(found, whole))

        def work() -> bytes:
            return make(composed(found.at(what.tolerance), whole), ending, float(scale))

        try:
            made = File(filename(whole, ending), found.version, work, base)
            return await answered(asking, what, made, self.shop)
        except BriefError as refused:  # no Chrome or no font on the server
            raise RequestError(503, refused.why) from refused


def _known(found: Frames, named: Request) -> None:
    """Raises RequestError (404) where a name of the path is not in the data."""
    for given, known in (
        (named.cities, sorted(found.cities)),
        (filter(None, [named.indicator]), list(found.catalogue)),
    ):
        for one in given:
            if one not in known:
                shown = ", ".join(known[:16]) + (" …" if len(known) > 16 else "")
                raise RequestError(404, said("there is no {given}; there are: {known}", given=echoed(one), known=shown))
    if named.kind == "scorecard":
        _refusing(404, lambda: checked(found, named))


def _refusing(status: int, check: Callable[[], object]) -> None:
    try:
        check()
    except BriefError as refused:
        raise RequestError(status, refused.why) from refused
