"""办事清单汇编: the blank forms of all errands of a city, as one PDF with contents, or as a file each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from govdesk.errors import Progress, never_stop, report
from govdesk.export.parts import Sheet
from govdesk.export.pdf import checklist_pdf, part_pdf, write_file
from govdesk.export.sheet import make_sheet
from govdesk.export.style import PLAIN, Style
from govdesk.rules.model import RuleMeta
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.library import Library
from govdesk.wizards.model import Wizard
from govdesk.wizards.terms import GROUP_TITLES, Group
from govdesk.workdays import OfficialCalendar

_TEMPLATE = "compilation.typ"


class Form(msgspec.Struct, frozen=True):
    """A blank form of one errand at one desk, and what its file is called."""

    group: str
    wizard: str
    desk: str
    sheet: Sheet
    name: str


class SheetGroup(msgspec.Struct, frozen=True):
    """Forms under one heading of the contents."""

    name: str
    sheets: tuple[Sheet, ...]


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """The whole compilation. `recto`: each form begins on a right-hand page, so that it can be taken out."""

    title: str
    about: str
    basis: str
    printed: dt.date
    groups: tuple[SheetGroup, ...]
    recto: bool = False


def blank_sheets(
    library: Library, rule_id: str, calendar: OfficialCalendar, printed: dt.date, desk: str = ""
) -> list[Form]:
    """The blank form of every errand of the rule, in the order of the home screen.

    Of `desk`, or of the first desk of each errand. Errands with nothing to tick have none.
    """
    rule = library.rule(rule_id)
    order = list(Group)
    titles = {wizard.id: wizard.title for wizard in library.wizards(rule.id)}
    found = []
    for wizard in sorted(
        library.wizards(rule.id), key=lambda w: order.index(w.group) if w.group in order else len(order)
    ):
        acting = library.acting_desk(wizard, desk) if desk else next(iter(wizard.desks), "")
        if not acting or not any(acting in item.desks for item in wizard.items):
            continue
        basis = library.basis(rule.id, wizard.id)
        listed = build_checklist(basis, {}, {}, calendar, desk=acting)
        sheet = make_sheet(listed, printed=printed, blank=True, titles=titles)
        group = GROUP_TITLES.get(wizard.group, "其他")
        found.append(Form(group, wizard.id, acting, sheet, blank_name(rule.meta, wizard, basis.party_label(acting))))
    return found


def blank_name(rule: RuleMeta, wizard: Wizard, desk: str) -> str:
    """What the file of a blank form is called, without suffix: city and year of the rule, form and desk."""
    year = next(iter(re.findall(r"\d{4}", rule.doc_number or rule.id)), "")
    short = wizard.short or wizard.title
    return f"{rule.short_title}{f'（{year}年规则）' if year else ''}{short}空白表-{desk}"


def compilation_pdf(
    library: Library,
    rule_id: str,
    calendar: OfficialCalendar,
    printed: dt.date,
    *,
    style: Style = PLAIN,
    desk: str = "",
    recto: bool = False,
    progress: Progress = never_stop,
) -> bytes:
    """All blank forms of a city under a page of contents. Raises StoppedError, or UserError when it cannot be set."""
    rule = library.rule(rule_id)
    forms = blank_sheets(library, rule.id, calendar, printed, desk)
    report(progress, 0, len(forms))
    groups: dict[str, list[Sheet]] = {}
    for form in forms:
        groups.setdefault(form.group, []).append(form.sheet)
    book = Book(
        title=f"{rule.meta.short_title}办事清单汇编",
        about=f"空白表{len(forms)}份",
        basis=f"《{rule.meta.title}》" + (f"（{rule.meta.doc_number}）" if rule.meta.doc_number else ""),
        printed=printed,
        groups=tuple(SheetGroup(name, tuple(sheets)) for name, sheets in groups.items()),
        recto=recto,
    )
    pdf = part_pdf(_TEMPLATE, book, printed, style)
    report(progress, len(forms), len(forms))
    return pdf


def write_forms(
    forms: Sequence[Form],
    folder: Path,
    *,
    style: Style = PLAIN,
    progress: Progress = never_stop,
) -> list[Path]:
    """Each of `forms` as a file of its own in `folder`; the paths. Raises StoppedError (the files so far stay), UserError."""
    written = []
    for number, (form, path) in enumerate(zip(forms, form_paths(forms, folder), strict=True)):
        report(progress, number, len(forms))
        write_file(path, checklist_pdf(form.sheet, style))
        written.append(path)
    progress(len(forms), len(forms))
    return written


def form_paths(forms: Sequence[Form], folder: Path) -> list[Path]:
    """Where `write_forms` writes."""
    return [
        folder / (re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", f"{number:02d}-{form.name}") + ".pdf")
        for number, form in enumerate(forms, start=1)
    ]
