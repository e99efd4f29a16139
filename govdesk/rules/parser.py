"""From rule.md to a `Rule`: pure text in, model and problems out.

The numbering follows the two ways of Chinese rules: `一、…` straight through all chapters
(government work rules), or `第一条` (statutes). 款 are natural paragraphs; a line that begins with
（一） is a 项 of the 款 before it, and one that begins with 1. is a 目 of the 项 before it. A line that
only looks like one of these is written with a backslash before it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from govdesk.errors import Problem
from govdesk.rules.markup import Block, parse_markdown, strip_prefix
from govdesk.rules.model import Article, Division, Item, Paragraph, RuleMeta, Text
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral, write_numeral

_N = f"[{NUMERAL_CHARACTERS}]+"
_DIVISION = re.compile(rf"^第({_N}|\d+)([编章节])[\s\u3000]*")
_ENUMERATED = re.compile(rf"^({_N})、")
_ARTICLE = re.compile(rf"^第({_N}|\d+)条(?:之({_N}))?(?=[\s\u3000]|$)[\s\u3000]*")
_ARTICLE_RUN_ON = re.compile(rf"^第({_N}|\d+)条(?:之({_N}))?")
_ITEM = re.compile(rf"^（({_N})）")
_SUBITEM = re.compile(r"^(?:(\d{1,2})[.．、]|（(\d{1,2})）|([①-⑳]))")
# A line that begins with this is text, even where it looks like 二、 or （一）.
_PLAIN = "\\"
_LEVELS = {"编": 1, "章": 2, "节": 3}


def _position(match: re.Match[str]) -> tuple[int, int] | None:
    """(12, 1) for 第十二条之一, or None when the characters make no number."""
    main, inserted = parse_numeral(match[1]), parse_numeral(match[2]) if match[2] else 0
    return None if main is None or inserted is None else (main, inserted)


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
        self.last = (0, 0)  # the article before: 12 is (12, 0), 12-1 is (12, 1)

    def problem(self, where: str, problem: str, hint: str = "") -> None:
        self.parsed.problems.append(Problem(self.file, where, problem, hint))

    def take(self, block: Block) -> None:
        if not block.text.shown.strip():
            self.problem(block.text.source[:20], "整行都删去了，会多出一个空行", "把这一处删节并到上一行末尾")
        elif block.level == 1:
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
            if start == end:
                self.problem(label, "下面没有条文")
            self.parsed.divisions.append(Division(opened, label, title, start, end))

    def take_paragraph(self, text: Text) -> None:
        plain = text.segments[0].text if text.segments[0].mark is None else ""
        self.check_start(text, plain)
        if started := self.article_start(plain):
            self.close_article()
            self.number, self.printed, length = started
            self.check_sequence()
            rest = strip_prefix(text, length)
            self.paragraphs = [Paragraph(rest)] if rest.segments else []
        elif not self.number:
            self.problem(text.shown[:20], "这一段不属于任何一条", "发文通知写在标题行之前；别的段落写在条号之后")
        elif (match := _ITEM.match(plain)) and self.paragraphs:
            self.add_item(match[0], parse_numeral(match[1]) or 0, strip_prefix(text, len(match[0])))
        elif (match := _SUBITEM.match(plain)) and self.paragraphs and self.paragraphs[-1].items:
            number = int(match[1] or match[2] or unicodedata.numeric(match[3]))
            self.add_subitem(match[0], number, strip_prefix(text, len(match[0])))
        else:
            escaped = plain.startswith(_PLAIN)
            self.paragraphs.append(Paragraph(strip_prefix(text, len(_PLAIN)) if escaped else text))

    def check_start(self, text: Text, plain: str) -> None:
        """Report a line that must have been meant as an article but is not written as one."""
        if text.segments[0].mark is not None:
            rest = "".join(segment.shown for segment in text.segments)
            if self.article_start(rest):
                self.problem(rest[:20], "条号之前不能有校注记号", "把记号放到条号后面")
        elif (
            self.meta.numbering == "articles"
            and not self.article_start(plain)
            and (match := _ARTICLE_RUN_ON.match(plain))
            and _position(match) == (self.last[0] + 1, 0)
        ):
            self.problem(match[0], "条号后面没有空格", f"条文写作“{match[0]}　……”；不是条号的，在行首加一个 {_PLAIN}")

    def article_start(self, plain: str) -> tuple[str, str, int] | None:
        """(number, as printed, length of the mark) when `plain` begins an article."""
        if self.meta.numbering == "articles":
            match = _ARTICLE.match(plain)
            if not match or (position := _position(match)) is None:
                return None
            number = str(position[0]) if not position[1] else f"{position[0]}-{position[1]}"
            return number, match[0].rstrip(" \u3000"), len(match[0])
        match = _ENUMERATED.match(plain)
        if not match or (value := parse_numeral(match[1])) is None:
            return None
        return str(value), match[0], len(match[0])

    def check_sequence(self) -> None:
        main, _, inserted = self.number.partition("-")
        position = (int(main), int(inserted or 0))
        if position not in ((self.last[0] + 1, 0), (self.last[0], self.last[1] + 1)):
            before = f"上一条是“{self.parsed.articles[-1].printed}”" if self.parsed.articles else "这是第一条"
            hint = f"核对条号；不是条号的，在行首加一个 {_PLAIN}"
            self.problem(self.printed, f"条号不连续，{before}", hint)
        self.last = position

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
        if any(article.number == self.number for article in self.parsed.articles):
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
