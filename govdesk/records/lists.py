"""The list of records: pages of it, counts, filters. What it shows of a record is kept beside it, see `schema`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress

import msgspec

from govdesk.records import queries, rows
from govdesk.records.database import Database
from govdesk.records.finding import Facets, Find, Sort
from govdesk.records.model import RecordState, RecordSummary
from govdesk.wizards.basis import Basis

EVERYTHING = Find()


class Lists:
    """What the store tells of many records; see `Store`."""

    _db: Database
    _bases: rows.Bases

    def page(
        self,
        find: Find = EVERYTHING,
        sort: Sort = Sort.UPDATED,
        *,
        reverse: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[RecordSummary]:
        """The lines from `offset` on, at most `limit`; `reverse` turns the order round, empty values stay last."""
        with self._db.reading() as connection:
            return queries.select_summaries(connection, find, sort, reverse, limit, offset)

    def position(
        self, number: str, find: Find = EVERYTHING, sort: Sort = Sort.UPDATED, *, reverse: bool = False
    ) -> int | None:
        """Where a record stands in the list that `page` gives for the same, from 0; None where it is not in it."""
        with self._db.reading() as connection:
            return queries.select_position(connection, number, find, sort, reverse)

    def facets(self, find: Find = EVERYTHING) -> Facets:
        """Years, errands and people among those records, each with how many; `.count(…)` for filters together."""
        with self._db.reading() as connection:
            return queries.select_facets(connection, find)

    def count_revised(self, revised: Callable[[Basis], object], known: dict[str, bool]) -> dict[str, int]:
        """By digest, how many lists that are not put away rest on a basis of which `revised` is true.

        `known` keeps what was answered for the caller's next time. The bases are few and asked first: where nothing is
        revised, which is the rule, no list is counted. Unreadable ones are left out.
        """
        with self._db.reading() as connection:
            digests = queries.select_bases(connection)
            for digest in digests:
                if digest not in known:
                    with suppress(ValueError, msgspec.MsgspecError):  # such a list says so when it is opened
                        known[digest] = bool(revised(self._bases.load(connection, digest)))
            found = [digest for digest in digests if known.get(digest)]
            return queries.count_on(connection, found) if found else {}

    def on_rule(self, rule: str) -> list[tuple[RecordSummary, Basis]]:
        """Every list of the rule `rule` (an id) that is not deleted, with what it rests on, the open ones first.

        Unreadable ones are left out. Any thread may ask.
        """
        bases = rows.Bases()
        found = []
        with self._db.reading() as connection:
            for summary, digest in queries.select_on_rule(connection, rule):
                with suppress(ValueError, msgspec.MsgspecError):  # such a list says so when it is opened
                    found.append((summary, bases.load(connection, digest)))
        return sorted(found, key=lambda entry: entry[0].state is RecordState.ARCHIVED)

    def counts(self) -> dict[RecordState, int]:
        """How many records are in each state, the deleted ones left out."""
        with self._db.reading() as connection:
            return queries.count_states(connection)

    def summaries(
        self,
        states: Collection[RecordState] | None = None,
        text: str = "",
        *,
        deleted: bool = False,
        sort: Sort = Sort.UPDATED,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[RecordSummary]:
        """`page` in short: lines of the 清单 page (`deleted`: of the 回收站), in those states (None: all).

        `text`: every word of it must occur in the number, the errand's name or a field.
        """
        find = Find(states=None if states is None else tuple(states), text=text, deleted=deleted)
        return self.page(find, sort, limit=limit, offset=offset)
