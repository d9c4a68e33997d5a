"""What a reader is told when a page has failed: that it did, in both languages. What went wrong is in the server's log,
where Streamlit writes it, and nowhere else: a traceback tells paths and more."""

from __future__ import annotations

import streamlit as st

from indicators.words.inert import in_markdown
from indicators.words.texts import LANGUAGES, msgid, translate


def told(_: Exception) -> bool:
    """Say so on the page that failed; true: nothing else is to be said there."""
    message = msgid(
        "This page has failed, and that is not your doing: reload it, or go back. The operator's log tells why."
    )
    # Both, since the failure may have come before the reader's language was known.
    st.error("  \n".join(in_markdown(translate(lang, message)) for lang in LANGUAGES), icon=":material/error:")
    return True
