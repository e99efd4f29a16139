"""What each line of a checklist says on screen: words and shades of meaning, no widgets.

A line is a pure function of the record, its checklist, the calendar and today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from govdesk.present.wording import ITEM_STATES, advice_in_words
from govdesk.records.model import ItemMark, ItemState, Progress, Record, Reply, point_id
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.checklist import Checklist, OtherRow, Row, badge_of
from govdesk.wizards.model import CheckItem, GeneralWords
from govdesk.wizards.session import ShownOpen
from govdesk.wizards.terms import Level
from govdesk.workdays import date_zh, due_in_words, remaining_in_words, weekday_zh, workdays_between

if TYPE_CHECKING:
    from govdesk.wizards.basis import Basis
    from govdesk.workdays import OfficialCalendar

#: What stands beside an item that may only arise.
UNCOUNTED = "不计入待办"
#: Stands after an item that an answered open point has put on the list.
BY_REPLY = "依答复"
_SHORT = 6  # characters of a limit's words that stand before its date
#: A deadline this many working days away, or fewer, stands in bold.
SOON = 2


class Side(Enum):
    """What stands between an instruction and its citation."""

    NOTHING = "nothing"
    WORDS = "words"  # a limit that has no number: 会前
    WAITING = "waiting"  # 填收文日期后算出
    DUE = "due"
    SOON = "soon"
    OVERDUE = "overdue"
    RECORD = "record"  # 11-20 王晓梅


@dataclass(frozen=True)
class PointLine:
    """要点 of an item: its words, and whether it is ticked by itself."""

    id: str  # of its mark; empty where it has no box
    text: str
    done: bool = False


@dataclass(frozen=True)
class ItemLine:
    """One item as it is shown."""

    row: Row
    mark: ItemMark
    side: Side
    side_text: str
    widest: str  # the longest the due chip gets, so that a tick never changes the line's height
    sentence: str  # for assistive tools
    state: ItemState = ItemState.OPEN  # that of its points where each has a box
    points: tuple[PointLine, ...] = ()

    @property
    def item(self) -> CheckItem:
        return self.row.item

    @property
    def id(self) -> str:
        return self.row.item.id

    @property
    def words(self) -> str:
        """What is to be done, and that somebody's answer has put it on the list."""
        return f"{self.row.item.words}　{BY_REPLY}" if self.row.by_reply else self.row.item.words

    @property
    def open(self) -> bool:
        """Still to be done; what may only arise never is."""
        return self.state is ItemState.OPEN and not self.row.arises

    @property
    def cite_text(self) -> str:
        """第四十一条第一款 +1 where it rests on several places."""
        more = len(self.row.labels) - 1
        return f"{self.row.label} +{more}" if more > 0 else self.row.label


@dataclass(frozen=True)
class OtherLine:
    """A line of 别人来办."""

    row: OtherRow
    by: str  # 5 个工作日内, a date, 等到 12-02 周三, or —
    late: bool  # the day has passed: no fault of the holder's
    told: str  # the last note, or empty
    sentence: str
    notes: tuple[str, ...] = ()  # every note, the oldest first

    @property
    def id(self) -> str:
        return self.row.act.id

    @property
    def tip(self) -> str:
        """What has no room on one line: the whole act, and every note."""
        return "\n".join((f"{self.row.who}：{self.row.act.do}", *self.notes))

    @property
    def open(self) -> bool:
        return False


@dataclass(frozen=True)
class OpenLine:
    """An open point (先问清) with what was answered. `brings`: the lines that 要办 puts on the list, in words."""

    shown: ShownOpen
    number: int
    reply: Reply
    label: str
    sentence: str
    brings: str = ""

    @property
    def id(self) -> str:
        return self.shown.id

    @property
    def open(self) -> bool:
        return False


@dataclass(frozen=True)
class GeneralLine:
    """General words (总要求) of an article."""

    words: GeneralWords
    label: str
    sentence: str

    @property
    def id(self) -> str:
        return self.words.id

    @property
    def open(self) -> bool:
        return False


Line = ItemLine | OtherLine | OpenLine | GeneralLine
OTHERS, OPEN_POINTS, GENERAL = "别人来办", "先问清", "总要求"


@dataclass(frozen=True)
class StageLine:
    """A pause point: 一、起草 — or one of the parts that inform: 别人来办, 先问清, 总要求 (`part`)."""

    name: str  # as in the wizard, or the part's name
    title: str
    counts: str
    finished: bool
    items: tuple[Line, ...]
    part: bool = False
    hint: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.title}，{self.counts.replace(' · ', '，')}" if self.counts else self.title


def make_lines(record: Record, checklist: Checklist, calendar: OfficialCalendar, today: dt.date) -> list[StageLine]:
    """Every stage with its items, in order, then the parts that inform."""
    stages = []
    for position, stage in enumerate(checklist.stages, start=1):
        items = tuple(_line(record, row, calendar, today) for row in stage.rows)
        title = f"{write_numeral(position)}、{stage.name}"
        progress = count(items)
        stages.append(StageLine(stage.name, title, counts_in_words(progress), not progress.open, items))
    return stages + [part for part in _parts(record, checklist, calendar, today) if part.items]


