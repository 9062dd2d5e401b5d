"""Who is told how far the work has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Goes through items one by one and tells somebody how far it has come."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]: ...
