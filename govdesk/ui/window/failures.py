"""What was not foreseen still reaches the user as words: no button ever does nothing without saying why."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from types import TracebackType

log = logging.getLogger(__name__)

UNFORESEEN = UserError(
    "程序在这一步出了没有料到的问题",
    safe="已保存的清单和笔记都在",
    todo="再试一次；还不行，就关闭程序重新打开，并把技术信息交给维护的人",
)


def as_user_error(error: BaseException) -> UserError:
    """A UserError as it is, any other as UNFORESEEN with its traceback, which also goes into the log."""
    # Imported here: most starts never need it.
    import traceback

    if isinstance(error, UserError):
        return error
    detail = "".join(traceback.format_exception(error))
    log.error("unforeseen: %s", detail)
    return UserError(UNFORESEEN.what, safe=UNFORESEEN.safe, todo=UNFORESEEN.todo, detail=detail)


def show_error(theme: Theme, error: BaseException, parent: QWidget, data_folder: Path) -> str:
    """Show `error` as a dialog, in the words of `as_user_error`, what is technical folded; what was done then, in words.

    What was not foreseen can be saved as a 诊断包.
    """
    told = as_user_error(error)
    if isinstance(error, UserError):
        from govdesk.ui.kit.widgets.dialogs import ErrorDialog

        ErrorDialog.from_error(theme, told, parent).exec()
        return ""
    from govdesk.ui.actions.diagnosing import show_with_diagnosis

    return show_with_diagnosis(theme, told, data_folder, parent)


class _Log(logging.Handler):
    """Writes into the log of the data folder what the program says of its own faults."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._data_folder = data_folder

    def emit(self, record: logging.LogRecord) -> None:
        from govdesk.fault_log import write_log

        write_log(self._data_folder, self.format(record))


def keep_log(data_folder: Path) -> None:
    """From here on what goes wrong in this process is in the log of the data folder too, as it is on the console."""
    ours = logging.getLogger("govdesk")
    ours.addHandler(_Log(data_folder))
    if sys.stderr is not None:  # a window on Windows has no console
        ours.addHandler(logging.StreamHandler())


def install(show: Callable[[BaseException], None]) -> None:
    """Hand what escapes from slots and events to `show`: PySide gives it to `sys.excepthook` and carries on."""
    showing = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        if issubclass(kind, KeyboardInterrupt) or showing:
            # A fault while a fault is being shown would go round for ever.
            sys.__excepthook__(kind, error, trace)
            return
        showing = True
        try:
            show(error)
        finally:
            showing = False

    sys.excepthook = hook