def _parts(record: Record, checklist: Checklist, calendar: OfficialCalendar, today: dt.date) -> list[StageLine]:
    basis, state = checklist.basis, checklist.state
    others = tuple(_other(record, row, today) for row in checklist.others)
    told = sum(len(record.jottings.get(line.id, ())) for line in others)
    opens = tuple(_open(record, shown, basis, n) for n, shown in enumerate(state.open, start=1))
    answered = sum(line.reply.answered for line in opens)
    general = tuple(_general(words, basis) for words in state.general)
    return [
        StageLine(OTHERS, f"{OTHERS} {len(others)}", f"已记 {told} 笔" if told else "", False, others, part=True),
        StageLine(
            OPEN_POINTS,
            f"{OPEN_POINTS} {len(opens)}",
            f"已答 {answered}" if answered else "",
            False,
            opens,
            part=True,
            hint="规则没有写明，办前问一声",
        ),
        StageLine(GENERAL, f"{GENERAL} {len(general)}", "", False, general, part=True, hint="只看，不用打勾"),
    ]


def _other(record: Record, row: OtherRow, today: dt.date) -> OtherLine:
    jottings = record.jottings.get(row.act.id, ())
    until = next((j.until for j in reversed(jottings) if j.until), "")
    day = row.due_date or (dt.date.fromisoformat(until) if until else None)
    by = row.by or "—"
    if day is not None:
        by = f"{'等到 ' if until and not row.due_date else ''}{short_date(day, today)} {weekday_zh(day)}"
    settled = any(jotting.settled for jotting in jottings)
    if settled:
        by = "已办好"
    notes = tuple(f"{short_date(dt.date.fromisoformat(note.date), today)} {note.words}" for note in jottings)
    told = notes[-1] if notes else ""
    late = day is not None and day < today and not settled
    parts = [row.who, row.act.do, "" if by == "—" else by, told, f"依据{'、'.join(row.labels)}"]
    return OtherLine(row, by, late, told, "，".join(part for part in parts if part), notes)


def _open(record: Record, shown: ShownOpen, basis: Basis, number: int) -> OpenLine:
    reply = record.reply(shown.id)
    label = "、".join(basis.labels(shown.cites))
    told = f"答复：{reply.reply}" if reply.reply else f"不用问：{reply.waived}" if reply.waived else "还没有答复"
    whom = "" if reply.answered or not (advice := advice_in_words(shown)) else f"，{advice.rstrip('。')}"
    settled = reply.applies is not None or bool(reply.waived)
    doubts = shown.point.doubts if shown.point is not None and not settled else ()
    items = [item for item in map(basis.wizard.item, doubts) if item is not None]
    brings = "；".join(f"{badge_of(item.level, arises=bool(item.arises))} {item.words}" for item in items)
    doubt = f"，答要办的列上{brings}" if brings else ""
    sentence = f"第 {number} 问，{shown.ask}，{told}{whom}{doubt}，依据{label}"
    return OpenLine(shown, number, reply, label, sentence, brings)


def _general(words: GeneralWords, basis: Basis) -> GeneralLine:
    label = "、".join(basis.labels(words.cites))
    quotes = "；".join(cite.quote for cite in words.cites)
    return GeneralLine(words, label, f"{quotes}，{label}")


def count(items: Iterable[ItemLine]) -> Progress:
    """How many of `items` are done, not applicable and open; what may only arise does not count."""
    states = [line.state for line in items if not line.row.arises]
    return Progress(*(states.count(state) for state in (ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.OPEN)))


def counts_in_words(progress: Progress) -> str:
    """`已办 2 · 不适用 1 · 待办 1`; what is nought is left out, but 已办."""
    parts = [f"{ITEM_STATES[ItemState.DONE]} {progress.done}"]
    if progress.not_applicable:
        parts.append(f"{ITEM_STATES[ItemState.NOT_APPLICABLE]} {progress.not_applicable}")
    if progress.open:
        parts.append(f"{ITEM_STATES[ItemState.OPEN]} {progress.open}")
    return " · ".join(parts)


