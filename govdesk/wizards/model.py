"""A procedure as data: fields to fill, questions to answer, items to check off.

Routing is declared, never code: a condition names questions and the answers that make it hold, and is
judged in three values (yes, no, undecided), so that a line nobody has decided on yet still stands on
the sheet, as 视情.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How binding the article's own words make an item."""

    MUST = "must"  # 必须 应 要 须
    MUST_NOT = "must_not"  # 不得 严禁 一律不
    SHOULD = "should"  # 一般 原则上 尽可能 提倡
    MAY = "may"  # 可 根据需要


class FieldKind(StrEnum):
    """What a header field holds."""

    TEXT = "text"
    DATE = "date"
    PERSON = "person"
    DOC_NUMBER = "doc_number"


class Cite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words an instruction rests on: an exact substring of one 款 or 项 of the article.

    `paragraph` (款, from 1) and `item` (项, from 1) may be left out where the quote stands in one
    place only; the loader fills them in.
    """

    article: int | str
    quote: str
    paragraph: int | None = None
    item: int | None = None

    @property
    def number(self) -> str:
        """The article's number as text."""
        return str(self.article)


#: question id -> the answer value, or any of several, that satisfies it. All questions must be satisfied.
Condition = dict[str, str | tuple[str, ...]]
#: One condition, or several of which any must hold.
When = Condition | tuple[Condition, ...]


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to choose. `undecided` marks 还不清楚: what depends on it stays on the sheet as 视情.

    `effect` is one line of ours about the consequence; where it is empty the interface works it out.
    """

    value: str
    label: str
    effect: str = ""
    undecided: bool = False


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `why` is our one line under 为什么问：; `cite` the article that makes it matter."""

    id: str
    ask: str
    why: str
    options: tuple[Option, ...]
    cite: Cite
    when: When = {}
    short: str = ""  # for the list at the left, where `ask` is long

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


class Due(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time limit: `workdays` after the date in field `after`, or `words` where no number exists."""

    workdays: int | None = None
    after: str = ""
    words: str = ""


class CheckItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """事项: one thing to do or not to do, and the words that say so.

    `note` tells of an ambiguity that we do not decide; `hint` is practical advice of ours (实务),
    which cites nothing.
    """

    id: str
    stage: str
    do: str
    level: Level
    actor: str
    cite: Cite
    when: When = {}
    due: Due | None = None
    note: str = ""
    hint: str = ""


class FormField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the checklist's head: 事项名称, 收文日期 …"""

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""

    @property
    def is_received(self) -> bool:
        """Whether it is the day on which something came in or happened (收文日期, 获知日期): never a day to come."""
        return self.kind is FieldKind.DATE and any(
            word in self.label for word in ("收", "获知", "发现", "事发", "批办", "交办", "批示")
        )


class Wizard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """办事向导: `rule` is filled in by the loader from the pack it lies in."""

    id: str
    topic: str
    topics: tuple[str, ...] = ()  # further topics that this errand covers
    group: str
    title: str
    summary: str
    stages: tuple[str, ...]
    fields: tuple[FormField, ...]
    items: tuple[CheckItem, ...]
    questions: tuple[Question, ...] = ()
    asks: tuple[str, ...] = ()  # what clerks call this errand, for the search
    rule: str = ""

    def question(self, question_id: str) -> Question | None:
        return next((q for q in self.questions if q.id == question_id), None)

    def item(self, item_id: str) -> CheckItem | None:
        return next((item for item in self.items if item.id == item_id), None)

    def field(self, field_id: str) -> FormField | None:
        return next((f for f in self.fields if f.id == field_id), None)

    def cited_articles(self) -> tuple[str, ...]:
        """Numbers of all articles that questions and items rest on, each once, in order of use."""
        cites = [q.cite for q in self.questions] + [item.cite for item in self.items]
        return tuple(dict.fromkeys(cite.number for cite in cites))
