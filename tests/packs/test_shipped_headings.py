"""What we say of the shipped rules' articles, and the shared topics: ours, plain, and complete."""

from __future__ import annotations

import re
from pathlib import Path

from govdesk.rules.model import Rule
from govdesk.rules.topics import check_topics, load_topics


def test_every_article_has_a_short_heading_of_its_own(rule: Rule) -> None:
    headings = [article.heading for article in rule.articles]

    assert len(set(headings)) == len(headings)
    for heading in headings:
        assert re.fullmatch(r"[\u4e00-\u9fff]{4,10}", heading), heading


def test_what_has_nothing_to_check_says_why_and_is_no_part_of_a_procedure(rule: Rule) -> None:
    in_topics = {number for numbers in rule.topics.values() for number in numbers}
    exempt = [article for article in rule.articles if article.nothing_to_check]

    assert exempt
    for article in exempt:
        assert re.fullmatch(r"[^,;:()]+。", article.nothing_to_check)
        assert article.number not in in_topics


def test_no_exempt_article_sets_a_duty_that_could_be_ticked_off(rule: Rule) -> None:
    for article in rule.articles:
        if article.nothing_to_check:
            assert not re.search(r"不得|必须经|须经|报市长|批准|签发|工作日|报告市", article.shown), article.number


def test_packs_use_known_topics_only_and_each_topic_belongs_to_a_city(
    rules_folder: Path, xianyang: Rule, zhangjiagang: Rule
) -> None:
    groups = load_topics(rules_folder / "topics.toml")
    topics = [topic for group in groups for topic in group.topics]

    assert check_topics(groups, xianyang) == []
    assert check_topics(groups, zhangjiagang) == []
    assert {topic.id for topic in topics} == xianyang.topics.keys() | zhangjiagang.topics.keys()
    assert all(group.topics for group in groups)
    for topic in topics:
        assert topic.about
        assert not re.search(r"[,;:()]", topic.title + topic.about)


def test_what_only_one_city_regulates_is_absent_from_the_other(
    rules_folder: Path, xianyang: Rule, zhangjiagang: Rule
) -> None:
    names = {t.id: t.title for group in load_topics(rules_folder / "topics.toml") for t in group.topics}

    assert {names[topic] for topic in xianyang.topics.keys() - zhangjiagang.topics.keys()} == {
        "公开招标拍卖",
        "年度工作安排与考核",
        "督查检查考评活动审批",
        "请示报告重大事项",
        "突发事件报告与值班",
        "表彰奖励",
        "学习培训",
    }
    assert {names[topic] for topic in zhangjiagang.topics.keys() - xianyang.topics.keys()} == {"签署协议"}


def test_submitting_a_document_rests_on_the_articles_that_say_so(xianyang: Rule, zhangjiagang: Rule) -> None:
    assert xianyang.topics["submit-document"] == ("48", "54", "57", "58")
    assert zhangjiagang.topics["submit-document"] == ("41",)
