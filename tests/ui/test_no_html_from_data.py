"""What is typed, imported or declared is shown sign by sign: no tooltip draws it as HTML, no file is loaded for it."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pytest
from desk import make_theme
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

import govdesk.ui
from govdesk.export.jobs import file_stem
from govdesk.export.record_table import _in_csv
from govdesk.ui.kit.widgets import ElidedLabel
from govdesk.ui.kit.widgets.labels import plain_tip

HOSTILE = "<h1>甲</h1><img src='file:///etc/hostname'>&amp;\n<b>乙"
#: What gives a tooltip of the program's own words.
_OWN = {"plain_tip", "tooltip", "toolTip"}
_DATA_FREE = {"TAGS_TOLD", "TERMS_TOLD", "trouble"}


def is_safe(value: ast.expr, text: str) -> bool:
    """A constant, a choice of constants, or something that went through `plain_tip`."""
    match value:
        case ast.Constant():
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return is_safe(body, text) and is_safe(orelse, text)
        case ast.BoolOp(values=values):
            return all(is_safe(part, text) for part in values)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _OWN
        case ast.JoinedStr(values=values):
            return all(isinstance(part, ast.Constant) or is_safe(part, text) for part in values)
        case ast.FormattedValue(value=inner):
            return is_safe(inner, text)
        case ast.Name(id=name):
            return name in _DATA_FREE or f'{name} = "' in text
    return False


def test_no_tooltip_is_set_from_data_as_it_is() -> None:
    unsafe = []
    for path in Path(govdesk.ui.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Call(func=ast.Attribute(attr="setToolTip"), args=[value]) if not is_safe(value, text):
                    unsafe.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    assert unsafe == []


def test_a_tip_shows_markup_sign_by_sign() -> None:
    assert QTextDocumentFragment.fromHtml(plain_tip(HOSTILE)).toPlainText() == HOSTILE
    assert plain_tip("甲\n乙") == "甲\n乙"


def test_an_elided_label_shows_what_was_typed(qtbot: QtBot) -> None:
    label = ElidedLabel(make_theme(), HOSTILE)
    qtbot.addWidget(label)
    label.resize(40, 20)
    label.show()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<img" not in label.toolTip() and "&lt;img" in label.toolTip()


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "　="])
def test_a_cell_is_no_formula(begin: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow([_in_csv(f"{begin}2+3+cmd|' /C calc'!A0"), _in_csv("甲-乙")])
    ((formula, plain),) = csv.reader(io.StringIO(stream.getvalue()))
    assert formula.startswith("'") and plain == "甲-乙"


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "con.txt",
        "LPT1",
        "NUL .x",
        "甲. .",
        " ",
        "",
        "..",
        "长" * 900,
        'a/b\\c:d*e?f"g<h>i|j\x00\x1f',
        "\u202egpj.exe",
    ],
)
def test_a_files_name_is_one_everywhere(name: str, tmp_path: Path) -> None:
    stem = file_stem(name)
    assert stem and stem.split(".")[0].strip().upper() not in ("CON", "NUL", "LPT1")
    assert stem == stem.strip(" .") and not set('/\\:*?"<>|\u202e') & set(stem) and len(stem.encode()) <= 180
    (tmp_path / f"{stem}.pdf").write_bytes(b"")
    assert file_stem("关于报送请示的清单") == "关于报送请示的清单"
