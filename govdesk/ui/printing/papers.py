"""What can be printed besides checklists and rules: a record's history, the open limits, a wizard to be approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from govdesk.ui.printing.jobs import Job, Options, file_stem

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.paper import Paper
    from govdesk.records.model import Record


def paper_job(services: Services, heading: str, title: str, name: str, paper: Callable[[], Paper]) -> Job:
    """Any paper as a job: `heading` is 打印办理记录, `title` the matter, `name` the file's name without suffix.

    `paper` runs in a thread each time the pages are set; what it reads from the records must be read before.
    """

    def pdf(_: Options) -> bytes:
        from govdesk.export.pdf import paper_pdf
        from govdesk.export.style import load_style

        return paper_pdf(paper(), load_style(services.data_folder))

    def word(_: Options) -> bytes:
        from govdesk.export.style import load_style
        from govdesk.export.word_papers import paper_docx

        return paper_docx(paper(), load_style(services.data_folder))

    return Job(heading, title, file_stem(name), pdf, word)


def history_job(services: Services, record: Record) -> Job:
    """办理记录 of a record, as it now stands."""
    changes, printed = services.store.history(record), services.today()

    def paper() -> Paper:
        from govdesk.export.history import history_paper

        return history_paper(record, changes, printed)

    return paper_job(
        services, "打印办理记录", record.title, f"{record.basis.wizard.title}办理记录-{record.number}", paper
    )


def agenda_job(services: Services) -> Job:
    """期限一览 over all checklists that are being worked on."""
    from govdesk.records.model import RecordState

    store, calendar, today = services.store, services.calendar, services.today()
    records = [store.load(found.number) for found in store.summaries([RecordState.ONGOING]) if found.next_due]

    def paper() -> Paper:
        from govdesk.export.agenda import agenda_paper

        return agenda_paper(records, calendar, today)

    return paper_job(services, "打印期限", f"期限一览　{today.isoformat()}", f"期限一览-{today.isoformat()}", paper)


def approval_job(services: Services, rule_id: str, wizard_id: str) -> Job:
    """向导审核表: a wizard laid open with the words it rests on, to be checked and signed."""
    basis, printed = services.library.basis(rule_id, wizard_id), services.today()

    def paper() -> Paper:
        from govdesk.export.approval import approval_paper

        return approval_paper(basis, printed)

    title = f"{basis.rule.short_title}{basis.wizard.title}"
    return paper_job(services, "打印审核表", f"{basis.wizard.title}　{basis.rule.short_title}", f"{title}审核表", paper)
