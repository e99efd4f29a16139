"""The manual set as one document in our own face; its topics are what articles are in a rule."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from govdesk.manual.model import Block, Manual, Paragraph, Picture, Point, Spans, Table, Topic, plain
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Role, Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.sheet.document import NOWHERE, Place, SheetDocument
from govdesk.ui.sheet.rule_document import LINK_SCHEME, MARGIN

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_POINT_COLUMN = 24  # pixels at 100 %: what a list's text hangs by
_BODY: Role = "instruction"


class ManualDocument(SheetDocument):
    """`manual` in the look that `theme` has now. `targets[number]` is the topic that the link `link:number` leads to."""

    def __init__(self, manual: Manual, theme: Theme) -> None:
        super().__init__()
        self.manual = manual
        self.targets: list[str] = []
        self._theme = theme
        self._images: dict[int, QImage] = {}  # position -> picture as it is in its file
        self._fitted = 0
        self._fresh = True  # the document's first block has not been used
        self.document.setDocumentMargin(theme.px(MARGIN))
        self.document.setDefaultFont(theme.font(_BODY))
        self._cursor = QTextCursor(self.document)
        self._cursor.beginEditBlock()
        for index, topic in enumerate(manual.topics):
            self._add_topic(index, topic)
        self._cursor.endEditBlock()
        self._tell_places()

    def fit_pictures(self, width: int, ratio: float) -> bool:
        """Make no picture wider than `width` pixels; `ratio` is how many of the screen's go on one of ours.

        Whether anything has changed.
        """
        if width == self._fitted:
            return False
        self._fitted = width
        # Qt lays a document out little by little, and takes what a change comes before for laid out: all of it must be.
        self.document.documentLayout().blockBoundingRect(self.document.lastBlock())
        whole = QTextCursor(self.document)
        whole.beginEditBlock()
        for position, image in self._images.items():
            shown = min(width, self._theme.px(image.width()))
            made = image.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
                round(shown * ratio), Qt.TransformationMode.SmoothTransformation
            )
            _frame(made, self._theme.color("line"))
            made.setDevicePixelRatio(ratio)
            cursor = QTextCursor(self.document)
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            form = cursor.charFormat().toImageFormat()
            self.document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(form.name()), made)
            form.setWidth(shown)
            form.setHeight(round(shown * image.height() / image.width()))
            cursor.setCharFormat(form)
        whole.endEditBlock()
        return True

    # -- setting

    def _add_topic(self, index: int, topic: Topic) -> None:
        preface = topic.title == self.manual.title
        role: Role = "page_title" if preface else "head" if topic.level == 1 else "section"
        heading = self._format(role)
        if index:
            heading.setTopMargin(self._theme.px(40 if topic.level == 1 else SPACE_XL))
        heading.setBottomMargin(self._theme.px(SPACE_S))
        block = self._start(heading)
        first = block.blockNumber()
        self.divisions[index] = first
        self._put(topic.title, self._look(role, "ink"))
        for part in topic.blocks:
            self._add_block(part)
        self.blocks.append((first, self._cursor.block().blockNumber()))

    def _add_block(self, block: Block) -> None:
        match block:
            case Paragraph(spans=spans):
                self._start(self._format(_BODY, above=SPACE_S))
                self._add_spans(spans)
            case Point(label=label, spans=spans):
                column = self._theme.px(_POINT_COLUMN)
                form = self._format(_BODY, above=SPACE_XS)
                form.setLeftMargin(column)
                form.setTextIndent(-column)
                form.setTabPositions([QTextOption.Tab(column, QTextOption.TabType.LeftTab)])
                self._start(form)
                self._put(f"{label}\t", self._look(_BODY, "ink2"), found=False)
                self._add_spans(spans)
            case Picture():
                self._add_picture(block)
            case Table():
                self._add_table(block)

    def _add_picture(self, picture: Picture) -> None:
        image = QImage(str(self.manual.folder / picture.file))
        form = self._format(_BODY, above=SPACE_M)
        form.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        form.setBottomMargin(self._theme.px(SPACE_XS))
        self._start(form)
        if image.isNull():  # a copy of the program without its pictures still tells what would be there
            self._put(f"（图：{picture.told}）", self._look(_BODY, "ink3"), found=False)
            return
        made = QTextImageFormat()
        made.setName(f"picture:{picture.file}")
        made.setToolTip(plain_tip(picture.told))
        made.setWidth(image.width())
        made.setHeight(image.height())
        self._images[self._cursor.position()] = image
        self._cursor.insertImage(made)
        told = self._format("secondary")
        told.setBottomMargin(self._theme.px(SPACE_S))
        self._start(told)
        self._put(picture.told, self._look("secondary", "ink3"), found=False)

    def _add_table(self, table: Table) -> None:
        form = QTextTableFormat()
        form.setBorderCollapse(True)
        form.setBorder(0)
        form.setCellPadding(self._theme.px(SPACE_XS + 2))
        form.setTopMargin(self._theme.px(SPACE_M))
        form.setBottomMargin(self._theme.px(SPACE_XL))
        form.setHeaderRowCount(1)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setColumnWidthConstraints(self._columns(table))
        self._start(self._thin())
        made = self._cursor.insertTable(len(table.rows) + 1, len(table.head), form)
        for row, cells in enumerate((table.head, *table.rows)):
            for column, spans in enumerate(cells):
                self._fill_cell(made, row, column, spans)
        self._cursor = made.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._fresh = True  # Qt has put an empty block behind the table: the next one goes in there

    def _fill_cell(self, table: QTextTable, row: int, column: int, spans: Spans) -> None:
        cell = table.cellAt(row, column)
        look = cell.format().toTableCellFormat()
        look.setBottomBorder(1)
        look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBottomBorderBrush(self._theme.color("line"))
        if not row:
            look.setBackground(self._theme.color("window"))
        cell.setFormat(look)
        self._cursor = cell.firstCursorPosition()
        self._cursor.setBlockFormat(self._format("ui"))
        self.text.line_break()
        self._add_spans(spans, role="ui", bold=not row)

    def _columns(self, table: Table) -> list[QTextLength]:
        """Widths by the longest cell of each column; none less than a tenth, what is long wraps."""
        metrics = QFontMetrics(self._theme.font("ui"))
        rows = (table.head, *table.rows)
        widest = [max(metrics.horizontalAdvance(plain(row[at])) for row in rows) for at in range(len(table.head))]
        capped = [min(max(width, self._theme.px(72)), self._theme.px(420)) + self._theme.px(12) for width in widest]
        return [QTextLength(QTextLength.Type.PercentageLength, 100 * share / sum(capped)) for share in capped]

    def _add_spans(self, spans: Spans, *, role: Role = _BODY, bold: bool = False) -> None:
        for span in spans:
            look = self._look(role, "ink", bold=True if span.strong or bold else None)
            if span.code:
                look.setBackground(self._theme.color("window"))
                self._put("\u2009", look, found=False)
            if span.topic:
                look.setForeground(self._theme.color("act"))
                look.setAnchor(True)
                look.setAnchorHref(f"{LINK_SCHEME}{len(self.targets)}")
                self.targets.append(span.topic)
            self._put(span.text, look)
            if span.code:
                self._put("\u2009", look, found=False)

    def _thin(self) -> QTextBlockFormat:
        """The block before a table, which Qt wants and nobody should see."""
        form = QTextBlockFormat()
        form.setLineHeight(1, _FIXED)
        return form

    def _format(self, role: Role, *, above: int = 0) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setLineHeight(self._theme.line_height(role), _FIXED)
        form.setTopMargin(self._theme.px(above))
        return form

    def _look(self, role: Role, token: str, *, bold: bool | None = None) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._theme.font(role, bold=bold))
        look.setForeground(self._theme.color(token))
        return look

    def _start(self, form: QTextBlockFormat) -> QTextBlock:
        if self._fresh:
            self._fresh = False
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(self._look(_BODY, "ink"))
        else:
            self._cursor.insertBlock(form, self._look(_BODY, "ink"))
        self.text.line_break()
        return self._cursor.block()

    def _put(self, text: str, look: QTextCharFormat, *, found: bool = True) -> None:
        start = self._cursor.position()
        self._cursor.insertText(text, look)
        if found:
            self.text.add(text, start)

    def _tell_places(self) -> None:
        """What stands in each block is known only now: tables put in blocks of their own."""
        self.places = [NOWHERE] * self.document.blockCount()
        for index, (first, last) in enumerate(self.blocks):
            self.places[first : last + 1] = [Place(index)] * (last + 1 - first)


def _frame(image: QImage, color: QColor) -> None:
    """A hairline around a picture: grabs of the window have the sheet's own ground."""
    painter = QPainter(image)
    painter.setPen(color)
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
