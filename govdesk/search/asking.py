"""What kind of answer a question wants: a length of time, a person, a yes or no.

会议开多长时间 and 会能开多久 share no word but ask for the same; an article with 一般不超过60分钟 can answer both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of question: how it is asked, and what an article that answers it has, both in folded text."""

    asked: re.Pattern[str]
    answered: re.Pattern[str]


_NUMBER = r"[\d一二两三四五六七八九十半]"
# What follows is compiled by `re` when first used: few questions need it.
_FIGURE = rf"{_NUMBER}(?:个?工作日|个?小时|分钟|个?月|周|次|天|日)"
#: The place of how long and how often among the kinds.
HOW_LONG = 0
_KINDS = (
    Kind(  # how long, by when, how often
        re.compile(
            r"多久|多长|多少(?:天|次|回|日|小时|分钟)|几(?:天|次|回|点|时|日|号|周)|几个?(?:小时|分钟|月|工作日|星期)"
            r"|什么时候|何时|啥时候|哪天|时限|期限|时长|时间|最长|最迟|最晚|最多"
        ),
        re.compile(rf"{_NUMBER}个?(?:工作日|小时|分钟|周|次)|每半年|每月|每年|每周|不定期|时限|按时"),
    ),
    Kind(  # who
        re.compile(r"谁|哪个(?:领导|部门|单位|人)|哪位|哪些人|找哪|归哪"),
        re.compile(
            r"由[^,。;]{1,24}(?:签|负责|主持|召集|审|承办|协调|确定|决定|组成|参加)|(?:向|报|经)[^,。;]{0,12}(?:市长|书记|办公室|值班室)"
        ),
    ),
    Kind(  # whether one may, or has to
        re.compile(
            r"能不能|可不可以|可以|能否|可否|是否|行不行|允许|要不要|用不用|需不需要|必须|限制|禁止|[能可行要]吗|算不算"
        ),
        re.compile(
            r"不得|严禁|严格控制|一律不|一般不|不再|不以|不予|不直接|可不|必须|须经|应当?事先|确需|除[^,。;]{2,30}外"
        ),
    ),
)


# 秘书长是干什么的, 秘书长管哪些事, 秘书长有什么职责: one question.
_WHAT = r"(?:些?什么|些?啥|哪些|哪几样|嘛)"
_ROLE = (
    rf"(?P<who>[^\W\d_]{{2,14}}?)(?:的|都|平时|主要|具体|到底|究竟|是|要|该|应该|一般|可以|能|有)*(?:"
    rf"(?:干|做|管|负责|分管|主管|承担)(?:的是)?{_WHAT}(?:事情?|活|工作|事务|方面|职责|任务)?"
    rf"|{_WHAT}(?:职责|职权)|(?:工作|岗位|主要)?(?:职责|职权)(?:(?:都|是|有|包括)*{_WHAT}|的?规定|范围)?"
    rf")(?:的|呢|吗|呀|啊|工作)*[\W_]*$"
)
_ROLE_MARKS = ("什么", "啥", "哪", "嘛", "职责", "职权")
#: What all questions after an office's work are taken as.
ROLE_ASKED = "干什么"

# 哪些议题上不了会: what must not be done. 去不了 and 解决不了 tell that something fails.
_CANNOT = (
    r"(?P<which>(?:哪些|哪种|哪类|什么|啥)[^\W_]{1,14}?)"
    r"(?P<act>公开|[印转下签分]发|上报|登报|通过|报送|提交|[上过发走进印登盖])不(?:了|成)"
)


def as_one_question(text: str) -> str:
    """`text` with a question after the work of someone put in one way: 办公室的职责有哪些 as 办公室干什么; and one after
    what cannot be done: 哪些文发不了 as 哪些文不能发.
    """
    if not any(mark in text for mark in _ROLE_MARKS):  # most ask nothing of the kind
        return text
    if "不" in text:
        text = re.sub(_CANNOT, r"\g<which>不能\g<act>", text)
    found = re.match(_ROLE, text.strip())
    return found["who"] + ROLE_ASKED if found else text


def office_asked(text: str) -> str:
    """Whose work a text asks after, once it is put `as_one_question`; "" for another question."""
    return text.removesuffix(ROLE_ASKED) if text.endswith(ROLE_ASKED) else ""


_ASKING = re.compile(r"什么|怎么|怎样|哪|谁|几|多少|多久|多长|咋|啥")
_A_NOT_A = r"(\w)[不没]\1"
_YES_OR_NO = r"[吗呢么？?]$|(\w)不\1|如何|有没有|准不准|算不算"


def is_asking(word: str) -> bool:
    """Whether a word says how one asks: 干什么, 几分钟, 哪家, 够不够."""
    return _ASKING.search(word) is not None or re.fullmatch(_A_NOT_A, word) is not None


def answers_kind(kind: int, sentence: str) -> int:
    """How well a folded sentence can answer a kind of question: 0 not at all, 2 with a figure where one is asked for."""
    if _KINDS[kind].answered.search(sentence) is None:
        return 0
    return 2 if kind == HOW_LONG and re.search(_FIGURE, sentence) else 1


def is_question(text: str) -> bool:
    """Whether a folded text asks something, rather than naming it: 会议纪要谁签, and not 会议纪要."""
    return bool(_ASKING.search(text) or kinds_asked(text) or re.search(_YES_OR_NO, text))


#: So many parts make a story: what is asked stands in some of them.
_STORY = 2


def asked_in(phrases: Sequence[str]) -> tuple[str, ...]:
    """The parts of a story told between commas in which something is asked; none where it is no story, or none asks."""
    return tuple(filter(is_question, phrases)) if len(phrases) >= _STORY else ()


def kinds_asked(text: str) -> frozenset[int]:
    """The kinds of question in a folded text."""
    return frozenset(number for number, kind in enumerate(_KINDS) if kind.asked.search(text))


def kinds_answered(text: str) -> frozenset[int]:
    """The kinds of question that an article's folded text can answer."""
    return frozenset(number for number, kind in enumerate(_KINDS) if kind.answered.search(text))
