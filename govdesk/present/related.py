"""What belongs to an article: the errands that rest on it, what answers it in other rules, what it names, its notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from govdesk.errors import UserError
from govdesk.rules.citation import cite_place
from govdesk.rules.counterparts import Counterparts, Pair, Ref
from govdesk.rules.links import Link, rule_with_title
from govdesk.rules.model import Article, Certainty, Mark, Note, Rule
from govdesk.wizards.library import Library

if TYPE_CHECKING:
    from govdesk.statutes.model import Statute
    from govdesk.statutes.shelf import Statutes

KIND = {Mark.SUPPLIED: "补", Mark.OMITTED: "删", Mark.DOUBTED: "疑"}
CERTAINTY = {Certainty.HIGH: "高", Certainty.MEDIUM: "中", Certainty.LOW: "低"}


class Use(NamedTuple):
    """An errand and how many of its checklist lines rest on the article; `lines` are these, and questions that do."""

    wizard: str
    title: str
    items: int
    lines: tuple[str, ...] = ()


class SameMatter(NamedTuple):
    """An article of another rule under the same topics."""

    rule: Rule
    article: Article
    topics: tuple[str, ...]


class Answer(NamedTuple):
    """A pair that an article of this rule stands in: `own` are the places of this rule, `refs` the other rule's, if any."""

    rule: Rule
    pair: Pair
    own: tuple[Ref, ...]
    refs: tuple[Ref, ...]


class Mention(NamedTuple):
    """Another place that an article names: the words, what stands there, and the link's number in the document."""

    words: str
    told: str
    number: int
    held: bool


def uses(library: Library, rule: Rule, number: str) -> list[Use]:
    """The errands of `rule` with lines or questions that rest on an article, most lines first."""
    found = []
    for wizard in library.wizards(rule.id):
        if number in wizard.cited_articles():
            items = [f"{item.stage}：{item.act_in_words}" for item in wizard.items if item.cite.number == number]
            asked = [f"问：{question.ask}" for question in wizard.questions if question.cite.number == number]
            found.append(Use(wizard.id, wizard.title, len(items), (*items, *asked)))
    return sorted(found, key=lambda use: -use.items)


def answers(library: Library, declared: Iterable[Counterparts], rule: Rule, number: str) -> list[Answer]:
    """What the packs say answers an article of `rule` in other rules."""
    found = []
    for counterparts in declared:
        if rule.id not in (counterparts.left, counterparts.right):
            continue
        turned = rule.id == counterparts.right
        other = library.rules[counterparts.left if turned else counterparts.right]
        for pair in counterparts.pairs:
            own, theirs = (pair.right, pair.left) if turned else (pair.left, pair.right)
            if any(ref.article == number for ref in own):
                found.append(Answer(other, pair, own, theirs))
    return found


def same_matter(library: Library, rule: Rule, number: str, without: Iterable[str] = ()) -> list[SameMatter]:
    """Articles of the other rules under the topics of this article; those that share most topics first.

    `without` are rules whose answers are known for sure.
    """
    left_out = {rule.id, *without}
    titles = {topic.id: topic.title for group in library.groups for topic in group.topics}
    topics = [topic for topic, numbers in rule.topics.items() if number in numbers]
    shared: dict[tuple[str, str], list[str]] = {}
    for topic in topics:
        for other in library.rules.values():
            if other.id not in left_out:
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


NOT_HELD = "规则库里没有这部文件"


def link_target(library: Library, rule: Rule, link: Link) -> tuple[Rule, str] | None:
    """The rule and article ("" for none) that a link of `rule` leads to; None where the library has no such law."""
    if not link.title:
        return rule, link.article
    meta = rule_with_title(link.title, (other.meta for other in library.rules.values()))
    return (library.rules[meta.id], link.article) if meta is not None else None


def holds_law(laws: Statutes, title: str) -> bool:
    """Is there a law called `title` among the statutes? False too where they cannot be read."""
    try:
        return laws.holds(title)
    except UserError:
        return False


def law_meant(laws: Statutes | None, link: Link) -> Statute | None:
    """The law of the library of statutes that a link names; None where there is none, or none that can be read."""
    if laws is None or not link.title:
        return None
    try:
        return laws.find(link.title)
    except UserError:
        return None  # the library page tells of it


def link_words(library: Library, rule: Rule, link: Link, laws: Statutes | None = None) -> str:
    """What stands where a link leads, or that neither the library nor `laws` has it."""
    target = link_target(library, rule, link)
    if target is None:
        law = law_meant(laws, link)
        if law is None or laws is None:
            return NOT_HELD
        place = cite_place(link.article, link.paragraph, link.item) if link.article else ""
        return f"打开《{law.title}》{place}，{laws.status(law)}"
    other, number = target
    article = other.find(number) if number else None
    if number and article is None:
        return f"《{other.meta.title}》里没有这一条"
    if article is None:
        return f"打开《{other.meta.title}》"
    place = cite_place(number, link.paragraph, link.item)
    return "，".join(
        part for part in (place if other is rule else f"《{other.meta.title}》{place}", article.heading) if part
    )


def mentions(
    library: Library, rule: Rule, links: Sequence[tuple[int, Link]], laws: Statutes | None = None
) -> list[Mention]:
    """The places that an article's `links` (with their numbers) name, each once."""
    found: dict[tuple[str, str, int | None, int | None], Mention] = {}
    for number, link in links:
        held = link_target(library, rule, link) is not None or law_meant(laws, link) is not None
        key = (link.title, link.article, link.paragraph, link.item)
        words = f"《{link.title}》{link.words}" if link.title and link.article else link.words
        found.setdefault(key, Mention(words, link_words(library, rule, link, laws), number, held))
    return list(found.values())


def note_tooltips(rule: Rule, order: Mapping[str, int]) -> dict[str, str]:
    """For each note's id its mark, kind and reason in words, for tooltips; `order` numbers the notes."""
    return {note.id: f"注{order[note.id]}（{KIND[note.kind]}）：{note.why}" for note in rule.notes if note.id in order}


def notes_of(rule: Rule, ids: Iterable[str]) -> list[Note]:
    """The notes with these ids, in that order."""
    return [note for note_id in ids if (note := rule.note(note_id)) is not None]
