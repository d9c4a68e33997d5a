"""HTML from templates that escape what they are given, and show what can't be seen. A room keeps its templates in its
folder `templates`.

A template says texts with `say` and joins them with the filter `joined`, both in the language it is rendered in
(`lang`). What is markup already (a drawing, a style sheet) is handed over as `markupsafe.Markup`.
"""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from indicators.words.inert import seen
from indicators.words.texts import joined, translate


def _shown(value: object) -> object:
    """What stands in a place of a template: text without signs that nobody sees, markup and all else as it is."""
    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment(room: str, lang: str) -> Environment:
    made = Environment(
        loader=PackageLoader(f"indicators.{room}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    made.globals.update(lang=lang, say=partial(translate, lang))
    made.filters["joined"] = partial(joined, lang=lang)
    return made


def html(room: str, name: str, lang: str, **values: object) -> str:
    """The template `name`.html of a room ("pages", "briefs") in `lang`, filled with `values`.

    Raises `jinja2.UndefinedError` where a value that the template names is missing.
    """
    return _environment(room, lang).get_template(f"{name}.html").render(values)
