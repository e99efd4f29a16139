"""清单: the parts and rows that follow from a basis, a desk, the answers, the head's fields and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import msgspec

from govdesk.errors import UserError
from govdesk.typed import clean_line
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import CheckItem, Cite, Due, OtherAct, Point, Wizard
from govdesk.wizards.session import Answers, State, evaluate
from govdesk.wizards.terms import FieldKind, Level

if TYPE_CHECKING:
    from govdesk.workdays import DueDate, OfficialCalendar

BADGES = {
    Level.MUST: "必办",
    Level.MUST_NOT: "不得",
    Level.SHOULD: "一般",
    Level.SHOULD_NOT: "一般不",
    Level.MAY: "可",
    Level.EXCEPT: "除外",
}
ARISES_BADGE = "遇到"
#: Badges of lists made by version 0.1. An undecided ban keeps its own mark: nobody should read 不得 as something that
#: may be done.
_LEGACY_BADGES = BADGES | {Level.MAY: "可以"}
CONDITIONAL_BADGE = "视情"
_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def badge_of(level: Level, *, conditional: bool = False, legacy: bool = False, arises: bool = False) -> str:
    """必办, 不得, 一般, 一般不, 可, 除外 or 遇到; in lists of version 0.1 also 可以 and 视情."""
    if arises:
        return ARISES_BADGE
    if conditional and level is not Level.MUST_NOT:
        return CONDITIONAL_BADGE
    return (_LEGACY_BADGES if legacy else BADGES)[level]


class Limit(msgspec.Struct, frozen=True):
    """When something is due: counted in working days (`counted`), or a plain date that was filled in (`date`).

    `waiting_for` is the label of the date field that the limit waits for; `words` are shown beside or instead.
    """

    date: dt.date | None = None
    counted: DueDate | None = None
    waiting_for: str = ""
    words: str = ""


class Row(msgspec.Struct, frozen=True):
    """One line of a checklist, everything a screen or a sheet shows of it but its tick.

    `arises`: not counted (遇到再办). `by_reply`: on the list by an answer to an open point (依答复).
    """

    item: CheckItem
    conditional: bool
    label: str  # 第五十八条
    due: DueDate | None = None  # counted in working days; None without such a limit or while the start date is missing
    waiting_for: str = ""  # label of the date field that the limit waits for: 收文日期
    cites: tuple[Cite, ...] = ()
    labels: tuple[str, ...] = ()  # the places of all quotes, those of its points too, each once
    points: tuple[Point, ...] = ()
    by_reply: bool = False
    arises: bool = False
    date: dt.date | None = None  # the known date of an event, or the date that was set
    who: str = ""  # the actor's words where the desk's name does not say it
    legacy: bool = False

    @property
    def badge(self) -> str:
        return badge_of(self.item.level, conditional=self.conditional, legacy=self.legacy, arises=self.arises)

    @property
    def due_date(self) -> dt.date | None:
        """The date this row is due, however it is known."""
        return self.due.due if self.due else self.date


class OtherRow(msgspec.Struct, frozen=True):
    """A line of 别人来办: who, what, by when, and where the rule says so."""

    act: OtherAct
    who: str
    labels: tuple[str, ...]
    due: DueDate | None = None
    date: dt.date | None = None
    by: str = ""  # the rule's limit in words: 5 个工作日内

    @property
    def due_date(self) -> dt.date | None:
        return self.due.due if self.due else self.date


class Stage(msgspec.Struct, frozen=True):
    """A pause point with its rows."""

    name: str
    rows: tuple[Row, ...]


class Checklist(msgspec.Struct, frozen=True):
    """A whole checklist without ticks: a pure function of its arguments to `build_checklist`.

    The other parts (直接回答, 先问清, 总要求, 先办, 接着办) are in `state`.
    """

    basis: Basis
    state: State
    fields: dict[str, str]  # field id -> value; dates as YYYY-MM-DD
    stages: tuple[Stage, ...]
    count_start: bool = False
    others: tuple[OtherRow, ...] = ()

    @property
    def desk(self) -> str:
        return self.state.desk

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row that can be ticked."""
        return tuple(row for stage in self.stages for row in stage.rows)

    @property
    def own_rows(self) -> tuple[Row, ...]:
        """The rows that count: those that may only arise are left out."""
        return tuple(row for row in self.rows if not row.arises)

    def row(self, item_id: str) -> Row | None:
        return next((row for row in self.rows if row.item.id == item_id), None)


