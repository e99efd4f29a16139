"""The shipped wizards of 张家港, loaded once: proving a wizard walks every way through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from zhangjiagang_errand import Errand

from govdesk.rules.loader import load_rule
from govdesk.wizards.loader import load_wizards
from govdesk.workdays import load_calendar

PACK = Path(__file__).parents[3] / "rules" / "zhangjiagang-2022"


class PlainText(SingleFileSnapshotExtension):
    """One text file a checklist, to be read beside the rule."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def sheet(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainText)


@pytest.fixture(scope="session")
def errand() -> Callable[[str], Errand]:
    rule = load_rule(PACK)
    wizards = {wizard.id: wizard for wizard in load_wizards(PACK, rule)}
    calendar = load_calendar()
    return lambda wizard_id: Errand(wizards[wizard_id], rule, calendar)
