"""The commonest path of every errand, pinned as a sheet to be read beside the rule: one table a city, the same tests."""

from __future__ import annotations

import re

import pytest
import xianyang_paths
from errand import Answers, Errand, errands_of
from syrupy.assertion import SnapshotAssertion

CITIES = {"xianyang": xianyang_paths}
PACKS = {"xianyang": "xianyang-2013"}
#: city and path -> errand, answers
PATHS: dict[tuple[str, str], tuple[str, Answers]] = {
    (city, path): (wizard, answers)
    for city, table in CITIES.items()
    for path, wizard, answers in [
        *((wizard, wizard, answers) for wizard, answers in table.USUAL.items()),
        *((f"hold-meeting-{kind}", "hold-meeting", answers) for kind, answers in table.MEETINGS.items()),
    ]
}
ARTICLES = [(city, wizard) for city, table in CITIES.items() for wizard in table.ARTICLES]

every_path = pytest.mark.parametrize(("city", "path"), PATHS, ids=[f"{city}-{path}" for city, path in PATHS])


def errand_of(city: str, path: str) -> Errand:
    return errands_of(PACKS[city])[PATHS[city, path][0]]


@every_path
def test_the_commonest_path_reads_like_this(city: str, path: str, sheet: SnapshotAssertion) -> None:
    assert errand_of(city, path).read_out(PATHS[city, path][1]) == sheet


@every_path
def test_the_commonest_path_is_complete_and_leaves_nothing_conditional(city: str, path: str) -> None:
    errand, answers = errand_of(city, path), PATHS[city, path][1]
    state = errand.state(answers)
    assert state.current is None and not state.inapplicable
    assert "视情" not in errand.badges(answers).values()


@pytest.mark.parametrize("city", CITIES)
def test_every_errand_of_the_city_is_in_the_table(city: str) -> None:
    assert {wizard for (at, _), (wizard, _) in PATHS.items() if at == city} == errands_of(PACKS[city]).keys()


@pytest.mark.parametrize(("city", "wizard"), ARTICLES)
def test_each_errand_rests_on_its_articles_and_no_others(city: str, wizard: str) -> None:
    cited = errands_of(PACKS[city])[wizard].wizard.cited_articles()
    assert {int(number) for number in cited} == CITIES[city].ARTICLES[wizard]


@pytest.mark.parametrize("city", CITIES)
def test_a_line_that_points_to_another_errand_names_one_that_exists(city: str) -> None:
    errands = errands_of(PACKS[city]).values()
    titles = {errand.wizard.title for errand in errands}
    pointed = {
        title
        for errand in errands
        for text in (
            *(text for item in errand.wizard.items for text in (item.hint, item.note)),
            *(option.effect for question in errand.wizard.questions for option in question.options),
        )
        for title in re.findall("另看(?:办事向导)?“([^”]+)”", text)
    }
    assert pointed and pointed <= titles


@pytest.mark.parametrize("city", CITIES)
def test_follow_up_and_conduct_ask_little(city: str) -> None:
    for errand in errands_of(PACKS[city]).values():
        if errand.wizard.group in ("follow-up", "conduct"):
            assert all(len(state.asked) <= 4 for _, state in errand.paths()), errand.wizard.id


@pytest.mark.parametrize("city", CITIES)
def test_errands_are_asked_for_in_several_ways_and_told_in_a_line(city: str) -> None:
    for errand in errands_of(PACKS[city]).values():
        assert len(errand.wizard.asks) >= 6, errand.wizard.id
        assert len(errand.wizard.summary) <= 28, errand.wizard.id
