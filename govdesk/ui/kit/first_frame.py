"""What the first frame does without: the namespace `Qt`, and what a widget needs only once somebody uses it.

PySide makes the 92 enumerations of `Qt` with their 1,200 members together, as soon as the name is imported from QtCore.
That is an eighth of the time to the first frame. Modules that the first frame loads take `Qt` from here instead, and
nothing that it runs asks for a member (docs/decisions/0284). What a key or the pointer needs comes right after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["Qt", "after_first_frame", "await_first_frame", "first_frame_stands"]

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
else:

    class _Qt:
        """Hands on what QtCore's `Qt` has, and keeps it."""

        def __getattr__(self, name: str) -> Any:
            from PySide6 import QtCore

            found = getattr(QtCore.Qt, name)
            setattr(self, name, found)
            return found

    Qt = _Qt()


#: What waits for the first frame; and, while it is awaited, True.
_waiting: list[Callable[[], object]] = []
_awaited: list[bool] = []


def await_first_frame() -> None:
    """The program starts: from now on `after_first_frame` keeps what it is given."""
    _awaited[:] = [True]


def after_first_frame(act: Callable[[], object]) -> None:
    """Call `act` once the first frame stands; at once where that is so already."""
    if _awaited:
        _waiting.append(act)
    else:
        act()


def first_frame_stands() -> None:
    """Do what has waited for the first frame."""
    _awaited.clear()
    waiting = list(_waiting)
    _waiting.clear()
    for act in waiting:
        act()
