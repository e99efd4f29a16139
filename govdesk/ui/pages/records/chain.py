"""The lists of one matter, read for the strip under the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govdesk.errors import UserError

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import RecordSummary


def chain(services: Services, line: RecordSummary | None) -> tuple[list[RecordSummary], tuple[str, str, str] | None]:
    """The lists of a line's matter, and the errand that comes next; nothing where it stands alone."""
    if line is None or not line.matter:
        return [], None
    try:
        kin = services.store.kin(line.number)
        return kin, coming(services, kin) if len(kin) > 1 else None
    except UserError:
        return [], None  # a list that cannot be read says so when it is opened


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
