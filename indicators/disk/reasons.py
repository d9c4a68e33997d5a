"""Why a file could not be read or written, in words for people."""

from __future__ import annotations

import errno

from indicators.disk.regular import MOST, NotRegularError, TooLargeError, TooManyError
from indicators.words.texts import Said, msgid, said

_KINDS = {
    "folder": msgid("it is a folder, not a file"),
    "link": msgid("it is a link, and only files themselves are read"),
    "other": msgid("it is no file but a pipe, a socket or a device"),
}
_REASONS = {
    errno.ENOENT: msgid("No such file or directory"),
    errno.EACCES: msgid("its permissions forbid it"),
    errno.EPERM: msgid("its permissions forbid it"),
    errno.ENOSPC: msgid("the disk is full"),
    errno.EDQUOT: msgid("the disk is full"),
    errno.EFBIG: msgid("the disk takes no file as large"),
    errno.EROFS: msgid("this disk can only be read"),
    errno.EISDIR: msgid("it is a folder, not a file"),
    errno.ENOTDIR: msgid("a part of its path is no folder"),
    errno.ELOOP: msgid("it is a link, and only files themselves are read"),
    errno.ENAMETOOLONG: msgid("its name is too long"),
}


def why(error: OSError) -> Said:
    """The reason of an error in either language, on one line; of one that is not known here, its number."""
    if isinstance(error, NotRegularError):
        return said(_KINDS[error.kind])
    if isinstance(error, TooManyError):
        return said("it holds more than {n} entries", n=MOST)
    if isinstance(error, TooLargeError):
        return said("there are more than {n} bytes", n=error.most)
    reason = _REASONS.get(error.errno or 0)
    return said(reason) if reason else said("error {n}", n=error.errno)
