"""What somebody decided of a draft: a step for each decision, and which errands are published. Kept beside the draft."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from govdesk.drafting.keeping import DECISIONS, FOLDER, damaged, keep
from govdesk.drafting.mending import Held


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


def read_decisions(pack: Path, rule: str, hash: str) -> Decisions:
    """The decisions that lie in the pack; none yet, for the rule's id and the draft's hash, where there is no file.

    Raises UserError: damaged.
    """
    path = pack / FOLDER / DECISIONS
    try:
        return msgspec.json.decode(path.read_bytes(), type=Decisions)
    except FileNotFoundError:
        return Decisions(rule, hash)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise damaged(path, error) from error


def write_decisions(pack: Path, decisions: Decisions) -> None:
    """Put them on the disk. Raises UserError."""
    keep(pack / FOLDER / DECISIONS, decisions)
