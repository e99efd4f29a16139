"""先办 and 接着办 of published errands: only links to what is published too, and sound for the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from govdesk.wizards.checks import check_chains
from govdesk.wizards.conditions import questions_in
from govdesk.wizards.model import DirectAnswer, Link, Wizard
from govdesk.wizards.parties import Party


def with_links(wizard: Wizard, frame: Wizard, wizards: Mapping[str, Wizard], parties: tuple[Party, ...]) -> Wizard:
    """`wizard` with those links of its frame, and those of its answers, that the checker lets pass."""
    known = {question.id for question in wizard.questions}
    bare = msgspec.structs.replace(wizard, before=(), next=(), goes=(), answers=())

    def passes(**part: tuple[Link, ...] | tuple[DirectAnswer, ...]) -> bool:
        return not list(check_chains(msgspec.structs.replace(bare, **part), wizards, parties, wizard.id))

    def sound(link: Link) -> Iterator[Link]:
        desks = tuple(desk for desk in link.desks if desk in wizard.desks)
        if (link.desks and not desks) or not all(question in known for question in questions_in(link.when)):
            return
        kept = msgspec.structs.replace(link, desks=desks)
        for tried in (kept, msgspec.structs.replace(kept, answers=())):
            if passes(next=(tried,)):
                yield tried
                return

    return msgspec.structs.replace(
        wizard,
        before=tuple(kept for link in frame.before for kept in sound(link)),
        next=tuple(kept for link in frame.next for kept in sound(link)),
        answers=tuple(
            answer if passes(answers=(answer,)) else msgspec.structs.replace(answer, to="") for answer in wizard.answers
        ),
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
