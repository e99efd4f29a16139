"""`due`: the date a number of working days after another."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from govdesk.cli.output import say, say_json, spelled
from govdesk.cli.parser import add_command, whole_number
from govdesk.errors import UserError

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.workdays import DueDate


def add_to(subparsers: Any) -> None:
    """Add the command of this module."""
    due = add_command(
        subparsers, "due", "算工作日：从某天起几个工作日到哪天，往前几个工作日是哪天，两天之间有几个", count
    )
    due.required_group.add_argument("start", metavar="日期", help="如 2026-09-24、9.24、今天")
    ways = due.required_group.add_mutually_exclusive_group(required=True)
    ways.add_argument("--workdays", metavar="N", type=whole_number, help="往后数几个工作日")
    ways.add_argument("--back", metavar="N", type=whole_number, help="往前数几个工作日，如会前 3 个工作日")
    ways.add_argument("--until", metavar="日期", help="数到这一天有几个工作日；三样写一样")
    due.option_group.add_argument("--count-start", action="store_true", help="当日起算（不加则次日起算）")
    due.option_group.add_argument("--provisional", action="store_true", help="放假安排还没有公布的年份，暂按周末计算")


def count(services: Services, options: argparse.Namespace) -> int:
    """`due`."""
    from govdesk.workdays import (
        count_back,
        count_between,
        count_workdays,
        explain,
        explain_between,
        parse_typed,
        provisional_reason,
    )

    if options.count_start and options.workdays is None:
        raise UserError("--count-start 只用于往后数", todo="去掉 --count-start，或改用 --workdays")
    start = parse_typed(options.start, services.today(), "日期")
    if options.until is not None:
        until = parse_typed(options.until, services.today(), "日期")
        due = count_between(start, until, services.calendar)
    elif options.back is not None:
        due = count_back(start, options.back, services.calendar)
    else:
        due = count_workdays(start, options.workdays, services.calendar, count_start=options.count_start)
    if due.provisional and not options.provisional:
        later = "放假安排公布后，用 calendar import 导入通知再算"
        if due.faulty_years:
            later = f"错在哪里，用 {spelled('check', options)} 看，改好再算"
        found = f"{due.workdays} 个工作日" if options.until is not None else str(due.due)
        raise UserError(
            provisional_reason(due),
            safe=f"暂算为 {found}，以后可能变",
            todo=f"要用这个暂算的结果，加 --provisional；{later}",
        )
    if options.json:
        say_json(due_document(due) | {"explanation": explain_between(due)} if options.until else due_document(due))
    elif options.until is not None:
        say(explain_between(due))
    else:
        say(explain(due, start_label="起算日" if options.back is None else "这一天"))
    return 0


def due_document(due: DueDate, start_label: str = "起算日") -> dict[str, Any]:
    """A deadline with all that explains it; `start_label` names the start date in words."""
    from govdesk.workdays import basis_note, explain, provisional_reason, year_end_note

    return {
        "start": due.start,
        "workdays": due.workdays,
        "due": due.due,
        "skipped": due.skipped,
        "made_up": due.made_up,
        "basis": due.basis,
        "basis_note": basis_note(due, start_label=start_label),
        "calendar_through": due.calendar_through,
        "provisional": due.provisional,
        "provisional_reason": provisional_reason(due),
        "year_end_note": year_end_note(due),
        "notices": due.notices,
        "explanation": explain(due, start_label=start_label),
    }
