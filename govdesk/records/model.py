"""办件: a checklist that somebody works on, as plain values. Nothing here touches a database.

A record stores what cannot be derived: the frozen basis, the answers, the head's fields and a mark per
item. Which items stand on the sheet, their due dates, the progress and the state follow from those.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.wizards.basis import Basis
from govdesk.wizards.model import CheckItem, Wizard
from govdesk.wizards.session import IncludedItem, ShownOpen, State, evaluate
from govdesk.wizards.terms import FieldKind

if TYPE_CHECKING:
    from govdesk.wizards.checklist import Checklist, Row
    from govdesk.workdays import OfficialCalendar


class ItemState(StrEnum):
    """Where an item stands: 待办, 已办, 不适用."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class RecordState(StrEnum):
    """Where a record stands: 办理中, 已办结, 已归档."""

    ONGOING = "ongoing"
    FINISHED = "finished"
    ARCHIVED = "archived"


class ItemMark(msgspec.Struct, frozen=True):
    """What was noted on an item. `by` and `at` (UTC) belong to the last change of `state`.

    `reason` is required for 不适用 and optional else; `note` is 本项备注 and independent of the state.
    """

    state: ItemState = ItemState.OPEN
    by: str = ""
    at: dt.datetime | None = None
    reason: str = ""
    note: str = ""


#: The mark of an item that nobody has touched.
UNTOUCHED = ItemMark()
#: Joins an item's id and a point's: the mark of a point with a box of its own.
POINT_JOIN = "#"


def point_id(item: str, point: str) -> str:
    """The id under which the mark of a point is kept."""
    return f"{item}{POINT_JOIN}{point}"


class Reply(msgspec.Struct, frozen=True):
    """What somebody answered to an open point (先问清). `date` is YYYY-MM-DD, or empty.

    `applies`: 要办 (True) or 不用办 (False) where the point doubts an item, None where that is not said.
    `waived`: 这一问不用问, with the reason.
    """

    asked: str = ""
    reply: str = ""
    date: str = ""
    applies: bool | None = None
    waived: str = ""

    @property
    def answered(self) -> bool:
        """An open point is answered when there is a reply, or when it need not be asked."""
        return bool(self.reply or self.waived)


NO_REPLY = Reply()
#: Where the reply to a kept answer card is written that asks nothing itself; no id of a pack begins so.
CARD_REPLY, CARD_ASKS = "_card", "这件事问过谁、怎么答复？"


class Jotting(msgspec.Struct, frozen=True):
    """A note on what somebody else does (别人来办). Dates are YYYY-MM-DD; `until` (等到) may be empty.

    `settled` (已办好): they have done it, so that nobody waits for it any longer.
    """

    date: str
    words: str
    until: str = ""
    settled: bool = False


class Progress(msgspec.Struct, frozen=True):
    """已办, 不适用, 待办 over the items that stand on the sheet."""

    done: int
    not_applicable: int
    open: int

    @property
    def settled(self) -> int:
        """The n of n/m: done and not applicable."""
        return self.done + self.not_applicable

    @property
    def total(self) -> int:
        return self.settled + self.open


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A checklist being worked on. All times are UTC; `answers` also keeps those that no longer apply."""

    id: str  # UUID: the same record on every machine
    number: str  # QD-2026-0001: what people call it
    basis: Basis
    answers: dict[str, str]
    fields: dict[str, str]  # field id -> value, dates as YYYY-MM-DD, no empty ones
    count_start: bool = False  # 当日起算
    marks: dict[str, ItemMark] = {}  # by item id; also of items that the present answers leave out
    created: dt.datetime
    updated: dt.datetime
    archived_at: dt.datetime | None = None
    deleted_at: dt.datetime | None = None  # in the 回收站 since
    desk: str = ""  # whose list it is: a party's id; empty in lists of version 0.1
    replies: dict[str, Reply] = {}  # by open point
    jottings: dict[str, tuple[Jotting, ...]] = {}  # by the act of somebody else
    matter: str = ""  # shared by the records of one matter
    follows: str = ""  # id of the record that this one was made from (接着办)

    @property
    def rule(self) -> str:
        """The pack's id."""
        return self.basis.rule.id

    @property
    def wizard(self) -> str:
        """The wizard's id."""
        return self.basis.wizard.id

    @property
    def title(self) -> str:
        """What the matter is called: 事项名称, or the wizard's title while that is empty."""
        return title_of(self.basis.wizard, self.fields)

    @property
    def handler(self) -> str:
        """经办人, as typed in the head."""
        return field_of_kind(self.basis.wizard, self.fields, FieldKind.PERSON)

    def mark(self, item_id: str) -> ItemMark:
        """The item's mark; an untouched item has an open one."""
        return self.marks.get(item_id, UNTOUCHED)

    def reply(self, open_id: str) -> Reply:
        """What was answered to an open point."""
        return self.replies.get(open_id, NO_REPLY)

    @property
    def applying(self) -> frozenset[str]:
        """Open points answered 要办."""
        return frozenset(key for key, reply in self.replies.items() if reply.applies)

    def evaluate(self) -> State:
        """The wizard replayed with this record's desk, answers and replies; with a place to write on a kept card."""
        return self._with_card_reply(evaluate(self.basis.wizard, self.answers, self.desk, replies=self.applying))

    def _with_card_reply(self, state: State) -> State:
        """An answer card that asks nothing would have no place for who was asked and what they said."""
        if (state.is_card and not state.open) or self.reply(CARD_REPLY) != NO_REPLY:
            cites = tuple(cite for answer in state.say for cite in answer.cites)
            told = ShownOpen(CARD_REPLY, CARD_ASKS, "", "", cites[:1])
            return msgspec.structs.replace(state, open=(*state.open, told))
        return state

    def point_done(self, item: str, point: str) -> bool:
        """Whether a point with a box is ticked: by itself, or because its item was ticked as a whole."""
        return ItemState.DONE in (self.mark(item).state, self.mark(point_id(item, point)).state)

    def item_state(self, entry: IncludedItem | Row) -> ItemState:
        """Where an item stands; one whose points have boxes is done when all of them are."""
        state = self.mark(entry.item.id).state
        if state is ItemState.OPEN and entry.item.boxes and entry.points:
            states = [self.mark(point_id(entry.item.id, point.id)).state for point in entry.points]
            if ItemState.OPEN not in states:
                return ItemState.DONE
        return state

    def checklist(self, calendar: OfficialCalendar) -> Checklist:
        """Stages and rows with due dates; the ticks are in `marks`."""
        from govdesk.wizards.checklist import build_checklist

        made = build_checklist(
            self.basis,
            self.answers,
            self.fields,
            calendar,
            desk=self.desk,
            replies=self.applying,
            count_start=self.count_start,
        )
        return msgspec.structs.replace(made, state=self._with_card_reply(made.state))

    def progress(self, state: State | None = None) -> Progress:
        """The counts over the desk's own items on the sheet; what may only arise does not count.

        Of a list without any, as a kept answer card, its questions count: it is done when each is answered. `state`:
        what `evaluate` gives, where that is at hand.
        """
        state = state or self.evaluate()
        states = [self.item_state(entry) for entry in state.own]
        if not state.own:
            answered = [self.reply(shown.id).answered for shown in state.open]
            states = [ItemState.DONE if done else ItemState.OPEN for done in answered]
        return Progress(*(states.count(state) for state in (ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.OPEN)))

    @property
    def state(self) -> RecordState:
        if self.archived_at is not None:
            return RecordState.ARCHIVED
        return RecordState.ONGOING if self.progress().open else RecordState.FINISHED


