"""The index on the disk: written whole, proved whole, or not used.

A whoosh index holds pickles, and a damaged one often raises nothing. So none of its files is read
before its length and checksum agree with our manifest, and what is then opened are the proved bytes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from govdesk.files import read_regular, sweep
from govdesk.paths import make_folder

FOLDER = "search"
MANIFEST = "manifest.json"
_BUILDING = "building-"
_FORMAT = 1
_MAX = 1_000_000_000  # bytes of one file; a library of a thousand rules has a tenth
_BUILD_SECONDS = 3600  # far longer than any build takes


class _Manifest(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    key: str
    files: dict[str, str]  # name -> BLAKE2b of its content, hex


def load(cache_folder: Path, key: str) -> dict[str, bytes] | None:
    """The files of the index `key`, each proved against the manifest; None on any doubt."""
    try:
        manifest = _manifest(cache_folder, key)
        if manifest is None:
            return None
        files = {name: read_regular(cache_folder / FOLDER / key / name, _MAX) for name in manifest.files}
    except OSError:
        return None
    return files if all(_digest(files[name]) == known for name, known in manifest.files.items()) else None


def prove(cache_folder: Path, key: str) -> Path | None:
    """The folder of the index `key`, its files proved without keeping them; None on any doubt."""
    folder = cache_folder / FOLDER / key
    try:
        manifest = _manifest(cache_folder, key)
        if manifest is None:
            return None
        for name, known in manifest.files.items():
            if not (folder / name).is_file():  # a pipe would be waited for
                return None
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, _blake).hexdigest() != known:
                    return None
    except OSError:
        return None
    return folder


def size_of(cache_folder: Path, key: str) -> int:
    """How many bytes the index `key` seems to have; 0 where there is none."""
    try:
        return sum(path.stat().st_size for path in (cache_folder / FOLDER / key).iterdir())
    except OSError:
        return 0


def _manifest(cache_folder: Path, key: str) -> _Manifest | None:
    """What the manifest of the index `key` says, if it is one. Raises OSError."""
    try:
        digest, content = read_regular(cache_folder / FOLDER / key / MANIFEST, _MAX).split(b"\n", 1)
        if _digest(content).encode() != digest:
            return None
        manifest = msgspec.json.decode(content, type=_Manifest)
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return None
    named_plainly = all(Path(name).name == name for name in manifest.files)
    return manifest if named_plainly and (manifest.format, manifest.key) == (_FORMAT, key) else None


def save(cache_folder: Path, key: str, files: dict[str, bytes]) -> bool:
    """Keep an index for the next start, in place of all others; False where it cannot be kept.

    It is written into a folder of its own and moved in whole: a crash or a second process leaves
    the old index, the new one, or none.
    """
    parent = cache_folder / FOLDER
    try:
        make_folder(parent)
        building = Path(tempfile.mkdtemp(prefix=f"{_BUILDING}{os.getpid()}-", dir=parent))
    except OSError:
        return False
    try:
        _write(building, key, files)
        target = parent / key
        if target.exists():  # damaged, or another process was quicker
            os.replace(target, building / "old")
        os.replace(building, target)
    except OSError:
        return False
    finally:
        shutil.rmtree(building, ignore_errors=True)
    shutil.rmtree(parent / key / "old", ignore_errors=True)
    _sweep(parent, key)
    sweep(parent, own=True)
    return True


def _write(folder: Path, key: str, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    manifest = _Manifest(_FORMAT, key, {name: _digest(content) for name, content in files.items()})
    encoded = msgspec.json.encode(manifest)
    (folder / MANIFEST).write_bytes(_digest(encoded).encode() + b"\n" + encoded)


def _sweep(parent: Path, key: str) -> None:
    """Remove indexes of former states of the library, and what a killed process left half-built."""
    with suppress(OSError):
        for folder in parent.iterdir():
            abandoned = time.time() - folder.stat().st_mtime > _BUILD_SECONDS
            if abandoned if folder.name.startswith(_BUILDING) else folder.name != key:
                shutil.rmtree(folder, ignore_errors=True)


def _blake() -> Any:
    return hashlib.blake2b(digest_size=32)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=32).hexdigest()
