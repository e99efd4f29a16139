"""What a list of records is asked for, and what its filters can be set to; plain values."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from govdesk.records.model import RecordState


class Sort(StrEnum):
    """Order of the list, rising unless it `falls`; NEXT_DUE is by one's own limits, NEAREST by these and what is waited for."""

    UPDATED = "updated"
    NEXT_DUE = "next_due"
    NEAREST = "nearest"
    NUMBER = "number"
    TITLE = "title"
    WIZARD = "wizard"
    HANDLER = "handler"
    STARTED = "started"
    PROGRESS = "progress"
    STATE = "state"
    CITY = "city"
    DELETED = "deleted"

    @property
    def falls(self) -> bool:
        """Whether it begins with the newest, and rises where it is turned round."""
        return self in (Sort.UPDATED, Sort.NUMBER)

    @property
    def by_time(self) -> bool:
        """Whether it goes by days or times, from early to late: not from small to large."""
        return self in (Sort.UPDATED, Sort.NEXT_DUE, Sort.NEAREST, Sort.STARTED, Sort.DELETED)


class Find(msgspec.Struct, frozen=True, kw_only=True):
    """Which records a list shows; empty values let everything in. `city` is a rule's short title, `wizard` an errand's."""

    states: tuple[RecordState, ...] | None = None
    text: str = ""
    deleted: bool = False
    city: str = ""
    year: str = ""
    wizard: str = ""
    handler: str = ""
    bases: tuple[str, ...] = ()  # digests: only what was made from these


class Facets(msgspec.Struct, frozen=True):
    """What the filters can be set to, with how many records each lets in: (city, year, errand, person, records)."""

    groups: tuple[tuple[str, str, str, str, int], ...]

    @property
    def cities(self) -> dict[str, int]:
        """Rules by short title."""
        return dict(sorted(self._sums(0).items()))

    @property
    def years(self) -> dict[str, int]:
        """Newest first."""
        return dict(sorted(self._sums(1).items(), reverse=True))

    @property
    def wizards(self) -> dict[str, int]:
        """Errands by title."""
        return dict(sorted(self._sums(2).items()))

    @property
    def handlers(self) -> dict[str, int]:
        """People; records without one are not among them."""
        return dict(sorted((name, count) for name, count in self._sums(3).items() if name))

    def count(self, city: str = "", year: str = "", wizard: str = "", handler: str = "") -> int:
        """How many records these filters let in together."""
        return sum(
            count
            for of_city, of_year, of_wizard, of_handler, count in self.groups
            if city in ("", of_city)
            and year in ("", of_year)
            and wizard in ("", of_wizard)
            and handler in ("", of_handler)
        )

    def _sums(self, place: int) -> dict[str, int]:
        sums: dict[str, int] = {}
        for group in self.groups:
            sums[str(group[place])] = sums.get(str(group[place]), 0) + group[4]
        return sums
