"""附：所依据条文: the articles a sheet rests on, whole, with the quoted words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from govdesk.rules.citation import cite_article
from govdesk.rules.model import Article, Mark, Note
from govdesk.wizards.basis import Basis, BasisArticle
from govdesk.wizards.model import Cite

Span = tuple[int, int]

LONG_PARAGRAPH = 400  # characters: about twelve lines, a third of a page


class Run(msgspec.Struct, frozen=True):
    """A stretch of a line; `quoted` where a line of the sheet rests on it, `omission` for …… where words are left out."""

    text: str
    quoted: bool = False
    omission: bool = False


#: Stands where words of an article are left out.
OMITTED = Run("……", omission=True)
_SENTENCE = re.compile(r"[^。；]*[。；]|[^。；]+")


class ArticleLine(msgspec.Struct, frozen=True):
    """A 款, or a 项 or 目 with its label（一）in the first run. `kept`: not to be split over two pages."""

    runs: tuple[Run, ...]
    depth: int = 0  # 0 款, 1 项, 2 目
    kept: bool = False


class PrintedArticle(msgspec.Struct, frozen=True):
    """`printed` is the mark before the article: 五十八、."""

    printed: str
    lines: tuple[ArticleLine, ...]


class Chapter(msgspec.Struct, frozen=True):
    """Articles of one 章 and the line above them."""

    name: str  # 第九章 公文审批; empty where the rule has no chapters
    articles: tuple[PrintedArticle, ...]


def chapters(basis: Basis, cites: Iterable[Cite], *, excerpts: bool = False) -> tuple[Chapter, ...]:
    """The articles that `cites` name, in the rule's order, under their chapters, each with the 款 that are quoted.

    What is left out is marked ……. `excerpts` leaves out sentences without a quote as well.
    """
    by_article: dict[str, list[Cite]] = {}
    for cite in cites:
        by_article.setdefault(cite.number, []).append(cite)
    found: list[Chapter] = []
    for entry in _cited(basis, by_article):
        here = by_article[entry.article.number]
        # Lists of version 0.1 print their articles whole, as they did.
        whole = basis.wizard.legacy and not excerpts
        lines = tuple(article_lines(entry.article, here) if whole else _quoted_lines(entry.article, here, excerpts))
        article = PrintedArticle(entry.article.printed, lines)
        # An ideographic space between label and title, as the rule itself prints its headings.
        name = entry.chapter.replace(" ", "\u3000", 1)
        if found and found[-1].name == name:
            found[-1] = Chapter(name, (*found[-1].articles, article))
        else:
            found.append(Chapter(name, (article,)))
    return tuple(found)


def leaves_out(found: Iterable[Chapter]) -> bool:
    """Whether anything of the articles is left out."""
    return any(run.omission for part in found for art in part.articles for line in art.lines for run in line.runs)


def _quoted_lines(article: Article, cites: Sequence[Cite], excerpts: bool) -> Iterable[ArticleLine]:
    """The 款 and 项 that are quoted, a 项 under the words that lead to it; …… for the rest."""
    lines: list[ArticleLine] = []
    skipped = False
    for number, paragraph in enumerate(article.paragraphs, start=1):
        here = [c for c in cites if c.paragraph in (None, number)]
        whole = any(c.paragraph is None for c in here)
        if not here:
            skipped = True
            continue
        wanted = {c.item for c in here if c.item is not None}
        if paragraph.text.shown or not wanted:
            line = _line("", paragraph.text.shown, _quotes(cites, number, None), 0)
            lines.append(_begun(_cut(line) if excerpts and not wanted else line, skipped))
            skipped = False
        lead = bool(wanted) and not any(c.item is None for c in here)
        for item in paragraph.items:
            quotes = _quotes(cites, number, item.number)
            if not whole and (lead or excerpts) and item.number not in wanted:
                skipped = True
                continue
            lines.append(_begun(_line(item.label, item.text.shown, quotes, 1), skipped))
            skipped = False
            lines += [_line(sub.label, sub.text.shown, quotes, 2) for sub in item.subitems]
    if skipped and lines:
        lines[-1] = msgspec.structs.replace(lines[-1], runs=(*lines[-1].runs, OMITTED))
    return lines


def _begun(line: ArticleLine, skipped: bool) -> ArticleLine:
    return msgspec.structs.replace(line, runs=(OMITTED, *line.runs)) if skipped else line


def _cut(line: ArticleLine) -> ArticleLine:
    """`line` without the sentences that hold no quote."""
    runs: list[Run] = []
    for index, run in enumerate(line.runs):
        if run.quoted:
            runs.append(run)
            continue
        # What is left of a quote's own sentence stays: its beginning before it, its end behind it.
        sentences = _SENTENCE.findall(run.text)
        after = 1 if index and sentences and not _ends(line.runs[index - 1].text) else 0
        before = 1 if index + 1 < len(line.runs) and sentences and not _ends(sentences[-1]) else 0
        if len(sentences) <= after + before:
            runs.append(run)
            continue
        runs += [Run(text) for text in ("".join(sentences[:after]),) if text]
        runs.append(OMITTED)
        runs += [Run(text) for text in ("".join(sentences[len(sentences) - before :]) if before else "",) if text]
    return msgspec.structs.replace(line, runs=tuple(runs))


def _ends(text: str) -> bool:
    return text.endswith(("。", "；", "："))


def article_lines(article: Article, cites: Sequence[Cite]) -> Iterable[ArticleLine]:
    """Every 款, 项 and 目 of the article, with the words of `cites` marked where they stand."""
    for number, paragraph in enumerate(article.paragraphs, start=1):
        yield _line("", paragraph.text.shown, _quotes(cites, number, None), 0)
        for item in paragraph.items:
            quotes = _quotes(cites, number, item.number)
            yield _line(item.label, item.text.shown, quotes, 1)
            for sub in item.subitems:
                yield _line(sub.label, sub.text.shown, quotes, 2)


def _quotes(cites: Sequence[Cite], paragraph: int, item: int | None) -> list[str]:
    """Quotes that rest on this 款 or 项, or that do not say on which."""
    return [c.quote for c in cites if (c.paragraph or paragraph) == paragraph and (c.item or item) == item]


def _line(label: str, text: str, quotes: Iterable[str], depth: int) -> ArticleLine:
    runs = [Run(label)] if label else []
    position = 0
    for start, end in _merged(_find(text, quote) for quote in quotes if quote in text):
        if start > position:
            runs.append(Run(text[position:start]))
        runs.append(Run(text[start:end], quoted=True))
        position = end
    if position < len(text):
        runs.append(Run(text[position:]))
    # A quote reads as one piece, unless keeping it so would leave much of a page empty.
    kept = any(run.quoted for run in runs) and len(text) <= LONG_PARAGRAPH
    return ArticleLine(tuple(runs), depth, kept)


def _find(text: str, quote: str) -> Span:
    start = text.index(quote)
    return start, start + len(quote)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Overlapping and touching spans as one, in order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def reading_notes(basis: Basis, cites: Iterable[Cite], printed: Iterable[Chapter] = ()) -> tuple[str, ...]:
    """The editorial notes that a reader of these articles on paper must know, as Chinese sentences.

    Words that we supply or doubt are each named with the reason; debris is no text and gets one sentence. Of `printed`
    chapters only what stands on paper is told of.
    """
    numbers = {cite.number for cite in cites}
    texts = {
        article.printed: "".join(run.text for line in article.lines for run in line.runs)
        for chapter in printed
        for article in chapter.articles
    }
    sentences: list[str] = []
    debris = False
    for entry in _cited(basis, numbers):
        text = texts.get(entry.article.printed)
        for note in entry.notes:
            if text is not None and note.kind is not Mark.OMITTED and not _stands(note, text):
                continue
            if note.kind is Mark.OMITTED:
                debris = True
                continue
            what = f"“{note.source}”" + (f"补作“{note.reading}”" if note.kind is Mark.SUPPLIED else "")
            sentences.append(f"{cite_article(entry.article.number)}{what}：{note.why.rstrip('。')}。")
    if debris:
        sentences.append("网页文字里混入的多余字符没有印出，见校注。")
    return tuple(sentences)


def _stands(note: Note, text: str) -> bool:
    """Whether the words that the note is about stand in `text`, as they were found or as they are read."""
    bare = text.replace("〔", "").replace("〕", "")
    return any(words and words in bare for words in (note.source, note.reading))


def _cited(basis: Basis, numbers: Iterable[str]) -> list[BasisArticle]:
    wanted = set(numbers)
    return [entry for entry in basis.articles if entry.article.number in wanted]
