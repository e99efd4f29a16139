"""Display words of records: states, and the lines of a history, for the screen, for paper and for the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.records.model import (
    CARD_ASKS,
    CARD_REPLY,
    POINT_JOIN,
    Change,
    ChangeKind,
    ItemMark,
    ItemState,
    Jotting,
    Progress,
    Record,
    RecordState,
    Reply,
)
from govdesk.wizards.model import CheckItem, Wizard
from govdesk.wizards.session import ShownOpen, compare_items

if TYPE_CHECKING:
    from govdesk.records.carrying import Imported
    from govdesk.records.exchange import Line
    from govdesk.records.merge import Conflict

STATES = {RecordState.ONGOING: "办理中", RecordState.FINISHED: "已办结", RecordState.ARCHIVED: "已归档"}
ITEM_STATES = {ItemState.OPEN: "待办", ItemState.DONE: "已办", ItemState.NOT_APPLICABLE: "不适用"}
#: The box before an item on paper and in text.
BOXES = {ItemState.OPEN: "□", ItemState.DONE: "☑", ItemState.NOT_APPLICABLE: "－"}
#: Where nothing is known or nothing is due.
NOTHING = "—"

_KINDS = {
    ChangeKind.CREATED: "新建",
    ChangeKind.IMPORTED: "导入",
    ChangeKind.STATE: "办理",
    ChangeKind.NOTE: "备注",
    ChangeKind.FIELDS: "表头",
    ChangeKind.ANSWERS: "答案",
    ChangeKind.COUNT_START: "起算",
    ChangeKind.ARCHIVED: "归档",
    ChangeKind.DELETED: "删除",
    ChangeKind.DESK: "单位",
    ChangeKind.REPLY: "先问清",
    ChangeKind.JOTTING: "别人来办",
    ChangeKind.MATTER: "同一件事",
}
_NOBODY = "（没有记名）"


def advice_in_words(shown: ShownOpen) -> str:
    """Whom an open point can be put to, and the safe course: `可问：市政府办公室　实务：……`."""
    whom = shown.point.whom if shown.point is not None else ""
    return "　".join((*([f"可问：{whom}"] if whom else ()), *([f"实务：{shown.safe}"] if shown.safe else ())))


def progress_in_words(progress: Progress) -> str:
    """`已办 1　不适用 0　待办 3`."""
    counts = (
        (progress.done, ItemState.DONE),
        (progress.not_applicable, ItemState.NOT_APPLICABLE),
        (progress.open, ItemState.OPEN),
    )
    return "　".join(f"{ITEM_STATES[state]} {count}" for count, state in counts)


def history_in_words(change: Change, wizard: Wizard) -> str:
    """`2026-11-24 09:42　王晓梅　“会签”办结`: when (local time), who, what."""
    return f"{time_in_words(change.at)}　{change.by or _NOBODY}　{filed_in_words(change, wizard)}"


def filed_in_words(change: Change, wizard: Wizard) -> str:
    """`change_in_words` for the file: a tick is called 办结 there, as on the printed list."""
    return change_in_words(change, wizard).replace("由待办改为已办", "办结")


def change_in_words(change: Change, wizard: Wizard) -> str:
    """What a change did, without when and who."""
    return ("撤销：" if change.undoes else "") + _what(change, wizard)


def kind_in_words(change: Change) -> str:
    """What a change touched, in two characters: 办理, 备注, 表头 …"""
    put_back = change.kind in (ChangeKind.ARCHIVED, ChangeKind.DELETED) and not change.after
    return "恢复" if put_back else _KINDS[change.kind]


def time_in_words(at: dt.datetime) -> str:
    """Local time to the minute."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def update_in_words(before: Record, after: Record, back: str = "改回答案还在") -> str:
    """What other answers did to a checklist: 增加 1 项；减少 3 项，其中 2 项办过，改回答案还在.

    `back` says that ticks on what is left out are not lost.
    """
    added, removed = compare_items(before.evaluate(), after.evaluate())
    parts = []
    if added:
        done = _touched(after, added)
        parts.append(f"增加 {len(added)} 项" + (f"，其中 {done} 项原来办过" if done else ""))
    if removed:
        done = _touched(before, removed)
        parts.append(f"减少 {len(removed)} 项" + (f"，其中 {done} 项办过，{back}" if done else ""))
    return "；".join(parts) or "事项没有增减"


def _touched(record: Record, items: Sequence[CheckItem]) -> int:
    """How many of `items` are ticked, or put down as 不适用."""
    return sum(record.mark(item.id).state is not ItemState.OPEN for item in items)


def imported_in_words(entry: Imported) -> str:
    """What becomes of one record of a file."""
    if entry.new:
        from govdesk.wizards.provenance import UNVERIFIED

        unproved = "，来源未核实" if entry.record.basis.rule.title.endswith(UNVERIFIED) else ""
        return f"新增{unproved}" + (f"，那边的编号 {entry.number_there} 这里已经用了" if entry.renumbered else "")
    if not entry.changes:
        return "已经有了，没有新的改动"
    both = f"；两边都改过 {len(entry.conflicts)} 处，留下较新的，另一边的在历史里" if entry.conflicts else ""
    return f"合入 {entry.changes} 处改动{both}"