def build_checklist(
    basis: Basis,
    answers: Answers,
    fields: Mapping[str, str],
    calendar: OfficialCalendar,
    *,
    desk: str = "",
    replies: Collection[str] = (),
    count_start: bool = False,
) -> Checklist:
    """The checklist of `basis.wizard` for `desk` under `answers`, with dates from `fields`.

    `fields` maps field ids to what was typed; a date is YYYY-MM-DD. `replies` are ids of open points answered 要办.
    `count_start`: 当日起算. Raises UserError for an unknown desk, field or answer, or a date that does not exist.
    """
    clean = check_fields(basis.wizard, fields)
    state = evaluate(basis.wizard, answers, desk, replies=replies)
    legacy = basis.wizard.legacy
    stages = []
    for name, included in state.stages(basis.wizard):
        rows = []
        for entry in included:
            limit = limit_of(basis.wizard, entry.item.due, clean, calendar, count_start=count_start)
            rows.append(
                Row(
                    entry.item,
                    entry.conditional,
                    basis.label(entry.item.cite),
                    limit.counted,
                    limit.waiting_for,
                    cites=entry.cites,
                    labels=basis.labels((*entry.cites, *(cite for point in entry.points for cite in point.cites))),
                    points=entry.points,
                    by_reply=entry.by_reply,
                    arises=bool(entry.item.arises),
                    date=limit.date,
                    who=entry.item.who,
                    legacy=legacy,
                )
            )
        stages.append(Stage(name, tuple(rows)))
    others = tuple(_other_row(basis, act, clean, calendar, count_start) for act in state.others)
    return Checklist(basis, state, clean, tuple(stages), count_start, others)


def _other_row(
    basis: Basis, act: OtherAct, fields: Mapping[str, str], calendar: OfficialCalendar, count_start: bool
) -> OtherRow:
    limit = limit_of(basis.wizard, act.due, fields, calendar, count_start=count_start)
    by = ""
    if act.due is not None:
        by = act.due.words or (f"{act.due.workdays} 个工作日内" if act.due.workdays else "")
    who = act.who or basis.party_label(act.party)
    return OtherRow(act, who, basis.labels(act.cites), limit.counted, limit.date, by)


def check_fields(wizard: Wizard, fields: Mapping[str, str]) -> dict[str, str]:
    """`fields` without empty values, each one line and proved to be the wizard's, dates proved to exist."""
    clean = {}
    for field_id, value in fields.items():
        field = wizard.field(field_id)
        if field is None:
            names = "、".join(f"{f.id}（{f.label}）" for f in wizard.fields)
            raise UserError(f"“{wizard.title}”没有“{field_id}”这一栏", todo=f"可填的栏目：{names}")
        value = clean_line(value).strip()
        if not value:
            continue
        if field.kind is FieldKind.DATE:
            parse_date(value, field.label)
        clean[field_id] = value
    return clean


def parse_date(text: str, label: str = "日期") -> dt.date:
    """A date typed as YYYY-MM-DD. Raises UserError: 没有这一天, or that it is written in another way."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        wrong = "没有这一天" if _LIKE_A_DATE.fullmatch(text.strip()) else "不是年-月-日的写法"
        raise UserError(f"{label}“{text}”{wrong}", safe="已填的内容都在", todo="写成 2026-09-24 这样的日期") from error


def limit_of(
    wizard: Wizard,
    due: Due | None,
    fields: Mapping[str, str],
    calendar: OfficialCalendar,
    *,
    count_start: bool = False,
) -> Limit:
    """The limit that `due` comes to with the dates in `fields` (checked before)."""
    if due is None:
        return Limit()
    if not due.field:
        return Limit(words=due.words)
    if due.field not in fields:
        field = wizard.field(due.field)
        return Limit(waiting_for=field.label if field else due.field, words=due.words)
    date = parse_date(fields[due.field])
    if due.workdays is None:
        return Limit(date=date, words=due.words)
    from govdesk.workdays import count_workdays

    return Limit(counted=count_workdays(date, due.workdays, calendar, count_start=count_start), words=due.words)
