"""Which headings of a checklist the user has folded or unfolded: the window's own memory, one small file.

It is no part of a record: nothing of it is exchanged, printed or backed up, and to lose it costs a few clicks. So a file
that cannot be read counts as none, and one that cannot be written is forgotten with the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from govdesk import paths
from govdesk.errors import UserError
from govdesk.files import read_regular
from govdesk.strict import UNREADABLE

FILE_NAME = "folds.json"
#: Lists that are remembered, the one last folded in counting longest.
KEPT = 1000
_MAX = 1_000_000  # bytes


class Folds:
    """By record id: heading -> whether it is folded, only where that differs from how the list opens by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = _read(folder / FILE_NAME)

    def of(self, record_id: str) -> dict[str, bool]:
        """What the user has folded (True) or unfolded (False) in that list."""
        return dict(self._kept.get(record_id, {}))

    def keep(self, record_id: str, folded: Mapping[str, bool], *, on_disk: bool = True) -> None:
        """Remember this for that list; nothing to remember takes it out. Written at once, atomically."""
        before = self._kept.pop(record_id, None)
        if folded:
            self._kept[record_id] = dict(folded)
        for oldest in list(self._kept)[:-KEPT]:
            del self._kept[oldest]
        if on_disk and folded != (before or {}):
            with suppress(OSError, UserError):
                paths.make_folder(self._folder)
                paths.write_atomically(self._folder / FILE_NAME, msgspec.json.encode(self._kept))


def _read(path: Path) -> dict[str, dict[str, bool]]:
    try:
        return msgspec.json.decode(read_regular(path, _MAX), type=dict[str, dict[str, bool]])
    except UNREADABLE:
        return {}
