"""An errand made fit to be published: whatever the checker refuses is taken away, least first, and told.

Questions that no longer decide anything go with their conditions; lines for which a list has no room, or which rest on
the words of another line, are held back. What is left passes `check`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from govdesk.drafting.errands import pruned
from govdesk.drafting.model import Line
from govdesk.errors import Problem
from govdesk.rules.model import Rule
from govdesk.wizards.checks import check_wizard
from govdesk.wizards.conditions import questions_in
from govdesk.wizards.loader import settle_quotes
from govdesk.wizards.model import CheckItem, Wizard
from govdesk.wizards.parties import Party

_ROUNDS = 60
_COUNTED = {"您来办": "items", "遇到再办": "items", "别人来办": "others", "先问清": "open", "总要求": "general"}
_TOO_MANY = re.compile(
    r"^(?:阶段“(?P<stage>[^”]+)”|(?P<what>您来办|遇到再办|别人来办|先问清|总要求))有 (?P<n>\d+) 项，最多 (?P<most>\d+)"
)
_ITEM = re.compile(r"^(items|others|open|general|answers)\.([^.]+)")
_FIELD = re.compile(r"^fields\.([^.]+)")
_QUESTION = re.compile(r"^questions\.([^.]+)")
_DESK = re.compile(r"（([a-z-]+)：")


class Held(msgspec.Struct, frozen=True):
    """A line that was taken and does not fit into the list, with the checker's reason."""

    item: str
    because: str


class Mended(msgspec.Struct, frozen=True):
    """An errand as it can be published, what was held back, and what is still wrong (then it cannot)."""

    wizard: Wizard
    held: tuple[Held, ...] = ()
    problems: tuple[Problem, ...] = ()


def mend(wizard: Wizard, rule: Rule, parties: tuple[Party, ...], scores: Mapping[str, float]) -> Mended:
    """`wizard` as `check` lets it pass. `scores` say which of too many lines to keep: by id, the best first."""
    held: list[Held] = []
    problems: list[Problem] = []
    for _ in range(_ROUNDS):
        wizard = pruned(wizard)
        problems = _problems(wizard, rule, parties)
        if not problems:
            break
        changed = _Round(wizard, scores).mended(problems)
        if changed is None:
            break
        wizard, more = changed
        held += more
    return Mended(wizard, tuple(held), tuple(problems))


def _problems(wizard: Wizard, rule: Rule, parties: tuple[Party, ...]) -> list[Problem]:
    problems: list[Problem] = []
    settled = settle_quotes(wizard, rule, wizard.id, problems)
    return problems or check_wizard(settled, wizard.id, parties)


