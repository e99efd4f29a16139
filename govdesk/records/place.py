"""Where a store reads and whether it may write: the file itself, or a copy while somebody else works on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govdesk.errors import UserError
from govdesk.paths import LOCK_NAME, ensure_writable
from govdesk.records import sqlite
from govdesk.records.desk import Desk, Holder, read_holder
from govdesk.records.snapshot import Snapshot

_WAIT = f"等那边关掉，再试一次（在窗口里点上方的“重新看看”）；确知那边没有开着，删去数据文件夹里的 {LOCK_NAME}"
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
        self._snapshot: Snapshot | None = None

    @classmethod
    def take(cls, folder: Path, desk: Desk | None) -> Place:
        """The desk, a place beside it, or a copy to read from.

        `desk`: one that the caller holds and leaves himself. Raises UserError where nothing can be written and
        there is nothing to read either; what reading the file may raise.
        """
        path = folder / sqlite.FILE_NAME
        try:
            ensure_writable(folder)
        except UserError as error:
            if not path.is_file():
                raise
            return cls._copy(path, error.what, _MAKE_WRITABLE, shared=False, beside=False)
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
    def _copy(cls, path: Path, why: str, todo: str, *, shared: bool, beside: bool = True) -> Place:
        snapshot = Snapshot(path, shared=shared, beside=beside)
        place = cls(snapshot.path)
        place.read_only_because, place._todo, place._snapshot = why, todo, snapshot
        return place

    @property
    def writable(self) -> bool:
        return not self.read_only_because

    @property
    def is_copy(self) -> bool:
        return self._snapshot is not None

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
        """Give the desk up if it was taken here; remove the copy."""
        if self._desk is not None and self._own_desk:
            self._desk.leave()
        if self._snapshot is not None:
            self._snapshot.close()


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
