"""Text that means nothing but itself, wherever it is shown: the one home of what makes foreign words harmless.

Whatever comes from data, a document or an address is chosen by someone else. A page's Markdown, plotly, GitHub and a
terminal each obey some signs; here is for each of them what keeps its signs from being obeyed. Jinja escapes HTML by
itself (`words.templates`). Signs that nobody sees are shown by their number, in all of these places.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST_ECHO = 40  # characters of what an address asks for that are said back

# What can't be seen, or turns round what is read: controls, zero width, direction, tags, fillers, lone surrogates.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_JOINED = "\u2060"  # a word joiner: has no width, and no pattern reaches across it

# Signs that begin something in Streamlit's Markdown wherever they stand; `_` only beside a gap, `:` only before a word.
_SIGN = re.compile(r"[\\`*\[$~]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|(?<![^\W_])_|_(?![^\W_])|:(?=\S)")
# What begins a line as a list, a heading, a quotation, a rule or a code block.
_OPENING = re.compile(r"^(?:[-+=>#]|\d{1,9}(?=[.)]))")
# What is made of text after all signs have been read: icons, emoji, links and arrows. Each is broken at its first part.
_LATE = re.compile(
    r"(?P<name>:)(?=[\w+-]+:)|(?P<link>https?:|ftp:|mailto:|xmpp:)(?=\S)|(?P<www>www)(?=\.)|(?P<at>@)(?=\w)"
    r"|(?:(?<=\s)|^)(?P<arrow><->|->|<-|--|>=|<=|~=)(?=\s|$)",
    re.IGNORECASE,
)
# The same for GitHub: @name, #12, GH-12, :name:, a commit's number.
_LIVE_THERE = re.compile(
    r"(?<=[@#])(?=\w)|(?<=\bgh-)(?=\d)|(?<=:)(?=[a-z0-9_+/-])|(?<=(?<![0-9a-z])[0-9a-f])(?=[0-9]*[a-f][0-9a-f]*(?![0-9a-z]))(?=[0-9a-f]{6,39})",
    re.IGNORECASE,
)
_SPECIAL_THERE = re.compile(r"[!#&*<>@\[\\\]^`{|}~]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.", re.IGNORECASE)


def seen(text: str) -> str:
    """The text with every sign that can't be seen, or turns others round, as its number: `⟦U+202E⟧`."""
    if text.isascii() and text.isprintable():
        return text
    return UNSEEN.sub(lambda sign: f"⟦U+{ord(sign[0]):04X}⟧", text)


def hides(text: str) -> bool:
    """Whether a text has a sign that `seen` would show by its number."""
    return UNSEEN.search(text) is not None


def host(address: str) -> str:
    """Where an address on the web leads, as `xn--` where it is not ASCII; empty where it must not become a link.

    A link is http or https, has a host and no user's name before it (`https://city.gov.cn@elsewhere.example`), and
    nothing in it is unseen or a gap.
    """
    if not address.lower().startswith(("http://", "https://")) or hides(address) or re.search(r"\s|\\", address):
        return ""
    try:
        parts = urlsplit(address)
        found = parts.hostname or ""
        return "" if "@" in parts.netloc else found.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError too: a host that no name server could be asked for
        return ""


def echoed(text: str, most: int = LONGEST_ECHO) -> str:
    """What an address asks for, to be said back: on one line, no longer than `most` characters, all of it seen."""
    shown = " ".join(seen(text[: most + 1]).split())
    return shown if len(text) <= most else f"{shown[:most]}…"


def _reference(sign: re.Match[str]) -> str:
    return "".join(f"&#{ord(c)};" for c in sign[0])


def in_markdown(text: str) -> str:
    """A text as Streamlit's Markdown that shows just it, on one line.

    What means something becomes a character reference. Icons, emoji, links and arrows are found in the text that these
    come to, so a word joiner, which has no width, breaks them.
    """
    text = " ".join(seen(text).split())
    text = _LATE.sub(lambda found: f"{found[0][:1]}{_JOINED}{found[0][1:]}", text)
    return _OPENING.sub(_reference, _SIGN.sub(_reference, text))


def in_plotly(text: str) -> str:
    """A text as a figure's pseudo-HTML that shows just it."""
    return seen(text).replace("&", "&amp;").replace("<", "&lt;")


def on_github(text: str) -> str:
    """A text as GitHub's Markdown that shows just it, on one line.

    Signs that mean something in Markdown or HTML become character references. GitHub would still make links, pictures
    and formulas of @name, #12, GH-12, :name:, a commit's number and $…$: a space of no width breaks these, a <span>
    around each dollar the last, as GitHub's manual says.
    """
    text = _LIVE_THERE.sub("\u200b", " ".join(seen(text).split()))
    return _SPECIAL_THERE.sub(_reference, text).replace("$", "<span>$</span>")


def in_code(text: str) -> str:
    """A text as a span of code in GitHub's Markdown, also within a table; empty where the text is.

    It shows just the text, in type that says that these are somebody's words. Nothing in it is obeyed or ends it.
    """
    text = " ".join(seen(text).split()).replace("\\|", "\\ |").replace("|", "\\|")
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}"


def in_terminal(text: str) -> str:
    """A text as a terminal shows it and does not obey it; lines stay lines."""
    return seen(text.replace("\r\n", "\n").replace("\r", "⟦U+000D⟧")).replace("##[", f"##{_JOINED}[")
