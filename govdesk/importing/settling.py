"""A document's structure put right by hand: what each line is, joined, split, left out; undone and done again.

The words are never changed and none is lost: a hand only says what a stretch of the source is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from govdesk.errors import PackError, UserError
from govdesk.importing.draft import Draft, assemble
from govdesk.importing.encoding import decode
from govdesk.importing.lines import shown_name
from govdesk.importing.numbers import Numbering, Sequence
from govdesk.importing.pieces import Piece, Role
from govdesk.importing.reading import read_bytes, read_file
from govdesk.importing.structure import Structure, find_structure
from govdesk.rules.marks import (
    ArticleMark,
    appendix_label,
    article_mark,
    decimal_mark,
    division_mark,
    enumerated_mark,
    item_mark,
)

#: Codec and the name that users know, for choosing by hand.
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("gb18030", "GB 18030（GBK）"),
    ("big5hkscs", "Big5（繁体）"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16（大端）"),
)
_TEXT_KINDS = ("文本", "网页", "Markdown")
_STRANGE = re.compile("[^ -~\u00b7\u2014\u2018-\u201d\u2026\u3001-\u3015\u3400-\u9fff\uff01-\uff5e]")
_BY_HAND = "手工标为不收"
_READERS: dict[Numbering, Callable[[str], ArticleMark | None]] = {
    "articles": article_mark,
    "enumerated": enumerated_mark,
    "decimal": decimal_mark,
}
#: What a joined piece becomes, by what stands before it.
_JOINED = {
    Role.TITLE: Role.TITLE,
    Role.PREAMBLE: Role.MORE,
    Role.HEADING: Role.HEADING_MORE,
    Role.HEADING_MORE: Role.HEADING_MORE,
    Role.ARTICLE: Role.MORE,
    Role.ITEM: Role.MORE,
    Role.PARAGRAPH: Role.MORE,
    Role.MORE: Role.MORE,
    Role.APPENDIX: Role.APPENDIX_TITLE,
    Role.APPENDIX_TEXT: Role.MORE,
}

Stated = str | dt.date | None


@dataclass(frozen=True)
class _State:
    pieces: tuple[Piece, ...]
    numbering: Numbering


class Settlement:
    """A structure as it stands now. `draft` is what would be kept; every change makes it anew.

    Pieces are named by their index in `pieces`. A change that the packs' parser cannot read is refused with a UserError,
    and nothing is changed then.
    """

    def __init__(self, found: Structure, file_name: str, file_hash: str = "") -> None:
        self._found, self._file_name, self._file_hash = found, file_name, file_hash
        self._warnings = tuple(found.warnings)
        self._first = self._state = _State(tuple(found.pieces), found.numbering)
        self._undone: list[_State] = []
        self._done: list[_State] = []
        self.stated: dict[str, Stated] = {}
        self.draft: Draft = self._assembled(self._state)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every stretch of the source in order, with its role."""
        return self._state.pieces

    @property
    def changed(self) -> bool:
        """Whether anything was settled by hand."""
        return self._state != self._first or bool(self.stated)

    def mark(self, index: int) -> ArticleMark | None:
        """The number of the article that begins at `index`, or None."""
        piece = self.pieces[index]
        return _READERS[self._state.numbering](piece.text) if piece.role is Role.ARTICLE else None

    # What a line may become

    def choices(self, index: int) -> tuple[Role, ...]:
        """What the piece can be made, its present role left out. Numbers and headings must stand in its own words."""
        text, now = self.pieces[index].text, self.pieces[index].role
        roles = [Role.TITLE, Role.NOTICE, Role.PREAMBLE] if index < self._body() else []
        if self._numbering_for(text) is not None:
            roles.append(Role.ARTICLE)
        if division_mark(text) is not None:
            roles.append(Role.HEADING)
        if item_mark(text) is not None:
            roles.append(Role.ITEM)
        roles.append(Role.PARAGRAPH)
        if appendix_label(text):
            roles.append(Role.APPENDIX)
        if any(piece.role is Role.APPENDIX for piece in self.pieces[:index]):
            roles.append(Role.APPENDIX_TEXT)
        roles.append(Role.LEFT_OUT)
        return tuple(role for role in roles if role is not now)

    def can_join(self, index: int) -> bool:
        """Whether the piece can go on with the one before it."""
        before = self._before(index)
        return self.pieces[index].role not in (Role.MORE, Role.HEADING_MORE) and before is not None

    def cuts(self, index: int) -> bool:
        """Whether there is anything to split."""
        return len(self.pieces[index].text) > 1

    # What a hand does

    def make(self, index: int, role: Role) -> None:
        """Give the piece a role, one of `choices`."""
        numbering = self._state.numbering
        if role is Role.ARTICLE:
            numbering = self._numbering_for(self.pieces[index].text) or numbering
        self._change(index, [_as(self.pieces[index], role)], numbering)

    def leave_out(self, index: int) -> None:
        """The piece is no text of the rule; it stays on the list of what is left out."""
        self.make(index, Role.LEFT_OUT)

    def take_in(self, index: int) -> None:
        """Take back what is left out, as what its own words make it."""
        self.make(index, self._natural(index))

    def join(self, index: int) -> None:
        """The piece goes on with the one before it, with nothing between."""
        before = self._before(index)
        if before is not None:
            self._change(index, [_as(self.pieces[index], _JOINED[before.role])])

    def split(self, index: int, at: int) -> None:
        """What stands behind the first `at` characters becomes a piece of its own."""
        piece = self.pieces[index]
        head, tail = piece.text[:at].rstrip(" \u3000"), piece.text[at:].lstrip(" \u3000")
        if not head or not tail:
            return
        skipped = len(piece.text) - len(tail)
        first = msgspec.structs.replace(piece, text=head, end=piece.start + len(head))
        second = msgspec.structs.replace(piece, text=tail, start=piece.start + skipped, why="", soft=False)
        role = piece.role if piece.role is Role.LEFT_OUT else self._natural(index, tail)
        self._change(index, [first, _as(second, role)])

    def state(self, name: str, value: Stated) -> None:
        """Say a particular by hand: title, short_title, issuer, doc_number, date, effective, status; None takes it back."""
        if value is None:
            self.stated.pop(name, None)
        else:
            self.stated[name] = value
        self.draft = self._assembled(self._state)

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        return self._step(self._done, self._undone)

    def redo(self) -> bool:
        """Make the change last taken back again; False where there is none."""
        return self._step(self._undone, self._done)

    # How

    def _step(self, source: list[_State], target: list[_State]) -> bool:
        if not source:
            return False
        target.append(self._state)
        self._state = source.pop()
        self.draft = self._assembled(self._state)
        return True

    def _change(self, index: int, pieces: list[Piece], numbering: Numbering | None = None) -> None:
        now = self._state
        after = _State((*now.pieces[:index], *pieces, *now.pieces[index + 1 :]), numbering or now.numbering)
        try:
            draft = self._assembled(after)
        except (PackError, AssertionError) as error:
            raise UserError(
                "这样改，规则就读不通了", safe="没有改动", todo="换一种改法，或先改它前面的一行", detail=str(error)
            ) from error
        self._done.append(now)
        self._undone.clear()
        self._state, self.draft = after, draft

    def _assembled(self, state: _State) -> Draft:
        found = self._found
        sequence = found.sequence if state == self._first else count_articles(state.pieces, state.numbering)
        if state != self._first:
            sequence.restarted = found.sequence.restarted
        structure = Structure(
            found.source, list(state.pieces), state.numbering, sequence, found.wrapper_title, list(self._warnings)
        )
        return assemble(structure, self._file_name, self._file_hash, stated=self.stated)

    def _numbering_for(self, text: str) -> Numbering | None:
        """How an article with these words would be numbered: as the others are, or as it is where it is the first."""
        if _READERS[self._state.numbering](text) is not None:
            return self._state.numbering
        if any(piece.role is Role.ARTICLE for piece in self.pieces):
            return None
        return next((numbering for numbering, read in _READERS.items() if read(text) is not None), None)

    def _natural(self, index: int, text: str = "") -> Role:
        """What a line's own words make it."""
        text = text or self.pieces[index].text
        if self._numbering_for(text) is not None:
            return Role.ARTICLE
        if division_mark(text) is not None:
            return Role.HEADING
        if appendix_label(text):
            return Role.APPENDIX
        if any(piece.role is Role.APPENDIX for piece in self.pieces[:index]):
            return Role.APPENDIX_TEXT
        if index < self._body():
            return Role.PREAMBLE
        return Role.ITEM if item_mark(text) is not None else Role.PARAGRAPH

    def _body(self) -> int:
        """Where the first heading or article stands; the end where there is none."""
        starts = (i for i, piece in enumerate(self.pieces) if piece.role in (Role.HEADING, Role.ARTICLE))
        return next(starts, len(self.pieces))

    def _before(self, index: int) -> Piece | None:
        """The piece that `index` could go on with."""
        before = next((piece for piece in reversed(self.pieces[:index]) if piece.role is not Role.LEFT_OUT), None)
        return before if before is not None and before.role in _JOINED else None


