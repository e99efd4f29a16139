"""The shipped packs for the tests beside this file: where they lie, their errands, and every path through these."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from govdesk.rules.loader import load_rule
from govdesk.wizards.loader import read_wizards
from govdesk.wizards.model import Wizard
from govdesk.wizards.proofs import walk
from govdesk.wizards.session import State

RULES = Path(__file__).parents[2] / "rules"
PACKS = ("xianyang-2013", "zhangjiagang-2022")


@cache
def wizards(pack: str) -> tuple[Wizard, ...]:
    """A pack's errands, read once and not proved."""
    return read_wizards(RULES / pack, load_rule(RULES / pack), prove=False)[0]


def paths(pack: str) -> Iterator[tuple[Wizard, str, dict[str, str], State]]:
    """Every way to answer every errand at every desk: the errand, the desk, the answers, and the list they lead to."""
    for wizard in wizards(pack):
        for desk in wizard.desks:
            for answers, state in walk(wizard, desk):
                yield wizard, desk, answers, state
