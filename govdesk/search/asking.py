"""What kind of answer a question wants: a length of time, a person, a yes or no.

会议开多长时间 and 会能开多久 share no word but ask for the same; an article with 一般不超过60分钟 can answer both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Kind:
    """A kind of question: how it is asked, and what an article that answers it has, both in folded text."""

    asked: re.Pattern[str]
    answered: re.Pattern[str]


_NUMBER = r"[\d一二两三四五六七八九十半]"
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
            r"由[^，。；]{1,24}(?:签|负责|主持|召集|审|承办|协调|确定|决定|组成|参加)|(?:向|报|经)[^，。；]{0,12}(?:市长|书记|办公室|值班室)"
        ),
    ),
    Kind(  # whether one may, or has to
        re.compile(
            r"能不能|可不可以|可以|能否|可否|是否|行不行|允许|要不要|用不用|需不需要|必须|限制|禁止|[能可行要]吗|算不算"
        ),
        re.compile(
            r"不得|严禁|严格控制|一律不|一般不|不再|不以|不予|不直接|可不|必须|须经|应当?事先|确需|除[^，。；]{2,30}外"
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


def as_one_question(text: str) -> str:
    """`text` with a question after the work of someone put in one way: 办公室的职责有哪些 as 办公室干什么."""
    if not any(mark in text for mark in _ROLE_MARKS):  # most ask nothing of the kind
        return text
    found = re.match(_ROLE, text.strip())
    return found["who"] + ROLE_ASKED if found else text


def office_asked(text: str) -> str:
    """Whose work a text asks after, once it is put `as_one_question`; "" for another question."""
    return text.removesuffix(ROLE_ASKED) if text.endswith(ROLE_ASKED) else ""


_DOES = "负责|协助|领导|主持|召集|承担|处理|协调|办理|承办|审查|审核|督促|督查|收集|列出|履行|带头|模范|要"


def tells_work_of(office: str, text: str) -> bool:
    """Whether a folded text says what an office does: it is who acts in a clause, 由秘书长负责 and not 报秘书长审定."""
    who = rf"(?:^|[。；，、：\n]|由|和|及|市政府|各)(?:市政府)?{re.escape(office)}"
    return (
        re.search(rf"{who}(?:、[^，。；]{{1,40}})?[^，。；、]{{0,14}}(?:，[^，。；]{{2,14}}，)?(?:{_DOES})", text)
        is not None
    )


class Denied(Enum):
    """What a question with a no in it looks for."""

    SPARED = "spared"  # 不公开, 无需请示: what need not be done; exceptions
    FORBIDDEN = "forbidden"  # 不能公开, 不得报送: what must not be done; bans


_SPARED = frozenset(
    {
        "不",
        "无需",
        "无须",
        "毋须",
        "不需",
        "不需要",
        "不用",
        "不必",
        "免",
        "免于",
        "免除",
        "不想",
        "用不着",
        "例外",
        "除外",
    }
)
_FORBIDDEN = frozenset(
    {"不能", "不得", "不要", "不许", "不准", "不可", "不可以", "禁止", "严禁", "别", "不该", "不应", "不宜", "不允许"}
)
#: The words that deny what follows; they name no subject.
DENYING = _SPARED | _FORBIDDEN
_TOLD = {
    Denied.SPARED: (r"除[^，。；]{1,40}外|例外|可不|不再|不需|不直接|一律不|一般不|不以|可通过"),
    Denied.FORBIDDEN: (
        r"不得|严禁|禁止|严格控制|一律不|一般不|不再|不予|不以|不直接|不可|不要|不邀请|决不|不宜|不出席"
    ),
}


def denied(words: Sequence[str]) -> Denied | None:
    """What a question cut into `words` denies, by its last no; None for one without. 能不能 and 要不要 are words, and no no."""
    nos = [word for word in words if word in DENYING]
    return None if not nos else Denied.FORBIDDEN if nos[-1] in _FORBIDDEN else Denied.SPARED


def tells_denied(what: Denied, sentence: str) -> bool:
    """Whether a sentence of the law is an exception or a ban."""
    return re.search(_TOLD[what], sentence) is not None


_ASKING = re.compile(r"什么|怎么|怎样|哪|谁|几|多少|多久|多长|咋|啥")


_YES_OR_NO = r"[吗呢么？?]$|(\w)不\1|如何|有没有|准不准|算不算"


def is_asking(word: str) -> bool:
    """Whether a word says how one asks: 干什么, 几分钟, 哪家."""
    return _ASKING.search(word) is not None


def answers_kind(kind: int, sentence: str) -> bool:
    """Whether a folded sentence can answer a kind of question."""
    return _KINDS[kind].answered.search(sentence) is not None


def is_question(text: str) -> bool:
    """Whether a folded text asks something, rather than naming it: 会议纪要谁签, and not 会议纪要."""
    return bool(_ASKING.search(text) or kinds_asked(text) or re.search(_YES_OR_NO, text))


def kinds_asked(text: str) -> frozenset[int]:
    """The kinds of question in a folded text."""
    return frozenset(number for number, kind in enumerate(_KINDS) if kind.asked.search(text))


def kinds_answered(text: str) -> frozenset[int]:
    """The kinds of question that an article's folded text can answer."""
    return frozenset(number for number, kind in enumerate(_KINDS) if kind.answered.search(text))
