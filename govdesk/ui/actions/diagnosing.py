"""存诊断包: what went wrong, for whoever looks after the program, in one file to carry to him."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from govdesk.diagnosis import write_diagnosis
from govdesk.errors import UserError
from govdesk.export.formats import FileKind
from govdesk.ui.actions.printing.desk import Desk, documents_folder
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import CheckBox, Dialog
from govdesk.ui.kit.widgets.dialogs import ErrorDialog, attempt

_KIND = FileKind("存诊断包", "诊断包 (*.zip)")


class DiagnosisDialog(Dialog):
    """What goes into the file, and whether lists and notes go along; button 1 asks where."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "存诊断包", parent)
        self.add_text("把查问题要用的东西存成一个文件，可以放在 U 盘上交给维护的人。程序自己不往外发。")
        self.add_text(
            "里面有：程序和系统的版本、出错记录、设置（不含人名和单位名称）、清单有几份。清单和笔记的内容不在里面。"
        )
        self.with_lists = CheckBox(theme, "连清单和笔记的内容一起存")
        self.body.addWidget(self.with_lists)
        self.add_button("取消")
        self.add_button("存到…", primary=True)


def save_diagnosis(theme: Theme, data_folder: Path, parent: QWidget, detail: str = "", desk: Desk | None = None) -> str:
    """Ask what goes in and where, and write it: what was done in words, or nothing. `detail`: what a window just showed."""
    dialog = DiagnosisDialog(theme, parent)
    if dialog.exec() != 1:
        return ""
    with_lists = dialog.with_lists.isChecked()
    suggested = documents_folder() / f"政务案头诊断包{dt.datetime.now().astimezone():%Y%m%d-%H%M}.zip"
    target = (desk or Desk()).ask_path(parent, suggested, _KIND)
    if target is None:
        return ""
    written = attempt(
        theme,
        lambda: write_diagnosis(target, data_folder, detail=detail, window=_window(theme), with_lists=with_lists),
        parent,
    )
    return f"诊断包已存：{target}" if written else ""


def show_with_diagnosis(theme: Theme, error: UserError, data_folder: Path, parent: QWidget) -> str:
    """Show `error`, what is technical folded, with 存诊断包 beside 知道了; what was done in words, or nothing."""
    if ErrorDialog.from_error(theme, error, parent, more="存诊断包…").exec() != 0:
        return ""
    return save_diagnosis(theme, data_folder, parent, error.detail)


def _window(theme: Theme) -> dict[str, str]:
    screens = (f"{s.size().width()}×{s.size().height()}×{s.devicePixelRatio():g}" for s in QGuiApplication.screens())
    return {
        "Qt": qVersion(),
        "窗口系统": QGuiApplication.platformName(),
        "屏幕": "、".join(screens),
        "字体": "、".join(theme.font("ui").families()[:2]),
    }
