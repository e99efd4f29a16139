"""What was found, as rows: errands and articles; the rest is `elsewhere`'s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from govdesk.present import targets
from govdesk.present.pinyin import Pinyin
from govdesk.present.targets import Target
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Article, Rule
from govdesk.search.asking import is_question
from govdesk.search.denial import has_a_no
from govdesk.search.errands import find_errands
from govdesk.search.folding import fold_text
from govdesk.search.synonyms import load_synonyms
from govdesk.wizards.library import Library
from govdesk.wizards.model import Wizard

if TYPE_CHECKING:
    from govdesk.search.model import ChapterHit, Hit

#: `recent` is a search made before.
Kind = Literal["wizard", "article", "record", "note", "manual", "statute", "recent"]
KIND_NAMES: dict[Kind, str] = {
    "wizard": "事项",
    "article": "条文",
    "record": "清单",
    "note": "笔记",
    "manual": "手册",
    "statute": "法规",
    "recent": "搜过",
}
_SEPARATE = re.compile(r"[与和、及]")
_MOST_RELATED, _MOST_ABOUT = 3, 5
#: How many articles stand before errands where a question was asked.
_ANSWERS = 3
Marks = tuple[tuple[int, int], ...]


class Row(NamedTuple):
    """A result. `title_marks` and `body_marks` are ranges of the words asked for.

    `number` is an article's, also that of a note; `wizard` an id, `record` a checklist's number, `topic` a title in the
    manual, which has no `rule`; `law` an id among the statutes, `law_article` a number there. `chapter` is an article's,
    `aside` the few words that a suggestion has room for.
    """

    kind: Kind
    rule: str
    title: str
    path: str
    body: str
    title_marks: Marks = ()
    body_marks: Marks = ()
    number: str = ""
    wizard: str = ""
    record: str = ""
    topic: str = ""
    chapter: str = ""
    aside: str = ""
    law: str = ""
    law_article: str = ""
    is_named: bool = False  # an errand or a chapter that what was typed is the name of

    @property
    def target(self) -> Target:
        """The page that shows it."""
        match self.kind:
            case "wizard":
                return targets.RunWizard(rule=self.rule, wizard=self.wizard)
            case "record":
                return targets.Checklist(record=self.record)
            case "manual":
                return targets.Help(topic=self.topic)
            case "statute":
                return targets.Statute(law=self.law, article=self.law_article)
            case "recent":
                return targets.Search(text=self.title)
            case _:
                return targets.Rules(rule=self.rule, article=self.number)

    @property
    def spoken(self) -> str:
        """The row in words, for assistive tools."""
        return "，".join(part for part in (KIND_NAMES[self.kind], self.title, self.path, self.body) if part)


def literal_marks(text: str, words: Iterable[str]) -> Marks:
    """Where `words` stand in `text`, in order, overlaps joined."""
    found = []
    folded = text.lower()
    for word in words:
        at = folded.find(word)
        while word and at >= 0:
            found.append((at, at + len(word)))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def errand_rows(
    library: Library, text: str, first_rule: str, pinyin: Pinyin, desk: str = "", hits: Iterable[Hit] | None = None
) -> list[Row]:
    """Rows for the errands that `text` asks for; the rule in force first, and there those of `desk`.

    `hits` are the articles that answer, where they are known: errands that rest on them answer a question, and where there
    are none, only errands that are called so do.
    """
    words = text.strip().lower().split()
    answers = None if hits is None else tuple((hit.rule, hit.article) for hit in hits)
    found = find_errands(library, text, first_rule, pinyin.matches, library.desks_of(first_rule, desk), answers)
    return [
        _errand_row(library.rules[one.rule], library.wizard(one.rule, one.errand.id), words, one.is_named)
        for one in found
    ]


def _errand_row(rule: Rule, wizard: Wizard, words: Sequence[str], is_named: bool) -> Row:
    body = f"{wizard.summary.rstrip('。')}。依据 {len(wizard.cited_articles())} 条。"
    return Row(
        "wizard",
        rule.id,
        wizard.title,
        rule.meta.short_title,
        body,
        literal_marks(wizard.title, words),
        wizard=wizard.id,
        is_named=is_named,
    )


def chapter_rows(library: Library, chapters: Iterable[ChapterHit]) -> list[Row]:
    """Rows for chapters that are named; each opens at its first article."""
    rows = []
    for hit in chapters:
        rule = library.rules.get(hit.rule)
        if rule is not None:
            span = (
                f"{cite_article(hit.first)}至{cite_article(hit.last)}"
                if hit.first != hit.last
                else cite_article(hit.first)
            )
            title = "　".join(filter(None, (hit.label, hit.title)))
            rows.append(
                Row(
                    "article",
                    hit.rule,
                    title,
                    rule.meta.short_title,
                    f"整章：{span}。",
                    number=hit.first,
                    chapter=hit.title,
                    is_named=True,
                )
            )
    return rows


def article_rows(library: Library, hits: Iterable[Hit], text: str) -> list[Row]:
    """Rows for the index's hits, in its order; articles that the library no longer holds are left out."""
    found = list(hits)
    marked = {hit.snippet[start:end].lower() for hit in found for start, end in hit.matches}
    words = [*text.lower().split(), *sorted(marked)]
    rows = []
    for hit in found:
        rule = library.rules.get(hit.rule)
        article = rule.find(hit.article) if rule is not None else None
        if rule is not None and article is not None:
            rows.append(article_row(rule, article, hit.snippet, hit.matches, words))
    return rows


