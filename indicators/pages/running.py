"""What a run of a page finds out once: the tables at a tolerance, who reads, and the page's address, to which it
writes once.

Many parts of a page ask for each of these, and each asking would look through the curated folder, take Streamlit's
locks or send the browser a message. Nothing here outlasts the run, so that a page which nobody asks for anew holds no
tables that have been read anew since.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T")


@dataclass(slots=True)
class _Run:
    """The page's address as the run knows it, what it has found out, by name, and what of the page it has left to be
    drawn last, as markup."""

    address: dict[str, str]
    found: dict[Hashable, object] = field(default_factory=dict)
    last: str = ""


_run: ContextVar[_Run | None] = ContextVar("_run", default=None)  # none in a callback, and in a dialog that runs alone


@contextmanager
def run() -> Iterator[None]:
    """While this lasts, a run of a page goes on. At its end the browser is told what it wrote into the address."""
    held = _run.set(_Run(st.query_params.to_dict()))
    try:
        yield
        tell_address()
    finally:
        _run.reset(held)


def once(name: Hashable, find: Callable[[], T]) -> T:
    """What `find` finds, found out once in a run. A name stands for one thing."""
    now = _run.get()
    if now is None:
        return find()
    if name not in now.found:
        now.found[name] = find()
    return cast("T", now.found[name])


def given(key: str) -> str | None:
    """What the page's address says of `key`; None where it says nothing."""
    now = _run.get()
    return st.query_params.get(key) if now is None else now.address.get(key)


def addressed() -> dict[str, str]:
    """All that the page's address says."""
    now = _run.get()
    return st.query_params.to_dict() if now is None else dict(now.address)


def address(**state: str | None) -> None:
    """Write state into the page's address (None takes it out)."""
    now = _run.get()
    known = st.query_params if now is None else now.address
    for key, value in state.items():
        if value is None:
            known.pop(key, None)
        elif known.get(key) != value:
            known[key] = value


def tell_address() -> None:
    """Tell the browser what the run has written into the page's address, if anything, in one message."""
    now = _run.get()
    if now is None:
        return
    told = st.query_params.to_dict()
    for key in told.keys() - now.address.keys():
        del st.query_params[key]
    new = {key: value for key, value in now.address.items() if told.get(key) != value}
    if new:
        st.query_params.update(new)


def leave(markup: str) -> bool:
    """Leave the last part of a page to be drawn with what stands below every page; false where nothing will be."""
    now = _run.get()
    if now is not None:
        now.last = markup
    return now is not None


def left() -> str:
    """What the page has left to be drawn last."""
    now = _run.get()
    return "" if now is None else now.last


def again() -> None:
    """End this run and begin another, at the address that it has written."""
    tell_address()
    st.rerun()
