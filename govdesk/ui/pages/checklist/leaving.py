"""Before the 清单 page is left: what is typed is stored, or the user says that it may be lost."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from govdesk.records.model import Record
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import UnsavedDialog
from govdesk.ui.pages.checklist.frame import ChecklistFrame


def flush(frame: ChecklistFrame) -> None:
    """Store what is typed."""
    frame.fields.flush()
    frame.note.flush()
    frame.reply.flush()


def may_leave(theme: Theme, frame: ChecklistFrame, record: Record, host: QWidget) -> bool:
    """Store what is typed; ask where that cannot be. False where the user stays, with the focus where he typed."""
    flush(frame)
    field = frame.fields.unsaved()
    if field is not None:
        words = "没有写进清单文件。"
        if field.invalid:
            words = f"太长：{field.how_long}。" if field.too_long else f"“{field.edit.text().strip()}”：{field.fault}。"
        if UnsavedDialog(theme, field.field.label, words, host).exec() != 0:
            field.edit.setFocus()
            return False
        frame.set_fields(record.basis.wizard, record.fields)
    elif frame.note.unsaved():
        if UnsavedDialog(theme, "本项备注", "没有写进清单文件。", host).exec() != 0:
            frame.note.setFocus()
            return False
        frame.note.forget()
    elif told := frame.unsaved_telling():
        name, why, edit = told
        if UnsavedDialog(theme, name, why, host).exec() != 0:
            edit.setFocus()
            return False
        frame.forget()
    return True
