"""The shipped wizards of 咸阳, loaded once: proving a wizard walks every way through it."""

from __future__ import annotations

import pytest
from errand import Errands, errands_of


@pytest.fixture(scope="session")
def errand() -> Errands:
    return errands_of("xianyang-2013").__getitem__
