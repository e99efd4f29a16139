"""Every wizard of every shipped city on paper, filled in and blank."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import subprocess
from pathlib import Path

import pytest
from paper import NOT_APPLICABLE, Document, squeezed

from govdesk.export.pdf import checklist_pdf
from govdesk.export.sheet import make_sheet
from govdesk.paths import shipped_rules
from govdesk.records.model import ItemMark, ItemState
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule
from govdesk.wizards.basis import make_basis
from govdesk.wizards.checklist import Checklist, build_checklist
from govdesk.wizards.loader import read_wizards
from govdesk.wizards.model import FieldKind, Wizard
from govdesk.workdays import load_calendar

WIZARDS = sorted((path.parent.parent.name, path.stem) for path in shipped_rules().glob("*/wizards/*.toml"))
VALUES = {
    FieldKind.TEXT: "关于某件事情的请示",
    FieldKind.DATE: "2026-09-24",
    FieldKind.PERSON: "王晓梅",
    FieldKind.DOC_NUMBER: "某建字〔2026〕87号",
}


@functools.cache
def read(pack: str) -> tuple[Rule, dict[str, Wizard]]:
    rule = load_rule(shipped_rules() / pack)
    return rule, {wizard.id: wizard for wizard in read_wizards(shipped_rules() / pack, rule)[0]}


def shipped(pack: str, wizard_id: str) -> Checklist:
    rule, wizards = read(pack)
    wizard = wizards[wizard_id]
    fields = {field.id: VALUES[field.kind] for field in wizard.fields}
    return build_checklist(make_basis(rule, wizard), {}, fields, load_calendar())


@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
@pytest.mark.parametrize(("pack", "wizard"), WIZARDS)
def test_every_item_and_quote_reads_back_from_an_a4_page(pack: str, wizard: str, blank: bool) -> None:
    source = shipped(pack, wizard)
    done = ItemMark(ItemState.DONE, "王晓梅", dt.datetime(2026, 9, 25, 10, tzinfo=dt.UTC))
    marks = {
        row.item.id: (done if n % 3 else NOT_APPLICABLE) for n, row in enumerate(source.rows) if n % 2 and not row.due
    }
    pdf = checklist_pdf(
        make_sheet(source, marks, number="QD-2026-0031", printed=dt.date(2026, 9, 28), blank=blank, articles=True)
    )
    document = Document(pdf)
    pages = [document.text(number) for number in range(len(document.pages))]
    whole = "".join(pages)
    at = 0
    for row in source.rows:
        # A row stands on one page, in order, with everything that belongs to it.
        words = [squeezed(text) for text in (row.item.do, row.label, row.badge, row.item.note, row.item.hint)]
        at = next(n for n, page in enumerate(pages) if n >= at and all(text in page for text in words))
        assert squeezed(row.item.cite.quote) in whole
        if row.due and not blank:
            assert f"{row.due.due.month}月{row.due.due.day}日（" in pages[at]
            assert row.due.due.isoformat() in whole
    assert all(document.fonts_embedded().values())
    for number, page in enumerate(document.pages):
        assert (page.get_width(), page.get_height()) == pytest.approx((595.28, 841.89), abs=0.5)
        for glyph in document.glyphs(number, ink=True):
            assert glyph.left >= 27.5 and glyph.right <= 184.5, glyph
            assert glyph.top >= 36.5 and (glyph.bottom <= 262.5 or 268.5 <= glyph.top <= 280), glyph
    assert not [c for c in whole if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff" or c == "\ufffd"]
    assert "审核人：" in pages[at]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize(("pack", "wizard"), WIZARDS)
def test_pdftotext_gives_the_same_words(pack: str, wizard: str, tmp_path: Path) -> None:
    source = shipped(pack, wizard)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(checklist_pdf(make_sheet(source, printed=dt.date(2026, 9, 28))))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    assert done.stderr == b""
    words = squeezed(done.stdout.decode())
    for row in source.rows:
        for text in (row.item.do, row.item.note, row.item.hint, row.item.cite.quote):
            assert squeezed(text) in words
    assert not [c for c in words if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff"]
