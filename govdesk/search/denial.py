"""What a question denies, and whether a sentence of the law denies the same: exceptions, bans, and who else may do it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from govdesk.search.asking import is_asking


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
    Denied.SPARED: (r"除[^,。;]{1,40}外|例外|可不|不再|不需|不直接|一律不|一般不|不以|可通过"),
    Denied.FORBIDDEN: (
        r"不得|严禁|禁止|严格控制|一律不|一般不|不再|不予|不以|不直接|不可|不要|不邀请|决不|不宜|不出席"
    ),
}


def denied(words: Sequence[str]) -> Denied | None:
    """What a question cut into `words` denies, by its last no; None for one without. 能不能 and 要不要 are words, and no no."""
    nos = [word for word in words if word in DENYING]
    return None if not nos else Denied.FORBIDDEN if nos[-1] in _FORBIDDEN else Denied.SPARED


# 级别 and 任免 have no no in them.
_PLAIN_NO = tuple(sorted(word for word in DENYING if word not in {"别", "免"}))


def has_a_no(text: str) -> bool:
    """Whether a folded text that is not cut into words denies something of the matter: 不用公开的文件, and not 要不要公开."""
    plain = without_idle_nos(text)
    return any(word in plain for word in _PLAIN_NO)


# A no that denies nothing of the matter: it tells of those who ask (不知道, 科长不在), or that something failed (打不通, 办不完).
_IDLE_NO = (
    r"[不没](?:太|大|很|怎么|是很)?(?:知道|清楚|确定|记得|懂|明白|了解|肯定|放心|敢|好意思|在|对|行|一样|光|仅|但|过|管|然|见|想|料)"
    r"|(?<=[拿说看听打找谈来去赶等摸搞弄办做写定想查对收认催])不(?:准|清楚?|懂|通|着|到|拢|及|了|上|下|出|完|成|好|动|起|来|去|住|定)"
)
# That one does not know: what it is stands beside it.
_UNSURE = (
    r"(?:我|我们|咱|咱们|他|他们|大家|谁)?(?:也|都|又|就|还|真|实在)*"
    r"(?:[不没](?:太|大|很|怎么|是很)?(?:知道|清楚|确定|记得|懂|明白|了解|肯定|放心)|[拿说吃看记弄搞]不(?:准|清楚?|懂|明白))"
)


def without_doubt(text: str) -> str:
    """`text` without what says that one does not know: 我不知道, 拿不准."""
    return re.sub(_UNSURE, "", text) if "不" in text or "没" in text else text


def without_idle_nos(text: str) -> str:
    """`text` without what is no no: 合不合, 转不转 ask whether or not, 不知道 and 拿不准 tell of the one who asks."""
    if "不" not in text and "没" not in text:
        return text
    return re.sub(_IDLE_NO, "", re.sub(r"(\w)不\1", r"\1", text))


def words_denied(words: Sequence[str]) -> tuple[str, ...]:
    """Of a question cut into `words`, those that its last no denies: 邀请, 县区, 领导, 参加 of 不邀请县区领导参加的会议."""
    last = max((place for place, word in enumerate(words) if word in DENYING), default=len(words))
    behind = words[last + 1 :]
    end = next((place for place, word in enumerate(behind) if word == "的" or is_asking(word)), len(behind))
    return tuple(behind[:end])


_PERSON = ("长", "书记", "主任", "领导", "领导同志", "负责人", "办公室", "部门")
_NO = r"不|无需|未|免于|除|严禁|禁止"
_DENYING_CLAUSE = rf"(?:{_NO})[^,。;]+"
_CLAUSE = r"[,。;]"


def denial_told(what: Denied, denied_words: Sequence[Sequence[str]], sentence: str) -> float:
    """How much of what a question denies a folded sentence denies as well, from 0 to 1; -1 where it says the contrary.

    Each denied word is given with all its spellings; the first counts half. 不用市长主持 is told by who else does:
    由市长委托……主持, and not by 市长主持.
    """
    if not denied_words:
        return 0.0
    if what is Denied.SPARED and len(denied_words) > 1 and denied_words[0][0].endswith(_PERSON):
        return _done_by_others(denied_words[0], denied_words[1], sentence)
    first, *others = denied_words
    most = 0.0
    for clause in re.findall(_DENYING_CLAUSE, sentence):
        there = sum(any(word in clause for word in spellings) for spellings in others) / len(others) if others else 1.0
        most = max(most, (any(word in clause for word in first) + there) / 2)
    return most


def _done_by_others(who: Sequence[str], act: Sequence[str], sentence: str) -> float:
    """1 where somebody else than `who` may do `act`, -1 where only they do it."""
    if not any(word in sentence for word in act):
        return 0.0
    acts, persons = ("|".join(map(re.escape, words)) for words in (act, who))
    clauses = [clause for clause in re.split(_CLAUSE, sentence) if re.search(acts, clause)]
    theirs = [clause for clause in clauses if re.search(rf"(?:{persons})[^,。;]{{0,8}}(?:{acts})", clause)]
    if any("委托" in clause for clause in clauses) or len(theirs) < len(clauses):
        return 1.0
    return -1.0 if clauses else 0.0


def tells_denied(what: Denied, sentence: str) -> bool:
    """Whether a sentence of the law is an exception or a ban."""
    return re.search(_TOLD[what], sentence) is not None
