"""Plain addresses beside the pages, for embedding and for scripts.

    /data/promises.csv?tolerance=3      a table: promises, figures, histories or sources · csv, xlsx, parquet or json
    /healthz                            whether there is data to show, its version, and how many problems it has

They answer GET and HEAD, with caching by the version of the data; what they refuse, they refuse in one line of plain text.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from indicators.routes.answers import nothing_here
from indicators.routes.health import health
from indicators.routes.tables import Tables
from indicators.routes.workshop import Workshop

TABLE_WORKSHOP = {"workers": 2, "waiting": 32, "kept": 32 * 2**20}  # a table takes a tenth of a second


def routes(prefix: str = "") -> list[BaseRoute]:
    """All plain addresses, each behind `prefix` (Streamlit's server.baseUrlPath, which may be empty)."""
    base = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
    table = Tables(Workshop(**TABLE_WORKSHOP))
    return [
        Route(f"{base}/healthz", health),
        Route(f"{base}/data/{{table}}.{{ending}}", table.answer),
        Route(f"{base}/data/{{rest:path}}", nothing_here),
    ]
