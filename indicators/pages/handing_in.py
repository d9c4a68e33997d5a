"""Step 3 of the Contribute page: a contribution's problems, and its files to download, copy or take to GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from indicators.pages import drawing
from indicators.pages.state import Reader
from indicators.tables import Frames, current
from indicators.views.contribution import Contribution, on_github, packed, upload_page
from indicators.views.newfiles import NewFile
from indicators.views.report_rows import ReportRow, row_name
from indicators.words.inert import in_markdown, seen
from indicators.words.texts import joined


def _steps(reader: Reader, repository: str) -> str:
    """What to do with the files, as a numbered list."""
    steps = [
        reader.say(
            "Read the report once more from the start, for what is missing; then hold every row against its words. "
            "A machine sees a wrong quote, not a wrong meaning."
        ),
        reader.say("Download all files and unpack them: the folders `curated` and `seeds`, each file in its place."),
    ]
    if repository:
        page = upload_page(repository)
        steps.append(
            reader.say(
                "Drag both folders into [GitHub's upload page]({page}), say in one line what is new, "
                "and choose “Propose changes”.",
                page=page,
            )
        )
        steps.append(
            reader.say(
                "The check runs there by itself and answers under your proposal; "
                "a person reads it before it is taken in."
            )
        )
    else:
        steps.append(reader.say("Put both folders over a copy of the project and run `make check` until it is clean."))
        steps.append(
            reader.say(
                "See to the rows of a new text in `seeds/README.md`, and open a pull request; CONTRIBUTING.md says how."
            )
        )
    return "\n".join(f"{i}. {step}" for i, step in enumerate(steps, 1))


def _file(file: NewFile, reader: Reader, repository: str) -> None:
    """One file, folded: what it adds, to be copied, a download, and its page on GitHub.

    A held text is not shown to be copied: it has to arrive byte for byte.
    """
    state = reader.say("new") if file.new else reader.say("added to")
    path = f"`{file.path}`" if re.fullmatch(r"[\w./-]+", file.path) else in_markdown(file.path)
    with st.expander(f"{path} · {state}"):
        if file.path.endswith("city.yaml") and not file.new:
            st.caption(reader.say("The entry to add below `sources`; the download is the whole file."))
        elif file.path.endswith("indicators.yaml"):
            st.caption(
                reader.say(
                    "The entries at the end of the place's own catalogue; the download is the whole file. What any "
                    "place reports belongs to the common one: move it there, or say so in the pull request."
                )
            )
        elif file.path.startswith("seeds/") and not file.held:
            st.caption(reader.say("The rows to add, one to each table; the download is the whole file."))
        elif file.held:
            st.caption(reader.say("The text must arrive to the byte: download it and upload the file, don't paste it."))
        if file.block:
            st.code(seen(file.block), language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.download_button(
                in_markdown(reader.say("Download {name}", name=file.name)),
                file.content,
                file_name=file.name,
                mime="text/plain",
                on_click="ignore",
                key=f"sheet_{file.path}",
            )
            if repository:
                address, filled = on_github(repository, file)
                label = (
                    reader.say("Open on GitHub")
                    if filled
                    else reader.say("Upload on GitHub")
                    if file.held
                    else reader.say("Copy, then paste on GitHub")
                )
                st.link_button(in_markdown(label), address)


def remarks(made: Contribution, rows: Iterable[ReportRow], reader: Reader, frames: Frames) -> None:
    """The problems of the contribution that the rows come to, and what the project has already."""
    names = {r.number: row_name(r, frames.catalogue, reader.lang) for r in rows}
    if made.problems:
        lines = [(names[p.row] if p.row else "", p.line) for p in made.problems]
        drawing.show("problems", reader, problems=lines)
    elif made.files:
        st.caption(reader.say("✓ Checked: every quote stands in the text, every figure in its quote."))
    for why in dict.fromkeys(r.line for r in made.there):
        numbers = joined((str(r.row) for r in made.there if r.line == why), reader.lang)
        st.caption(in_markdown(reader.say("Not added, {why}: {numbers}", why=why, numbers=numbers)))


def show(made: Contribution, name: str, reader: Reader) -> None:
    """The files and the way on; `name` is that of the download of all."""
    if not made.files:
        st.info(reader.say("There is nothing to hand in yet: accept a figure that the project does not have."))
        return
    if made.problems:
        told = reader.say(
            "Problems still open: {n}. The files can be taken along, but the check will refuse them as they are.",
            n=len(made.problems),
        )
        st.warning(in_markdown(told), icon=":material/report:")
    st.markdown(_steps(reader, current.repository()))
    files(made, name, reader)


def files(made: Contribution, name: str, reader: Reader) -> None:
    """The files, all at once and one by one; `name` is that of the download of all."""
    repository = current.repository()
    st.download_button(
        reader.say("Download all files (.zip)"),
        packed(made.files),
        file_name=f"{name}.zip",
        mime="application/zip",
        on_click="ignore",
        key="all_files",
    )
    for file in made.files:
        _file(file, reader, repository)
