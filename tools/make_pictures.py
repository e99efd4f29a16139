"""Takes the pictures of docs/manual.md from the real window: `python tools/make_pictures.py`, on a display or offscreen.

The desk in them is the one that the screenshots of the tests show; every name in it is made up. Pictures are PNG with
few colours, so that each stays below 120 kB (a test holds that).
"""

# ruff: noqa: E402 - the tests' own desk is found only when the path says so
from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "ui")]
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk import make_theme, owner
from PySide6.QtCore import QRect, Qt, QThreadPool
from PySide6.QtGui import QColor, QImage, QPixmap, qRgb
from PySide6.QtWidgets import QApplication, QWidget
from screens import SCREENS, make_office

from govdesk.export.jobs import record_job
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.kit.theme import PALETTES
from govdesk.ui.window.main_window import MainWindow

WIDE, NARROW = (1366, 768), (1200, 690)
#: picture -> the screen, the window's size, what of it is shown (None: all).
PICTURES: dict[str, tuple[str, tuple[int, int], QRect | None]] = {
    "home": ("01-home", NARROW, None),
    "wizard": ("04-wizard", WIDE, None),
    "checklist": ("05-checklist", WIDE, None),
    "deadlines": ("07-deadlines", WIDE, None),
    "reader": ("02-reader", NARROW, None),
    "search": ("03-search", NARROW, None),
    "compare": ("09-compare", NARROW, None),
}
COLOURS = 64
SETTLING = 1.5  # seconds: searches and layouts that come later


def main() -> None:
    """Writes docs/images."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder, owner():
        office = make_office(Path(folder))
        window = MainWindow(office.services, make_theme())
        window.show()
        window.setWindowState(Qt.WindowState.WindowNoState)
        settle(app)
        for name, (screen, size, part) in PICTURES.items():
            window.resize(*size)
            settle(app)
            SCREENS[screen](window, office.records)
            settle(app)
            keep(window, name, part)
        record = office.services.store.load(office.records["request"])
        preview = PreviewWindow(window.theme, record_job(office.services, record), window, desk=Desk())
        preview.show()
        preview.resize(*NARROW)
        settle(app, 3 * SETTLING)
        keep(preview, "print", None)


def settle(app: QApplication, seconds: float = SETTLING) -> None:
    """Let everything come to rest."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
    QThreadPool.globalInstance().waitForDone()
    app.processEvents()


def keep(widget: QWidget, name: str, part: QRect | None) -> None:
    """Write a picture of `widget`, or of a part of it."""
    shot: QPixmap = widget.grab()
    image = (shot.copy(part) if part is not None else shot).toImage().convertToFormat(QImage.Format.Format_RGB32)
    path = ROOT / "docs" / "images" / f"{name}.png"
    image.convertToFormat(QImage.Format.Format_Indexed8, palette(image), Qt.ImageConversionFlag.ThresholdDither).save(
        str(path), "PNG", 0
    )
    print(f"{path.stat().st_size:>7} {path.relative_to(ROOT)}")


def palette(image: QImage) -> list[int]:
    """The theme's own colours, which mean something, and the commonest others of an image, alike ones taken together."""
    seen = Counter(image.pixel(x, y) & 0xF8F8F8 for y in range(0, image.height(), 2) for x in range(image.width()))
    common = [qRgb(*(min(255, part | 4) for part in _parts(colour))) for colour, _ in seen.most_common(COLOURS)]
    return [*(QColor(colour).rgb() for colour in PALETTES["light"].values()), *common]


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


if __name__ == "__main__":
    main()
