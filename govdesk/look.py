"""What the first frame takes from the settings, read without what their other fields need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from govdesk.files import read_regular

FILE_NAME = "settings.json"
MAX_SETTINGS = 1_000_000  # bytes
#: What may be chosen, the default first: percent, and faces of the law's words.
TEXT_SCALES = (100, 125, 150, 175)
LAW_FACES = ("宋体", "仿宋", "黑体")


class Look(NamedTuple):
    """How the window looks and where it stands; the fields are those of `settings.Settings`."""

    text_scale: int = TEXT_SCALES[0]
    dark: bool = False
    law_face: str = LAW_FACES[0]
    window: Mapping[str, str] = MappingProxyType({})


def read_look(folder: Path) -> Look:
    """The look in the settings of data folder `folder`; what cannot be read or cannot be is as by default.

    Nothing is said of it here: `load_settings` reads the file soon afterwards.
    """
    try:
        told = json.loads(read_regular(folder / FILE_NAME, MAX_SETTINGS).decode())
    except (OSError, ValueError, RecursionError):
        return Look()
    if not isinstance(told, dict):
        return Look()
    scale, dark, face, window = (told.get(name) for name in Look._fields)
    return Look(
        scale if scale in TEXT_SCALES else TEXT_SCALES[0],
        dark is True,
        face if face in LAW_FACES else LAW_FACES[0],
        {name: text for name, text in window.items() if isinstance(text, str)} if isinstance(window, dict) else {},
    )