#: A record, its id or its number. The record as stored counts, never the one handed in.
Ref = Record | str


def key_of(ref: Ref) -> str:
    """The id or number by which the disk is asked for a record."""
    return ref.id if isinstance(ref, Record) else ref


class RecordSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the 清单 page. `next_due` is the earliest limit of an open item, as a date to compare."""

    number: str
    id: str
    rule: str
    rule_title: str  # 咸阳市
    wizard: str
    wizard_title: str
    title: str
    handler: str
    state: RecordState
    done: int  # done and not applicable
    total: int
    next_due: dt.date | None
    next_due_what: str
    next_due_provisional: bool  # 暂: counted past the official calendar
    wait: dt.date | None = None  # the earliest day by which somebody else is to have done something (等)
    wait_who: str = ""
    wait_what: str = ""
    desk: str = ""  # 市政府部门: whose list it is; empty in lists of version 0.1
    matter: str = ""
    started: dt.date | None  # 收文日期, the head's first date
    created: dt.datetime
    updated: dt.datetime
    deleted_at: dt.datetime | None = None


class Draft(msgspec.Struct, frozen=True):
    """A wizard left half-way; there may be several of one errand. Its answers may be of an older pack: check them."""

    rule: str
    wizard: str
    answers: dict[str, str]
    updated: dt.datetime
    id: str = ""
    desk: str = ""


class ChangeKind(StrEnum):
    """What a change touched. ARCHIVED and DELETED stand for both directions: see before and after.

    IMPORTED touches nothing itself: it stands before the changes that a file brought, with the number
    there (before) and here (after).
    """

    CREATED = "created"
    STATE = "state"
    NOTE = "note"
    FIELDS = "fields"
    ANSWERS = "answers"
    COUNT_START = "count_start"
    ARCHIVED = "archived"
    DELETED = "deleted"
    IMPORTED = "imported"
    DESK = "desk"
    REPLY = "reply"
    JOTTING = "jotting"
    MATTER = "matter"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a record's history: who, when (UTC), what, and the value before and after.

    `id` counts up within one data folder, `uid` is the same everywhere; `undoes` is the `uid` of the
    change that this one took back.
    """

    id: int
    uid: str
    record: str  # the record's id
    at: dt.datetime
    by: str
    kind: ChangeKind
    item: str = ""
    before: Any = None
    after: Any = None
    undoes: str = ""


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """The record as it now stands on disk, and the change to undo; no change where nothing differed.

    `added` and `removed` are the items that changed answers brought or took away.
    """

    record: Record
    change: Change | None = None
    added: tuple[CheckItem, ...] = ()
    removed: tuple[CheckItem, ...] = ()


def title_of(wizard: Wizard, fields: Mapping[str, str]) -> str:
    """The value of the field `title`, else of the first text field, else the wizard's title."""
    title = fields.get("title") or field_of_kind(wizard, fields, FieldKind.TEXT)
    return title or wizard.title


def field_of_kind(wizard: Wizard, fields: Mapping[str, str], kind: FieldKind) -> str:
    """The value in the wizard's first field of that kind, or an empty text."""
    first = next((field.id for field in wizard.fields if field.kind is kind), "")
    return fields.get(first, "")
