"""How far the wizards of a rule go: article by article, which words they quote and in which part, and which none does.

A sentence is what stands between 。 or ； in one 款 or 项. It is covered when any part of a wizard quotes some of it, and
accounted for when the pack says why none does (`nothing_to_check`, `unlisted` in articles.toml). A sentence that names a
desk and binds is seen at that desk, or has its reason for it: a line of another desk tells its clerk nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum

import msgspec

from govdesk.rules.model import Article, Rule, Unlisted
from govdesk.rules.signs import widened
from govdesk.wizards.grounding import Place, locate, shown_lines
from govdesk.wizards.model import Cite, Wizard
from govdesk.wizards.parties import Party, acting_desk

_SENTENCE = re.compile(r"[^。；]*[。；]?[〕”）]*")
#: Words that bind. 应 in 相应, 要 in 重要 and the like are no modal words.
_BINDS = re.compile(r"必须|应当|(?<![相响适对反供])应(?![急用对])|须|严禁|不得|一律不")


class Part(StrEnum):
    """The part of a wizard that quotes a sentence."""

    ITEM = "item"  # 您来办, 遇到再办, and their points
    ANSWER = "answer"  # 直接回答
    OTHER = "other"  # 别人来办
    OPEN = "open"  # 先问清
    GENERAL = "general"  # 总要求
    QUESTION = "question"  # the ground of a question


class Use(msgspec.Struct, frozen=True):
    """A part of a wizard whose quote lies in a sentence; `item` is the part's id."""

    wizard: str
    item: str
    part: Part = Part.ITEM


class SentenceCoverage(msgspec.Struct, frozen=True):
    """One sentence of an article: what rests on it, or the reason why nothing does.

    `binds` are the desks that the sentence names beside words that bind (应、须、不得) and that see it on none of their
    lists; all of them, where it is an item on nobody's. `excused` are reasons for single desks.
    """

    rule: str
    article: str
    paragraph: int
    item: int | None
    text: str
    uses: tuple[Use, ...] = ()
    reason: str = ""
    binds: tuple[str, ...] = ()
    excused: tuple[Unlisted, ...] = ()

    @property
    def accounted_for(self) -> bool:
        return bool(self.uses or self.reason)


def quotes_of(wizard: Wizard) -> Iterator[tuple[Use, Cite]]:
    """Every quote of a wizard with the part it belongs to."""
    for item in wizard.items:
        for cite in item.all_cites():
            yield Use(wizard.id, item.id, Part.ITEM), cite
    for kind, parts in (
        (Part.ANSWER, wizard.answers),
        (Part.OTHER, wizard.others),
        (Part.OPEN, wizard.open),
        (Part.GENERAL, wizard.general),
        (Part.QUESTION, wizard.questions),
    ):
        for part in parts:
            for cite in part.cites:
                yield Use(wizard.id, part.id, kind), cite


def sentence_coverage(rule: Rule, wizards: Sequence[Wizard], parties: Sequence[Party] = ()) -> list[SentenceCoverage]:
    """Every sentence of `rule` in reading order. Pure; quotes are located anew, nothing is assumed."""
    quotes: dict[str, list[tuple[Use, Place]]] = {}
    seen: dict[Use, set[str]] = {}
    for wizard in wizards:
        seen |= _seen_at(wizard, parties)
        for use, cite in quotes_of(wizard):
            article = rule.find(cite.number)
            for place in locate(article, cite.quote) if article else ():
                if (place.paragraph, place.item) == (cite.paragraph, cite.item):
                    quotes.setdefault(cite.number, []).append((use, place))
    found: list[SentenceCoverage] = []
    for article in rule.articles:
        found.extend(_of_article(rule, article, quotes.get(article.number, []), seen, parties))
    return found


def _seen_at(wizard: Wizard, parties: Sequence[Party]) -> dict[Use, set[str]]:
    """At which desks each part of a wizard is read; the ground of a question tells nobody what to do."""

    def at(limited: tuple[str, ...]) -> set[str]:
        acting = {party.id: acting_desk(parties, wizard.desks, party.id) for party in parties if party.desk}
        return {desk for desk, has in acting.items() if has and (not limited or has in limited)}

    found = {Use(wizard.id, item.id, Part.ITEM): at(item.desks) for item in wizard.items}
    for kind, parts in (
        (Part.ANSWER, wizard.answers),
        (Part.OTHER, wizard.others),
        (Part.OPEN, wizard.open),
        (Part.GENERAL, wizard.general),
    ):
        found |= {Use(wizard.id, part.id, kind): at(part.desks) for part in parts}
    return found


def _of_article(
    rule: Rule,
    article: Article,
    quotes: list[tuple[Use, Place]],
    seen: Mapping[Use, Set[str]],
    parties: Sequence[Party],
) -> list[SentenceCoverage]:
    reasons = [(place, entry) for entry in article.unlisted for place in locate(article, entry.words)]
    found = []
    for place, text in sentences_of(article):
        uses = tuple(dict.fromkeys(use for use, quoted in quotes if _overlap(place, quoted)))
        given = [entry for where, entry in reasons if _overlap(place, where)]
        why = article.nothing_to_check or next((entry.why for entry in given if not entry.desks), "")
        excused = tuple(entry for entry in given if entry.desks)
        told = {desk for entry in excused for desk in entry.desks}
        if any(use.part is Part.ITEM for use in uses):
            told.update(*(seen.get(use, ()) for use in uses))
        binds = () if why else tuple(desk for desk in _bound_desks(text, parties) if desk not in told)
        found.append(
            SentenceCoverage(rule.id, article.number, place.paragraph, place.item, text, uses, why, binds, excused)
        )
    return found


def _bound_desks(text: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """Desks whose words stand in a sentence that has a binding word."""
    if not _BINDS.search(text):
        return ()
    return tuple(party.id for party in parties if party.desk and any(word in text for word in party.words))


def sentences_of(article: Article) -> list[tuple[Place, str]]:
    """Every sentence of an article in reading order, with its place."""
    found = []
    for paragraph, item, line in shown_lines(article):
        for match in _SENTENCE.finditer(widened(line)):
            if match[0].strip("。；〕”）"):
                start, end = match.span()
                found.append((Place(paragraph, item, start, end), line[start:end]))
    return found


def _overlap(one: Place, other: Place) -> bool:
    same_line = (one.paragraph, one.item) == (other.paragraph, other.item)
    return same_line and one.start < other.end and other.start < one.end


def missing_topics(rule: Rule, wizards: Sequence[Wizard]) -> list[str]:
    """Topics that the pack has articles for, and that no wizard covers."""
    covered = {topic for wizard in wizards for topic in (wizard.topic, *wizard.topics)}
    return [topic for topic in rule.topics if topic not in covered]
