"""What the links of a checklist show: the titles of the linked errands, and the lists that were made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from govdesk.ui.kit.widgets.link_strip import Linked
from govdesk.wizards.model import Link

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record

#: 接着办 offers so many.
MOST_LINKS = 3


class Links:
    """Of `record`: `titles` of its rule's errands, `made` the numbers of the lists of its chain, both by the errand's id."""

    def __init__(self, services: Services, record: Record) -> None:
        self.titles = {wizard.id: wizard.title for wizard in services.library.wizards(record.rule)}
        self.made: dict[str, str] = {}
        if record.matter:
            self.made = {kin.wizard: kin.number for kin in services.store.kin(record) if kin.id != record.id}

    def shown(self, links: Iterable[Link]) -> list[Linked]:
        """Those whose errand is there: (id, title, the list's number or "")."""
        return [
            (link.wizard, self.titles[link.wizard], self.made.get(link.wizard, ""))
            for link in links
            if link.wizard in self.titles
        ]
