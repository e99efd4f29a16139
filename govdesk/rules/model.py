"""A rule as its document has it: 章, 条, 款, 项, and the editorial notes on its text.

Names follow 立法法's division of a text and GB/T 9704-2012. A 款 carries no number: it is a natural
paragraph of a 条, and an enumeration of 项 belongs to the 款 that introduces it.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

import msgspec

from govdesk.typed import read_number


class Mark(StrEnum):
    """How a stretch of text departs from the source text (校注的三种)."""

    SUPPLIED = "supplied"  # 补: lost characters that we supply, shown in 〔〕
    OMITTED = "omitted"  # 删: debris of the scraping, left out
    DOUBTED = "doubted"  # 疑: stands as printed, doubted


class Certainty(StrEnum):
    """How sure a reading is (把握)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of text with at most one editorial mark; `note` is the id of its `Note`."""

    text: str
    mark: Mark | None = None
    note: str | None = None

    @property
    def shown(self) -> str:
        """What the reader, quotes and paper show."""
        if self.mark is Mark.SUPPLIED:
            return f"〔{self.text}〕"
        return "" if self.mark is Mark.OMITTED else self.text

    @property
    def source(self) -> str:
        """What the source text has."""
        return "" if self.mark is Mark.SUPPLIED else self.text


class Text(msgspec.Struct, frozen=True, array_like=True):
    """A line of rule text as segments."""

    segments: tuple[Segment, ...] = ()

    @property
    def shown(self) -> str:
        """The text as shown and quoted."""
        return "".join(segment.shown for segment in self.segments)

    @property
    def source(self) -> str:
        """The text as obtained, before editorial notes (full-width punctuation restored)."""
        return "".join(segment.source for segment in self.segments)

    @property
    def note_ids(self) -> tuple[str, ...]:
        """The notes on this line in order of appearance, each once."""
        return tuple(dict.fromkeys(segment.note for segment in self.segments if segment.note))


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An editorial note (校注): what the source has, what we read, why, and how sure."""

    id: str
    kind: Mark
    source: str
    why: str
    certainty: Certainty
    reading: str = ""


