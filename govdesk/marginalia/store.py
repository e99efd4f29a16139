"""notes.json: bookmarks and notes, on the disk before anything says that they are saved.

Every change rewrites the small file as a whole, atomically, the former one staying as `notes.json.bak`. One process
writes at a time, by a lock on `notes.lock`; before it writes it reads the file again, so that two windows over one data
folder keep each other's notes. A file that is gone though it has a backup is damage, and never taken for emptiness.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from govdesk.errors import UserError
from govdesk.files import is_full, locked
from govdesk.marginalia.keeping import FILE_NAME, FORMAT, Entries, back_up, names_aside, newest_copy, read_entries
from govdesk.marginalia.model import Key, Marginal, MarginFile, text_hash
from govdesk.paths import ensure_writable, write_atomically
from govdesk.rules.model import Article
from govdesk.typed import MAX_NOTE, clean_text

__all__ = ["FILE_NAME", "Change", "Marginalia"]

LOCK_NAME = "notes.lock"

Clock = Callable[[], dt.datetime]


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Change(msgspec.Struct, frozen=True):
    """One change of this session, for undo."""

    before: Marginal
    after: Marginal


class Marginalia:
    """The margins of all rules. Open with `Marginalia.open`; entries of rules that are not at hand are kept as they are."""

    def __init__(self, folder: Path, *, clock: Clock = _utc_now) -> None:
        self._folder, self._path, self._clock = folder, folder / FILE_NAME, clock
        self._entries: dict[Key, Marginal] = {}
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self.warning = ""  # a Chinese sentence where something was wrong with the file, and mended
        self.trouble = ""  # a Chinese sentence while the daily backup of the notes cannot be written
        self._place = _identity(folder)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock = _utc_now) -> Marginalia:
        """The margins kept in data folder `folder`; it need not exist, and nothing is written.

        A damaged file is kept aside and its backup read in its place; `warning` says so. Raises UserError: the file
        cannot be read at all, or was written by a newer version.
        """
        margins = cls(folder, clock=clock)
        margins._entries = margins._read_or_mend()
        return margins

    # -- reading

    def entry(self, rule_id: str, number: str) -> Marginal:
        """What stands beside an article; blank where nothing does."""
        return self._entries.get((rule_id, number)) or Marginal(rule_id, number)

    def __iter__(self) -> Iterator[Marginal]:
        """All that anybody put anywhere."""
        return iter(tuple(self._entries.values()))

    def read_again(self) -> None:
        """Take what the disk has: another program may have written. Raises UserError: it cannot be read."""
        self._entries = self._read_or_mend()

    # -- changing

    def set_note(self, rule_id: str, article: Article, words: str) -> Marginal:
        """Keep `words` as the note on an article ("" takes it away); it is on the disk when this returns.

        Raises UserError where it is not, also for words that are too long. A note on words that have changed since stays marked until `confirm`.
        """
        known = self.entry(rule_id, article.number)
        words = clean_text(words).strip()
        if len(words) > max(MAX_NOTE, len(known.note)):  # one from two machines may be longer, and be shortened
            raise UserError(
                f"这条笔记有 {len(words)} 个字，太长",
                safe="写的字还在窗口里，原来存的也在",
                todo=f"不超过 {MAX_NOTE} 个字，长的另存成文件",
            )

        def make(entry: Marginal) -> Marginal:
            note = words
            if entry.note not in (known.note, note, ""):
                # Another window has written here meanwhile: both stay, and a person chooses.
                note = f"{note}\n{entry.note}".strip()
            hashed = entry.text if entry.note else text_hash(article)
            return msgspec.structs.replace(entry, note=note, text=hashed if note else "")

        return self._change(known.key, make)

    def set_bookmark(self, rule_id: str, article: Article, on: bool) -> Marginal:
        """Bookmark an article, or take the mark away. Raises UserError where that is not kept."""
        return self._change((rule_id, article.number), lambda entry: msgspec.structs.replace(entry, bookmarked=on))

    def confirm(self, rule_id: str, article: Article) -> Marginal:
        """The note has been checked against the article as it reads now. Raises UserError where that is not kept."""
        hashed = text_hash(article)
        return self._change((rule_id, article.number), lambda entry: msgspec.structs.replace(entry, text=hashed))

    def bring(self, arriving: Iterable[Marginal]) -> int:
        """Take in what stood in the margins on another machine; how many articles' margins that has changed.

        Nothing here is lost: of two notes on one article both stay, the own one first. What is here already changes
        nothing, so a file can come twice. Raises UserError where it is not kept; then nothing has changed.
        """
        arrived = [entry for entry in arriving if not entry.is_blank]
        if not arrived:
            return 0
        with self._alone():
            entries = self._read_or_mend()
            fresh = {
                entry.key: after
                for entry in arrived
                if (after := _both(before := entries.get(entry.key) or Marginal(*entry.key), entry)) != before
            }
            if fresh:
                befores = {key: entries.get(key) or Marginal(*key) for key in fresh}
                self._write(entries, *fresh.values())
                self._undo += [Change(befores[key], after) for key, after in fresh.items()]
                self._redo.clear()
            self._entries = entries
        return len(fresh)

    def put_back(self, changes: Sequence[Change]) -> None:
        """Take back changes of an earlier session, all of them or none.

        Raises UserError: not kept, or one of the margins is not as its change has left it.
        """
        with self._alone():
            entries = self._read_or_mend()
            for change in changes:
                if _words(entries.get(change.after.key) or Marginal(*change.after.key)) != _words(change.after):
                    raise _written_since()
            self._write(entries, *(msgspec.structs.replace(c.before, changed=self._clock()) for c in changes))
            self._entries = entries

    def undo(self) -> Change | None:
        """Take back the last change of this session; None where there is none. Raises UserError."""
        return self._step(self._undo, self._redo, backwards=True)

    def redo(self) -> Change | None:
        """Do again what was taken back; None where nothing was. Raises UserError."""
        return self._step(self._redo, self._undo, backwards=False)

    def back_up(self) -> None:
        """Let today's copy in `backups/` hold what stands in the margins now; where that fails, `trouble` says so."""
        if self._entries and not self._is_gone():
            self._back_up(again=True)

    def _change(self, key: Key, make: Callable[[Marginal], Marginal]) -> Marginal:
        blank = Marginal(*key)
        if self._place is None and not self._entries and make(blank) == blank:
            return blank  # nothing is made for nothing
        with self._alone():
            entries = self._read_or_mend()
            before = entries.get(key) or blank
            after = make(before)
            if after != before:
                after = msgspec.structs.replace(after, changed=self._clock())
                self._write(entries, after)
                self._undo.append(Change(before, after))
                self._redo.clear()
            self._entries = entries
        return after

    def _step(self, source: list[Change], target: list[Change], *, backwards: bool) -> Change | None:
        if not source:
            return None
        change = source[-1]
        expected, wanted = (change.after, change.before) if backwards else (change.before, change.after)
        with self._alone():
            entries = self._read_or_mend()
            if _words(entries.get(expected.key) or Marginal(*expected.key)) != _words(expected):
                source.clear()
                raise _written_since()
            self._write(entries, msgspec.structs.replace(wanted, changed=self._clock()))
            self._entries = entries
            target.append(source.pop())
        return change

    # -- the file

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes during the block. Raises UserError where nothing can be kept."""
        if self._is_gone():
            raise UserError(
                "数据文件夹在使用中被移走或换掉了，笔记没有存上",
                safe="写的字还在窗口里，原来存的在移走的文件夹里",
                todo="把数据文件夹放回原处，再改一个字就会重存",
            )
        ensure_writable(self._folder)
        self._place = _identity(self._folder)
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(self._folder / LOCK_NAME))
            except OSError as error:
                raise _unsaved(error) from error
            yield

    def _is_gone(self) -> bool:
        return self._place is not None and _identity(self._folder) != self._place

    def _write(self, entries: Entries, *changed: Marginal) -> None:
        """Put what has changed into `entries` and these onto the disk; `entries` stay as they were where that fails."""
        keys = {entry.key for entry in changed}
        fresh = {key: kept for key, kept in entries.items() if key not in keys}
        fresh |= {entry.key: entry for entry in changed if not entry.is_blank}
        data = msgspec.json.format(msgspec.json.encode(MarginFile(FORMAT, tuple(fresh.values()))), indent=1) + b"\n"
        self._back_up(again=False)
        try:
            write_atomically(self._path, data, keep_backup=True)
        except OSError as error:
            raise _unsaved(error) from error
        entries.clear()
        entries.update(fresh)

    def _back_up(self, *, again: bool) -> None:
        try:
            back_up(self._folder, self._clock().astimezone().date(), again=again)
        except OSError as error:
            why = "磁盘满了" if is_full(error) else "“backups”写不进去"
            self.trouble = f"笔记的自动备份没有写成，{why}；笔记本身都在；请看看数据文件夹。"
        else:
            self.trouble = ""

    def _read_or_mend(self) -> Entries:
        try:
            entries = read_entries(self._path)
        except FileNotFoundError:
            return self._entries_of_missing()
        if entries is not None:
            return entries
        aside = next(path for path in names_aside(self._path) if not path.exists())
        try:
            os.replace(self._path, aside)
        except OSError as error:
            raise UserError(
                "笔记文件看不懂，也挪不开", safe="文件没有动", todo="请管理员看看数据文件夹", detail=str(error)
            ) from error
        backup, name = newest_copy(self._folder)
        self.warning = f"笔记文件看不懂，已留作“{aside.name}”，" + (
            "窗口里的收藏和笔记都还在。"
            if self._entries
            else f"改用它的备份“{name}”，最近的改动请核对。"
            if backup
            else "收藏和笔记从头记起。"
        )
        # What this window has read before is newer than any backup.
        return dict(self._entries) if self._entries else backup

    def _entries_of_missing(self) -> Entries:
        if self._entries:
            self.warning = "笔记文件不见了，窗口里的收藏和笔记都还在，下一次存的时候会一起写回。"
            return dict(self._entries)
        backup, name = newest_copy(self._folder)
        if backup:
            self.warning = f"笔记文件不见了，改用它的备份“{name}”，最近的改动请核对。"
        return backup


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder lies there, None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if os.name == "posix" else (0, 0)


def _written_since() -> UserError:
    return UserError("这一条的笔记在别处又改过，不能撤销", safe="现有的笔记没有动", todo="在“我的笔记”里直接改")


def _unsaved(error: OSError) -> UserError:
    safe = "写的字还在窗口里，原来存的也在"
    if is_full(error):
        return UserError(
            "磁盘满了，笔记没有存上", safe=safe, todo="腾出一些空间，再改一个字就会重存", detail=str(error)
        )
    if isinstance(error, TimeoutError):
        return UserError(
            "另一个程序正占着笔记文件，笔记没有存上",
            safe=safe,
            todo="等它写完，再改一个字就会重存",
            detail=str(error),
        )
    return UserError("笔记没有存上", safe=safe, todo="看看数据文件夹能不能写，再改一个字就会重存", detail=str(error))


def _words(entry: Marginal) -> tuple[str, bool, str]:
    return entry.note, entry.bookmarked, entry.text


def _both(own: Marginal, other: Marginal) -> Marginal:
    """What stands in two margins beside the same article, put together."""
    if not own.note:
        note, text = other.note, other.text
    elif other.note in own.note:
        note, text = own.note, own.text
    else:
        note, text = f"{own.note}\n{other.note}", own.text
    bookmarked = own.bookmarked or other.bookmarked
    if (note, bookmarked) == (own.note, own.bookmarked):
        return own
    changed = max((time for time in (own.changed, other.changed) if time is not None), default=None)
    return msgspec.structs.replace(own, note=note, text=text, bookmarked=bookmarked, changed=changed)
