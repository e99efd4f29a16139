"""What commands write for the printer and for Word."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.choosing import chosen_rule, named_rule
from govdesk.cli.output import say_json, tell
from govdesk.cli.parser import file_name
from govdesk.errors import UserError
from govdesk.export.formats import FORMATS
from govdesk.files import is_file
from govdesk.paths import check_target, make_folder

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.booklet import Booklet
    from govdesk.export.formats import Document, Format
    from govdesk.records.model import Record
    from govdesk.rules.model import Rule
    from govdesk.wizards.checklist import Checklist


def add_format_options(group: Any) -> None:
    """`--pdf FILE`, `--docx FILE`: one option for each format of a document."""
    for format in FORMATS:
        group.add_argument(f"--{format.id}", metavar="FILE", type=file_name, help=f"写成 {format.what}")
    add_overwrite_option(group)


def asks_for_files(options: argparse.Namespace) -> bool:
    """Whether a file in any format is asked for."""
    return any(getattr(options, format.id) for format in FORMATS)


def add_sheet_options(group: Any) -> None:
    """The choices of the preview window, as options."""
    group.add_argument("--large", action="store_true", help="大字")
    group.add_argument("--only-open", action="store_true", help="只印待办")
    group.add_argument("--no-articles", action="store_true", help="不附所依据条文")
    group.add_argument("--no-notes", action="store_true", help="不印编者的说明")
    group.add_argument("--no-signatures", action="store_true", help="不印签名栏")


def add_overwrite_option(group: Any) -> None:
    """`--overwrite`: without it no file that exists is replaced."""
    group.add_argument("--overwrite", action="store_true", help="已有的同名文件换掉（不加则不动）")


def sheet_choices(options: argparse.Namespace, *, blank: bool = False) -> dict[str, Any]:
    """What `add_sheet_options` gave, for `make_sheet`."""
    return {
        "size": "large" if options.large else "auto",
        "only_open": options.only_open and not blank,
        "articles": False if options.no_articles or blank else None,
        "notes": not options.no_notes,
        "signatures": not options.no_signatures,
    }


def write_checklist(services: Services, checklist: Checklist, options: argparse.Namespace) -> list[Path]:
    """`checklist --pdf --docx --ics --blank`: the files asked for; their paths. Every name is proved before one is written."""
    _refuse_choices_without_effect(options)
    if not asks_for_files(options):
        names = _SHEET_CHOICES if options.ics else (*_SHEET_CHOICES, "blank")
        _refuse_choices_without_paper(options, names, "--pdf 文件 或 --docx 文件")
        if not options.ics:
            return []
    targets, calendar = _targets(options), _calendar_path(checklist, options)
    files: list[tuple[Path, bytes]] = []
    if targets:
        from govdesk.export.jobs import titles_of
        from govdesk.export.sheet import make_sheet

        sheet = make_sheet(
            checklist,
            {},
            printed=services.today(),
            blank=options.blank,
            titles=titles_of(services.library, checklist.basis.rule.id),
            calendar=services.calendar,
            **sheet_choices(options, blank=options.blank),
        )
        files += _made(services, sheet, targets)
    if calendar is not None:
        from govdesk.export.calendar_file import checklist_calendar

        files.append((calendar, checklist_calendar(checklist, services.calendar, dt.datetime.now(dt.UTC))))
    return _write(files)


def write_document(services: Services, document: Document, options: argparse.Namespace) -> list[Path]:
    """`document` in the formats asked for; the paths. Raises UserError where a file would be replaced unasked."""
    return _write(_made(services, document, _targets(options)))


def _made(services: Services, document: Document, targets: list[tuple[Path, Format]]) -> list[tuple[Path, bytes]]:
    from govdesk.export.style import load_style

    style = load_style(services.data_folder, tell)
    return [(path, format.make(document, style)) for path, format in targets]


def _targets(options: argparse.Namespace) -> list[tuple[Path, Format]]:
    """Where each file goes: proved before anything is made."""
    wanted = [(getattr(options, format.id), format) for format in FORMATS]
    return [(output_path(name, format.suffix, options), format) for name, format in wanted if name]


def output_path(name: str, suffix: str, options: argparse.Namespace) -> Path:
    """The file that `name` means: with the suffix of its format, on which it says so where it has none or another.

    Raises UserError for a file that is there, unless `--overwrite` is given, and for a name that Windows cannot have.
    """
    path = Path(name).absolute()
    if path.suffix.lower() != suffix:
        path = path.with_name(path.name + suffix)
        tell(f"文件名没有写 {suffix}，已补上：{path.name}")
    check_windows_name(path)
    check_free(path, options)
    return path


def check_free(path: Path, options: argparse.Namespace) -> None:
    """Raises UserError for a file that is there, unless `--overwrite` is given: the rule of whatever a command writes."""
    check_target(path)
    if is_file(path) and not options.overwrite:
        raise UserError(
            f"已经有“{path}”了", safe="没有动它，也没有写任何文件", todo="换一个名字，或加 --overwrite 换掉它"
        )


def check_windows_name(path: Path) -> None:
    """Raises UserError for a name that a file cannot have under Windows, where papers are carried to."""
    stem = path.name.partition(".")[0].upper()
    if re.search(r'[\\:*?"<>|\x00-\x1f]', path.name) or stem in _RESERVED:
        raise UserError(
            f"“{path.name}”这个名字在 Windows 上用不了",
            safe="没有写任何文件",
            todo='换一个名字，不用 : * ? " < > | 和 con、nul 这些词',
        )


_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}


def _write(files: list[tuple[Path, bytes]]) -> list[Path]:
    """Write the files; where one cannot be written, those that were are told. Their paths."""
    from govdesk.export.pdf import write_file

    written: list[Path] = []
    for path, content in files:
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
    return report(options, write_document(services, booklet, options))


def write_compilation(services: Services, options: argparse.Namespace) -> int:
    """`wizards --rule ID --pdf F` or `--folder D`: the blank forms of a city in one file, or a file each."""
    from govdesk.export.compilation import blank_sheets, compilation_pdf, form_paths, write_forms
    from govdesk.export.pdf import write_file
    from govdesk.export.style import load_style

    if not options.pdf:
        _refuse_choices_without_paper(options, ("recto",), "--pdf 文件")
    rule = named_rule(services, options.rule) if options.rule else chosen_rule(services)
    if rule is None:
        raise UserError("没有写明是哪一部规则", safe="没有写任何文件", todo="加 --rule，如 --rule xianyang-2013")
    style = load_style(services.data_folder, tell)
    desk = getattr(options, "desk", None) or services.settings.desks.get(rule.id, "")
    forms = blank_sheets(services.library, rule.id, services.calendar, services.today(), desk)
    if not forms:
        raise UserError(f"{rule.meta.short_title}这个单位没有要打勾的事项", safe="没有写任何文件", todo="换一个 --desk")
    book = output_path(options.pdf, ".pdf", options) if options.pdf else None
    folder = Path(options.folder).absolute() if options.folder else None
    if folder is not None:
        there = [path.name for path in form_paths(forms, folder) if path.exists()]
        if there and not options.overwrite:
            raise UserError(
                f"“{folder}”里已经有 {len(there)} 个同名的文件，如“{there[0]}”",
                safe="没有动它们，也没有写任何文件",
                todo="换一个文件夹，或加 --overwrite 换掉它们",
            )
    written = []
    if book is not None:
        pdf = compilation_pdf(
            services.library,
            rule.id,
            services.calendar,
            services.today(),
            style=style,
            desk=desk,
            recto=options.recto,
            progress=_tell_progress,
        )
        write_file(book, pdf)
        written.append(book)
    if folder is not None:
        try:
            make_folder(folder)
        except OSError as error:
            raise UserError(f"文件夹“{folder}”建不起来", todo="请换一个能写的地方", detail=str(error)) from error
        written += write_forms(forms, folder, style=style, progress=_tell_progress)
    return report(options, written)


def _tell_progress(done: int, total: int) -> bool:
    if done < total:
        tell(f"正在排版：{done}/{total}")
    return True


def report(options: argparse.Namespace, written: list[Path]) -> int:
    if options.json:
        say_json({"written": [str(path) for path in written]})
    else:
        for path in written:
            tell(f"已写好：{path}")
    return 0


def write_record(services: Services, options: argparse.Namespace) -> int:
    """`records print NO --pdf/--docx`: a record's sheet, or with an option its history, cover or approval sheet."""
    _asked_for_files(options)
    _refuse_choices_without_effect(options)
    record = services.store.load(options.number.strip().upper())
    return report(options, write_document(services, _record_document(services, record, options), options))


