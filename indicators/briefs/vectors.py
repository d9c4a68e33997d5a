"""A figure's SVG made to stand alone: its text stays text, its fonts are in it, its names are the same every time."""

from __future__ import annotations

import re
from typing import Any

from indicators.briefs import fonts
from indicators.charts.theme import FONT

FAMILY = "Briefing"
_ID = re.compile(r"\b(clip|defs-|topdefs-|legend|trace)([0-9a-f]{6})")
_BOLD = re.compile(r"font-weight: ?bold[^>]*>((?:(?!</text>).)*)</text>", re.S)
_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.S)


def steady(svg: str) -> str:
    """The SVG with the names that plotly draws at random numbered instead."""
    numbers = {name: n for n, name in enumerate(dict.fromkeys(name for _, name in _ID.findall(svg)))}
    return _ID.sub(lambda found: f"{found[1]}{numbers[found[2]]:06d}", svg)


def bold_characters(svg: str) -> frozenset[str]:
    """The characters that may be bold: all of a text from where it turns bold on."""
    return frozenset().union(*(fonts.characters(f">{part}<") for part in _BOLD.findall(svg)))


def standing_alone(svg: str) -> str:
    """The SVG with the fonts that it needs, cut down to its characters. Raises BriefError where no font has them."""
    svg = steady(svg)
    rules = fonts.style(fonts.characters(svg), bold_characters(svg), FAMILY)
    svg = svg.replace(FONT, f"'{FAMILY}', {FONT}").replace(FONT.replace("'", "&quot;"), f"&quot;{FAMILY}&quot;, {FONT}")
    head = svg.index(">") + 1
    return f"{svg[:head]}<style>{rules}</style>{svg[head:]}"


def addressed(part: Any, base: str) -> Any:
    """A figure whose links lead to the dashboard at `base`, those that lead elsewhere as they are; without a base what
    would lead to the dashboard is plain text."""
    if isinstance(part, dict):
        return {key: addressed(value, base) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [addressed(value, base) for value in part]
    if not isinstance(part, str) or "<a " not in part:
        return part

    def leading(link: re.Match[str]) -> str:
        if link[1].startswith(("http://", "https://")):
            return link[0]
        return f'<a href="{base.rstrip("/")}/{link[1]}"{link[2]}>{link[3]}</a>' if base else link[3]

    return _LINK.sub(leading, part)
