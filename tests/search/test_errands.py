"""Errands found as clerks call them, in either city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from shares import todays

from govdesk.pinyin import syllables
from govdesk.rules.model import Rule
from govdesk.search.errands import find_errands
from govdesk.wizards.library import Library

XIANYANG, ZHANGJIAGANG = "xianyang-2013", "zhangjiagang-2022"


def sounds(words: str, letters: str, at_start: bool) -> bool:
    heard = syllables(words, strange="ignore")
    spoken = ("".join(syllable[0] for syllable in heard), "".join(heard))
    return any(one.startswith(letters) if at_start else letters in one for one in spoken)


def ids(library: Library, typed: str, rule: str) -> list[str]:
    """Ids of the errands of `rule` that answer, in order."""
    return [one.errand.id for one in find_errands(library, typed, rule, sounds) if one.rule == rule]


#: What is typed, and the errand that must come first in each city ("" where its rule has none).
FIRST = [
    ("出差", "leader-absence", "leader-absence"),
    ("休假", "leader-absence", "leader-absence"),
    ("局长外出", "leader-absence", "leader-absence"),
    ("请假", "ask-leave", "ask-leave"),
    ("发文件", "issue-government-document", "issue-government-document"),
    ("红头文件", "issue-government-document", "issue-government-document"),
    ("盖章", "issue-government-document", "issue-government-document"),
    ("发通知", "issue-office-document", "issue-office-document"),
    ("开会", "hold-meeting", "hold-meeting"),
    ("上会", "submit-agenda-item", "submit-agenda-item"),
    ("批示", "carry-out-decision", "carry-out-decision"),
    ("领导出席", "invite-leaders", "invite-leaders"),
    ("请市长参加活动", "invite-leaders", "invite-leaders"),
    ("采购", "open-bidding", ""),
    ("签协议", "", "sign-agreement"),
    ("打请示", "submit-request", "submit-request"),
    ("会签", "countersign", "consult-departments"),
    ("上访", "petitions", "petitions"),
    ("值班", "emergency-duty", ""),
    ("通报表扬", "commendation", None),
    ("题词", "inscriptions", "inscriptions"),
    ("三公经费", "spending-check", "spending-check"),
    ("会议纪要", "issue-minutes", "issue-minutes"),
    ("bsqs", "submit-request", "submit-request"),
    ("zkhy", "hold-meeting", "hold-meeting"),
    ("kaihui", "hold-meeting", "hold-meeting"),
    ("qj", "ask-leave", "ask-leave"),
    ("fwj", "issue-government-document", "issue-government-document"),
    ("cc", "leader-absence", "leader-absence"),
    ("局长出差要跟谁请假", "leader-absence", "leader-absence"),
    ("想请市长参加活动行不行", "invite-leaders", "invite-leaders"),
    ("开个全市的会要谁批", "citywide-meeting", "citywide-meeting"),
    ("部门之间有不同意见怎么办", "countersign", "consult-departments"),
    ("部门意见不统一", "countersign", "consult-departments"),
    ("会签时限", "countersign", "consult-departments"),
    ("局里想发个文", "limit-documents", "department-document"),
    ("我们局想开个会", "hold-meeting", "hold-meeting"),
    ("开会能开多久", "hold-meeting", "hold-meeting"),
    ("开会迟到请假", "ask-leave", "ask-leave"),
    ("局长开不了会能不能派副局长去", "ask-leave", "ask-leave"),
    ("会议纪要谁签", "issue-minutes", "issue-minutes"),
    ("议题怎么报", "submit-agenda-item", "submit-agenda-item"),
    ("新闻稿谁审", "news-coverage", "news-release"),
    ("市长出国谁主持工作", "division-of-work", "division-of-work"),
    ("副局长出差", "leader-absence", "leader-absence"),
    ("请病假", "leader-absence", "leader-absence"),
    ("打报告要钱", "submit-request", "submit-request"),
    ("文件压了很久没人批", "submit-request", "submit-request"),
    ("红头文件谁签字", "issue-government-document", "issue-government-document"),
    ("写讲话稿", "speech-approval", "speech-approval"),
    ("食堂接待吃饭", "spending-check", "spending-check"),
    ("领导下乡调研", "field-visit", "field-visit"),
    ("文件要不要公开", "publish-information", "publish-information"),
    ("不同意市政府的决定", "decision-discipline", "decision-discipline"),
    ("出了事故向谁报告", "emergency-duty", None),
    ("周安排", "weekly-schedule", "weekly-schedule"),
]


@pytest.mark.parametrize(("typed", "xianyang", "zhangjiagang"), FIRST, ids=[typed for typed, *_ in FIRST])
def test_the_errand_meant_comes_first_in_both_cities(
    library: Library, typed: str, xianyang: str, zhangjiagang: str | None
) -> None:
    for rule, wanted in ((XIANYANG, xianyang), (ZHANGJIAGANG, zhangjiagang)):
        if wanted is not None:
            assert (ids(library, typed, rule) or [""])[0] == wanted, rule


def test_the_rule_in_force_comes_first_whatever_the_other_has(library: Library) -> None:
    found = find_errands(library, "检查", ZHANGJIAGANG, sounds)
    rules = [one.rule for one in found]
    assert rules == sorted(rules, reverse=True) and set(rules) == {XIANYANG, ZHANGJIAGANG}


@pytest.mark.parametrize("turn", todays(range(3)))
def test_every_errand_answers_to_its_name_its_wordings_and_its_initials(library: Library, turn: int) -> None:
    for rule in library.rules:
        for wizard in library.wizards(rule)[turn::3]:
            assert ids(library, wizard.title, rule)[0] == wizard.id
            initials = "".join(syllable[0] for syllable in syllables(wizard.title, strange="ignore"))
            assert wizard.id in ids(library, initials, rule)
            for ask in wizard.asks:
                assert wizard.id in ids(library, ask, rule), ask


@pytest.mark.parametrize("typed", ["", "  ", "怎么办", "要不要", "量子纠缠", "zxv", "……"])
def test_what_names_no_errand_finds_none(library: Library, typed: str) -> None:
    assert find_errands(library, typed, XIANYANG, sounds) == []


def test_a_city_named_or_left_out_holds_for_errands_too(library: Library) -> None:
    def rules(typed: str, in_force: str) -> set[str]:
        return {one.rule for one in find_errands(library, typed, in_force, sounds)}

    assert rules("会议纪要", XIANYANG) == {XIANYANG, ZHANGJIAGANG}
    assert rules("张家港 会议纪要", XIANYANG) == rules("会议纪要 -咸阳", XIANYANG) == {ZHANGJIAGANG}
    assert rules("“请示” -张家港", ZHANGJIAGANG) == {XIANYANG}


def test_quotes_and_hyphens_hold_for_errands_too(library: Library) -> None:
    assert find_errands(library, "-请示", XIANYANG, sounds) == []
    for one in find_errands(library, "公文 -请示", XIANYANG, sounds):
        assert "请示" not in one.errand.title
    assert find_errands(library, "“请示的会议纪要”", XIANYANG, sounds) == []


@pytest.mark.parametrize("typed", ["工会", "会议室", "医保", "体检"])
def test_another_word_is_not_cut_to_find_an_errand(library: Library, typed: str) -> None:
    assert find_errands(library, typed, XIANYANG, sounds) == []


@dataclass(frozen=True)
class Fake:
    """An errand with desks."""

    id: str
    title: str
    desks: tuple[str, ...]
    asks: tuple[str, ...] = ()
    summary: str = ""

    def cited_articles(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class FakeRules:
    """The rules of the library with errands of our own."""

    rules: Mapping[str, Rule]
    wizards_by_rule: Mapping[str, Sequence[Fake]]


def test_the_desk_in_force_orders_errands_that_answer_alike(library: Library) -> None:
    errands = [
        Fake("review", "审核请示", ("office",)),
        Fake("send", "报送请示", ("department",)),
        Fake("both", "回复请示", ()),
        Fake("near", "收文", ("department",), asks=("请示件",)),
    ]
    rules = FakeRules(library.rules, {XIANYANG: errands})

    def order(desk: str) -> list[str]:
        return [one.errand.id for one in find_errands(rules, "请示", XIANYANG, sounds, (desk,) if desk else ())]

    assert order("") == ["review", "send", "both", "near"]
    assert order("department") == ["send", "both", "review", "near"]
    assert order("office") == ["review", "both", "send", "near"]
