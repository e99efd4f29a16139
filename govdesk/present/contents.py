"""The rows of the contents, and which of them answer a filter: a number, words, pinyin (whole or initials), words of one's own notes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govdesk.present.pinyin import Pinyin
from govdesk.rules.citation import parse_citation
from govdesk.rules.model import Article, Rule
from govdesk.rules.numerals import write_numeral
from govdesk.typed import clean_line, clean_text


@dataclass(frozen=True)
class Entry:
    """A row: a rule, a division (`index` in its list) or an article. `depth` counts the divisions above it."""

    kind: Literal["rule", "division", "article"]
    rule: str
    index: int
    depth: int
    label: str  # 四十八; a division's name; a rule's title
    heading: str = ""  # 条旨
    span: str = ""  # 四十八—五十八
    articles: tuple[int, int] = (0, 0)  # a division's articles, end not included

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other row."""
        return self.kind, self.rule, self.index


def short_number(article: Article) -> str:
    """An article's number for narrow columns: 五十一, 十二之一."""
    main, _, inserted = article.number.partition("-")
    return write_numeral(int(main)) + (f"之{write_numeral(int(inserted))}" if inserted else "")


Key = tuple[str, str, int]


class Found(NamedTuple):
    """The rows to show, with all that they stand under.

    `in_text` where only the articles' own words matched, `noted` how many articles only a note of one's own brought in.
    """

    keys: frozenset[Key]
    in_text: bool = False
    noted: int = 0


def find_entries(
    typed: str,
    entries: Iterable[Entry],
    rules: Mapping[str, Rule],
    pinyin: Pinyin,
    notes: Mapping[tuple[str, str], str] | None = None,
) -> Found | None:
    """What `typed` lets through, or None where nothing is typed; `notes` are one's own by rule id and article number."""
    wanted = unicodedata.normalize("NFKC", clean_line(typed)).strip().lower()
    if not wanted:
        return None
    rows = list(entries)
    citation = parse_citation(wanted)
    if citation is not None and not citation.rule:
        found = [row for row in rows if row.kind == "article" and _has_number(row, wanted, citation.article, rules)]
    elif wanted.isascii() and wanted.isalpha():
        found = [row for row in rows if row.kind != "rule" and pinyin.matches(row.heading or _words(row), wanted)]
    else:
        found = [row for row in rows if row.kind != "rule" and wanted in (row.heading or row.label).lower()]
    shown = _with_surroundings(found, rows)
    noted = [row for row in rows if row.key not in shown and wanted in _note(row, rules, notes or {})]
    if found or noted or wanted.isascii():
        return Found(_with_surroundings([*found, *noted], rows), noted=len(noted))
    in_text = [
        row for row in rows if row.kind == "article" and wanted in rules[row.rule].articles[row.index].shown.lower()
    ]
    return Found(_with_surroundings(in_text, rows), in_text=bool(in_text))


def only_marked(found: Found | None, marked: Collection[tuple[str, int]], entries: Iterable[Entry]) -> Found:
    """What is left of `found` (None: everything) when only the articles `marked` (rule id, index) are wanted."""
    rows = list(entries)
    kept = [
        row
        for row in rows
        if row.kind == "article" and (row.rule, row.index) in marked and (found is None or row.key in found.keys)
    ]
    return Found(_with_surroundings(kept, rows), in_text=found is not None and found.in_text)


def _note(row: Entry, rules: Mapping[str, Rule], notes: Mapping[tuple[str, str], str]) -> str:
    if row.kind != "article" or not notes:
        return ""
    note = notes.get((row.rule, rules[row.rule].articles[row.index].number), "")
    return unicodedata.normalize("NFKC", clean_text(note)).lower()


def _words(row: Entry) -> str:
    """A division's name without its number, so that 章's own reading does not count."""
    return row.label.partition(" ")[2] if row.kind == "division" else ""


def _has_number(row: Entry, wanted: str, number: str, rules: Mapping[str, Rule]) -> bool:
    own = rules[row.rule].articles[row.index].number
    # Digits are matched as they are typed: 5 shows 5 and 50 to 59.
    return own.startswith(wanted) if wanted.isdecimal() else own == number or row.label.startswith(wanted)


def _with_surroundings(found: list[Entry], rows: list[Entry]) -> frozenset[Key]:
    keys = {row.key for row in found}
    articles = {(row.rule, row.index) for row in found if row.kind == "article"}
    for row in found:
        if row.kind == "division":
            articles |= {(row.rule, index) for index in range(*row.articles)}
    keys |= {("article", rule, index) for rule, index in articles}
    for row in rows:
        if row.kind != "article" and any((row.rule, index) in articles for index in range(*row.articles)):
            keys.add(row.key)
    return frozenset(keys)
