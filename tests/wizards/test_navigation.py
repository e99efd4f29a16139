"""Going through a wizard: forward, back, skip, change, and on with a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.navigation import WizardRun


@pytest.fixture
def run(pack: Path, rule: Rule) -> WizardRun:
    return WizardRun(load_wizards(pack, rule)[0])


def shown(run: WizardRun) -> str | None:
    return run.shown.id if run.shown else None


def test_choosing_does_not_advance_and_next_needs_an_answer(run: WizardRun) -> None:
    assert not run.next()
    run.choose("yes")
    assert shown(run) == "touches" and run.position == (1, 2)
    assert run.next() and shown(run) == "agreed"
    run.choose("no")
    assert run.next() and shown(run) is None


def test_back_from_the_last_step_and_from_the_first(run: WizardRun) -> None:
    run.choose("no")
    run.next()
    assert run.back() and shown(run) == "touches"
    assert not run.back()
    assert run.answers == {"touches": "no"}


def test_changing_an_early_answer_keeps_the_later_one(run: WizardRun) -> None:
    for value in ("yes", "no"):
        run.choose(value)
        run.next()
    assert run.go_to("touches")
    run.choose("no")
    run.next()
    assert shown(run) is None and not run.go_to("agreed")
    run.go_to("touches")
    run.choose("yes")
    assert run.state.answers == {"touches": "yes", "agreed": "no"}


def test_a_draft_goes_on_where_it_was_left(run: WizardRun) -> None:
    assert shown(WizardRun(run.wizard, {"touches": "yes"})) == "agreed"
    assert shown(WizardRun(run.wizard, {"touches": "no"})) is None


def test_skipping_goes_on_and_leaves_the_question_open(run: WizardRun) -> None:
    run.skip()
    assert shown(run) is None
    assert any(entry.conditional for entry in run.state.items)
    run.go_to("touches")
    assert not run.can_advance
