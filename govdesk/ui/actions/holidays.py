"""导入放假安排: the State Council's notice is pasted or picked, its days are looked at in the month, then it is stored."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from govdesk.errors import PackError, Problem, UserError
from govdesk.files import read_regular
from govdesk.present.arrangement import SOURCE, all_doubts, doubt, lines_of, missing, preview
from govdesk.typed import read_number
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.kit.month import MonthView
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import CheckBox, Dialog, ErrorDialog, Label, LineEdit, LinkButton
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.wrapped_items import WrappedItems
from govdesk.workdays import NoticeDraft, draft_from_file, read_date, read_notice, write_year

if TYPE_CHECKING:
    from govdesk.app import Services

PAUSE_MS = 300
_NAMES = {"year": "年份"} | SOURCE
_PASTE, _DAYS = range(2)


class HolidayDialog(Dialog):
    """`stored` is the year file after `exec` gave 1; without a sound arrangement the dialog stays open and loses nothing."""

    def __init__(
        self, services: Services, theme: Theme, parent: QWidget | None = None, *, desk: Desk | None = None
    ) -> None:
        super().__init__(theme, "导入放假安排", parent)
        self._services, self._desk = services, desk or Desk()
        self.stored: Path | None = None
        self.draft: NoticeDraft | None = None
        self._problems: list[Problem] = []
        self._from_file: NoticeDraft | None = None
        self._taken_for_change = False  # ticked for the user once; what he does then is his
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("放假安排通知的全文")
        self.text.setPlaceholderText(
            "一、元旦：1月1日（周…）至3日（周…）放假调休，共3天。1月4日（周…）上班。\n二、春节：……"
        )
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.font("ui"))
        self.told = Label(theme, "", "ui", "ver", wrap=True)
        self.fields = {name: LineEdit(theme, _hint(name), name=f"通知的{_NAMES[name]}") for name in _NAMES}
        self.corrects = CheckBox(theme, "这是公布以后的调整，只改通知写到的日子")
        self.days = QListWidget()
        self.days.setAccessibleName("放假和上班的日子")
        self.days.setFont(theme.font("ui"))
        self.days.setWordWrap(True)
        self.days.setItemDelegate(WrappedItems(self.days, theme.px(10), theme.px(4)))  # the padding of app.qss
        self.days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.month = MonthView(theme, services.today)
        self.month.set_days(services.calendar, {})
        self._lay_out()
        self.add_button("取消")
        self.store = self.add_button("存下", primary=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.read)
        self.text.textChanged.connect(self._typed)
        for field in self.fields.values():
            field.textEdited.connect(self._pause.start)
        self.corrects.toggled.connect(self.read)
        self.days.currentItemChanged.connect(self._show_line)
        self.text.setFocus()
        self._show()

    # Reading

    def read(self) -> None:
        """Read what stands there, and show the days or the doubt."""
        self._pause.stop()
        text = self.text.toPlainText()
        if self._from_file is not None:
            self.draft, self._problems = self._from_file, []
        elif not text.strip():
            self.draft, self._problems = None, []
        else:
            values = {name: field.text().strip() for name, field in self.fields.items()}
            self.draft, self._problems = read_notice(
                text,
                read_number(values["year"], 9999),
                title=values["title"],
                number=values["number"],
                issued=read_date(values["issued"], self._services.today()),
                corrects=self.corrects.isChecked(),
                known=self._services.calendar,
            )
        if self.draft is not None and self.draft.of_one_holiday and not self._taken_for_change:
            self._taken_for_change = True
            self.corrects.setChecked(True)  # and read again
        self._show()

    def pick(self) -> None:
        """选文件: the notice as text, or another machine's year file."""
        path = self._desk.ask_open(self, "选放假安排", "通知的文字或年份文件 (*.txt *.toml)")
        if path is not None:
            self.read_path(path)

    def read_path(self, path: Path) -> None:
        """Read the file at `path`, as one that was picked."""
        if path.suffix.lower() == ".toml":
            draft, problems = draft_from_file(path)
            self._from_file = draft if not problems else None
            self.draft, self._problems = draft, list(problems)
            self._show()
            return
        try:
            content = read_regular(path)
        except OSError as error:
            told = UserError(f"“{path.name}”读不出来", safe="没有导入", todo="看看文件还在不在", detail=str(error))
            ErrorDialog.from_error(self.theme, told, self).exec()
            return
        self.text.setPlainText(_decoded(content))
        self.read()

    def _typed(self) -> None:
        self._from_file = None
        self._pause.start()

    # Showing

    def _show(self) -> None:
        draft, problems = self.draft, self._problems
        covered = draft is not None and draft.year in self._built_in() and not draft.corrects
        words = doubt(draft, problems)
        if covered and draft is not None and not words:
            words = f"{draft.year} 年的安排程序里已经有了；这份通知是后来的调整，就选下面这一项。"
        wanted = missing(draft, problems)
        sound = draft is not None and not problems and not covered
        self.told.setText(words)
        self.told.setToolTip(plain_tip(all_doubts(problems)))
        self.told.setVisible(bool(words))
        for name, field in self.fields.items():
            shown = name in wanted or bool(field.text())
            field.setVisible(shown)
            self._labels[name].setVisible(shown)
        self.corrects.setVisible(covered or self.corrects.isChecked() or self._taken_for_change)
        self.store.setEnabled(sound)
        self.store.setToolTip("" if sound else "读出全部日子以后才能存")
        self._left.setCurrentIndex(_DAYS if sound else _PASTE)
        self.again.setVisible(sound)
        if sound and draft is not None:
            self._show_days(draft)

    def _show_days(self, draft: NoticeDraft) -> None:
        self.source.setText(
            f"《{draft.title}》（{draft.number}，{draft.issued}）" + ("，只改列出的日子" if draft.corrects else "")
        )
        self.month.set_days(preview(draft, self._services.calendar), {})
        self.days.clear()
        for line in lines_of(draft):
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line.day)
            self.days.addItem(item)
        self.days.setCurrentRow(0)

    def _show_line(self, item: QListWidgetItem | None) -> None:
        day = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(day, dt.date):
            self.month.show_day(day)
            self.month.select(day)

    def _built_in(self) -> set[int]:
        calendar = self._services.calendar
        return set(calendar.years) - set(calendar.notices)

    def paste_again(self) -> None:
        """Back to the text."""
        self._from_file = None
        self._left.setCurrentIndex(_PASTE)
        self.again.hide()
        self.text.setFocus()

    # Storing

    def accept(self) -> None:
        if self.chosen == 1 and not self._store():
            self.chosen = -1
            return
        super().accept()

    def _store(self) -> bool:
        if self._pause.isActive():
            self.read()
        if self.draft is None or self._problems or not self.store.isEnabled():
            return False
        try:
            self.stored = write_year(self._services.calendar_folders[-1], self.draft)
            self._services.reload_calendar()
        except PackError as error:
            self._problems = list(error.problems)
            self._show()
            return False
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return False
        return True

    def _lay_out(self) -> None:
        theme, px = self.theme, self.theme.px
        self.widen(860)
        self.add_text("把国务院办公厅放假安排通知的全文（连同标题、文号、落款日期）贴在这里，或选一个文件。")
        paste = QWidget()
        column = QVBoxLayout(paste)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(SPACE_S))
        column.addWidget(self.text, 1)
        column.addWidget(self.told)
        grid = QGridLayout()
        grid.setSpacing(px(SPACE_S))
        self._labels = {}
        for row, (name, field) in enumerate(self.fields.items()):
            self._labels[name] = Label(theme, _NAMES[name], "ui", "ink2")
            grid.addWidget(self._labels[name], row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        column.addWidget(self.corrects)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(SPACE_S))
        self.source = Label(theme, "", "secondary", "ink2", wrap=True)
        column.addWidget(self.source)
        column.addWidget(self.days, 1)
        column.addWidget(Label(theme, "与通知逐行核对，点一行看那个月。", "secondary", "ink2"))
        self._left = QStackedWidget()
        self._left.addWidget(paste)
        self._left.addWidget(read)
        self._left.setMinimumHeight(self.room(330))
        self.pick_link = LinkButton(theme, "选文件…", icon="folder-open", role="secondary")
        self.pick_link.clicked.connect(self.pick)
        self.again = LinkButton(theme, "改文字", icon="arrow-left", role="secondary")
        self.again.clicked.connect(self.paste_again)
        links = QHBoxLayout()
        links.setSpacing(px(SPACE_M))
        links.addWidget(self.pick_link)
        links.addWidget(self.again)
        links.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self._left, 1)
        left.addLayout(links)
        right = QVBoxLayout()
        right.addWidget(self.month)
        right.addWidget(Label(theme, "休：放假　班：调休上班", "secondary", "ink2"))
        right.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(px(SPACE_2XL))
        halves.addLayout(left, 1)
        halves.addLayout(right)
        self.month.setFixedWidth(px(280))
        self.body.addLayout(halves, 1)


def _hint(name: str) -> str:
    return {"year": "如 2027", "title": "国务院办公厅关于……的通知", "number": "国办发明电〔……〕……号"}.get(
        name, "年-月-日"
    )


def _decoded(content: bytes) -> str:
    """The text of a file from 记事本: UTF-8, or GB 18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def import_holidays(
    services: Services, theme: Theme, parent: QWidget, desk: Desk | None = None, *, file: Path | None = None
) -> str:
    """Open the dialog, with `file` read where one is given; what was stored, in words for the bar, or an empty text."""
    dialog = HolidayDialog(services, theme, parent, desk=desk)
    if file is not None:
        dialog.read_path(file)
    done = dialog.exec() == 1 and dialog.draft is not None
    return f"已存下 {dialog.draft.year} 年放假安排，各份清单的期限已重算" if done and dialog.draft else ""
