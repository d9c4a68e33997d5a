"""`/data/changes.atom`: what changed in the data, as a feed."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from indicators.briefs import atom
from indicators.routes.responses import File, answered, asked, refusing
from indicators.routes.workshop import Workshop
from indicators.tables import current


class Feed:
    """The handler of the feed, which is made in a workshop. `base` stands before the pages' addresses."""

    def __init__(self, shop: Workshop, base: str) -> None:
        self.shop, self.base = shop, base

    @refusing
    async def answer(self, request: Request) -> Response:
        """`/data/changes.atom?lang=`."""
        what, root = asked(request), current.curated()
        newest = await asyncio.to_thread(atom.newest, root)
        # It stands in the feed's links, so the feed depends on it.
        here = f"{request.url.scheme}://{request.url.netloc}{self.base}"
        made = File("changes.atom", newest, lambda: atom.atom(root, what.lang, here), here)
        return await answered(request, what, made, self.shop)
