"""Names, glyphs and addresses that several views share."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from indicators.judging.verdicts import RULE_VERSION, Verdict
from indicators.tables import Frames
from indicators.tables.columns import SourceRow
from indicators.words.inert import in_plotly
from indicators.words.texts import msgid, translate

FigureId = tuple[str, int, str, str, int]  # city, year, indicator, role, position among the outcomes from 0
VERDICT_NAMES: Mapping[str, str] = {
    "exceeded": msgid("Exceeded"),
    "met": msgid("Met"),
    "missed": msgid("Missed"),
    "unclear": msgid("Unclear"),
    "not_comparable": msgid("Not comparable"),
    "unreported": msgid("Not reported"),
    "not_held": msgid("Not in what is held"),
    "awaiting": msgid("Awaiting its report"),
    "unquantified": msgid("Without a number"),
}
GLYPHS: Mapping[str, str] = {
    "exceeded": "★",
    "met": "✓",
    "missed": "✕",
    "unclear": "?",
    "not_comparable": "≠",
    "unreported": "∅",
    "not_held": "·",
    "awaiting": "…",
    "unquantified": "–",
}
MEANINGS: Mapping[str, str] = {
    "exceeded": msgid("The outcome lies inside the second, harder span that was striven for."),
    "met": msgid("Every number the outcome may mean satisfies the target."),
    "missed": msgid(
        "No number the outcome may mean satisfies the target. A miss by no more than the tolerance is marked narrow."
    ),
    "unclear": msgid("The printed figures overlap: they are too vague to tell."),
    "not_comparable": msgid(
        "The outcome is of another unit, scope or definition, or what the promise refers to has no outcome."
    ),
    "unreported": msgid(
        "Every report that owes the answer is held whole and was looked through for it, and none gives a figure."
    ),
    "not_held": msgid(
        "No figure is held, and a report that owes the answer is not held whole, or nobody has yet looked through it "
        "for this promise: the place may well have given one."
    ),
    "awaiting": msgid("No document that reviews the due year is held."),
    "unquantified": msgid("The promise is words without a number."),
}
_GROUPS = {
    "headline": msgid("Headline figures"),
    "economy": msgid("Economy"),
    "industry": msgid("Industry"),
    "energy": msgid("Energy"),
    "innovation": msgid("Science and innovation"),
    "enterprises": msgid("Enterprises"),
    "agriculture": msgid("Agriculture and countryside"),
    "environment": msgid("Environment"),
    "city": msgid("City and transport"),
    "livelihood": msgid("Jobs, incomes and welfare"),
    "education": msgid("Education"),
    "health": msgid("Health"),
    "culture": msgid("Culture and sport"),
    "governance": msgid("Government"),
}
KIND_NAMES: Mapping[str, str] = {
    "communique": msgid("Statistical communiqué"),
    "bureau": msgid("Bureau release"),
    "work_report": msgid("Government work report"),
    "plan_report": msgid("Plan report"),
    "news": msgid("News"),
}

MOST_TOLERANCE = 10  # percent: as far as a reader may move the tolerance
TO_CONGRESS = ("work_report", "plan_report")  # the kinds of document in which a city promises and answers
EVIDENCE_NAMES: Mapping[str, str] = {
    "both": msgid("quoted on both sides"),
    "one": msgid("quoted on one side"),
    "cited": msgid("cited only"),
}

CITED = msgid("cited: the document's text is not held")


def group_name(group: str, lang: str) -> str:
    """A group's name; "headline" is the group of headline figures."""
    return translate(lang, _GROUPS.get(group, group))


def verdict_name(verdict: str, lang: str, narrow: bool = False) -> str:
    """A verdict's name; of a narrow miss, that it is one."""
    return translate(lang, VERDICT_NAMES[verdict]) + (translate(lang, " (narrow)") if narrow else "")


def verdict_with_glyph(verdict: str, lang: str, narrow: bool = False) -> str:
    """A verdict's sign and its name: `✕ Missed (narrow)`."""
    return f"{GLYPHS[verdict]} {verdict_name(verdict, lang, narrow)}"


def address(page: str, frames: Frames | None = None, **state: object) -> str:
    """A page's address with its state; a moved tolerance goes along."""
    if frames is not None and frames.tolerance is not None:
        state["tolerance"] = str(frames.tolerance)
    return f"{page}?{urlencode({k: v for k, v in state.items() if v not in (None, '')})}"


def figure_key(city: str, year: int, indicator: str, role: str, position: int = 0) -> str:
    """A figure's name in an address: taiyuan.2022.gdp_growth.target."""
    return ".".join([city, str(year), indicator, role, *([str(position)] if position else [])])


def present_figure(key: str, former: Mapping[str, str]) -> str:
    """A figure's name in an address with its indicator by the present key; `former` has these by each key of before."""
    parts = key.split(".")
    return ".".join([*parts[:2], former.get(parts[2], parts[2]), *parts[3:]]) if len(parts) > 2 else key


def figure_address(source: str, figure: FigureId, lang: str) -> str:
    """Where the Sources page shows a figure's words, in the document it stands in."""
    return address("sources", city=figure[0], source=source, figure=figure_key(*figure), lang=lang)


def evidence_name(strength: str, lang: str) -> str:
    """How strong the evidence of a claim is, in a word or two; `strength` as in the column `evidence`."""
    return translate(lang, EVIDENCE_NAMES[strength])


def kind_name(source: SourceRow, lang: str) -> str:
    """What kind of document a source is."""
    return translate(lang, KIND_NAMES[source["kind"]])


def judged_by(lang: str) -> str:
    """By which version of the rule the verdicts beside it were given."""
    return translate(lang, "All verdicts by version {version} of the rule.", version=RULE_VERSION)


def hover_lines(text: str, lang: str, width: int = 34) -> str:
    """Text with line breaks for a hover box, which does not break Chinese by itself; nothing in it is markup."""
    if lang == "zh":
        return "<br>".join(in_plotly(text[i : i + width]) for i in range(0, len(text), width))
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 64:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(map(in_plotly, lines))


def hover_quote(quote: str, lang: str) -> str:
    """A figure's words for a hover box; of a figure without them, that it is cited."""
    return f"“{hover_lines(quote, 'zh')}”" if quote else translate(lang, CITED)


ORDER: tuple[str, ...] = tuple(verdict.value for verdict in Verdict)
