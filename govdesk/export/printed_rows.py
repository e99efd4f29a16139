"""The rows of a printed checklist: what a line says, what was recorded on it, and the notes that belong to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from govdesk.export.dates import in_print, short_date, tight
from govdesk.export.parts import PrintedNote, PrintedPoint, PrintedRow
from govdesk.export.places import compact
from govdesk.export.plain import lines, one_line
from govdesk.present.counting import start_label
from govdesk.records.model import UNTOUCHED, ItemMark, ItemState, point_id
from govdesk.wizards.checklist import Checklist, Row, badge_of
from govdesk.wizards.model import CheckItem, Due, Point
from govdesk.wizards.terms import Level
from govdesk.workdays import workdays_between

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

Marks = Mapping[str, ItemMark]

#: What stands in the cell 时限与记录 may have this many characters; more goes under the table (本项备注).
SHORT_NOTE = 24
#: So many characters of a reason stand in that cell; more would draw the row over the page, and go under the table too.
SHORT_REASON = 60
#: Above this many characters a row may be taller than a page: only then may Word split it. The PDF measures it.
ENDLESS_ROW = 600


class Notes:
    """Numbers each sentence of ours once, in order of use."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, kind: str, text: str) -> tuple[int, ...]:
        """The number of the note; none for an empty text."""
        words = one_line(text)
        if not words:
            return ()
        return (self._numbers.setdefault((kind, words), len(self._numbers) + 1),)

    @property
    def told(self) -> tuple[PrintedNote, ...]:
        return tuple(PrintedNote(number, kind, text) for (kind, text), number in self._numbers.items())


