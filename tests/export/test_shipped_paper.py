"""Every wizard of every shipped city on paper, filled in and blank, measured on the PDF itself."""

from __future__ import annotations

import datetime as dt
import functools
import re
import shutil
import subprocess

import pytest
from paper import NOT_APPLICABLE, Document, collisions, squeezed

from govdesk.export.pdf import checklist_pdf
from govdesk.export.sheet import Sheet, make_sheet
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
SHEETS = [(pack, wizard, blank) for pack, wizard in WIZARDS for blank in (False, True)]
HEAD = "阶段序办结办理要求性质依据时限"
VALUES = {
    FieldKind.TEXT: "关于某件事情的请示",
    FieldKind.DATE: "2026-09-24",
    FieldKind.PERSON: "王晓梅",
    FieldKind.DOC_NUMBER: "某建字〔2026〕87号",
}


@functools.cache
def read(pack: str) -> tuple[Rule, dict[str, Wizard]]:
    rule = load_rule(shipped_rules() / pack)
    return rule, {wizard.id: wizard for wizard in read_wizards(shipped_rules() / pack, rule, prove=False)[0]}


@functools.cache
def shipped(pack: str, wizard_id: str) -> Checklist:
    rule, wizards = read(pack)
    wizard = wizards[wizard_id]
    fields = {field.id: VALUES[field.kind] for field in wizard.fields}
    return build_checklist(make_basis(rule, wizard), {}, fields, load_calendar())


def sheet(pack: str, wizard: str, blank: bool) -> Sheet:
    source = shipped(pack, wizard)
    done = ItemMark(ItemState.DONE, "王晓梅", dt.datetime(2026, 9, 25, 10, tzinfo=dt.UTC))
    marks = {
        row.item.id: (done if n % 3 else NOT_APPLICABLE) for n, row in enumerate(source.rows) if n % 2 and not row.due
    }
    return make_sheet(source, marks, number="QD-2026-0031", printed=dt.date(2026, 9, 28), blank=blank, articles=True)


def without_radicals(words: str) -> bool:
    """Whether every hanzi is the one that people type."""
    return not any("\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff" or c == "\ufffd" for c in words)


@pytest.mark.parametrize(("pack", "wizard", "blank"), SHEETS)
def test_a_sheet_is_set_as_specified(pack: str, wizard: str, blank: bool) -> None:
    source = shipped(pack, wizard)
    pdf = checklist_pdf(sheet(pack, wizard, blank))
    document = Document(pdf)
    pages = [document.text(number) for number in range(len(document.pages))]
    whole = "".join(pages)

    # A row stands on one page, in order, with everything that belongs to it.
    at, first = 0, 0
    for number, row in enumerate(source.rows, start=1):
        words = [squeezed(text) for text in (row.item.do, row.badge, row.item.note, row.item.hint)]
        words += re.findall("第[^第]+", row.label)  # 条, 款 and 项 stand on lines of their own
        at = next(n for n, page in enumerate(pages) if n >= at and all(text in page for text in words))
        start = squeezed(row.item.do)[:3]
        assert f"{number}{start}" in pages[at] or f"{number}—{start}" in pages[at]
        assert squeezed(row.item.cite.quote) in whole
        if row.due and not blank:
            assert f"{row.due.due.month}月{row.due.due.day}日（" in pages[at]
            assert row.due.due.isoformat() in whole
        first = first if number > 1 else at
    assert [page.count(HEAD) for page in pages] == [1 if first <= n <= at else 0 for n in range(len(pages))]
    assert "审核人：" in pages[at]
    assert without_radicals(whole)

    faces = document.fonts_embedded()
    assert faces and all(faces.values()), faces
    assert not [name for name in faces if re.search("CJK(jp|kr|tc|hk)", name)]  # forms as the mainland has them

    for number, page in enumerate(document.pages):
        assert (page.get_width(), page.get_height()) == pytest.approx((595.28, 841.89), abs=0.5)
        left, top, right, bottom = document.ink(number, dpi=120)
        assert left == pytest.approx(28, abs=0.5)
        assert right == pytest.approx(184, abs=0.5)
        assert top >= 36.5 and bottom <= 280
        if first < number <= at:
            assert top == pytest.approx(37, abs=0.5)
        for glyph in document.glyphs(number, ink=True):
            assert glyph.left >= 27.5 and glyph.right <= 184.5, glyph
            assert glyph.top >= 36.5 and (glyph.bottom <= 262.5 or 268.5 <= glyph.top <= 280), glyph
        assert collisions(document, number) == []

    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        assert done.stderr == b""
        words = squeezed(done.stdout.decode())
        assert without_radicals(words)
        for row in source.rows:
            texts = [row.item.do, row.item.note, row.item.hint, row.item.cite.quote, row.badge]
            texts += re.findall("第[^第]+", row.label)
            if row.due and not blank:
                texts += [f"{row.due.due.month}月{row.due.due.day}日（", row.due.due.isoformat()]
            for text in texts:
                assert squeezed(text) in words, text
        made = sheet(pack, wizard, blank)
        for text in (
            made.title,
            made.number,
            made.basis,
            *(f.value for f in made.fields),
            *made.counting,
            *made.reading,
        ):
            assert squeezed(text) in words, text
