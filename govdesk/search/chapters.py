"""Chapters called by their number or their name: 第八章, 咸阳第九章, 会议制度那一章."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from govdesk.rules.citation import match_rule
from govdesk.rules.model import Article, Division, Rule
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral
from govdesk.search.folding import fold_text
from govdesk.search.model import ChapterHit

_N = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
# Compiled only when a chapter may be meant.
# What is said behind the name: 第九章讲什么, 会议制度这一章有哪些条文.
_BEHIND = (
    r"(?:[这那整本]?一?章|部分|里面?|中|的|都|是|主要|全部|所有|内容|条文|规定|讲|说|写|管|了|什么|些什么|啥|有?哪些|有?几条|有?多少条"
    r"|在哪儿?|在哪里|全文|开头|看看|吗|呢)+$"
)
_BEFORE = r"^(?:打开|查看|看一?看|看|翻到?|请问|找)+"
_BY_NUMBER = rf"^(?P<rule>.*?)(?:的|规则)?第?(?P<number>{_N})章(?P<rest>.*)$"
_MARKS = r"[《》“”\"'，。？?！!、：:\s]"
_AND = r"[与和及]"
_WORD = 2
#: A longer text names no chapter.
_LONGEST = 40


def chapters_named(
    typed: str, library: Mapping[str, Rule], within: Mapping[str, Rule]
) -> tuple[tuple[ChapterHit, ...], bool]:
    """The chapters of `within` that `typed` names, in its order, and whether it asks for nothing else.

    A number, or a name with 章 behind it, asks for the chapter; a name alone (会议制度) may be words as well.
    """
    parts = fold_text(typed[: _LONGEST + 1]).split()
    titles = (_name(chapter) for rule in within.values() for chapter in rule.chapters())
    if not parts or len(typed) > _LONGEST or not ("章" in typed or any(map("".join(parts).endswith, titles))):
        return (), False
    for order in dict.fromkeys((tuple(parts), (*parts[1:], parts[0]), (parts[-1], *parts[:-1]))):
        text = re.sub(_BEFORE, "", re.sub(_MARKS, "", "".join(order)))
        # 会议制度这一章 has a number in it, and names none.
        found = _numbered(text, library, within) or _titled(text, library, within)
        if found is not None:
            return found
    return (), False


_Named = tuple[tuple[ChapterHit, ...], bool]


def _numbered(text: str, library: Mapping[str, Rule], within: Mapping[str, Rule]) -> _Named | None:
    match = re.match(_BY_NUMBER, text)
    if match is None:
        return None
    rest = re.sub(_BEHIND, "", match["rest"])
    rules = _of(match["rule"], library, within)
    if rules is not None and rest and not match["rule"] and (there := _of(rest, library, within)) is not None:
        rules, rest = there, ""
    if rules is None:
        return None
    number = parse_numeral(match["number"])
    found = [
        _hit(rule, chapter)
        for rule in rules
        for chapter in rule.chapters()
        if _number(chapter) == number and _is_called(chapter, rest)
    ]
    return (tuple(found), True) if found or not rest else None


def _titled(text: str, library: Mapping[str, Rule], within: Mapping[str, Rule]) -> _Named | None:
    name = re.sub(_BEHIND, "", text)
    says_chapter = "章" in text[len(name) :]
    for city in ("", *_names(library.values())):
        if not name.startswith(city) or name == city:
            continue
        rules = _of(city, library, within) or []
        wanted = name.removeprefix(city).removeprefix("的")
        found = [
            _hit(rule, chapter)
            for rule in rules
            for chapter in rule.chapters()
            if _name(chapter) in (wanted, text.removeprefix(city))
            or (says_chapter and len(wanted) > 1 and _is_called(chapter, wanted))
        ]
        if found:
            return tuple(found), says_chapter
    return None


def chapter_start(library: Mapping[str, Rule], typed: str, first_rule: str) -> tuple[str, str] | None:
    """The rule and the first article of the chapter that `typed` asks for, of the rule in force if it has one; else None."""
    within = dict(sorted(library.items(), key=lambda pair: pair[0] != first_rule))
    chapters, is_asked = chapters_named(typed, library, within)
    return (chapters[0].rule, chapters[0].first) if is_asked and chapters else None


def chapter_articles(library: Mapping[str, Rule], chapters: Iterable[ChapterHit]) -> list[tuple[Rule, Article]]:
    """The articles of chapters, in the rule's own order."""
    found = []
    for hit in chapters:
        rule = library[hit.rule]
        first, last = rule.index_of(hit.first), rule.index_of(hit.last)
        if first is not None and last is not None:
            found += [(rule, article) for article in rule.articles[first : last + 1]]
    return found


def _of(city: str, library: Mapping[str, Rule], within: Mapping[str, Rule]) -> list[Rule] | None:
    """The rules of `within` that a city names, all for ""; None for what is no city."""
    if not city or city in {"本规则", "规则", "工作规则"}:
        return list(within.values())
    meta = match_rule(city, (rule.meta for rule in library.values()))
    return None if meta is None else [rule for rule in within.values() if rule.id == meta.id]


def _names(rules: Iterable[Rule]) -> list[str]:
    names = {_folded(name) for rule in rules for name in (rule.meta.short_title, *rule.meta.aliases) if name}
    return sorted(names, key=lambda name: -len(name))


def _number(chapter: Division) -> int | None:
    found = re.search(_N, chapter.label)
    return parse_numeral(found[0]) if found else None


def _is_called(chapter: Division, said: str) -> bool:
    """Whether what was said is in a chapter's name, as it is or word by word: 廉政建设 for 廉政与作风建设."""
    return _is_made_of(re.sub(_AND, "", said), re.sub(_AND, "", _name(chapter)))


def _is_made_of(said: str, name: str) -> bool:
    """Whether `said` is in `name`, or all of the words that it may be cut into; a word has two characters at least."""
    return said in name or any(
        said[:end] in name and _is_made_of(said[end:], name) for end in range(_WORD, len(said) - _WORD + 1)
    )


def _name(chapter: Division) -> str:
    return _folded(chapter.title.shown)


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    return re.sub(r"\s", "", fold_text(title))


def _hit(rule: Rule, chapter: Division) -> ChapterHit:
    last = rule.articles[chapter.end - 1].number
    return ChapterHit(rule.id, chapter.label, chapter.title.shown, rule.articles[chapter.start].number, last)
