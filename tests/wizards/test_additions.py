"""Errands that somebody added to a pack that is not theirs to write in: taken, checked, left out where they are at fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govdesk.cli.checking import check_folders, check_path
from govdesk.paths import shipped_rules
from govdesk.wizards.packs import TOPICS_NAME, load_library

MADE_UP = Path(__file__).parents[1] / "made_up"
RULE = "yunchuan-2024"
ERRAND = """\
id = "one-matter-alone"
topic = "submit-document"
group = "submit"
title = "只写一件事"
summary = "一文一事"
desks = ["department"]
stages = ["起草"]

[[items]]
id = "one"
stage = "起草"
party = ["department"]
level = "must"
do = "一份请示只写一件事"
cites = [{ article = 1, quote = "各部门和各乡镇报送市政府的请示，应当一文一事" }]

[[next]]
wizard = "submit-request"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of the user's with one errand for the made-up city, and no rule."""
    folder = tmp_path / "rules" / RULE / "wizards"
    folder.mkdir(parents=True)
    (folder / "one-matter-alone.toml").write_text(ERRAND, encoding="utf-8")
    return tmp_path / "rules"


def written(own: Path, text: str, name: str = "one-matter-alone") -> None:
    (own / RULE / "wizards" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_an_added_errand_stands_with_those_of_the_pack(own: Path, tmp_path: Path) -> None:
    without = load_library([MADE_UP])
    for _ in range(2):  # the second time out of the cache
        library = load_library([MADE_UP, own], tmp_path / "cache")
        assert library.problems == ()
        added = {wizard.id for wizard in library.wizards(RULE)} - {wizard.id for wizard in without.wizards(RULE)}
        assert added == {"one-matter-alone"}
        assert library.rules[RULE] == without.rules[RULE]


def test_a_change_of_it_is_seen_at_the_next_start(own: Path, tmp_path: Path) -> None:
    load_library([MADE_UP, own], tmp_path / "cache")
    written(own, ERRAND.replace('只写一件事"\nsummary', '一事一文"\nsummary'))
    library = load_library([MADE_UP, own], tmp_path / "cache")
    assert library.wizard(RULE, "one-matter-alone").title == "一事一文"


def test_one_that_is_at_fault_is_left_out_and_told(own: Path) -> None:
    written(own, ERRAND.replace("应当一文一事", "应当一文两事"))
    library = load_library([MADE_UP, own])
    assert "one-matter-alone" not in {wizard.id for wizard in library.wizards(RULE)}
    assert any("没有这句原文" in problem.problem for problem in library.problems)
    assert library.problems[0].file == f"{RULE}/wizards/one-matter-alone.toml"


def test_it_never_takes_the_place_of_an_errand_of_the_pack(own: Path) -> None:
    written(
        own,
        ERRAND.replace('id = "one-matter-alone"', 'id = "submit-request"').replace(
            '[[next]]\nwizard = "submit-request"\n', ""
        ),
        "submit-request",
    )
    library = load_library([MADE_UP, own])
    assert library.wizard(RULE, "submit-request").title == "向市政府报送请示"
    assert any("已有这个编号" in problem.problem for problem in library.problems)


def test_for_a_rule_that_is_not_at_hand_or_not_in_use_there_is_nothing(own: Path, tmp_path: Path) -> None:
    (own / RULE).rename(own / "nowhere-2020")
    assert load_library([MADE_UP, own]).problems == ()
    (own / "nowhere-2020").rename(own / RULE)
    assert RULE not in load_library([MADE_UP, own], without=[RULE]).wizards_by_rule


def test_check_looks_at_it_with_the_packs_own_rule(own: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shutil.copy(shipped_rules() / TOPICS_NAME, shared)
    folders = [shared, MADE_UP, own]  # of the shipped packs the topics alone: to prove them takes seconds
    assert check_folders(folders).problems == check_folders(folders[:2]).problems
    known = load_library([MADE_UP]).rules
    assert check_path(own / RULE, folders, known).problems == []
    written(own, ERRAND.replace("一份请示只写一件事", "3 天内写一件事"))
    assert any("“3”这个数" in problem.problem for problem in check_path(own / RULE, folders, known).problems)
    assert any("“3”这个数" in problem.problem for problem in check_folders(folders).problems)
