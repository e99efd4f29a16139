"""打印审核表: the wizard on paper, to be signed by whoever answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govdesk.ui.printing.jobs import Job, Options, file_stem
from govdesk.wizards.basis import Basis

if TYPE_CHECKING:
    from govdesk.app import Services


def approval_job(services: Services, basis: Basis) -> Job:
    """The approval sheet of `basis.wizard`, ready for the preview window."""
    title = f"{basis.rule.short_title}“{basis.wizard.title}”向导审核表"

    def pdf(_: Options) -> bytes:
        from govdesk.export.approval import approval_paper
        from govdesk.export.pdf import paper_pdf
        from govdesk.export.style import load_style

        return paper_pdf(approval_paper(basis, services.today()), load_style(services.data_folder))

    def word(_: Options) -> bytes:
        from govdesk.export.approval import approval_paper
        from govdesk.export.style import load_style
        from govdesk.export.word_papers import paper_docx

        return paper_docx(approval_paper(basis, services.today()), load_style(services.data_folder))

    return Job("打印审核表", title, file_stem(title.replace("“", "").replace("”", "")), pdf, word)
