"""`indicators catalogue`: what indicators there are, who uses them, and a new key for one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, save, tell
from indicators.collection import Collection
from indicators.collection.files import Files
from indicators.collection.loading import read
from indicators.drafts.proposals import Resembling
from indicators.drafts.rekeying import rekeyed
from indicators.model.schema import Indicator
from indicators.model.wording import unit_name
from indicators.tables.usage import Usage, matching, usages
from indicators.views.labels import group_name
from indicators.words.texts import joined, translate

_KEY = re.compile(r"[a-z][a-z0-9_]*")


class _WithList(click.Group):
    """A group that lists where no subcommand is named: `indicators catalogue 就业`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, with `list` before words that are no subcommand."""
        named = args and (args[0] in self.commands or args[0] in self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group(cls=_WithList)
def catalogue() -> None:
    """List the indicators, search them, see who uses one, give one another key.

    `indicators catalogue [WORDS…]` lists those whose key, name or alias has all of the words; of a single one it tells
    all.
    """


@catalogue.command(name="list")
@click.argument("words", nargs=-1)
@click.option("--city", default=None, help="Only what this city sees: the common ones and its own.")
@CURATED
@LANG
def list_(words: tuple[str, ...], city: str | None, curated: Path, lang: str) -> None:
    """List the indicators that have all of WORDS in key, names or aliases; without words all."""
    found = collection.load(curated)
    tell(found, lang)
    if city is not None and city not in found.cities:
        known = ", ".join(sorted(found.cities)) or "–"
        raise click.UsageError(translate(lang, "there is no city {city}; there are: {known}", city=city, known=known))
    seen = found.catalogue if city is None else found.catalogue_of(city)
    keys = matching(words, seen)
    exact = next((key for word in words[:1] for key in (word, found.former.get(word)) if key in seen), None)
    of = usages(found)
    if len(words) == 1 and (exact or len(keys) == 1):
        _tell_all(exact or keys[0], found, of[exact or keys[0]], lang)
        return
    for key in keys:
        click.echo(_line(key, found, of[key], lang))
    click.echo(translate(lang, "indicators: {n}", n=len(keys)))
    if words and not keys:
        _suggest(" ".join(words), seen, lang)
        raise SystemExit(1)


def _suggest(words: str, seen: Mapping[str, Indicator], lang: str) -> None:
    """What indicators resemble words that stand in none."""
    alike = dict.fromkeys(key for unit in ("个", "%", "亿元") for key in Resembling(seen).to(words, unit))
    if alike:
        names = ", ".join(f"{key} ({seen[key].say(lang)})" for key in alike)
        click.echo(translate(lang, "perhaps: {names}", names=names))


def _line(key: str, found: Collection, usage: Usage, lang: str) -> str:
    """One indicator in a line: key, names, unit, whose it is and who uses it."""
    entry = found.catalogue[key]
    unit = unit_name(entry.unit, lang)
    owner = found.owners.get(key)
    parts = [
        f"{key}: {entry.zh} · {entry.en}" + (f" ({unit})" if unit else ""),
        translate(lang, "only {city}", city=found.cities[owner].say(lang) if owner in found.cities else owner)
        if owner
        else "",
        _used(found, usage, lang),
    ]
    return " | ".join(filter(None, parts))


def _used(found: Collection, usage: Usage, lang: str) -> str:
    """By whom and in which years it is used, and how often."""
    if not usage.years:
        return translate(lang, "not used")
    places = (f"{found.cities[city].say(lang)} {_years(years)}" for city, years in usage.years.items())
    return translate(
        lang,
        "{places}; promises: {promises}, figures: {figures}",
        places=joined(places, lang),
        promises=usage.promises,
        figures=usage.figures,
    )


def _years(years: list[int]) -> str:
    """Years, those that follow each other as a range: 2021–2023, 2025."""
    parts: list[list[int]] = []
    for year in years:
        if parts and parts[-1][-1] == year - 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def _tell_all(key: str, found: Collection, usage: Usage, lang: str) -> None:
    """All that is known of one indicator."""
    entry = found.catalogue[key]
    click.echo(_line(key, found, usage, lang))
    kin = [other for other, each in found.catalogue.items() if other in entry.kin or key in each.kin]
    told = (
        (translate(lang, "Group"), group_name(entry.group, lang)),
        (translate(lang, "Definition"), entry.definition.say(lang) if entry.definition else ""),
        (translate(lang, "Aliases"), ", ".join(entry.aliases)),
        (translate(lang, "Growth of"), entry.growth_of or ""),
        (translate(lang, "Answers for the same thing"), ", ".join(kin)),
        (translate(lang, "Former keys"), ", ".join(entry.was)),
    )
    for label, value in told:
        if value:
            click.echo(f"  {label}: {value}")


def _before(identity: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """What a problem was called before `new` was the key in its place."""
    path, code, place, what = identity
    keys = ".".join(old if key == new else key for key in place.split("."))
    return path, code, keys, what.replace(new, old)


@catalogue.command()
@click.argument("old")
@click.argument("new")
@CURATED
@LANG
def rename(old: str, new: str, curated: Path, lang: str) -> None:
    """Give the indicator OLD the key NEW in all files. Links and other people's files go on working by the old key."""
    contents: dict[str, bytes] = {}
    files = Files(curated, None, {}, contents=contents)
    found = read(files)
    if old not in found.catalogue:
        what = translate(lang, "there is no indicator {key}", key=old)
        now = found.former.get(old)
        raise click.UsageError(f"{what}: {translate(lang, 'it is called {key} now', key=now)}" if now else what)
    if not _KEY.fullmatch(new):
        raise click.UsageError(translate(lang, "{key} is no key: write lower-case letters, digits and _", key=new))
    if new in found.catalogue or new in found.former:
        raise click.UsageError(translate(lang, "{key} is, or was, the key of another indicator", key=new))
    changed = rekeyed({path: raw for path, raw in contents.items() if path.startswith(f"{files.name}/")}, old, new)
    after = collection.load(curated, instead=changed)
    known = {problem.identity for problem in found.problems}
    worse = [p for p in after.problems if not {p.identity, _before(p.identity, old, new)} & known]
    if worse or new not in after.catalogue:
        why = translate(lang, "the entry of {key} could not be changed", key=old)
        raise click.ClickException("\n".join(p.text(lang) for p in worse) or why)
    save({curated / path.removeprefix(f"{files.name}/"): content for path, content in changed.items()}, lang)
    for path in changed:
        click.echo(translate(lang, "written: {path}", path=path))