class _Round:
    """One change to a wizard for each of the parts that the checker names."""

    def __init__(self, wizard: Wizard, scores: Mapping[str, float]) -> None:
        self.wizard = wizard
        self._scores = scores
        self._held: list[Held] = []

    def mended(self, problems: Sequence[Problem]) -> tuple[Wizard, list[Held]] | None:
        """The wizard with the first problem that can be mended taken away; None where none can."""
        for problem in problems:
            for way in (self._field, self._too_many, self._empty, self._question, self._line, self._stage):
                changed = way(problem)
                if changed is not None:
                    return changed, self._held
        return None

    def _field(self, problem: Problem) -> Wizard | None:
        match = _FIELD.match(problem.where)
        if not match:
            return None
        fields = []
        for field in self.wizard.fields:
            if field.id == match[1]:
                if "表头里却没有" not in problem.problem or not (field.when or field.desks):
                    continue
                field = msgspec.structs.replace(field, when={}, desks=())
            fields.append(field)
        if tuple(fields) != self.wizard.fields:
            return msgspec.structs.replace(self.wizard, fields=tuple(fields))
        return self._without_limits(match[1])

    def _without_limits(self, field: str) -> Wizard:
        def cut(line: Line) -> Line:
            due = getattr(line, "due", None)
            return line if due is None or due.field != field else msgspec.structs.replace(line, due=None)

        return msgspec.structs.replace(
            self.wizard,
            items=tuple(map(cut, self.wizard.items)),
            others=tuple(map(cut, self.wizard.others)),
        )

    def _too_many(self, problem: Problem) -> Wizard | None:
        match = _TOO_MANY.match(problem.problem)
        if not match:
            return None
        if match["stage"]:
            return self._split(match["stage"])
        part = _COUNTED[match["what"]]
        lines: tuple[Line, ...] = getattr(self.wizard, part)
        if match["what"] in ("您来办", "遇到再办"):
            events = match["what"] == "遇到再办"
            lines = tuple(line for line in lines if isinstance(line, CheckItem) and bool(line.arises) == events)
        worst = min(lines, key=lambda line: (self._scores.get(line.id, 1.0), line.id))
        return self._hold(worst.id, problem.problem)

    def _split(self, stage: str) -> Wizard | None:
        """A stage with too many lines in two: 办理, 办理（续）."""
        own = [item.id for item in self.wizard.items if item.stage == stage]
        later = f"{stage}（续）"
        if len(own) < 2 or later in self.wizard.stages:
            return self._hold(min(own, key=lambda name: self._scores.get(name, 1.0)), "一个阶段放不下") if own else None
        moved = set(own[(len(own) + 1) // 2 :])
        items = tuple(
            msgspec.structs.replace(item, stage=later) if item.id in moved else item for item in self.wizard.items
        )
        stages = tuple(name for s in self.wizard.stages for name in ((s, later) if s == stage else (s,)))
        return msgspec.structs.replace(self.wizard, items=items, stages=stages)

    def _empty(self, problem: Problem) -> Wizard | None:
        """A desk that has nothing to do here is no desk of the errand; else the last question leads nowhere."""
        if not problem.problem.startswith("这样回答得到空清单"):
            return None
        desk = _DESK.search(problem.problem)
        if desk and len(self.wizard.desks) > 1 and not any(desk[1] in item.desks for item in self.wizard.items):
            desks = tuple(other for other in self.wizard.desks if other != desk[1])
            return msgspec.structs.replace(self.wizard, desks=desks)
        return self._unasked(self.wizard.questions[-1].id) if self.wizard.questions else None

    def _question(self, problem: Problem) -> Wizard | None:
        match = _QUESTION.match(problem.where)
        if match:
            return self._unasked(match[1])
        if "除外" in problem.problem and self.wizard.question("secret"):
            return self._unasked("secret")
        if problem.where == "questions" and self.wizard.questions:
            return self._unasked(self.wizard.questions[-1].id)
        return None

    def _unasked(self, question: str) -> Wizard | None:
        """The wizard without a question; `pruned` then drops it from every condition."""
        kept = tuple(q for q in self.wizard.questions if q.id != question)
        if len(kept) == len(self.wizard.questions):
            return None
        return msgspec.structs.replace(self.wizard, questions=kept)

    def _line(self, problem: Problem) -> Wizard | None:
        match = _ITEM.match(problem.where)
        if not match:
            return None
        part, name = match[1], match[2]
        changed = self._softened(part, name, problem)
        return changed if changed is not None else self._hold(name, problem.problem)

    def _softened(self, part: str, name: str, problem: Problem) -> Wizard | None:
        """A smaller change than to hold the line back, where there is one."""
        words = problem.problem
        if part == "items" and words.startswith("引文里看不出"):
            return self._replaced(part, name, lambda line: msgspec.structs.replace(line, unsaid=True))
        if problem.where.endswith(".due") or "时限" in words:
            return self._replaced(part, name, lambda line: msgspec.structs.replace(line, due=None))
        if part == "open" and problem.where.endswith(".doubts"):
            return self._replaced(part, name, lambda line: msgspec.structs.replace(line, doubts=()))
        # Who receives, and who is asked, may be others in the other city.
        if problem.where.endswith(".to"):
            return self._replaced(part, name, lambda line: msgspec.structs.replace(line, to=""))
        if problem.where.endswith(".whom"):
            return self._replaced(part, name, lambda line: msgspec.structs.replace(line, whom=""))
        if "没有一条路径会列出它" in words or ".when" in problem.where:
            line = next((line for line in getattr(self.wizard, part) if line.id == name), None)
            if line is not None and questions_in(line.when):
                return self._replaced(part, name, lambda old: msgspec.structs.replace(old, when={}))
            if line is not None and part != "items" and line.desks:
                return self._replaced(part, name, lambda old: msgspec.structs.replace(old, desks=()))
        if words.startswith("别人来办的里面写着办这件事的单位自己"):
            other = self.wizard.other(name)
            kept = tuple(desk for desk in self.wizard.desks if other is not None and desk != other.party)
            if kept:
                return self._replaced(part, name, lambda old: msgspec.structs.replace(old, desks=kept))
        return None

    def _replaced(self, part: str, name: str, change: Callable[[Line], Line]) -> Wizard | None:
        lines: tuple[Line, ...] = getattr(self.wizard, part)
        changed = tuple(change(line) if line.id == name else line for line in lines)
        return None if changed == lines else msgspec.structs.replace(self.wizard, **{part: changed})

    def _stage(self, problem: Problem) -> Wizard | None:
        if problem.where == "stages" and "没有事项" in problem.problem:
            used = {item.stage for item in self.wizard.items}
            kept = tuple(stage for stage in self.wizard.stages if stage in used)
            return msgspec.structs.replace(self.wizard, stages=kept) if kept != self.wizard.stages else None
        if problem.where == "items" and "工作日时限" in problem.problem:
            later = [item for item in self.wizard.items if item.due is not None and item.due.workdays]
            if later:
                name = min(later, key=lambda item: self._scores.get(item.id, 1.0)).id
                return self._replaced("items", name, lambda line: msgspec.structs.replace(line, due=None))
        return None

    def _hold(self, name: str, because: str) -> Wizard | None:
        found = False
        changed = {}
        for part in ("items", "others", "open", "general", "answers"):
            lines: tuple[Line, ...] = getattr(self.wizard, part)
            kept = tuple(line for line in lines if line.id != name)
            found = found or len(kept) < len(lines)
            changed[part] = kept
        if not found:
            return None
        self._held.append(Held(name, because))
        return msgspec.structs.replace(self.wizard, **changed)
