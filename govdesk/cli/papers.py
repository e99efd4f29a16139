"""What commands write for the printer and for Word."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.choosing import chosen_rule, named_rule
from govdesk.cli.output import say_json, tell
from govdesk.cli.parser import file_name
from govdesk.errors import UserError
from govdesk.export.formats import FORMATS

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.booklet import Booklet
    from govdesk.export.formats import Document
    from govdesk.rules.model import Rule
    from govdesk.wizards.checklist import Checklist


def add_format_options(group: Any) -> None:
    """`--pdf FILE`, `--docx FILE`: one option for each format of a document."""
    for format in FORMATS:
        group.add_argument(f"--{format.id}", metavar="FILE", type=file_name, help=f"写成 {format.what}")


def asks_for_files(options: argparse.Namespace) -> bool:
    """Whether a file in any format is asked for."""
    return any(getattr(options, format.id) for format in FORMATS)


def write_checklist(services: Services, checklist: Checklist, options: argparse.Namespace) -> list[Path]:
    """`checklist --pdf --docx --blank`: the files asked for; their paths."""
    if not asks_for_files(options):
        return []
    from govdesk.export.sheet import make_sheet

    sheet = make_sheet(checklist, {}, printed=services.today(), blank=options.blank)
    return _write(_made(services, sheet, options))


def _made(services: Services, document: Document, options: argparse.Namespace) -> list[tuple[Path, bytes]]:
    from govdesk.export.style import load_style

    style = load_style(services.data_folder, tell)
    wanted = [(getattr(options, format.id), format) for format in FORMATS]
    return [(Path(name).absolute(), format.make(document, style)) for name, format in wanted if name]


def _write(files: list[tuple[Path, bytes]]) -> list[Path]:
    """Write the files; where one cannot be written, those that were are told. Their paths."""
    from govdesk.export.pdf import write_file

    written: list[Path] = []
    for path, content in files:
        if path in written:
            raise UserError(
                f"PDF 和 Word 不能写成同一个文件：“{path}”", safe="PDF 已写好", todo="给 --docx 换一个文件名"
            )
        try:
            write_file(path, content)
        except UserError:
            for done in written:
                tell(f"已写好：{done}")
            raise
        written.append(path)
    return written


def write_rule(services: Services, rule: Rule, options: argparse.Namespace) -> int:
    """`text ID --pdf --docx`."""
    from govdesk.export.booklet import rule_booklet

    return _write_booklet(services, rule_booklet(rule, services.today()), options)


def write_article(services: Services, rule: Rule, number: str, options: argparse.Namespace) -> int:
    """`show CITATION --pdf --docx`."""
    from govdesk.export.booklet import article_booklet

    return _write_booklet(services, article_booklet(rule, number, services.today()), options)


def _write_booklet(services: Services, booklet: Booklet, options: argparse.Namespace) -> int:
    if getattr(options, "source", False):
        raise UserError(
            "--source 只在屏幕上看，不写文件", safe="没有写任何文件", todo="去掉 --source，或去掉 --pdf 和 --docx"
        )
    return _report(options, _write(_made(services, booklet, options)))


def write_compilation(services: Services, options: argparse.Namespace) -> int:
    """`wizards --rule ID --pdf F` or `--folder D`: the blank forms of a city in one file, or a file each."""
    from govdesk.export.compilation import compilation_pdf, write_forms
    from govdesk.export.pdf import write_file
    from govdesk.export.style import load_style

    rule = named_rule(services, options.rule) if options.rule else chosen_rule(services)
    if rule is None:
        raise UserError("没有写明是哪一部规则", safe="没有写任何文件", todo="加 --rule，如 --rule xianyang-2013")
    style = load_style(services.data_folder, tell)
    written = []
    if options.pdf:
        path = Path(options.pdf).absolute()
        pdf = compilation_pdf(
            services.library, rule.id, services.calendar, services.today(), style=style, progress=_tell_progress
        )
        write_file(path, pdf)
        written.append(path)
    if options.folder:
        folder = Path(options.folder).absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"文件夹“{folder}”建不起来", todo="请换一个能写的地方", detail=str(error)) from error
        written += write_forms(
            services.library, rule.id, services.calendar, services.today(), folder, style=style, progress=_tell_progress
        )
    return _report(options, written)


def _tell_progress(done: int, total: int) -> bool:
    if done < total:
        tell(f"正在排版：{done}/{total}")
    return True


def _report(options: argparse.Namespace, written: list[Path]) -> int:
    if options.json:
        say_json({"written": [str(path) for path in written]})
    else:
        for path in written:
            tell(f"已写好：{path}")
    return 0


def write_ics(services: Services, checklist: Checklist, options: argparse.Namespace) -> list[Path]:
    """`checklist --ics F`: the file asked for; its path."""
    if not options.ics:
        return []
    from govdesk.export.calendar_file import checklist_calendar
    from govdesk.export.pdf import write_file

    if not any(row.due for row in checklist.rows):
        raise UserError("这份清单还没有算出日期的期限", safe="没有写任何文件", todo="用 --set 填上起算的日期")
    path = Path(options.ics).absolute()
    write_file(path, checklist_calendar(checklist, services.calendar, dt.datetime.now(dt.UTC)))
    return [path]
