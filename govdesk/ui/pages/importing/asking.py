"""What is asked before something that was put right by hand is lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.importing.files import ImportFile


def may_drop(theme: Theme, file: ImportFile, parent: QWidget) -> bool:
    """Whether a file may go off the list."""
    if not file.unkept:
        return True
    dialog = Dialog(theme, f"不要“{file.path.name}”了？", parent)
    dialog.add_text("改过的地方还没有存入规则库，不要了就没有了。原文件不动。")
    dialog.add_button("不要了")
    dialog.add_button("回去看", primary=True)
    return dialog.exec() == 0


def may_close(theme: Theme, files: Sequence[ImportFile], parent: QWidget) -> bool:
    """Whether the window may be closed over these files; where nobody is there to answer, it may."""
    unkept = [file for file in files if file.unkept]
    if not unkept:
        return True
    dialog = Dialog(theme, "导入的规则改过，还没有存", parent)
    names = "、".join(f"“{file.path.name}”" for file in unkept[:3]) + ("等" if len(unkept) > 3 else "")
    dialog.add_text(f"{names}共 {len(unkept)} 份，关了窗口改的就没有了。原文件不动。")
    dialog.add_button("不存，关上")
    dialog.add_button("回去看", primary=True)
    return dialog.exec() == 0 or Dialog.hushed
