"""The shipped wizards of 咸阳, loaded once for the tests here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from xianyang_errand import Errand

from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.workdays import load_calendar

PACK = Path(__file__).parents[3] / "rules" / "xianyang-2013"


@pytest.fixture(scope="session")
def xianyang_rule() -> Rule:
    return load_rule(PACK)


@pytest.fixture(scope="session")
def errand(xianyang_rule: Rule) -> Callable[[str], Errand]:
    wizards = {wizard.id: wizard for wizard in load_wizards(PACK, xianyang_rule)}
    calendar = load_calendar()
    return lambda wizard_id: Errand(wizards[wizard_id], xianyang_rule, calendar)
