"""Where a store reads and whether it may write: the file itself, or a copy in memory while somebody else works on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govdesk.errors import UserError
from govdesk.files import is_file
from govdesk.paths import LOCK_NAME, FullDisk, ensure_writable
from govdesk.records import memory, sqlite
from govdesk.records.desk import Desk, Holder, read_holder

_WAIT = f"等那边关掉，再试一次（在窗口里点上方的“重新看看”）；确知那边没有开着，删去数据文件夹里的 {LOCK_NAME}"
_MAKE_ROOM = "腾出一些空间，再试一次（在窗口里点上方的“再试一次”）"
_MAKE_WRITABLE = "放开写权限，或把数据文件夹放到能写的地方，再试一次（在窗口里点上方的“再试一次”）"


class Place:
    """The file that a store opens. `Place.take` finds out; `leave` gives it back."""

    def __init__(self, path: Path, desk: Desk | None = None, *, own_desk: bool = False) -> None:
        self.path = path
        #: Why this store only reads, a Chinese clause without a final 。; empty where it writes.
        self.read_only_because = ""
        self._todo = ""
        self._desk = desk
        self._own_desk = own_desk
        #: The file and its log as they were read, for a store that only reads; empty for others.
        self.image: tuple[bytes, bytes] | None = None
        self._copy_in_memory: memory.MemoryFile | None = None

    @classmethod
    def take(cls, folder: Path, desk: Desk | None) -> Place:
        """The desk, a place beside it, or a copy in memory to read from.

        `desk`: one that the caller holds and leaves himself. Raises UserError where nothing can be written and
        there is nothing to read either; what reading the file may raise.
        """
        path = folder / sqlite.FILE_NAME
        try:
            ensure_writable(folder, to_work=True)
        except UserError as error:
            if not is_file(path):
                raise
            todo = _MAKE_ROOM if isinstance(error, FullDisk) else _MAKE_WRITABLE
            return cls._copy(path, error.what, todo, shared=False)
        own = desk is None
        desk = desk or Desk(folder)
        if desk.enter():
            return cls(path, desk, own_desk=own)
        holder = desk.barred_by
        assert holder is not None
        if not path.exists():
            raise UserError(held_by(holder), safe="清单没有改动", todo="等那边关掉再打开")
        return cls._copy(path, held_by(holder), _WAIT, shared=holder.is_here)

    @classmethod
    def _copy(cls, path: Path, why: str, todo: str, *, shared: bool) -> Place:
        """`shared`: SQLite itself may read the file, for it is in use on this machine only."""
        place = cls(path)
        place.read_only_because, place._todo = why, todo
        place.image = memory.read_live(path) if shared else memory.read_at_rest(path)
        return place

    def use_image(self, data: bytes) -> memory.MemoryFile:
        """From now on `data` is what the store reads."""
        self.image, self._copy_in_memory = None, memory.MemoryFile(data)
        return self._copy_in_memory

    @property
    def writable(self) -> bool:
        return not self.read_only_because

    @property
    def copy(self) -> memory.MemoryFile | None:
        """What a store that only reads has before it."""
        return self._copy_in_memory

    @property
    def holds_desk(self) -> bool:
        """Is nobody else at work on the file?"""
        return self._desk is not None and self._desk.is_ours

    def check_writable(self) -> None:
        """Raises UserError unless this program may write now: the desk may have changed hands."""
        why, todo = self.read_only_because, self._todo
        if self._desk is not None and not self._desk.is_ours and not self._desk.enter():
            assert self._desk.barred_by is not None
            why, todo = held_by(self._desk.barred_by), _WAIT
        if why:
            raise UserError(f"{why}，这里只能看", safe="清单没有改动", todo=todo)

    def leave(self) -> None:
        """Give the desk up if it was taken here; give up the copy."""
        if self._desk is not None and self._own_desk:
            self._desk.leave()
        if self._copy_in_memory is not None:
            self._copy_in_memory.close()


def held_by(holder: Holder) -> str:
    """`清单正由电脑“DESK-3”上的 wang（…）打开着`."""
    return f"清单正由{holder.in_words}打开着"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the desk for a block that replaces the file. Raises UserError while another program works there."""
    desk = Desk(ensure_writable(folder))
    desk.enter()
    try:
        holder = read_holder(folder)
        if not desk.is_ours and (holder is None or not holder.is_here or holder.pid != os.getpid()):
            who = held_by(holder) if holder else "另一个程序正占着清单文件"
            raise UserError(who, safe="清单没有改动", todo="把它关掉再试一次")
        yield
    finally:
        desk.leave()
