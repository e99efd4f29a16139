"""先办 and 接着办 of published errands: only links to what is published too, and sound for the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from govdesk.wizards.checks import check_chains
from govdesk.wizards.conditions import questions_in
from govdesk.wizards.model import Link, Wizard
from govdesk.wizards.parties import Party


def with_links(wizard: Wizard, frame: Wizard, wizards: Mapping[str, Wizard], parties: tuple[Party, ...]) -> Wizard:
    """`wizard` with those links of its frame that the checker lets pass."""
    known = {question.id for question in wizard.questions}

    def sound(link: Link) -> Iterator[Link]:
        desks = tuple(desk for desk in link.desks if desk in wizard.desks)
        if link.desks and not desks:
            return  # for a desk that the published errand does not have
        link = msgspec.structs.replace(link, desks=desks)
        if all(question in known for question in questions_in(link.when)):
            for tried in (link, msgspec.structs.replace(link, answers=())):
                alone = msgspec.structs.replace(wizard, before=(), next=(tried,), goes=())
                if not list(check_chains(alone, wizards, parties, wizard.id)):
                    yield tried
                    return

    return msgspec.structs.replace(
        wizard,
        before=tuple(kept for link in frame.before for kept in sound(link)),
        next=tuple(kept for link in frame.next for kept in sound(link)),
    )


class LazyWizards(Mapping[str, Wizard]):
    """Wizards by id, each made when it is first asked for."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Wizard]) -> None:
        self._made: dict[str, Wizard | None] = dict.fromkeys(names)
        self._make = make

    def __getitem__(self, name: str) -> Wizard:
        wizard = self._made[name]
        if wizard is None:
            wizard = self._made[name] = self._make(name)
        return wizard

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def near(frame: Wizard) -> set[str]:
    """Ids of the wizard and of those it links to."""
    return {frame.id, *(link.wizard for link in (*frame.before, *frame.next))}
