"""The shipped rules and an index of them, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.search.index import SearchIndex
from govdesk.wizards.library import Library
from govdesk.wizards.packs import load_library

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library([RULES])


@pytest.fixture(scope="session")
def index(library: Library) -> SearchIndex:
    """An index in memory."""
    return SearchIndex.open(library, None)
