"""Asking the index off the interface's thread: only the answer to the last question comes back."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.errors import UserError
from govdesk.ui.reader.contents_filter import Pinyin

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.search.model import SearchResult

log = logging.getLogger(__name__)


class _Answer(QObject):
    came = Signal(int, object)
    wanted = 0  # the number of the last question


class _Task(QRunnable):
    def __init__(self, services: Services, text: str, limit: int, asked: int, answer: _Answer) -> None:
        super().__init__()
        self._services, self._text, self._limit, self._asked, self._answer = services, text, limit, asked, answer

    def run(self) -> None:
        if self._asked != self._answer.wanted:
            return
        came: SearchResult | UserError
        try:
            came = self._services.search.search(self._text, limit=self._limit)
        except UserError as error:
            came = error
        except Exception as error:  # a fault of the index must end as words on the page, not with a dead page
            log.exception("search")
            came = UserError(
                "这次没有查成",
                safe="规则和清单都不受影响",
                todo="可先按目录查；再试还是这样，关闭程序重新打开",
                detail=repr(error),
            )
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._answer.came.emit(self._asked, came)


class Searcher(QObject):
    """`ask(text)`, then `answered(SearchResult)` or `failed(UserError)` on the interface's thread."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, limit: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._limit = services, limit
        self._answer = _Answer()  # without a parent: a search that is under way may outlive the page
        self._answer.came.connect(self._take)

    def ask(self, text: str) -> None:
        """Search for `text`; whatever was asked before is no longer wanted."""
        self._answer.wanted += 1
        task = _Task(self._services, text, self._limit, self._answer.wanted, self._answer)
        QThreadPool.globalInstance().start(task)

    def drop(self) -> None:
        """What was asked is no longer wanted."""
        self._answer.wanted += 1

    def _take(self, asked: int, came: object) -> None:
        if asked == self._answer.wanted:
            (self.failed if isinstance(came, UserError) else self.answered).emit(came)


def prepare_search(services: Services) -> None:
    """Load the pinyin tables, the manual and the index; for another thread. What fails is met again by the search."""
    Pinyin.prepare()
    with suppress(UserError):
        _ = services.manual_search
    try:
        services.search.prepare()
    except Exception:  # whoever searches is told; here there is nobody to tell
        log.exception("search index")
