"""Reading: opening a rule, one step of scrolling, the next hit; each as a ratio to a bare QTextBrowser with the same text.

Three rules: the two shipped ones, and a made-up law of 1,260 articles. Both sides are shown in windows of the same size
by the same process, in turns, so that a slow moment of the machine hits both alike; medians are compared. "Open" is
from asking for the rule until it stands painted, with everything around it on our side: contents, breadcrumb, panel.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from benchmarks.rows import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextBrowser, QWidget

    from govdesk.app import Services
    from govdesk.rules.model import Rule
    from govdesk.ui.pages.reader.page import ReaderPage

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1366, 684)
ARTICLES = 1260
OPEN_LIMIT = 0.25  # seconds for the long law
ROUNDS = 5
STEPS = 20
WORDS = "签发"


class Times(NamedTuple):
    """Seconds of each round or step."""

    opening: list[float]
    scrolling: list[float]
    finding: list[float]


def long_law(rule: Rule) -> Rule:
    """The articles of `rule` over and over, 第一条 to 第一千二百六十条, in chapters of thirty."""
    from govdesk.rules.citation import cite_article
    from govdesk.rules.model import Division, Segment, Text
    from govdesk.rules.numerals import write_numeral

    articles = tuple(
        msgspec.structs.replace(
            rule.articles[index % len(rule.articles)], number=str(index + 1), printed=cite_article(str(index + 1))
        )
        for index in range(ARTICLES)
    )
    divisions = tuple(
        Division(2, f"第{write_numeral(index // 30 + 1)}章", Text((Segment("分则"),)), index, index + 30)
        for index in range(0, ARTICLES, 30)
    )
    meta = msgspec.structs.replace(rule.meta, id="long-law", title="长法", short_title="长法", numbering="articles")
    return msgspec.structs.replace(rule, meta=meta, articles=articles, divisions=divisions, topics={})


def run() -> list[Row]:
    """Measures; see the module's text for what."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from govdesk.app import Services
    from govdesk.wizards.packs import load_library

    QApplication.instance() or QApplication([])
    # The offscreen platform complains of every window that it cannot keep its least size.
    before = qInstallMessageHandler(lambda *_: None)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as folder:
        services = Services(Path(folder))
        library = load_library([ROOT / "rules"])
        law = long_law(next(iter(library.rules.values())))
        services.library = msgspec.structs.replace(library, rules={**library.rules, law.id: law})
        for rule in services.library.rules.values():
            rows += _measure(services, rule)
        services.close()
    qInstallMessageHandler(before)
    return rows


def _measure(services: Services, rule: Rule) -> list[Row]:
    other = next(known for known in services.library.rules if known != rule.id)
    ours, bare = Times([], [], []), Times([], [], [])
    for _ in range(ROUNDS):
        page = _make_page(services)
        page.activate(rule=other)
        _paint(page)
        ours.opening.append(_timed(lambda page=page: page.activate(rule=rule.id), page))  # type: ignore[misc]
        assert page._shown is not None
        text = page._shown.document.toPlainText()
        browser = _make_browser(page)
        bare.opening.append(_timed(lambda b=browser, t=text: b.setPlainText(t), browser))  # type: ignore[misc]
        _scroll(page, page.sheet, ours)
        _scroll(browser, browser, bare)
        page.bar.finder.setText(WORDS)
        _paint(page)
        for _step in range(STEPS):
            ours.finding.append(_timed(page.finding.next, page))
            bare.finding.append(_timed(lambda b=browser: _find(b), browser))  # type: ignore[misc]
        for window in (page, browser):
            window.close()
            window.deleteLater()
    return _rows(rule, ours, bare)


def _make_page(services: Services) -> ReaderPage:
    from govdesk.ui.kit.fonts import resolve_faces
    from govdesk.ui.kit.layout import layout_for
    from govdesk.ui.kit.theme import Theme
    from govdesk.ui.pages.reader.page import ReaderPage

    page = ReaderPage(services, Theme(resolve_faces()))
    page.setStyleSheet(page.theme.qss())
    page.apply_layout(layout_for(SIZE[0], 1.0))
    page.resize(*SIZE)
    page.show()
    return page


def _make_browser(page: ReaderPage) -> QTextBrowser:
    """A QTextBrowser as wide as the sheet, in the law's font, and nothing else."""
    from PySide6.QtWidgets import QTextBrowser

    browser = QTextBrowser()
    browser.document().setDefaultFont(page.theme.font("rule"))
    browser.resize(page.sheet.size())
    browser.show()
    _paint(browser)
    return browser


def _find(browser: QTextBrowser) -> None:
    from PySide6.QtGui import QTextCursor

    if not browser.find(WORDS):
        browser.moveCursor(QTextCursor.MoveOperation.Start)
        browser.find(WORDS)


def _scroll(window: QWidget, view: QTextBrowser, times: Times) -> None:
    """Page by page, down and, at the end, up again: the shorter text must not stand still."""
    bar = view.verticalScrollBar()
    down, up = bar.SliderAction.SliderPageStepAdd, bar.SliderAction.SliderPageStepSub
    way = down
    for _step in range(STEPS):
        if bar.value() in (bar.minimum(), bar.maximum()):
            way = down if bar.value() == bar.minimum() else up
        times.scrolling.append(_timed(lambda way=way: bar.triggerAction(way), window))  # type: ignore[misc]


def _timed(act: Callable[[], object], window: QWidget) -> float:
    """Seconds from `act` until the window stands painted."""
    began = time.perf_counter()
    act()
    _paint(window)
    return time.perf_counter() - began


def _paint(window: QWidget) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()  # lays out, and asks for painting
    QApplication.processEvents()  # paints


def _rows(rule: Rule, ours: Times, bare: Times) -> list[Row]:
    name = f"{rule.meta.short_title}, {len(rule.articles)} articles"
    note = "times a bare QTextBrowser"
    rows = []
    for what, mine, theirs in zip(("open", "scroll a page", "next hit"), ours, bare, strict=True):
        told = f"{median(mine) * 1000:.1f} ms against {median(theirs) * 1000:.1f} ms"
        rows.append(Row(f"reader: {what} ({name})", median(mine) / median(theirs), "x", note=f"{note}: {told}"))
    if len(rule.articles) == ARTICLES:
        rows.append(Row(f"reader: {ARTICLES} articles open in", median(ours.opening), "s", OPEN_LIMIT))
    return rows


if __name__ == "__main__":
    for row in run():
        print(f"{row.value:10.3f} {row.unit:3} {row.name}  {row.note}")
