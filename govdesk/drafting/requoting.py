"""A quote of another rule found again: words of the new rule, cut where its clauses begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from govdesk.drafting.alignment import Alignment, best_stretch
from govdesk.drafting.levels import BANS, bindings, command
from govdesk.drafting.sentences import Sentence, clauses, read_sentences, sentence_at, stretches
from govdesk.drafting.wording import grams, shared, weight
from govdesk.rules.model import Rule
from govdesk.wizards.grounding import locate
from govdesk.wizards.model import Cite
from govdesk.wizards.terms import CiteRole, Level

#: Below these a quote counts as not found; measured on the shipped packs (docs/decisions/0114).
_LEAST_SCORE, _LEAST_ALIKE = 0.34, 0.26
_FROM_QUOTE, _FROM_SENTENCE = 0.55, 0.45
_PLAINLY = 0.5  # likeness from which words without a modal word or command may stand for words with one
_INSIDE = 0.5  # of a new quote, by weight, that the old one must have where both say the same once more
#: 不能出席的; 讨论决定的事项, 报送市政府审批的公文: a case or a thing, though a verb stands in it.
_CASE = re.compile(r"(?:的|外|时|后|前)$")
_NAMED_THING = re.compile(
    r"(?:讨论|审议|决定|审批|审查|审核|报送|制定|批办|转办|批准|提请|提出|召开|印发|发布)的[^的，；。]{1,14}$"
)
_COMMON = re.compile(
    r"[市县区]?(?:人民)?政府(?:及其?)?(?:各|工作|组成)?(?:部门)?(?:领导(?:同志)?|办公室|组成人员)?|各?部门|进一步|切实|认真|严格|及时|坚决|自觉|"
    r"加强|完善|健全|建立|主要|负责(?:人|同志)|有关|相关|工作"
)
_SHORT, _LEAST_ROUND = 10, 0.25  # characters of a quote whose sentence has to be like the old one, and how much
_BAN_SHARE = 0.6  # of the best likeness, that a ban must have to be taken for a ban
_MOST = 3  # sentences besides the best one
_REST = 0.35  # of an old quote, by weight, that may be looked for in further sentences


class Found(NamedTuple):
    """A new quote: words of `sentence`; `alike`: by the words of both quotes alone; `score`: with the place."""

    old: Cite
    sentence: Sentence
    quote: str
    score: float
    alike: float

    @property
    def cite(self) -> Cite:
        """The new quote in the role of the old one."""
        plain = self.sentence.cite(self.quote)
        return Cite(
            article=plain.article,
            quote=plain.quote,
            paragraph=plain.paragraph,
            item=plain.item,
            role=self.old.role,
            when=self.old.when,
            why=plain.why,
        )


class Requoting:
    """Quotes of `source` looked for in the sentences of the new rule."""

    def __init__(self, source: Rule, new: Sequence[Sentence]) -> None:
        self.source = source
        self.old = read_sentences(source)
        self.new = new
        self.alignment = Alignment(self.old, new)
        self._choices: dict[int, list[str]] = {}

    def sentence_of(self, cite: Cite) -> Sentence | None:
        """The sentence of the source that a quote of its own stands in."""
        article = self.source.find(cite.number)
        for place in locate(article, cite.quote) if article else ():
            if (place.paragraph, place.item) == (cite.paragraph, cite.item):
                return sentence_at(self.old, cite, place)
        return None

    def find(self, cite: Cite) -> list[Found]:
        """The new words for a quote, best first; further sentences where one alone does not say it all."""
        sentence = self.sentence_of(cite)
        if sentence is None:
            return []
        found = []
        for match in self.alignment.matches(sentence.order):
            quote, alike = self._stretch(cite, match.sentence)
            score = _FROM_QUOTE * alike + _FROM_SENTENCE * match.score
            if len(quote) <= _SHORT and match.score < _LEAST_ROUND:
                continue  # 报市长批准 stands in any sentence: what is approved tells which
            if score >= _LEAST_SCORE and alike >= _LEAST_ALIKE and _core(cite.quote) & _core(quote):
                found.append(Found(cite, match.sentence, quote, score, alike))
        found.sort(key=lambda entry: -entry.score)
        return [*found[:1], *self._more(cite, sentence, found)]

    def _stretch(self, cite: Cite, sentence: Sentence) -> tuple[str, float]:
        """The words of `sentence` for a quote: where the quote binds, with the words that bind, if need be a clause more."""
        wording = self.alignment.wording
        choices = self._stretches(sentence)
        quote, alike = best_stretch(wording, cite.quote, choices)
        if _forbids(cite.quote) and not _forbids(quote):
            # The same words may stand in a clause that bids and in one that forbids.
            ban, still = best_stretch(wording, cite.quote, [choice for choice in choices if _forbids(choice)])
            if still >= _BAN_SHARE * alike:
                quote, alike = ban, still
        if cite.role is not CiteRole.MAIN or not _binds(cite.quote) or _binds(quote):
            return quote, alike
        longer, still = best_stretch(wording, cite.quote, [c for c in choices if quote in c and _binds(c)])
        if longer:
            return longer, still
        return (quote, alike) if alike >= _PLAINLY and not is_idle(quote) else ("", 0.0)

    def _more(self, cite: Cite, old: Sentence, found: list[Found]) -> list[Found]:
        """Further sentences: those that have what the best one lacks of the quote, and those that say what only it says."""
        wording = self.alignment.wording
        wanted = wording.vector(cite.quote)
        rest = dict(wanted)
        added: list[Found] = []
        for number, entry in enumerate(found[: _MOST + 2]):
            vector = wording.vector(entry.quote)
            adds = weight(rest) >= _REST * weight(wanted) and shared(rest, vector) >= 0.5 * weight(rest)
            origin = next(iter(self.alignment.backwards(entry.sentence.order)), None)
            own = origin is not None and origin[0] is old and shared(wanted, vector) >= _INSIDE * weight(vector)
            if number and (adds or own):
                added.append(entry)
            if not number or adds:
                rest = {gram: value for gram, value in rest.items() if gram not in vector}
        return added[:_MOST]

    def _stretches(self, sentence: Sentence) -> list[str]:
        if sentence.order not in self._choices:
            self._choices[sentence.order] = stretches(sentence.text)
        return self._choices[sentence.order]


def _forbids(words: str) -> bool:
    """Whether words forbid something, whatever else they say."""
    bare = command(words)
    return any(found.level in BANS for found in bindings(words)) or (bare is not None and bare.level in BANS)


def _binds(words: str) -> bool:
    """Whether words bid, forbid or allow: one of their clauses does that neither tells a case nor only names a thing."""
    for start, end in clauses(words):
        clause = words[start:end]
        if any(found.level is not Level.EXCEPT for found in bindings(clause)):
            return True
        bare = command(clause)
        if bare is not None and not _CASE.search(clause) and not (bare.start and _NAMED_THING.search(clause)):
            return True
    return False


def is_idle(words: str) -> bool:
    """Whether words only name a thing or tell a case, so that nobody could do what they say."""
    return not _binds(words) and bool(_NAMED_THING.search(words) or _CASE.search(words))


def _core(words: str) -> set[str]:
    """What words speak of: their n-grams without the names of those who act and without what any duty is told with."""
    return grams(_COMMON.sub("，", words))
