"""What kind of answer a question wants: a length of time, a person, a yes or no.

会议开多长时间 and 会能开多久 share no word but ask for the same; an article with 一般不超过60分钟 can answer both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of question: how it is asked, and what an article that answers it has, both in folded text."""

    asked: re.Pattern[str]
    answered: re.Pattern[str]


_NUMBER = r"[\d一二两三四五六七八九十半]"
_KINDS = (
    Kind(  # how long, by when, how often
        re.compile(
            r"多久|多长|多少天|多少次|几天|几次|几点|几个?(?:小时|分钟|月|工作日)|什么时候|何时|啥时候|时限|期限|时长|时间"
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


def kinds_asked(text: str) -> frozenset[int]:
    """The kinds of question in a folded text."""
    return frozenset(number for number, kind in enumerate(_KINDS) if kind.asked.search(text))


def kinds_answered(text: str) -> frozenset[int]:
    """The kinds of question that an article's folded text can answer."""
    return frozenset(number for number, kind in enumerate(_KINDS) if kind.answered.search(text))
