"""What must hold of a rule pack's text files: each check returns problems, none raises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from govdesk.errors import Problem
from govdesk.rules.markup import has_broken_mark
from govdesk.rules.model import Mark, Note, Rule, Segment, Text

_HALF_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}
# Between two digits or Latin letters they are in their place: 24:00, 1,000.
_MISPLACED = re.compile(r"(?<![0-9A-Za-z])[,;:()]|[,;:()](?![0-9A-Za-z])")


def check_rule(
    rule: Rule, pack: str, entries: Mapping[str, object] | None = None, *, notes_known: bool = True
) -> list[Problem]:
    """Problems of a rule: punctuation, notes and their marks, entries for articles that are not there.

    `entries` are articles.toml's by article number; `notes_known` is False when notes.toml could not
    be read, so that its one fault is not told again at every mark.
    """
    return [
        # A text as it was found is nobody's to correct.
        *(() if rule.meta.verbatim else (*_check_punctuation(rule, pack), *_check_marks(rule, pack))),
        *(_check_notes(rule, pack) if notes_known else ()),
        *_check_entries(rule, pack, entries or {}),
        *_check_topics(rule, pack),
    ]


def _lines(rule: Rule) -> Iterable[tuple[str, Text]]:
    yield from (("发文通知", line) for line in rule.notice)
    yield "标题", rule.title
    yield from ((division.label, division.title) for division in rule.divisions)
    for article in rule.articles:
        yield from ((article.printed, line) for line in article.lines())
    for appendix in rule.appendices:
        yield from ((appendix.label, line) for line in (appendix.title, *appendix.lines))


def _check_punctuation(rule: Rule, pack: str) -> Iterable[Problem]:
    for where, line in _lines(rule):
        # Debris stands as the scraper left it; only what is shown must read as print.
        for found in sorted(set(_MISPLACED.findall(line.shown))):
            yield Problem(f"{pack}/rule.md", where, f"正文里有半角“{found}”", f"改为全角“{_HALF_WIDTH[found]}”")


def _check_marks(rule: Rule, pack: str) -> Iterable[Problem]:
    for where, line in _lines(rule):
        if any(segment.mark is None and has_broken_mark(segment.text) for segment in line.segments):
            yield Problem(f"{pack}/rule.md", where, "校注记号没有写完整", "写作 {++补++}[^编号] 等三种，不能套用")


def _check_notes(rule: Rule, pack: str) -> Iterable[Problem]:
    file = f"{pack}/notes.toml"
    for note_id, count in Counter(note.id for note in rule.notes).items():
        if count > 1:
            yield Problem(file, note_id, "校注编号重复")
    known, used = {note.id: note for note in rule.notes}, set()
    for where, line in _lines(rule):
        for segment in line.segments:
            if segment.mark is None:
                continue
            used.add(segment.note)
            note = known.get(segment.note or "")
            if note is None:
                yield Problem(f"{pack}/rule.md", where, f"校注“{segment.note}”没有写在 notes.toml 里")
            elif note.kind is not segment.mark:
                yield Problem(file, note.id, f"种类写的是 {note.kind}，正文里标的是 {segment.mark}")
            elif problem := _disagreement(segment, note):
                yield Problem(file, note.id, problem, "校注和正文里的记号应一致")
    for unused in known:
        if unused not in used:
            yield Problem(file, unused, "正文里没有引用这条校注")


def _disagreement(segment: Segment, note: Note) -> str:
    """What a note says otherwise than the mark that refers to it, or nothing."""
    marked = _without_blanks(segment.text)
    if segment.mark is Mark.SUPPLIED and marked not in _without_blanks(note.reading):
        return f"正文里补了“{marked}”，reading 里没有"
    if segment.mark is not Mark.SUPPLIED and marked not in _without_blanks(note.source):
        return f"正文里标了“{marked}”，source 里没有"
    return ""


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _check_entries(rule: Rule, pack: str, entries: Mapping[str, object]) -> Iterable[Problem]:
    numbers = {article.number for article in rule.articles}
    for number in entries:
        if number in numbers:
            continue
        yield Problem(f"{pack}/articles.toml", number, "规则里没有这一条")
    for article in rule.articles:
        if article.nothing_to_check and not article.nothing_to_check.strip():
            yield Problem(f"{pack}/articles.toml", f"{article.number}.nothing_to_check", "是空的", "写明理由")
        for entry in article.unlisted:
            if not entry.why.strip():
                yield Problem(f"{pack}/articles.toml", f"{article.number}.unlisted", "why 是空的", "写明理由")
            if not any(entry.words and entry.words in line.shown for line in article.lines()):
                where = f"{article.number}.unlisted"
                yield Problem(
                    f"{pack}/articles.toml", where, f"这一条里没有这句原文：“{entry.words}”", "照抄原文，一字不改"
                )


def _check_topics(rule: Rule, pack: str) -> Iterable[Problem]:
    for topic, numbers in rule.topics.items():
        for number in numbers:
            if rule.find(number) is None:
                yield Problem(f"{pack}/topics.toml", topic, f"规则里没有第{number}条")
