"""A damaged file of records: what is safe, and the ways out, chosen by the user. The damaged file is always kept."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import Dialog, ErrorDialog

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records import DamagedRecords

KEPT = "坏了的文件另存在数据文件夹里，名字以 {name} 开头，没有删。"


class Way(Enum):
    """A way out, with the words of its button."""

    OPEN_FOLDER = "打开文件夹"
    LATER = "先不管"
    CHOOSE = "另选备份…"
    RESTORE = "恢复备份"
    START_AFRESH = "另开一份空的"


def ways_out(error: DamagedRecords, backups: int) -> list[Way]:
    """In the order of their buttons, the safe choice last; `backups`: how many there are, good or not.

    Safe is what keeps most: the offered backup, but not where it holds nothing and the damaged file seems to hold something.
    """
    ways = [Way.OPEN_FOLDER, Way.LATER]
    if backups > 1:
        ways.append(Way.CHOOSE)
    ways.append(Way.RESTORE if error.offer is not None else Way.START_AFRESH)
    if error.nothing_to_gain:
        ways.append(ways.pop(1))
    return ways


def offer_recovery(theme: Theme, services: Services, error: DamagedRecords, parent: QWidget | None = None) -> bool:
    """Ask what to do about `error` and do it; True where the records can be used again."""
    from govdesk.records.backup import list_backups

    ways = ways_out(error, len(list_backups(services.data_folder)))
    dialog = ErrorDialog(theme, error.what, error.safe, error.todo, error.detail, parent)
    for way in ways:
        dialog.add_button(way.value, primary=way is ways[-1])
    pressed = dialog.exec()
    way = ways[pressed] if pressed >= 0 else Way.LATER
    if way is Way.OPEN_FOLDER:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(services.data_folder)))
    if way in (Way.OPEN_FOLDER, Way.LATER):
        return False
    try:
        told = _go(way, theme, services, parent)
    except UserError as trouble:
        ErrorDialog.from_error(theme, trouble, parent).exec()
        return False
    if told is None:
        return False
    what, words = told
    done = Dialog(theme, what, parent, icon="check-circle-fill", token="act")
    done.add_text(words)
    done.add_button("知道了", primary=True)
    done.exec()
    return True


def _go(way: Way, theme: Theme, services: Services, parent: QWidget | None) -> tuple[str, str] | None:
    """Do it; what was done and more words about it, None where the user thought better of it. Raises UserError."""
    from govdesk.records.recovery import restore_newest, start_afresh

    if way is Way.CHOOSE:
        return _restore_chosen(theme, services, parent)
    services.open_again()
    kept = KEPT.format(name="records-damaged")
    if way is Way.START_AFRESH:
        start_afresh(services.data_folder)
        return "已另开一份空的清单文件", kept
    offer, _ = restore_newest(services.data_folder)
    return f"已恢复 {_when(offer.backup.path)} 的备份", f"里面有 {offer.lists} 份清单。{kept}"


def _restore_chosen(theme: Theme, services: Services, parent: QWidget | None) -> tuple[str, str] | None:
    from govdesk.ui.actions.backups import OTHER_FILE, RESTORE, SAVE_NOW, BackupsDialog, count_in, restore

    dialog = BackupsDialog(theme, services.data_folder, parent)
    for index in (OTHER_FILE, SAVE_NOW):  # nothing to back up now; another file can be had once the window works
        dialog.buttons[index].hide()
    if dialog.exec() != RESTORE or dialog.backup is None:
        return None
    path = dialog.backup.path
    count = count_in(path)
    restore(services, path)
    return f"已恢复 {_when(path)} 的备份", f"里面有 {count} 份清单。{KEPT.format(name='records-replaced')}"


def _when(path: Path) -> str:
    from govdesk.records.backup import list_backups
    from govdesk.ui.actions.backups import when

    made = next((backup for backup in list_backups(path.parent.parent) if backup.path == path), None)
    return when(made) if made is not None else path.name
