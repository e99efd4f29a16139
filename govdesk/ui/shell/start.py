"""From the services to a window on the screen."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from govdesk.ui.fonts import resolve_faces
from govdesk.ui.high_contrast import system_colours
from govdesk.ui.shell import failures
from govdesk.ui.shell.brand import NAME
from govdesk.ui.shell.presence import Presence
from govdesk.ui.shell.window import MainWindow
from govdesk.ui.theme import Theme

if TYPE_CHECKING:
    from govdesk.app import Services

NO_CHINESE_FONT = (
    "本机没有中文字体，窗口里的汉字会显示成方块；请装上 fonts-noto-cjk（或微软雅黑）后再打开。"
    "No Chinese font is installed: please install fonts-noto-cjk."
)


_STARTING_MS = 1000


def make_application(argv: list[str], cannot_start: Callable[[list[str]], None] | None = None) -> QApplication:
    """The one QApplication: Fusion style, Chinese locale, Qt's own dialogs in Chinese.

    `cannot_start`: see `govdesk.ui.run_window`.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # `app.setStyle` would hand a QStyle to Python, and with it hundreds of enumeration members at start.
    before = qInstallMessageHandler(_end_plainly(cannot_start)) if cannot_start else None
    app = QApplication([*argv[:1], "-style", "Fusion", *argv[1:]])
    if cannot_start:
        qInstallMessageHandler(before)
    app.setApplicationName("GovDesk")
    app.setApplicationDisplayName(NAME)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def _end_plainly(cannot_start: Callable[[list[str]], None]) -> Callable[[QtMsgType, Any, str], None]:
    """A handler of Qt's messages: what Qt says last before it would abort is handed on, and the process ends with 1."""
    said: list[str] = []

    def handle(kind: QtMsgType, _context: Any, text: str) -> None:
        said.append(text)
        if kind is QtMsgType.QtFatalMsg:
            cannot_start(said)
            sys.stderr.flush()
            os._exit(1)  # not sys.exit: Qt's own frames are on the stack, and it aborts when this returns

    return handle


def make_theme(services: Services) -> Theme:
    """The theme that the settings ask for; needs the application."""
    settings = services.settings
    faces = resolve_faces()
    if faces.missing:
        print(NO_CHINESE_FONT, file=sys.stderr)
    system = system_colours(QApplication.styleHints(), QApplication.palette())
    return Theme(faces, dark=settings.dark, scale=settings.text_scale / 100, law_face=settings.law_face, system=system)


def _collect_garbage_again() -> None:
    gc.freeze()
    gc.enable()


def run_window(
    services: Services, argv: list[str] | None = None, cannot_start: Callable[[list[str]], None] | None = None
) -> int:
    """Show the window until it is closed; gives the exit status. See `govdesk.ui.run_window`."""
    app = make_application(argv or [NAME], cannot_start)
    theme = make_theme(services)
    window = MainWindow(services, theme)
    window.presence = Presence(window)
    failures.install(window.show_trouble)
    QTimer.singleShot(_STARTING_MS, window, _collect_garbage_again)
    if os.environ.get("GOVDESK_BENCH") == "1":
        from govdesk.ui.shell.bench import FirstPaint

        FirstPaint(window)
    if theme.faces.missing:
        window.say(NO_CHINESE_FONT)
    window.show()
    try:
        return app.exec()
    finally:
        services.back_up_work()
        services.close()
