"""The real window at work on the screen that DISPLAY names: `window.py DATA OUT BAIT`. Ends by itself, 0 where all went well.

It goes to every screen and dialog of `tests/ui/screens.py`, points at everything that has a tip, searches, works through an
errand, ticks, prints, exports in every form, and reads a stranger's file; all lists have hostile titles.
"""

from __future__ import annotations

import faulthandler
import sys
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent), str(HERE.parent / "ui")]

import desk as ui_desk  # noqa: E402
import screens  # noqa: E402
from hostile import titles  # noqa: E402
from PySide6.QtCore import QAbstractListModel, QEvent, QPoint, QTimer  # noqa: E402
from PySide6.QtGui import QAction, QHelpEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QToolTip, QWidget  # noqa: E402
from shiboken6 import isValid  # noqa: E402

from govdesk.records import ItemState  # noqa: E402
from govdesk.ui.actions.printing.desk import Desk  # noqa: E402
from govdesk.ui.actions.printing.window import PreviewWindow  # noqa: E402
from govdesk.ui.actions.printing.working import WorkDialog  # noqa: E402
from govdesk.ui.kit.widgets import Dialog  # noqa: E402
from govdesk.ui.window.main_window import MainWindow  # noqa: E402
from govdesk.ui.window.start import make_application  # noqa: E402

faulthandler.dump_traceback_later(900, exit=True)  # a hang is told, and ends
failed: list[str] = []


class Waiting:
    """What `screens` needs of pytest-qt: waits until something holds."""

    def waitUntil(self, holds: Callable[[], bool], timeout: int = 20_000) -> None:  # noqa: N802 — as it is called there
        for _ in range(timeout // 10):
            QApplication.processEvents()
            if holds():
                return
            QTest.qWait(10)
        raise TimeoutError


class Replacing:
    """What `screens` needs of pytest: puts something in the place of a name, and takes it back."""

    def __init__(self) -> None:
        self._former: list[tuple[Any, str, Any]] = []

    def setattr(self, owner: Any, name: str, value: Any) -> None:
        self._former.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    def undo(self) -> None:
        for owner, name, value in reversed(self._former):
            setattr(owner, name, value)


def point_at_everything(root: QWidget) -> int:
    """Show the tip of all that has one, rows of lists and tables too; how many there were."""
    shown = 0
    for widget in [root, *root.findChildren(QWidget)]:
        if not isValid(widget) or not widget.isVisible():
            continue
        places = [(widget, widget.rect().center())] if widget.toolTip() else []
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 30)):
                for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                    places.append((widget.viewport(), widget.visualRect(model.index(row, column)).center()))
        for target, at in places:
            if not isValid(target):
                break
            QApplication.sendEvent(target, QHelpEvent(QEvent.Type.ToolTip, at, target.mapToGlobal(at)))
            QTest.qWait(1)
            shown += QToolTip.isVisible()
    QToolTip.showText(QPoint(), "")
    return shown


def work(window: MainWindow, office: screens.Office, out: Path, bait: Path) -> None:
    wait, tips = Waiting(), 0
    for name, opened in screens.SCREENS.items():
        opened(window, office.records)
        screens.settle(wait)  # type: ignore[arg-type]
        tips += point_at_everything(window)
        print("screen", name, flush=True)
    for name in screens.DIALOGS:
        if name == "trouble":
            continue  # asks to be told of a fault
        replacing = Replacing()
        try:
            dialog = screens.open_dialog(wait, replacing, window, office, name)  # type: ignore[arg-type]
            tips += point_at_everything(dialog)
            dialog.close()
        finally:
            replacing.undo()
        screens.settle(wait)  # type: ignore[arg-type]
        print("dialog", name, flush=True)
    for text in ("请示 几天", *titles(bait)):
        window.go("search", text=text)
        screens.settle(wait)  # type: ignore[arg-type]
        tips += point_at_everything(window)
    for line in office.services.store.summaries():
        window.go("checklist", record=line.number)
        screens.settle(wait)  # type: ignore[arg-type]
        tips += point_at_everything(window)
        for key in ("Down", "Space", "Ctrl+Z"):
            QTest.keySequence(QApplication.focusWidget() or window, key)
            QApplication.processEvents()
    window.go("home")
    tips += point_at_everything(window)
    print("tips shown", tips, flush=True)
    to_files(window, office, out)


