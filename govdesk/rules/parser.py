"""From rule.md to a `Rule`: pure text in, model and problems out.

The numbering follows the two ways of Chinese rules: `一、…` straight through all chapters
(government work rules), or `第一条` (statutes). 款 are natural paragraphs; a line that begins with
（一） is a 项 of the 款 before it, and one that begins with 1. is a 目 of the 项 before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govdesk.errors import Problem
from govdesk.rules.markup import Block, parse_markdown, strip_prefix
from govdesk.rules.model import Article, Division, Item, Paragraph, RuleMeta, Text
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral, write_numeral

_N = f"[{NUMERAL_CHARACTERS}]+"
_DIVISION = re.compile(rf"^第({_N}|\d+)([编章节])[\s\u3000]*")
_ENUMERATED = re.compile(rf"^({_N})、")
_ARTICLE = re.compile(rf"^第({_N}|\d+)条(?:之({_N}))?(?=[\s\u3000]|$)[\s\u3000]*")
_ITEM = re.compile(rf"^（({_N})）")
_SUBITEM = re.compile(r"^(\d{1,2})[.．、]")
_LEVELS = {"编": 1, "章": 2, "节": 3}


@dataclass
class ParsedBody:
    """What stands below the front matter."""

    notice: list[Text] = field(default_factory=list)
    title: Text = field(default_factory=Text)
    divisions: list[Division] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse_body(body: str, meta: RuleMeta, file: str) -> ParsedBody:
    """The notice, title, headings and articles of a rule's Markdown; `file` names it in problems."""
    builder = _Builder(meta, file)
    for block in parse_markdown(body):
        builder.take(block)
    return builder.finish()


class _Builder:
    """Collects blocks into articles; lists stay open until the next heading or article closes them."""

    def __init__(self, meta: RuleMeta, file: str) -> None:
        self.meta, self.file = meta, file
        self.parsed = ParsedBody()
        self.open_divisions: list[tuple[int, str, Text, int]] = []
        self.number = ""
        self.printed = ""
        self.paragraphs: list[Paragraph] = []

    def problem(self, where: str, problem: str, hint: str = "") -> None:
        self.parsed.problems.append(Problem(self.file, where, problem, hint))

    def take(self, block: Block) -> None:
        if block.level == 1:
            if self.parsed.title.segments:
                self.problem(block.text.shown, "出现了第二个标题行", "标题行以“# ”开头，只能有一行")
            self.parsed.title = block.text
        elif block.level:
            self.take_heading(block.text)
        elif not self.parsed.title.segments:
            self.parsed.notice.append(block.text)
        else:
            self.take_paragraph(block.text)

    def take_heading(self, text: Text) -> None:
        self.close_article()
        match = _DIVISION.match(text.segments[0].text)
        if not match:
            self.problem(text.shown, "这一行标题不是“第…章”", "编、章、节标题写作“## 第一章　总则”")
            return
        level, index = _LEVELS[match[2]], len(self.parsed.articles)
        self.close_divisions(level, index)
        label = match[0].rstrip(" \u3000")
        self.open_divisions.append((level, label, strip_prefix(text, len(match[0])), index))

    def close_divisions(self, level: int, end: int) -> None:
        while self.open_divisions and self.open_divisions[-1][0] >= level:
            opened, label, title, start = self.open_divisions.pop()
            self.parsed.divisions.append(Division(opened, label, title, start, end))

    def take_paragraph(self, text: Text) -> None:
        plain = text.segments[0].text if text.segments[0].mark is None else ""
        if started := self.article_start(plain):
            self.close_article()
            self.number, self.printed, length = started
            self.check_sequence()
            rest = strip_prefix(text, length)
            self.paragraphs = [Paragraph(rest)] if rest.segments else []
        elif not self.number:
            self.problem(text.shown[:20], "第一条之前有不属于任何条的文字", "发文通知写在标题行之前")
        elif (match := _ITEM.match(plain)) and self.paragraphs:
            self.add_item(match[0], parse_numeral(match[1]) or 0, strip_prefix(text, len(match[0])))
        elif (match := _SUBITEM.match(plain)) and self.paragraphs and self.paragraphs[-1].items:
            self.add_subitem(match[0], int(match[1]), strip_prefix(text, len(match[0])))
        else:
            self.paragraphs.append(Paragraph(text))

    def article_start(self, plain: str) -> tuple[str, str, int] | None:
        """(number, as printed, length of the mark) when `plain` begins an article."""
        if self.meta.numbering == "articles":
            if not (match := _ARTICLE.match(plain)):
                return None
            inserted = f"-{parse_numeral(match[2])}" if match[2] else ""
            return f"{parse_numeral(match[1])}{inserted}", match[0].rstrip(" \u3000"), len(match[0])
        if not (match := _ENUMERATED.match(plain)):
            return None
        return f"{parse_numeral(match[1])}", match[0], len(match[0])

    def check_sequence(self) -> None:
        last = self.parsed.articles[-1].number if self.parsed.articles else "0"
        expected = int(last.split("-")[0]) + 1
        if "-" not in self.number and self.number != str(expected):
            self.problem(self.printed, f"条号不连续，上一条是第{last}条", "核对条号；条号不由程序改动")

    def add_item(self, label: str, number: int, text: Text) -> None:
        last = self.paragraphs[-1]
        if number != len(last.items) + 1:
            self.problem(f"{self.printed}{label}", "项号不连续", "核对项号")
        self.paragraphs[-1] = Paragraph(last.text, (*last.items, Item(label, number, text)))

    def add_subitem(self, label: str, number: int, text: Text) -> None:
        last = self.paragraphs[-1]
        *items, item = last.items
        grown = Item(item.label, item.number, item.text, (*item.subitems, Item(label, number, text)))
        self.paragraphs[-1] = Paragraph(last.text, (*items, grown))

    def close_article(self) -> None:
        if not self.number:
            return
        if not self.paragraphs:
            self.problem(self.printed, "这一条没有正文")
        if any(article.number == self.number for article in self.parsed.articles[-3:]):
            self.problem(self.printed, "条号重复")
        self.parsed.articles.append(Article(self.number, self.printed, tuple(self.paragraphs)))
        self.number, self.paragraphs = "", []

    def finish(self) -> ParsedBody:
        self.close_article()
        self.close_divisions(0, len(self.parsed.articles))
        self.parsed.divisions.sort(key=lambda division: (division.start, division.level))
        if not self.parsed.title.segments:
            self.problem("", "没有标题行", "标题行写作“# 某某市人民政府工作规则”")
        if not self.parsed.articles:
            self.problem("", "没有读到任何一条", f"条文写作“{write_numeral(1)}、……”或“第一条　……”")
        return self.parsed
