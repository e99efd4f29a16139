"""What can be printed: each job makes its PDF, and its Word file where it has one, by the options chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.paper import Paper
    from govdesk.export.sheet import Sheet
    from govdesk.records.model import Record


@dataclass(frozen=True)
class Options:
    """What the preview window lets choose for a checklist."""

    blank: bool = False  # 空白表
    large: bool = False  # 小四, instead of what fits
    articles: bool = True  # 附所依据条文
    editorial: bool = True  # 附校注
    signatures: bool = True  # 签名栏
    not_applicable: bool = True  # 不适用的事项也列出
    only_open: bool = False  # 只印待办


@dataclass(frozen=True)
class Job:
    """`heading` is 打印清单 …, `title` what the matter is called, `name` the file's name without suffix.

    `pdf` and `word` may run in a thread and may raise UserError. `choices`: none, blank (a form only) or all. `caution` is
    what somebody should know before printing: an office's style that cannot be understood.
    """

    heading: str
    title: str
    name: str
    pdf: Callable[[Options], bytes]
    word: Callable[[Options], bytes] | None = None
    choices: str = "none"
    caution: str = ""


def record_job(services: Services, record: Record) -> Job:
    """A record's checklist, as it now stands."""

    def sheet(options: Options) -> Sheet:
        from govdesk.export.sheet import make_sheet

        return make_sheet(
            record.checklist(services.calendar),
            record.marks,
            number=record.number,
            printed=services.today(),
            blank=options.blank,
            articles=options.articles,
            only_open=options.only_open,
            not_applicable=options.not_applicable,
            editorial=options.editorial,
            signatures=options.signatures,
            size="large" if options.large else "auto",
        )

    name = f"{record.basis.wizard.title}办事清单-{record.number}"
    return _sheet_job(services, "打印清单", record.title, name, sheet, "all")


def blank_job(services: Services, rule_id: str, wizard_id: str) -> Job:
    """A wizard's form to fill in by hand."""
    basis = services.library.basis(rule_id, wizard_id)

    def sheet(options: Options) -> Sheet:
        from govdesk.export.sheet import make_sheet
        from govdesk.wizards.checklist import build_checklist

        return make_sheet(
            build_checklist(basis, {}, {}, services.calendar),
            printed=services.today(),
            blank=True,
            articles=options.articles,
            editorial=options.editorial,
            signatures=options.signatures,
            size="large" if options.large else "auto",
        )

    name = f"{basis.rule.short_title}{basis.wizard.title}空白表"
    return _sheet_job(services, "打印空白表", f"{basis.wizard.title}　{basis.rule.short_title}", name, sheet, "blank")


def _sheet_job(
    services: Services, heading: str, title: str, name: str, sheet: Callable[[Options], Sheet], choices: str
) -> Job:
    def pdf(options: Options) -> bytes:
        from govdesk.export.pdf import checklist_pdf
        from govdesk.export.style import load_style

        return checklist_pdf(sheet(options), load_style(services.data_folder))

    def word(options: Options) -> bytes:
        from govdesk.export.docx import checklist_docx
        from govdesk.export.style import load_style

        return checklist_docx(sheet(options), load_style(services.data_folder))

    return Job(heading, title, file_stem(name), pdf, word, choices, caution_of(services))


def rule_job(services: Services, rule_id: str, article: str = "") -> Job:
    """A rule, or one article of it."""
    from govdesk.export.booklet import Booklet, article_booklet, rule_booklet
    from govdesk.rules.citation import cite_article

    rule = services.library.rule(rule_id)

    def booklet() -> Booklet:
        return article_booklet(rule, article, services.today()) if article else rule_booklet(rule, services.today())

    def pdf(_: Options) -> bytes:
        from govdesk.export.pdf import booklet_pdf
        from govdesk.export.style import load_style

        return booklet_pdf(booklet(), load_style(services.data_folder))

    def word(_: Options) -> bytes:
        from govdesk.export.style import load_style
        from govdesk.export.word_papers import booklet_docx

        return booklet_docx(booklet(), load_style(services.data_folder))

    label = cite_article(article) if article else ""
    heading, title = "打印条文" if article else "打印规则", rule.meta.title + label
    return Job(heading, title, file_stem(title), pdf, word, caution=caution_of(services))


def paper_job(services: Services, heading: str, title: str, paper: Paper | Callable[[], Paper], name: str) -> Job:
    """A paper that is ready (the agenda, a history), or one that is made in the preview's thread (a comparison)."""

    def made() -> Paper:
        return paper() if callable(paper) else paper

    def pdf(_: Options) -> bytes:
        from govdesk.export.pdf import paper_pdf
        from govdesk.export.style import load_style

        return paper_pdf(made(), load_style(services.data_folder))

    def word(_: Options) -> bytes:
        from govdesk.export.style import load_style
        from govdesk.export.word_papers import paper_docx

        return paper_docx(made(), load_style(services.data_folder))

    return Job(heading, title, file_stem(name), pdf, word, caution=caution_of(services))


def caution_of(services: Services) -> str:
    """What should be known before anything is printed, in one sentence; empty where all is well."""
    from govdesk.export.style import style_fault

    return style_fault(services.data_folder)


def file_stem(name: str) -> str:
    """`name` without what Windows forbids in a file's name."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name)
