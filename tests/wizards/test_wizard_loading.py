"""The strict loader: each spoiled file is told of, all its faults at once, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.errors import PackError, Problem
from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards, read_wizards


def spoil(pack: Path, old: str, new: str, file: str = "wizards/register.toml") -> None:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(pack: Path, rule: Rule) -> list[Problem]:
    return read_wizards(pack, rule)[1]


def test_a_ban_that_repeats_its_badge_is_told_what_is_wrong(pack: Path, rule: Rule) -> None:
    spoil(pack, 'do = "代填"', 'do = "不得代填"')
    (problem,) = problems(pack, rule)
    assert "前面已经印着“不得”" in problem.problem and "do 里不写" in problem.hint


def test_a_sound_wizard_loads_with_its_quotes_located(pack: Path, rule: Rule) -> None:
    (wizard,) = load_wizards(pack, rule)
    other = wizard.other("ding-answers")
    assert other is not None
    (cite,) = other.cites
    assert (cite.number, cite.paragraph, cite.item) == ("2", 2, None)
    assert wizard.rule == "test-2020"


SPOILED = [
    ('quote = "不得代填"', 'quote = "不得代为填写"', "items.no-proxy.cites[1].quote"),
    ('article = 1, quote = "甲应当', 'article = 9, quote = "甲应当', "items.fill-in.cites[1].article"),
    ('id = "no-proxy"', 'id = "fill-in"', "items"),
    ('stage = "填表"', 'stage = "填写"', "items.fill-in.stage"),
    ('when = { agreed = "no" }', 'when = { agred = "no" }', "items.escalate.when"),
    ('when = { agreed = "no" }', 'when = { agreed = "nein" }', "items.escalate.when"),
    ('when = { agreed = "no" }', 'when = { agreed = "no", touches = "no" }', "items.escalate"),
    ('after = "received"', 'after = "title"', "others.ding-answers.due"),
    ("workdays = 3, after", 'on = "received", workdays = 3, after', "others.ding-answers.due"),
    ("workdays = 3, after", "workdays = 4, after", "others.ding-answers.due.workdays"),
    ('level = "must_not"', 'level = "mustnt"', "items.no-proxy.level"),
    ("plain = true", "plian = true", "items.escalate.plian"),
    ('stages = ["填表"', 'stages = ["空", "填表"', "stages"),
    ('id = "register"', 'id = "enrol"', "id"),
    ('level = "must_not"', 'level = "must"', "items.no-proxy.level"),
    ('do = "填写登记表"', 'do = " "', "items.fill-in.do"),
    ('do = "代填"', 'do = "切勿代填"', "items.no-proxy.do"),
    ('do = "填写登记表"', 'do = "填写登记表（条文没写几份）"', "items.fill-in.do"),
    ('do = "填写登记表"', 'do = "填写登记表"\nwho = "条文没有写明"', "items.fill-in.who"),
    ('safe = "等丁回来。"', 'safe = "等丁回来。"\nwhom = "甲"', "open.who-is-ding.whom"),
    ('ask = "涉及丙吗？"', 'ask = ""', "questions.touches.ask"),
    ('desks = ["jia", "bing"]', 'desks = ["jia", "ding"]', "desks"),
    ('desks = ["jia", "bing"]', 'desks = ["jia", "wu"]', "desks"),
    ('party = "ding"', 'party = "wu"', "others.ding-answers.party"),
    ('party = ["bing"]', 'party = ["yi"]', "items.answer-consult.party"),
    ('after = "consult"', 'after = "nothing"', "items.escalate-later.after"),
    ('do = "代填"', 'do = "不代填"', "items.no-proxy.do"),
    ('do = "报丁决定"', 'do = "报丁决定（条文没有写明谁报）"', "items.escalate.do"),
    ('do = "填写登记表"', 'do = "填写 2 份登记表"', "items.fill-in.do"),
    ('quote = "不得代填" }]', 'quote = "不得代填。乙可以协助" }]', "items.no-proxy.cites[1].quote"),
    ('{ value = "yes", label = "涉及" }', '{ value = "none", label = "涉及" }', "questions.touches.options"),
    (
        '{ value = "yes", label = "涉及" }',
        '{ value = "yes", label = "涉及", undecided = true }',
        "questions.touches.options.yes",
    ),
]


@pytest.mark.parametrize(("old", "new", "where"), SPOILED, ids=[new for _, new, _ in SPOILED])
def test_each_fault_is_found_at_its_place(pack: Path, rule: Rule, old: str, new: str, where: str) -> None:
    spoil(pack, old, new)
    found = problems(pack, rule)
    assert where in [problem.where for problem in found], [str(p) for p in found]
    with pytest.raises(PackError):
        load_wizards(pack, rule)


def test_a_line_whose_quotes_do_not_say_who_is_told_with_three_ways_out(pack: Path, rule: Rule) -> None:
    spoil(pack, "unsaid = true\nlevel", "level")
    (problem,) = [p for p in problems(pack, rule) if p.where == "items.no-proxy.party"]
    assert all(word in problem.hint for word in ("who", "unsaid", "to"))


def test_a_desk_is_named_even_where_another_carries_its_act(pack: Path, rule: Rule) -> None:
    spoil(pack, "unsaid = true\nlevel", 'carried_by = ["bing"]\nlevel')
    assert "items.no-proxy.party" in [p.where for p in problems(pack, rule)]


def test_what_only_a_reply_brings_needs_no_word_of_who(pack: Path, rule: Rule) -> None:
    spoil(pack, "unsaid = true\nlevel", "by_reply = true\nlevel")
    assert "items.no-proxy.party" not in [p.where for p in problems(pack, rule)]


def test_a_long_quote_needs_a_reason(pack: Path, rule: Rule) -> None:
    rule_md = pack / "rule.md"
    long = "甲" * 61
    rule_md.write_text(rule_md.read_text("utf-8").replace("甲应当填写登记表", f"甲应当填写登记表{long}"), "utf-8")
    from govdesk.rules.loader import load_rule

    longer = load_rule(pack)
    spoil(pack, 'quote = "甲应当填写登记表" }]', f'quote = "甲应当填写登记表{long}" }}]')
    assert "items.fill-in.cites[1].quote" in [p.where for p in problems(pack, longer)]
    spoil(pack, f'登记表{long}" }}]', f'登记表{long}", why = "截短了看不出是什么事。" }}]')
    assert problems(pack, longer) == []


def test_all_faults_are_told_at_once_with_a_suggestion(pack: Path, rule: Rule) -> None:
    spoil(pack, "plain = true", "plian = true")
    spoil(pack, 'level = "must_not"', 'level = "mustnt"')
    found = {problem.where: problem for problem in problems(pack, rule)}
    assert found["items.escalate.plian"].hint == "是不是“plain”？"
    assert "mustnt" in found["items.no-proxy.level"].problem


def test_a_fault_of_form_hides_no_wrong_quote(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "不得代填"', 'quote = "不得代为填写"')
    spoil(pack, 'title = "办登记"', 'titel = "办登记"')
    assert {"titel", "items.no-proxy.cites[1].quote"} <= {p.where for p in problems(pack, rule)}


def test_a_quote_across_two_paragraphs_is_no_quote(pack: Path, rule: Rule) -> None:
    spoil(pack, 'quote = "丁一般在3个工作日内答复"', 'quote = "报丁决定。丁一般"')
    assert any("没有这句原文" in problem.problem for problem in problems(pack, rule))


def test_a_file_with_a_fault_of_form_is_not_taken_for_proved(pack: Path, rule: Rule) -> None:
    spoil(pack, 'level = "must_not"', 'level = "mustnt"')
    assert "还没有查" in problems(pack, rule)[-1].problem


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('words = ["丁"]', 'words = ["戊"]', "parties.ding.words"),
        ('id = "bing"', 'id = "jia"', "parties.jia"),
        ('also = "jia"', 'also = "wu"', "parties.yi"),
        ("desk = true", "desk = 1", "parties.jia.desk"),
    ],
)
def test_faults_of_the_parties_are_told(pack: Path, rule: Rule, old: str, new: str, where: str) -> None:
    spoil(pack, old, new, "parties.toml")
    found = problems(pack, rule)
    assert (f"{pack.name}/parties.toml", where) in [(problem.file, problem.where) for problem in found]


@pytest.mark.parametrize(
    ("link", "where"),
    [
        ('[[next]]\nwizard = "nothing"\n', "next.nothing"),
        ('[[before]]\nwizard = "register"\n', "before"),
        ('[[goes]]\nwizard = "register"\n', "goes.register"),
    ],
)
def test_links_lead_somewhere_and_not_round(pack: Path, rule: Rule, link: str, where: str) -> None:
    path = pack / "wizards" / "register.toml"
    path.write_text(path.read_text("utf-8") + "\n" + link, "utf-8")
    assert where in [problem.where for problem in problems(pack, rule)]


def chain(pack: Path, *links: tuple[str, str, str]) -> None:
    """Copies of the made-up errand and links between them: (from, kind, to)."""
    text = (pack / "wizards" / "register.toml").read_text("utf-8")
    for name in {name for link in links for name in (link[0], link[2])}:
        own = "".join(f'\n[[{kind}]]\nwizard = "{to}"\n' for start, kind, to in links if start == name)
        (pack / "wizards" / f"{name}.toml").write_text(
            text.replace('id = "register"', f'id = "{name}"').replace("办登记", f"办{name}") + own, "utf-8"
        )


def test_what_comes_first_never_goes_round(pack: Path, rule: Rule) -> None:
    chain(
        pack,
        ("one", "before", "two"),
        ("two", "before", "three"),
        ("three", "before", "one"),
        ("four", "before", "one"),
    )
    found = {problem.file.split("/")[-1]: problem.problem for problem in problems(pack, rule)}
    assert found.keys() == {"one.toml", "two.toml", "three.toml"}
    assert "“办one” → “办two” → “办three” → “办one”" in found["one.toml"]


def test_what_comes_next_may_go_round(pack: Path, rule: Rule) -> None:
    chain(pack, ("one", "next", "two"), ("two", "next", "one"))
    assert problems(pack, rule) == []
