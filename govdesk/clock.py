"""The day that the whole program speaks of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Clock:
    """One day for everything: it stays the same until `look`, however long a page takes to be built.

    Whoever shows days over a long time looks now and then, and shows everything anew where `look` says True.
    """

    def __init__(self, read: Callable[[], dt.date]) -> None:
        self._read = read
        self._day: dt.date | None = None  # read when it is first asked for, which is not in the first frame

    def today(self) -> dt.date:
        """The day as it was at the last look."""
        if self._day is None:
            self._day = self._read()
        return self._day

    def look(self) -> bool:
        """Take the computer's day again; True where it is another one, later or (a clock put right) earlier."""
        before, self._day = self.today(), self._read()
        return self._day != before
