"""What tests of the command line share: what a command gave back, and a bare place to run it in."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


Run = Callable[..., Ran]


def bare_environment() -> dict[str, str]:
    """This process's environment without a display and without a language."""
    dropped = {
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "QT_QPA_PLATFORM",
        "LANG",
        "PYTHONIOENCODING",
        "PYTHONUTF8",
        "GOVDESK_BENCH",
    }
    return {name: value for name, value in os.environ.items() if name not in dropped and not name.startswith("LC_")}


def one_chinese_sentence(text: str) -> bool:
    """Whether `text` is one line, one Chinese sentence, closed."""
    return text.count("\n") == 1 and text.endswith("。\n") and any("\u4e00" <= char <= "\u9fff" for char in text)
