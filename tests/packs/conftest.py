"""The shipped packs, loaded once for all tests here."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from shipped import PACKS, RULES

from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule

_load = functools.cache(load_rule)


@pytest.fixture(scope="session")
def rules_folder() -> Path:
    return RULES


@pytest.fixture(params=PACKS)
def rule(request: pytest.FixtureRequest) -> Rule:
    """Each shipped rule in turn."""
    return _load(RULES / request.param)


@pytest.fixture
def xianyang() -> Rule:
    return _load(RULES / "xianyang-2013")


@pytest.fixture
def zhangjiagang() -> Rule:
    return _load(RULES / "zhangjiagang-2022")
