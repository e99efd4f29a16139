"""What a line claims holds for the quotes that it shows: on a path where some of them are left out, too.

A quote or a point may stand under a condition (`when`). The declarations are checked with all of them at once; here each
path's own are held against the same line, and only what the rest would not have told is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from govdesk.wizards.claims import Finding, time_words, whose
from govdesk.wizards.model import CheckItem, Cite, Due, OtherAct, Quoting, Wizard
from govdesk.wizards.numbers import figures, numbers_of_item, numbers_of_other
from govdesk.wizards.parties import Party
from govdesk.wizards.session import State
from govdesk.wizards.terms import CiteRole

_HINT = "放宽这处引文的 when，或另引一处"


class Shown:
    """Lines of one wizard with the quotes of single paths, each set of quotes looked at once."""

    def __init__(self, wizard: Wizard, parties: tuple[Party, ...]) -> None:
        self._wizard, self._parties = wizard, parties
        self._known: dict[tuple[object, ...], list[Finding]] = {}
        parts: tuple[CheckItem | Quoting, ...] = (
            *wizard.items,
            *wizard.others,
            *wizard.answers,
            *wizard.general,
            *wizard.open,
        )
        #: Ids of the parts that have a main quote and may lose it.
        self._losing = {part.id for part in parts if _acts(part.cites) and any(cite.when for cite in part.cites)}

    def on(self, state: State) -> Iterator[Finding]:
        """What the lines of one path claim beyond the quotes that stand there."""
        for entry in state.items:
            key = (entry.item.id, *map(id, entry.cites), None, *map(id, entry.points))
            if key not in self._known:
                shown = msgspec.structs.replace(entry.item, cites=entry.cites, points=entry.points)
                self._known[key] = _new(self._of_item(shown), self._of_item(entry.item))
            yield from self._known[key]
        for other in state.others:
            declared = self._wizard.other(other.id)
            key = (other.id, *map(id, other.cites))
            if declared is not None and key not in self._known:
                self._known[key] = _new(_of_other(other), _of_other(declared))
            yield from self._known.get(key, ())
        for kind, name, cites in (
            *(("items", entry.item.id, entry.cites) for entry in state.items),
            *(("others", part.id, part.cites) for part in state.others),
            *(("answers", part.id, part.cites) for part in state.say),
            *(("general", part.id, part.cites) for part in state.general),
            *(("open", shown.id, shown.cites) for shown in state.open),
        ):
            if name in self._losing and not _acts(cites):
                yield f"{kind}.{name}.cites", "这样答，说明办什么的引文一处也不在", _HINT

    def _of_item(self, item: CheckItem) -> Iterator[Finding]:
        where, cites = f"items.{item.id}", item.all_cites()
        yield from whose(item, self._parties)
        yield from figures(f"{where}.do", item.do, cites)
        for point in item.points:
            yield from figures(f"{where}.points", point.do, cites)
        yield from numbers_of_item(item)
        yield from _limit(where, item.due, cites)


def _of_other(other: OtherAct) -> Iterator[Finding]:
    where = f"others.{other.id}"
    yield from figures(f"{where}.do", other.do, other.cites)
    yield from numbers_of_other(other)
    yield from _limit(where, other.due, other.cites)


def _limit(where: str, due: Due | None, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    yield from time_words(where, due, cites)
    if due is not None and due.workdays is not None:
        yield from figures(f"{where}.due.workdays", str(due.workdays), cites)


def _acts(cites: Iterable[Cite]) -> bool:
    """Whether some quote says what is done."""
    return any(cite.role is CiteRole.MAIN for cite in cites)


def _new(found: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    told = set(known)
    return [finding for finding in found if finding not in told]