def conflict_in_words(conflict: Conflict, wizard: Wizard) -> str:
    """A place that both sides had changed: what stands, and what is kept in the history only."""
    kept, lost = (
        f"{_what(line, wizard)}（{line.by or '没有记名'}，{time_in_words(line.at)}）"
        for line in (conflict.kept, conflict.lost)
    )
    return f"留下：{kept}；记在历史里：{lost}"


def _what(change: Change | Line, wizard: Wizard) -> str:
    before, after = change.before, change.after
    match change.kind:
        case ChangeKind.CREATED:
            return f"建立清单 {after}"
        case ChangeKind.IMPORTED:
            renamed = f"，那边的编号是 {before}，这里编为 {after}" if before != after else ""
            return f"导入另一台电脑的清单 {before}{renamed}"
        case ChangeKind.STATE:
            return f"{_item(change, wizard)}{_settled_before(change) or f'由{_state(before)}改为{_state(after)}'}"
        case ChangeKind.NOTE if not after:
            return f"{_item(change, wizard)}删去备注“{before}”"
        case ChangeKind.NOTE:
            return f"{_item(change, wizard)}备注“{after}”" + (f"（原为“{before}”）" if before else "")
        case ChangeKind.FIELDS:
            return "；".join(_field(wizard, key, before.get(key, ""), text) for key, text in after.items())
        case ChangeKind.ANSWERS:
            changed = [key for key in {**before, **after} if before.get(key, "") != after.get(key, "")]
            told = "；".join(_answer(wizard, key, before.get(key, ""), after.get(key, "")) for key in changed)
            return f"改答案：{told or '跳过的问题'}"
        case ChangeKind.COUNT_START:
            return f"起算方式由{_count(before)}改为{_count(after)}"
        case ChangeKind.ARCHIVED:
            return "归档" if after else "恢复办理"
        case ChangeKind.DELETED:
            return "移入回收站" if after else "从回收站恢复"
        case ChangeKind.DESK:
            return f"清单的单位由“{before or '未定'}”改为“{after}”"
        case ChangeKind.REPLY:
            return f"{_open_point(change, wizard)}{_reply(after)}"
        case ChangeKind.JOTTING:
            return f"{_other(change, wizard)}{_jottings(before, after)}"
        case ChangeKind.MATTER:
            return "归为同一件事" if after else "不再算同一件事"


def _item(change: Change | Line, wizard: Wizard) -> str:
    item_id, _, point_id = change.item.partition(POINT_JOIN)
    item = wizard.item(item_id)
    if item is None:
        return f"“{change.item}”"
    point = next((point for point in item.points if point_id and point.id == point_id), None)
    return f"“{item.act_in_words}”" + (f"的“{point.do}”" if point else "")


def _open_point(change: Change | Line, wizard: Wizard) -> str:
    point, question = wizard.open_point(change.item), wizard.question(change.item)
    if change.item == CARD_REPLY:
        return f"“{CARD_ASKS}”"
    return f"“{point.ask if point else f'先定：{question.ask}' if question else change.item}”"


def _reply(value: Any) -> str:
    reply = msgspec.convert(value, Reply)
    if reply.waived:
        return f"不用问（{reply.waived}）"
    if not reply.reply and not reply.asked:
        return "删去答复"
    who = f"问了{reply.asked}" if reply.asked else ""
    told = f"答复“{reply.reply}”" if reply.reply else "还没有答复"
    applies = {True: "，要办", False: "，不用办", None: ""}[reply.applies]
    return "，".join(part for part in (who, told) if part) + applies


def _other(change: Change | Line, wizard: Wizard) -> str:
    act = wizard.other(change.item)
    return f"“{act.do if act else change.item}”"


def _jottings(before: Any, after: Any) -> str:
    old, new = (msgspec.convert(value, tuple[Jotting, ...]) for value in (before, after))
    if len(new) > len(old):
        last = new[-1]
        return f"记一笔“{last.words}”" + (f"，等到 {last.until}" if last.until else "")
    return "删去一笔" if len(new) < len(old) else "改了所记的一笔"


def _settled_before(change: Change | Line) -> str:
    """`2026-11-20 办结（2026-12-01 记）` where an item was settled on another day than it was noted; else empty."""
    mark = msgspec.convert(change.after, ItemMark)
    if mark.at is None or mark.state is ItemState.OPEN:
        return ""
    settled, noted = mark.at.astimezone().date(), change.at.astimezone().date()
    if settled == noted:
        return ""
    reason = f"（{mark.reason}）" if mark.reason else ""
    verb = "办结" if mark.state is ItemState.DONE else "定为不适用"
    return f" {settled} {verb}{reason}（{noted} 记）"


def _state(value: Any) -> str:
    mark = msgspec.convert(value, ItemMark)
    return ITEM_STATES[mark.state] + (f"（{mark.reason}）" if mark.reason else "")


def _field(wizard: Wizard, key: str, before: str, after: str) -> str:
    field = wizard.field(key)
    label = field.label if field else key
    if not after:
        return f"清空{label}“{before}”"
    return f"{label}由“{before}”改为“{after}”" if before else f"填{label}“{after}”"


def _answer(wizard: Wizard, key: str, before: str, after: str) -> str:
    question = wizard.question(key)

    def label(value: str) -> str:
        option = question.option(value) if question else None
        return f"“{option.label if option else value}”" if value else "未答"

    return f"“{question.ask if question else key}”由{label(before)}改为{label(after)}"


def _count(from_start: bool) -> str:
    return "当日起算" if from_start else "次日起算"
