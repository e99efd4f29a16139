"""From rule.md to a `Rule`: pure text in, model and problems out.

The numbering follows the two ways of Chinese rules: `一、…` straight through all chapters
(government work rules), or `第一条` (statutes). 款 are natural paragraphs; a line that begins with
（一） is a 项 of the 款 before it, and one that begins with 1. is a 目 of the 项 before it. A line that
only looks like one of these is written with a backslash before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from govdesk.errors import Problem
from govdesk.rules.marks import (
    ITEM_STYLES,
    ArticleMark,
    ItemMark,
    appendix_label,
    article_mark,
    decimal_mark,
    division_mark,
    enumerated_mark,
    item_mark,
)
from govdesk.rules.markup import Block, parse_markdown, parse_verbatim, strip_prefix
from govdesk.rules.model import Appendix, Article, Division, Item, Paragraph, RuleMeta, Text
from govdesk.rules.numerals import write_numeral

# A line that begins with this is text, even where it looks like 二、 or （一）.
PLAIN = "\\"
#: The marks of a list that a pack written by hand may open; in a text as it was found any may.
_ITEMS = "（一）"


@dataclass
class _OpenItem:
    """An item that 目 may still be added to."""

    mark: ItemMark
    text: Text
    subitems: list[Item] = field(default_factory=list)

    def close(self) -> Item:
        return Item(self.mark.label, self.mark.number, self.text, tuple(self.subitems))


@dataclass
class _OpenParagraph:
    """A 款 that items may still be added to; `style` is how its items are marked."""

    text: Text
    items: list[_OpenItem] = field(default_factory=list)
    style: str = ""

    def close(self) -> Paragraph:
        return Paragraph(self.text, tuple(item.close() for item in self.items))


@dataclass
class ParsedBody:
    """What stands below the front matter."""

    notice: list[Text] = field(default_factory=list)
    title: Text = field(default_factory=Text)
    divisions: list[Division] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    preamble: list[Text] = field(default_factory=list)
    appendices: list[Appendix] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse_body(body: str, meta: RuleMeta, file: str) -> ParsedBody:
    """The notice, title, headings and articles of a rule's Markdown; `file` names it in problems."""
    builder = _Builder(meta, file)
    for block in parse_verbatim(body) if meta.verbatim else parse_markdown(body):
        builder.take(block)
    return builder.finish()


