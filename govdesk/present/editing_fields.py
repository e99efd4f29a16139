"""表头的栏 of an errand under a hand. Fields that errands share keep their ids, so that what is filled in goes along (接着办)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govdesk.drafting.errand_text import ErrandText
from govdesk.wizards.terms import FieldKind

KIND_NAMES: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "文字",
    FieldKind.DATE: "日期",
    FieldKind.PERSON: "人",
    FieldKind.DOC_NUMBER: "文号",
}
#: Fields with one meaning in every errand, as rules/README.md lists them: id, what they are called, their kind.
_SHARED: tuple[tuple[str, str, FieldKind], ...] = (
    ("title", "事项名称", FieldKind.TEXT),
    ("unit", "单位", FieldKind.TEXT),
    ("handler", "经办人", FieldKind.PERSON),
    ("doc_number", "文号", FieldKind.DOC_NUMBER),
    ("submitted", "报送日期", FieldKind.DATE),
    ("received", "收文日期", FieldKind.DATE),
    ("transferred", "批办日期", FieldKind.DATE),
    ("held", "会议日期", FieldKind.DATE),
    ("leaves", "外出日期", FieldKind.DATE),
    ("returns", "返回日期", FieldKind.DATE),
    ("deadline", "定下的办理期限", FieldKind.DATE),
)


def head_fields(content: ErrandText) -> list[tuple[str, str]]:
    """(what a field is called, what it holds in words) of each, in order."""
    return [(str(field.get("label", "")), kind_name(field)) for field in content.head().get("fields", ())]


def kind_name(field: Mapping[str, Any]) -> str:
    """文字, 日期 and so on; what no field can be, as it is written."""
    kind = str(field.get("kind", FieldKind.TEXT.value))
    return KIND_NAMES[FieldKind(kind)] if kind in list(FieldKind) else kind


def field_choices(content: ErrandText) -> list[tuple[str, dict[str, Any]]]:
    """(words, the field) of what can be added: shared ones that are not there, then one of each kind for something else."""
    taken = {field.get("id") for field in content.head().get("fields", ())}
    offered = [(label, _entry(name, label, kind)) for name, label, kind in _SHARED if name not in taken]
    number = next(n for n in range(1, 999) if f"field-{n}" not in taken)
    return offered + [(f"另一栏：{words}", _entry(f"field-{number}", "", kind)) for kind, words in KIND_NAMES.items()]


def _entry(name: str, label: str, kind: FieldKind) -> dict[str, Any]:
    return {"id": name, "label": label} | ({} if kind is FieldKind.TEXT else {"kind": kind.value})
