"""What a library of statutes on the disk consists of, and the manifest that says whether it is whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from govdesk.files import read_regular
from govdesk.strict import UNREADABLE

FOLDER = "statutes"
INDEX = "index"
MANIFEST = "manifest.json"
FORMAT = 1
#: The name of a library that is being replaced, among what was thrown away.
REPLACED = "statutes-replaced"
_MOST_MANIFEST = 32_000_000  # bytes: every file of a large folder unread


class Unread(msgspec.Struct, frozen=True):
    """A file that is not in the library, and why; or one that is, and what is to be looked at."""

    file: str
    why: str


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a library of statutes holds: its manifest."""

    format: int
    folder: str  # the name of the folder it was read from
    imported: dt.date
    laws: int
    articles: int
    twice: int  # files with the very content of another
    unread: tuple[Unread, ...]
    doubtful: tuple[Unread, ...]  # laws with numbers missing, another law in the same file and the like
    sizes: dict[str, int]  # name -> bytes, of every file of the library


def read_contents(folder: Path) -> Contents | None:
    """What the library in `folder` holds; None where there is none, or one that is not whole."""
    try:
        contents = msgspec.json.decode(read_regular(folder / MANIFEST, _MOST_MANIFEST), type=Contents)
        whole = all((folder / name).stat().st_size == size for name, size in contents.sizes.items())
    except UNREADABLE:
        return None
    return contents if whole and contents.format == FORMAT else None
