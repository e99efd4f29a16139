"""A folder of laws, one a file, becomes the library of statutes: whole or not at all.

Built aside in the data folder and moved in by one rename. A file that cannot be read is listed and stops nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from govdesk import paths
from govdesk.errors import StoppedError, UserError
from govdesk.files import (
    NotRegularError,
    OutsideError,
    TooLargeError,
    has_no_room,
    is_full,
    move,
    read_regular,
    sweep,
    sync_folder,
)
from govdesk.importing.draft import Draft, make_draft
from govdesk.importing.reading import read_bytes
from govdesk.importing.saving import RECYCLED
from govdesk.rules.model import Rule
from govdesk.search.analyzer import is_han, runs
from govdesk.search.building import IndexBuilder
from govdesk.search.folding import fold_text
from govdesk.statutes.heads import family_of, names_of, read_head, with_title
from govdesk.statutes.manifest import FOLDER, FORMAT, INDEX, MANIFEST, REPLACED, Contents, Unread
from govdesk.statutes.model import Front, Statute
from govdesk.statutes.store import FILE, Writer

ENDINGS = (".md", ".markdown", ".txt")
#: A law has some hundred thousand characters at most.
_MOST_BYTES = 8_000_000
_MOST_FILES = 100_000
_HARMLESS = "看不见的字符"
_NOTHING = "原来的法律法规库没有改动"

#: Told how many files are done, of how many, and the name of the one at hand; gives whether to go on.
Told = Callable[[int, int, str], bool]


def go_on(_done: int, _of: int, _name: str) -> bool:
    """The `Told` of whoever asks for nothing."""
    return True


class Built(msgspec.Struct, frozen=True):
    """A library that was built aside, in `folder`; in use only when `move_in` has put it in its place."""

    folder: Path
    contents: Contents


def bring_in(data_folder: Path, source: Path, *, told: Told = go_on) -> Contents:
    """Read every law below the folder `source`; the library holds these from then on, and no others.

    The former library goes to the recycle folder. Raises UserError, StoppedError where `told` says so; nothing is changed
    then.
    """
    built = build(data_folder, source, told=told)
    move_in(data_folder, built.folder)
    return built.contents


def build(data_folder: Path, source: Path, *, told: Told = go_on) -> Built:
    """Build the library of the laws below `source` aside. Raises like `bring_in`; nothing is left then."""
    reading = _Reading(source, _files_below(source), told)
    paths.ensure_writable(data_folder)
    sweep(data_folder, own=True)
    staged = data_folder / f".import-{os.getpid()}"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        return Built(staged / FOLDER, _build(staged / FOLDER, reading))
    except (OSError, sqlite3.Error) as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise _unsaved(data_folder, error) from error
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def survey(source: Path, *, told: Told = go_on) -> Contents:
    """What `build` would read, without keeping or writing anything. Raises like it."""
    reading = _Reading(source, _files_below(source), told)
    for _ in reading:
        pass
    return reading.contents({})


def move_in(data_folder: Path, built: Path) -> Path | None:
    """Put a library that was built in the place of the one in use; gives where that one went, None where there was none.

    Whoever has it open closes it before. Raises UserError; the former one stands as it stood then.
    """
    try:
        return _put_in_place(data_folder, built)
    except OSError as error:
        raise _unsaved(data_folder, error) from error
    finally:
        throw_away(built)


def throw_away(built: Path) -> None:
    """Remove what `build` has left."""
    shutil.rmtree(built.parent, ignore_errors=True)


def _unsaved(data_folder: Path, error: OSError | sqlite3.Error) -> UserError:
    full = is_full(error) or has_no_room(data_folder)
    return UserError(
        "磁盘满了，法律法规没有导入" if full else f"法律法规存不进“{data_folder}”",
        safe=_NOTHING,
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


# -- reading the folder


def _files_below(source: Path) -> list[Path]:
    """Every file that may be a law, in the order of their names; what lies in hidden folders is none. Raises UserError."""
    if not source.is_dir():
        raise UserError(f"没有“{source}”这个文件夹", safe=_NOTHING, todo="核对文件夹的名字和所在的地方")
    found: list[Path] = []
    unreadable: list[OSError] = []
    for folder, inside, names in os.walk(source, onerror=unreadable.append):  # follows no links to folders
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        found += [
            Path(folder, name) for name in sorted(names) if name.lower().endswith(ENDINGS) and not name.startswith(".")
        ]
        if len(found) > _MOST_FILES:
            raise UserError(
                f"“{source.name}”里的文件超过 {_MOST_FILES} 个，不像法律法规库",
                safe=_NOTHING,
                todo="选只放法律法规的文件夹",
            )
    if unreadable and not found:
        raise UserError(
            f"“{source}”打不开", safe=_NOTHING, todo="看有没有读取的权限", detail=str(unreadable[0])
        ) from unreadable[0]
    if not found:
        raise UserError(
            f"“{source.name}”里没有法律法规文件",
            safe=_NOTHING,
            todo="选放着 .md 或 .txt 文件的文件夹，一部一个文件",
        )
    return found


def _read(path: Path, source: Path) -> tuple[bytes, Draft]:
    """A law and its bytes. Raises UserError with one plain sentence."""
    try:
        content = read_regular(path, _MOST_BYTES, within=source)
    except OutsideError as error:
        raise UserError("是通到文件夹外面的链接，没有读", detail=str(error)) from error
    except TooLargeError as error:
        raise UserError("文件太大，不像一部法律法规", detail=str(error)) from error
    except NotRegularError as error:
        raise UserError("是设备或文件夹，不是文件", detail=str(error)) from error
    except OSError as error:
        raise UserError("打不开", detail=str(error)) from error
    draft = with_title(make_draft(read_bytes(content, path.suffix.lower()), path.name))
    title = draft.particulars.title
    if not title:
        raise UserError("没有找到标题")
    if not any(map(is_han, runs(title))):  # the README of a collection has numbered lines too
        raise UserError(f"标题“{title[:30]}”里没有汉字，不像法律法规")
    return content, draft


class _Reading:
    """Reads the files one after the other; counts those that are none, and those that were there already."""

    def __init__(self, source: Path, files: list[Path], told: Told) -> None:
        self._source, self._files, self._told = source, files, told
        self.unread: list[Unread] = []
        self.doubtful: list[Unread] = []
        self.twice = self.laws = self.articles = 0

    def __iter__(self) -> Iterator[tuple[Draft, str, str]]:
        """Each law once, with its id and the name of its file. Raises StoppedError, and UserError where no file is one."""
        known: set[str] = set()
        for done, path in enumerate(self._files):
            name = _name_of(path, self._source)
            self.ask(done, name)
            try:
                content, draft = _read(path, self._source)
            except UserError as error:
                self.unread.append(Unread(name, error.what))
                continue
            law_id = f"law-{hashlib.sha256(content).hexdigest()[:16]}"
            if law_id in known:
                self.twice += 1
                continue
            known.add(law_id)
            self.laws += 1
            self.articles += len(draft.rule.articles)
            if doubts := _doubts(draft):
                self.doubtful.append(Unread(name, "；".join(doubts)))
            yield draft, law_id, name
        if not known:
            why = f"：{self.unread[0].file}，{self.unread[0].why}" if self.unread else ""
            raise UserError(
                f"“{self._source.name}”里的文件没有一个是法律法规{why}", safe=_NOTHING, todo="看是不是选错了文件夹"
            )

    def ask(self, done: int, name: str) -> None:
        """Tell how far it is. Raises StoppedError."""
        if not self._told(done, len(self._files), name):
            raise StoppedError

    def at_the_end(self) -> None:
        """All files are read; what is left is the index. Raises StoppedError."""
        self.ask(len(self._files), "")

    def contents(self, sizes: dict[str, int]) -> Contents:
        """What was read, of a library with files of these sizes."""
        return Contents(
            format=FORMAT,
            folder=_name_of(self._source.absolute(), self._source.absolute().parent),
            imported=dt.date.today(),
            laws=self.laws,
            articles=self.articles,
            twice=self.twice,
            unread=tuple(self.unread),
            doubtful=tuple(self.doubtful),
            sizes=sizes,
        )


# -- building


def _build(folder: Path, reading: _Reading) -> Contents:
    """The library of what is read in the new folder `folder`. Raises StoppedError, UserError, OSError, sqlite3.Error."""
    paths.make_folder(folder / INDEX)
    writer, index = Writer(folder / FILE), IndexBuilder(folder / INDEX)
    whole = False
    try:
        for draft, law_id, name in reading:
            _keep(writer, index, draft, law_id, name)
        whole = True
    finally:
        writer.close(whole=whole)
    index.finish(reading.at_the_end)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = reading.contents({path.relative_to(folder).as_posix(): path.stat().st_size for path in files})
    manifest = folder / MANIFEST
    manifest.write_bytes(msgspec.json.format(msgspec.json.encode(contents), indent=1))
    for path in (*files, manifest):
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder / INDEX)
    sync_folder(folder)
    return contents


def _keep(writer: Writer, index: IndexBuilder, draft: Draft, law_id: str, file: str) -> None:
    rule, head = draft.rule, read_head(draft)
    meta = msgspec.structs.replace(
        rule.meta,
        id=law_id,
        short_title=family_of(rule.meta.title),
        issuer=rule.meta.issuer or head.issuer,
        doc_number=rule.meta.doc_number or head.doc_number,
        issued=rule.meta.issued or head.issued,
        effective=rule.meta.effective or head.effective,
        status=head.stated,
        source=f"由文件“{file}”导入。",
    )
    statute = Statute(
        number=writer.laws,
        id=law_id,
        title=meta.title,
        family=family_of(meta.title),
        file=file,
        issuer=meta.issuer,
        doc_number=meta.doc_number,
        issued=meta.issued,
        effective=meta.effective,
        validity=head.validity,
        stated=head.stated,
        chapters=len(rule.chapters()),
        articles=len(rule.articles),
        first=writer.articles,
    )
    chapters = list(_chapters(rule))
    front = Front(meta, rule.notice, rule.title, rule.divisions, rule.preamble, rule.appendices, _doubts(draft))
    writer.add(statute, front, list(zip(rule.articles, chapters, strict=True)), names_of(meta.title, head.aliases))
    for article, chapter in zip(rule.articles, chapters, strict=True):
        index.add(fold_text("\n".join((statute.family, chapter, article.shown))))


def _doubts(draft: Draft) -> tuple[str, ...]:
    """What is to be held against the original; that signs nobody sees were taken out is not."""
    return tuple(warning for warning in draft.warnings if _HARMLESS not in warning)


def _chapters(rule: Rule) -> Iterator[str]:
    """For each article the heading of its chapter, "" for none; `division_of` would look for each anew."""
    names = [""] * len(rule.articles)
    for division in rule.divisions:
        if division.level == 2:
            names[division.start : division.end] = [division.name] * (division.end - division.start)
    yield from names


def _name_of(path: Path, below: Path) -> str:
    """A path as it can be written down and shown, whatever bytes and signs it is made of."""
    return "".join(char if char.isprintable() else "\ufffd" for char in path.relative_to(below).as_posix())


# -- moving


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
