"""The end of the Contribute page: the files of a contribution, to be downloaded, copied or taken to GitHub."""

from __future__ import annotations

import streamlit as st

from indicators.pages.state import Reader
from indicators.tables import current
from indicators.views.contribution import Composition, Sheet
from indicators.views.handing_in import on_github, packed, upload_page


def _steps(reader: Reader, repository: str) -> str:
    """What to do with the files, as a numbered list."""
    steps = [
        reader.say(
            "Read the report once more from the start, for what is missing; then hold every row against its "
            "words. A machine sees a wrong quote, not a wrong meaning."
        ),
        reader.say("Download all files and unpack them: the folders `curated` and `seeds`, each file in its place."),
    ]
    if repository:
        page = upload_page(repository)
        steps.append(
            reader.say(
                (
                    "Drag both folders into [GitHub's upload page]({page}), say in one line what is new, and "
                    "choose “Propose changes”."
                ),
                page=page,
            )
        )
        steps.append(
            reader.say(
                "The check runs there by itself and answers under your proposal; a person reads it before it "
                "is taken in."
            )
        )
    else:
        steps.append(reader.say("Put both folders over a copy of the project and run `make check` until it is clean."))
        steps.append(
            reader.say(
                "Add the row of a new text to `seeds/README.md`, and open a pull request; CONTRIBUTING.md says how."
            )
        )
    return "\n".join(f"{i}. {step}" for i, step in enumerate(steps, 1))


def _sheet(sheet: Sheet, reader: Reader, repository: str) -> None:
    """One file, folded: what it adds, to copy (a held text is not copied: its sum must hold), a download, its page on
    GitHub."""
    state = reader.say("new") if sheet.new else reader.say("added to")
    with st.expander(f"`{sheet.path}` · {state}"):
        if sheet.path.endswith("city.yaml") and not sheet.new:
            st.caption(reader.say("The entry to add below `sources`; the download is the whole file."))
        elif sheet.path.endswith("indicators.yaml"):
            st.caption(reader.say("The entries at the end of the catalogue; the download is the whole file."))
        elif sheet.held:
            st.caption(reader.say("The text must arrive to the byte: download it and upload the file, don't paste it."))
        if sheet.block:
            st.code(sheet.block, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.download_button(
                reader.say("Download {name}", name=sheet.name),
                sheet.content,
                file_name=sheet.name,
                mime="text/plain",
                on_click="ignore",
                key=f"sheet_{sheet.path}",
            )
            if repository:
                address, filled = on_github(repository, sheet)
                label = (
                    reader.say("Open on GitHub")
                    if filled
                    else reader.say("Upload on GitHub")
                    if sheet.held
                    else reader.say("Copy, then paste on GitHub")
                )
                st.link_button(label, address)


def show(made: Composition, name: str, reader: Reader) -> None:
    """The files and the way on; `name` is that of the download of all."""
    if not made.sheets:
        st.info(reader.say("There is nothing to hand in yet: accept a figure that the project does not have."))
        return
    if made.problems:
        st.warning(
            reader.say(
                "Problems still open: {n}. The files can be taken along, but the check will refuse them as they are.",
                n=len(made.problems),
            ),
            icon=":material/report:",
        )
    repository = current.repository()
    st.markdown(_steps(reader, repository))
    st.download_button(
        reader.say("Download all files (.zip)"),
        packed(made.sheets),
        file_name=f"{name}.zip",
        mime="application/zip",
        on_click="ignore",
        key="all_files",
    )
    for sheet in made.sheets:
        _sheet(sheet, reader, repository)
