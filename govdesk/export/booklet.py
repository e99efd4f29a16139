"""A rule, or one article of it, as the document it is: notice, title, chapters, articles; editorial notes apart."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import msgspec

from govdesk.export.articles import ArticleLine, Chapter, PrintedArticle, Run, article_lines
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Certainty, Division, Mark, Rule, Text

_KINDS = {Mark.SUPPLIED: "补", Mark.OMITTED: "删", Mark.DOUBTED: "疑"}
_CERTAINTY = {Certainty.HIGH: "高", Certainty.MEDIUM: "中", Certainty.LOW: "低"}
_DATE = re.compile(r"[\d〔〕一二三四五六七八九〇十年月日]+")


class NoticeLine(msgspec.Struct, frozen=True):
    """A line of the notice. `place`: number, address, body or signature."""

    text: str
    place: str


class Booklet(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `contents` asks for a table of the chapters."""

    title: str
    subtitle: str = ""  # 第五十八条
    notice: tuple[NoticeLine, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...]
    source: str  # where the text comes from, in the words of the pack
    basis: str
    contents: bool
    printed: dt.date


def rule_booklet(rule: Rule, printed: dt.date, *, notes: bool = True) -> Booklet:
    """The whole rule; `notes`: 校注 at its end."""
    return Booklet(
        title=rule.title.shown,
        notice=tuple(_notice(rule)),
        chapters=tuple(_chapters(rule)),
        notes=tuple(_notes(rule, rule.note_order())) if notes else (),
        source=_source(rule),
        basis=_basis(rule),
        contents=len(rule.divisions) + len(rule.appendices) > 1,
        printed=printed,
    )


def article_booklet(rule: Rule, number: str, printed: dt.date, *, notes: bool = True) -> Booklet:
    """One article under its chapter's heading. Raises KeyError where the rule has no such article."""
    article = rule.find(number)
    if article is None:
        raise KeyError(number)
    chapter = rule.division_of(number)
    name = f"{chapter.label}　{chapter.title.shown}" if chapter else ""
    return Booklet(
        title=rule.meta.title,
        subtitle=cite_article(number),
        notice=(),
        chapters=(Chapter(name, (PrintedArticle(article.printed, tuple(article_lines(article, ()))),)),),
        notes=tuple(_notes(rule, article.note_ids)) if notes else (),
        source=_source(rule),
        basis=_basis(rule),
        contents=False,
        printed=printed,
    )


def _notice(rule: Rule) -> Iterator[NoticeLine]:
    lines = [text.shown for text in rule.notice]
    signed = False
    for index, text in enumerate(lines):
        if index == 0 and text == rule.meta.doc_number:
            place = "number"
        elif text.endswith("："):
            place = "address"
        elif index and (text == rule.meta.issuer or (signed and _DATE.fullmatch(text))):
            place, signed = "signature", True
        else:
            place = "body"
        yield NoticeLine(text, place)


def _chapters(rule: Rule) -> Iterator[Chapter]:
    """What stands before the first heading under an empty name, each heading with the articles up to the next, the appendices."""
    if rule.preamble:
        yield Chapter("", (_unnumbered(rule.preamble),))
    starts = sorted({0, *(division.start for division in rule.divisions)})
    for start, end in zip(starts, [*starts[1:], len(rule.articles)], strict=True):
        names = [d for d in rule.divisions if d.start == start]
        for division in names[:-1]:
            yield Chapter(_name(division.label, division.title), _lead(division))
        articles = tuple(
            PrintedArticle(article.printed, tuple(article_lines(article, ()))) for article in rule.articles[start:end]
        )
        if names or articles:
            name = _name(names[-1].label, names[-1].title) if names else ""
            yield Chapter(name, (*(_lead(names[-1]) if names else ()), *articles))
    for appendix in rule.appendices:
        yield Chapter(appendix.name, (_unnumbered(appendix.lines),) if appendix.lines else ())


def _lead(division: Division) -> tuple[PrintedArticle, ...]:
    return (_unnumbered(division.lead),) if division.lead else ()


def _unnumbered(lines: Iterable[Text]) -> PrintedArticle:
    """Text that is no article, set as one without a number."""
    return PrintedArticle("", tuple(ArticleLine((Run(line.shown),)) for line in lines))


def _name(label: str, title: Text) -> str:
    return f"{label}　{title.shown}".rstrip()


def _notes(rule: Rule, ids: Iterable[str]) -> Iterator[str]:
    order = rule.note_order()
    where = {note: cite_article(article.number) for article in rule.articles for note in article.note_ids}
    for note_id in sorted(ids, key=lambda note: order.get(note, 0)):
        note = rule.note(note_id)
        if note is None:
            continue
        place = where.get(note_id, "")
        reading = f"，读作“{note.reading}”" if note.reading else ""
        kind = f"{_KINDS[note.kind]}，把握{_CERTAINTY[note.certainty]}"
        yield f"注{order[note_id]}　{place}（{kind}）：原文“{note.source}”{reading}。{note.why.rstrip('。')}。"


def _source(rule: Rule) -> str:
    return "".join(part.rstrip("。") + "。" for part in (rule.meta.source, rule.meta.obtained) if part)


def _basis(rule: Rule) -> str:
    return f"《{rule.meta.title}》" + (f"（{rule.meta.doc_number}）" if rule.meta.doc_number else "")
