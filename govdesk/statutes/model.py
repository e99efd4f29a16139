"""What is known of a statute, as plain values. What neither text nor head of its file says stays blank."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from govdesk.rules.model import Appendix, Division, RuleMeta, Text


class Validity(StrEnum):
    """有效性, as the file states it; UNKNOWN where it does not."""

    IN_FORCE = "in-force"
    AMENDED = "amended"
    REPEALED = "repealed"
    NOT_YET = "not-yet"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """As a row and a page say it."""
        return _WORDS[self]


_WORDS = {
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "已废止",
    Validity.NOT_YET: "尚未生效",
    Validity.UNKNOWN: "有效性未写明",
}


class Front(msgspec.Struct, frozen=True):
    """Everything of a law but its articles."""

    meta: RuleMeta
    notice: tuple[Text, ...]
    title: Text
    divisions: tuple[Division, ...]
    preamble: tuple[Text, ...]
    appendices: tuple[Appendix, ...]
    warnings: tuple[str, ...] = ()


class Statute(msgspec.Struct, frozen=True):
    """A law of the library. `family` is what all versions of one law have in common, `first` its first article's running number.

    `stated` is the file's own word on whether it is in force, "" where it says nothing. `file` is where it was read, below
    the folder that was imported.
    """

    number: int
    id: str
    title: str
    family: str
    file: str
    issuer: str = ""
    doc_number: str = ""
    issued: dt.date | None = None
    effective: dt.date | None = None
    validity: Validity = Validity.UNKNOWN
    stated: str = ""
    chapters: int = 0
    articles: int = 0
    first: int = 0

    @property
    def validity_in_words(self) -> str:
        """What the file says of it, in its own word where that is none of ours (部分失效)."""
        return self.stated if self.validity is Validity.UNKNOWN and self.stated else self.validity.words

    def words_on(self, today: dt.date) -> str:
        """The same on a day: where the file says 尚未生效 and the text's own day has come, both are told."""
        if self.validity is Validity.NOT_YET and self.standing(today) == 0:
            return f"文件写尚未生效，施行日期 {self.effective} 已到"
        return self.validity_in_words

    def standing(self, today: dt.date) -> int:
        """Which of several versions comes first: 0 in force, 1 perhaps, 2 amended since, 3 not yet in force, 4 repealed.

        A date of coming into force that has passed or not is believed where the file says no more than 尚未生效 or nothing.
        """
        begun = self.effective is None or self.effective <= today
        match self.validity:
            case Validity.IN_FORCE:
                return 0
            case Validity.NOT_YET:
                return 0 if self.effective is not None and begun else 3
            case Validity.UNKNOWN:
                return 1 if begun else 3
            case Validity.AMENDED:
                return 2
            case _:
                return 4

    def is_version_of(self, other: Statute) -> bool:
        """Are both one law at two times? Of one name, and not of two bodies: ministries give their rules the same names.

        全国人民代表大会 passes what its 常务委员会 amends.
        """
        one, two = self.issuer, other.issuer
        return self.family == other.family and (one.startswith(two) or two.startswith(one))

    @property
    def dated(self) -> dt.date:
        """By what the newer of two versions is told; the earliest day there is where the text has no date."""
        return self.issued or self.effective or dt.date.min


class StatuteHit(msgspec.Struct, frozen=True):
    """A law found, or an article of one. `article` is "" for the law itself. `matches` are ranges in `snippet`."""

    id: str
    title: str
    article: str
    validity: Validity
    status: str
    current: bool
    snippet: str = ""
    score: float = 0.0
    matches: tuple[tuple[int, int], ...] = ()
    chapter: str = ""
