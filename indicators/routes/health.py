"""`/healthz`: for whoever watches over the server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.routes.draining import HERE
from indicators.routes.responses import stated


async def health(_: Request) -> Response:
    """200 and {"ok": true, …} where there are promises to show, 503 where there are none or the server drains.

    While files have lapsed it is well as far as readers go, and `degraded` lists them; a new start would mend nothing.
    """
    found = await stated()
    promises = sum(row.of["promises"] for row in found.counted)
    ok = promises > 0 and not HERE.draining
    state: dict[str, object] = {
        "ok": ok,
        "version": found.version,
        "promises": promises,
        "problems": len(found.problems),
    }
    if HERE.draining:
        state["draining"] = {"readers": HERE.here}
    if found.lapses:
        state["degraded"] = [
            {
                "file": lapse.path,
                "what": lapse.what.say("en"),
                "since": lapse.since.isoformat(timespec="seconds"),
                "shown": "as it stands" if lapse.kept is None else "last good version",
            }
            for lapse in found.lapses
        ]
    return JSONResponse(state, 200 if ok else 503, {"Cache-Control": "no-store"})
