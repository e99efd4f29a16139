"""The file that carries records to another machine: JSON, versioned, readable without the program.

    {
     "about": "政务案头写出的办事清单……",
     "format": "govdesk-records",
     "version": 2,
     "program": "0.1.0", "written": "2026-11-24T01:42:00Z",
     "bases": {"<SHA-256 of the text>": {wizard, rule, articles, hash}},
     "records": [{"sheet": ["lines for a reader"], "id", "number", "basis", "answers", … "history"}],
     "notes": [{"rule", "article", "note", "bookmarked", "text", "changed"}],  where margins travel along
     "sha256": "<of every byte before this key>"
    }

The last key says that the file is whole: what is cut short, or altered by one character, is refused.
`sheet` is for people and ignored when the file is read. What an import does is in `merge`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

import govdesk
from govdesk.errors import UserError
from govdesk.files import NotRegularError, TooLargeError, is_full, read_regular, replacing
from govdesk.marginalia.model import Marginal
from govdesk.paths import check_target
from govdesk.records import changes, limits
from govdesk.records.model import CARD_REPLY, Change, ChangeKind, ItemMark, Jotting, Record, Reply, point_id
from govdesk.typed import clean_text
from govdesk.wizards import provenance
from govdesk.wizards.basis import Basis, decode_basis, is_legacy_body
from govdesk.wizards.checklist import check_fields
from govdesk.wizards.session import check_answers, check_desk

FORMAT = "govdesk-records"
#: A file whose lists were all made by version 0.1 is written as 1, which that version reads.
VERSION = 2
_MAX_KEY = 200  # characters of what names an article
SUFFIX = ".govdesk.json"

_ABOUT = "政务案头写出的办事清单：在政务案头里导入，或用记事本看 sheet 里的各行；改过一个字就不能再导入。"
_END = re.compile(rb',\s*"sha256"\s*:\s*"([0-9a-f]{64})"\s*\}\s*$')
#: What a change of that kind holds, where putting it back would not notice anything else.
_VALUES: dict[ChangeKind, Any] = {
    ChangeKind.NOTE: str,
    ChangeKind.FIELDS: dict[str, str],
    ChangeKind.ANSWERS: dict[str, str],
    ChangeKind.COUNT_START: bool,
}
_NUMBER = re.compile(r"QD-[0-9]{4}-([0-9]{4,7})")
_MAX_FILE = 1_000_000_000  # bytes: 50,000 records have some 180 million


_LONG = (ChangeKind.NOTE, ChangeKind.REPLY, ChangeKind.JOTTING)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of history as it travels: without the id, which counts within one data folder."""

    uid: str
    at: dt.datetime
    by: str
    kind: ChangeKind
    item: str = ""
    before: Any = None
    after: Any = None
    undoes: str = ""


