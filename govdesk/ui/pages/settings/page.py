"""设置: whatever is set can be seen and changed here. It takes effect at once, and Ctrl+Z takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk import release
from govdesk.look import LAW_FACES
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.records.backup import list_backups
from govdesk.ui.actions.backups import when
from govdesk.ui.actions.holidays import import_holidays
from govdesk.ui.kit.command import add_commands
from govdesk.ui.kit.later import later
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SCALES, SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import CheckBox, ComboBox, ElidedLabel, Ground, Label, LineEdit, SecondaryButton
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.ui.pages.settings.rows import RadioChoices, SectionRow, SettingRow

if TYPE_CHECKING:
    from govdesk.app import Services

_LEFT, _COLUMN = 256, 760
_APART = "、"  # between the names of people
_MOST_PEOPLE = 12


class SettingsPage(Page):
    """The page `settings`. What is chosen goes out as `choice`: the window puts it in force and keeps it."""

    title = "设置"
    nav = ""

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._undo: list[tuple[str, object]] = []
        self._sections: list[tuple[Label, SectionRow, list[SettingRow]]] = []
        self._make_controls()
        self._lay_out()
        add_commands(self, {"find": self.filter.setFocus, "undo": self.undo})

    # What the window asks

    def activate(self, **_: Any) -> None:
        self._show()

    def focus_first(self) -> None:
        self.city.setFocus(Qt.FocusReason.MouseFocusReason)

    def apply_rule(self, rule_id: str) -> None:
        self._show()

    def apply_desk(self, desk: str) -> None:
        self._show()

    def apply_theme(self) -> None:
        self._space()
        self._show()

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window the list of sections gives its room to what is set."""
        self._left.setVisible(not layout.toc_drawer)
        sections = () if layout.toc_drawer else (("↑↓", "上一类、下一类"),)
        self.status_keys = (*sections, ("Tab", "下一项"), *hints(("find", "找设置"), "undo", "leave"))
        self.status_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self.filter, self.city]

    def default_status(self) -> str:
        return "改了就生效，不用按保存"

    def leave(self) -> bool:
        """A name that is still being typed counts."""
        for field in (self.unit, self.handler, self.people):
            if field.hasFocus():
                field.editingFinished.emit()
        return True

    # What a hand does

    def undo(self) -> None:
        """Take back what was set last on this visit or an earlier one."""
        if not self._undo:
            self.status_message.emit("没有可以撤销的改动")
            return
        name, before = self._undo.pop()
        self.choice.emit(name, before)
        self._show()
        self.status_message.emit(f"已撤销：{_WORDS[name]}")

    def _choose(self, name: str, value: object) -> None:
        before = self._value(name)
        if value == before:
            return
        self._undo.append((name, before))
        self.choice.emit(name, value)
        self._show()

    def _value(self, name: str) -> object:
        settings = self.services.settings
        return settings.desk if name == "desk" else getattr(settings, name)

    def _choose_people(self) -> None:
        names = [name.strip() for name in self.people.text().replace("，", _APART).replace(" ", _APART).split(_APART)]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > _MOST_PEOPLE:
            self.people_row.tell(f"最多列 {_MOST_PEOPLE} 个人，现在有 {len(names)} 个。没有改动。")
            return
        self.people_row.tell()
        self._choose("people", tuple(names))

    def _show_printing(self) -> None:
        kept = self._printing()
        self.paper_size.show_value(kept["large"])
        for name, box in self.paper_parts.items():
            box.setChecked(kept[name])

    def _printing(self) -> dict[str, bool]:
        """What the preview begins with: what was printed last, or nothing left out."""
        return {"large": False, **dict.fromkeys(_PAPER, True), **self.services.settings.print_choices}

    def _choose_printing(self) -> None:
        chosen = {name: box.isChecked() for name, box in self.paper_parts.items()}
        self._choose("print_choices", {**self._printing(), "large": bool(self.paper_size.value()), **chosen})

    def _import(self) -> None:
        told = import_holidays(self.services, self.theme, self)
        if told:
            self.status_message.emit(told)
        self._show()

    def _open_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.data_folder)))

    def _save_diagnosis(self) -> None:
        from govdesk.ui.actions.diagnosing import save_diagnosis

        if done := save_diagnosis(self.theme, self.services.data_folder, self):
            self.status_message.emit(done)

    def _show_licences(self) -> None:
        from govdesk.ui.actions.licences import LicencesDialog

        LicencesDialog(self.theme, self).exec()

    def _filter(self, words: str) -> None:
        words = words.strip()
        for heading, link, rows in self._sections:
            for row in rows:
                row.setVisible(row.matches(words) or words in heading.text())
            shown = any(not row.isHidden() for row in rows)
            heading.setVisible(shown)
            link.setEnabled(shown)
        later(self, self._follow)

    # What is shown

    def _show(self) -> None:
        settings, rules = self.services.settings, self.services.front_page.rules
        self.city.clear()
        for rule in rules.values():
            self.city.addItem(rule.short_title, rule.id)
        self.city.setCurrentIndex(self.city.findData(settings.rule))
        rule_now = rules.get(settings.rule)
        self.desk.clear()
        for desk in rule_now.desks if rule_now is not None else ():
            self.desk.addItem(desk.label, desk.id)
        self.desk.addItem("单位未定", "")
        self.desk.setCurrentIndex(max(0, self.desk.findData(settings.desk)))
        for field, words in (
            (self.unit, settings.unit),
            (self.handler, settings.handler),
            (self.people, _APART.join(settings.people)),
        ):
            if not field.hasFocus() or not field.isModified():
                field.setText(words)
        self.starting.show_value(settings.count_start)
        self.text_size.show_value(settings.text_scale)
        self.look.show_value(settings.dark)
        self.face.show_value(settings.law_face)
        self._show_printing()
        disabled = f"，停用 {len(settings.disabled)} 部" if settings.disabled else ""
        articles = sum(rule.articles for rule in rules.values())
        self.rules.setText(f"启用 {len(rules)} 部 {articles} 条{disabled}")
        today = self.services.today()
        years = sorted(self.services.calendar.years)
        told = f"{years[0]}—{years[-1]} 年已收录" if years else "还没有收录哪一年"
        if today.year + 1 not in years and today.month >= _AUTUMN:
            told += f"；{today.year + 1} 年尚未导入，暂按周末计算"
        self.years.setText(told)
        self.folder.setText(str(self.services.data_folder))
        self.version.setText(release.build().in_words)
        backups = list_backups(self.services.data_folder)
        self.backups.setText(f"共 {len(backups)} 份，最近一份 {when(backups[0])}" if backups else "还没有自动备份")

    def _make_controls(self) -> None:
        theme = self.theme
        self.filter = LineEdit(theme, "找设置", icon="magnifying-glass", name="找设置，Ctrl+F")
        self.city, self.desk = ComboBox(theme, name="城市"), ComboBox(theme, name="您在哪个单位")
        self.unit = LineEdit(theme, "市住房和城乡建设局", name="单位名称")
        self.handler = LineEdit(theme, "姓名", name="经办人")
        self.people = LineEdit(theme, "姓名、姓名", name="还有谁")
        self.starting = RadioChoices(theme, [(False, "次日起算"), (True, "当日起算")])
        self.text_size = RadioChoices(theme, [(round(s * 100), f"{name} {round(s * 100)}%") for s, name in SCALES])
        self.look = RadioChoices(theme, [(False, "浅色"), (True, "深色")])
        self.face = RadioChoices(theme, [(face, face) for face in LAW_FACES])
        self.years = ElidedLabel(theme, "", "ui")
        self.years_button = SecondaryButton(theme, "导入放假安排")
        self.folder = ElidedLabel(theme, "", "ui")
        self.folder_button = SecondaryButton(theme, "打开文件夹")
        self.backups = Label(theme, "", "ui")
        self.backups_button = SecondaryButton(theme, "备份和恢复…")
        # As they stand in the preview, which keeps what was printed last.
        self.paper_size = RadioChoices(theme, [(False, "自动：放得下就大一号"), (True, "大字")])
        self.paper_parts = {name: CheckBox(theme, words) for name, words in _PAPER.items()}
        self.rules = Label(theme, "", "ui")
        self.rules_button = SecondaryButton(theme, "打开规则库")
        self.diagnosis_button = SecondaryButton(theme, "存诊断包…")
        self.version = ElidedLabel(theme, "", "ui")
        self.licences_button = SecondaryButton(theme, "组成和许可…")
        self.city.activated.connect(lambda index: self._choose("rule", self.city.itemData(index)))
        self.desk.activated.connect(lambda index: self._choose("desk", self.desk.itemData(index)))
        self.unit.editingFinished.connect(lambda: self._choose("unit", self.unit.text().strip()))
        self.handler.editingFinished.connect(lambda: self._choose("handler", self.handler.text().strip()))
        self.people.editingFinished.connect(self._choose_people)
        for name, choices in (
            ("count_start", self.starting),
            ("text_scale", self.text_size),
            ("dark", self.look),
            ("law_face", self.face),
        ):
            choices.group.buttonClicked.connect(lambda _, name=name, shown=choices: self._choose(name, shown.value()))
        self.paper_size.group.buttonClicked.connect(lambda _: self._choose_printing())
        for box in self.paper_parts.values():
            box.clicked.connect(self._choose_printing)
        self.rules_button.clicked.connect(lambda: self.go(targets.RuleLibrary()))
        self.years_button.clicked.connect(self._import)
        self.folder_button.clicked.connect(self._open_folder)
        self.backups_button.clicked.connect(lambda: self.go(targets.Checklists()))
        self.diagnosis_button.clicked.connect(self._save_diagnosis)
        self.licences_button.clicked.connect(self._show_licences)
        self.filter.textChanged.connect(self._filter)

    def _lay_out(self) -> None:
        theme = self.theme
        self._left = Ground(theme, "panel", "r")
        self._list = QVBoxLayout(self._left)
        self._over, self._under = QVBoxLayout(), QVBoxLayout()
        self._over.addWidget(Label(theme, self.title, "section"))
        self._over.addWidget(self.filter)
        self._list.addLayout(self._over)
        inner, column = QWidget(), QWidget()
        self._column, self._box = column, QVBoxLayout(column)
        self._scroll = ScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        middle = self._middle = QHBoxLayout(inner)
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        self.people_row = self._row("还有谁", self.people, "用“、”隔开。列出的人可以在清单里直接选。")
        self._section(
            "单位和人",
            "user",
            self._row("城市", self.city, "办事、条文和搜索先按它的规则来。"),
            self._row("您在哪个单位", self.desk, "首页先列自己办的；清单只列自己要办的。已经做的清单不变。"),
            self._row("单位名称", self.unit, "填进新清单的报送单位。"),
            self._row("经办人", self.handler, "打勾时写他；新清单的经办人也先填他。"),
            self.people_row,
        )
        self._section(
            "清单和期限",
            "clipboard-text",
            self._row("期限怎么算", self.starting, "规则没有写明。改了以后，新清单按新的算；旧清单不变。"),
            SettingRow(theme, "放假安排", (self.years, self.years_button)),
        )
        self._section(
            "显示",
            "text-aa",
            self._row("字号", self.text_size),
            self._row("深浅", self.look),
            self._row("条文字体", self.face),
        )
        shown = QWidget()
        parts = QVBoxLayout(shown)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        for box in self.paper_parts.values():
            parts.addWidget(box)
        self._section(
            "打印和导出",
            "printer",
            self._row("纸上的字", self.paper_size),
            self._row("清单上印什么", shown, "打印和导出 PDF、Word 时先这样选好；预览里还可以改，改了就记在这里。"),
        )
        self._section(
            "规则库",
            "book",
            SettingRow(theme, "规则", (self.rules, self.rules_button), "导入、停用、删去规则，都在规则库里。"),
        )
        self._section(
            "数据和备份",
            "archive",
            SettingRow(theme, "数据文件夹", (self.folder, self.folder_button), "清单、设置和备份都在这里。"),
            SettingRow(theme, "备份", (self.backups, self.backups_button), "在“清单”页的“更多”里恢复，或另存一份。"),
        )
        self._section(
            "关于",
            "info",
            SettingRow(
                theme, "版本", (self.version, self.licences_button), "组成和许可：用了哪些别人的组件，各按什么许可。"
            ),
            SettingRow(
                theme,
                "诊断包",
                (self.diagnosis_button,),
                "程序出了问题，存成一个文件交给维护的人。里面没有清单的内容。",
            ),
        )
        self._box.addStretch(1)
        self._list.addStretch(1)
        self._under.addWidget(Label(theme, "改了就生效，不用按保存；\nCtrl+Z 撤销。", "secondary", "ink2", wrap=True))
        self._list.addLayout(self._under)
        self._scroll.verticalScrollBar().valueChanged.connect(self._follow)
        # Rows have their places only after they have been laid out.
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: later(self, self._follow))
        ground = Ground(theme, "page")
        filled = QVBoxLayout(ground)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.addWidget(self._scroll)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left)
        whole.addWidget(ground, 1)
        self._space()

    def _row(self, name: str, control: QWidget, hint: str = "") -> SettingRow:
        return SettingRow(self.theme, name, (control,), hint)

    def _section(self, name: str, icon: str, *rows: SettingRow) -> None:
        heading = Label(self.theme, name, "section")
        link = SectionRow(self.theme, name, icon)
        link.clicked.connect(self._jump(heading, link))
        self._list.addWidget(link)
        self._box.addWidget(heading)
        for row in rows:
            self._box.addWidget(row)
        self._sections.append((heading, link, list(rows)))

    def _jump(self, heading: Label, link: SectionRow) -> Callable[[], None]:
        def jump() -> None:
            self._scroll.verticalScrollBar().setValue(heading.y())
            self._light(link)  # also where it is too near the end to come to the top

        return jump

    def _follow(self, *_: object) -> None:
        """Light the section that is at the top; at the end, the last."""
        bar = self._scroll.verticalScrollBar()
        shown = [(heading, link) for heading, link, _ in self._sections if not heading.isHidden()]
        passed = [link for heading, link in shown if heading.y() <= bar.value() + self.theme.px(SPACE_2XL)]
        if shown:
            at_end = bar.value() == bar.maximum() > 0
            self._light(shown[-1][1] if at_end else passed[-1] if passed else shown[0][1])

    def _light(self, lit: SectionRow) -> None:
        for _, link, _ in self._sections:
            link.set_lit(link is lit)

    def _space(self) -> None:
        px = self.theme.px
        self._left.setFixedWidth(px(_LEFT))
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._over.setContentsMargins(px(SPACE_2XL), px(SPACE_2XL), px(SPACE_L), px(SPACE_M))
        self._over.setSpacing(px(SPACE_M))
        self._under.setContentsMargins(px(SPACE_2XL), 0, px(SPACE_L), px(SPACE_L))
        self._middle.setContentsMargins(px(SPACE_XL), 0, px(SPACE_XL), 0)
        self._column.setMaximumWidth(px(_COLUMN))
        self._box.setContentsMargins(0, px(SPACE_L), 0, px(SPACE_L))
        self._box.setSpacing(px(SPACE_S))
        for heading, _, _ in self._sections[1:]:  # nearer to what it is over than to the line above
            heading.setContentsMargins(0, px(SPACE_L), 0, 0)
        for box, width in ((self.city, 220), (self.desk, 220)):
            box.setMinimumWidth(px(width))
        self.unit.setMinimumWidth(px(300))
        self.handler.setFixedWidth(px(140))
        self.people.setMinimumWidth(px(300))


_AUTUMN = 10  # the month from which next year's arrangement is missed
_WORDS = {
    "rule": "城市",
    "desk": "单位",
    "unit": "单位名称",
    "handler": "经办人",
    "people": "还有谁",
    "count_start": "期限怎么算",
    "text_scale": "字号",
    "dark": "深浅",
    "law_face": "条文字体",
    "print_choices": "打印和导出",
}
#: What of a list can be left out on paper, by the names of `govdesk.export.jobs.Options`.
_PAPER = {
    "articles": "附所依据条文",
    "editorial": "附校注",
    "notes": "编者的说明",
    "signatures": "签名栏：经办、核对、负责人",
    "not_applicable": "不适用的也列",
}
