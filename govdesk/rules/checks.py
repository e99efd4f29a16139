"""What must hold of a rule pack's text files: each check returns problems, none raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from govdesk.errors import Problem
from govdesk.rules.model import Rule, Text

_HALF_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}


def check_rule(rule: Rule, pack: str, entries: Mapping[str, object] | None = None) -> list[Problem]:
    """Problems of a rule: punctuation, notes and their marks, entries for articles that are not there."""
    return [
        *_check_punctuation(rule, pack),
        *_check_notes(rule, pack),
        *_check_entries(rule, pack, entries or {}),
        *_check_topics(rule, pack),
    ]


def _lines(rule: Rule) -> Iterable[tuple[str, Text]]:
    yield from (("发文通知", line) for line in rule.notice)
    yield "标题", rule.title
    yield from ((division.label, division.title) for division in rule.divisions)
    for article in rule.articles:
        yield from ((article.printed, line) for line in article.lines())


def _check_punctuation(rule: Rule, pack: str) -> Iterable[Problem]:
    for where, line in _lines(rule):
        # Debris stands as the scraper left it; only what is shown must read as print.
        for found in sorted(set(line.shown) & _HALF_WIDTH.keys()):
            yield Problem(f"{pack}/rule.md", where, f"正文里有半角“{found}”", f"改为全角“{_HALF_WIDTH[found]}”")


def _check_notes(rule: Rule, pack: str) -> Iterable[Problem]:
    file = f"{pack}/notes.toml"
    for note_id, count in Counter(note.id for note in rule.notes).items():
        if count > 1:
            yield Problem(file, note_id, "校注编号重复")
    known, used = {note.id: note for note in rule.notes}, set()
    for where, line in _lines(rule):
        for segment in line.segments:
            if segment.mark is None:
                if "{" in segment.text or "[^" in segment.text:
                    yield Problem(f"{pack}/rule.md", where, "校注记号没有写完整", "写作 {++补++}[^编号] 等三种")
                continue
            used.add(segment.note)
            note = known.get(segment.note or "")
            if note is None:
                yield Problem(f"{pack}/rule.md", where, f"校注“{segment.note}”没有写在 notes.toml 里")
            elif note.kind is not segment.mark:
                yield Problem(file, note.id, f"种类写的是 {note.kind}，正文里标的是 {segment.mark}")
    for unused in known.keys() - used:
        yield Problem(file, unused, "正文里没有引用这条校注")


def _check_entries(rule: Rule, pack: str, entries: Mapping[str, object]) -> Iterable[Problem]:
    numbers = {article.number for article in rule.articles}
    for number in entries.keys() - numbers:
        yield Problem(f"{pack}/articles.toml", number, "规则里没有这一条")


def _check_topics(rule: Rule, pack: str) -> Iterable[Problem]:
    for topic, numbers in rule.topics.items():
        for number in numbers:
            if rule.find(number) is None:
                yield Problem(f"{pack}/topics.toml", topic, f"规则里没有第{number}条")
