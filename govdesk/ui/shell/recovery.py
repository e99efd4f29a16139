"""A damaged file of records: what is safe, and the ways out, chosen by the user. The damaged file is always kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.ui.theme import Theme
from govdesk.ui.widgets.dialogs import ErrorDialog

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records import DamagedRecords

OPEN_FOLDER, LATER, REPAIR = range(3)


def recovery_dialog(theme: Theme, error: DamagedRecords, parent: QWidget | None = None) -> ErrorDialog:
    """打开文件夹, 先不管, and as the safe choice 恢复备份; without a good backup 另开一份空的."""
    dialog = ErrorDialog(theme, error.what, error.safe, error.todo, error.detail, parent)
    dialog.add_button("打开文件夹")
    dialog.add_button("先不管")
    dialog.add_button("恢复备份" if error.backup else "另开一份空的", primary=True)
    return dialog


def offer_recovery(theme: Theme, services: Services, error: DamagedRecords, parent: QWidget | None = None) -> bool:
    """Ask what to do about `error` and do it; True where the records can be used again."""
    choice = recovery_dialog(theme, error, parent).exec()
    if choice == OPEN_FOLDER:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(services.data_folder)))
    if choice != REPAIR:
        return False
    try:
        repair(services, error)
    except UserError as trouble:
        ErrorDialog.from_error(theme, trouble, parent).exec()
        return False
    return True


def repair(services: Services, error: DamagedRecords) -> None:
    """Put the newest good backup, or an empty file, in the place of the damaged one. Raises UserError."""
    from govdesk.records import restore_newest_backup, start_afresh

    services.open_again()
    if error.backup:
        restore_newest_backup(services.data_folder)
    else:
        start_afresh(services.data_folder)
