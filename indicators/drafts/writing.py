"""Drafted figures as lines of YAML, in the style of the curated files.

Short figures stand on one line, groups under a comment. In all functions `sources` has for a role ("target", "outcome")
the source that its figures must name, None where the city's documents settle it; `lang` is the language of comments;
`indent` the white space in front of an entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import yaml

from indicators.drafts.drafted import Drafted, Proposal
from indicators.drafts.proposals import Resembling
from indicators.model.schema import GROUPS, Indicator, Source, default_sources
from indicators.words.characters import UNSEEN
from indicators.words.texts import msgid, translate

FIRST_LINE = "# yaml-language-server: $schema=../schema/year.json"
CATALOGUE_HEAD = """\
# yaml-language-server: $schema=../schema/catalogue.json
# 只有本市文件说到的指标；任何城市都会报告的写在上一级的 indicators.yaml
# What only this city's documents speak of; what any city reports stands in the indicators.yaml above
"""
_WIDTH = 148  # a figure that is longer gets a line for each key
# The comments that a draft writes, by which a later one knows its own again (`drafts.stale`).
_UNFITTED = msgid(
    "No indicator surely fits these. See whether the catalogue has one that means the same; "
    "else enter it in the city's own indicators.yaml (below), or in the common one if any city reports it, "
    "or drop it:"
)
_PROPOSED = msgid("Proposed for the city's own indicators.yaml, names and guesses to be looked over:")
CONTEXT = msgid("Outcomes that no indicator fits; take those that the city promised in some year:")
HEADS = (_UNFITTED, _PROPOSED, CONTEXT)
BEGUN = msgid(
    "The headline figures that every plan opens with. "
    "Fill in what {year} promises and take the # away; take out the rest."
)
BEFORE = msgid(
    "What was promised for {before}. Fill in what is promised for {year} too and take the # away; take out the rest."
)
SKELETON_HEADS = (BEGUN, BEFORE)
ALIKE = msgid("Perhaps it is this: {names}")
PERHAPS = msgid("perhaps here: “{words}”")


@dataclass(frozen=True, slots=True)
class Entry:
    """All that a report gives for one indicator and year: `figures` has a target, outcomes or both; `proposal` is the
    indicator's entry where the catalogue has none."""

    key: str
    figures: tuple[Drafted, ...]
    proposal: Proposal | None = None


def entries(figures: Iterable[Drafted], catalogue: Mapping[str, Indicator]) -> list[Entry]:
    """Drafted figures by indicator: headline ones, then by group as on the pages, last those that no indicator fits."""
    gathered: dict[str, list[Drafted]] = {}
    for figure in figures:
        gathered.setdefault(figure.name, []).append(figure)
    made = [Entry(key, tuple(mine), None if mine[0].indicator else mine[0].proposal) for key, mine in gathered.items()]

    def order(entry: Entry) -> tuple[bool, bool, int]:
        indicator = catalogue.get(entry.key)
        if indicator is None:
            return True, True, 0
        return False, not indicator.headline, 0 if indicator.headline else GROUPS.index(indicator.group)

    return sorted(made, key=order)


def sources_to_name(
    sources: Mapping[str, Source], name: str | None, reviews: int | None, plans: int | None
) -> dict[str, str | None]:
    """By role the source that figures from the document `name` must name, which reviews and plans these years.

    None where they need not: the city's `sources` settle it, or the document is not among them.
    """
    targets, outcomes = default_sources(sources, "plans", plans or 0), default_sources(sources, "reviews", reviews or 0)
    return {"target": None if targets == (name,) else name, "outcome": None if outcomes == (name,) else name}


def scalar(value: object, flow: bool) -> str:
    """A value as YAML on one line; a text gets quotation marks only where YAML needs them.

    `flow` says that it stands inside curly brackets, where more signs have a meaning.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return "[" + ", ".join(scalar(each, True) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(each, True)}" for key, each in value.items()) + "}"
    if not isinstance(value, str):
        return str(value)
    text = UNSEEN.sub("", re.sub(r"\s*[\r\n]+\s*", "", value)).strip()
    special = re.search(r"[?#&*!|>'\"@`{}\[\]:\\]|\A[-%~=]" + ("|," if flow else ""), text)
    if special or not _plain(text, flow):
        return json.dumps(text, ensure_ascii=False)
    return text


def _plain(text: str, flow: bool) -> bool:
    """Whether YAML reads a text without quotation marks as that text."""
    try:
        return bool(yaml.load(f"{{a: {text}}}" if flow else f"a: {text}", yaml.CSafeLoader)["a"] == text)
    except (yaml.YAMLError, ValueError, TypeError, KeyError):
        return False


def _tight(value: object) -> object:
    """A quote without the white space that a PDF or a torn page has put in; between Latin words it stays."""
    return re.sub(r"\s+(?![A-Za-z])|(?<![A-Za-z])\s+", "", str(value))


def layouts(figure: Drafted, unit: str, source: str | None) -> tuple[list[str], list[str]]:
    """One target or outcome, `target: {value: 6, quote: …}`, on one line, and with a line for each key.

    `unit` is that of the indicator, `source` the one to be named (None: none).
    """
    fields = {key: _tight(value) if key in ("quote", "text") else value for key, value in figure.fields(unit).items()}
    if source is not None:
        fields = {**{k: v for k, v in fields.items() if k != "quote"}, "source": source, "quote": fields["quote"]}
    line = f"{figure.role}: {{" + ", ".join(f"{key}: {scalar(value, True)}" for key, value in fields.items()) + "}"
    return [line], [f"{figure.role}:", *(f"  {key}: {scalar(value, False)}" for key, value in fields.items())]


def figure_lines(figure: Drafted, unit: str, indent: str, source: str | None) -> list[str]:
    """The lines of one target or outcome, on one line where that is not too long; as `layouts`."""
    short, long = layouts(figure, unit, source)
    return [indent + line for line in (short if len(indent + short[0]) <= _WIDTH else long)]


def doubt_lines(figures: Iterable[Drafted], lang: str, indent: str) -> list[str]:
    """The lines that say why to look twice at figures, each reason once."""
    doubts = dict.fromkeys(doubt.say(lang) for figure in figures for doubt in figure.doubts)
    return [f"{indent}# {translate(lang, 'look twice')}: {doubt}" for doubt in doubts]


def figures_lines(
    figures: Iterable[Drafted], unit: str, sources: Mapping[str, str | None], indent: str = "    "
) -> list[str]:
    """The lines of one indicator's figures. A second figure for the same role stands there as a comment."""
    lines: list[str] = []
    given: set[str] = set()
    for figure in sorted(figures, key=lambda f: f.role, reverse=True):
        mine = figure_lines(figure, unit, indent, sources.get(figure.role))
        lines += [re.sub(r"^(\s*)", r"\1# ", line, count=1) for line in mine] if figure.role in given else mine
        given.add(figure.role)
    return lines


