"""Drafts of a wizard left half-way: kept on the disk at every answer, or in the window while no disk takes them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from govdesk.errors import UserError
from govdesk.records.model import Draft
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import Dialog
from govdesk.wizards.conditions import answer_in_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from govdesk.app import Services
    from govdesk.wizards.basis import Basis
    from govdesk.wizards.model import Wizard
    from govdesk.wizards.navigation import WizardRun

_MOST_LISTED = 4


class DraftKeeper:
    """Keeps the drafts that the wizard page works on; `current` is the id of the one being answered, "" before the first."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._unsaved: dict[str, Draft] = {}  # by id
        self.current = ""

    def begin(self, draft_id: str = "") -> None:
        """Work on the draft with that id; "" begins another, which gets its id with its first answer."""
        self.current = draft_id

    def keep(self, basis: Basis, run: WizardRun) -> UserError | None:
        """Keep the answers given so far; why that is not possible, or None."""
        self.current = self.current or uuid.uuid4().hex
        now = dt.datetime.now(dt.UTC)
        self._unsaved[self.current] = Draft(
            basis.rule.id, basis.wizard.id, dict(run.answers), now, self.current, run.desk
        )
        return self.keep_all()

    def keep_all(self) -> UserError | None:
        """Keep every draft that waits here; why that is not possible, or None."""
        for draft in list(self._unsaved.values()):
            try:
                self._services.store.save_draft(
                    draft.rule, draft.wizard, draft.answers, desk=draft.desk, draft_id=draft.id
                )
            except UserError as error:
                return error
            del self._unsaved[draft.id]
        return None

    @property
    def is_waiting(self) -> bool:
        """Whether the draft being answered is on no disk yet."""
        return self.current in self._unsaved

    def load(self, draft_id: str) -> Draft | None:
        """The draft with that id: as it waits here, else as it is on the disk. Raises UserError."""
        return self._unsaved.get(draft_id) or self._services.store.load_draft(draft_id)

    def of(self, rule: str, wizard: str) -> list[Draft]:
        """Drafts of that errand that can be gone on with, newest first; those of version 0.1 are read in 清单.

        Raises UserError where those on the disk cannot be read and none waits here.
        """
        self.keep_all()
        waiting = [draft for draft in self._unsaved.values() if (draft.rule, draft.wizard) == (rule, wizard)]
        try:
            stored = self._services.store.drafts(rule, wizard)
        except UserError:
            if not waiting:
                raise
            stored = []
        known = {draft.id for draft in waiting}
        return waiting[::-1] + [draft for draft in stored if draft.id not in known and draft.desk and draft.answers]

    def forget(self) -> None:
        """The list is made: nothing waits any more."""
        self._unsaved.pop(self.current, None)
        self.current = ""

    def titles(self) -> str:
        """What the drafts that wait are called."""
        names = []
        for draft in self._unsaved.values():
            heir = self._services.library.heir(draft.rule, draft.wizard)
            names.append(heir.title if heir else draft.wizard)
        return "、".join(dict.fromkeys(names))


def ask_which_draft(theme: Theme, wizard: Wizard, drafts: list[Draft], parent: QWidget) -> Draft | str | None:
    """有一份没答完的: the draft to go on with, "new" for another one, None for neither."""
    count = "一份" if len(drafts) == 1 else f" {len(drafts)} 份"
    dialog = Dialog(theme, f"“{wizard.title}”有{count}没答完的", parent)
    listed = drafts[:_MOST_LISTED]
    for draft in listed:
        dialog.add_text(f"{draft.updated.astimezone():%m-%d %H:%M}　{draft_in_words(wizard, draft)}")
    if len(drafts) > len(listed):
        dialog.add_text(f"另有 {len(drafts) - len(listed)} 份，在“清单”的草稿里。")
    dialog.add_button("取消")
    dialog.add_button("另办一件")
    for draft in reversed(listed):
        dated = f"接着办 {draft.updated.astimezone():%m-%d %H:%M}" if len(listed) > 1 else "接着办"
        dialog.add_button(dated, primary=draft is listed[0])
    pressed = dialog.exec()
    if pressed < 1:
        return None
    return "new" if pressed == 1 else listed[len(listed) + 1 - pressed]


def draft_in_words(wizard: Wizard, draft: Draft) -> str:
    """The answers of a draft: “请示；有分歧，谈不拢”."""
    parts = []
    for question_id, value in draft.answers.items():
        question = wizard.question(question_id)
        if question is not None and value:
            parts.append(answer_in_words(question, value))
    return "；".join(parts) or "还没有答"
