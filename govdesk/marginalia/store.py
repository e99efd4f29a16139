"""notes.json: bookmarks and notes, on the disk before anything says that they are saved.

Every change rewrites the small file as a whole, atomically, the former one staying as `notes.json.bak`. Before it is
written the file is read again, so that two windows over one data folder keep each other's notes.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from govdesk.errors import UserError
from govdesk.marginalia.model import Key, Marginal, MarginFile, text_hash
from govdesk.paths import ensure_writable, write_atomically
from govdesk.rules.model import Article

FILE_NAME = "notes.json"
FORMAT = 1

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

    # -- changing

    def set_note(self, rule_id: str, article: Article, words: str) -> Marginal:
        """Keep `words` as the note on an article ("" takes it away); it is on the disk when this returns.

        Raises UserError where it is not. A note on words that have changed since stays marked until `confirm`.
        """
        known = self.entry(rule_id, article.number)

        def make(entry: Marginal) -> Marginal:
            note = words.strip()
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
        entries = self._read_or_mend()
        fresh = {
            entry.key: after
            for entry in arriving
            if not entry.is_blank
            and (after := _both(before := entries.get(entry.key) or Marginal(*entry.key), entry)) != before
        }
        if fresh:
            befores = {key: entries.get(key) or Marginal(*key) for key in fresh}
            self._write(entries, *fresh.values())
            self._undo += [Change(befores[key], after) for key, after in fresh.items()]
            self._redo.clear()
        self._entries = entries
        return len(fresh)

    def undo(self) -> Change | None:
        """Take back the last change of this session; None where there is none. Raises UserError."""
        return self._step(self._undo, self._redo, backwards=True)

    def redo(self) -> Change | None:
        """Do again what was taken back; None where nothing was. Raises UserError."""
        return self._step(self._redo, self._undo, backwards=False)

    def _change(self, key: Key, make: Callable[[Marginal], Marginal]) -> Marginal:
        entries = self._read_or_mend()
        before = entries.get(key) or Marginal(*key)
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
        entries = self._read_or_mend()
        if _words(entries.get(expected.key) or Marginal(*expected.key)) != _words(expected):
            source.clear()
            raise UserError("这一条的笔记在别处又改过，不能撤销", safe="现有的笔记没有动", todo="在“我的笔记”里直接改")
        self._write(entries, msgspec.structs.replace(wanted, changed=self._clock()))
        self._entries = entries
        target.append(source.pop())
        return change

    # -- the file

    def _write(self, entries: dict[Key, Marginal], *changed: Marginal) -> None:
        """Put what has changed into `entries` and these onto the disk; `entries` stay as they were where that fails."""
        keys = {entry.key for entry in changed}
        fresh = {key: kept for key, kept in entries.items() if key not in keys}
        fresh |= {entry.key: entry for entry in changed if not entry.is_blank}
        data = msgspec.json.format(msgspec.json.encode(MarginFile(FORMAT, tuple(fresh.values()))), indent=1) + b"\n"
        ensure_writable(self._folder)
        try:
            write_atomically(self._path, data, keep_backup=True)
        except OSError as error:
            raise UserError(
                "笔记没有存上",
                safe="写的字还在窗口里，原来存的也在",
                todo="看看数据文件夹能不能写、磁盘有没有满，再改一个字就会重存",
                detail=str(error),
            ) from error
        entries.clear()
        entries.update(fresh)

    def _read_or_mend(self) -> dict[Key, Marginal]:
        entries = _read(self._path)
        if entries is not None:
            return entries
        aside = next(path for path in _names_aside(self._path) if not path.exists())
        backup = _read(self._path.with_name(FILE_NAME + ".bak"))
        try:
            os.replace(self._path, aside)
        except OSError as error:
            raise UserError(
                "笔记文件看不懂，也挪不开", safe="文件没有动", todo="请管理员看看数据文件夹", detail=str(error)
            ) from error
        self.warning = f"笔记文件看不懂，已留作“{aside.name}”，" + (
            "改用它的上一份备份，最后一次改动请核对。" if backup or self._entries else "收藏和笔记从头记起。"
        )
        # What this window has read before is newer than any backup.
        return dict(self._entries) if self._entries else backup or {}


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


def _read(path: Path) -> dict[Key, Marginal] | None:
    """The entries at `path`, none where there is no file; None where it is not what we write."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UserError(
            "笔记文件读不出来", safe="规则和清单不受影响", todo="看看别的程序是不是正开着它", detail=str(error)
        ) from error
    try:
        format_ = msgspec.json.decode(data).get("format")
        if isinstance(format_, int) and format_ > FORMAT:
            raise UserError("笔记是更新的版本写的，这个版本读不懂", safe="笔记文件没有动", todo="请用新版本打开")
        file = msgspec.json.decode(data, type=MarginFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, AttributeError):
        return None
    return {entry.key: entry for entry in file.entries}


def _names_aside(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + ".damaged")
    for number in itertools.count(2):
        yield path.with_name(f"{path.name}.damaged-{number}")
