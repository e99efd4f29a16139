"""Offices: what general names stand for, under which names a text has one, and whether it says what one does.

And which words of a story are but its setting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

# 委办局, 各处室, 下面的局: any office there is. Names of offices end in these: several of them, or one of 各, name none of its own.
# 处所 and 局部 are other words.
_UNIT = r"(?:部门|单位|机构|中心|科室|处室|[委办局厅处科室院所站])"
_EVERY = r"(?:各个?|所有的?|(?:下[面属级]|底下|手下)的?|市[直属])"
_OFFICES = rf"(?:{_EVERY}+部?{_UNIT}+|部?[委办局厅科]{{2,}}|[科处]室)"
# 副职, 一把手: who holds a rank, whatever the title.
_FIRST = r"(?:正职|一把手|主官|主要领导|主要负责人|主要负责同志)"
_HOLDERS = (
    (rf"(?:{_OFFICES}|(?!办){_UNIT})的?(?:{_FIRST}|主任|局长|领导|负责人)", "局长"),
    (r"常务副职?|二把手", "常务副{}"),
    (r"(?:其他)?副[职手]", "副{}"),
    (r"分管的?(?:副[职手]|市?领导|副.长)", "副{} 分管副{} 分管领导同志"),
    (_FIRST, "{}"),
    (r"(?:领导)?班子(?:成员)?", "组成人员"),
)
#: Who heads a government, from the province to the township.
_HEADS = ("市长", "县长", "区长", "州长", "旗长", "省长", "镇长", "乡长")


def in_general(office: str, having: Callable[[str], int | None]) -> tuple[str, ...]:
    """What the rules call whom a general name means, the commonest first: 部门 for 委办局, 副市长 and 副县长 for 副职; () for others.

    `having` tells in how many articles a word stands: who heads the government is whom the rules name most.
    """
    plain = re.sub(r"^(?:市?人民政府|市政府|政府)的?|们$", "", office)
    if re.fullmatch(_OFFICES, plain):
        return "部门", "局长"
    title = next((title for name, title in _HOLDERS if re.fullmatch(name, plain)), "")
    heads = sorted(filter(having, _HEADS), key=lambda head: -(having(head) or 0)) if "{}" in title else [""]
    return tuple(name.replace("{}", head) for head in heads for name in title.split())


_DOES = (
    "负责|协助|领导|主持|召集|承担|处理|协调|办理|承办|审查|审核|督促|督查|收集|列出|履行|带头|模范|(?<![重需主纪只])要"
)


_GOVERNMENT = r"^(?:市?人民政府|市政府|政府)(?=.{2})"


def offices_meant(office: str, written: Sequence[str]) -> tuple[str, ...]:
    """The names under which a text may have an office: as typed, without whose it is, and as documents write it."""
    names = (office, re.sub(_GOVERNMENT, "", office), *written)
    return tuple(dict.fromkeys(name.removeprefix("各") or name for name in names))


# What is asked of an office that does no more than it must: 各县市区政府可不报送总结.
_MUST = "应|须|必须|不得|可|实行|报送|参加|组成"
_BODY = r"(?:政府|国务院|中央|[省市县区]委|办公厅)$"
_OWN = frozenset({"政府", "市政府", "人民政府", "市人民政府"})


def is_other_body(office: str) -> bool:
    """Whether an office is a government or a party committee, and not the one whose rules these are: 省政府, 县市区政府."""
    return office not in _OWN and re.search(_BODY, office) is not None


def is_bound(offices: Sequence[str], text: str) -> bool:
    """Whether a folded text says at least what an office must or may do, by any of its names."""
    names = "|".join(map(re.escape, offices))
    return re.search(rf"(?:^|[。;,、:\s]|由|和|及|市政府|各)(?:{names})(?:{_MUST})", text) is not None


def tells_work_of(offices: Sequence[str], text: str) -> bool:
    """Whether a folded text says what an office does, by any of its names: it is who acts in a clause, 由秘书长负责 and not
    报秘书长审定.
    """
    names = "|".join(map(re.escape, offices))
    who = rf"(?:^|[。;,、:\s]|由|和|及|市政府|各)(?:市政府)?(?:{names})(?![的文])(?!主要负|负责同|请示|名义)"
    return (
        re.search(rf"{who}(?:、[^,。;]{{1,40}})?[^,。;、]{{0,14}}(?:,[^,。;]{{2,14}},)?(?:{_DOES})", text) is not None
    )


# Who, where and when: any story of an office has them, whatever it is about.
_WHO = (
    r".*(?:[省市州县区旗镇乡部厅局处科院校所站厂]长|主任|书记|秘书长?|领导|负责人|同志|干部|(?<!动)员)"
    rf"|政府|人大|政协|党委|[省市区县]委|办公[室厅]|府办|机关|机构|{_UNIT}里?"
)
_WHERE = r"[省市县区镇乡街道局]{1,3}[里上]?|.+(?:(?<![结布格])局|镇|县)"
_WHEN = (
    r"[今明昨前后当][天日晚早年]|[上下本这每]个?(?:周|星期|礼拜|月|年|半年)[一二三四五六日天末]?"
    r"|周[一二三四五六日末]|[年月周][末底初]"
)
_SETTING = rf"{_WHO}|{_WHERE}|{_WHEN}"


def is_setting(names: Iterable[str]) -> bool:
    """Whether a word, by any of its names, says no more than who, where or when: 局长, 县里, 下周."""
    return any(re.fullmatch(_SETTING, name) for name in names)
