"""Packs that could not be used, or not whole: a strip over 办事 and 规则, and behind 查看 every fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from govdesk.errors import Problem
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.banner import Banner
from govdesk.ui.kit.widgets.dialogs import Dialog
from govdesk.ui.window.navigator import Navigator
from govdesk.ui.window.notices import NoticeHolder
from govdesk.wizards.frontpage import PackFault

#: The pages on which something is missing that the user may look for.
PAGES = ("home", "rules", "rule")
COPY, CLOSE = range(2)
SAFE = "没有问题的规则和办事向导照常可用；已有的清单自带依据，不受影响。"
TODO = "按列出的位置改好，或换一份完好的规则包，再打开政务案头。规则包不是自己做的，把下面的内容复制给做的人。"
_LINES = 14


class PackFaults(QObject):
    """Keeps a strip in `notices` for as long as the window runs, or until the user puts it away.

    `problems` gives every fault in full; `say` shows a sentence in the status bar.
    """

    def __init__(
        self,
        theme: Theme,
        faults: Sequence[PackFault],
        problems: Callable[[], Sequence[Problem]],
        notices: NoticeHolder,
        navigator: Navigator,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(notices)
        self._theme, self._problems, self._navigator, self._say = theme, problems, navigator, say
        self.strip = Banner(
            theme,
            in_words(faults),
            [("查看", self.show_all), ("收起", self._put_away)],
            icon="warning-circle-fill",
            token="ver",
        )
        notices.add(self.strip)
        self._is_away = False
        navigator.shown.connect(self._follow)
        self._follow()

    def show_all(self) -> None:
        """Every fault, to read and to copy."""
        dialog = FaultsDialog(self._theme, self._problems(), self._navigator.window())
        while dialog.exec() == COPY:
            QGuiApplication.clipboard().setText(dialog.text)
            self._say("已复制")

    def _put_away(self) -> None:
        self._is_away = True
        self._follow()

    def _follow(self) -> None:
        self.strip.setVisible(not self._is_away and self._navigator.current in PAGES)


class FaultsDialog(Dialog):
    """All faults as lines of text that can be selected; `text` is what 复制全部 copies."""

    def __init__(self, theme: Theme, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(theme, f"规则包有 {len(problems)} 处问题", parent, icon="warning-circle-fill")
        self.widen(760)
        self.add_text(SAFE + TODO)
        self.text = "\n".join(str(problem) for problem in problems)
        self.list = QPlainTextEdit(self.text)
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName("问题")
        self.list.setFont(theme.font("secondary"))
        lines = min(_LINES, 2 + 2 * len(problems))
        self.list.setMinimumHeight(self.room(QFontMetrics(theme.font("secondary")).lineSpacing() * lines))
        self.body.addWidget(self.list, 1)
        self.add_button("复制全部")
        self.add_button("关闭", primary=True)


def in_words(faults: Sequence[PackFault]) -> str:
    """One sentence: which packs, how many faults, what is not there."""
    if len(faults) == 1:
        fault = faults[0]
        told = "有问题的部分没有载入" if fault.loaded else "没有载入"
        kind = "" if fault.name.endswith(".toml") else "规则包"
        return f"{kind}“{fault.name}”有 {fault.count} 处问题，{told}，其余照常可用。"
    names = "、".join(f"“{fault.name}”{fault.count} 处" for fault in faults)
    return f"{len(faults)} 个规则包有问题：{names}。有问题的部分没有载入，其余照常可用。"
