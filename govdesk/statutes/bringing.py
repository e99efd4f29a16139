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
from pathlib import Path

import msgspec

from govdesk import paths
from govdesk.errors import StoppedError, UserError
from govdesk.files import (
    NotRegularError,
    OutsideError,
    TooLargeError,
    read_regular,
    sweep,
    sync_folder,
)
from govdesk.importing.draft import Draft, make_draft
from govdesk.importing.reading import read_bytes
from govdesk.rules.model import Rule
from govdesk.search.analyzer import is_han, runs
from govdesk.search.building import IndexBuilder
from govdesk.search.folding import fold_text
from govdesk.statutes.heads import family_of, names_of, read_head, with_title
from govdesk.statutes.manifest import FOLDER, FORMAT, INDEX, MANIFEST, Contents, Unread
from govdesk.statutes.model import Front, Statute
from govdesk.statutes.placing import NOTHING_CHANGED, move_in, unsaved
from govdesk.statutes.store import FILE, Writer

ENDINGS = (".md", ".markdown", ".txt")
#: A law has some hundred thousand characters at most.
_MOST_BYTES = 8_000_000
_MOST_FILES = 100_000
_HARMLESS = "看不见的字符"

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
        raise unsaved(data_folder, error) from error
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def survey(source: Path, *, told: Told = go_on) -> Contents:
    """What `build` would read, without keeping or writing anything. Raises like it."""
    reading = _Reading(source, _files_below(source), told)
    for _ in reading:
        pass
    return reading.contents({})


# -- reading the folder


def _files_below(source: Path) -> list[Path]:
    """Every file that may be a law, in the order of their names; what lies in hidden folders is none. Raises UserError."""
    if not source.is_dir():
        raise UserError(f"没有“{source}”这个文件夹", safe=NOTHING_CHANGED, todo="核对文件夹的名字和所在的地方")
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
                safe=NOTHING_CHANGED,
                todo="选只放法律法规的文件夹",
            )
    if unreadable and not found:
        raise UserError(
            f"“{source}”打不开", safe=NOTHING_CHANGED, todo="看有没有读取的权限", detail=str(unreadable[0])
        ) from unreadable[0]
    if not found:
        raise UserError(
            f"“{source.name}”里没有法律法规文件",
            safe=NOTHING_CHANGED,
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
                f"“{self._source.name}”里的文件没有一个是法律法规{why}",
                safe=NOTHING_CHANGED,
                todo="看是不是选错了文件夹",
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
