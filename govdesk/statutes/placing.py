"""A library of statutes takes its place in the data folder, goes to the recycle folder and comes back: by renames alone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from govdesk.errors import UserError
from govdesk.files import has_no_room, is_full, move
from govdesk.paths import RECYCLED
from govdesk.statutes.manifest import FOLDER, MANIFEST, REPLACED

NOTHING_CHANGED = "原来的法律法规库没有改动"


def move_in(data_folder: Path, built: Path) -> Path | None:
    """Put a library that was built in the place of the one in use; gives where that one went, None where there was none.

    Whoever has it open closes it before. Raises UserError; the former one stands as it stood then.
    """
    try:
        return _put_in_place(data_folder, built)
    except OSError as error:
        raise unsaved(data_folder, error) from error
    finally:
        throw_away(built)


def throw_away(built: Path) -> None:
    """Remove what `build` has left."""
    shutil.rmtree(built.parent, ignore_errors=True)


def unsaved(data_folder: Path, error: OSError | sqlite3.Error) -> UserError:
    """What to say where the library could not be written."""
    full = is_full(error) or has_no_room(data_folder)
    return UserError(
        "磁盘满了，法律法规没有导入" if full else f"法律法规存不进“{data_folder}”",
        safe=NOTHING_CHANGED,
        todo="腾出一些空间再试一次" if full else "看文件夹能不能写、有没有别的窗口开着，再试一次",
        detail=str(error),
    )


def remove(data_folder: Path) -> Path:
    """Move the library to the recycle folder; gives where it is now. Raises UserError; it stands where it stood then."""
    try:
        return _recycle(data_folder)
    except OSError as error:
        raise UserError(
            "法律法规库移不走", safe="它没有改动", todo="先关掉正在打开它的程序，再试一次", detail=str(error)
        ) from error


def put_back(data_folder: Path) -> None:
    """Bring the library back from the recycle folder; the one in use goes there instead. Raises UserError."""
    try:
        _put_in_place(data_folder, data_folder / RECYCLED / FOLDER)
    except OSError as error:
        raise UserError(
            "法律法规库放不回来", safe="它还在回收站里", todo="关掉别的窗口再试一次", detail=str(error)
        ) from error


def recycled(data_folder: Path) -> bool:
    """Is a library in the recycle folder?"""
    return (data_folder / RECYCLED / FOLDER / MANIFEST).is_file()


def _put_in_place(data_folder: Path, incoming: Path) -> Path | None:
    """Let `incoming` take the place of the library in use; gives where that is now. Raises OSError; nothing is changed then.

    Ended between the steps, `settle` brings the former one back.
    """
    home, former = data_folder / FOLDER, data_folder / RECYCLED / REPLACED
    if not home.exists():
        move(incoming, home)
        return None
    former.parent.mkdir(exist_ok=True)
    move(home, former)
    try:
        move(incoming, home)
    except OSError:
        move(former, home)
        raise
    return _settled(former)


def settle(data_folder: Path) -> None:
    """Put back what a program that was ended while it replaced the library has left without its place."""
    home, former = data_folder / FOLDER, data_folder / RECYCLED / REPLACED
    if former.is_dir():
        if home.exists():
            _settled(former)
        else:
            with suppress(OSError):  # it is tried again at the next start
                move(former, home)


def _recycle(data_folder: Path) -> Path:
    target = data_folder / RECYCLED / FOLDER
    target.parent.mkdir(exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    move(data_folder / FOLDER, target)
    return target


def _settled(former: Path) -> Path:
    """Only the last one is kept: a library of statutes takes a hundred times what a pack does."""
    target = former.with_name(FOLDER)
    try:
        shutil.rmtree(target, ignore_errors=True)
        move(former, target)
    except OSError:
        return former  # the next start does it
    return target