def to_files(window: MainWindow, office: screens.Office, out: Path) -> None:
    """Everything that writes a file, with the real desk but for the question where to; the preview asks for printers."""
    wait = Waiting()
    count = iter(range(1000))
    Desk.ask_path = lambda _self, _parent, path: out / f"{next(count)}-{path.name[-60:]}"  # type: ignore[method-assign]
    Desk.ask_folder = lambda _self, _parent, _path: out  # type: ignore[method-assign]
    Desk.ask_open = lambda _self, _parent, *_: max(out.glob("*.govdesk.json"))  # type: ignore[method-assign]
    Desk.open_file = Desk.open_folder = lambda *_: None  # type: ignore[method-assign,assignment]

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PreviewWindow):
            if dialog.pdf.isEnabled():
                print("preview", Desk().printers(), flush=True)
                dialog.pdf.click()
                dialog.reject()
        elif isinstance(dialog, WorkDialog):
            return  # closes by itself
        elif isinstance(dialog, Dialog) and any(button.isEnabled() for button in dialog.buttons):
            [button for button in dialog.buttons if button.isEnabled()][-1].click()
        elif isinstance(dialog, QDialog):
            dialog.reject()

    answering = QTimer()
    answering.timeout.connect(answer)
    answering.start(100)
    for page, target in (
        ("checklist", {"record": office.records["request"]}),
        ("checklists", {}),
        ("deadlines", {}),
        ("rule", {"rule": screens.RULE}),
        ("rules", {"rule": screens.LAW, "article": "51"}),
        ("compare", {"rule": screens.LAW, "article": "52"}),
    ):
        window.go(page, **target)
        screens.settle(wait)  # type: ignore[arg-type]
        shown = window.page
        for text in [action.text() for action in actions_of(shown)]:
            if any(part in text for part in ("导出", "打印", "日历", "带到", "存", "导入清单")):
                window.go(page, **target)
                screens.settle(wait)  # type: ignore[arg-type]
                for action in actions_of(window.page):
                    if action.text() == text and action.isEnabled():
                        action.trigger()
                        print("done", page, text, flush=True)
                        break
        window.activateWindow()
        QTest.qWait(100)
        QTest.keySequence(QApplication.focusWidget() or window, "Ctrl+P")
        QTest.qWait(200)
    answering.stop()


def actions_of(page: Any) -> list[QAction]:
    """What stands in the menus of a page's footer."""
    footer = getattr(page, "footer", None) or getattr(getattr(page, "frame", None), "footer", None)
    menus = [getattr(holder, name, None) for holder in (page, footer) for name in ("menu", "more_menu", "export_menu")]
    return [action for menu in menus if menu is not None for action in menu.actions()]


def main(data: Path, out: Path, bait: Path) -> int:
    ui_desk._owners.append(ExitStack())
    application = make_application([])
    with ui_desk._owners[-1]:
        office = screens.make_office(data)
        store = office.services.store
        basis = office.services.library.basis(screens.RULE, screens.WIZARD)
        for title in titles(bait):
            fields = {"title": title, "handler": title[:40], "received": "2026-11-20", "unit": title[:60]}
            record = store.create(basis, {"others": "pending"}, fields, "王晓梅", desk=screens.DESK)
            store.set_state(record, "one-matter", ItemState.NOT_APPLICABLE, "王晓梅", title)
            store.set_note(record, "one-matter", title, "王晓梅")
        window = MainWindow(office.services, ui_desk.make_theme())
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        window.start()

        def go() -> None:
            try:
                work(window, office, out, bait)
            except Exception:
                failed.append(traceback.format_exc())
            window.close()
            application.quit()

        QTimer.singleShot(500, go)
        application.exec()
        office.services.close()
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:4])))
