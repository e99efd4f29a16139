"""What can be printed and exported: each job makes its file in every format, by the options chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from govdesk.export.formats import FORMATS, Format

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from govdesk.export.booklet import Booklet
    from govdesk.export.formats import Document
    from govdesk.export.paper import Paper
    from govdesk.export.sheet import Sheet
    from govdesk.records.model import Record
    from govdesk.records.store import Store
    from govdesk.settings import Settings
    from govdesk.wizards.basis import Basis
    from govdesk.wizards.library import Library
    from govdesk.workdays import OfficialCalendar


#: Characters of the matter in a suggested file name.
LONGEST_MATTER = 30


@dataclass(frozen=True)
class Options:
    """What the preview window lets choose for a checklist."""

    blank: bool = False  # 空白表
    large: bool = False  # 大字, instead of what fits
    articles: bool = True  # 附所依据条文
    editorial: bool = True  # 附校注
    notes: bool = True  # 编者的说明
    signatures: bool = True  # 签名栏
    not_applicable: bool = True  # 不适用的事项也列出
    only_open: bool = False  # 只印待办


class Office(Protocol):
    """What jobs are made from."""

    @property
    def data_folder(self) -> Path: ...
    @property
    def library(self) -> Library: ...
    @property
    def calendar(self) -> OfficialCalendar: ...
    @property
    def settings(self) -> Settings: ...
    def today(self) -> dt.date: ...
    def keep_print_choices(self, choices: dict[str, bool]) -> None: ...


@dataclass(frozen=True)
class Job:
    """`heading` is 打印清单 …, `title` what the matter is called, `name` the file's name without suffix.

    `makers` give the file's bytes, by the id of a format; they may run in a thread and may raise UserError. `choices`:
    none, blank (a form only) or all; `chosen` are those of the last time, `choose` keeps them. `caution` is
    what somebody should know before printing: an office's style that cannot be understood.
    """

    heading: str
    title: str
    name: str
    makers: Mapping[str, Callable[[Options], bytes]]
    choices: str = "none"
    caution: str = ""
    chosen: Options | None = None
    choose: Callable[[Options], None] = lambda options: None

    @property
    def formats(self) -> tuple[Format, ...]:
        """What it can be written in, in the order of the table."""
        return tuple(format for format in FORMATS if format.id in self.makers)

    def make(self, format_id: str, options: Options) -> bytes:
        """The file in that format. Raises KeyError where `formats` does not have it, UserError where it cannot be made."""
        return self.makers[format_id](options)


def record_job(office: Office, record: Record) -> Job:
    """A record's checklist, as it now stands."""

    from govdesk.export.sheet import record_sheet, title_of

    titles = titles_of(office.library, record.rule)

    def sheet(options: Options) -> Sheet:
        return record_sheet(
            record,
            office.calendar,
            printed=office.today(),
            titles=titles,
            blank=options.blank,
            articles=options.articles,
            only_open=options.only_open,
            not_applicable=options.not_applicable,
            editorial=options.editorial,
            notes=options.notes,
            signatures=options.signatures,
            size="large" if options.large else "auto",
        )

    matter = "" if record.title == record.basis.wizard.title else f"-{_shortened(record.title)}"
    name = f"{title_of(record.basis.rule, record.basis.wizard)}{matter}-{record.number}"
    return document_job(office, "打印清单", record.title, name, sheet, "all")


def records_job(office: Office, records: Sequence[Record]) -> Job:
    """Several records' checklists as one document, each beginning on a page of its own."""
    jobs = [record_job(office, record) for record in records]

    def pdf(options: Options) -> bytes:
        from govdesk.export.joining import joined

        return joined([job.make("pdf", options) for job in jobs])

    name = f"办事清单-{records[0].number}等{len(records)}份"
    return Job("打印清单", f"{len(records)} 份清单", name, {"pdf": pdf}, "all", caution_of(office))


def cover_of(office: Office, store: Store, number: str) -> Paper:
    """The cover of the matter that the record of `number` belongs to; of that record alone where it belongs to none."""
    from govdesk.export.cover import cover_paper

    numbers = [line.number for line in store.kin(number)] or [number]
    return cover_paper([store.load(one) for one in numbers], number, office.today())


def cover_job(office: Office, store: Store, number: str) -> Job:
    """打印封面 of a matter."""
    paper = cover_of(office, store, number)
    return paper_job(office, "打印封面", paper.subject, paper, f"{_shortened(paper.subject)}-封面-{number}")


def blank_job(office: Office, rule_id: str, wizard_id: str, party: str = "") -> Job:
    """A wizard's form to fill in by hand, for the clerk at `party`, or for the first desk that has the errand."""
    basis = office.library.basis(rule_id, wizard_id)
    acting = (party and office.library.acting_desk(basis.wizard, party)) or next(iter(basis.wizard.desks), "")
    return blank_job_of(office, basis, acting)


