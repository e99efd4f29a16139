"""Where the words of a basis come from: what a file from elsewhere says is the law is proved, or marked as unproved.

A checksum says that a file is whole, not that it is true. Three things can be proved of a basis that arrives: that each
quote stands in the articles it brings along; that it is, where the same version of the rule is at hand, the same text;
and else that its articles read as those at hand do. What is not proved carries `UNVERIFIED` in the rule's name, which
stands wherever the rule is cited, on the screen and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from govdesk.errors import UserError
from govdesk.rules.model import Rule, RuleMeta
from govdesk.wizards.basis import Basis, BasisArticle
from govdesk.wizards.conditions import conditions, questions_in, values_of
from govdesk.wizards.grounding import locate
from govdesk.wizards.model import Cite, When, Wizard

UNVERIFIED = "（来源未核实）"
MAX_WORKDAYS = 1000
MAX_TEXT = 4_000  # characters of one text of a wizard or a rule's front matter
MAX_BODY = 2_000_000  # characters of a whole basis
#: What controls a terminal, or turns words round: 不得 reads otherwise behind one. Packs with any are refused as well.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: What a citation tells of a rule beside its title. Where both sides say something, they say the same.
_TOLD = ("doc_number", "issuer", "adopted", "issued", "effective")
_NAME = re.compile(r"\w[\w.-]{0,119}")


def prove(basis: Basis) -> None:
    """Raises ValueError for a basis that contradicts itself: a quote that its articles do not hold, ids used twice."""
    wizard = basis.wizard
    for name in (basis.rule.id, wizard.id):
        if not _NAME.fullmatch(name) or ".." in name:
            raise ValueError(f"no id: {name[:80]!r}")
    for cite in _cites(wizard):
        entry = basis.article(cite.number)
        if entry is None:
            raise ValueError(f"article {cite.number} is quoted and not there")
        places = [
            place
            for place in locate(entry.article, cite.quote)
            if cite.paragraph in (None, place.paragraph) and cite.item in (None, place.item)
        ]
        if not places:
            raise ValueError(f"article {cite.number} does not say {cite.quote[:80]!r}")
    for parts in (wizard.items, wizard.questions, wizard.others, wizard.open, wizard.fields, wizard.general):
        ids = [part.id for part in parts]
        if len(set(ids)) != len(ids):
            raise ValueError("an id is used twice")
    _prove_conditions(wizard)
    for item in wizard.items:
        if item.due is not None and item.due.workdays is not None and not 0 < item.due.workdays <= MAX_WORKDAYS:
            raise ValueError(f"a term of {item.due.workdays} working days")
        if item.stage not in wizard.stages:
            raise ValueError(f"no stage {item.stage[:80]!r}")
    for text in _texts(msgspec.to_builtins((wizard, basis.rule, basis.parties))):
        if len(text) > MAX_TEXT:
            raise ValueError(f"a text of {len(text)} characters")
    for text in _texts(msgspec.to_builtins(basis)):
        if hidden := _HIDDEN.search(text):
            raise ValueError(f"a text with the sign U+{ord(hidden[0]):04X}")


def is_verified(basis: Basis, rules: Mapping[str, Rule]) -> bool:
    """Do the articles of `basis`, and what it tells of its rule, read as those of the rule at hand?

    False where the rule is not at hand or reads otherwise, or where it goes by the name of another. Raises UserError
    where it calls itself the very version at hand (the pack's hash) and is not: that is a forgery, and not a matter of age.
    """
    rule = rules.get(basis.rule.id)
    if rule is None:
        return False
    same = basis.rule.title == rule.meta.title and all(
        (here := rule.find(entry.article.number)) is not None and here.shown == entry.article.shown
        for entry in basis.articles
    )
    this_version = basis.hash == rule.hash
    if not same and this_version:
        raise UserError(
            f"文件里《{basis.rule.title[:60]}》的条文和这里的同一版本对不上",
            safe="一份也没有导入，原有的清单没有改动",
            todo="核对这个文件是谁给的；在原来的电脑上重新导出",
        )
    others = {
        name for other in rules.values() if other is not rule for name in (other.meta.title, other.meta.short_title)
    }
    if not same or basis.rule.short_title in others or not _told_alike(basis.rule, rule.meta):
        return False
    return not this_version or all(_reads_alike(entry, rule) for entry in basis.articles)


def _told_alike(there: RuleMeta, here: RuleMeta) -> bool:
    """Does a citation tell the same of both, where both say something?"""
    pairs = ((getattr(there, name), getattr(here, name)) for name in _TOLD)
    return all(told == known for told, known in pairs if told and known)


def _reads_alike(entry: BasisArticle, rule: Rule) -> bool:
    """Has an article of the very version at hand the 条旨 and the 校注 that it has there?"""
    article = rule.find(entry.article.number)
    if article is None or article.heading != entry.article.heading:
        return False
    return entry.notes == tuple(note for note_id in article.note_ids if (note := rule.note(note_id)))


def marked(basis: Basis) -> Basis:
    """The same basis with `UNVERIFIED` in the names of its rule; one that has it already stays as it is."""
    rule = basis.rule
    if rule.title.endswith(UNVERIFIED):
        return basis
    rule = msgspec.structs.replace(
        rule, title=rule.title + UNVERIFIED, short_title=(rule.short_title or rule.title) + UNVERIFIED
    )
    return msgspec.structs.replace(basis, rule=rule)


def _cites(wizard: Wizard) -> Iterator[Cite]:
    for item in wizard.items:
        yield from item.cites
        for point in item.points:
            yield from point.cites
    for parts in (wizard.questions, wizard.others, wizard.open, wizard.general, wizard.answers):
        for part in parts:
            yield from part.cites


def _prove_conditions(wizard: Wizard) -> None:
    known = {question.id: {option.value for option in question.options} for question in wizard.questions}
    for when in _conditions(wizard):
        for name in questions_in(when):
            if name not in known:
                raise ValueError(f"a condition on {name[:80]!r}")
        for condition in conditions(when):
            for key, wanted in condition.items():
                for value in values_of(wanted):
                    if value not in known[key.rstrip("!")] and value not in ("unknown", "none"):
                        raise ValueError(f"a condition on {key[:80]!r}: {value[:80]!r}")


def _conditions(wizard: Wizard) -> Iterator[When]:
    for parts in (wizard.items, wizard.questions, wizard.others, wizard.open, wizard.general, wizard.answers):
        for part in parts:
            yield getattr(part, "when", {})


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield str(key)
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