class _Builder:
    """Collects blocks into articles; lists stay open until the next heading or article closes them."""

    def __init__(self, meta: RuleMeta, file: str) -> None:
        self.meta, self.file = meta, file
        self.parsed = ParsedBody()
        self.verbatim = meta.verbatim
        self.open_divisions: list[tuple[int, int, str, Text, int, list[Text]]] = []
        self.closed: list[tuple[int, Division]] = []
        self.appendix: tuple[str, Text, list[Text]] | None = None
        self.number = ""
        self.printed = ""
        self.paragraphs: list[_OpenParagraph] = []
        self.last = (0, 0)  # the article before: 12 is (12, 0), 12-1 is (12, 1)
        self.numbers: set[str] = set()

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
            self.parsed.notice.append(_unescaped(block.text)[1])
        else:
            self.take_paragraph(block.text)

    def take_heading(self, text: Text) -> None:
        self.close_article()
        first = text.segments[0].text
        if label := appendix_label(first):
            self.close_appendix()
            self.close_divisions(0, len(self.parsed.articles))
            self.appendix = label.rstrip(), strip_prefix(text, len(label)), []
            return
        mark = division_mark(first)
        if mark is None:
            self.problem(
                text.shown, "这一行标题不是“第…章”", "编、章、节标题写作“## 第一章　总则”，附件写作“## 附件1　……”"
            )
            return
        self.close_appendix()
        index = len(self.parsed.articles)
        self.close_divisions(mark.level, index)
        number = len(self.open_divisions) + len(self.closed)
        self.open_divisions.append((number, mark.level, mark.label, strip_prefix(text, mark.length), index, []))

    def close_divisions(self, level: int, end: int) -> None:
        while self.open_divisions and self.open_divisions[-1][1] >= level:
            number, opened, label, title, start, lead = self.open_divisions.pop()
            if start == end and not self.verbatim:
                self.problem(label, "下面没有条文")
            self.closed.append((number, Division(opened, label, title, start, end, tuple(lead))))

    def close_appendix(self) -> None:
        if self.appendix is not None:
            label, title, lines = self.appendix
            self.parsed.appendices.append(Appendix(label, title, tuple(lines)))
            self.appendix = None

    def take_paragraph(self, text: Text) -> None:
        plain, words = _unescaped(text)
        if self.appendix is not None:
            self.appendix[2].append(words)
            return
        self.check_start(text, plain)
        if mark := self.article_start(plain):
            self.close_article()
            self.number, self.printed = mark.name, mark.label
            self.check_sequence()
            rest = strip_prefix(text, mark.length)
            self.paragraphs = [_OpenParagraph(rest)] if rest.segments else []
        elif not self.number:
            self.take_lead(words)
        elif (item := item_mark(plain)) and self.is_item(item):
            self.add_item(item, strip_prefix(text, item.length))
        else:
            self.paragraphs.append(_OpenParagraph(words))

    def take_lead(self, text: Text) -> None:
        """A paragraph before the first article, or between a heading and its first article."""
        if not self.verbatim:
            self.problem(text.shown[:20], "这一段不属于任何一条", "发文通知写在标题行之前；别的段落写在条号之后")
        elif self.open_divisions:
            self.open_divisions[-1][5].append(text)
        elif self.parsed.articles:
            self.parsed.articles[-1] = _with_paragraph(self.parsed.articles[-1], text)
        else:
            self.parsed.preamble.append(text)

    def check_start(self, text: Text, plain: str) -> None:
        """Report a line that must have been meant as an article but is not written as one."""
        if text.segments[0].mark is not None:
            rest = "".join(segment.shown for segment in text.segments)
            if self.article_start(rest):
                self.problem(rest[:20], "条号之前不能有校注记号", "把记号放到条号后面")
        elif (
            self.meta.numbering == "articles"
            and not self.verbatim
            and (mark := article_mark(plain))
            and not mark.parted
            and (mark.number, mark.inserted) == (self.last[0] + 1, 0)
        ):
            self.problem(
                mark.label, "条号后面没有空格", f"条文写作“{mark.label}　……”；不是条号的，在行首加一个 {PLAIN}"
            )

    def article_start(self, plain: str) -> ArticleMark | None:
        """The mark when `plain` begins an article."""
        if self.meta.numbering == "articles":
            mark = article_mark(plain)
            return mark if mark is not None and mark.parted else None
        if self.meta.numbering == "decimal":
            return decimal_mark(plain)
        return enumerated_mark(plain)

    def is_item(self, mark: ItemMark) -> bool:
        """Does a line with this mark go on a list, or open one?"""
        if self.verbatim:
            return True
        if not self.paragraphs:
            return False
        return mark.style == _ITEMS or (bool(self.paragraphs[-1].items) and mark.style in ("1.", "（1）", "①"))

    def check_sequence(self) -> None:
        main, _, inserted = self.number.partition("-")
        position = (int(main), int(inserted or 0))
        if not self.verbatim and position not in ((self.last[0] + 1, 0), (self.last[0], self.last[1] + 1)):
            before = f"上一条是“{self.parsed.articles[-1].printed}”" if self.parsed.articles else "这是第一条"
            hint = f"核对条号；不是条号的，在行首加一个 {PLAIN}"
            self.problem(self.printed, f"条号不连续，{before}", hint)
        self.last = position

    def add_item(self, mark: ItemMark, text: Text) -> None:
        """项 are marked as the first of their list is; another mark within it is that of 目."""
        if not self.paragraphs:
            self.paragraphs.append(_OpenParagraph(Text()))
        last = self.paragraphs[-1]
        if last.items and ITEM_STYLES.index(mark.style) < ITEM_STYLES.index(last.style):
            # （二） after 1. and 2. goes on with a list that a 款 of its own has interrupted.
            last = _OpenParagraph(Text())
            self.paragraphs.append(last)
        if last.items and last.style != mark.style:
            last.items[-1].subitems.append(Item(mark.label, mark.number, text))
            return
        if mark.number != len(last.items) + 1 and not self.verbatim:
            self.problem(f"{self.printed}{mark.label}", "项号不连续", "核对项号")
        last.style = mark.style
        last.items.append(_OpenItem(mark, text))

    def close_article(self) -> None:
        if not self.number:
            return
        if not self.paragraphs and not self.verbatim:
            self.problem(self.printed, "这一条没有正文")
        if self.number in self.numbers and not self.verbatim:
            self.problem(self.printed, "条号重复")
        self.numbers.add(self.number)
        self.parsed.articles.append(
            Article(self.number, self.printed, tuple(open_.close() for open_ in self.paragraphs))
        )
        self.number, self.paragraphs = "", []

    def finish(self) -> ParsedBody:
        self.close_article()
        self.close_appendix()
        self.close_divisions(0, len(self.parsed.articles))
        # A heading is closed after those within it; the document has it before them.
        self.parsed.divisions = [division for _, division in sorted(self.closed, key=lambda entry: entry[0])]
        if not self.parsed.title.segments:
            self.problem("", "没有标题行", "标题行写作“# 某某市人民政府工作规则”")
        if not self.parsed.articles:
            self.problem("", "没有读到任何一条", f"条文写作“{write_numeral(1)}、……”或“第一条　……”")
        return self.parsed


def _unescaped(text: Text) -> tuple[str, Text]:
    """The unmarked beginning of a line as it is written, and the line without the backslash that makes it plain text."""
    plain = text.segments[0].text if text.segments[0].mark is None else ""
    return plain, strip_prefix(text, len(PLAIN)) if plain.startswith(PLAIN) else text


def _with_paragraph(article: Article, text: Text) -> Article:
    return Article(article.number, article.printed, (*article.paragraphs, Paragraph(text)))
