"""The shipped rules against the texts they were made from, letter for letter.

source.txt is cut up here with two simple patterns of its own, so that a fault of the parser cannot hide
itself. Both sides are compared after Unicode NFKC and without white space: the scraper turned full-width
punctuation into half-width, and set its own blanks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from govdesk.rules.loader import read_rule
from govdesk.rules.model import Article, Rule

_CHAPTER = re.compile(r"第[一二三四五六七八九十]+章")
_ARTICLE = re.compile(r"[一二三四五六七八九十]+、")
#: The first line that is the page's again, and no longer the document's.
_PAGE_END = {"xianyang-2013": "主办:", "zhangjiagang-2022": "扫一扫"}


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass
class Cut:
    """source.txt in pieces, each already plain."""

    before: str = ""
    notice: list[str] = field(default_factory=list)
    title: str = ""
    chapters: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    after: str = ""


def cut(folder: Path, rule: Rule) -> Cut:
    lines = [plain(line) for line in (folder / rule.id / "source.txt").read_text("utf-8").splitlines()]
    lines = [line for line in lines if line]
    end = next(i for i, line in enumerate(lines) if line.startswith(_PAGE_END[rule.id]))
    start = max(i for i, line in enumerate(lines[:end]) if line == plain(rule.meta.doc_number))
    found = Cut(before="".join(lines[:start]), after="".join(lines[end:]))
    for line in lines[start:end]:
        if _CHAPTER.match(line):
            found.chapters.append(line)
        elif found.chapters and _ARTICLE.match(line):
            found.articles.append(line)
        elif found.articles:
            found.articles[-1] += line
        elif line == plain(rule.meta.title):
            found.title = line
        else:
            found.notice.append(line)
    return found


def source_of(article: Article) -> str:
    written = article.printed
    for paragraph in article.paragraphs:
        written += paragraph.text.source
        for item in paragraph.items:
            written += item.label + item.text.source
            written += "".join(sub.label + sub.text.source for sub in item.subitems)
    return plain(written)


@pytest.mark.parametrize(("pack", "articles", "chapters"), [("xianyang-2013", 76, 12), ("zhangjiagang-2022", 57, 11)])
def test_the_pack_is_whole_and_has_no_problem(rules_folder: Path, pack: str, articles: int, chapters: int) -> None:
    rule, problems = read_rule(rules_folder / pack)

    assert problems == []
    assert rule is not None
    assert [article.number for article in rule.articles] == [str(n + 1) for n in range(articles)]
    assert len(rule.chapters()) == len(rule.divisions) == chapters


def test_every_article_is_its_source_letter_for_letter(rules_folder: Path, rule: Rule) -> None:
    expected = cut(rules_folder, rule).articles

    assert len(expected) == len(rule.articles)
    for article, source in zip(rule.articles, expected, strict=True):
        assert source_of(article) == source


def test_notice_title_and_chapter_titles_are_their_source_too(rules_folder: Path, rule: Rule) -> None:
    expected = cut(rules_folder, rule)

    assert [plain(line.source) for line in rule.notice] == expected.notice
    assert plain(rule.title.source) == expected.title
    assert [plain(chapter.label + chapter.title.source) for chapter in rule.chapters()] == expected.chapters


def test_what_was_left_out_of_the_page_is_no_sentence_of_the_rule(rules_folder: Path, rule: Rule) -> None:
    found = cut(rules_folder, rule)

    assert "。" not in found.before
    assert "。" not in found.after


def test_each_article_stands_in_the_chapter_that_the_source_puts_it_in(rules_folder: Path, rule: Rule) -> None:
    source = plain((rules_folder / rule.id / "source.txt").read_text("utf-8"))
    starts = [source.index(chapter) for chapter in cut(rules_folder, rule).chapters]
    for article in rule.articles:
        division = rule.division_of(article.number)
        assert division is not None
        place = source.index(source_of(article))
        assert rule.chapters().index(division) == sum(start < place for start in starts) - 1


def test_items_of_the_enumerating_articles_are_counted(xianyang: Rule, zhangjiagang: Rule) -> None:
    def items(rule: Rule) -> dict[str, int]:
        return {a.number: sum(len(p.items) for p in a.paragraphs) for a in rule.articles if a.paragraphs[0].items}

    assert items(xianyang) == {"39": 4, "40": 8, "41": 3}
    assert items(zhangjiagang) == {"34": 3, "35": 8}
    for rule, numbers in ((xianyang, ("39", "40", "41")), (zhangjiagang, ("34", "35"))):
        for number in numbers:
            article = rule.find(number)
            assert article is not None
            assert len(article.paragraphs) == 2, "the paragraph after the items is the next 款"


def test_what_is_shown_has_full_width_punctuation_and_no_stray_blank(rule: Rule) -> None:
    shown = [line.shown for line in (*rule.notice, rule.title)]
    shown += [chapter.title.shown for chapter in rule.chapters()]
    shown += [article.shown for article in rule.articles]
    for text in shown:
        assert not re.search(r"[,;:()?!\[\]]", text), text
        assert not re.search(r"[^\S\n]", text), text


def test_front_matter_says_what_the_source_says_and_no_more(rules_folder: Path, rule: Rule) -> None:
    meta = rule.meta
    source = (rules_folder / rule.id / "source.txt").read_text("utf-8")

    assert plain(meta.title) in plain(source)
    assert plain(rule.title.shown) == plain(meta.title)
    for words in (meta.doc_number, meta.issuer, meta.adopted_by, meta.status):
        assert words in source
    assert meta.published is not None
    assert meta.published.isoformat() in source
    assert meta.effective is None, "neither page says from when the rule applies"
    for date in (meta.issued, meta.adopted):
        if date is not None:
            assert any(form in source for form in (f"{date.year}年{date.month}月{date.day}日", date.isoformat()))
    assert meta.source
    assert "没有与正式印发件核对" in meta.obtained
    assert not re.search(r"[,;:()]", meta.source + meta.obtained + meta.title)


def test_the_two_cities_answer_to_different_names(xianyang: Rule, zhangjiagang: Rule) -> None:
    assert {"咸阳", "咸阳市", "xianyang", "xy"} <= set(xianyang.meta.aliases)
    assert {"张家港", "张家港市", "zhangjiagang", "zjg"} <= set(zhangjiagang.meta.aliases)
    assert not set(xianyang.meta.aliases) & set(zhangjiagang.meta.aliases)
