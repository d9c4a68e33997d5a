"""A reader at the running dashboard: a page in a browser, when all of it is drawn, and the barriers axe finds there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect

expect.set_options(timeout=30_000)  # as patient as all else here: a busy machine is no failure
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
# What axe finds in Streamlit's own markup, where the project has no say: rule, what it may be found in, why.
ALLOWED: tuple[tuple[str, str, str], ...] = (
    (
        "color-contrast",
        (
            "[data-testid=stMultiSelect] [data-baseweb=tag], [data-testid=stMultiSelect] [data-baseweb=tag] *, "
            "[data-testid=stMultiSelect] span[title]"
        ),
        (
            "the chosen options of st.multiselect: Streamlit writes white on the theme's primary colour, which in "
            "the dark is a light one"
        ),
    ),
)


@dataclass
class Visitor:
    """A reader with a page of their own; notes whatever is asked of anyone, every error in the page, and what the
    server's policy had the browser refuse."""

    context: BrowserContext
    url: str
    viewport: ViewportSize
    dark: bool = False
    asked: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_viewport_size(self.viewport)
        self.page.emulate_media(color_scheme="dark" if self.dark else "light", reduced_motion="reduce")
        self.context.on("request", self._notes)  # those of pages that this one opens, too
        self.page.on("websocket", lambda socket: self.asked.add(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda told: self._refusal(told.text))

    def _notes(self, request: Request) -> None:
        self.asked.add(request.url)

    def _refusal(self, told: str) -> None:
        if "Content Security Policy" in told or "Permissions-Policy" in told:
            self.refused.append(told)

    def leaves(self) -> None:
        """Close the window, and leave nothing that the next reader would find."""
        self.page.evaluate("() => { try { localStorage.clear(); sessionStorage.clear() } catch { /* about:blank */ } }")
        for page in self.context.pages[1:]:  # the first holds the profile's process (tests/conftest.py)
            page.close()
        self.context.clear_cookies()
        self.context.remove_listener("request", self._notes)
        assert self.strangers == set()
        assert self.errors == []
        assert self.refused == []

    @property
    def narrow(self) -> bool:
        size = self.page.viewport_size
        return size is not None and size["width"] <= 900

    def opens(self, address: str, shows: str = ".js-plotly-plot", lang: str = "en") -> Page:
        """Go to an address of the dashboard and wait until the page is drawn."""
        self.page.goto(f"{self.url}/{address}{'&' if '?' in address else '?'}lang={lang}")
        return self.settles(shows)

    def settles(self, shows: str = ".js-plotly-plot") -> Page:
        """Wait until what the page shows is there and nothing is under way."""
        self.page.locator(shows).first.wait_for(state="visible")
        self.rests()
        if shows == ".js-plotly-plot" or self.page.locator(".js-plotly-plot").count():
            # The figure for this width of window: its title's size tells.
            size = 18 if self.narrow else 24
            self.page.wait_for_function(
                (
                    "size => [...document.querySelectorAll('.js-plotly-plot')].every(p => p.layout && "
                    "p.layout.annotations.some(a => a.font.size === size) && p.querySelector('.main-svg'))"
                ),
                arg=size,
            )
            self.rests()
        self.page.evaluate("document.fonts.ready.then(() => 0)")
        return self.page

    def rests(self) -> None:
        """Wait until the script has run and nothing on the page is of an earlier run."""
        self.page.wait_for_function(
            """() => {
                const app = document.querySelector('[data-testid=stApp]')?.dataset ?? {};
                return app.testScriptState === 'notRunning' && app.testConnectionState === 'CONNECTED'
                    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]');
            }"""
        )

    @property
    def strangers(self) -> set[str]:
        """What was asked of anyone but the dashboard."""
        home = urlsplit(self.url).netloc
        return {
            url
            for url in self.asked
            if urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).netloc != home
        }

    def barriers(self) -> list[str]:
        """Serious and critical findings of axe that are not Streamlit's own. In the dark only the colours differ."""
        rules: dict[str, Any] = {"runOnly": ["color-contrast"]} if self.dark else {}
        found = []
        for violation in Axe().run(self.page, options=rules).response["violations"]:
            if violation["impact"] not in ("serious", "critical"):
                continue
            for node in violation["nodes"]:
                target = node["target"][-1]
                excused = any(
                    rule == violation["id"]
                    and self.page.evaluate(
                        "([target, inside]) => document.querySelector(target)?.matches(inside) ?? false",
                        [target, inside],
                    )
                    for rule, inside, _ in ALLOWED
                )
                if not excused:
                    found.append(f"{violation['id']}: {target}: {node['html'][:200]}")
        return found


class Visits(Protocol):
    """Lets a reader come to the dashboard: with a window of a size, in the light or in the dark, reading a language."""

    def __call__(self, viewport: ViewportSize = WIDE, dark: bool = False, locale: str = "en-GB") -> Visitor: ...
