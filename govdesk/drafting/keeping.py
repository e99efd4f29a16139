"""A draft on the disk: the proposals as they were made, and beside them what became of each (see `review`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from govdesk.drafting.model import Difference, Draft, Dropped, Errand, Kind, Line, Origin, Pair, Proposal, Unquoted
from govdesk.errors import UserError
from govdesk.files import is_full, read_regular
from govdesk.paths import make_folder, write_atomically
from govdesk.strict import UNREADABLE
from govdesk.wizards.model import CheckItem, DirectAnswer, GeneralWords, OpenPoint, OtherAct
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import Level

FOLDER = "draft"
PROPOSALS = "proposals.json"
DECISIONS = "review.json"
MAX_DRAFT = 64_000_000  # bytes
LINES: dict[Kind, type[Line]] = {
    Kind.ACT: CheckItem,
    Kind.OTHER: OtherAct,
    Kind.OPEN: OpenPoint,
    Kind.GENERAL: GeneralWords,
    Kind.ANSWER: DirectAnswer,
}


class _KeptProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal whose line is read once its kind is known."""

    errand: str
    kind: Kind
    line: msgspec.Raw
    score: float
    level: Level | None = None
    origin: Origin | None = None
    pairs: tuple[Pair, ...] = ()
    differs: tuple[Difference, ...] = ()


class _KeptDraft(msgspec.Struct, frozen=True):
    rule: str
    hash: str
    parties: tuple[Party, ...]
    errands: tuple[Errand, ...]
    proposals: tuple[_KeptProposal, ...]
    dropped: tuple[Dropped, ...] = ()
    unquoted: tuple[Unquoted, ...] = ()


def write_draft(pack: Path, draft: Draft) -> None:
    """Keep a draft in the pack's folder. Raises UserError."""
    keep(pack / FOLDER / PROPOSALS, draft)


def read_draft(pack: Path) -> Draft | None:
    """The draft in a pack's folder, None where there is none. Raises UserError: it cannot be read."""
    path = pack / FOLDER / PROPOSALS
    if not path.exists() and former(path).is_file():
        path = former(path)
    try:
        kept = msgspec.json.decode(read_regular(path, MAX_DRAFT), type=_KeptDraft)
        proposals = tuple(_proposal(proposal) for proposal in kept.proposals)
    except FileNotFoundError:
        return None
    except UNREADABLE as error:
        raise damaged(path, error) from error
    return Draft(kept.rule, kept.hash, kept.parties, kept.errands, proposals, kept.dropped, kept.unquoted)


def read_line(kind: Kind, line: bytes) -> Line:
    """A line of some kind from JSON. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(line, type=LINES[kind])


def keep(path: Path, value: Any) -> None:
    """Write `value` as JSON, the former file staying as NAME.bak. Raises UserError."""
    try:
        make_folder(path.parent)
        write_atomically(path, msgspec.json.encode(value), keep_backup=True)
    except OSError as error:
        full = is_full(error)
        raise UserError(
            "磁盘满了，草稿没有存上" if full else "草稿没有存上",
            safe="先前审过的都在",
            todo="腾出一些空间，再做一次" if full else "看数据文件夹能不能写，再做一次",
            detail=str(error),
        ) from error


def former(path: Path) -> Path:
    """Where `keep` leaves what stood in a file before."""
    return path.with_name(path.name + ".bak")


def damaged(path: Path, error: Exception) -> UserError:
    """Why a draft cannot be opened."""
    return UserError(
        f"草稿文件“{path.name}”读不出来",
        safe="已发布的办事向导和规则都没有改动",
        todo=f"把同一文件夹里的“{path.name}.bak”改成“{path.name}”再试，或删去 {FOLDER} 文件夹重新套用",
        detail=str(error),
    )


def _proposal(kept: _KeptProposal) -> Proposal:
    return Proposal(
        errand=kept.errand,
        kind=kept.kind,
        line=read_line(kept.kind, bytes(kept.line)),
        score=kept.score,
        level=kept.level,
        origin=kept.origin,
        pairs=kept.pairs,
        differs=kept.differs,
    )
