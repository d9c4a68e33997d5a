"""`/healthz`: for whoever watches over the server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.routes.responses import stated


async def health(_: Request) -> Response:
    """200 and {"ok": true, …} where there are promises to show, 503 where there are none."""
    found = await stated()
    ok = len(found.promises) > 0
    state = {
        "ok": ok,
        "version": found.version,
        "promises": len(found.promises),
        "problems": len(found.problems),
    }
    return JSONResponse(state, 200 if ok else 503, {"Cache-Control": "no-store"})
