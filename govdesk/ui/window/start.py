"""From the services to a window on the screen."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QtMsgType, QTranslator, QVersionNumber, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from govdesk.system_language import speak_chinese
from govdesk.ui.kit.first_frame import await_first_frame
from govdesk.ui.kit.fonts import resolve_faces
from govdesk.ui.kit.high_contrast import system_colours
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import Theme
from govdesk.ui.window import failures
from govdesk.ui.window.brand import NAME
from govdesk.ui.window.input_method import choose_input_method
from govdesk.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from govdesk.app import Services

NO_CHINESE_FONT = (
    "本机没有中文字体，窗口里的汉字会显示成方块；请装上 fonts-noto-cjk（或微软雅黑）后再打开。"
    "No Chinese font is installed: please install fonts-noto-cjk."
)

_STARTING_MS = 1000
_ASKS_CONTRAST = QVersionNumber(6, 10)
#: Where Qt says 撤消 in the menu of a field; everywhere else it is 撤销.
_FIELD_MENUS = frozenset({"QLineEdit", "QWidgetTextControl"})
_FILE_KINDS = {"Folder": "文件夹", "File": "文件", "Drive": "磁盘", "File Folder": "文件夹", "Unknown": "未知"}


def make_application(argv: list[str], cannot_start: Callable[[list[str]], None] | None = None) -> QApplication:
    """The one QApplication: Fusion style, Chinese locale, Qt's own dialogs in Chinese.

    `cannot_start`: see `govdesk.ui.run_window`.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # `app.setStyle` would hand a QStyle to Python, and with it hundreds of enumeration members at start.
    speak_chinese()
    if sys.platform.startswith("linux"):
        choose_input_method(os.environ, QApplication.libraryPaths())
    before = qInstallMessageHandler(_end_plainly(cannot_start)) if cannot_start else None
    app = QApplication([*argv[:1], "-style", "Fusion", *argv[1:]])
    if cannot_start:
        qInstallMessageHandler(before)
    app.setApplicationName("GovDesk")
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName("govdesk")  # by it the task bar finds the icon of the menu entry
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(_FileKinds(app))
    return app


class _FileKinds(QTranslator):
    """Words that Qt's translation lacks, or writes otherwise: the kinds of files in its file dialog, 撤销 in a field's menu."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        """None for all other words: Qt then asks the next translator."""
        if source == "&Undo" and context in _FIELD_MENUS:
            return "撤销(&U)"
        return _FILE_KINDS.get(source) if context == "QAbstractFileIconProvider" else None


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
    look = services.look
    faces = resolve_faces()
    if faces.missing:
        print(NO_CHINESE_FONT, file=sys.stderr)
    system = None
    if QLibraryInfo.version() >= _ASKS_CONTRAST:  # before that there is nothing to ask
        system = system_colours(QApplication.styleHints(), QApplication.palette())
    return Theme(faces, dark=look.dark, scale=look.text_scale / 100, law_face=look.law_face, system=system)


def _collect_garbage_again() -> None:
    gc.freeze()
    gc.enable()


def _enter(window: MainWindow) -> None:
    """What the program's own window has and no other: a place in its folder, and ears for the end of the session."""
    from govdesk.ui.window.ending import Ending

    window.take_place()
    window.ending = Ending(window)


def run_window(
    services: Services, argv: list[str] | None = None, cannot_start: Callable[[list[str]], None] | None = None
) -> int:
    """Show the window until it is closed; gives the exit status. See `govdesk.ui.run_window`."""
    app = make_application(argv or [NAME], cannot_start)
    theme = make_theme(services)
    await_first_frame()
    window = MainWindow(services, theme)
    window.starting.connect(lambda: _enter(window))
    failures.keep_log(services.data_folder)
    failures.install(window.show_trouble)
    later(window, _collect_garbage_again, _STARTING_MS)
    if os.environ.get("GOVDESK_BENCH") == "1":
        from govdesk.ui.window.bench import FirstPaint

        FirstPaint(window)
    if theme.faces.missing:
        window.say(NO_CHINESE_FONT)
    window.show()
    try:
        return app.exec()
    finally:
        try:
            from PySide6.QtCore import QThreadPool

            # A search may still be opening what it looks through: what it opens must be there to be closed.
            QThreadPool.globalInstance().waitForDone()
            services.back_up_work()
        finally:
            services.close()