def _refuse_choices_without_effect(options: argparse.Namespace) -> None:
    """Raises UserError where a choice is given that the paper asked for does not have."""
    paper = next((name for name in ("history", "cover", "approval", "blank") if getattr(options, name, False)), "")
    choices = ["only_open", "no_articles"] if paper == "blank" else [*_SHEET_CHOICES] if paper else []
    given = [f"--{name.replace('_', '-')}" for name in choices if getattr(options, name)]
    if given:
        spelt = "、".join(given)
        raise UserError(f"{spelt} 对 --{paper} 不起作用", safe="没有写任何文件", todo=f"去掉 {spelt}，或去掉 --{paper}")


def _refuse_choices_without_paper(options: argparse.Namespace, names: Iterable[str], paper: str) -> None:
    """Raises UserError where a choice of a paper is given and no paper is asked for."""
    given = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
    if given:
        spelt = "、".join(given)
        raise UserError(f"{spelt} 只对打印的纸起作用", safe="没有写任何文件", todo=f"加上 {paper}，或去掉 {spelt}")


_SHEET_CHOICES = ("large", "only_open", "no_articles", "no_notes", "no_signatures")


def _record_document(services: Services, record: Record, options: argparse.Namespace) -> Document:
    if options.history:
        from govdesk.export.history import history_paper

        return history_paper(record, services.store.history(record), services.today())
    if options.cover:
        from govdesk.export.jobs import cover_of

        return cover_of(services, services.store, record.number)
    if options.approval:
        from govdesk.export.approval import approval_paper

        return approval_paper(record.basis, services.today(), record.desk)
    from govdesk.export.jobs import titles_of
    from govdesk.export.sheet import record_sheet

    return record_sheet(
        record,
        services.calendar,
        printed=services.today(),
        titles=titles_of(services.library, record.rule),
        blank=options.blank,
        **sheet_choices(options, blank=options.blank),
    )