def article_row(rule: Rule, article: Article, body: str, marks: Marks, words: Sequence[str]) -> Row:
    """A row for one article."""
    division = rule.division_of(article.number)
    title = article_title(article)
    chapter = division.title.shown if division else ""
    path = " · ".join(part for part in (rule.meta.short_title, chapter) if part)
    marked = literal_marks(title, words)
    return Row("article", rule.id, title, path, body, marked, marks, number=article.number, chapter=chapter)


def article_title(article: Article) -> str:
    """第五十八条　一文一事与办复时限."""
    return "　".join(part for part in (cite_article(article.number), article.heading) if part)


def in_order(errands: Sequence[Row], articles: Sequence[Row], others: Sequence[Row], meant: str) -> list[Row]:
    """All rows, as `meant` asks for them: chapters named; errands where it names one; articles that have the very words;
    the first articles where it is a question; errands spoken of so, checklists and notes, the other articles; errands of
    another rule than the best article's; the manual.
    """
    called = [row for row in articles if row.is_named]
    answers = [row for row in articles if not row.is_named]
    city = articles[0].rule if articles else ""
    elsewhere = [row for row in errands if city and row.rule != city]
    named = [row for row in errands if row.is_named and row not in elsewhere]
    literal = [row for row in answers if meant.lower() in f"{row.title}\n{row.body}".lower()]
    if is_question(asked := fold_text(meant)):
        # A wording that is a question is answered like any other; who writes the errand's name wants the errand.
        named = [row for row in named if fold_text(row.title) in asked]
        literal += [row for row in answers[:_ANSWERS] if row not in literal]
    elif not named and not literal and has_a_no(asked):  # what need not be done is told by the law: no errand does it
        literal = answers[:_ANSWERS]
    elif not named and not literal:  # a name of nothing: what is nearest to it in doing, before what is in words
        named = [row for row in errands if row not in elsewhere]
    spoken = [row for row in errands if row not in named and row not in elsewhere]
    own = [row for row in others if row.kind != "manual"]
    manual = [row for row in others if row.kind == "manual"]
    rest = [row for row in answers if row not in literal]
    return [*called, *named, *literal, *spoken, *own, *rest, *elsewhere, *manual]


def related_wordings(articles: Iterable[Row], typed: str) -> list[str]:
    """Up to three other wordings for what was typed: what documents write for it, and what the best articles are about."""
    found: list[str] = [written for word in typed.split() for written in load_synonyms().written_for(word)][:2]
    for row in [*articles][:_MOST_ABOUT]:
        _, _, heading = row.title.partition("　")
        found += (part for part in _SEPARATE.split(heading) if len(part) > 1)
    return [word for word in dict.fromkeys(found) if word != typed.strip()][:_MOST_RELATED]
