"""The structure of a rule as plain tuples, to compare with; and the words of a draft in its document's order."""

from __future__ import annotations

from govdesk.importing.draft import Draft, make_draft
from govdesk.importing.pieces import Role, folded
from govdesk.importing.reading import read_bytes
from govdesk.rules.model import Article, Item, Rule


def draft_of(content: bytes, name: str = "规则.txt") -> Draft:
    """The draft of a file's content."""
    ending = "." + name.rpartition(".")[2]
    return make_draft(read_bytes(content, ending), name, "0" * 64)


def draft_of_lines(*lines: str) -> Draft:
    """The draft of a plain text."""
    return draft_of("\n".join(lines).encode())


def shape(rule: Rule) -> list[object]:
    """Headings with their place, then articles with 款 and 项, blanks and width apart."""
    headings = [(division.level, folded(division.name), division.start) for division in rule.divisions]
    return [headings, *(_article(article) for article in rule.articles)]


def _article(article: Article) -> tuple[object, ...]:
    paragraphs = [(folded(p.text.source), [_item(item) for item in p.items]) for p in article.paragraphs]
    return (article.number, folded(article.printed), paragraphs)


def _item(item: Item) -> tuple[object, ...]:
    return (folded(item.label), folded(item.text.source), [_item(sub) for sub in item.subitems])


def words_of_rule(rule: Rule) -> str:
    """All that a rule says from its preamble on, in order, without blanks."""
    written: list[str] = [line.source for line in rule.preamble]
    for index in range(len(rule.articles) + 1):
        for division in rule.divisions:
            if division.start == index:
                written += [division.label, division.title.source, *(line.source for line in division.lead)]
        for article in rule.articles[index : index + 1]:
            written.append(article.printed)
            for paragraph in article.paragraphs:
                written.append(paragraph.text.source)
                for item in paragraph.items:
                    written += [item.label, item.text.source]
                    for sub in item.subitems:
                        written += [sub.label, sub.text.source]
    for appendix in rule.appendices:
        written += [appendix.label, appendix.title.source, *(line.source for line in appendix.lines)]
    return folded("".join(written))


def words_of_pieces(draft: Draft) -> str:
    """The same from the pieces of the document: what is neither title nor notice nor left out."""
    outside = (Role.TITLE, Role.NOTICE, Role.LEFT_OUT)
    return folded("".join(piece.text for piece in draft.pieces if piece.role not in outside))