class Item(msgspec.Struct, frozen=True):
    """项 （一）, or 目 1. inside a 项. `label` is as printed, `number` its value."""

    label: str
    number: int
    text: Text
    subitems: tuple[Item, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """款: a natural paragraph, with the 项 that it introduces."""

    text: Text
    items: tuple[Item, ...] = ()


class Unlisted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of an article that no checklist line rests on, quoted exactly, and why.

    With `desks` it is said of these desks alone: the words name them, and none of their lists quotes them.
    """

    words: str
    why: str
    desks: tuple[str, ...] = ()


class Article(msgspec.Struct, frozen=True):
    """条. `number` is "58" or, for 第十二条之一, "12-1"; `printed` the mark before it (五十八、)."""

    number: str
    printed: str
    paragraphs: tuple[Paragraph, ...]
    heading: str = ""  # 条旨: ours, never part of the law's words
    nothing_to_check: str = ""  # why no checklist line rests on this article, where that is so
    unlisted: tuple[Unlisted, ...] = ()  # stretches of it that no checklist line rests on, with the reason
    asks: tuple[str, ...] = ()  # how clerks ask for what it says, ours, for the search

    def lines(self) -> list[Text]:
        """Every 款 and 项 in reading order."""
        found: list[Text] = []
        for paragraph in self.paragraphs:
            found.append(paragraph.text)
            for item in paragraph.items:
                found.append(item.text)
                found.extend(sub.text for sub in item.subitems)
        return found

    @property
    def shown(self) -> str:
        """The whole article as shown, 款 and 项 on lines of their own, without its number."""
        return "\n".join(self._numbered_lines())

    def _numbered_lines(self) -> list[str]:
        found: list[str] = []
        for paragraph in self.paragraphs:
            found.append(paragraph.text.shown)
            for item in paragraph.items:
                found.append(item.label + item.text.shown)
                found.extend(sub.label + sub.text.shown for sub in item.subitems)
        return found

    @property
    def note_ids(self) -> tuple[str, ...]:
        """The notes on this article in order of appearance, each once."""
        return tuple(dict.fromkeys(note for line in self.lines() for note in line.note_ids))


class Division(msgspec.Struct, frozen=True):
    """编, 章 or 节: a heading over the articles with index `start` to `end` (end not included)."""

    level: int  # 1 编, 2 章, 3 节, 4 款 as a heading
    label: str  # 第九章
    title: Text
    start: int
    end: int
    lead: tuple[Text, ...] = ()  # what stands between the heading and its first article

    @property
    def name(self) -> str:
        """Label and title as a table of contents has them: 第九章 公文审批."""
        return f"{self.label} {self.title.shown}".strip()


class Appendix(msgspec.Struct, frozen=True):
    """附件 or 附表: kept with the rule, but no article of it; its own 一、 and （一） count by themselves."""

    label: str  # 附件2
    title: Text
    lines: tuple[Text, ...] = ()

    @property
    def name(self) -> str:
        """Label and title: 附件2　查处操作规程."""
        return f"{self.label.rstrip('：:')}　{self.title.shown}".strip("　")


class RuleMeta(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule's front matter. Empty means that the source does not say; nothing is guessed."""

    id: str
    title: str  # 咸阳市人民政府工作规则（试行）
    short_title: str  # 咸阳市: what menus call it
    aliases: tuple[str, ...] = ()  # what a citation may call it: 咸阳, xianyang, xy
    issuer: str  # 发文机关
    doc_number: str = ""  # 文号
    adopted: dt.date | None = None  # 通过
    adopted_by: str = ""
    issued: dt.date | None = None  # 成文
    effective: dt.date | None = None  # 施行
    published: dt.date | None = None  # put on the web
    status: str = ""  # 有效性, as the source states it
    source: str = ""  # where the text comes from
    obtained: str = ""  # how the text was obtained
    numbering: Literal["enumerated", "articles", "decimal"] = "enumerated"  # 一、…; 第一条; 1 …, 1.1 …
    wizards_complete: bool = False  # the pack promises that every article is cited or listed
    # The text stands as its source has it, also where that has gaps in its numbers or half-width punctuation.
    verbatim: bool = False


class Rule(msgspec.Struct, frozen=True):
    """A whole rule: front matter, the notice that promulgated it, headings, articles, appendices, notes."""

    meta: RuleMeta
    notice: tuple[Text, ...]
    title: Text
    divisions: tuple[Division, ...]
    articles: tuple[Article, ...]
    notes: tuple[Note, ...] = ()
    hash: str = ""  # SHA-256 over the pack's text files, hex
    topics: dict[str, tuple[str, ...]] = {}  # topic id -> article numbers
    preamble: tuple[Text, ...] = ()  # what stands between the title and the first heading or article: 题注, 序言
    appendices: tuple[Appendix, ...] = ()

    @property
    def id(self) -> str:
        return self.meta.id

    def find(self, number: str) -> Article | None:
        """The article with this number ("58", "12-1"), or None."""
        index = self.index_of(number)
        return None if index is None else self.articles[index]

    def index_of(self, number: str) -> int | None:
        """Position of an article in reading order, or None."""
        # Numbers of an undamaged rule run from 1: look there first, then search.
        if nth := read_number(number, len(self.articles)):
            guess = nth - 1
            if self.articles[guess].number == number:
                return guess
        return next((i for i, article in enumerate(self.articles) if article.number == number), None)

    def division_of(self, number: str, level: int = 2) -> Division | None:
        """The 章 (level 2), 编 (1) or 节 (3) that an article stands in, or None."""
        index = self.index_of(number)
        if index is None:
            return None
        return next((d for d in self.divisions if d.level == level and d.start <= index < d.end), None)

    def chapters(self) -> tuple[Division, ...]:
        """All 章 in order."""
        return tuple(d for d in self.divisions if d.level == 2)

    def note(self, note_id: str) -> Note | None:
        """A note by its id, or None."""
        return next((note for note in self.notes if note.id == note_id), None)

    def note_order(self) -> dict[str, int]:
        """Note id -> its number 注1, 注2 … in order of appearance in the whole document."""
        lines = [*self.notice, self.title, *self.preamble]
        titles: dict[int, list[Division]] = {}
        for division in self.divisions:
            titles.setdefault(division.start, []).append(division)
        for index, article in enumerate(self.articles):
            for division in titles.get(index, ()):
                lines += [division.title, *division.lead]
            lines.extend(article.lines())
        for appendix in self.appendices:
            lines += [appendix.title, *appendix.lines]
        seen = dict.fromkeys(note for line in lines for note in line.note_ids)
        return {note: position for position, note in enumerate(seen, start=1)}
