"""What words say of a rule: whom a sentence bids, whether it answers a question, whether ours tell where a rule stops."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govdesk.drafting.parties import names_in
from govdesk.rules.numerals import NUMERAL_CHARACTERS
from govdesk.wizards.parties import Party

_BIDDEN = re.compile(r"(?:必须|应当?|须|要(?!求)|负责(?!人|同志)|不得|严禁)")
_DEED = re.compile(
    r"[^，；。、（）]{0,4}?(审核|审定|审批|审查|批准|同意|签发|签署|召集|主持|请示|报告|批示|批印|确定|委托|负责(?!人|同志))(?!意见|结果|表|稿)"
)
_TOLD = re.compile(rf"(?:的?(?:主要)?负责(?:人|同志))?{_BIDDEN.pattern}")
_ASKS_WHO = re.compile(r"由谁[^，；？]{0,4}[列提办报审]|谁来")
_ASKS_DAYS = re.compile(r"几天|几日|多少天|多久|几个工作日")
_DAYS = re.compile(r"[0-9]+(?:个工作日|个月|日|天)(?:内|前|以内|以前)")
_LIST = re.compile(r"[^，；。：？（）、]+(?:、[^，；。：？（）、]+)+")
_OF_THE_RULE = re.compile(
    r"(?:规则|条文)(?:里|中)?[^，。；“”]{0,6}?(?:没有?(?:写|要求|规定|说|提到)|未写|只写|写的|写了|写明|写到)"
    rf"|第[{NUMERAL_CHARACTERS}]+条|(?<![件单知])没有写"
)


def named_once(words: str) -> str:
    """`words` with nothing twice in a list: two bodies of the other rule may be one here."""
    return _LIST.sub(lambda found: "、".join(dict.fromkeys(found[0].split("、"))), words)


def tells_of_the_rule(words: str) -> bool:
    """Whether words of ours say what a rule says or leaves out: 本规则没有写, 第四十六条. Of another rule that is not true."""
    return bool(_OF_THE_RULE.search(words))


def bidden(quote: str, sentence: str, parties: Sequence[Party], *, by: bool = False) -> list[Party]:
    """Whose duty a quote plainly is: his behind whose name it bids (主办部门应), else his with whom its sentence begins.

    `by`: what is done 由 somebody is his as well.
    """
    actors = told(quote, parties, by=by)
    first = re.split("[，：；]", sentence, maxsplit=1)[0]
    if actors or "的" in first:  # 各部门报送的公文: what is spoken of, not who acts
        return actors
    return [party for at, _, party in names_in(first, parties) if at == 0]


def told(text: str, parties: Sequence[Party], *, by: bool = False) -> list[Party]:
    """Those behind whose names a text bids: 主办部门应, 主办部门的主要负责人要; `by`: those 由 whom something is done as well."""
    return [
        party
        for at, word, party in names_in(text, parties)
        if _TOLD.match(text, at + len(word)) or (by and text[:at].endswith("由"))
    ]


def is_borne_out(words: str, quotes: str, parties: Sequence[Party]) -> bool:
    """Whether the quotes say of everybody whom `words` have examine, sign or decide that he does just that."""
    for at, word, party in names_in(words, parties):
        deed = _DEED.match(words, at + len(word))
        if deed is None:
            continue
        called = "|".join(map(re.escape, sorted(party.words, key=len, reverse=True)))
        if not re.search(rf"(?:{called})[^，；。由]{{0,12}}?{deed[1]}", quotes):
            return False
    return True


def is_answered(ask: str, quotes: str, parties: Sequence[Party]) -> bool:
    """Whether quotes say what is asked: who has to do it, within how many days."""
    if _ASKS_DAYS.search(ask) and _DAYS.search(quotes):
        return True
    named = names_in(quotes, parties)
    return bool(_ASKS_WHO.search(ask)) and any(_BIDDEN.match(quotes, at + len(word)) for at, word, _ in named)
