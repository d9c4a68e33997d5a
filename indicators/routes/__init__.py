"""Plain addresses beside the pages, for embedding and for scripts.

    /brief/taiyuan/2022.png?lang=en                   a briefing of a city and year: png, svg, pdf, pptx, docx, xlsx
    /brief/indicator/gdp_growth.pdf?cities=taiyuan    of an indicator over the years (years=…)
    /brief/compare/2023.pptx?cities=jinzhong,taiyuan  of cities beside each other
    /data/promises.csv?tolerance=3                    a table (promises, figures, histories, sources):
                                                      csv, xlsx, parquet, json
    /data/changes.atom?lang=en                        what changed in the data, as a feed
    /healthz                                          whether there is data, its version, its problems, what lapsed

They answer GET and HEAD and are cached by the version of the data. What they refuse is said in one line of plain text.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from indicators.routes.brief import Briefs
from indicators.routes.export import Tables
from indicators.routes.feed import Feed
from indicators.routes.health import health
from indicators.routes.responses import nothing_here
from indicators.routes.workshop import Workshop

BRIEF_WORKSHOP = {"workers": 2, "waiting": 8, "kept": 64 * 2**20}  # a briefing takes a second or two, mostly of Chrome
TABLE_WORKSHOP = {"workers": 2, "waiting": 32, "kept": 32 * 2**20}  # a table takes a tenth of a second


def routes(prefix: str = "") -> list[BaseRoute]:
    """All plain addresses, each behind `prefix` (Streamlit's server.baseUrlPath, which may be empty)."""
    base = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
    table, brief = Tables(Workshop(**TABLE_WORKSHOP)), Briefs(Workshop(**BRIEF_WORKSHOP), base)
    feed = Feed(Workshop(**TABLE_WORKSHOP), base)

    def overview(request: Request) -> RedirectResponse:
        """The first page answers at the root; whoever writes its name gets there, the state kept."""
        return RedirectResponse(f"{base}/?{request.url.query}" if request.url.query else f"{base}/")

    return [
        Route(f"{base}/overview", overview),
        Route(f"{base}/healthz", health),
        Route(f"{base}/data/changes.atom", feed.answer),
        Route(f"{base}/data/{{table}}.{{ending}}", table.answer),
        Route(f"{base}/data/", lambda _: RedirectResponse(f"{base}/data")),  # the page of that name
        Route(f"{base}/data/{{rest:path}}", nothing_here),
        Route(f"{base}/brief/indicator/{{name}}.{{ending}}", brief.indicator),
        Route(f"{base}/brief/compare/{{year}}.{{ending}}", brief.comparison),
        Route(f"{base}/brief/{{city}}/{{year}}.{{ending}}", brief.scorecard),
        Route(f"{base}/brief/{{rest:path}}", nothing_here),
    ]