def write_deadlines(services: Services, options: argparse.Namespace) -> int:
    """`deadlines --pdf`: every open limit, for the wall."""
    from govdesk.export.agenda import agenda_paper
    from govdesk.present.agenda import MOST_LISTS, due_records

    handler = options.handler or ""
    records, more = due_records(services.store, handler, waiting=True)
    most = MOST_LISTS if more else 0
    paper = agenda_paper(records, services.calendar, services.today(), handler=handler, most=most)
    return report(options, write_document(services, paper, options))


def _asked_for_files(options: argparse.Namespace) -> None:
    if not asks_for_files(options):
        raise UserError("没有写明存成什么文件", safe="没有写任何文件", todo="加 --pdf 文件 或 --docx 文件")


def _calendar_path(checklist: Checklist, options: argparse.Namespace) -> Path | None:
    """Where `checklist --ics F` writes. Without a date there is none, and it says so."""
    if not options.ics:
        return None
    from govdesk.export.calendar_file import any_dated

    if not any_dated(checklist):
        waiting = dict.fromkeys(row.waiting_for for row in checklist.rows if row.waiting_for)
        todo = f"用 --set 填上{'、'.join(waiting)}" if waiting and not options.blank else "这份清单没有算得出日期的期限"
        tell(f"没有写日历文件：还没有算出日期的期限。{todo}。")
        return None
    return output_path(options.ics, ".ics", options)
