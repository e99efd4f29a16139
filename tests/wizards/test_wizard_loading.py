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
    ('level = "should"', 'level = "shuld"', "items.answer.level"),
    ('actor = "丁"', 'actr = "丁"', "items.answer.actr"),
    ('stages = ["填表"', 'stages = ["空", "填表"', "stages"),
    ('id = "register"', 'id = "enrol"', "id"),
    ('quote = "甲应当填写登记表"', 'quote = "甲应该填写登记表"', "items.fill-in.cite.quote"),
    ('quote = "涉及丙的，应当', 'quote = "涉及丙的,应当', "questions.touches.cite.quote"),
    ('level = "must_not"', 'level = "must"', "items.no-proxy.level"),
    ("workdays = 3", "workdays = 5", "items.answer.due.workdays"),
    ('do = "填写登记表"', 'do = " "', "items.fill-in.do"),
    ('ask = "涉及丙吗？"', 'ask = ""', "questions.touches.ask"),
    ('when = { agreed = "no" }', 'when = { touches = "yes" }', "questions.agreed"),
    ('when = { touches = "yes" }\n\n[[items]]', 'when = { touches = "maybe" }\n\n[[items]]', "questions.agreed.when"),
    ('when = { touches = "yes" }\n\n[[items]]', 'when = { agreed = "yes" }\n\n[[items]]', "questions.agreed.when"),
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
    assert found["items.answer.actr"].hint == "是不是“actor”？"
    assert "mustnt" in found["items.no-proxy.level"].problem


def test_must_and_must_not_may_not_rest_on_one_quote(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "不得代填"', 'quote = "甲应当填写登记表"')
    assert any("一个是必办，一个是不得" in problem.problem for problem in problems(pack, rule))


def test_a_third_line_on_the_same_words_hides_no_contradiction(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "不得代填"', 'quote = "甲应当填写登记表"')
    between = '[[items]]\nid = "may"\nstage = "填表"\ndo = "填"\nlevel = "may"\nactor = "甲"\n'
    spoil(
        pack,
        '[[items]]\nid = "fill-in"',
        f'{between}cite = {{ article = 1, quote = "甲应当填写登记表" }}\n\n[[items]]\nid = "fill-in"',
    )
    assert [p.where for p in problems(pack, rule) if "一个是必办" in p.problem] == ["items.no-proxy"]


def test_a_fault_of_form_hides_no_wrong_quote_and_a_wrong_quote_no_dead_end(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "不得代填"', 'quote = "不得代为填写"')
    spoil(pack, 'when = { agreed = "no" }', 'when = { agreed = "no", touches = "no" }')
    assert {p.where for p in problems(pack, rule)} == {
        "items.no-proxy.cite.quote",
        "items.escalate",
        "questions.agreed",  # on which nothing else depends
    }
    spoil(pack, 'title = "办登记"', 'titel = "办登记"')
    assert {"titel", "items.no-proxy.cite.quote"} <= {p.where for p in problems(pack, rule)}


@pytest.mark.parametrize("answers", ['{ touches = "yes" }', '{ touches = ["no", "unknown"] }'])
def test_a_stage_too_long_on_some_path_is_told_also_where_nobody_knows_yet(
    pack: Path, rule: Rule, answers: str
) -> None:
    path = pack / "wizards" / "register.toml"
    extra = "".join(
        f'[[items]]\nid = "more-{n}"\nstage = "答复"\ndo = "等"\nlevel = "must"\nactor = "丁"\nwhen = {answers}\n'
        f'cite = {{ article = 2, quote = "商量不成的，报丁决定" }}\n\n'
        for n in range(9)
    )
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    assert [p.problem for p in problems(pack, rule)] == ["阶段“答复”有的路径列出 10 项"]


def test_a_quote_across_two_paragraphs_is_no_quote(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "丁一般在3个工作日内答复"', 'quote = "报丁决定。丁一般"')
    assert any("没有这句原文" in problem.problem for problem in problems(pack, rule))


def test_a_file_with_a_fault_of_form_is_not_taken_for_proved(pack: Path, rule: Rule) -> None:
    spoil(pack, 'level = "should"', 'level = "shuld"')
    spoil(pack, 'when = { agreed = "no" }', 'when = { agreed = "no", touches = "no" }')
    assert [p.where for p in problems(pack, rule)] == ["items.answer.level", ""]
    assert "还没有查" in problems(pack, rule)[-1].problem
    spoil(pack, 'level = "shuld"', 'level = "should"')
    spoil(pack, 'when = { touches = "yes" }', 'when = { touchs = "yes" }')
    assert "还没有查" in problems(pack, rule)[-1].problem


def test_a_question_that_earlier_answers_have_settled_is_told(pack: Path, rule: Rule) -> None:
    spoil(pack, 'when = { touches = "yes" }\n\n[[items]]', "\n[[items]]")
    spoil(pack, 'when = { agreed = "no" }', 'when = { touches = "yes", agreed = "no" }')
    found = [p for p in problems(pack, rule) if p.where == "questions.agreed"]
    assert [p.problem for p in found] == ["这样回答以后，怎么答清单都一样：touches=no"]


def test_too_many_questions_are_told_without_walking_for_ever(pack: Path, rule: Rule) -> None:
    """Eleven questions of five answers have some fifty million paths."""
    options = ", ".join(f'{{ value = "v{n}", label = "答{n}" }}' for n in range(5))
    more = "".join(
        f'[[questions]]\nid = "q{n}"\nask = "问{n}"\nwhy = "试"\noptions = [{options}]\n'
        f'cite = {{ article = 2, quote = "涉及丙的，应当先同丙商量" }}\n\n'
        for n in range(10)
    )
    spoil(pack, "[[items]]", f"{more}[[items]]")
    told = "；".join(p.problem for p in problems(pack, rule))
    assert "有的路径要问 12 个问题" in told and "还没有查" in told
