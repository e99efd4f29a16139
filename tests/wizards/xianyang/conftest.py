"""The shipped wizards of 咸阳, loaded once: proving a wizard walks every way through it."""

from __future__ import annotations

import pytest
from errand import Errands, load_errands


@pytest.fixture(scope="session")
def errand() -> Errands:
    return load_errands("xianyang-2013")
