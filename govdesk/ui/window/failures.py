"""What was not foreseen still reaches the user as words: no button ever does nothing without saying why."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
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


def show_error(theme: Theme, error: BaseException, parent: QWidget | None = None) -> None:
    """Show `error` as a dialog, in the words of `as_user_error`, what is technical folded."""
    from govdesk.ui.kit.widgets.dialogs import ErrorDialog

    ErrorDialog.from_error(theme, as_user_error(error), parent).exec()


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