def blank_job_of(office: Office, basis: Basis, acting: str) -> Job:
    """The form of a wizard that the library may not have, for its desk `acting`."""
    from govdesk.export.compilation import blank_name
    from govdesk.export.sheet import make_sheet

    wizard = basis.wizard
    titles = titles_of(office.library, wizard.rule)

    def sheet(options: Options) -> Sheet:
        from govdesk.wizards.checklist import build_checklist

        return make_sheet(
            build_checklist(basis, {}, {}, office.calendar, desk=acting),
            printed=office.today(),
            blank=True,
            articles=options.articles,
            editorial=options.editorial,
            notes=options.notes,
            signatures=options.signatures,
            size="large" if options.large else "auto",
            titles=titles,
        )

    name = blank_name(basis.rule, wizard, basis.party_label(acting))
    return document_job(office, "打印空白表", f"{wizard.title}　{basis.rule.short_title}", name, sheet, "blank")


def titles_of(library: Library, rule_id: str) -> dict[str, str]:
    """The titles of a rule's errands by id; none for a rule that is no longer there."""
    return {wizard.id: wizard.title for wizard in library.wizards_by_rule.get(rule_id, ())}


def document_job(
    office: Office, heading: str, title: str, name: str, document: Callable[[Options], Document], choices: str = "none"
) -> Job:
    """A job in every format, of what `document` gives for the options chosen."""

    def maker(format: Format) -> Callable[[Options], bytes]:
        def make(options: Options) -> bytes:
            from govdesk.export.style import load_style

            return format.make(document(options), load_style(office.data_folder))

        return make

    makers = {format.id: maker(format) for format in FORMATS}
    chosen = None if choices == "none" else _last_choices(office)
    return Job(heading, title, file_stem(name), makers, choices, caution_of(office), chosen, _keeper(office))


_KEPT = ("large", "articles", "editorial", "notes", "signatures", "not_applicable")


def _last_choices(office: Office) -> Options | None:
    kept = office.settings.print_choices
    return Options(**{name: kept[name] for name in _KEPT if name in kept}) if kept else None


def _keeper(office: Office) -> Callable[[Options], None]:
    def keep(options: Options) -> None:
        from contextlib import suppress

        from govdesk.errors import UserError

        choices = {name: getattr(options, name) for name in _KEPT}
        if options.blank:  # a form comes without articles: that says nothing of the next sheet
            choices["articles"] = office.settings.print_choices.get("articles", True)
        if choices != office.settings.print_choices:
            with suppress(UserError):  # the paper is made; the next one asks again
                office.keep_print_choices(choices)

    return keep


def rule_job(office: Office, rule_id: str, article: str = "") -> Job:
    """A rule, or one article of it."""
    from govdesk.export.booklet import article_booklet, rule_booklet
    from govdesk.rules.citation import cite_article

    rule = office.library.rule(rule_id)

    def booklet(_: Options) -> Booklet:
        return article_booklet(rule, article, office.today()) if article else rule_booklet(rule, office.today())

    label = cite_article(article) if article else ""
    heading, title = "打印条文" if article else "打印规则", rule.meta.title + label
    return document_job(office, heading, title, title, booklet)


def paper_job(office: Office, heading: str, title: str, paper: Paper | Callable[[], Paper], name: str) -> Job:
    """A paper that is ready (the agenda, a history), or one that is made in the preview's thread (a comparison)."""

    return document_job(office, heading, title, name, lambda _: paper() if callable(paper) else paper)


def caution_of(office: Office) -> str:
    """What should be known before anything is printed, in one sentence; empty where all is well."""
    from govdesk.export.style import style_fault

    return style_fault(office.data_folder)


def _shortened(matter: str) -> str:
    """The beginning of a matter's name for a file's name; it does not end with what only opens something: （, 《, 、."""
    return matter if len(matter) <= LONGEST_MATTER else matter[:LONGEST_MATTER].rstrip("（(《〈“‘「〔【、，：；·—- ")


_STEM_BYTES = 180  # a file's name has 255; the ending, and a hidden name while it is written, come besides
_DEVICE = re.compile(r"CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³]", re.IGNORECASE)


def file_stem(name: str) -> str:
    """`name` as a file's name on every system: without what Windows forbids, not one of its devices', of at most 180 bytes.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', "_", name)
    plain = plain.encode(errors="replace")[:_STEM_BYTES].decode(errors="ignore").strip(" .")
    if _DEVICE.fullmatch(plain.split(".")[0].strip()):
        plain = f"_{plain}"
    return plain or "未命名"
