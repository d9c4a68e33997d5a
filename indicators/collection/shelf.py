"""The shelf of a city's held documents, and their checks: is the text there, is it the one that was curated, and do the
words that bound the document stand in it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.collection.evidence import Document, document
from indicators.collection.files import CuratedFile, Files
from indicators.disk import reasons, regular
from indicators.model.problems import Problem
from indicators.model.schema import City, Source
from indicators.words.texts import msgid, said


@dataclass(slots=True)
class Shelf:
    """A city (`name` is its folder) and its held documents by source, in which its figures' quotes are looked up.

    `whole` is false where entries of city.yaml had to be left out: a source that is not found may be one of them.
    """

    name: str
    city: City
    whole: bool = True
    documents: dict[str, Document] = field(default_factory=dict)

    def fill(self, yaml: CuratedFile, files: Files) -> Iterator[Problem]:
        """Read the held text of every source into `documents`; gives what is wrong as problems of city.yaml."""
        for name, source in self.city.sources.items():
            if source.file is None:
                continue
            for key, problem in self._read(name, source, source.file, files):
                yield yaml.place(problem, ("sources", name, *([key] if key else [])))

    def _read(self, name: str, source: Source, file: str, files: Files) -> Iterator[tuple[str, Problem]]:
        """Read one text; gives each problem with the key of the source's entry that it stands at ("" for the entry)."""
        if "/" in file or "\\" in file:
            what = said("{file} is not a plain file name", file=file)
            yield "file", Problem("source-file", what, said("put the text into seeds/"))
            return
        try:
            raw, total = files.text(file)
            found = _document(raw, source)
        except (regular.NotRegularError, regular.TooLargeError) as error:
            what = said("seeds/{file} can't be read: {why}", file=file, why=reasons.why(error))
            yield "file", Problem("source-file", what)
            return
        except (OSError, UnicodeDecodeError):
            yield "file", Problem("source-file", said("the text {file} is not in seeds/ or is not UTF-8", file=file))
            return
        if source.sha256 is None:
            cure = said("write `sha256: {sum}`, if this is the text you read", sum=total)
            yield "", Problem("missing-key", said("the key {key} is missing", key="sha256"), cure)
        elif total != source.sha256:
            yield (
                "sha256",
                Problem(
                    "source-changed",
                    said("seeds/{file} is not the text that was curated: its SHA-256 differs", file=file),
                ),
            )
        if isinstance(found, str):
            # What ends a document is looked for behind what begins it.
            begins = source.begins is not None and document(found, source.begins) is None
            key, words = ("begins", source.begins) if begins else ("ends", source.ends)
            message = (
                msgid("seeds/{file} does not have the words of `begins`: {words}")
                if begins
                else msgid("seeds/{file} does not have the words of `ends` behind the beginning: {words}")
            )
            yield key, Problem("source-bounds", said(message, file=file, words=words))
            found = Document(found, 0, len(found))
        self.documents[name] = found


def _document(raw: bytes, source: Source) -> Document | str:
    """The document of a source in the bytes of its held text, or the text where its bounds are not in it. Raises
    UnicodeDecodeError."""
    text = raw.decode("utf-8")
    return document(text, source.begins, source.ends) or text
