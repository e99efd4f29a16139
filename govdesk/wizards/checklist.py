"""清单: the rows that follow from a basis, the answers, the head's fields and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from govdesk.errors import UserError
from govdesk.typed import clean_line
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import CheckItem, Due, FieldKind, Level, Wizard
from govdesk.wizards.session import Answers, State, evaluate

if TYPE_CHECKING:
    from govdesk.workdays import DueDate, OfficialCalendar

#: What the badge of a decided item says. An undecided one says 视情, but a ban keeps its own mark: nobody should
#: read 不得 as something that may be done.
BADGES = {Level.MUST: "必办", Level.MUST_NOT: "不得", Level.SHOULD: "一般", Level.MAY: "可以"}
CONDITIONAL_BADGE = "视情"
_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def badge_of(level: Level, *, conditional: bool) -> str:
    """必办, 不得, 一般, 可以 or 视情."""
    return CONDITIONAL_BADGE if conditional and level is not Level.MUST_NOT else BADGES[level]


class Row(msgspec.Struct, frozen=True):
    """One line of a checklist, everything a screen or a sheet shows of it but its tick."""

    item: CheckItem
    conditional: bool
    label: str  # 第五十八条
    due: DueDate | None = None  # computed; None without a limit or while the start date is missing
    waiting_for: str = ""  # label of the date field that the limit waits for: 收文日期

    @property
    def badge(self) -> str:
        return badge_of(self.item.level, conditional=self.conditional)


class Stage(msgspec.Struct, frozen=True):
    """A pause point with its rows."""

    name: str
    rows: tuple[Row, ...]


class Checklist(msgspec.Struct, frozen=True):
    """A whole checklist without ticks: a pure function of its arguments to `build_checklist`."""

    basis: Basis
    state: State
    fields: dict[str, str]  # field id -> value; dates as YYYY-MM-DD
    stages: tuple[Stage, ...]
    count_start: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for stage in self.stages for row in stage.rows)

    def row(self, item_id: str) -> Row | None:
        return next((row for row in self.rows if row.item.id == item_id), None)


def build_checklist(
    basis: Basis,
    answers: Answers,
    fields: Mapping[str, str],
    calendar: OfficialCalendar,
    *,
    count_start: bool = False,
) -> Checklist:
    """The checklist of `basis.wizard` under `answers`, with due dates from `fields`.

    `fields` maps field ids to what was typed; a date is YYYY-MM-DD. `count_start`: 当日起算. Raises
    UserError for an unknown field or answer, or a date that does not exist.
    """
    clean = check_fields(basis.wizard, fields)
    state = evaluate(basis.wizard, answers)
    stages = []
    for name, included in state.stages(basis.wizard):
        rows = []
        for entry in included:
            due, waiting_for = _due(basis.wizard, entry.item.due, clean, calendar, count_start)
            rows.append(Row(entry.item, entry.conditional, basis.label(entry.item.cite), due, waiting_for))
        stages.append(Stage(name, tuple(rows)))
    return Checklist(basis, state, clean, tuple(stages), count_start)


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


def _due(
    wizard: Wizard, due: Due | None, fields: Mapping[str, str], calendar: OfficialCalendar, count_start: bool
) -> tuple[DueDate | None, str]:
    if due is None or due.workdays is None:
        return None, ""
    if due.after not in fields:
        field = wizard.field(due.after)
        return None, field.label if field else due.after
    from govdesk.workdays import count_workdays

    start = parse_date(fields[due.after])
    return count_workdays(start, due.workdays, calendar, count_start=count_start), ""
