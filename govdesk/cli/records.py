"""`records`: the checklists being worked on. Their files (backup, export …) are in `record_files`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from govdesk.cli import record_files
from govdesk.cli.checklist_output import checklist_document
from govdesk.cli.output import say, say_json, tell
from govdesk.cli.papers import add_format_options, add_sheet_options, asks_for_files
from govdesk.cli.parser import Parser, add_command

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records import ItemMark, Record, RecordSummary
    from govdesk.records.store import Store


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    records = subparsers.add_parser(
        "records", help="办事清单：列出、查看、导出、导入、备份、恢复", description="正在办和办过的清单。"
    )
    actions = records.add_subparsers(title="命令", metavar="命令", dest="action", required=True, parser_class=Parser)
    add_command(actions, "list", "列出全部清单", list_records)
    show = add_command(actions, "show", "看一份清单", show_record)
    show.required_group.add_argument("number", metavar="编号", help="如 QD-2026-0001")
    history = add_command(actions, "history", "一份清单的历史：谁、什么时候、改了什么", show_history)
    history.required_group.add_argument("number", metavar="编号", help="如 QD-2026-0001")
    printing = add_command(actions, "print", "把一份清单写成 PDF 或 Word 文件", print_record)
    printing.required_group.add_argument("number", metavar="编号", help="如 QD-2026-0001")
    which = printing.option_group.add_mutually_exclusive_group()
    which.add_argument("--history", action="store_true", help="写办理记录：谁、什么时候、改了什么")
    which.add_argument("--cover", action="store_true", help="写封面：同一件事的清单，一份一行")
    which.add_argument("--approval", action="store_true", help="写向导审核表：这份清单照着办的向导，逐项核对用")
    which.add_argument("--blank", action="store_true", help="空白表：按这份清单的答案，手写用")
    add_format_options(printing.option_group)
    add_sheet_options(printing.option_group)
    record_files.add_to(actions)
    deadlines = add_command(subparsers, "deadlines", "全部清单还没有办完的期限，由近到远", list_deadlines)
    deadlines.option_group.add_argument("--handler", metavar="姓名", help="只列这个人经办的")
    add_format_options(deadlines.option_group)


def opened(services: Services) -> Store:
    """The records; where somebody else holds them, or something does not work, it says so on standard error."""
    if why := services.store.read_only_because:
        tell(f"{why}，这里只能看。")
    for told in (*services.store.warnings, services.store.trouble):
        if told:
            tell(told)
    return services.store


def print_record(services: Services, options: argparse.Namespace) -> int:
    """`records print`."""
    from govdesk.cli.papers import write_record

    opened(services)
    return write_record(services, options)


def list_deadlines(services: Services, options: argparse.Namespace) -> int:
    """`deadlines`: what the 期限 page shows, one's own and what is waited for (等)."""
    from govdesk.present.agenda import MOST_LISTS, limited_in_words, nothing_due_in_words, read_deadlines

    opened(services)
    if asks_for_files(options):
        from govdesk.cli.papers import write_deadlines

        return write_deadlines(services, options)
    found, more = read_deadlines(services.store, services.calendar, services.today())
    mine = [line for line in found if not options.handler or line.handler == options.handler]
    if options.json:
        keys = ("number", "city", "item", "due", "provisional", "what", "waits", "matter", "wizard", "handler", "label")
        say_json({"deadlines": [{key: getattr(line, key) for key in keys} for line in mine], "more": more})
        return 0
    for line in mine:
        whom = f"等 {line.waits}：" if line.waits else ""
        provisional = "（暂）" if line.provisional else ""
        say(f"{line.due}{provisional}　{line.left}　{whom}{line.what}　{line.number}　{line.city}　{line.matter}")
    if more:
        say(f"清单太多，只列最紧的 {MOST_LISTS} 份。")
    if not mine:
        say(nothing_due_in_words(limited_in_words(options.handler or "")))
    return 0


def list_records(services: Services, options: argparse.Namespace) -> int:
    """`records list`."""
    summaries = opened(services).summaries()
    if options.json:
        say_json({"records": [summary_document(summary) for summary in summaries]})
        return 0
    from govdesk.present.wording import STATES

    for summary in summaries:
        due = f"　最近期限 {summary.next_due}" if summary.next_due else ""
        if summary.next_due_provisional:
            due += "（暂）"
        if summary.wait is not None:
            due += f"　等 {summary.wait} {summary.wait_who}"
        name = f"{summary.rule_title}　{summary.wizard_title}"
        say(f"{summary.number}　{STATES[summary.state]}　{summary.done}/{summary.total}　{name}　{summary.title}{due}")
    if not summaries:
        say("还没有清单。打开窗口，在“办事”里选一件事，就有一份。")
    return 0


def summary_document(summary: RecordSummary) -> dict[str, Any]:
    """A line of the list."""
    return {
        "number": summary.number,
        "wizard": summary.wizard,
        "rule": summary.rule,
        "title": summary.title,
        "handler": summary.handler,
        "state": summary.state,
        "done": summary.done,
        "total": summary.total,
        "next_due": summary.next_due,
        "next_due_what": summary.next_due_what,
        "next_due_provisional": summary.next_due_provisional,
        "wait": summary.wait,
        "wait_who": summary.wait_who,
        "wait_what": summary.wait_what,
        "desk": summary.desk,
        "created": summary.created,
        "updated": summary.updated,
    }


def show_record(services: Services, options: argparse.Namespace) -> int:
    """`records show`."""
    record = opened(services).load(options.number.strip().upper())
    if options.json:
        say_json(record_document(services, record))
        return 0
    from govdesk.present.text import checklist_lines, headline

    say(headline(record))
    for line in checklist_lines(record.checklist(services.calendar), record):
        say(line)
    return 0


def record_document(services: Services, record: Record) -> dict[str, Any]:
    """A record: its checklist with what was noted on each item, and its place in the list."""
    checklist = record.checklist(services.calendar)
    document = checklist_document(checklist)
    for item in document["items"]:
        item["mark"] = mark_document(record.mark(item["id"]))
    for open_point in document["open"]:
        open_point["reply"] = record.reply(open_point["id"])
    for other in document["others"]:
        other["jottings"] = record.jottings.get(other["id"], ())
    progress = record.progress()
    dates = [row.due_date for row in checklist.own_rows if row.due_date and record.item_state(row) == "open"]
    return document | {
        "number": record.number,
        "title": record.title,
        "state": record.state,
        "done": progress.settled,
        "total": progress.total,
        "next_due": min(dates, default=None),
        "created": record.created,
        "updated": record.updated,
    }


def mark_document(mark: ItemMark) -> dict[str, Any]:
    """What was noted on an item; times are UTC."""
    return {"state": mark.state, "by": mark.by, "at": mark.at, "reason": mark.reason, "note": mark.note}


def show_history(services: Services, options: argparse.Namespace) -> int:
    """`records history`."""
    from govdesk.present.wording import change_in_words, history_in_words

    record = opened(services).load(options.number)
    history = services.store.history(record)
    wizard = record.basis.wizard
    if options.json:
        lines = [
            {"at": change.at, "by": change.by, "kind": change.kind, "what": change_in_words(change, wizard)}
            | {"item": change.item, "before": change.before, "after": change.after, "undoes": change.undoes}
            | {"uid": change.uid}
            for change in history
        ]
        say_json({"number": record.number, "title": record.title, "history": lines})
    else:
        say(f"{record.number}　{wizard.title}　{record.title}")
        for change in history:
            say(history_in_words(change, wizard))
    return 0
