"""What somebody has confirmed of a newer version of a rule, change by change: on the disk before it is shown as done.

One small file for each pair of versions in the data folder. The steps are kept, not their outcome, so that undo is the
removal of the last step. A change whose words are others since is another change, and asked about again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import msgspec

from govdesk.drafting.keeping import MAX_DRAFT, former
from govdesk.errors import UserError
from govdesk.files import is_full, locked, read_regular
from govdesk.marginalia.model import Marginal
from govdesk.paths import ensure_writable, make_folder, write_atomically
from govdesk.strict import UNREADABLE

FOLDER = "versions"


class Look(StrEnum):
    """What became of a change."""

    CONFIRMED = "confirmed"  # 确认
    LATER = "later"  # 先放着


class MarginMove(msgspec.Struct, frozen=True):
    """The margin of an article of the newer version before and after something was brought to it."""

    before: Marginal
    after: Marginal


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One decision; "" as `change` brings over what needs no look. `at` is UTC."""

    change: str
    look: Look = Look.CONFIRMED
    moves: tuple[MarginMove, ...] = ()
    at: dt.datetime | None = None


class _Kept(msgspec.Struct, frozen=True):
    old: str
    new: str
    steps: tuple[Step, ...] = ()


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class VersionSteps:
    """The steps from the rule `old` to `new` (ids), kept below the data folder. Nothing is written before the first step.

    Another window may be at the same pair: every change reads the file again under a lock, so that neither loses a step.
    """

    def __init__(self, data_folder: Path, old: str, new: str, *, clock: Callable[[], dt.datetime] = _utc_now) -> None:
        """Raises UserError: the file is damaged."""
        self._folder, self._clock = data_folder, clock
        self._path = data_folder / FOLDER / f"{old}..{new}.json"
        self._kept = _Kept(old, new)
        self.read_again()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, the oldest first."""
        return self._kept.steps

    def look(self, change: str) -> Look | None:
        """What was decided of a change last; None where it is still to be looked at."""
        return self._last.get(change)

    def read_again(self) -> None:
        """Take what the disk has. Raises UserError: damaged."""
        path = self._path
        if not path.exists() and former(path).is_file():  # gone beside its backup: a loss, not a beginning
            path = former(path)
        try:
            kept = msgspec.json.decode(read_regular(path, MAX_DRAFT), type=_Kept)
        except FileNotFoundError:
            kept = _Kept(self._kept.old, self._kept.new)
        except UNREADABLE as error:
            raise UserError(
                f"新旧对照的进度“{self._path.name}”读不出来",
                safe="清单、笔记和规则都没有改动",
                todo=f"把同一文件夹里的“{self._path.name}.bak”改成“{self._path.name}”再试，或删去它从头看",
                detail=str(error),
            ) from error
        self._take(kept)

    def add(self, change: str, look: Look = Look.CONFIRMED, moves: tuple[MarginMove, ...] = ()) -> None:
        """Keep a step. Raises UserError: it is not on the disk."""
        with self._alone():
            self._write((*self.steps, Step(change, look, moves, self._clock())))

    def take_back(self, put_back: Callable[[tuple[MarginMove, ...]], object]) -> Step | None:
        """Remove the last step and give it, None where there is none; what it moved is handed to `put_back` first.

        Raises UserError: `put_back` did, or the disk has refused; then the step stays.
        """
        with self._alone():
            if not self.steps:
                return None
            last = self.steps[-1]
            if last.moves:
                put_back(last.moves)
            self._write(self.steps[:-1])
        return last

    @contextmanager
    def _alone(self) -> Iterator[None]:
        ensure_writable(self._folder)
        try:
            make_folder(self._path.parent)
            with locked(self._path.with_suffix(".lock")):
                self.read_again()
                yield
        except OSError as error:
            raise UserError(
                "磁盘满了，这一步没有记" if is_full(error) else "这一步没有记上",
                safe="先前看过的都在",
                todo="看磁盘是否已满、数据文件夹能不能写，再做一次",
                detail=str(error),
            ) from error

    def _write(self, steps: tuple[Step, ...]) -> None:
        kept = msgspec.structs.replace(self._kept, steps=steps)
        write_atomically(self._path, msgspec.json.format(msgspec.json.encode(kept), indent=1), keep_backup=True)
        self._take(kept)

    def _take(self, kept: _Kept) -> None:
        self._kept = kept
        self._last = {step.change: step.look for step in kept.steps}
