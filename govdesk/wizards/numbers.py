"""Every number of a line stands in one of its quotes, in figures or in words: 3个工作日, 三天内, 两份, 半年, 周五, 每月.

A word is a number where it counts something: 三天, not 三公经费. 一 is one only where it limits a time or a frequency,
for 一个, 一份 and 一件 are mostly articles. 第三条 names an article, and six points may be called 六种.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral
from govdesk.wizards.claims import PRACTICE, Finding
from govdesk.wizards.model import CheckItem, Cite, Due, OtherAct, Wizard

_HINT = "照原文写，或引写明这个数的那句话"

_FIGURES = re.compile(r"[0-9０-９]+")
_NUMERAL = re.compile(f"[{NUMERAL_CHARACTERS}]+")
_TIMES = "个工作日|个月|个星期|个小时|个季度|工作日|小时|分钟|天|日|周|年|月|季度|次|倍"
_THINGS = "个|份|人|名|位|件|项|种|条|款|页|篇|字|张|套|本|处|方|类|遍|家|户|场|元|万|亿|成|折"
_OFTEN = "每个?(?:工作日|天|日|周|月|季度?|半?年)|次日|隔[日天]|当[日天]|[年月季]底|[年月季]初|[年月季]末|[上中下]旬|[上下]半年"
_COUNTED = re.compile(
    f"(?P<often>{_OFTEN})"
    f"|(?P<weekday>(?:周|星期)[一二三四五六日])(?!{_TIMES}|{_THINGS}|[{NUMERAL_CHARACTERS}])"
    f"|(?P<half>半)(?:{_TIMES}|个)"
    f"|(?P<share>百分之[{NUMERAL_CHARACTERS}]+)"
    f"|(?P<place>第?)(?P<number>[{NUMERAL_CHARACTERS}]+)[余多来]?(?P<unit>{_TIMES}|{_THINGS})"
)
_LIMITS = (*_TIMES.split("|"), "份", "人", "名")
_OF_THE_RULE = ("条", "款", "项", "次")  # 第三条, 第一次会议
_NO_LIMIT = re.compile(r"一次性|一日常|一年一度")
#: Clauses in which an answer says what the rule does not have, or what is advice of ours.
_NOT_OF_THE_RULE = re.compile(f"[^。；]*(?:没有写|没有定|{PRACTICE})[^。；]*")


def unquoted_figures(words: str, cites: Iterable[Cite]) -> Iterator[str]:
    """Numbers in figures that none of the quotes has."""
    quotes = "".join(cite.quote for cite in cites)
    known = _values(quotes)
    for figure in dict.fromkeys(_FIGURES.findall(words)):
        if figure not in quotes and int(figure) not in known:
            yield figure


def unquoted_words(words: str, cites: Iterable[Cite], points: int = 0, *, limits: bool = False) -> Iterator[str]:
    """Numbers in words that none of the quotes has, with what they count; `points` is a number the line may name.

    With `limits` only those of times, copies and people: an answer may count what its quote lists (这三种会).
    """
    quotes = "".join(cite.quote for cite in cites)
    known = _values(quotes)
    for match in _COUNTED.finditer(_NO_LIMIT.sub("", words)):
        if match[0] in quotes:
            continue
        number, unit = match["number"], match["unit"]
        if number is not None:
            if match["place"] and unit in _OF_THE_RULE:
                continue
            if (limits and unit not in _LIMITS) or (number == "一" and unit not in _TIMES.split("|")):
                continue
            value = parse_numeral(number)
            if value in known or (value is not None and value == points):
                continue
        yield match[0]


def _values(text: str) -> set[int]:
    """Every number in a text."""
    found = {parse_numeral(word) for word in (*_FIGURES.findall(text), *_NUMERAL.findall(text))}
    return {value for value in found if value is not None}


def numbers_without_quotes(wizard: Wizard) -> Iterator[Finding]:
    """Numbers of a whole wizard that rest on no quote; those in figures of a line's own words are told before."""
    for item in wizard.items:
        yield from numbers_of_item(item)
    for other in wizard.others:
        yield from numbers_of_other(other)
    for answer in wizard.answers:
        yield from _whole(f"answers.{answer.id}.say", _NOT_OF_THE_RULE.sub("", answer.say), answer.cites)
    for asked in wizard.open:
        yield from _whole(f"open.{asked.id}.says", _NOT_OF_THE_RULE.sub("", asked.says), asked.cites)


def numbers_of_item(item: CheckItem) -> Iterator[Finding]:
    """Numbers of an item; those in figures of `do` and the points are left to `unquoted_figures`."""
    where, cites = f"items.{item.id}", item.all_cites()
    yield from _told(f"{where}.do", unquoted_words(item.do, cites, len(item.points)))
    for point in item.points:
        yield from _told(f"{where}.points", unquoted_words(point.do, cites))
    yield from _whole(f"{where}.arises", item.arises, cites)
    yield from _limit(where, item.due, cites)


def numbers_of_other(other: OtherAct) -> Iterator[Finding]:
    """Numbers of what others do; those in figures of `do` are left to `unquoted_figures`."""
    yield from _told(f"others.{other.id}.do", unquoted_words(other.do, other.cites))
    yield from _limit(f"others.{other.id}", other.due, other.cites)


def _limit(where: str, due: Due | None, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    if due is not None and PRACTICE not in due.words:
        yield from _whole(f"{where}.due", due.words, cites)


def _whole(where: str, words: str, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    yield from _told(where, (*unquoted_figures(words, cites), *unquoted_words(words, cites, limits=True)))


def figures(where: str, words: str, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    """Numbers in figures, told."""
    yield from _told(where, unquoted_figures(words, cites))


def _told(where: str, numbers: Iterable[str]) -> Iterator[Finding]:
    for number in numbers:
        what = "这个数" if _FIGURES.search(number) or _NUMERAL.search(number) else ""
        yield where, f"引文里没有“{number}”{what}", _HINT
