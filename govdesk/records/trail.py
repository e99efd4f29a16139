"""What can be taken back and made again, of the changes made on one page. Every step back is itself a change on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from govdesk.records.model import Saved
    from govdesk.records.store import Store


class Step(NamedTuple):
    """What a step did, and the words that the change was given when it was made."""

    saved: Saved
    words: str


class UndoTrail:
    """The changes of a page, the last one last, and those that were taken back. `store` is asked for at each step."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._done: list[tuple[int, str]] = []
        self._undone: list[tuple[int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._done)

    def add(self, saved: Saved, words: str = "") -> bool:
        """Remember a change; False where it changed nothing. What had been taken back can then not be made again."""
        if saved.change is None:
            return False
        self.extend([(saved.change.id, words)])
        return True

    def extend(self, changes: Iterable[tuple[int, str]]) -> None:
        """Remember changes made elsewhere: ids of the history, and words."""
        self._done += changes
        self._undone.clear()

    def clear(self) -> None:
        """Forget everything: another record is shown."""
        self._done.clear()
        self._undone.clear()

    def undo(self, by: str) -> Step | None:
        """Take the last change back; None where there is none. Raises UserError; that change is then left alone."""
        return self._step(self._done, self._undone, by)

    def redo(self, by: str) -> Step | None:
        """Make the change last taken back again; None where there is none. Raises UserError."""
        return self._step(self._undone, self._done, by)

    def _step(self, source: list[tuple[int, str]], target: list[tuple[int, str]], by: str) -> Step | None:
        if not source:
            return None
        change, words = source.pop()
        saved = self._store().undo(change, by)
        if saved.change is not None:
            target.append((saved.change.id, words))
        return Step(saved, words)
