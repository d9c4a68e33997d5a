"""Colours, fonts and the layout that all figures share; one palette for a light and one for a dark page.

The hues are Okabe and Ito's, which the colour-blind can tell apart; every colour is accompanied by a glyph. The
`ink` of a verdict is its text colour, with a contrast of at least 4.5 : 1 on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.words.inert import in_plotly

FONT = (
    "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Hiragino Sans GB', "
    "'Microsoft YaHei', sans-serif"
)


# Compared by identity: there are two, and with one of them goes what a cache keeps.
@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """The colours of one theme; `fill` and `ink` by verdict."""

    paper: str
    ink: str
    quiet: str
    rule: str
    band: str
    fill: Mapping[str, str]
    text: Mapping[str, str]


LIGHT = Palette(
    paper="#FFFFFF",
    ink="#202124",
    quiet="#5F6368",
    rule="#ECEDEF",
    band="#E8F0FE",
    fill={
        "exceeded": "#004D7A",
        "met": "#0072B2",
        "missed": "#D55E00",
        "unclear": "#C9A227",
        "not_comparable": "#8E7CC3",
        "unreported": "#6B7076",
        "not_held": "#B4B8BD",
        "awaiting": "#D5D8DC",
        "unquantified": "#ECEDEF",
        "context": "#5F6368",
    },
    text={
        "exceeded": "#004D7A",
        "met": "#0067A3",
        "missed": "#B84A00",
        "unclear": "#7A5F00",
        "not_comparable": "#6A55A8",
        "unreported": "#4A4E53",
        "not_held": "#6B7076",
        "awaiting": "#6B7076",
        "unquantified": "#6B7076",
        "context": "#5F6368",
        "none": "#6B7076",
    },
)
DARK = Palette(
    paper="#15171A",
    ink="#E8EAED",
    quiet="#A3A9B0",
    rule="#2A2D31",
    band="#1D2B40",
    fill={
        "exceeded": "#A6D5F5",
        "met": "#56B4E9",
        "missed": "#F0803C",
        "unclear": "#E0C04C",
        "not_comparable": "#B3A4E0",
        "unreported": "#9AA0A6",
        "not_held": "#5F656C",
        "awaiting": "#43484E",
        "unquantified": "#2C3035",
        "context": "#A3A9B0",
    },
    text={
        "exceeded": "#A6D5F5",
        "met": "#6FC0EE",
        "missed": "#F5935A",
        "unclear": "#E0C04C",
        "not_comparable": "#BFB2E8",
        "unreported": "#C5CACF",
        "not_held": "#9AA0A6",
        "awaiting": "#9AA0A6",
        "unquantified": "#9AA0A6",
        "context": "#A3A9B0",
        "none": "#9AA0A6",
    },
)


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable_on(fill: str, colours: Palette) -> str:
    """The palette's ink or paper, whichever stands out more on a fill."""

    def contrast(colour: str) -> float:
        light, dark = sorted((_luminance(colour), _luminance(fill)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    return max(colours.ink, colours.paper, key=contrast)


def palette(theme: str) -> Palette:
    """The palette of the "light" or the "dark" theme."""
    return DARK if theme == "dark" else LIGHT


def layout(colours: Palette, height: int, **more: object) -> dict[str, object]:
    """The layout that all figures begin with."""
    return {
        "height": height,
        "autosize": True,
        "paper_bgcolor": colours.paper,
        "plot_bgcolor": colours.paper,
        "font": {"family": FONT, "size": 14, "color": colours.ink},
        "hoverlabel": {
            "align": "left",
            "bgcolor": colours.paper,
            "bordercolor": colours.quiet,
            "font": {"family": FONT, "size": 13, "color": colours.ink},
        },
        "dragmode": False,
        "showlegend": False,
        **more,
    }


def _by_name(colours: Palette) -> dict[str, str]:
    """All colours of a palette by name: ink, quiet, …, fill-met, met."""
    single = {name: getattr(colours, name) for name in ("paper", "ink", "quiet", "rule", "band")}
    return single | {f"fill-{verdict}": colour for verdict, colour in colours.fill.items()} | dict(colours.text)


def variables(colours: Palette) -> str:
    """The palette as CSS variables, `--pa-` before each name."""
    return "".join(f"--pa-{name}: {colour}; " for name, colour in _by_name(colours).items())


def repainted(colours: Palette) -> list[tuple[str, str]]:
    """What each colour of a palette becomes on paper, both as CSS in a page's elements writes them: rgb(32, 33, 36)."""

    def written(colour: str) -> str:
        return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"

    light = _by_name(LIGHT)
    pairs = {written(colour): written(light[name]) for name, colour in _by_name(colours).items()}
    return [(screen, paper) for screen, paper in pairs.items() if screen != paper]


_NO_START = tuple("，。、；：！？）》」』”’%·,.;:!?)")  # a line does not begin with these


def wrapped(text: str, width: int) -> list[str]:
    """Text as lines of about `width` half-width characters; Chinese characters count double and may break anywhere."""
    lines, line, length, last_space = [], "", 0, -1
    for i, c in enumerate(text):
        line += c
        length += 2 if c > "\u2e7f" else 1
        if c == " ":
            last_space = len(line)
        if length >= width and text[i + 1 : i + 2] not in _NO_START:
            at = last_space if last_space > 0 and c <= "\u2e7f" else len(line)
            lines.append(line[:at].rstrip())
            line = line[at:]
            length, last_space = sum(2 if x > "\u2e7f" else 1 for x in line), -1
    return [*lines, line] if line.strip() else lines


def headline(title: str, narrow: bool) -> str:
    """A figure's title, over two lines where the window is narrow."""
    return "<b>" + "<br>".join(in_plotly(line) for line in wrapped(title, 36 if narrow else 96)) + "</b>"


def linked(text: str, href: str, colour: str) -> str:
    """Text of a figure as a link on this site, in the colour it would have without."""
    if not href:
        return text
    return f'<a href="{href.replace("&", "&amp;")}" target="_self" style="color:{colour}">{text}</a>'
