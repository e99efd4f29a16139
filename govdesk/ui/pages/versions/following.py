"""A pair of versions under comparison: what changed, what was decided, and the margins that follow. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govdesk.drafting.succession import Succession
from govdesk.drafting.version_steps import Look, MarginMove, Step, VersionSteps
from govdesk.errors import Progress, UserError
from govdesk.marginalia.model import Marginal
from govdesk.marginalia.store import Change, Marginalia
from govdesk.present.succession import Followed, Kind, VersionChange, brought, follow
from govdesk.rules.model import Rule

if TYPE_CHECKING:
    from govdesk.records.store import Store
    from govdesk.wizards.model import Wizard


class Following:
    """The work between two versions. Every decision is on the disk when it returns; raises UserError where it is not."""

    def __init__(self, old: Rule, new: Rule, steps: VersionSteps, margins: Marginalia, followed: Followed) -> None:
        self.old, self.new = old, new
        self._steps, self._margins, self._followed = steps, margins, followed

    @property
    def changes(self) -> tuple[VersionChange, ...]:
        """Everything that is to be confirmed, in order."""
        return self._followed.changes

    @property
    def moved(self) -> int:
        """How many quotes only stand under another number."""
        return self._followed.moved

    def change(self, change_id: str) -> VersionChange | None:
        """The change of that id."""
        return next((change for change in self.changes if change.id == change_id), None)

    def look(self, change_id: str) -> Look | None:
        """What was decided of a change; None for nothing yet."""
        return self._steps.look(change_id)

    def counts(self) -> tuple[int, int, int]:
        """(confirmed, left for later, all)."""
        looks = [self.look(change.id) for change in self.changes]
        return looks.count(Look.CONFIRMED), looks.count(Look.LATER), len(looks)

    def next_in(self, shown: Sequence[str], after: str) -> str:
        """The change to look at next among `shown` (ids): undecided ones from `after` on, then what was left for later."""
        at = shown.index(after) if after in shown else -1
        new = [name for name in shown if self.look(name) is None]
        later = [name for name in shown if self.look(name) is Look.LATER]
        behind = [name for name in new if shown.index(name) > at]
        return next(iter((*behind, *new, *(name for name in later if name != after), *later)), "")

    def confirm(self, change: VersionChange) -> None:
        """确认; a note or bookmark goes along to the article that follows."""
        if self.look(change.id) is Look.CONFIRMED:
            return
        moving = []
        if change.heir and change.kind in (Kind.NOTE, Kind.BOOKMARK):
            moving = [(self._margins.entry(self.old.id, change.ident), change.heir)]
        self._bring(change.id, moving)

    def leave(self, change: VersionChange) -> None:
        """先放着."""
        if self.look(change.id) is None:
            self._steps.add(change.id, Look.LATER)

    def waiting_margins(self) -> list[tuple[Marginal, str]]:
        """Notes and bookmarks on articles that read the same, as far as the newer version has not got them yet."""
        return [
            (entry, heir)
            for entry, heir in self._followed.margins
            if not _has(self._margins.entry(self.new.id, heir), entry)
        ]

    def bring_margins(self) -> int:
        """Bring them to the newer version; how many there were."""
        waiting = self.waiting_margins()
        if waiting:
            self._bring("", waiting)
        return len(waiting)

    def take_back(self) -> Step | None:
        """Undo the last step; None where there is none."""

        def put_back(moves: Sequence[MarginMove]) -> None:
            self._margins.put_back([Change(move.before, move.after) for move in moves])

        return self._steps.take_back(put_back)

    def _bring(self, change_id: str, moving: Sequence[tuple[Marginal, str]]) -> None:
        arriving = [brought(entry, heir, self.new) for entry, heir in moving]
        before = [self._margins.entry(*entry.key) for entry in arriving]
        self._margins.bring(arriving)
        moves = tuple(
            MarginMove(former, after) for former in before if (after := self._margins.entry(*former.key)) != former
        )
        try:
            self._steps.add(change_id, Look.CONFIRMED, moves)
        except UserError:
            if moves:
                self._margins.put_back([Change(move.before, move.after) for move in moves])
            raise


def look_through(
    old: Rule, new: Rule, store: Store, margins: Sequence[Marginal], wizards: Sequence[Wizard], progress: Progress
) -> Followed:
    """Everything that rests on `old`, held against `new`; any thread may do it. Raises StoppedError."""
    return follow(Succession(old, new), store.on_rule(old.id), margins, wizards, progress)


def _has(there: Marginal, entry: Marginal) -> bool:
    return entry.note in there.note and (there.bookmarked or not entry.bookmarked)
