"""A clerk's way through a shipped wizard, in a few verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govdesk.rules.model import Rule
from govdesk.wizards.basis import make_basis
from govdesk.wizards.checklist import Checklist, Row, build_checklist
from govdesk.wizards.checks import walk
from govdesk.wizards.model import Wizard
from govdesk.wizards.session import State, evaluate
from govdesk.workdays import OfficialCalendar


@dataclass
class Errand:
    """One wizard, and what is on the sheet after some answers. Answers are `question="value"`."""

    wizard: Wizard
    rule: Rule
    calendar: OfficialCalendar

    def state(self, **answers: str) -> State:
        return evaluate(self.wizard, answers)

    def sheet(self, fields: dict[str, str] | None = None, **answers: str) -> Checklist:
        return build_checklist(make_basis(self.rule, self.wizard), answers, fields or {}, self.calendar)

    def lines(self, **answers: str) -> dict[str, str]:
        """Item id -> badge, of everything on the sheet."""
        return {row.item.id: row.badge for row in self.sheet(**answers).rows}

    def stages(self, **answers: str) -> list[str]:
        return [stage.name for stage in self.sheet(**answers).stages]

    def articles(self, **answers: str) -> set[int]:
        """The articles that the sheet rests on."""
        return {int(row.item.cite.number) for row in self.sheet(**answers).rows}

    def row(self, item_id: str, fields: dict[str, str] | None = None, **answers: str) -> Row:
        row = self.sheet(fields, **answers).row(item_id)
        assert row is not None, f"{item_id} is not on the sheet"
        return row

    def asked(self, **answers: str) -> list[str]:
        return [question.id for question in self.state(**answers).asked]

    def paths(self) -> Iterator[tuple[dict[str, str], State]]:
        """Every way through all the questions."""
        return walk(self.wizard)

    def printed(self, **answers: str) -> str:
        """The sheet as a person would read it out."""
        lines: list[str] = []
        for stage in self.sheet(**answers).stages:
            lines.append(f"{stage.name}")
            for row in stage.rows:
                lines += [f"  【{row.badge}】{row.item.do}", f"      {row.label}“{row.item.cite.quote}”"]
        return "\n".join(lines)
