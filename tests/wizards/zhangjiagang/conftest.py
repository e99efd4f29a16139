"""The shipped wizards of 张家港, loaded once: proving a wizard walks every way through it."""

from __future__ import annotations

import pytest
from errand import Errands, errands_of


@pytest.fixture(scope="session")
def errand() -> Errands:
    return errands_of("zhangjiagang-2022").__getitem__
