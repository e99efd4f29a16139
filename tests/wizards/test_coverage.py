"""The coverage table: every sentence shows the items that quote it, or the reason why none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.cli.coverage_report import check_reasons, coverage
from govdesk.rules.loader import load_rule, read_rule
from govdesk.wizards.coverage import missing_topics, sentence_coverage
from govdesk.wizards.loader import examine_pack, load_wizards

ARTICLES = """
[1]
heading = "填表"
unlisted = [{ words = "乙可以协助。", why = "只是许可，没有要办的事。" }]

[3]
heading = "议事"
nothing_to_check = "只列出讨论什么。"
"""


def test_each_sentence_names_its_items_or_its_reason(pack: Path) -> None:
    (pack / "articles.toml").write_text(ARTICLES, encoding="utf-8")
    rule = load_rule(pack)
    table = sentence_coverage(rule, load_wizards(pack, rule))
    told = {s.text: [use.item for use in s.uses] or s.reason for s in table}
    assert told == {
        "甲应当填写登记表，不得代填。": ["fill-in", "no-proxy"],
        "乙可以协助。": "只是许可，没有要办的事。",
        "涉及丙的，应当先同丙商量。": ["consult", "answer-consult", "touches"],
        "商量不成的，报丁决定。": ["escalate", "escalate-later", "who-is-ding", "agreed"],
        "丁一般在3个工作日内答复。": ["ding-answers"],
        "会议讨论下列事项：": "只列出讨论什么。",
        "预算；": "只列出讨论什么。",
        "计划。": "只列出讨论什么。",
    }


def test_a_sentence_that_nobody_quotes_stands_open(pack: Path) -> None:
    rule = load_rule(pack)
    table = sentence_coverage(rule, load_wizards(pack, rule))
    assert [s.text for s in table if not s.accounted_for][:1] == ["乙可以协助。"]


def test_a_reason_must_quote_the_article(pack: Path) -> None:
    (pack / "articles.toml").write_text(ARTICLES.replace("乙可以协助。", "乙应当协助。"), encoding="utf-8")
    problems = read_rule(pack)[1]
    assert [(problem.file, problem.where) for problem in problems] == [("test-2020/articles.toml", "1.unlisted")]


def test_a_sentence_that_binds_a_desk_must_be_on_its_list_or_say_why(pack: Path) -> None:
    path = pack / "wizards" / "register.toml"
    text = path.read_text("utf-8")
    first = text.index('[[items]]\nid = "fill-in"')
    path.write_text(
        text[:first] + text[text.index('[[items]]\nid = "no-proxy"') :].replace("不得代填", "乙可以协助"), "utf-8"
    )
    rule = load_rule(pack)
    parties = examine_pack(pack, rule, prove=False).parties
    wizards = [f.wizard for f in examine_pack(pack, rule, prove=False).files if f.wizard]
    bound = {s.text: s.binds for s in sentence_coverage(rule, wizards, parties)}
    assert bound["甲应当填写登记表，不得代填。"] == ("jia",)
    assert bound["涉及丙的，应当先同丙商量。"] == ()


@pytest.mark.parametrize("topics", ["registering = [1]\nmeeting = [3]\n"])
def test_a_topic_without_a_wizard_is_missing(pack: Path, topics: str) -> None:
    (pack / "topics.toml").write_text(topics, encoding="utf-8")
    rule = load_rule(pack)
    assert missing_topics(rule, load_wizards(pack, rule)) == ["meeting"]


@pytest.mark.parametrize(
    ("old", "where"), [("只是许可，没有要办的事。", "1.unlisted"), ("只列出讨论什么。", "3.nothing_to_check")]
)
def test_a_reason_says_something(pack: Path, old: str, where: str) -> None:
    (pack / "articles.toml").write_text(ARTICLES.replace(old, " "), encoding="utf-8")
    assert [problem.where for problem in read_rule(pack)[1]] == [where]


def test_an_article_with_nothing_to_check_has_no_items(pack: Path) -> None:
    (pack / "articles.toml").write_text(ARTICLES.replace("[3]", "[2]"), encoding="utf-8")
    rule = load_rule(pack)
    (problem,) = check_reasons("test-2020", rule, coverage(rule, load_wizards(pack, rule)))
    assert problem.where == "2.nothing_to_check" and "register/consult" in problem.problem