def _as(piece: Piece, role: Role) -> Piece:
    return msgspec.structs.replace(piece, role=role, why=_BY_HAND if role is Role.LEFT_OUT else "")


def count_articles(pieces: tuple[Piece, ...], numbering: Numbering) -> Sequence:
    """The numbers of the pieces that are articles: which are missing, which stand twice or out of order."""
    sequence, seen, last = Sequence(numbering), set[tuple[int, int]](), (0, 0)
    for index, piece in enumerate(pieces):
        mark = _READERS[numbering](piece.text) if piece.role is Role.ARTICLE else None
        if mark is None:
            continue
        sequence.starts[index] = mark
        key = (mark.number, mark.inserted)
        if key <= last:
            (sequence.doubled if key in seen else sequence.disordered).append(mark.label)
        else:
            sequence.missing += [str(number) for number in range(last[0] + 1, key[0])]
            last = key
        seen.add(key)
    return sequence


@dataclass(frozen=True)
class Document:
    """A file that has been read: its settlement, its size in bytes, and the encoding of a text ("" for other kinds)."""

    path: Path
    settlement: Settlement
    size: int
    encoding: str = ""
    #: Codec, its name, and the first words read by it.
    samples: tuple[tuple[str, str, str], ...] = ()


def read_document(path: Path, *, encoding: str = "", cancelled: Callable[[], bool] | None = None) -> Document:
    """Read the file at `path`, a text by `encoding` where it is given. Raises UserError where it cannot be read.

    A file without a single article is read all the same: another encoding, or a hand, may find some.
    """
    source, content = read_file(path, cancelled=cancelled)
    is_text = source.kind in _TEXT_KINDS
    if is_text and encoding:
        # With the mark of UTF-8 before it every reader takes it for what it is.
        again = content.decode(encoding, "replace").encode("utf-8-sig")
        source = read_bytes(again, path.suffix.lower(), cancelled=cancelled)
    found = Settlement(find_structure(source), shown_name(path.name), hashlib.sha256(content).hexdigest())
    used = (encoding or decode(content).encoding) if is_text else ""
    return Document(path, found, len(content), used, samples(content) if is_text else ())


def samples(content: bytes) -> tuple[tuple[str, str, str], ...]:
    """For choosing an encoding: codec, its name, and the first words as it reads them."""
    head = content[:20_000]
    found = []
    for codec, name in ENCODINGS:
        text = head.decode(codec, "replace").lstrip("\ufeff")
        words = ["".join(line.split()) for line in text.splitlines()]
        first = next((line for line in words if any("\u3400" <= char <= "\u9fff" for char in line)), "")
        # Signs of scripts that no font here has would take seconds to look for, and say nothing.
        found.append((codec, name, _STRANGE.sub("□", first[:18])))
    return tuple(found)


def stated_in(draft: Draft) -> Mapping[str, Stated]:
    """The particulars of a draft as the form shows them; "" and None where nobody has said them."""
    particulars, meta = draft.particulars, draft.rule.meta
    return {
        "title": particulars.title,
        "short_title": meta.short_title,
        "issuer": particulars.issuer,
        "doc_number": particulars.doc_number,
        "date": particulars.date,
        "effective": particulars.effective,
        "status": meta.status,
    }
