"""A document being imported, as the import page shows it: kinds of lines, the tree of what was found, sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from govdesk.errors import UserError
from govdesk.importing.pieces import Piece, Role
from govdesk.importing.settling import Settlement
from govdesk.rules.marks import appendix_label, division_mark, item_mark
from govdesk.rules.numerals import write_numeral

#: What stands before a source line: its kind in a sign or two.
KINDS = {
    Role.TITLE: "题",
    Role.NOTICE: "通知",
    Role.PREAMBLE: "题注",
    Role.HEADING: "章",
    Role.HEADING_MORE: "章",
    Role.ARTICLE: "条",
    Role.ITEM: "项",
    Role.PARAGRAPH: "款",
    Role.MORE: "接上",
    Role.APPENDIX: "附",
    Role.APPENDIX_TITLE: "附",
    Role.APPENDIX_TEXT: "附",
    Role.LEFT_OUT: "不收",
}
#: What a line can be made, in the menu.
ROLE_NAMES = {
    Role.TITLE: "标题",
    Role.NOTICE: "发文通知",
    Role.PREAMBLE: "题注（标题和正文之间）",
    Role.HEADING: "章节标题",
    Role.ARTICLE: "一条的开头",
    Role.ITEM: "项",
    Role.PARAGRAPH: "另起一款",
    Role.APPENDIX: "附件的开头",
    Role.APPENDIX_TEXT: "附件里的文字",
    Role.LEFT_OUT: "不收",
}
#: The particulars, with what the form calls them; a date's field is named by what it dates.
FIELDS = {
    "title": "标题",
    "short_title": "简称",
    "issuer": "发文机关",
    "doc_number": "文号",
    "date": "印发",
    "effective": "施行",
    "status": "有效性",
}
DATES = ("date", "effective")
STATUSES = ("有效", "部分有效", "失效", "尚未施行")
NOT_STATED = "原文没有写"


@dataclass
class Node:
    """A row of the structure. `pieces` are the stretches of the source that it is made of, itself and not its children."""

    kind: str  # group, heading, article, paragraph, item, text, left
    label: str = ""
    text: str = ""
    info: str = ""
    pieces: list[int] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    depth: int = 0

    def walk(self) -> Iterator[Node]:
        """This row and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def all_pieces(self) -> list[int]:
        """Its pieces and those of all below it, each once, in order."""
        return sorted({index for node in self.walk() for index in node.pieces})


def structure_rows(settled: Settlement) -> list[Node]:
    """The top rows: what stands before the body, headings with their articles, appendices, what is left out."""
    return _Builder(settled).rows()


