"""A checklist as lines of text: at a terminal, and in a file that is read without the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from govdesk.present.wording import BOXES, STATES, advice_in_words, history_in_words, progress_in_words
from govdesk.records.model import Change, ItemMark, ItemState, Record
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.checklist import Checklist, Row, badge_of
from govdesk.wizards.model import CheckItem, Cite
from govdesk.workdays import explain

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


def checklist_lines(
    checklist: Checklist, record: Record | None = None, titles: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The whole checklist part by part, with the record's marks, replies and notes; a line without its end each.

    `titles` names the errands that 先办 and 接着办 lead to.
    """
    basis, state = checklist.basis, checklist.state
    titles = titles or {}
    who = f"　您是：{basis.party_label(state.desk)}" if state.desk else ""
    yield f"{basis.wizard.title}　《{basis.rule.title}》{who}"
    for field in state.fields:
        yield f"{field.label}：{checklist.fields.get(field.id, '')}"
    yield from _links("先办", (link.wizard for link in state.before), titles)
    for answer in state.say:
        yield ""
        yield f"答：{answer.say}"
        yield from _quotes(checklist, answer.cites)
    for number, stage in enumerate(checklist.stages, start=1):
        yield ""
        yield f"{write_numeral(number)}、{stage.name}"
        for row in stage.rows:
            yield from _row_lines(checklist, row, record)
    if checklist.others:
        yield ""
        yield "别人来办："
        for other in checklist.others:
            by = f"　{other.by}" if other.by else ""
            yield f"　　{other.who}　{other.act.do}{by}　{'、'.join(other.labels)}"
            for jotting in record.jottings.get(other.act.id, ()) if record else ():
                until = f"，等到 {jotting.until}" if jotting.until else ""
                yield f"　　　　{jotting.date}　{jotting.words}{until}"
    if state.open:
        yield ""
        yield "先问清："
        for shown in state.open:
            yield f"　　{shown.ask}　{'、'.join(basis.labels(shown.cites))}"
            if says := "　".join(part for part in (shown.says, advice_in_words(shown)) if part):
                yield f"　　　　{says}"
            if record is not None and (reply := record.reply(shown.id)).answered:
                yield f"　　　　答复：{'　'.join(p for p in (reply.date, reply.asked, reply.reply or reply.waived) if p)}"
    if state.general:
        yield ""
        yield "总要求："
        for words in state.general:
            yield from _quotes(checklist, words.cites)
    yield from _links("接着办", (link.wizard for link in state.next), titles)
    left_out = state.left_out
    if left_out:
        yield ""
        yield f"没有列入 {len(left_out)} 项："
        for entry in left_out:
            yield f"　　{entry.item.sentence}：{entry.because}"


def _links(name: str, wizards: Iterable[str], titles: Mapping[str, str]) -> Iterator[str]:
    if found := [titles.get(wizard, wizard) for wizard in wizards]:
        yield f"{name}：{'、'.join(found)}"


def _quotes(checklist: Checklist, cites: Iterable[Cite]) -> Iterator[str]:
    for cite in cites:
        yield f"　　　　{checklist.basis.label(cite)}：“{cite.quote}”"


def _row_lines(checklist: Checklist, row: Row, record: Record | None) -> Iterator[str]:
    if row.legacy:
        yield from _legacy_row_lines(checklist, row, record.mark(row.item.id) if record else None)
        return
    item = row.item
    state = record.item_state(row) if record else ItemState.OPEN
    told = "　依答复" if row.by_reply else ""
    who = f"〔{row.who}〕　" if row.who else ""
    yield f"　{BOXES[state]} {row.badge}　{item.words}　{who}{'、'.join(row.labels)}{told}"
    for point in row.points:
        box = (
            f"{BOXES[ItemState.DONE if record and record.point_done(item.id, point.id) else ItemState.OPEN]} "
            if item.boxes
            else ""
        )
        weaker = f"{badge_of(point.level)}：" if point.level is not None and point.level is not item.level else ""
        yield f"　　　　・{box}{weaker}{point.do}"
        for cite in point.cites:
            yield f"　　　　　　{checklist.basis.label(cite)}：“{cite.quote}”"
    for cite in row.cites:
        yield f"　　　　“{cite.quote}”"
    if record is not None:
        mark = record.mark(item.id)
        if mark.by:
            yield f"　　　　记录：{'　'.join(part for part in (_day(mark), mark.by, mark.reason) if part)}"
        if mark.note:
            yield f"　　　　备注：{mark.note}"
    if deadline := _deadline(checklist, row):
        yield f"　　　　期限：{deadline}"
    if item.hint:
        yield f"　　　　实务：{item.hint}"


def _legacy_row_lines(checklist: Checklist, row: Row, mark: ItemMark | None) -> Iterator[str]:
    item = row.item
    yield f"　{BOXES[mark.state if mark else ItemState.OPEN]} {row.badge}　{item.do}　〔{item.actor}〕　{row.label}"
    yield f"　　　　“{item.cite.quote}”"
    if mark is not None and mark.by:
        yield f"　　　　记录：{'　'.join(part for part in (_day(mark), mark.by, mark.reason) if part)}"
    if mark is not None and mark.note:
        yield f"　　　　备注：{mark.note}"
    if deadline := _deadline(checklist, row):
        yield f"　　　　期限：{deadline}"
    if item.note:
        yield f"　　　　说明：{item.note}"
    if item.hint:
        yield f"　　　　实务：{item.hint}"


def _deadline(checklist: Checklist, row: Row) -> str:
    item = row.item
    if row.due is not None:
        return explain(row.due, start_label=start_field(checklist, item))
    if item.due is None:
        return ""
    if row.date is not None:
        return f"{row.date}{' 前' if item.due.is_before else ''}" + (f"（{item.due.words}）" if item.due.words else "")
    if item.due.words or item.due.workdays is None:
        return item.due.words or f"填{row.waiting_for}"
    return f"{item.due.workdays} 个工作日，填{row.waiting_for}后算出"


def start_field(checklist: Checklist, item: CheckItem) -> str:
    """The label of the date that an item's limit runs from: 收文日期."""
    field = checklist.basis.wizard.field(item.due.field) if item.due else None
    return field.label if field else "起算日"


def _day(mark: ItemMark) -> str:
    return mark.at.astimezone().date().isoformat() if mark.at else ""


def record_lines(record: Record, history: Sequence[Change], calendar: OfficialCalendar) -> list[str]:
    """The whole record: number and state, its checklist, its history."""
    lines = [headline(record), *checklist_lines(record.checklist(calendar), record), "", "历史："]
    return lines + [f"　　{history_in_words(change, record.basis.wizard)}" for change in history]


def headline(record: Record) -> str:
    """`QD-2026-0001　办理中　已办 1　不适用 0　待办 3`."""
    return f"{record.number}　{STATES[record.state]}　{progress_in_words(record.progress())}"
