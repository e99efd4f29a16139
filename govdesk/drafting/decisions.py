"""What somebody decided of a draft: a step for each decision, and which errands are published. Kept beside the draft."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from govdesk.drafting.keeping import DECISIONS, FOLDER, MAX_DRAFT, PROPOSALS, damaged, former, keep
from govdesk.drafting.mending import Held
from govdesk.errors import UserError
from govdesk.files import read_regular
from govdesk.strict import UNREADABLE


class Verdict(StrEnum):
    """What became of a proposal."""

    TAKEN = "taken"  # 采用
    EDITED = "edited"  # 改过
    REFUSED = "refused"  # 不要
    LATER = "later"  # 放一放


class Step(msgspec.Struct, frozen=True):
    """One decision. `line` is the line as it was changed, in JSON; `reason` why it was refused, where that was told."""

    proposal: str
    verdict: Verdict
    line: msgspec.Raw = msgspec.Raw(b"null")
    reason: str = ""


class Published(msgspec.Struct, frozen=True):
    """A published errand. `hash` is that of its file (SHA-256, hex); `held` are lines for which the list had no room."""

    errand: str
    hash: str
    held: tuple[Held, ...] = ()


class Decisions(msgspec.Struct, frozen=True):
    """All that was decided of the draft of `rule`, whose text has the hash `hash`, as it lies on the disk."""

    rule: str
    hash: str = ""
    steps: tuple[Step, ...] = ()
    published: tuple[Published, ...] = ()


class Progress(msgspec.Struct, frozen=True):
    """Counts of an errand's proposals, or of all."""

    all: int
    taken: int
    edited: int
    refused: int
    later: int

    @property
    def settled(self) -> int:
        """How many are taken, changed or refused."""
        return self.taken + self.edited + self.refused


class DecidedElsewhere(UserError):  # noqa: N818 — no fault: somebody reviews the same draft in another window
    """Another window has decided something of the same draft since it was read here."""

    def __init__(self) -> None:
        super().__init__(
            "这份草稿刚在别的窗口里审过", safe="那边审的都在，这一步没有记", todo="已换成那边的进度，看清再接着审"
        )


class DecisionFile:
    """The decisions of a pack's draft on the disk, and what is known of them here.

    A window that has an older state than the disk writes nothing: `write` raises `DecidedElsewhere`.
    """

    def __init__(self, pack: Path) -> None:
        self._path = pack / FOLDER / DECISIONS
        self._known: bytes | None = None

    def read(self, rule: str, hash: str) -> Decisions:
        """The decisions that lie there; none yet, for the rule's id and the draft's hash, where there is no file.

        Raises UserError: damaged.
        """
        try:
            self._known = read_regular(self._path, MAX_DRAFT)
            return msgspec.json.decode(self._known, type=Decisions)
        except FileNotFoundError:
            self._known = None
            return self._former() or Decisions(rule, hash)
        except UNREADABLE as error:
            raise damaged(self._path, error) from error

    def _former(self) -> Decisions | None:
        """What stood there before the last step: where the file is missing and its backup is there, the file was lost."""
        try:
            return msgspec.json.decode(read_regular(former(self._path), MAX_DRAFT), type=Decisions)
        except UNREADABLE:
            return None

    def write(self, decisions: Decisions) -> None:
        """Put them on the disk. Raises UserError; `DecidedElsewhere` where the disk has what was not read here."""
        self.check()
        keep(self._path, decisions)
        self._known = self._now()

    def check(self) -> None:
        """Raises `DecidedElsewhere` where the disk has what was not read here."""
        if self._now() != self._known:
            raise DecidedElsewhere

    def _now(self) -> bytes | None:
        try:
            return read_regular(self._path, MAX_DRAFT)
        except OSError:
            return None


def read_progress(pack: Path) -> tuple[int, int] | None:
    """(settled, all) of the draft in a pack, without its lines; None where there is none or it cannot be read."""
    try:
        proposals = msgspec.json.decode(read_regular(pack / FOLDER / PROPOSALS, MAX_DRAFT), type=_Names).proposals
        steps = DecisionFile(pack).read("", "").steps
    except (*UNREADABLE, UserError):
        return None
    last = {step.proposal: step.verdict for step in steps}
    settled = sum(last.get(f"{p.errand}/{p.line.id}", Verdict.LATER) is not Verdict.LATER for p in proposals)
    return settled, len(proposals)


class _LineName(msgspec.Struct):
    id: str


class _ProposalName(msgspec.Struct):
    errand: str
    line: _LineName


class _Names(msgspec.Struct):
    proposals: tuple[_ProposalName, ...]