def short_date(day: dt.date, today: dt.date) -> str:
    """`11-20`, with its year where that is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def must_be_settled(line: ItemLine) -> bool:
    """Whether archiving with this item open deserves a warning: an open 必办 or 不得."""
    return line.open and not line.row.conditional and line.item.level in (Level.MUST, Level.MUST_NOT)


def own_items(stages: Iterable[StageLine]) -> list[ItemLine]:
    """The items of all stages."""
    return [line for stage in stages for line in stage.items if isinstance(line, ItemLine)]


def _line(record: Record, row: Row, calendar: OfficialCalendar, today: dt.date) -> ItemLine:
    mark, state = record.mark(row.item.id), record.item_state(row)
    points = tuple(
        PointLine(
            point_id(row.item.id, point.id) if row.item.boxes else "",
            point.do,
            row.item.boxes and record.point_done(row.item.id, point.id),
        )
        for point in row.points
    )
    side, text = _side(row, mark, calendar, today)
    if side is Side.NOTHING and row.item.boxes and any(point.done for point in points):
        side, text = Side.RECORD, _points_in_words(record, points, today)
    elif side is Side.NOTHING and row.arises:
        side, text = Side.RECORD, UNCOUNTED
    widest = _due_chip(row) or (_waiting(row) if row.waiting_for else "")
    sentence = _sentence(row, mark, state, points, calendar, today)
    return ItemLine(row, mark, side, text, widest, sentence, state, points)


def _points_in_words(record: Record, points: Sequence[PointLine], today: dt.date) -> str:
    """`1/2 11-20 王晓梅`: how many are ticked, and the last tick."""
    marks = [record.mark(point.id) for point in points if point.done]
    last = max(marks, key=lambda mark: mark.at or dt.datetime.min.replace(tzinfo=dt.UTC))
    day = short_date(last.at.astimezone().date(), today) if last.at else ""
    return " ".join(part for part in (f"{len(marks)}/{len(points)}", day, last.by) if part)


def _side(row: Row, mark: ItemMark, calendar: OfficialCalendar, today: dt.date) -> tuple[Side, str]:
    if mark.state is ItemState.NOT_APPLICABLE:
        return Side.RECORD, f"不适用：{mark.reason}"
    if mark.state is ItemState.DONE:
        return Side.RECORD, _record(row, mark, today)
    if (day := row.due_date) is not None:
        if day < today:
            late = remaining_in_words(day, today, calendar)
            return Side.OVERDUE, f"{late} · {short_date(day, today)} {weekday_zh(day)}"
        soon = workdays_between(today, day, calendar) <= SOON
        return (Side.SOON if soon else Side.DUE), _due_chip(row)
    words = row.item.due.words if row.item.due else ""
    if row.waiting_for:
        return Side.WAITING, _waiting(row)
    return (Side.WORDS, words) if words else (Side.NOTHING, "")


def _due_chip(row: Row) -> str:
    if row.due is not None:
        return f"{row.due.workdays} 个工作日 → {due_in_words(row.due)}"
    if row.date is None:
        return ""
    words = row.item.due.words if row.item.due and len(row.item.due.words) <= _SHORT else ""
    return f"{words} {date_zh(row.date)}".strip()


def _waiting(row: Row) -> str:
    due = row.item.due
    if due is not None and due.workdays is None:
        words = f"{due.words}，" if due.words and len(due.words) <= _SHORT else ""
        return f"{words}填{row.waiting_for}"
    return f"填{row.waiting_for}后算出"


def _record(row: Row, mark: ItemMark, today: dt.date) -> str:
    done = mark.at.astimezone().date() if mark.at else None
    words = " ".join(part for part in (short_date(done, today) if done else "", mark.by, mark.reason) if part)
    if row.item.level is Level.MUST_NOT and not row.legacy:
        words += " ・ 已核对"
    return f"{words}（期限 {short_date(row.due_date, today)}）" if row.due_date else words


def _sentence(
    row: Row,
    mark: ItemMark,
    state: ItemState,
    points: Sequence[PointLine],
    calendar: OfficialCalendar,
    today: dt.date,
) -> str:
    """必办，到期前跟进办复结果，待办，期限 2026-12-04 周五，还有 8 个工作日，依据第五十八条."""
    parts = [row.badge, row.item.words, UNCOUNTED if row.arises and state is ItemState.OPEN else ITEM_STATES[state]]
    if row.by_reply:
        parts.append(BY_REPLY)
    if mark.state is ItemState.NOT_APPLICABLE:
        parts.append(f"原因：{mark.reason}")
    elif mark.state is ItemState.DONE:
        parts.append(_record(row, mark, today))
    elif row.due is not None:
        parts += [f"期限 {due_in_words(row.due)}", remaining_in_words(row.due.due, today, calendar)]
    elif row.date is not None:
        parts += [f"期限 {date_zh(row.date)}", remaining_in_words(row.date, today, calendar)]
    elif row.waiting_for:
        parts.append(_waiting(row))
    elif row.item.due and row.item.due.words:
        parts.append(f"时限：{row.item.due.words}")
    if mark.note:
        parts.append("有备注")
    parts += [f"要点：{'；'.join(_point_in_words(point) for point in points)}"] if points else []
    parts.append(f"依据{'、'.join(row.labels) or row.label}")
    return "，".join(part for part in parts if part)


def _point_in_words(point: PointLine) -> str:
    return (
        f"{point.text}（{ITEM_STATES[ItemState.DONE if point.done else ItemState.OPEN]}）" if point.id else point.text
    )


def due_line(line: ItemLine, calendar: OfficialCalendar, today: dt.date) -> str:
    """`12-04 周五到期，还有 8 个工作日`, or "" without a date; for dialogs."""
    day = line.row.due_date
    if day is None:
        return ""
    if day == today:
        return f"{date_zh(day)}，今天到期"
    return f"{short_date(day, today)} {weekday_zh(day)}到期，{remaining_in_words(day, today, calendar)}"
