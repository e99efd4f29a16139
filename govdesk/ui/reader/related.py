"""What belongs to an article: the errands that rest on it, the other rules' articles on the same matter, its notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from govdesk.rules.model import Article, Certainty, Mark, Note, Rule
from govdesk.wizards.library import Library

KIND = {Mark.SUPPLIED: "补", Mark.OMITTED: "删", Mark.DOUBTED: "疑"}
CERTAINTY = {Certainty.HIGH: "高", Certainty.MEDIUM: "中", Certainty.LOW: "低"}


class Use(NamedTuple):
    """An errand and how many of its checklist lines rest on the article."""

    wizard: str
    title: str
    items: int


class SameMatter(NamedTuple):
    """An article of another rule under the same topics."""

    rule: Rule
    article: Article
    topics: tuple[str, ...]


def uses(library: Library, rule: Rule, number: str) -> list[Use]:
    """The errands of `rule` with lines or questions that rest on an article, most lines first."""
    found = []
    for wizard in library.wizards(rule.id):
        if number in wizard.cited_articles():
            found.append(Use(wizard.id, wizard.title, sum(item.cite.number == number for item in wizard.items)))
    return sorted(found, key=lambda use: -use.items)


def same_matter(library: Library, rule: Rule, number: str) -> list[SameMatter]:
    """Articles of the other rules under the topics of this article; those that share most topics first."""
    titles = {topic.id: topic.title for group in library.groups for topic in group.topics}
    topics = [topic for topic, numbers in rule.topics.items() if number in numbers]
    shared: dict[tuple[str, str], list[str]] = {}
    for topic in topics:
        for other in library.rules.values():
            if other.id != rule.id:
                for theirs in other.topics.get(topic, ()):
                    shared.setdefault((other.id, theirs), []).append(titles.get(topic, topic))
    found = []
    for (rule_id, theirs), names in shared.items():
        article = library.rules[rule_id].find(theirs)
        if article is not None:
            found.append(SameMatter(library.rules[rule_id], article, tuple(names)))
    return sorted(found, key=lambda entry: -len(entry.topics))


def note_reading(note: Note) -> str:
    """What the source has and what we make of it, in one line: 原文“常务委会员”，疑作“常务委员会”."""
    source = f"网页文字“{note.source}”" if note.kind is not Mark.DOUBTED else f"原文“{note.source}”"
    if not note.reading:
        return source
    verb = {Mark.SUPPLIED: "补作", Mark.OMITTED: "读作", Mark.DOUBTED: "疑作"}[note.kind]
    return f"{source}，{verb}“{note.reading}”"


def note_tooltips(rule: Rule) -> dict[str, str]:
    """For each note its mark, kind and reason in words, for tooltips."""
    order = rule.note_order()
    return {note.id: f"注{order[note.id]}（{KIND[note.kind]}）：{note.why}" for note in rule.notes if note.id in order}


def notes_of(rule: Rule, ids: Iterable[str]) -> list[Note]:
    """The notes with these ids, in that order."""
    return [note for note_id in ids if (note := rule.note(note_id)) is not None]