def entry_lines(
    entry: Entry, catalogue: Mapping[str, Indicator], sources: Mapping[str, str | None], lang: str, indent: str = "  "
) -> list[str]:
    """The lines of one indicator, doubts before it."""
    indicator = catalogue.get(entry.key)
    unit = indicator.unit if indicator else entry.proposal.unit if entry.proposal else ""
    return [
        *doubt_lines(entry.figures, lang, indent),
        f"{indent}{entry.key}:",
        *figures_lines(entry.figures, unit, sources, indent + "  "),
    ]


def title(entry: Entry, catalogue: Mapping[str, Indicator]) -> str:
    """The comment that an entry stands under: its group, or "headline"; empty for an indicator not in the catalogue."""
    indicator = catalogue.get(entry.key)
    return "" if indicator is None else "headline" if indicator.headline else indicator.group


def proposed_lines(proposal: Proposal) -> list[str]:
    """The entry that the catalogue would need, as its lines in indicators.yaml."""
    fields = {key: getattr(proposal, key) for key in ("zh", "en", "unit", "measure", "better", "group")}
    return [f"{proposal.key}:", *(f"  {key}: {scalar(value, False)}" for key, value in fields.items() if value != "")]


def year_lines(
    figures: Sequence[Drafted],
    catalogue: Mapping[str, Indicator],
    sources: Mapping[str, str | None],
    lang: str,
    indent: str = "  ",
) -> Iterator[str]:
    """The lines of one year's entries, grouped; last, as comments, those that no indicator fits: what is promised, with
    proposals for the catalogue, and what is reported."""
    under = None
    made = entries(figures, catalogue)
    for entry in made:
        if entry.proposal is None:
            if (group := title(entry, catalogue)) != under:
                if under is not None:
                    yield ""
                yield f"{indent}# {group}"
                under = group
            yield from entry_lines(entry, catalogue, sources, lang, indent)
    unfitted = [entry for entry in made if entry.proposal is not None]
    promised = [entry for entry in unfitted if any(figure.role == "target" for figure in entry.figures)]
    reported = [entry for entry in unfitted if entry not in promised]
    for head, some in ((_UNFITTED, promised), (CONTEXT, reported)):
        if not some:
            continue
        if under is not None:
            yield ""
        under = head
        yield f"{indent}# {translate(lang, head)}"
        yield from _as_comments(some, catalogue, sources, lang, indent)
        if head is _UNFITTED:
            yield f"{indent}# {translate(lang, _PROPOSED)}"
            for proposal in {entry.key: entry.proposal for entry in some}.values():
                yield from (f"{indent}# {line}" for line in proposed_lines(proposal)) if proposal else ()


def _as_comments(
    unfitted: Sequence[Entry],
    catalogue: Mapping[str, Indicator],
    sources: Mapping[str, str | None],
    lang: str,
    indent: str,
) -> Iterator[str]:
    """Entries that no indicator fits, each below those of the catalogue that it may be."""
    resembling = Resembling(catalogue)
    for entry in unfitted:
        if alike := resembling.to(entry.proposal.zh, entry.proposal.unit) if entry.proposal else []:
            names = "; ".join(f"{key} ({catalogue[key].say(lang)})" for key in alike)
            yield f"{indent}# {translate(lang, ALIKE, names=names)}"
        for line in entry_lines(entry, {}, sources, lang, indent):
            # Taking out the first # and a space turns the line into what it is to be.
            yield f"{indent}# {line[len(indent) :]}"


def perhaps_line(passage: str, lang: str, indent: str) -> str:
    """A passage in which the answer to a promise may stand, as a comment below it."""
    return f"{indent}# {translate(lang, PERHAPS, words=UNSEEN.sub('', passage))}"


def year_file(
    figures: Sequence[Drafted], catalogue: Mapping[str, Indicator], sources: Mapping[str, str | None], lang: str
) -> str:
    """The text of a new file of a year."""
    return "\n".join([FIRST_LINE, "promises:", *year_lines(figures, catalogue, sources, lang)]) + "\n"
