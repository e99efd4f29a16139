"""The panel beside the list: the tick itself (本项), notes on what others do, and replies to open points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.checklist_lines import ItemLine, OpenLine, OtherLine
from govdesk.records.limits import EARLIEST
from govdesk.records.model import ItemState, Jotting, Record, Reply
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Label, LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.choices import CheckBox, RadioButton
from govdesk.ui.kit.widgets.fields import LineEdit
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.pages.checklist.day_edit import DayEdit
from govdesk.wizards.terms import Level
from govdesk.workdays import WRITE_IT, date_zh

PAUSE_MS = 700
_NOON = dt.time(12)
#: What a tick means, by the level of the words.
_SENTENCES = {
    Level.MUST_NOT: "打勾表示已核对，没有这种情形。",
    Level.SHOULD: "一般要这样办；有例外，写在备注里。",
    Level.SHOULD_NOT: "一般不这样办；有例外，写在备注里。",
    Level.EXCEPT: "这是规则写明的例外，打勾表示已照此办。",
    Level.MAY: "可以这样办，不办也行；不办的记为不适用。",
}
_ARISES = "没有遇到就不用管。"


class TickSection(QWidget):
    """本项: what a tick means, and its date and person. `tick_requested(state, day, by)`."""

    tick_requested = Signal(object, str, str)

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._today = today
        self._line: ItemLine | None = None
        self.words = Label(theme, "", "ui", "ink2", wrap=True)
        self.day = DayEdit(theme, today, "办结日期")
        self.person = LineEdit(theme, "办理人", name="办理人")
        self.button = SecondaryButton(theme, "记为办结")
        self.take_back = LinkButton(theme, "撤销", tip="改回待办")
        row = QHBoxLayout()
        row.setSpacing(theme.px(SPACE_S))
        self.person.setMinimumWidth(theme.px(60))  # the panel must not grow wider for some lines
        row.addWidget(self.day, 5)
        row.addWidget(self.person, 3)
        row.addWidget(self.button)
        row.addWidget(self.take_back)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(Label(theme, "本项", "ui", bold=True))
        box.addWidget(self.words)
        box.addLayout(row)
        box.addWidget(self.day.fault)
        self.button.clicked.connect(self._tick)
        self.take_back.clicked.connect(lambda: self.tick_requested.emit(ItemState.OPEN, "", ""))
        self.person.returnPressed.connect(self._tick)

    def show_line(self, line: ItemLine, by: str, *, locked: bool) -> None:
        """Show what stands on `line`; `by` is who is at the desk."""
        same = self._line is not None and self._line.id == line.id and self._line.mark == line.mark
        self._line = line
        sentence = _ARISES if line.row.arises else _SENTENCES.get(line.item.level, "")
        self.words.setText("" if line.row.legacy else sentence)
        self.words.setVisible(bool(self.words.text()))
        done = line.mark.state is ItemState.DONE
        ban = line.item.level is Level.MUST_NOT and not line.row.legacy
        self.button.setText("改" if done else "核对过了" if ban else "记为办结")
        self.take_back.setVisible(line.mark.state is not ItemState.OPEN)
        for widget in (self.day, self.person, self.button, self.take_back):
            widget.setEnabled(not locked)
        if not same:
            on = line.mark.at.astimezone().date() if line.mark.at and done else self._today()
            self.day.set_day(on.isoformat())
            self.person.setText(line.mark.by if done else by)

    def forget(self) -> None:
        """Another record is being opened."""
        self._line = None

    def _why_not(self, day: str | None) -> str:
        """Why nothing can have been done on that day, or "": a day to come, or one too long ago to be meant."""
        if not day:
            return f"填哪天办结的，{WRITE_IT}" if day == "" else self.day.why_none()
        if day > self._today().isoformat():
            return "办结的日子不能在今天以后"
        return "" if day >= EARLIEST.date().isoformat() else "年份不对，核对一下"

    def _tick(self) -> None:
        day = self.day.day
        why = self._why_not(day)
        if why:
            self.day.refuse(why)
            self.day.setFocus()
            return
        self.tick_requested.emit(ItemState.DONE, day, self.person.text().strip())


def moment_of(day: str, today: dt.date) -> dt.datetime | None:
    """The time to note for a tick of that day: None for today, which is now; else noon there."""
    date = dt.date.fromisoformat(day)
    return None if date == today else dt.datetime.combine(date, _NOON).astimezone()


class JottingSection(QWidget):
    """记一笔: what was noted on somebody else's act, and a line for more. `jotted(Jotting)`, `dropped(index)`."""

    jotted = Signal(object)
    dropped = Signal(int)

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self._shown = ""
        self._typed: dict[str, tuple[str, str, str]] = {}  # what is not saved, by line: day, words, until
        self._title = Label(theme, "记一笔", "ui", bold=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(SPACE_XS))
        self.day = DayEdit(theme, today, "日期")
        self.words = LineEdit(theme, "写一句，如：已收文，文电科陈科长", name="记一笔")
        self.until = DayEdit(theme, today, "等到（可不填）")
        self.settled = CheckBox(theme, "已办好，不再等")
        self.save = SecondaryButton(theme, "记下")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(SPACE_S))
        grid.setVerticalSpacing(theme.px(SPACE_S))
        grid.addWidget(self.words, 0, 0, 1, 2)
        grid.addWidget(self.save, 0, 2)
        grid.addWidget(self.day, 1, 0)
        grid.addWidget(self.until, 1, 1, 1, 2)
        grid.addWidget(self.day.fault, 2, 0, 1, 3)
        grid.addWidget(self.until.fault, 3, 0, 1, 3)
        grid.addWidget(self.settled, 4, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(self._title)
        box.addLayout(self._list)
        box.addLayout(grid)
        self.save.clicked.connect(self._save)
        for edit in (self.words, self.until, self.day):
            edit.returnPressed.connect(self._save)

    def show_line(self, line: OtherLine, record: Record, *, locked: bool) -> None:
        """Show the notes on `line`."""
        jottings = record.jottings.get(line.id, ())
        clear_layout(self._list)
        for index, jotting in enumerate(jottings):
            self._list.addWidget(self._noted(index, jotting, locked))
        if line.id != self._shown:
            self._put_aside()
            self._shown = line.id
            self.settled.setChecked(False)
            day, words, until = self._typed.pop(line.id, ("", "", ""))
            self.day.setText(day)
            self.words.setText(words)
            self.until.setText(until)
            if not day:
                self.day.set_day(self._today().isoformat())
            for edit in (self.day, self.until):
                edit.check()
        for widget in (self.day, self.words, self.until, self.save):
            widget.setEnabled(not locked)
        self.settled.setEnabled(not locked)

    def stored(self) -> None:
        """The note that was handed on is on the disk."""
        self.words.clear()
        self.until.set_day("")
        self.settled.setChecked(False)

    def unsaved(self) -> bool:
        """Whether words stand here, or at another line, that were never saved."""
        return bool(self._typed) or bool(self.words.text().strip() or self.until.text().strip())

    def forget(self) -> None:
        """Another record is being opened."""
        self._typed.clear()
        self._shown = ""
        self.stored()

    def _put_aside(self) -> None:
        """Keep what is typed at the line that is being left."""
        if self._shown and (self.words.text().strip() or self.until.text().strip()):
            self._typed[self._shown] = (self.day.text(), self.words.text(), self.until.text())

    def _noted(self, index: int, jotting: Jotting, locked: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        until = f"（等到 {date_zh(dt.date.fromisoformat(jotting.until))}）" if jotting.until else ""
        row.addWidget(Label(self._theme, f"{jotting.date[5:]}　{jotting.words}{until}", "ui", wrap=True), 1)
        if not locked:
            drop = LinkButton(self._theme, "删去", role="secondary")
            drop.setAccessibleName(f"删去：{jotting.words}")
            drop.clicked.connect(lambda: self.dropped.emit(index))
            row.addWidget(drop)
        return holder

    def _save(self) -> None:
        words = " ".join(self.words.text().split())
        for edit in (self.day, self.until):
            if edit.day is None:
                edit.check()
                edit.setFocus()
                return
        settled = self.settled.isChecked()
        if not words and not self.until.day and not settled:
            self.words.setFocus()
            return
        told = words or ("已办好" if settled else "等")
        until = "" if settled else self.until.day or ""  # what is done is waited for no longer
        jotting = Jotting(self.day.day or self._today().isoformat(), told, until, settled)
        self.jotted.emit(jotting)


class ReplySection(QWidget):
    """问了谁, 答复, the date; 要办 or 不用办 where an item is in doubt. `replied(open id, Reply, finished)`."""

    replied = Signal(str, object, bool)

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._today = today
        self._shown, self._stored = "", Reply()
        self._handing = False  # what follows from the signal must not hand on the same again
        self._unsaved: dict[str, Reply] = {}  # what could not be written, by open point
        self._title = Label(theme, "问了谁、怎么答复", "ui", bold=True)
        self.asked = LineEdit(theme, "问了谁", name="问了谁")
        self.reply = LineEdit(theme, "答复", name="答复")
        self.day = DayEdit(theme, today, "日期")
        self.applies = RadioButton(theme, "要办")
        self.not_needed = RadioButton(theme, "不用办")
        self._doubt = QWidget()
        doubts = QHBoxLayout(self._doubt)
        doubts.setContentsMargins(0, 0, 0, 0)
        doubts.addWidget(Label(theme, "拿不准的：", "ui", "ink2"))
        doubts.addWidget(self.applies)
        doubts.addWidget(self.not_needed)
        doubts.addStretch(1)
        self.waive = LinkButton(theme, "这一问不用问", role="secondary", tip="先在“答复”里写原因")
        row = QHBoxLayout()
        row.setSpacing(theme.px(SPACE_S))
        row.addWidget(self.asked, 3)
        row.addWidget(self.day, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(self._title)
        box.addLayout(row)
        box.addWidget(self.day.fault)
        box.addWidget(self.reply)
        box.addWidget(self._doubt)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.waive)
        foot.setContentsMargins(0, 0, theme.px(SPACE_M), 0)
        box.addLayout(foot)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.flush(finished=False))
        for edit in (self.asked, self.reply, self.day):
            edit.textEdited.connect(lambda _: self._pause.start())
            edit.editingFinished.connect(self.flush)
        self.applies.toggled.connect(lambda _: self._doubt_answered())
        self.not_needed.toggled.connect(lambda _: self._doubt_answered())
        self.waive.clicked.connect(self._waive)

    def show_line(self, line: OpenLine, *, locked: bool) -> None:
        """Show what was answered to `line`; what is being typed, or could not be written on a former visit, stays."""
        if line.id != self._shown:
            self.flush()
            if self._shown and (typed := self._typed()) not in (None, self._stored):
                self._unsaved[self._shown] = typed
            self._shown, self._stored = line.id, line.reply
            self._fill(self._unsaved.pop(line.id, line.reply))
        elif line.reply != self._stored:
            self._stored = line.reply
            if not self._typing():
                self._fill(line.reply)
            elif not self.day.hasFocus():
                self.day.set_day(line.reply.date)
        self._doubt.setVisible(bool(line.shown.point and line.shown.point.doubts))
        for widget in (self.asked, self.reply, self.day, self.applies, self.not_needed, self.waive):
            widget.setEnabled(not locked)

    def flush(self, *, finished: bool = True) -> None:
        """Hand on what is typed and not stored."""
        self._pause.stop()
        now = self._typed()
        if self._shown and now is not None and now != self._stored and not self._handing:
            self._hand_on(now, finished)

    def _hand_on(self, reply: Reply, finished: bool) -> None:
        self._handing = True
        try:
            self.replied.emit(self._shown, reply, finished)
        finally:
            self._handing = False

    def unsaved(self) -> bool:
        """Whether an answer has not got to the disk."""
        return bool(self._unsaved) or (bool(self._shown) and self._typed() != self._stored)

    def why_unsaved(self) -> str:
        """What keeps the answer from the disk."""
        return "日期没有这一天。" if self.day.day is None else "没有写进清单文件。"

    def forget(self) -> None:
        """Another record is being opened."""
        self._pause.stop()
        self._unsaved.clear()
        self._shown, self._stored = "", Reply()

    def focus(self) -> None:
        """Begin to write."""
        self.asked.setFocus()

    def _typing(self) -> bool:
        return any(edit.hasFocus() for edit in (self.asked, self.reply, self.day))

    def _typed(self) -> Reply | None:
        day = self.day.day
        if day is None:
            return None
        reply = " ".join(self.reply.text().split())
        waived = self._stored.waived if reply == self._stored.waived else ""
        applies = True if self.applies.isChecked() else False if self.not_needed.isChecked() else None
        if (reply or applies is not None) and not day and not waived:
            day = self._today().isoformat()
        return Reply(" ".join(self.asked.text().split()), "" if waived else reply, day, applies, waived)

    def _doubt_answered(self) -> None:
        if self.applies.isChecked() or self.not_needed.isChecked():
            self.flush()

    def _waive(self) -> None:
        reason = " ".join(self.reply.text().split())
        if not reason:
            self.reply.setFocus()
            return
        if not self._handing:
            self._hand_on(Reply(waived=reason, date=self._today().isoformat()), True)

    def _fill(self, reply: Reply) -> None:
        for button, on in ((self.applies, reply.applies is True), (self.not_needed, reply.applies is False)):
            button.blockSignals(True)
            button.setAutoExclusive(False)
            button.setChecked(on)
            button.setAutoExclusive(True)
            button.blockSignals(False)
        self.asked.setText(reply.asked)
        self.reply.setText(reply.reply or reply.waived)
        self.day.set_day(reply.date)
