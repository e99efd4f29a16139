"""Undo for the list: one step takes back what was done to several lists or drafts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from govdesk.errors import UserError
from govdesk.ui.actions.record_actions import RecordErrands
from govdesk.ui.kit.widgets.toast import Toast

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Draft, Saved
    from govdesk.records.store import Store


class Turn(Protocol):
    """Something done that can be turned round, and then round again."""

    words: str

    def turn(self, store: Store, by: str) -> str:
        """Take it back, or make it again; the number of a list to choose then, or ""."""
        ...


class Changes:
    """Changes of lists, by their ids in the history."""

    def __init__(self, changes: Sequence[int], words: str) -> None:
        self._changes, self.words = tuple(changes), words

    def turn(self, store: Store, by: str) -> str:
        saved, refused = [], []
        for change in reversed(self._changes):
            try:
                saved.append(store.undo(change, by))
            except UserError as error:
                refused.append(error)
        if not saved and refused:
            raise refused[0]
        if refused:
            self.words += f"（{len(refused)} 份后来又改过，没有动）"
        self._changes = tuple(one.change.id for one in saved if one.change is not None)
        return saved[-1].record.number if saved else ""


class DroppedDrafts:
    """Drafts that were deleted."""

    def __init__(self, drafts: Sequence[Draft], words: str) -> None:
        self._drafts, self._gone, self.words = tuple(drafts), True, words

    def turn(self, store: Store, by: str) -> str:
        for draft in self._drafts:
            if self._gone:
                store.restore_draft(draft)
            else:
                store.drop_draft(draft.id)
        self._gone = not self._gone
        return ""


class ListTrail:
    """What was done on the page, the last one last, and what of it was taken back."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._done: list[Turn] = []
        self._undone: list[Turn] = []

    def changed(self, saved: Iterable[Saved], words: str) -> bool:
        """Remember changes of lists as one step; False where nothing was changed."""
        changes = [one.change.id for one in saved if one.change is not None]
        return bool(changes) and self._add(Changes(changes, words))

    def dropped(self, drafts: Sequence[Draft], words: str) -> bool:
        """Remember drafts that were deleted as one step; False for none."""
        return bool(drafts) and self._add(DroppedDrafts(drafts, words))

    def undo(self, by: str) -> tuple[str, str] | None:
        """Take the last step back: its words, and a list to choose. None where there is none. Raises UserError."""
        return self._turn(self._done, self._undone, by)

    def redo(self, by: str) -> tuple[str, str] | None:
        """Make the step last taken back again. Raises UserError."""
        return self._turn(self._undone, self._done, by)

    def _add(self, step: Turn) -> bool:
        self._done.append(step)
        self._undone.clear()
        return True

    def _turn(self, source: list[Turn], target: list[Turn], by: str) -> tuple[str, str] | None:
        if not source:
            return None
        step = source.pop()  # what somebody has changed since cannot be turned round, and is left alone
        number = step.turn(self._store(), by)
        target.append(step)
        return step.words, number


class Undoing(QObject):
    """Takes back what was done on the list, and says so. `refresh(number)` lists anew and chooses that list, "" for none."""

    def __init__(
        self,
        services: Services,
        errands: RecordErrands,
        notice: Toast,
        refresh: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._errands, self._notice, self._refresh = services, errands, notice, refresh
        self._trail = ListTrail(lambda: services.store)

    def changed(self, saved: Sequence[Saved], words: str, step: str) -> None:
        """Say `words` of changes of lists; 撤销 takes them back as one step, called `step`."""
        self._offer(words, undoable=self._trail.changed(saved, step))

    def dropped(self, draft: Draft | None, words: str) -> None:
        """Say that a draft was deleted; None where it cannot come back."""
        self._offer(f"已{words}", undoable=draft is not None and self._trail.dropped([draft], words))

    def undo(self) -> None:
        """Take the last change made here back."""
        self._step(self._trail.undo, "已撤销", "没有可以撤销的改动")

    def redo(self) -> None:
        """Make the change last taken back again."""
        self._step(self._trail.redo, "已重做", "没有可以重做的改动")

    def _offer(self, words: str, *, undoable: bool) -> None:
        self._notice.show_message(words, self.undo if undoable else None, offer=undoable)

    def _step(self, act: Callable[[str], tuple[str, str] | None], words: str, none: str) -> None:
        def run() -> None:
            step = act(self._services.settings.handler)
            if step is None:
                self._notice.show_message(none, offer=False)
                return
            self._refresh(step[1])
            self._notice.show_message(f"{words}：{step[0]}", offer=False)

        self._errands.attempt(run)
