"""The strict loader and the checker: each spoiled wizard is told of, all its faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.errors import PackError, Problem
from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards, read_wizards


def spoil(pack: Path, old: str, new: str) -> None:
    path = pack / "wizards" / "register.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(pack: Path, rule: Rule) -> list[Problem]:
    return read_wizards(pack, rule)[1]


def test_a_sound_wizard_loads_with_its_quotes_located(pack: Path, rule: Rule) -> None:
    (wizard,) = load_wizards(pack, rule)
    answer = wizard.item("answer")
    assert answer is not None
    assert (answer.cite.number, answer.cite.paragraph, answer.cite.item) == ("2", 2, None)
    assert wizard.rule == "test-2020"


SPOILED = [
    ('quote = "不得代填"', 'quote = "不得代为填写"', "items.no-proxy.cite.quote"),
    ('article = 1, quote = "甲应当', 'article = 9, quote = "甲应当', "items.fill-in.cite.article"),
    ('id = "no-proxy"', 'id = "fill-in"', "items"),
    ('stage = "填表"', 'stage = "填写"', "items.fill-in.stage"),
    ('when = { agreed = "no" }', 'when = { agred = "no" }', "items.escalate.when"),
    ('when = { agreed = "no" }', 'when = { agreed = "nein" }', "items.escalate.when"),
    ('when = { agreed = "no" }', 'when = { agreed = "no", touches = "no" }', "items.escalate"),
    ('after = "received"', 'after = "title"', "items.answer.due.after"),
    ("workdays = 3, after", 'words = "尽快", workdays = 3, after', "items.answer.due"),
    ('level = "should"', 'level = "shuld"', "items[5].level"),
    ('actor = "丁"', 'actr = "丁"', "items[5].actr"),
    ('stages = ["填表"', 'stages = ["空", "填表"', "stages"),
    ('id = "register"', 'id = "enrol"', "id"),
]


@pytest.mark.parametrize(("old", "new", "where"), SPOILED, ids=[new for _, new, _ in SPOILED])
def test_each_fault_is_found_at_its_place(pack: Path, rule: Rule, old: str, new: str, where: str) -> None:
    spoil(pack, old, new)
    found = problems(pack, rule)
    assert where in [problem.where for problem in found], [str(p) for p in found]
    assert all(problem.file == "test-2020/wizards/register.toml" for problem in found)
    with pytest.raises(PackError):
        load_wizards(pack, rule)


def test_all_faults_are_told_at_once_with_a_suggestion(pack: Path, rule: Rule) -> None:
    spoil(pack, 'actor = "丁"', 'actr = "丁"')
    spoil(pack, 'level = "must_not"', 'level = "mustnt"')
    found = {problem.where: problem for problem in problems(pack, rule)}
    assert found["items[5].actr"].hint == "是不是“actor”？"
    assert "mustnt" in found["items[2].level"].problem


def test_must_and_must_not_may_not_rest_on_one_quote(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "不得代填"', 'quote = "甲应当填写登记表"')
    assert any("一个是必办，一个是不得" in problem.problem for problem in problems(pack, rule))


def test_a_quote_across_two_paragraphs_is_no_quote(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "丁一般在3个工作日内答复"', 'quote = "报丁决定。丁一般"')
    assert any("没有这句原文" in problem.problem for problem in problems(pack, rule))
