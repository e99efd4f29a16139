"""组成和许可: what the program is made of, and under which licence each part may be used."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from govdesk import release
from govdesk.files import read_regular
from govdesk.paths import program_root
from govdesk.release import Component
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog

_OWN = "政务案头按 MIT 许可使用。规则的文字是各地政府的正式文件。"
_FROM_SOURCE = "现在是从源代码运行的，用了哪些组件写在 requirements.lock 里。"


class LicencesDialog(Dialog):
    """A list of the parts, and below it the text of every licence, to scroll through and to copy from."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "组成和许可", parent)
        self.add_text(f"{_OWN}{release.build().in_words}。")
        self.text = QPlainTextEdit(_in_words(release.components()))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("组成和许可")
        self.text.setFont(theme.font("secondary"))
        self.text.setFixedHeight(self.room(320))
        self.body.addWidget(self.text)
        self.widen(640)
        self.add_button("知道了", primary=True)


def _in_words(components: tuple[Component, ...]) -> str:
    if not components:
        return f"{_FROM_SOURCE}\n\n{_own_licence()}"
    listed = [f"{part.name} {part.version}　{part.licence}　{part.website}".rstrip("　") for part in components]
    texts = [f"———— 政务案头 ————\n\n{_own_licence()}"]
    texts += [f"———— {part.name} ————\n\n{text}" for part in components if (text := _licence(part))]
    return "\n".join(listed) + "\n\n\n" + "\n\n\n".join(texts)


def _licence(part: Component) -> str:
    if part.text is None:
        return ""
    try:
        return read_regular(part.text).decode("utf-8", "replace")
    except OSError:
        return ""


def _own_licence() -> str:
    try:
        return read_regular(program_root() / "LICENSE").decode("utf-8", "replace")
    except OSError:
        return ""
