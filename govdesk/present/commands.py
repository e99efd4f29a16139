"""Every command of the window with its one key: menus, buttons, tooltips, key hints and the manual's table say it from here.

A key means one thing on every screen. A page gives a command its effect and, where that says more, words of its own
(打印审核表); it never gives it another key.
"""

from __future__ import annotations

from typing import NamedTuple

#: Keys as people write them, where Qt writes them otherwise.
_SHOWN = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "-": "−", "Del": "Delete", "PgDown": "PgDn"}


def shown_key(key: str) -> str:
    """`Alt+Left` as `Alt+←`."""
    before, plus, last = key.rpartition("+") if not key.endswith("+") else (key[:-2], "+", "+")
    return before + plus + _SHOWN.get(last, last)


class Command(NamedTuple):
    """`text` says what it does in a menu or on a button; `keys` are Qt's names, the first is the one that is shown.

    `tip` is for the tooltip where the text says too little, `hint` for the status bar where it says too much.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    hint: str = ""

    @property
    def key(self) -> str:
        """The key as it is shown; empty for none."""
        return shown_key(self.keys[0]) if self.keys else ""

    def tooltip(self, text: str = "") -> str:
        """`打印（Ctrl+P）`; `text` instead of the command's own words."""
        words = text or self.tip or self.text
        return f"{words}（{self.key}）" if self.key else words


_ALL = (
    # Everywhere
    Command("go.home", "办事", ("Ctrl+1",)),
    Command("go.rules", "规则", ("Ctrl+2",)),
    Command("go.checklists", "清单", ("Ctrl+3",)),
    Command("go.deadlines", "期限", ("Ctrl+4",)),
    Command("search", "搜索", ("Ctrl+K",)),
    Command("find", "在本页查找", ("Ctrl+F",), icon="magnifying-glass"),
    Command("pane.next", "下一个窗格", ("F6",)),
    Command("pane.previous", "上一个窗格", ("Shift+F6",)),
    Command("side", "条文", ("F4",), tip="看条文或收起"),
    Command("contents", "目录", ("F9",), tip="显示目录"),
    Command("rule", "适用规则", ("Alt+R",)),
    Command("desk", "您在哪个单位", ("Alt+U",)),
    Command("back", "返回", ("Alt+Left",), icon="arrow-left"),
    Command("fullscreen", "全屏", ("F11",)),
    Command("larger", "放大", ("Ctrl+=", "Ctrl++"), icon="magnifying-glass-plus"),
    Command("smaller", "缩小", ("Ctrl+-",), icon="magnifying-glass-minus"),
    Command("normal", "还原大小", ("Ctrl+0",)),
    Command("dark", "切换到深色", ("Ctrl+Shift+L",), icon="moon"),
    Command("print", "打印", ("Ctrl+P",), icon="printer"),
    Command("export.pdf", "导出 PDF", ("Ctrl+E",), icon="file-pdf"),
    Command("export.docx", "导出 Word", ("Ctrl+Shift+E",), icon="file-text"),
    Command("undo", "撤销", ("Ctrl+Z",)),
    Command("redo", "重做", ("Ctrl+Y",)),
    Command("settings", "设置", ("Ctrl+,",), icon="gear-six"),
    Command("menu", "右键菜单", ("Shift+F10",)),
    Command("help", "帮助", ("F1",), icon="question"),
    Command("leave", "返回", ("Esc",)),
    # 办事 and checklists
    *(Command(f"pick.{number}", f"第 {number} 组", (f"Alt+{number}",)) for number in range(1, 9)),
    *(Command(f"answer.{number}", f"答案 {number}", (str(number),)) for number in range(1, 10)),
    Command("open", "打开", ("Enter", "Return")),
    Command("settle", "办结", ("Space",)),
    Command("sort", "换一列排序", ("S",)),
    Command("sort.reverse", "倒过来排", ("Shift+S",)),
    Command("not_applicable", "不适用", ("N",)),
    Command("note", "备注", ("R",)),
    Command("only_open", "只看待办", ("Ctrl+O",), icon="funnel"),
    Command("new", "新建清单", ("Ctrl+N",), icon="plus"),
    Command("archive", "归档", ("Ctrl+Shift+A",), icon="archive"),
    Command("delete", "删除", ("Del",), icon="trash", tip="删到回收站"),
    # Rules
    Command("next", "下一条", ("Alt+Down",)),
    Command("previous", "上一条", ("Alt+Up",)),
    Command("find.next", "下一处", ("F3",)),
    Command("find.previous", "上一处", ("Shift+F3",)),
    Command("bookmark", "收藏", ("Ctrl+D",)),
    Command("copy", "复制文字", ("Ctrl+C",), icon="copy"),
    Command("cite", "复制引文", ("Ctrl+Shift+C",), icon="copy"),
    Command("import", "导入规则", ("Ctrl+I",), icon="download-simple"),
    Command("join", "并到上一行", ("Ctrl+J",), icon="arrow-bend-down-right"),
    Command("split", "拆开", ("Ctrl+Shift+J",), icon="columns"),
    Command("make", "改作", ("F2",), icon="note-pencil", tip="改作别的：条、款、项、章节标题、附件"),
    Command("edit", "修改", ("E",), icon="note-pencil"),
    Command("later", "先放着", ("L",)),
    Command("retract", "撤销上一步", ("U",), icon="arrow-counter-clockwise", hint="撤销"),
    Command("page.down", "往下一屏", ("PgDown",), hint="往下看"),
    Command("page.up", "往上一屏", ("PgUp",)),
)

