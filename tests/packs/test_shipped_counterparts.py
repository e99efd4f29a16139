"""The shipped comparison: every sentence of both rules has its place, and every topic its pair."""

from __future__ import annotations

import pytest
from shipped import RULES

from govdesk.rules.counterparts import Counterparts, check_counterparts, groups_of, read_counterparts, uncovered
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule
from govdesk.rules.topics import TopicGroup, load_topics


@pytest.fixture(scope="module")
def left() -> Rule:
    return load_rule(RULES / "xianyang-2013")


@pytest.fixture(scope="module")
def right() -> Rule:
    return load_rule(RULES / "zhangjiagang-2022")


@pytest.fixture(scope="module")
def groups() -> tuple[TopicGroup, ...]:
    return load_topics(RULES / "topics.toml")


@pytest.fixture(scope="module")
def declared() -> Counterparts:
    found, problems = read_counterparts(RULES / "xianyang-2013")
    assert found is not None and problems == []
    return found


def test_every_place_is_there(declared: Counterparts, left: Rule, right: Rule, groups: tuple[TopicGroup, ...]) -> None:
    assert (declared.left, declared.right) == (left.id, right.id)
    assert check_counterparts(declared, left, right, groups) == []


def test_every_sentence_of_both_rules_stands_somewhere(declared: Counterparts, left: Rule, right: Rule) -> None:
    assert uncovered(left, (ref for pair in declared.pairs for ref in pair.left)) == []
    assert uncovered(right, (ref for pair in declared.pairs for ref in pair.right)) == []


def test_every_topic_has_its_articles_in_its_pairs(
    declared: Counterparts, left: Rule, right: Rule, groups: tuple[TopicGroup, ...]
) -> None:
    for topic in (topic.id for group in groups for topic in group.topics):
        pairs = [pair for pair in declared.pairs if topic in pair.topics]
        for rule, held in (
            (left, {ref.article for pair in pairs for ref in pair.left}),
            (right, {ref.article for pair in pairs for ref in pair.right}),
        ):
            assert set(rule.topics.get(topic, ())) <= held, (topic, rule.id)
            # A topic that a rule does not speak of has nothing in its pairs.
            assert topic in rule.topics or not held, (topic, rule.id)


def test_headings_are_short_and_each_once(declared: Counterparts, groups: tuple[TopicGroup, ...]) -> None:
    titles = [pair.title for pair in declared.pairs]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 14
    assert sum(len(group.pairs) for group in groups_of(declared.pairs, groups)) == len(declared.pairs)