class Travelling(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it travels; `basis` is the key of its basis in the file."""

    id: str
    number: str
    basis: str
    answers: dict[str, str]
    fields: dict[str, str]
    count_start: bool
    marks: dict[str, ItemMark]
    created: dt.datetime
    updated: dt.datetime
    archived_at: dt.datetime | None
    deleted_at: dt.datetime | None
    history: tuple[Line, ...]
    desk: str = ""
    replies: dict[str, Reply] = {}
    jottings: dict[str, tuple[Jotting, ...]] = {}
    matter: str = ""
    follows: str = ""

    def record(self, basis: Basis) -> Record:
        """The record itself, on its decoded basis."""
        values = {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("basis", "history")}
        return Record(basis=basis, **values)


class Arrived(msgspec.Struct, frozen=True):
    """A record out of a file, checked: it, its history oldest first, and the text of its basis."""

    record: Record
    history: tuple[Line, ...]
    basis_body: str


class _File(msgspec.Struct):
    format: str
    version: int
    bases: dict[str, msgspec.Raw]
    # Decoded one by one: a whole library need not stand in memory twice.
    records: list[msgspec.Raw]
    notes: list[Marginal] = []


class _Head(msgspec.Struct):
    format: str
    version: int


def line(change: Change) -> Line:
    """A line of history without what belongs to one data folder."""
    return Line(**{name: getattr(change, name) for name in Line.__struct_fields__})


def travelling(record: Record, history: Iterable[Change], digest: str) -> Travelling:
    """A record with its history, made ready to travel."""
    values = {name: getattr(record, name) for name in Travelling.__struct_fields__ if name not in ("basis", "history")}
    return Travelling(basis=digest, history=tuple(line(change) for change in history), **values)


def encode_record(record: Travelling, sheet: Iterable[str]) -> bytes:
    """One entry of `records`; with lines for a reader it is laid out to be read, else it is one line."""
    lines = list(sheet)
    if not lines:
        return msgspec.json.encode(record)
    document = {"sheet": lines} | msgspec.to_builtins(record)
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


class _Summed:
    """Writes to a stream, and sums what it has written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def write(self, part: bytes) -> None:
        self.digest.update(part)
        self._stream.write(part)

    def write_all(self, parts: Iterable[bytes]) -> int:
        """With commas between them; how many there were."""
        count = 0
        for count, part in enumerate(parts, 1):
            self.write(b",\n" + part if count > 1 else part)
        return count


def write_file(
    path: Path,
    bases: Mapping[str, str],
    records: Iterable[bytes],
    written: dt.datetime,
    notes: Iterable[Marginal] = (),
) -> int:
    """Write a whole file or none; how many records there were. Raises UserError, and whatever `records` raises.

    `bases` maps digests to texts, `records` are taken one by one: they need not stand in memory together. `notes` are
    margins that travel along.
    """
    check_target(path)
    head = {
        "about": _ABOUT,
        "format": FORMAT,
        "version": VERSION if any(not is_legacy_body(body) for body in bases.values()) else 1,
        "program": govdesk.__version__,
        "written": written,
    }
    encoded = msgspec.json.format(msgspec.json.encode(head), indent=1).rstrip(b"}").rstrip()
    # A basis stands in one line, letter for letter as it is stored: its digest is of these letters.
    texts = (msgspec.json.encode(digest) + b": " + body.encode() for digest, body in bases.items())
    margins = [msgspec.json.encode(note) for note in notes]
    count = 0
    try:
        with replacing(path) as stream:
            body = _Summed(stream)
            body.write(encoded + b',\n "bases": {\n')
            body.write_all(texts)
            body.write(b'\n},\n "records": [\n')
            count = body.write_all(records)
            body.write(b"\n]")
            if margins:
                body.write(b',\n "notes": [\n')
                body.write_all(margins)
                body.write(b"\n]")
            stream.write(b',\n "sha256": "%b"\n}\n' % body.digest.hexdigest().encode())
    except OSError as error:
        full = is_full(error)
        raise UserError(
            f"“{path}”没有写成" + ("，那里满了" if full else ""),
            safe="清单都在，没有改动" + ("；原来的同名文件也在" if path.exists() else ""),
            todo="腾出空间，或换一个文件夹再试" if full else "换一个能写的文件夹再试",
            detail=str(error),
        ) from error
    return count


def read_file(path: Path) -> list[Arrived]:
    """Every record of a file, all checked before the first is given. Raises UserError; nothing is changed."""
    return parse(_content(path), path.name)


def read_notes(path: Path) -> list[Marginal]:
    """The bookmarks and notes that a file carries. Raises as `read_file`."""
    return _parse(_content(path), path.name)[1]


def _content(path: Path) -> bytes:
    try:
        return read_regular(path, _MAX_FILE)
    except (NotRegularError, TooLargeError) as error:
        raise UserError(
            f"“{path}”不是政务案头写出的清单文件", safe="清单没有改动", todo="核对文件名", detail=str(error)
        ) from error
    except OSError as error:
        raise UserError(f"“{path}”读不出来", todo="核对文件名，看U盘是否插好", detail=str(error)) from error


def parse(content: bytes, name: str) -> list[Arrived]:
    """As `read_file`, from the file's bytes; `name` is for messages."""
    return _parse(content, name)[0]


def _parse(content: bytes, name: str) -> tuple[list[Arrived], list[Marginal]]:
    # What mail and 记事本 may add: a byte order mark, Windows line ends.
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if b'"%b"' % FORMAT.encode() not in content[:2000]:
        raise UserError(
            f"“{name}”不是政务案头写出的清单文件",
            safe="清单没有改动",
            todo=f"选用“导出”写成的文件，名字以 {SUFFIX} 结尾",
        )
    end = _END.search(content[-200:])
    body = content[: len(content) - len(content[-200:]) + end.start()] if end else b""
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.version > VERSION:
            raise UserError(
                f"“{name}”来自更新版本的政务案头，这个版本读不了", safe="清单没有改动", todo="请用新版本导入"
            )
        if head.version < 1:
            raise ValueError(f"version {head.version}")
        if end is None or hashlib.sha256(body).hexdigest().encode() != end[1]:
            raise ValueError("the checksum at the end is missing or does not fit")
        file = msgspec.json.decode(content, type=_File)
        bases = {digest: _basis(digest, bytes(raw).decode()) for digest, raw in file.bases.items()}
        for note in file.notes:
            limits.check_time(note.changed)
            if len(note.note) > limits.MAX_MARGIN or max(len(note.rule), len(note.article), len(note.text)) > _MAX_KEY:
                raise ValueError("a note is too long")
        arrived = [_arrived(msgspec.json.decode(raw, type=Travelling), bases) for raw in file.records]
        _check_told_once(arrived)
        return arrived, [msgspec.structs.replace(note, note=clean_text(note.note)) for note in file.notes]
    except (
        ArithmeticError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        msgspec.MsgspecError,
    ) as error:
        raise UserError(
            f"“{name}”没有写完整，或者改动过",
            safe="一份也没有导入，原有的清单没有改动",
            todo="在原来的电脑上重新导出",
            detail=str(error),
        ) from error


def _basis(digest: str, body: str) -> tuple[Basis, str]:
    if hashlib.sha256(body.encode()).hexdigest() != digest:
        raise ValueError(f"basis {digest} is altered")
    if len(body) > provenance.MAX_BODY:
        raise ValueError(f"a basis of {len(body)} characters")
    basis = decode_basis(body)
    try:
        provenance.prove(basis)
    except ValueError as error:
        raise UserError(
            "文件里的清单所引的话，不在它自己带的条文里，或者写法有矛盾",
            safe="一份也没有导入，原有的清单没有改动",
            todo="核对这个文件是谁给的；在原来的电脑上重新导出",
            detail=str(error),
        ) from error
    return basis, body


def _check_told_once(arrived: Iterable[Arrived]) -> None:
    """Raises UserError where two records tell the same change: a change is one record's from its first day."""
    told: dict[str, str] = {}
    for entry in arrived:
        for change in entry.history:
            if told.setdefault(change.uid, entry.record.id) != entry.record.id:
                raise not_fitting(entry.record.number, f"change {change.uid} is told of two records")


def _arrived(entry: Travelling, bases: Mapping[str, tuple[Basis, str]]) -> Arrived:
    basis, body = bases[entry.basis]
    typed = msgspec.to_builtins(entry)
    if any(clean_text(text) != text for text in limits.texts(typed)):
        # What version 0.1 let anybody paste, or somebody has put there: no sign that turns words round or cannot be seen.
        entry = msgspec.convert(limits.cleaned(typed), Travelling)
    record = entry.record(basis)
    try:
        _check(record, entry.history)
    except UserError as error:
        raise not_fitting(entry.number, error.sentence) from error
    return Arrived(record, entry.history, body)


def not_fitting(number: str, detail: str = "") -> UserError:
    """A record in a file that this program would not have written."""
    return UserError(
        f"文件里的清单 {number} 前后不合",
        safe="一份也没有导入，原有的清单没有改动",
        todo="在原来的电脑上重新导出",
        detail=detail,
    )


def _check(record: Record, history: tuple[Line, ...]) -> None:
    """What every record in the store is sure of. Raises ValueError, KeyError, TypeError, UserError."""
    number = _NUMBER.fullmatch(record.number)
    if str(uuid.UUID(record.id)) != record.id or not number or int(number[1]) > limits.MAX_SERIAL:
        raise ValueError(f"id {record.id}, number {record.number}")
    _check_lengths(record, history)
    wizard = record.basis.wizard
    check_desk(wizard, record.desk)
    check_answers(wizard, record.answers)
    if check_fields(wizard, record.fields) != record.fields:
        raise ValueError("a field is empty or has white space at an end")
    _check_times(record)
    items = {item.id for item in wizard.items}
    items |= {point_id(item.id, point.id) for item in wizard.items if item.boxes for point in item.points}
    opens = {point.id for point in wizard.open} | {question.id for question in wizard.questions} | {CARD_REPLY}
    others = {act.id for act in wizard.others}
    if unknown_parts := (record.replies.keys() - opens) | (record.jottings.keys() - others):
        raise ValueError(f"replies or jottings on {unknown_parts}")
    items_and_parts = items | opens | others
    if unknown := record.marks.keys() - items:
        raise ValueError(f"marks on {unknown}")
    if len({entry.uid for entry in history}) != len(history) or not history:
        raise ValueError("the history is missing or tells a change twice")
    for entry in history:
        limits.check_time(entry.at)
        if entry.kind in (ChangeKind.CREATED, ChangeKind.IMPORTED):
            continue
        if entry.item and entry.item not in items_and_parts:
            raise ValueError(f"a change of {entry.item}")
        for value in (entry.before, entry.after):  # both can be put back by an undo
            msgspec.convert(value, _VALUES.get(entry.kind, Any))
            changed = changes.replaced(record, entry.kind, entry.item, value)
            check_answers(wizard, changed.answers)
            _check_times(changed)


def _check_times(record: Record) -> None:
    times = [record.created, record.updated, record.archived_at, record.deleted_at]
    times += [mark.at for mark in record.marks.values()]
    for time in times:
        limits.check_time(time)


def _check_lengths(record: Record, history: tuple[Line, ...]) -> None:
    """What this program would not let anybody type is not taken from a file either."""
    if len(history) > limits.MAX_CHANGES:
        raise ValueError(f"{len(history)} changes")
    long = [mark.note for mark in record.marks.values()]
    short: list[Any] = [record.fields, record.matter, record.follows, record.desk]
    short += [[mark.by, mark.reason] for mark in record.marks.values()]
    for entry in history:
        short += [entry.by, entry.item, entry.uid, entry.undoes]
        kind = long if entry.kind in _LONG else short
        kind += [entry.before, entry.after]
    long += [msgspec.to_builtins(part) for part in (record.replies, record.jottings)]
    limits.check_typed(short)
    limits.check_typed(long, note=True)
