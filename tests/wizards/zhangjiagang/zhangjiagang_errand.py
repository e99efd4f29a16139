"""A clerk's way through a shipped wizard of 张家港, in a few verbs."""

from __future__ import annotations

from dataclasses import dataclass

from govdesk.rules.model import Rule
from govdesk.wizards.basis import make_basis
from govdesk.wizards.checklist import Checklist, Row, build_checklist
from govdesk.wizards.model import Wizard
from govdesk.wizards.session import State, evaluate
from govdesk.workdays import OfficialCalendar


@dataclass(frozen=True)
class Errand:
    """One wizard and what it gives for some answers (question id -> option value)."""

    wizard: Wizard
    rule: Rule
    calendar: OfficialCalendar

    def answered(self, answers: dict[str, str]) -> State:
        return evaluate(self.wizard, answers)

    def checklist(self, answers: dict[str, str], fields: dict[str, str] | None = None) -> Checklist:
        return build_checklist(make_basis(self.rule, self.wizard), answers, fields or {}, self.calendar)

    def badges(self, answers: dict[str, str]) -> dict[str, str]:
        """Item id -> 必办, 不得, 一般, 可以 or 视情, for everything on the sheet."""
        return {row.item.id: row.badge for row in self.checklist(answers).rows}

    def articles(self, answers: dict[str, str]) -> set[int]:
        """Numbers of the articles that the sheet rests on."""
        return {int(row.item.cite.number) for row in self.checklist(answers).rows}

    def row(self, item_id: str, answers: dict[str, str], fields: dict[str, str] | None = None) -> Row:
        row = self.checklist(answers, fields).row(item_id)
        assert row is not None, f"“{item_id}”不在清单上"
        return row

    def words(self, answers: dict[str, str]) -> str:
        """Everything a clerk reads on the sheet: instructions and quotes, one a line."""
        return "\n".join(f"{row.item.do}｜{row.item.cite.quote}" for row in self.checklist(answers).rows)

    def read_out(self, answers: dict[str, str]) -> str:
        """The sheet as plain text: stage, badge, what to do, who does it, by when, where it says so, and the words."""
        lines: list[str] = []
        for stage in self.checklist(answers).stages:
            lines.append(stage.name)
            for row in stage.rows:
                due = row.item.due
                limit = "" if due is None else f"，时限：{due.words or f'{due.workdays} 个工作日'}"
                lines.append(f"  【{row.badge}】{row.item.do}（{row.item.actor}{limit}）")
                lines.append(f"    {row.label}：{row.item.cite.quote}")
        return "\n".join(lines) + "\n"
