"""Asking off the interface's thread, the index and what lies elsewhere: only the answer to the last question comes back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.errors import UserError
from govdesk.present.elsewhere import Elsewhere, Found
from govdesk.present.pinyin import Pinyin
from govdesk.present.search_results import Row, errand_rows
from govdesk.present.statute_rows import find_in_statutes

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.search.model import SearchResult

log = logging.getLogger(__name__)


class Answer(NamedTuple):
    """The articles that answer, what was found elsewhere, and the errands where those were asked for too."""

    articles: SearchResult
    elsewhere: Found
    errands: Sequence[Row] = ()


class _Answer(QObject):
    came = Signal(int, object)
    more = Signal(int, object, str)
    wanted = 0  # the number of the last question


class _Task(QRunnable):
    def __init__(
        self, searcher: Searcher, text: str, first_rule: str, errands: bool, asked: int, answer: _Answer
    ) -> None:
        super().__init__()
        self._first_rule, self._wants_errands, self._pinyin = first_rule, errands, searcher.pinyin
        self._services, self._elsewhere, self._limit = searcher.services, searcher.elsewhere, searcher.limit
        self._desk = searcher.services.settings.desks.get(first_rule, "")
        self._text, self._asked, self._answer = text, asked, answer

    def run(self) -> None:
        if self._asked != self._answer.wanted:
            return
        came: Answer | UserError
        try:
            articles = self._services.search.search(self._text, limit=self._limit, first_rule=self._first_rule)
            # Pinyin, slips and 繁体 are looked for elsewhere as what they were taken for.
            others = self._elsewhere.find(articles.suggestion or self._text, self._limit)
            came = Answer(articles, others, self._errands(articles))
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
            if isinstance(came, Answer) and not self._wants_errands and self._asked == self._answer.wanted:
                # Thousands of laws must not keep the rules' own answers waiting.
                self._answer.more.emit(self._asked, *self._in_statutes(came.articles.suggestion))

    def _in_statutes(self, meant: str) -> tuple[list[Row], str]:
        try:
            return find_in_statutes(self._services.statutes, self._text, meant)
        except Exception:
            log.exception("search in statutes")
            return [], ""

    def _errands(self, articles: SearchResult) -> Sequence[Row]:
        if not self._wants_errands:
            return ()
        asked = filter(None, (self._text, articles.suggestion))
        library, pinyin = self._services.library, self._pinyin
        found = (errand_rows(library, text, self._first_rule, pinyin, self._desk, articles.hits) for text in asked)
        return next(filter(None, found), ())


class Searcher(QObject):
    """`ask(text)`, then `answered(Answer)` or `failed(UserError)` on the interface's thread.

    Where no errands were asked for, `statutes_found(rows, trouble)` follows the answer.
    """

    answered = Signal(object)
    statutes_found = Signal(object, str)
    failed = Signal(object)

    def __init__(self, services: Services, limit: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services, self.limit, self.elsewhere = services, limit, Elsewhere(services)
        self.pinyin = Pinyin()
        self._answer = _Answer()  # without a parent: a search that is under way may outlive the page
        self._answer.came.connect(self._take)
        self._answer.more.connect(self._take_more)

    def ask(self, text: str, first_rule: str, errands: bool = False) -> None:
        """Search for `text`, the rule in force first; whatever was asked before is no longer wanted."""
        self._answer.wanted += 1
        task = _Task(self, text, first_rule, errands, self._answer.wanted, self._answer)
        QThreadPool.globalInstance().start(task)

    def drop(self) -> None:
        """What was asked is no longer wanted."""
        self._answer.wanted += 1

    def _take(self, asked: int, came: object) -> None:
        if asked == self._answer.wanted:
            (self.failed if isinstance(came, UserError) else self.answered).emit(came)

    def _take_more(self, asked: int, rows: object, trouble: str) -> None:
        if asked == self._answer.wanted:
            self.statutes_found.emit(rows, trouble)


def prepare_search(services: Services, elsewhere: Elsewhere) -> None:
    """Load the pinyin tables, open or build the index, open the rest; for another thread. What fails is met again by the
    search.
    """
    Pinyin.prepare()
    try:
        services.search.prepare()
    except Exception:  # whoever searches is told; here there is nobody to tell
        log.exception("search index")
    elsewhere.prepare()
