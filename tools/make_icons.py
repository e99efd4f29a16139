"""Paints the program's icon, the seal of the top bar, into resources/icons: `python tools/make_icons.py`.

PNG in the sizes of desktops, and one .ico with those that Windows asks for (PNG frames, which Windows has read since Vista).
"""

# ruff: noqa: E402 - the repository's own modules are found only when the path says so
from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "ui")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk import make_theme
from govdesk.ui.shell.brand import paint_seal
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

SIZES = (16, 24, 32, 48, 64, 128, 256)
OUT = ROOT / "resources" / "icons"
#: The seal as it stands in the top bar; larger ones are the same drawing, scaled.
_SEAL = 28


def paint(size: int) -> bytes:
    """The icon as PNG, `size` pixels square, a sixteenth of it left free all around."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    margin = size // 16
    side = size - 2 * margin
    painter.translate(margin, margin)
    painter.scale(side / _SEAL, side / _SEAL)
    paint_seal(painter, QRectF(0, 0, _SEAL, _SEAL), make_theme())
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(frames: dict[int, bytes]) -> bytes:
    """An .ico of PNG frames by their size in pixels."""
    at = 6 + 16 * len(frames)
    head = struct.pack("<HHH", 0, 1, len(frames))
    for size, data in frames.items():
        # 256 is written as 0.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return head + b"".join(frames.values())


def main() -> None:
    """Writes resources/icons."""
    app = QApplication([])
    OUT.mkdir(exist_ok=True)
    frames = {size: paint(size) for size in SIZES}
    for size, data in frames.items():
        (OUT / f"govdesk-{size}.png").write_bytes(data)
    (OUT / "govdesk.ico").write_bytes(ico(frames))
    app.quit()


if __name__ == "__main__":
    main()
