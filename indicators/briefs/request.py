"""What a briefing is asked to show, its file's name, and the command that makes it again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace

from indicators.tables import Frames
from indicators.views.labels import ORDER, address
from indicators.views.scorecard import FILTER_VERDICTS
from indicators.words.inert import echoed
from indicators.words.texts import LANGUAGES, Said, said

KINDS = ("scorecard", "indicator", "comparison")
ENDINGS = ("png", "svg", "pdf", "pptx", "docx", "xlsx")
THEMES = ("light", "dark")
# The Scorecard's own filters, by the verdicts that each shows.
_FILTERS = {frozenset(verdicts): name for name, verdicts in FILTER_VERDICTS.items()}


class BriefError(Exception):
    """A briefing that can't be made. `why` says the reason and the cure in either language, on one line."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.say("en"))
        self.why = why


@dataclass(frozen=True, slots=True)
class Request:
    """What to show. The tolerance is that of the frames the briefing is made from.

    A scorecard has one city and one year; an indicator its name, any cities (none: all that have it) and any years
    (none: all); a comparison two cities or more and one year. `indicators`, `groups` and `verdicts` choose among the
    promises (none: all). `base` is the dashboard's public address ("" where it has none).
    """

    kind: str
    cities: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    indicator: str = ""
    indicators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    lang: str = "zh"
    theme: str = "light"
    base: str = ""

    @property
    def year(self) -> int:
        """The one year of a scorecard or a comparison."""
        return self.years[0]


def present(frames: Frames, request: Request) -> Request:
    """The request with its indicators by their present keys: an old link goes on working."""
    now = frames.former
    indicators = tuple(now.get(name, name) for name in request.indicators)
    return replace(request, indicator=now.get(request.indicator, request.indicator), indicators=indicators)


def checked(frames: Frames, request: Request) -> Request:
    """The request with its indicators by their present keys and the cities filled in where it left them open.

    Raises BriefError where it names what is not in the data, or has too few or too many cities or years.
    """
    request = present(frames, request)
    for given, known in (
        ([request.kind], KINDS),
        ([request.lang], LANGUAGES),
        ([request.theme], THEMES),
        (request.cities, sorted(frames.cities)),
        ([*request.indicators, *filter(None, [request.indicator])], list(frames.catalogue)),
        (request.groups, ["headline", *sorted({str(i.group) for i in frames.catalogue.values()})]),
        (request.verdicts, ORDER),
    ):
        for one in given:
            if one not in known:
                raise BriefError(
                    said(
                        "there is no {given}; there are: {known}",
                        given=echoed(one),
                        known=", ".join(known[:16]) + (" …" if len(known) > 16 else ""),
                    )
                )
    return _over_years(frames, request) if request.kind == "indicator" else _of_a_year(frames, request)


def _of_a_year(frames: Frames, request: Request) -> Request:
    one = request.kind == "scorecard"
    if len(request.years) != 1 or (len(request.cities) != 1 if one else len(set(request.cities)) < 2):
        raise BriefError(
            said("a scorecard has one city and one year")
            if one
            else said("a comparison has two cities or more and one year")
        )
    have = {(row.city, row.year) for row in frames.counted}
    for city in request.cities:
        if (city, request.year) not in have:
            there = ", ".join(f"{c} {y}" for c, y in sorted(have))
            raise BriefError(
                said(
                    "no promises of {city} for {year}; there are: {known}",
                    city=city,
                    year=request.year,
                    known=there or "–",
                )
            )
    return request


def _over_years(frames: Frames, request: Request) -> Request:
    having = frames.uses.get(request.indicator or "", {})
    cities = [city for city in request.cities or sorted(having) if city in having]
    own = frames.only("figures", cities, ["city", "year"], indicator=request.indicator)
    if request.years:
        own = own[own["year"].isin(request.years)]
    if own.empty:
        raise BriefError(said("there is no figure of {name} for these cities and years", name=request.indicator or "–"))
    return replace(request, cities=request.cities or tuple(sorted(str(c) for c in own["city"].unique())))


def place(frames: Frames, request: Request, version: str) -> str:
    """The address of the same view on the dashboard, without the base: page, state, and the version of the data."""
    if request.kind == "indicator":
        only = request.cities[0] if len(request.cities) == 1 else None
        return address("indicator", frames, indicator=request.indicator, only=only, lang=request.lang, version=version)
    if request.kind == "comparison":
        return address(
            "compare", frames, cities=",".join(request.cities), year=request.year, lang=request.lang, version=version
        )
    show = _FILTERS.get(frozenset(request.verdicts))
    return address(
        "scorecard", frames, city=request.cities[0], year=request.year, show=show, lang=request.lang, version=version
    )


def filename(request: Request, ending: str) -> str:
    """A file's name for what it shows: taiyuan-2022-ledger.png, gdp_growth-taiyuan.pdf,
    jinzhong-taiyuan-2023-compare.svg."""
    cities = "-".join(request.cities)
    if request.kind == "indicator":
        parts = [request.indicator, cities, "-".join(map(str, request.years))]
    else:
        parts = [
            cities,
            str(request.year),
            "compare" if request.kind == "comparison" else "ledger" if ending in ("png", "svg") else "",
        ]
    chosen = [*request.groups, *request.verdicts, *request.indicators]
    parts.append("-".join(chosen) if len(chosen) < 4 else f"{len(chosen)}-filters")
    return f"{'-'.join(filter(None, parts))}.{ending}"


def command(frames: Frames, request: Request) -> str:
    """The command line that makes the same briefing again."""
    if request.kind == "indicator":
        words = [
            "--indicator",
            request.indicator,
            *(w for c in request.cities for w in ("--city", c)),
            *(w for y in request.years for w in ("--year", str(y))),
        ]
    elif request.kind == "comparison":
        words = [*(w for c in request.cities for w in ("--compare", c)), "--year", str(request.year)]
    else:
        words = [request.cities[0], str(request.year)]
    for option, chosen in (
        ("--only", request.indicators),
        ("--group", request.groups),
        ("--verdict", request.verdicts),
    ):
        words += [w for one in chosen for w in (option, one)]
    if frames.tolerance is not None:
        words += ["--tolerance", str(frames.tolerance)]
    return shlex.join(["indicators", "brief", *words, "--lang", request.lang, "-o", filename(request, "pdf")])
