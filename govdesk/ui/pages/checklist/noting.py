"""What is written on the lines of the 清单 page: 本项备注, 记一笔 on what others do, replies."""

from __future__ import annotations

from PySide6.QtCore import QObject

from govdesk.present.checklist_lines import OpenLine, OtherLine
from govdesk.records.model import Jotting
from govdesk.ui.pages.checklist.editor import RecordEditor
from govdesk.ui.pages.checklist.frame import ChecklistFrame
from govdesk.ui.pages.checklist.ticking import Ticking


class Noting(QObject):
    """Keeps through `editor` what is written in the panel of `frame`, and leads there; `ticking` says what is locked."""

    def __init__(self, frame: ChecklistFrame, editor: RecordEditor, ticking: Ticking, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._editor, self._ticking = frame, editor, ticking
        frame.jotting.jotted.connect(self._jot)
        frame.jotting.dropped.connect(self._drop_jotting)
        frame.reply.replied.connect(lambda ident, reply, finished: editor.set_reply(ident, reply, quiet=not finished))
        frame.note.note_ready.connect(self._store_note)
        frame.view.note_requested.connect(self.focus_note)
        frame.view.told_requested.connect(self.note_part)

    def focus_note(self, item_id: str) -> None:
        """Write 本项备注."""
        self._frame.show_pane(True)
        self._frame.reveal_note()
        self._frame.note.setFocus()

    def note_part(self, line_id: str) -> None:
        """记一笔 on what somebody else does, or write down a reply."""
        self._frame.show_pane(True)
        line = self._frame.view.current_line()
        if isinstance(line, OtherLine):
            self._frame.side.ensureWidgetVisible(self._frame.jotting)
            self._frame.jotting.words.setFocus()
        elif isinstance(line, OpenLine):
            self._frame.side.ensureWidgetVisible(self._frame.reply)
            self._frame.reply.focus()

    def _jot(self, jotting: Jotting) -> None:
        line = self._frame.view.current_line()
        if isinstance(line, OtherLine) and self._ticking.may_change() and self._editor.add_jotting(line.id, jotting):
            self._frame.jotting.stored()

    def _drop_jotting(self, index: int) -> None:
        line = self._frame.view.current_line()
        if isinstance(line, OtherLine) and self._ticking.may_change():
            self._editor.drop_jotting(line.id, index)

    def _store_note(self, item: str, text: str, finished: bool) -> None:
        if self._editor.set_note(item, text, quiet=not finished):
            self._frame.note.stored(item)
