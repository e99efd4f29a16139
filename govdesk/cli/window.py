"""Opening the window, and saying so plainly where there is no screen to open it on."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

NO_DISPLAY = (
    "这里没有可用的显示器，窗口打不开；数据没有改动；请到有桌面的电脑上打开，或用命令打印清单，例如：{command}。"
)
NO_WINDOW = "这台电脑缺少打开窗口所需的系统组件；数据没有改动；请把下面的技术信息交给管理员，或用命令打印清单，例如：{command}。"
PRINT_COMMAND = "checklist submit-request --rule xianyang-2013 --set received=2026-09-24 --pdf 清单.pdf"


def open_window(data_dir: str | None, record_file: str | None = None) -> int:
    """Open the window on a data folder (None: the usual one); gives the exit status.

    A second start on the folder asks the first one's window to come to the front, and ends. The window looks at
    `record_file`, lists that were exported, and asks before anything comes in.
    """
    if not has_display():
        tell_why_not(NO_DISPLAY)
        return 1
    # Almost all that is made while starting stays; looking through it again and again for garbage costs a tenth of the time.
    # `run_window` turns the collector on again.
    gc.disable()
    from govdesk.app import build_services
    from govdesk.errors import UserError
    from govdesk.ui import run_window

    with build_services(data_dir) as services:
        if record_file is not None:
            from govdesk.records.desk import ask_to_open

            with suppress(OSError):  # a folder that cannot be written to: the window says so
                ask_to_open(services.data_folder, Path(record_file))
        if services.somebody_may_work_here() and not services.enter_as_window():
            from govdesk.records.desk import ask_to_show

            if ask_to_show(services.data_folder):
                return 0
        try:
            return run_window(services, cannot_start=tell_qts_reason)
        except UserError as error:
            from govdesk.cli.failures import report_user_error

            return report_user_error(error)


def has_display() -> bool:
    """Whether Qt can find a screen. Without one it ends the process with a message for programmers."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def tell_why_not(sentence: str) -> None:
    """Say why there is no window, and the command that prints a list without one."""
    from govdesk.cli.output import program_name, speak_utf8, tell

    speak_utf8()
    tell(sentence.format(command=f"{program_name()} {PRINT_COMMAND}"))


def tell_qts_reason(messages: list[str]) -> None:
    """Say in our words that Qt gave up, and Qt's own `messages` where it is not merely a screen that is gone."""
    if any("could not connect to display" in message for message in messages):
        tell_why_not(NO_DISPLAY)
        return
    tell_why_not(NO_WINDOW)
    print(*messages, sep="\n", file=sys.stderr)
