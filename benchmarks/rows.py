"""What a benchmark gives back: rows of a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure.

    `limit` is the value the figure must stay below, or None where it is only told. `note` says how it was measured.
    """

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    note: str = ""

    @property
    def within(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.limit is None or self.value < self.limit