class _Builder:
    def __init__(self, settled: Settlement) -> None:
        self.settled = settled
        self.front: dict[Role, Node] = {}
        self.body: list[Node] = []
        self.headings: list[tuple[int, Node]] = []
        self.article: Node | None = None
        self.appendix: Node | None = None
        self.last: Node | None = None
        self.left = Node("left", "没有收进来的")

    def rows(self) -> list[Node]:
        for index, piece in enumerate(self.settled.pieces):
            self._take(index, piece)
        for node in self.body:
            for row in node.walk():
                _count(row)
        names = {Role.NOTICE: "发文通知", Role.TITLE: "标题", Role.PREAMBLE: "题注"}
        before = [self.front[role] for role in names if role in self.front]
        for node in before:
            node.info = "" if node.children == [] else f"{len(node.children)} 行"
        self.left.label = f"没有收进来的 {len(self.left.children)} 行"
        self.left.info = "、".join(dict.fromkeys(child.info for child in self.left.children))
        return [*before, *self.body, self.left]

    def _take(self, index: int, piece: Piece) -> None:
        role = piece.role
        if role is Role.LEFT_OUT:
            self.left.children.append(Node("text", "", piece.text, piece.why, [index], depth=1))
        elif role is Role.TITLE:
            self._title(index, piece)
        elif role in (Role.NOTICE, Role.PREAMBLE):
            name = "发文通知" if role is Role.NOTICE else "题注"
            group = self.front.setdefault(role, Node("group", name))
            self.last = Node("text", "", piece.text, "", [index], depth=1)
            group.children.append(self.last)
        elif role in (Role.MORE, Role.HEADING_MORE, Role.APPENDIX_TITLE) and self.last is not None:
            self.last.text += piece.text
            self.last.pieces.append(index)
        elif role is Role.HEADING:
            self._heading(index, piece)
        elif role is Role.ARTICLE:
            self._article(index, piece)
        elif role is Role.APPENDIX:
            self._appendix(index, piece)
        else:
            self._text(index, piece)

    def _title(self, index: int, piece: Piece) -> None:
        node = self.front.get(Role.TITLE)
        if node is None:
            self.front[Role.TITLE] = Node("text", "标题", piece.text, "", [index])
        else:
            node.text += piece.text
            node.pieces.append(index)

    def _heading(self, index: int, piece: Piece) -> None:
        mark = division_mark(piece.text)
        label, level = (mark.label, mark.level) if mark else (piece.text, 2)
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        node = Node("heading", label, piece.text[mark.length :] if mark else "", "", [index], depth=len(self.headings))
        (self.headings[-1][1].children if self.headings else self.body).append(node)
        self.headings.append((level, node))
        self.article, self.appendix, self.last = None, None, node

    def _article(self, index: int, piece: Piece) -> None:
        mark = self.settled.mark(index)
        label, text = (mark.label, piece.text[mark.length :]) if mark else ("", piece.text)
        depth = len(self.headings)
        self.article = Node("article", label, "", "", [index], depth=depth)
        (self.headings[-1][1].children if self.headings else self.body).append(self.article)
        self.appendix = None
        self._paragraph(Node("paragraph", "", text, "", [index], depth=depth + 1))

    def _paragraph(self, node: Node) -> None:
        assert self.article is not None
        count = sum(child.kind == "paragraph" for child in self.article.children) + 1
        node.label = f"第{write_numeral(count)}款"
        self.article.children.append(node)
        self.last = node

    def _appendix(self, index: int, piece: Piece) -> None:
        label = appendix_label(piece.text)
        self.appendix = Node("heading", label.rstrip("：: \u3000"), piece.text[len(label) :], "", [index])
        self.body.append(self.appendix)
        self.headings, self.article, self.last = [], None, self.appendix

    def _text(self, index: int, piece: Piece) -> None:
        if self.appendix is not None:
            self.last = Node("text", "", piece.text, "", [index], depth=1)
            self.appendix.children.append(self.last)
        elif self.article is None:
            self.last = Node("text", "", piece.text, "", [index], depth=len(self.headings))
            (self.headings[-1][1].children if self.headings else self.body).append(self.last)
        elif piece.role is Role.ITEM and (mark := item_mark(piece.text)) is not None:
            self.last = Node("item", mark.label, piece.text[mark.length :], "", [index], depth=self.article.depth + 2)
            self.article.children.append(self.last)
        else:
            self._paragraph(Node("paragraph", "", piece.text, "", [index], depth=self.article.depth + 1))


def _count(node: Node) -> None:
    """What stands at the right of a row: the articles of a heading, the 款 and 项 of an article."""
    if node.kind == "article":
        paragraphs = sum(child.kind == "paragraph" for child in node.children)
        items = sum(child.kind == "item" for child in node.children)
        node.text = next((child.text for child in node.children), "")
        node.info = f"{paragraphs} 款" + (f" {items} 项" if items else "")
    elif node.kind == "heading":
        articles = [row.label for row in node.walk() if row.kind == "article"]
        ends = dict.fromkeys((articles[0], articles[-1])) if articles else {}
        node.info = "—".join(label.strip("、") for label in ends)


def found_in_words(settled: Settlement) -> str:
    """`11 章 57 条，附件 0 个`."""
    rule = settled.draft.rule
    parts = [f"{len(rule.chapters())} 章"] if rule.chapters() else []
    parts.append(f"{len(rule.articles)} 条")
    words = " ".join(parts)
    return f"{words}，附件 {len(rule.appendices)} 个" if rule.appendices else words


def size_in_words(lines: int, size: int) -> str:
    """`226 行 · 23 KB`."""
    shown = f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, round(size / 1024))} KB"
    return f"{lines} 行 · {shown}"


def read_day(text: str) -> dt.date | None:
    """A date as the form takes it: 2022-05-14, 2022年5月14日, 20220514. Raises UserError for anything else but a blank."""
    import re

    bare = "".join(text.split())
    if not bare:
        return None
    match = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", bare) or re.fullmatch(
        r"(\d{4})(\d\d)(\d\d)", bare
    )
    try:
        if match:
            return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        pass
    raise UserError(f"“{text[:20]}”不是日期", safe="别的栏没有改动", todo="写成 2022-05-14 的样子，不知道就空着")
