"""The lists of one matter, read for the strip under the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import RecordSummary


def coming(services: Services, kin: list[RecordSummary]) -> tuple[str, str, str] | None:
    """The errand that the last list of a matter leads to, where there is no list of it yet: id, title, whose it is.

    Whose it is stays empty where it is the same desk's. Raises UserError from the store.
    """
    last = services.store.load(kin[-1].number)
    made = {line.wizard for line in kin}
    library = services.library
    for link in last.evaluate().next:
        wizard = library.heir(last.rule, link.wizard)
        if wizard is not None and wizard.id not in made:
            own = bool(library.acting_desk(wizard, last.desk))
            party = next((p for p in library.parties(last.rule) if wizard.desks and p.id == wizard.desks[0]), None)
            return wizard.id, wizard.title, "" if own or party is None else f"{party.label}办"
    return None
