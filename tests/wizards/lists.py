"""What the tests of a city's lists read off a state, and the city's errands as they are in its pack."""

from __future__ import annotations

from pathlib import Path

from govdesk.rules.loader import examine_rule
from govdesk.wizards.checklist import badge_of
from govdesk.wizards.loader import examine_pack
from govdesk.wizards.model import Wizard
from govdesk.wizards.session import State

ROOT = Path(__file__).parents[2]


def errands(pack: str) -> dict[str, Wizard]:
    """The errands of a shipped pack by id."""
    folder = ROOT / "rules" / pack
    rule, _, _ = examine_rule(folder)
    assert rule is not None
    return {file.wizard.id: file.wizard for file in examine_pack(folder, rule, prove=False).files if file.wizard}


def lines(state: State) -> dict[str, str]:
    """The own lines by id, as read out: badge and act."""
    return {entry.item.id: f"{badge_of(entry.item.level)} {entry.item.do}" for entry in state.own}


def asked(state: State) -> set[str]:
    """Ids of the open points and undecided questions."""
    return {shown.id for shown in state.open}


def answered(state: State) -> set[str]:
    """Ids of what the rule answers at once."""
    return {said.id for said in state.say}


def linked(state: State) -> set[str]:
    """Ids of the errands that come next."""
    return {link.wizard for link in state.next}


def head(state: State) -> set[str]:
    """Ids of the fields in the head."""
    return {field.id for field in state.fields}
