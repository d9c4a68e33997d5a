"""What readers are told of files that are not what they were: which, what is wrong, since when, and what is shown."""

from __future__ import annotations

from indicators.model.problems import Lapse
from indicators.tables import Frames
from indicators.words.texts import msgid, translate

_MOST = 10  # lines; where a whole folder is gone, more would not tell more


def lapses(frames: Frames, lang: str) -> tuple[str, ...]:
    """A line for each file that has lapsed, of many for the first; none where all is in order."""
    shown = [_line(lapse, lang) for lapse in frames.lapses[:_MOST]]
    left = len(frames.lapses) - len(shown)
    return (*shown, *([translate(lang, "and {n} more files", n=left)] if left else []))


def when(lapse: Lapse) -> str:
    """Since when a file is not what it was, with the offset of the server's time."""
    return f"{lapse.since:%Y-%m-%d %H:%M %z}"


def _line(lapse: Lapse, lang: str) -> str:
    if lapse.kept is None:
        told = msgid("{path} has changed ({when}): {what}. If that is meant, commit it or start the dashboard anew.")
    elif lapse.broken:
        told = msgid("{path} can't be used since {when}: {what}. Its last good version is shown until it is mended.")
    else:
        told = msgid(
            "{path} is held back since {when}: {what}. Its last good version is shown; "
            "if the change is meant, commit it or start the dashboard anew."
        )
    return translate(lang, told, path=lapse.path, when=when(lapse), what=lapse.what)