COMMANDS = {command.id: command for command in _ALL}

#: The manual's tables: heading, and rows of (commands, what they do).
MANUAL: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    (
        "到处可用的键",
        (
            (("go.home", "go.rules", "go.checklists", "go.deadlines"), "办事、规则、清单、期限"),
            (("search",), "搜索，Esc 回到原处"),
            (("find",), "在本页查找或筛选"),
            (("pane.next", "pane.previous"), "到下一个、上一个窗格"),
            (("side",), "条文窗格"),
            (("contents",), "目录"),
            (("rule",), "适用规则"),
            (("desk",), "您在哪个单位"),
            (("back",), "返回"),
            (("larger", "smaller", "normal"), "字号；预览里是页面的大小"),
            (("dark",), "深色、浅色"),
            (("fullscreen",), "全屏、退出全屏"),
            (("settings",), "设置"),
            (("print",), "打印预览"),
            (("export.pdf", "export.docx"), "导出 PDF、导出 Word"),
            (("undo", "redo"), "撤销、重做"),
            (("menu",), "右键菜单"),
            (("help", "leave"), "打开手册、关闭或返回"),
        ),
    ),
    (
        "办事和清单里的键",
        (
            (tuple(f"pick.{number}" for number in range(1, 9)), "首页的组"),
            (tuple(f"pick.{number}" for number in range(1, 8)), "搜索结果里换类型"),
            (tuple(f"answer.{number}" for number in range(1, 10)), "选答案"),
            (("open",), "打开、下一问、看条文；套用时采用，新旧对照时确认"),
            (("settle",), "办结、取消"),
            (("sort", "sort.reverse"), "清单列表里换一列排序、倒过来排"),
            (("not_applicable",), "不适用"),
            (("note",), "备注"),
            (("only_open",), "只看待办"),
            (("new",), "新建清单"),
            (("archive",), "归档"),
            (("delete",), "删到回收站；套用时不要"),
        ),
    ),
    (
        "规则里的键",
        (
            (("next", "previous"), "下一条、上一条；对照里是下一组、上一组"),
            (("find.next", "find.previous"), "下一处、上一处"),
            (("bookmark",), "收藏"),
            (("copy", "cite"), "复制文字、复制引文"),
            (("page.down", "page.up"), "往下、往上一屏"),
            (("import",), "导入规则"),
            (("join", "split", "make"), "导入时：并到上一行、拆开、改作别的"),
            (("edit", "later", "retract"), "套用、新旧对照时：修改、先放着、撤销上一步"),
        ),
    ),
)


def key_tables() -> dict[str, list[tuple[str, str]]]:
    """The manual's tables of keys: heading to rows of (keys, what they do)."""
    return {heading: [(_keys(ids), words) for ids, words in rows] for heading, rows in MANUAL}


def hints(*wanted: str | tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """For the status bar: (key, what it does) of these commands, each by its id or by (id, words of the page's own)."""
    found = []
    for entry in wanted:
        name, words = entry if isinstance(entry, tuple) else (entry, "")
        command = COMMANDS[name]
        found.append((command.key, words or command.hint or command.text))
    return tuple(found)


def _keys(ids: tuple[str, ...]) -> str:
    keys = [COMMANDS[name].key for name in ids]
    first, last = keys[0], keys[-1]
    if len(keys) > 3 and first[:-1] == last[:-1] and int(last[-1]) - int(first[-1]) == len(keys) - 1:
        return f"{first}…{last[-1]}"
    return " / ".join(keys)
