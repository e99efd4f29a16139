"""What the 清单 page asks of the store: which lists, in which order, by which filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.present.record_listing import order_of
from govdesk.records.finding import Find
from govdesk.ui.pages.records.model import RecordsModel

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import RecordSummary


class Listing:
    """Fills `model` with the lists that are asked for, page by page, in the order that the model shows."""

    def __init__(self, services: Services, model: RecordsModel) -> None:
        self._services, self._model = services, model
        self._find = Find()

    @property
    def _order(self) -> tuple[Any, bool]:
        return order_of(self._model.column, descending=self._model.descending)

    def fill(self, find: Find, filters: dict[str, Any], total: int) -> None:
        """List the `total` lists that `find` and the header's `filters` leave. Raises UserError from the store."""
        store, (sort, turned) = self._services.store, self._order
        self._find = find = msgspec.structs.replace(find, **filters)
        self._model.set_source(
            total, lambda offset, limit: store.page(find, sort, reverse=turned, limit=limit, offset=offset)
        )

    def row_of(self, number: str) -> int | None:
        """In which row a list stands; None where it is not listed."""
        row = self._model.row_in_first_page(number)
        if row is not None:
            return row
        sort, turned = self._order
        return self._services.store.position(number, self._find, sort, reverse=turned)

    def every(self) -> list[RecordSummary]:
        """All that are listed, whether they have been shown or not."""
        sort, turned = self._order
        return self._services.store.page(self._find, sort, reverse=turned)