class PrintedRows:
    """Words the rows of one checklist under its marks."""

    def __init__(
        self, checklist: Checklist, marks: Marks, printed: dt.date, calendar: OfficialCalendar | None, notes: Notes
    ) -> None:
        self._checklist, self._marks, self._printed, self._calendar = checklist, marks, printed, calendar
        self._notes = notes
        self._legacy = checklist.basis.wizard.legacy

    def numbered(self) -> list[tuple[int, Row]]:
        """Every row with its number; 0 for one that only may arise."""
        found, number = [], 0
        for row in self._checklist.rows:
            number += not row.arises
            found.append((0 if row.arises else number, row))
        return found

    def state(self, row: Row) -> ItemState:
        """Where the row stands; one whose points have boxes is done when all of them are."""
        state = _mark(self._marks, row.item.id).state
        if state is ItemState.OPEN and row.item.boxes and row.points:
            states = [_mark(self._marks, point_id(row.item.id, point.id)).state for point in row.points]
            if ItemState.OPEN not in states:
                return ItemState.DONE
        return state

    def progress(self) -> str:
        """8项，已办7项，不适用1项."""
        states = [self.state(row) for row in self._checklist.own_rows]
        parts = [f"{len(states)}项"] if states else []
        for state, name in ((ItemState.DONE, "已办"), (ItemState.NOT_APPLICABLE, "不适用")):
            if count := states.count(state):
                parts.append(f"{name}{count}项")
        return "，".join(parts)

    def row(self, row: Row, number: int) -> PrintedRow:
        """A row with what was recorded on it."""
        item, mark = row.item, _mark(self._marks, row.item.id)
        due, record = self._record(row, mark)
        if row.by_reply:
            record = ("依答复列入", *record)
        labels = row.labels or (row.label,)
        return self._made(
            item,
            number,
            row.points,
            labels=labels,
            badge=row.badge,
            arises=row.arises,
            state=self.state(row).value,
            who=row.who,
            due=due,
            record=record,
        )

    def blank_row(
        self, item: CheckItem, number: int, points: Sequence[Point], labels: Iterable[str], condition: str
    ) -> PrintedRow:
        """A row of a form to fill in by hand."""
        legacy, arises = self._legacy, bool(item.arises)
        badge = badge_of(item.level, conditional=legacy and bool(condition), legacy=legacy, arises=arises)
        limit = self._limit_told(item.due)
        return self._made(
            item,
            number,
            points,
            labels=labels,
            badge=badge,
            arises=arises,
            state=ItemState.OPEN.value,
            who=item.who,
            record=(limit,) if limit else (),
            condition=condition,
        )

    def _made(
        self,
        item: CheckItem,
        number: int,
        points: Sequence[Point],
        *,
        labels: Iterable[str],
        badge: str,
        arises: bool,
        state: str,
        who: str,
        due: str = "",
        record: tuple[str, ...] = (),
        condition: str = "",
    ) -> PrintedRow:
        do = one_line(item.do) if self._legacy else tight(one_line(item.words if arises else item.do))
        notes = self._notes.add("说明", item.note) + self._notes.add("实务", item.hint)
        printed_points = tuple(self._point(item, point) for point in points)
        size = len(do) + sum(len(point.do) for point in printed_points) + 2 * sum(map(len, record))
        banned = item.level is Level.MUST_NOT and badge == "不得"
        return PrintedRow(
            number=number,
            state=state,
            do=do,
            badge=badge,
            basis=compact(labels),
            who="" if _says(do, who) else one_line(who),
            condition=condition,
            points=printed_points,
            notes=notes,
            framed="dashed" if arises else "solid" if banned else "",
            due=due,
            record=record,
            endless=size > ENDLESS_ROW,
        )

    def _point(self, item: CheckItem, point: Point) -> PrintedPoint:
        level = f"{badge_of(point.level)}：" if point.level is not None and point.level is not item.level else ""
        words = level + tight(one_line(point.do))
        if not item.boxes:
            return PrintedPoint(words)
        mark = _mark(self._marks, point_id(item.id, point.id))
        told = self._ticked(mark) if mark.state is not ItemState.OPEN else ""
        return PrintedPoint(words, mark.state.value, told)

    def _record(self, row: Row, mark: ItemMark) -> tuple[str, tuple[str, ...]]:
        """The cell 时限与记录: what is in bold, and the lines under it."""
        note = one_line(mark.note)
        noted = [f"备注：{note}" if len(note) <= SHORT_NOTE else "备注见表后"] if note else []
        if mark.state is ItemState.NOT_APPLICABLE:
            lines_ = (f"不适用：{_reason(mark)}", self._ticked(mark), *noted)
            return "", tuple(line for line in lines_ if line)
        if mark.state is ItemState.DONE:
            limit = self._limit_told(row.item.due)
            if row.due_date:
                comes_before = row.due is None and row.item.due is not None and row.item.due.is_before
                limit = f"限{short_date(row.due_date, self._printed)}" + ("前" if comes_before else "")
            late = self._late(row, mark)
            verb = "核对" if row.badge == "不得" else "办结"
            day, by = f"{self._day(mark)}{verb}" if mark.at else "", one_line(mark.by)
            told = (day, late, by) if late else (" ".join(part for part in (day, by) if part),)
            lines_ = (limit, *told, _reason(mark), *noted)
            return "", tuple(line for line in lines_ if line)
        late = self._behind(row, self._printed)
        if row.due:
            due = short_date(row.due.due, self._printed, weekday=True) + ("（暂）" if row.due.provisional else "")
            return due, tuple(w for w in (f"限{row.due.workdays}个工作日", late, *noted) if w)
        if row.date:
            words = in_print(one_line(row.item.due.words)) if row.item.due else ""
            before = row.item.due is not None and row.item.due.is_before
            day = short_date(row.date, self._printed, weekday=not before) + ("前" if before else "")
            return day, tuple(w for w in (words, late, *noted) if w)
        if row.waiting_for and (limit := self._limit(row.item.due)):
            counted = row.item.due is not None and row.item.due.workdays is not None
            words = f"{start_label(self._checklist, row)}后{limit}" if counted else limit
            return "", (words, f"（{row.waiting_for}未填）", *noted)
        return "", tuple(line for line in (self._limit(row.item.due), *noted) if line)

    def _ticked(self, mark: ItemMark) -> str:
        """11月30日 王晓梅."""
        return " ".join(part for part in (self._day(mark), one_line(mark.by)) if part)

    def _day(self, mark: ItemMark) -> str:
        return short_date(mark.at.astimezone().date(), self._printed) if mark.at else ""

    def _late(self, row: Row, mark: ItemMark) -> str:
        return self._behind(row, mark.at.astimezone().date()) if mark.at else ""

    def _behind(self, row: Row, day: dt.date) -> str:
        """逾期3个工作日: how far `day` lies behind the limit of the row."""
        if row.due_date is None or day <= row.due_date:
            return ""
        if row.due is not None and self._calendar is not None:
            days = workdays_between(row.due_date, day, self._calendar)
            if days > 0:
                return f"逾期{days}个工作日"
        return f"逾期{(day - row.due_date).days}天"

    def _limit_told(self, due: Due | None) -> str:
        """限10个工作日; 及时 and 事先 as they are."""
        return ("限" if due and due.workdays is not None else "") + self._limit(due)

    @staticmethod
    def _limit(due: Due | None) -> str:
        if due is None:
            return ""
        return f"{due.workdays}个工作日" if due.workdays is not None else in_print(one_line(due.words))


def _says(do: str, who: str) -> bool:
    """Whether the act begins with the one who does it: 主要负责人主动协商, of 主办部门的主要负责人."""
    return any(who.endswith(do[:length]) for length in range(3, 9))


def _mark(marks: Marks, item_id: str) -> ItemMark:
    return marks.get(item_id, UNTOUCHED)


def _reason(mark: ItemMark) -> str:
    reason = one_line(mark.reason)
    return reason if len(reason) <= SHORT_REASON else "原因见表后"


def long_notes(shown: Sequence[tuple[int, Row]], marks: Marks) -> list[str]:
    """Reasons and 本项备注 that their cells do not hold."""
    found = []
    for number, row in shown:
        mark = _mark(marks, row.item.id)
        place = f"第{number}项" if number else f"“{one_line(row.item.act_in_words)}”"
        for words, kept, what in ((mark.reason, SHORT_REASON, "的原因"), (mark.note, SHORT_NOTE, "")):
            if len(one_line(words)) > kept:
                paragraphs = lines(words)
                found += [f"{place}{what}：{paragraphs[0]}", *paragraphs[1:]]
    return found
