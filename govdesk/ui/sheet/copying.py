"""What the clipboard gets: the rule's words without our marks, and citations in the exact form documents use."""

from __future__ import annotations

import html
from functools import cache

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor

from govdesk.rules.citation import cite_article, place_label, quote_for_copying
from govdesk.rules.model import Article, RuleMeta
from govdesk.ui.kit.fonts import FANGSONG
from govdesk.ui.sheet.document import Place, SheetDocument
from govdesk.ui.sheet.rule_document import RuleDocument

_PARAGRAPH = (
    "margin-top:0; margin-bottom:0; text-align:justify; text-indent:32pt; mso-char-indent-count:2; line-height:28pt"
)
#: What Qt puts for the ends of paragraphs, lines and table cells, and for pictures.
_SEPARATORS = {0x2029: "\n", 0x2028: "\n", 0xFDD0: "\n", 0xFDD1: "", 0xFFFC: ""}


def article_citation(meta: RuleMeta, article: Article) -> str:
    """The whole article, quoted: “……”（《…》（文号）第五十一条）."""
    return quote_for_copying(meta, cite_article(article.number), article.shown)


def copy_citation(cited: tuple[RuleMeta, Article] | None) -> str:
    """Put the whole article, quoted, on the clipboard; what to say of it, empty where there is no article."""
    if cited is None:
        return ""
    QGuiApplication.clipboard().setMimeData(mime_data(article_citation(*cited)))
    return "引文已复制"


def article_words(article: Article) -> str:
    """The whole article as printed, its number before it."""
    return article.printed + article.shown


def selection_citation(shown: RuleDocument, start: int, end: int) -> str:
    """The selected words, quoted, with the 条 they stand in — and 款 and 项 where they stand in one."""
    first, last = _ends(shown, start, end)
    words = selected_words(shown, start, end, numbers=first.article != last.article)
    return quote_for_copying(shown.rule.meta, _label(shown, first, last), words)


def selected_words(shown: RuleDocument, start: int, end: int, *, numbers: bool = True) -> str:
    """The words between two positions, without note marks; `numbers` keeps the articles' printed numbers."""
    words = words_between(shown, start, end)
    if not numbers:
        place = shown.place_at(start)
        if place.article >= 0 and start < shown.article_start(place.article) + _number_length(shown, place.article):
            printed = shown.rule.articles[place.article].printed
            offset = start - shown.article_start(place.article)
            words = words.removeprefix(printed[offset:]).lstrip()
    return words


def words_between(shown: SheetDocument, start: int, end: int) -> str:
    """The words between two positions of any document on the sheet, a line for each block."""
    parts = []
    for first, last in _stretches(shown, start, end):
        cursor = QTextCursor(shown.document)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        parts.append(cursor.selectedText())
    return "".join(parts).translate(_SEPARATORS).strip()


def mime_data(text: str) -> QMimeData:
    """`text` as plain text, and as rich text the way documents are set (GB/T 9704): 仿宋 三号, which is 16 pt.

    Without a face and a size Word and WPS would set it in the web's own, 宋体 小四 with a line's room around. One line is
    pasted into the middle of a sentence as part of it; several become paragraphs set in by two characters.
    """
    data = QMimeData()
    data.setText(text)
    look = f"font-family:'{_fangsong()}'; font-size:16pt"
    lines = [f'<span style="{look}">{html.escape(line, quote=False)}</span>' for line in text.split("\n")]
    body = lines[0] if len(lines) == 1 else "".join(f'<p style="{_PARAGRAPH}">{line}</p>' for line in lines)
    # The comments tell Windows what is meant to be pasted; without them Word starts a new paragraph.
    fragment = f"<!--StartFragment-->{body}<!--EndFragment-->"
    data.setHtml(f'<html><head><meta charset="utf-8"></head><body>{fragment}</body></html>')
    return data


@cache
def _fangsong() -> str:
    """The name that 仿宋 has on this machine. One alone, and quoted: editors take the first, and stumble over others."""
    here = set(QFontDatabase.families())
    return next((name for name in FANGSONG if name in here), "仿宋")


def plain_data(text: str) -> QMimeData:
    """`text` with no look at all: what is no part of a document, such as a checksum."""
    data = QMimeData()
    data.setText(text)
    return data


def _stretches(shown: SheetDocument, start: int, end: int) -> list[tuple[int, int]]:
    """The range with note marks and tabs cut out."""
    kept, at = [], start
    for first, last in shown.text.skipped:
        if last <= at or first >= end:
            continue
        if first > at:
            kept.append((at, first))
        at = last
    if at < end:
        kept.append((at, end))
    return kept


def _ends(shown: SheetDocument, start: int, end: int) -> tuple[Place, Place]:
    # A selection that ends right behind a line break has not touched the next article.
    return shown.place_at(start), shown.place_at(max(start, end - 1))


def _number_length(shown: RuleDocument, index: int) -> int:
    return len(shown.rule.articles[index].printed) + 1


def _label(shown: RuleDocument, first: Place, last: Place) -> str:
    articles = shown.rule.articles
    if last.article < 0:
        return ""
    if first.article < 0:
        return cite_article(articles[last.article].number)
    if first.article != last.article:
        return cite_article(articles[first.article].number) + "至" + cite_article(articles[last.article].number)
    article = articles[first.article]
    if first.paragraph != last.paragraph:
        return cite_article(article.number)
    return place_label(article, first.paragraph, first.item if first.item == last.item else None)
