"""What drafting comes to: proposed lines errand by errand, what was dropped and why, what nothing quotes."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from govdesk.wizards.model import CheckItem, Cite, DirectAnswer, GeneralWords, OpenPoint, OtherAct, Question, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import Group, Level

#: A line of a wizard, other than a question.
Line = CheckItem | OtherAct | OpenPoint | GeneralWords | DirectAnswer


def words_field(part: Line | Question) -> str:
    """Which field of a line or a question has our words: do, ask or say; "" for 总要求, which only quotes."""
    return next((name for name in ("do", "ask", "say") if hasattr(part, name)), "")


def own_words(part: Line | Question) -> str:
    """What a line or a question says in our words; "" for 总要求."""
    name = words_field(part)
    return str(getattr(part, name)) if name else ""


class Kind(StrEnum):
    """The part of a wizard that a line belongs to; the names are those of `wizards --json`."""

    ACT = "act"
    OTHER = "other"
    OPEN = "open"
    GENERAL = "general"
    ANSWER = "answer"


class Origin(msgspec.Struct, frozen=True):
    """The line of another pack that a proposal was made from."""

    rule: str
    wizard: str
    item: str


class Difference(msgspec.Struct, frozen=True):
    """What the new rule says otherwise, in words of both: 10个工作日 and 7个工作日, 市长签发 and 秘书长签发."""

    what: str  # 数目, 机构, 性质
    old: str
    new: str


class Pair(msgspec.Struct, frozen=True):
    """A quote of the other rule and the words of the new rule that take its place; `alike` from 0 to 1."""

    old: Cite
    new: Cite
    alike: float


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A line for the new rule. `origin` is None for one that was drafted from a sentence nothing else quotes.

    `kind` is the part it belongs to, `errand` the wizard's id; `line` is the line as it would stand in the pack.
    """

    errand: str
    kind: Kind
    line: Line
    score: float
    level: Level | None = None  # how the new quote binds; None for what is not done but read
    origin: Origin | None = None
    pairs: tuple[Pair, ...] = ()
    differs: tuple[Difference, ...] = ()

    @property
    def id(self) -> str:
        """Stable as long as the packs stay as they are: errand and line."""
        return f"{self.errand}/{self.line.id}"

    @property
    def do(self) -> str:
        """What the line says in our words; empty for 总要求, which only quotes."""
        return own_words(self.line)

    @property
    def party(self) -> tuple[str, ...]:
        """Who acts: ids of the new rule's parties."""
        if isinstance(self.line, CheckItem):
            return self.line.party
        return (self.line.party,) if isinstance(self.line, OtherAct) and self.line.party else ()

    @property
    def cites(self) -> tuple[Cite, ...]:
        """All quotes, those of the points as well."""
        return self.line.all_cites() if isinstance(self.line, CheckItem) else self.line.cites


class Dropped(msgspec.Struct, frozen=True):
    """A line (or an errand, or a question) of another pack that does not come over, and why, in a sentence."""

    rule: str
    wizard: str
    item: str
    because: str


class Unquoted(msgspec.Struct, frozen=True):
    """A sentence of the new rule that no proposal quotes."""

    article: str
    paragraph: int
    item: int | None
    text: str


class Errand(msgspec.Struct, frozen=True):
    """The frame of a wizard: name, group, stages, fields, links and questions grounded anew, without any lines.

    `rule` is the pack that it comes from; empty for one that holds drafted sentences of no errand. `foreign` are names of
    bodies in its questions and titles that the new rule does not have and that somebody has to replace.
    """

    wizard: Wizard
    rule: str = ""
    foreign: tuple[str, ...] = ()

    @property
    def group(self) -> Group:
        return self.wizard.group


class Draft(msgspec.Struct, frozen=True):
    """All proposals for `rule`, in the order of errands and lines, with the parties they were made for."""

    rule: str
    hash: str  # of the rule's text, SHA-256, hex
    parties: tuple[Party, ...]
    errands: tuple[Errand, ...]
    proposals: tuple[Proposal, ...]
    dropped: tuple[Dropped, ...] = ()
    unquoted: tuple[Unquoted, ...] = ()

    def errand(self, errand_id: str) -> Errand | None:
        return next((errand for errand in self.errands if errand.wizard.id == errand_id), None)

    def of_errand(self, errand_id: str) -> tuple[Proposal, ...]:
        """The proposals of one errand, in order."""
        return tuple(proposal for proposal in self.proposals if proposal.errand == errand_id)


__all__ = [
    "Difference",
    "Draft",
    "Dropped",
    "Errand",
    "Kind",
    "Line",
    "Origin",
    "Pair",
    "Proposal",
    "Unquoted",
]
