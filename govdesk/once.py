"""A property that is built on first use, by one thread for all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar, overload

T = TypeVar("T")


class built_once(cached_property[T]):  # noqa: N801 — read as the decorator it is
    """A `cached_property` that two threads may ask for at the same time: one builds, the other waits for what it built.

    The library's own has no lock since Python 3.12, and of two stores that two threads open one is never closed.
    """

    def __init__(self, build: Callable[[Any], T]) -> None:
        super().__init__(build)
        self._building = threading.RLock()

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | T:
        if instance is None:
            return self
        with self._building:
            return super().__get__(instance, owner)
