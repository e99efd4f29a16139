"""Suggestions under the search box: whatever answers while one types. The box keeps the focus all the time.

A child of the window, not a popup of its own: those take the focus away and break input methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from govdesk.present.search_results import KIND_NAMES, Row, article_rows, chapter_rows, in_order
from govdesk.ui.kit.theme import RADIUS_CONTROL, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.pages.search.worker import Answer, Searcher, prepare_search

if TYPE_CHECKING:
    from govdesk.app import Services

MOST = 8
_MOST_ERRANDS = 3
#: How many places are kept for checklists, notes and the manual where articles would fill all.
_LEAST_OTHERS = 3
_DELAY_MS = 120
_ROW, _FOOT, _HEAD = 40, 40, 35


class Suggestions(Themed, QFrame):
    """Shows itself under `field` while the user types there.

    `opened(page, target)` when a suggestion is chosen, to be handed to the window's navigation; `all_requested(text)`
    when all results are wanted. `first_rule` is asked for the rule in force.
    """

    opened = Signal(object)  # Target
    all_requested = Signal(str)

    def __init__(self, services: Services, theme: Theme, field: QLineEdit, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._theme, self._field, self._window = services, theme, field, window
        self.rule_id = ""  # 适用规则; the window keeps it up to date
        self.rows: list[Row] = []
        self._total = 0
        self.meant = ""  # 您是不是要找
        self.current = -1
        self._prepared = False
        self._searcher = Searcher(services, MOST, self)
        self._searcher.answered.connect(self._take)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("搜索建议")
        self.hide()
        field.textEdited.connect(self.follow)
        field.installEventFilter(self)
        window.installEventFilter(self)
        self.follow_theme(now=False)

    def apply_theme(self) -> None:
        """It was measured for another look."""
        self.put_away()

    def put_away(self) -> None:
        """Hide; what is being looked for is no longer wanted."""
        self._delay.stop()
        self._searcher.drop()
        self.hide()

    def prepare(self) -> None:
        """Load what the first answer needs while the first word is still being typed."""
        if not self._prepared:
            self._prepared = True
            services, elsewhere = self._services, self._searcher.elsewhere
            QThreadPool.globalInstance().start(lambda: prepare_search(services, elsewhere))

    # -- what was typed

    def follow(self, text: str) -> None:
        """`text` has been typed: suggest something for it after a short rest."""
        if text.strip():
            self._delay.start()
        else:
            self.put_away()

    def _ask(self) -> None:
        self._searcher.ask(self._field.text().strip(), self.rule_id, errands=True)

    def _take(self, answer: Answer) -> None:
        if not self._field.hasFocus():
            return
        result, others = answer.articles, answer.elsewhere.rows
        text = self._field.text().strip()
        articles = article_rows(self._services.library, result.hits, text)
        called = [row for row in answer.errands if row.is_named] or answer.errands
        errands = called[: _MOST_ERRANDS if articles or others else MOST]
        articles = [*chapter_rows(self._services.library, result.chapters), *articles]
        room = MOST - len(errands)
        kept = max(room - len(articles), min(_LEAST_OTHERS, len(others)))
        self.rows = in_order(errands, articles[: room - kept], others[:kept], result.suggestion or text)
        self.meant = result.suggestion
        self._total = len(answer.errands) + result.total + len(others)
        self.current = -1
        if self.rows:
            self._place()
            self.show()
            self.raise_()
            self.update()
        else:
            self.hide()
        self._speak()

    def _show_recent(self) -> bool:
        """What was searched before, to be chosen again; whether there was anything."""
        self.rows = [Row("recent", "", text, "", "") for text in self._services.settings.recent_searches[:MOST]]
        self.meant, self.current = "", 0 if self.rows else -1
        if self.rows:
            self._place()
            self.show()
            self.raise_()
        self._speak()
        return bool(self.rows)

    # -- keyboard and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut:
                self.put_away()
            elif event.type() == QEvent.Type.FocusIn:
                self.prepare()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.rows[self.current] if self.isVisible() and self.current >= 0 else None
            self.put_away()
            if chosen is not None:
                self._open(chosen)
            return chosen is not None
        if not self.isVisible():
            return key == Qt.Key.Key_Down and not self._field.text() and self._show_recent()
        if key == Qt.Key.Key_Escape:
            self.put_away()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if key == Qt.Key.Key_Down else -1
            # One place more than there are rows: none chosen, back in the words typed.
            self.current = (self.current + 1 + by) % (len(self.rows) + 1) - 1
            self._speak()
            self.update()
            return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row != self.current and row < len(self.rows):
            self.current = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = self._row_at(at)
        text = self.meant if row < 0 else self._field.text().strip()
        self.put_away()
        if 0 <= row < len(self.rows):
            self._open(self.rows[row])
        elif text:
            self.all_requested.emit(text)

    def _open(self, row: Row) -> None:
        if row.kind == "recent":
            self._field.setText(row.title)
            self.all_requested.emit(row.title)
            return
        self.opened.emit(row.target)

    def _speak(self) -> None:
        said = f"，{self.rows[self.current].spoken}" if 0 <= self.current < len(self.rows) else ""
        meant = f"您是不是要找：{self.meant}，" if self.meant else ""
        self.setAccessibleDescription(f"{meant}{len(self.rows)} 条建议{said}" if self.rows else "没有建议")

    # -- looks

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(320), self._top() + px(_ROW) * len(self.rows) + px(_FOOT) + 1)

    def _top(self) -> int:
        """Where the rows begin: below what was perhaps meant, where that is something else."""
        return 1 + (self._theme.px(_HEAD) if self.meant else 0)

    def _place(self) -> None:
        width = max(self._field.width(), self.sizeHint().width())
        at = self._field.mapTo(self._window, QPoint(0, self._field.height() + self._theme.px(4)))
        room = self._window.width()
        self.setGeometry(QRect(min(at.x(), max(0, room - width)), at.y(), width, self.sizeHint().height()))

    def _row_at(self, at: QPoint) -> int:
        """The row under a point; -1 for what stands above them, the number of rows for the foot."""
        return min((at.y() - self._top()) // self._theme.px(_ROW), len(self.rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("ctl"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        for number, row in enumerate(self.rows):
            rect = QRect(1, self._top() + number * px(_ROW), self.width() - 2, px(_ROW))
            self._paint_row(painter, rect, row, number == self.current)
        if self.meant:
            self._paint_head(painter)
        foot = QRect(1, self._top() + len(self.rows) * px(_ROW), self.width() - 2, px(_FOOT))
        painter.fillRect(foot.left(), foot.top(), foot.width(), 1, theme.color("line"))
        inner = foot.adjusted(px(16), 0, -px(16), 0)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("act"))
        middle = Qt.AlignmentFlag.AlignVCenter
        recent = bool(self.rows) and self.rows[0].kind == "recent"
        if recent:
            painter.setPen(theme.color("ink2"))
        foot_words = "以前搜过的" if recent else f"查看全部 {self._total} 条结果"
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, foot_words)
        painter.setPen(theme.color("ink2"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, "↑↓ 选择　Enter 打开")

    def _paint_head(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        head = QRect(1, 1, self.width() - 2, px(_HEAD))
        painter.fillRect(head.left(), head.bottom(), head.width(), 1, theme.color("line"))
        font, before = theme.font("secondary"), "您是不是要找："
        metrics = QFontMetrics(font)
        painter.setFont(font)
        inner = head.adjusted(px(16), 0, -px(16), 0)
        beside = inner.adjusted(metrics.horizontalAdvance(before), 0, 0, 0)
        shown = metrics.elidedText(self.meant, Qt.TextElideMode.ElideRight, beside.width())
        for place, token, words in ((inner, "ink2", before), (beside, "act", shown)):
            painter.setPen(theme.color(token))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        if chosen:
            painter.fillRect(rect, theme.color("actT"))
            painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), theme.color("act"))
        inner = rect.adjusted(px(16), 0, -px(16), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        small = theme.font("secondary")
        painter.setFont(small)
        painter.setPen(theme.color("ink2"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, KIND_NAMES[row.kind])
        rule = self._services.library.rules.get(row.rule)
        city = row.aside or (rule.meta.short_title if rule is not None else "")
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, city)
        font = theme.font("ui", bold=row.kind == "wizard")
        words = inner.adjusted(px(48), 0, -QFontMetrics(small).horizontalAdvance(city) - px(12), 0)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        title = f"{row.body}　{row.title}" if row.kind == "note" else row.title
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)
