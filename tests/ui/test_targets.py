"""What a page can be asked to show is what its target says."""

from __future__ import annotations

import importlib
import inspect

import pytest

from govdesk.present.targets import TARGETS, Checklist, Rules
from govdesk.ui.window.pages import PAGES


def test_every_page_has_a_target() -> None:
    assert set(TARGETS) == set(PAGES)


@pytest.mark.parametrize("name", TARGETS)
def test_a_page_takes_what_its_target_says(name: str) -> None:
    module, class_name = PAGES[name]
    page = getattr(importlib.import_module(module), class_name)
    taken = inspect.signature(page.activate).parameters
    free = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in taken.values())
    named = {key for key, parameter in taken.items() if parameter.kind is not inspect.Parameter.VAR_KEYWORD} - {"self"}
    wanted = set(TARGETS[name].fields)
    assert named <= wanted
    assert free or named == wanted


def test_what_is_not_said_is_left_as_it_was() -> None:
    assert Rules(article="58").arguments() == {"article": "58"}
    assert Checklist().arguments() == {}


def test_a_misspelt_target_is_refused() -> None:
    with pytest.raises(TypeError, match="artikel"):
        TARGETS["rules"](artikel="58")
