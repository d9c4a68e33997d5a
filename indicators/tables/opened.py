"""The tables of a curated folder from the cache: no more of it is read or compiled than is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from indicators.collection.watching import Watch
from indicators.model.levels import level_of
from indicators.model.problems import Lapse
from indicators.tables import country
from indicators.tables.country import Country
from indicators.tables.framed import Frames, HeldText, NamedCity
from indicators.tables.head import TextPlace
from indicators.tables.slices import Kept, Latest

_TEXTS = 8  # that are kept as they were read: a page shows many passages of one


@dataclass(frozen=True)
class _Compiled:
    """The compiled data, of which the rest is asked for, and the files of it that are not what they were."""

    country: Country
    lapses: tuple[Lapse, ...]

    def at(self, tolerance: Decimal | None) -> Frames:
        return compiled_frames(self.country, self.lapses, tolerance)


@dataclass(frozen=True)
class _TextsOf:
    """The held texts of a compiled folder, each read when it is asked for."""

    country: Country
    _latest: Latest[tuple[str, str], HeldText] = field(default_factory=lambda: Latest(_TEXTS))

    def __contains__(self, document: object) -> bool:
        return isinstance(document, tuple) and self._place(*document) is not None

    def _place(self, city: str, source: str) -> TextPlace | None:
        head = self.country.cities.get(city)
        return None if head is None else head.held.get(source)

    def get(self, document: tuple[str, str]) -> HeldText | None:
        place = self._place(*document)
        if place is None:
            return None
        city, file = document[0], place.file
        return self._latest.get(document, lambda: HeldText(self.country.text(city, file), place.begin, place.end))

    def __getitem__(self, document: tuple[str, str]) -> HeldText:
        found = self.get(document)
        if found is None:
            raise KeyError(document)
        return found


def of_folder(root: Path | str, tolerance: Decimal | None = None) -> Frames:
    """The tables of a curated folder, judged at `tolerance` in percent; None: at the stated ones. Compiled are only the
    cities that the cache has not: this is the way to all tables that costs least."""
    watch = Watch(Path(root))
    watch.look()
    return compiled_frames(country.read(watch), tolerance=tolerance)


def compiled_frames(country: Country, lapses: tuple[Lapse, ...] = (), tolerance: Decimal | None = None) -> Frames:
    """The tables of a compiled folder, judged at `tolerance` in percent; None: at the stated ones. What is asked for is
    read from the cache. `lapses` are the files that are not what they were."""
    return Frames(
        rows=Kept(country, tolerance),
        catalogue=country.catalogue,
        cities={
            name: NamedCity(*(head.names or ("", "")), head.breaks, level_of(head.code))
            for name, head in country.cities.items()
        },
        texts=_TextsOf(country),
        problems=country.problems,
        left_out=country.left_out,
        version=country.version,
        lapses=lapses,
        rules=country.rules,
        owners=country.everyone.owners,
        former=country.former,
        root=country.root,
        tolerance=tolerance,
        later=_Compiled(country, lapses),
    )
