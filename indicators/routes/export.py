"""`/data/…`: a table as a file, all of it, as the Data page and `indicators export` give it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from indicators.routes.responses import File, RequestError, answered, asked, refusing, stated
from indicators.routes.workshop import Workshop
from indicators.tables import exports
from indicators.tables.columns import COLUMNS
from indicators.words.inert import echoed
from indicators.words.texts import said

TABLES = tuple(COLUMNS)


class Tables:
    """The handler of tables, whose files are made in a workshop."""

    def __init__(self, shop: Workshop) -> None:
        self.shop = shop

    @refusing
    async def answer(self, request: Request) -> Response:
        """`/data/{table}.{ending}?tolerance=`."""
        table, ending = request.path_params["table"], request.path_params["ending"]
        if table not in TABLES:
            known = ", ".join(TABLES)
            raise RequestError(
                404, said("There is no table {given}; there are: {known}.", given=echoed(table), known=known)
            )
        if ending not in exports.ENDINGS:
            raise RequestError(
                404,
                said(
                    "There is no .{given} of a table; there are: {known}.",
                    given=echoed(ending),
                    known=", ".join(exports.ENDINGS),
                ),
            )
        what = asked(request)
        found = await stated()

        def make() -> bytes:
            return exports.to_bytes(found.at(what.tolerance).table(table), ending)

        return await answered(request, what, File(f"{table}.{ending}", found.version, make), self.shop)
