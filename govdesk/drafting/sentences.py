"""The sentences of a rule, as `check --coverage` counts them, with where each stands and into which clauses it falls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from govdesk.rules.model import Rule
from govdesk.rules.signs import widened
from govdesk.wizards.coverage import sentences_of
from govdesk.wizards.grounding import Place
from govdesk.wizards.model import Cite

#: Beyond this a quote needs a reason; see `govdesk.wizards.checks`.
LONG = 60
_CLAUSE = re.compile(r"[^，；：。]*[，；：。]?[”’）〕》]*")
_EDGE = "，；：。"
_SUPPLIED_END = "〔。〕"  # a full stop that the source has lost


class Sentence(NamedTuple):
    """What stands between 。 or ； in one 款 or 项. `lead` introduces it, where it is a 项; `order` counts from 0."""

    order: int
    article: str
    place: Place
    text: str
    lead: str
    chapter: str

    @property
    def same_line(self) -> tuple[str, int, int | None]:
        """What the sentences of one 款 or 项 have in common."""
        return self.article, self.place.paragraph, self.place.item

    def cite(self, quote: str) -> Cite:
        """A quote of this sentence; one that is long has a reason, for it was cut where the sentence pauses."""
        why = "原文这一段中间没有停顿，照录" if len(quote) > LONG else ""
        return Cite(article=self.article, quote=quote, paragraph=self.place.paragraph, item=self.place.item, why=why)


def read_sentences(rule: Rule) -> list[Sentence]:
    """Every sentence of the articles of `rule`, in reading order."""
    chapters = {
        article.number: division.title.shown
        for division in sorted(rule.divisions, key=lambda division: division.level)
        for article in rule.articles[division.start : division.end]
    }
    found: list[Sentence] = []
    for article in rule.articles:
        for place, text in sentences_of(article):
            lead = ""
            if place.item is not None:
                lead = article.paragraphs[place.paragraph - 1].text.shown
            found.append(Sentence(len(found), article.number, place, text, lead, chapters.get(article.number, "")))
    return found


def sentence_at(sentences: Sequence[Sentence], cite: Cite, place: Place) -> Sentence | None:
    """The sentence in which a located quote begins."""
    here = cite.number, place.paragraph, place.item
    for sentence in sentences:
        if sentence.same_line == here and sentence.place.start <= place.start < sentence.place.end:
            return sentence
    return None


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end, their closing signs not counted."""
    found = []
    text = widened(text)
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        while end > start and (text[end - 1] in _EDGE or text.endswith(_SUPPLIED_END, start, end)):
            end -= len(_SUPPLIED_END) if text.endswith(_SUPPLIED_END, start, end) else 1
        if end > start:
            found.append((start, end))
    return found


def stretches(text: str, longest: int = LONG) -> list[str]:
    """Runs of whole clauses of at most `longest` characters; a single clause may be longer."""
    spans = clauses(text)
    found = []
    for first, (start, _) in enumerate(spans):
        for last in range(first, len(spans)):
            end = spans[last][1]
            if end - start > longest and last > first:
                break
            found.append(text[start:end])
    return found
