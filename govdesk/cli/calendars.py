"""`calendar`: the holiday arrangements that are known, and new ones; and deadlines as a calendar file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.output import decode, say, say_json, tell
from govdesk.cli.parser import Parser, add_command, whole_number
from govdesk.errors import PackError, UserError
from govdesk.files import read_regular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govdesk.app import Services
    from govdesk.errors import Problem
    from govdesk.workdays import NoticeDraft


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    about = "放假安排：已经收录的年份，导入新一年的通知"
    calendar = subparsers.add_parser("calendar", help=about, description=about)
    actions = calendar.add_subparsers(title="命令", metavar="命令", dest="action", required=True, parser_class=Parser)
    add_command(actions, "list", "列出收录的年份和各年的依据", list_years)
    importing = add_command(actions, "import", "从放假安排通知的文字，或另一台电脑的年份文件，收录一年", import_year)
    importing.required_group.add_argument(
        "file", metavar="文件", help="通知的文字（.txt）或年份文件（.toml）；- 为标准输入"
    )
    options = importing.option_group
    options.add_argument("--dry-run", action="store_true", help="只看读出了什么，不存")
    options.add_argument("--year", metavar="N", type=whole_number, help="哪一年的安排；文字里没有写时用")
    options.add_argument("--title", metavar="标题", default="", help="通知的标题；文字里没有写时用")
    options.add_argument("--number", metavar="文号", default="", help="通知的文号；文字里没有写时用")
    options.add_argument("--issued", metavar="日期", default="", help="通知的成文日期；文字里没有写时用")
    options.add_argument("--corrects", action="store_true", help="是对已有安排的调整，只改通知写到的日子")


def list_years(services: Services, options: argparse.Namespace) -> int:
    """`calendar list`."""
    calendar = services.calendar
    if options.json:
        years = [{"year": year, "notice": calendar.notices.get(year, "")} for year in sorted(calendar.years)]
        say_json({"through": calendar.covered_through, "years": years, "problems": services.calendar_problems})
        return 0
    say(f"收录至 {calendar.covered_through.year} 年：{'、'.join(str(year) for year in sorted(calendar.years))}")
    for year, notice in sorted(calendar.notices.items()):
        say(f"{year} 年由文件导入：{notice}")
    for problem in services.calendar_problems:
        tell(f"  {problem}")
    return 0


def import_year(services: Services, options: argparse.Namespace) -> int:
    """`calendar import F`."""
    from govdesk.workdays import BY_HAND, write_year

    draft, problems = _read(services, options)
    covered = services.calendar.years - services.calendar.notices.keys()
    if draft is None or problems:
        one = draft is not None and draft.of_one_holiday and not draft.corrects
        raise PackError(
            "通知里有看不准的地方，没有导入",
            problems,
            safe="原有的日期不受影响",
            todo=("只调整一个假期的通知，加 --corrects；" if one else "") + f"按列出的各处核对通知，或{BY_HAND}",
        )
    if draft.year in covered and not draft.corrects:
        tell(f"{draft.year} 年的安排程序里已经有了，以程序自带的为准；这份通知是后来的调整，就加 --corrects。")
    if options.json:
        say_json(draft_document(draft))
    else:
        _tell_draft(draft)
    if options.dry_run:
        tell("只是看看，没有存。")
        return 0
    path = write_year(services.calendar_folders[-1], draft)
    services.reload_calendar()
    tell(f"已存为：{path}；这个文件可以带到别的电脑上导入。")
    if draft.year not in services.calendar.years:
        tell(f"{draft.year} 年全年的安排还没有收录：没有写到的日子仍按周末算，标“暂”。")
    return 0


def _read(services: Services, options: argparse.Namespace) -> tuple[NoticeDraft | None, Sequence[Problem]]:
    from govdesk.cli.output import read_standard_input
    from govdesk.workdays import draft_from_file, parse_typed, read_notice

    if options.file.lower().endswith(".toml"):
        return draft_from_file(Path(options.file))
    try:
        content = read_standard_input() if options.file == "-" else read_regular(Path(options.file))
    except OSError as error:
        raise UserError(
            f"“{options.file}”读不出来", safe="没有导入", todo="核对文件名和权限", detail=str(error)
        ) from error
    issued = parse_typed(options.issued, services.today(), "成文日期") if options.issued else None
    return read_notice(
        decode(content),
        options.year,
        title=options.title,
        number=options.number,
        issued=issued,
        corrects=options.corrects,
        known=services.calendar,
    )


def draft_document(draft: NoticeDraft) -> dict[str, Any]:
    """What was read out of a notice."""
    return {
        "year": draft.year,
        "title": draft.title,
        "number": draft.number,
        "issued": draft.issued,
        "off": [{"from": off.first, "to": off.last, "name": off.name} for off in draft.off],
        "work": [{"date": work.date, "name": work.name} for work in draft.work],
        "remarks": draft.remarks,
        "corrects": draft.corrects,
    }


def _tell_draft(draft: NoticeDraft) -> None:
    from govdesk.workdays import date_zh

    say(f"《{draft.title}》（{draft.number}，{draft.issued}）")
    for off in draft.off:
        say(f"放假　{off.name}　{date_zh(off.first)} 至 {date_zh(off.last)}　共 {len(off.days)} 天")
    for work in draft.work:
        say(f"上班　{work.name}　{date_zh(work.date)}")
    for remark in draft.remarks:
        say(f"不算放假　{remark}")
