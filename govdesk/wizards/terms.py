"""The fixed terms of a wizard's file: how binding an item is, where an errand stands, what a field holds, what a quote proves."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How binding the rule's own words make an item."""

    MUST = "must"  # 必须 应 要 须, or a plain command
    MUST_NOT = "must_not"  # 不得 严禁 一律不
    SHOULD = "should"  # 一般 原则上 尽可能
    SHOULD_NOT = "should_not"  # 一般不 原则上不
    MAY = "may"  # 可 根据需要
    EXCEPT = "except"  # 除……外: the words lift a duty


class Group(StrEnum):
    """What a clerk holds when the errand begins, in the order of the home page."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    ISSUE = "issue"
    MEETING = "meeting"
    DECIDE = "decide"
    LEADERS = "leaders"
    OVERSIGHT = "oversight"
    REVIEW = "review"


GROUP_TITLES = {
    Group.SUBMIT: "要报上去",
    Group.RECEIVE: "收到一件",
    Group.ISSUE: "要发出去",
    Group.MEETING: "开会上会",
    Group.DECIDE: "定大事定规矩",
    Group.LEADERS: "领导外出和活动",
    Group.OVERSIGHT: "监督、建议提案",
    Group.REVIEW: "年度自查",
}


class FieldKind(StrEnum):
    """What a header field holds."""

    TEXT = "text"
    DATE = "date"
    PERSON = "person"
    DOC_NUMBER = "doc_number"


class CiteRole(StrEnum):
    """What a quote proves: the act itself, who acts, or under what condition."""

    MAIN = "main"
    WHO = "who"
    CONDITION = "condition"
