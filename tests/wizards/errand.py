"""A clerk's way through a shipped wizard, in a few verbs. Both cities are driven by the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule
from govdesk.wizards.basis import make_basis
from govdesk.wizards.checklist import Checklist, Row, build_checklist
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import Wizard
from govdesk.wizards.proofs import walk
from govdesk.wizards.session import State, evaluate
from govdesk.workdays import OfficialCalendar, load_calendar

RULES = Path(__file__).parents[2] / "rules"

#: Question id -> option value. Every verb takes them as `dict` does: a mapping, keywords, or both.
Answers = Mapping[str, str]
NONE: Answers = {}


@dataclass(frozen=True)
class Errand:
    """One wizard, and what is on the sheet after some answers."""

    wizard: Wizard
    rule: Rule
    calendar: OfficialCalendar

    def paths(self) -> Iterator[tuple[dict[str, str], State]]:
        """Every way through all the questions."""
        return walk(self.wizard)

    def state(self, answers: Answers = NONE, /, **more: str) -> State:
        return evaluate(self.wizard, {**answers, **more})

    def asked(self, answers: Answers = NONE, /, **more: str) -> list[str]:
        return [question.id for question in self.state({**answers, **more}).asked]

    def sheet(self, answers: Answers = NONE, /, *, fields: Mapping[str, str] = NONE, **more: str) -> Checklist:
        """The checklist; `fields` is what stands in its head (field id -> text)."""
        return build_checklist(make_basis(self.rule, self.wizard), {**answers, **more}, fields, self.calendar)

    def row(self, item_id: str, answers: Answers = NONE, /, *, fields: Mapping[str, str] = NONE, **more: str) -> Row:
        row = self.sheet({**answers, **more}, fields=fields).row(item_id)
        assert row is not None, f"“{item_id}”不在清单上"
        return row

    def note(self, item_id: str) -> str:
        """What is said of a doubt in an item, on whatever path it stands; "" for none."""
        item = self.wizard.item(item_id)
        assert item is not None, f"没有“{item_id}”"
        return item.note

    def badges(self, answers: Answers = NONE, /, **more: str) -> dict[str, str]:
        """Item id -> 必办, 不得, 一般, 可以 or 视情, for everything on the sheet."""
        return {row.item.id: row.badge for row in self.sheet({**answers, **more}).rows}

    def stages(self, answers: Answers = NONE, /, **more: str) -> list[str]:
        return [stage.name for stage in self.sheet({**answers, **more}).stages]

    def in_stage(self, stage: str, answers: Answers = NONE, /, **more: str) -> set[str]:
        """Ids of the items on the sheet in `stage`."""
        return {row.item.id for row in self.sheet({**answers, **more}).rows if row.item.stage == stage}

    def articles(self, answers: Answers = NONE, /, **more: str) -> set[int]:
        """Numbers of the articles that the sheet rests on."""
        return {int(row.item.cite.number) for row in self.sheet({**answers, **more}).rows}

    def words(self, answers: Answers = NONE, /, **more: str) -> str:
        """Everything a clerk reads on the sheet: instructions and quotes, one a line."""
        return "\n".join(f"{row.item.do}｜{row.item.cite.quote}" for row in self.sheet({**answers, **more}).rows)

    def read_out(self, answers: Answers = NONE, /, **more: str) -> str:
        """The sheet as plain text: stage, badge, what to do, who does it, by when, where it says so, and the words."""
        lines: list[str] = []
        for stage in self.sheet({**answers, **more}).stages:
            lines.append(stage.name)
            for row in stage.rows:
                due = row.item.due
                limit = "" if due is None else f"，时限：{due.words or f'{due.workdays} 个工作日'}"
                lines.append(f"  【{row.badge}】{row.item.do}（{row.item.actor}{limit}）")
                lines.append(f"    {row.label}：{row.item.cite.quote}")
        return "\n".join(lines) + "\n"


Errands = Callable[[str], Errand]


@cache
def errands_of(pack: str) -> dict[str, Errand]:
    """The errands of `pack`, a folder under rules/, by wizard id. Proves each wizard: done once for all tests."""
    rule = load_rule(RULES / pack)
    calendar = load_calendar()
    return {wizard.id: Errand(wizard, rule, calendar) for wizard in load_wizards(RULES / pack, rule)}
