"""The comparison set as one table of two columns: what belongs together stands at one height, and scrolls as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from govdesk.present.comparison import Shown, ShownGroup, Side, compared
from govdesk.rules.differences import Span
from govdesk.ui.kit.theme import Role, Theme
from govdesk.ui.kit.widgets.marks import chip_size, paint_chip

ARTICLE_SCHEME, COPY_SCHEME = "article:", "copy:"
SIDE_PADDING = 28
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_SOLID, _DASHED = QTextCharFormat.UnderlineStyle.SingleUnderline, QTextCharFormat.UnderlineStyle.DashUnderline


def difference_format(theme: Theme, form: QTextCharFormat, *, left: bool) -> QTextCharFormat:
    """`form` with the ground and line of what only one side has: vermilion and solid left, blue and dashed right."""
    made = QTextCharFormat(form)
    made.setBackground(theme.color("verT" if left else "actT"))
    made.setUnderlineStyle(_SOLID if left else _DASHED)
    made.setUnderlineColor(theme.color("ver" if left else "act"))
    return made


class ComparisonDocument:
    """`groups` set in the look that `theme` has now. `headings[i]` is the block where the i-th pair's heading stands."""

    def __init__(self, groups: Sequence[ShownGroup], theme: Theme, ratio: float = 1.0) -> None:
        self._theme, self._ratio = theme, ratio
        self.headings: list[int] = []
        self.pairs: list[Shown] = [shown for group in groups for shown in group.pairs]
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(theme.font("rule"))
        self._chips: dict[str, QTextImageFormat] = {}
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        if self.pairs:
            self._fill(cursor, groups)
        cursor.endEditBlock()

    # -- the table

    def _fill(self, cursor: QTextCursor, groups: Sequence[ShownGroup]) -> None:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setCellPadding(0)
        form.setMargin(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        form.setColumnWidthConstraints([half, half])
        table = cursor.insertTable(2 * len(self.pairs) + len(groups), 2, form)
        row = number = 0
        for group in groups:
            table.mergeCells(row, 0, 1, 2)
            self._set_group(table, row, group)
            row += 1
            for shown in group.pairs:
                self._set_heading(table, row, number, shown)
                for column, side in enumerate((shown.left, shown.right)):
                    self._set_side(table, row + 1, column, shown, side)
                row, number = row + 2, number + 1

    def _cell(self, table: QTextTable, row: int, column: int, ground: str, pad: int, lines: str) -> QTextCursor:
        cell = table.cellAt(row, column)
        form = QTextTableCellFormat()
        form.setBackground(self._theme.color(ground))
        px = self._theme.px
        form.setLeftPadding(px(SIDE_PADDING))
        form.setRightPadding(px(SIDE_PADDING))
        form.setTopPadding(px(pad))
        form.setBottomPadding(px(pad))
        line, style = self._theme.color("line"), QTextFrameFormat.BorderStyle.BorderStyle_Solid
        if "b" in lines:
            form.setBottomBorder(1)
            form.setBottomBorderStyle(style)
            form.setBottomBorderBrush(line)
        if "r" in lines:
            form.setRightBorder(1)
            form.setRightBorderStyle(style)
            form.setRightBorderBrush(line)
        cell.setFormat(form)
        return cell.firstCursorPosition()

    def _set_group(self, table: QTextTable, row: int, group: ShownGroup) -> None:
        cursor = self._cell(table, row, 0, "window", 6, "b")
        cursor.setBlockFormat(self._block("group"))
        cursor.insertText(group.title, self._form("group", "ink"))
        cursor.insertText(f"　{len(group.pairs)} 组", self._form("secondary", "ink3"))

    def _set_heading(self, table: QTextTable, row: int, number: int, shown: Shown) -> None:
        cursor = self._cell(table, row, 0, "panel", 8, "b")
        self.headings.append(cursor.block().blockNumber())
        cursor.setBlockFormat(self._block("section"))
        cursor.insertText(shown.pair.title, self._form("section", "ink"))
        cursor.insertText("　", self._form("secondary", "ink"))
        cursor.insertImage(self._chip(shown.tag))
        if shown.remark:
            cursor.insertText(f"　{shown.remark}", self._form("secondary", "ink2"))
        cursor = self._cell(table, row, 1, "panel", 8, "b")
        cursor.setBlockFormat(self._block("section", Qt.AlignmentFlag.AlignRight))
        link = self._form("ui", "act")
        link.setAnchor(True)
        link.setAnchorHref(f"{COPY_SCHEME}{number}")
        both = shown.left.lines and shown.right.lines
        cursor.insertText("复制两条引文" if both else "复制引文", link)

    def _set_side(self, table: QTextTable, row: int, column: int, shown: Shown, side: Side) -> None:
        cursor = self._cell(table, row, column, "page", 12, "b" if column else "br")
        if not side.lines:
            cursor.setBlockFormat(self._block("ui"))
            cursor.insertText(f"{side.rule.meta.short_title}的规则里没有对应的条文", self._form("secondary", "ink3"))
            return
        spans = shown.differences.right if column else shown.differences.left
        plain = self._form("rule_side", "ink")
        marked = difference_format(self._theme, plain, left=not column)
        at, before = 0, None
        for position, line in enumerate(side.lines):
            block = self._block("rule_side", Qt.AlignmentFlag.AlignJustify)
            if position:
                if line.ref != before:
                    block.setTopMargin(self._theme.px(8))
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            if line.ref != before:
                self._put_place(cursor, side, line.label if line.is_number else "", line.ref.label())
            words = compared(line)
            for start, end, is_marked in _stretches(len(words), at, spans):
                cursor.insertText(words[start:end], marked if is_marked else plain)
            at, before = at + len(words) + 1, line.ref

    def _put_place(self, cursor: QTextCursor, side: Side, printed: str, label: str) -> None:
        """The article's number as printed, or our words for a place inside it; either leads to the reader."""
        form = self._form("rule_side" if printed else "secondary", "ink" if printed else "ink3", bold=bool(printed))
        form.setAnchor(True)
        form.setAnchorHref(f"{ARTICLE_SCHEME}{side.rule.id}/{self._number(side, label)}")
        cursor.insertText(printed or label, form)
        if not printed:
            cursor.insertText("　", self._form("secondary", "ink3"))

    @staticmethod
    def _number(side: Side, label: str) -> str:
        return next((ref.article for ref in side.refs if ref.label() == label), "")

    # -- formats

    def _block(self, role: Role, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setAlignment(alignment)
        block.setLineHeight(self._theme.line_height(role), _FIXED)
        return block

    def _form(self, role: Role, token: str, *, bold: bool | None = None) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._theme.font(role, bold=bold))
        form.setForeground(self._theme.color(token))
        return form

    def _chip(self, tag: str) -> QTextImageFormat:
        """The tag in its frame; a document can frame no words, so it is an image."""
        if tag not in self._chips:
            size: QSize = chip_size(self._theme, tag)
            below = self._theme.px(6)  # blank: an image in the middle of the line stands lower than the words
            whole = QSize(size.width(), size.height() + below)
            image = QImage(whole * self._ratio, QImage.Format.Format_ARGB32_Premultiplied)
            image.setDevicePixelRatio(self._ratio)
            image.fill(QColor(Qt.GlobalColor.transparent))
            painter = QPainter(image)
            paint_chip(painter, QRect(0, 0, size.width(), size.height()), tag, self._theme, ink="ink", ground="ctl")
            painter.end()
            address = f"chip:{len(self._chips)}"
            self.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), image)
            form = QTextImageFormat()
            form.setName(address)
            form.setWidth(size.width())
            form.setHeight(whole.height())
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            self._chips[tag] = form
        return self._chips[tag]


def _stretches(length: int, at: int, spans: Iterable[Span]) -> Iterable[tuple[int, int, bool]]:
    """A line of `length` characters that begins `at` this place of the text, cut into marked and plain stretches."""
    done = 0
    for start, end in spans:
        first, last = max(done, start - at), min(length, end - at)
        if first >= last:
            continue
        if first > done:
            yield done, first, False
        yield first, last, True
        done = last
    if done < length:
        yield done, length, False
