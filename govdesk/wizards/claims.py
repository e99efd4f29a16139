"""What a line claims beyond its quotes, as far as it can be seen from the words. Each check returns findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govdesk.wizards.model import CheckItem, Cite, DirectAnswer, Due, Wizard
from govdesk.wizards.parties import Party, find_party, words_of
from govdesk.wizards.terms import CiteRole, Level

#: What a check finds: where, what is wrong, how to put it right.
Finding = tuple[str, str, str]

#: Marks advice of ours, which rests on no quote.
PRACTICE = "实务"
#: Words of a time limit that the rule's sentence must hold, for a due word is read as the rule's own.
_TIME_WORDS = ("事先", "会前", "立即", "及时", "随时", "定期", "适时", "当日", "当天", "提前")
_LEFT_OPEN = re.compile(r"没有?写|未写|(?:没有?|未|不)明确|(?:没有?|未)规定")
_SECOND_BAN = re.compile(r"切?勿|严禁|禁止|严防|防止|避免")
#: 一般性支出 is no word of how binding a sentence is.
_WEAKER = re.compile(r"原则上|一般(?=[不应要由须自在可每])")
_ONLY_EXCEPTION = re.compile(r"除[^。；]*外，?$")
#: What lets a quote of role who carry the predicate as well: 市政府及各部门公文通过公文交换平台办理.
_PREDICATE = re.compile(r"应|须|不|由|办理|处理|公布")


def claims(wizard: Wizard) -> Iterator[Finding]:
    """Findings of a whole wizard."""
    for item in wizard.items:
        yield from time_words(f"items.{item.id}", item.due, item.all_cites())
    for other in wizard.others:
        yield from time_words(f"others.{other.id}", other.due, other.cites)
    excepting: list[tuple[str, CheckItem | DirectAnswer]] = [
        (f"items.{item.id}", item) for item in wizard.items if item.level is Level.EXCEPT
    ]
    excepting += [(f"answers.{answer.id}", answer) for answer in wizard.answers]
    for where, part in excepting:
        yield from _half_exception(where, part.cites)


def whose(item: CheckItem, parties: tuple[Party, ...]) -> Iterator[Finding]:
    """A word of the item's party stands in one of its quotes, or the item says why it need not.

    A desk is named even where another one carries the act; `carried_by` speaks only for leaders, meetings and 市政府.
    What an item by reply asks of whom is said by the open point that doubts it.
    """
    if item.unsaid or item.by_reply or item.to or not item.party:
        return
    quotes = "".join(cite.quote for cite in item.cites)
    for party in item.party:
        named = find_party(parties, party)
        if item.carried_by and named is not None and not named.desk:
            continue
        words = words_of(parties, party)
        if words and not any(word in quotes for word in words):
            yield (
                f"items.{item.id}.party",
                f"引文里看不出是“{party}”办的事",
                '加一处写着它的引文（as = "who"）；本句没有写谁的，写 unsaid = true；是送交的，写 to',
            )


def against_the_quotes(wizard: Wizard, parties: tuple[Party, ...]) -> Iterator[Finding]:
    """Who, how binding and whom to ask, where the words themselves speak against it. Told by the check alone."""
    for item in wizard.items:
        where = f"items.{item.id}"
        yield from _level(item)
        receiver = words_of(parties, item.to)
        if receiver and not any(word in cite.quote for word in receiver for cite in item.cites):
            yield f"{where}.to", f"引文里没有收的一方“{item.to}”", "引写着它的那句话，或改 to"
        if item.level is Level.MUST_NOT and (found := _SECOND_BAN.match(item.do)):
            yield f"{where}.do", f"前面已经印着“不得”，这里又写了“{found[0]}”", "只写动作：“不得”由程序印在前面"
        for key, words in (("do", item.do), ("who", item.who), *(("points", point.do) for point in item.points)):
            if found := _LEFT_OPEN.search(words):
                yield f"{where}.{key}", f"事项里写着“{found[0]}”", "规则没有写的，写进 open"
    for point in wizard.open:
        asked = [find_party(parties, desk) for desk in point.desks or wizard.desks]
        if any(party is not None and party.label == point.whom for party in asked):
            yield f"open.{point.id}.whom", f"问“{point.whom}”，正是看这张清单的单位自己", "照 desks 写成两条，各问各的"


def _level(item: CheckItem) -> Iterator[Finding]:
    """A level that the words on which the item rests speak against; what they leave open is the author's to read."""
    quotes = "，".join(cite.quote for cite in item.cites if cite.role is CiteRole.MAIN)
    if item.level in (Level.MUST, Level.MUST_NOT) and (found := _WEAKER.search(quotes)):
        yield f"items.{item.id}.level", f"引的话里写着“{found[0]}”，性质却是必办、不得", "写 should 或 should_not"
    if item.level is Level.MAY and "必须" in quotes:
        yield f"items.{item.id}.level", "引的话里写着“必须”，性质却是可", "写 must"


def time_words(where: str, due: Due | None, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    if due is None or PRACTICE in due.words:
        return
    quotes = "".join(cite.quote for cite in cites)
    for word in _TIME_WORDS:
        if word in due.words and word not in quotes:
            yield f"{where}.due", f"引文里没有“{word}”", "加引写着它的那句话；是我们的提醒，写明（实务）"


def _half_exception(where: str, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    """除…外 alone does not say what is excepted from: the predicate after it has to be quoted, too."""
    told = [cite.quote for cite in cites if cite.role is not CiteRole.WHO or _PREDICATE.search(cite.quote)]
    if told and all(_ONLY_EXCEPTION.search(quote) for quote in told):
        yield f"{where}.cites", "只引了“除……外”，没有引免去的是什么", "往下多引半句，引到“应……”“不得……”为止"
