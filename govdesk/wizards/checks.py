"""What must hold of a wizard, proved by walking every answer. Each check returns problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from govdesk.errors import Problem
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.idle import Outcomes
from govdesk.wizards.model import FieldKind, Level, When, Wizard
from govdesk.wizards.paths import conditions, most_questions
from govdesk.wizards.session import State, evaluate

MAX_QUESTIONS = 7
MAX_OPEN_ITEMS = 9
MAX_OPTIONS = 5
_LISTS = ("questions", "items")
_BANS = ("不得", "严禁", "一律不")
_NUMBER = re.compile("[0-9]+")


def check_wizard(wizard: Wizard, file: str, *, prove: bool = True) -> list[Problem]:
    """Problems of one wizard apart from its quotes, which the loader locates.

    `prove` walks every path of answers, which takes a second for the largest wizards: `check` does it,
    the start of the program does not.
    """
    findings = list(_check_declarations(wizard))
    if prove:
        # A walk through broken conditions would only repeat what was found; no other fault hides what a walk finds.
        broken = any(where.endswith(".when") or where in _LISTS for where, _, _ in findings)
        findings += [NOT_WALKED] if broken else _check_walk(wizard)
    return [Problem(file, where, problem, hint) for where, problem, hint in findings]


Finding = tuple[str, str, str]

#: Said wherever faults keep the checker from walking the answers: nobody should take silence for proof.
NOT_WALKED: Finding = ("questions", "各种回答能走到哪里，还没有查", "先改好上面几处，再检查一遍")


def _check_declarations(wizard: Wizard) -> Iterator[Finding]:
    yield from _duplicates("questions", (q.id for q in wizard.questions))
    yield from _duplicates("items", (item.id for item in wizard.items))
    yield from _duplicates("fields", (f.id for f in wizard.fields))
    yield from _duplicates("stages", wizard.stages)
    yield from _blanks(wizard)
    if not wizard.items:
        yield "items", "没有一个事项", ""
    known: dict[str, set[str]] = {}
    for question in wizard.questions:
        where = f"questions.{question.id}"
        yield from _check_when(question.when, known, f"{where}.when")
        if not 2 <= len(question.options) <= MAX_OPTIONS:
            yield f"{where}.options", f"有 {len(question.options)} 个答案", f"每问 2 至 {MAX_OPTIONS} 个答案"
        yield from _duplicates(f"{where}.options", (o.value for o in question.options))
        if any(not o.value for o in question.options):
            yield f"{where}.options", "答案的 value 是空的", "空值留给“先跳过”"
        known[question.id] = {o.value for o in question.options}
    used_stages = {item.stage for item in wizard.items}
    for stage in wizard.stages:
        if stage not in used_stages:
            yield "stages", f"阶段“{stage}”没有事项", "删去这个阶段，或给它事项"
    for item in wizard.items:
        where = f"items.{item.id}"
        yield from _check_when(item.when, known, f"{where}.when")
        if item.stage not in wizard.stages:
            yield f"{where}.stage", f"没有“{item.stage}”这个阶段", "可用的阶段：" + "、".join(wizard.stages)
        if item.cite.quote.startswith(_BANS) and item.level is not Level.MUST_NOT:
            yield f"{where}.level", f"引的话以“{item.cite.quote[:2]}”开头，性质却不是不得", "写 must_not"
        if item.due is not None:
            yield from _check_due(wizard, item.id)


def _blanks(wizard: Wizard) -> Iterator[Finding]:
    """What a person would see as an empty line."""
    shown = [("title", wizard.title), ("summary", wizard.summary)]
    shown += [(f"fields.{f.id}.label", f.label) for f in wizard.fields]
    for question in wizard.questions:
        shown += [(f"questions.{question.id}.ask", question.ask), (f"questions.{question.id}.why", question.why)]
        shown += [(f"questions.{question.id}.options.{o.value}.label", o.label) for o in question.options]
    for item in wizard.items:
        shown += [(f"items.{item.id}.do", item.do), (f"items.{item.id}.actor", item.actor)]
    for where, words in shown:
        if not words.strip():
            yield where, "是空的", "写上要显示的话"


def _unused_questions(wizard: Wizard) -> Iterator[Finding]:
    """Questions ask only what changes the checklist."""
    whens = [question.when for question in wizard.questions] + [item.when for item in wizard.items]
    used = {question for when in whens for condition in conditions(when) for question in condition}
    for question in wizard.questions:
        if question.id not in used:
            yield f"questions.{question.id}", "怎么答都不影响清单", "删去这一问，或在 when 里用它"


def _duplicates(where: str, ids: Iterable[str]) -> Iterator[Finding]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield where, f"“{name}”重复了 {count} 次", "编号不能重复"


def _check_when(when: When, known: dict[str, set[str]], where: str) -> Iterator[Finding]:
    for condition in conditions(when):
        for question, wanted in condition.items():
            if question not in known:
                yield where, f"前面没有问题“{question}”", "条件只能用排在前面的问题"
                continue
            for value in (wanted,) if isinstance(wanted, str) else wanted:
                if value not in known[question]:
                    yield (
                        where,
                        f"问题“{question}”没有“{value}”这个答案",
                        "可用的答案：" + "、".join(sorted(known[question])),
                    )


def _check_due(wizard: Wizard, item_id: str) -> Iterator[Finding]:
    item = wizard.item(item_id)
    assert item is not None and item.due is not None
    where, due = f"items.{item_id}.due", item.due
    if (due.workdays is None) == (not due.words):
        yield where, "时限要么写 workdays 和 after，要么写 words", ""
    if due.workdays is not None:
        field = wizard.field(due.after)
        if field is None or field.kind is not FieldKind.DATE:
            yield f"{where}.after", f"没有“{due.after}”这个日期栏", '在 fields 里加上 kind = "date" 的一栏'
        if due.workdays < 1:
            yield f"{where}.workdays", "工作日数应是正整数", ""
        elif str(due.workdays) not in _NUMBER.findall(item.cite.quote) and write_numeral(due.workdays) not in (
            item.cite.quote
        ):
            yield f"{where}.workdays", f"引的话里没有“{due.workdays}”这个数", "照原文写，或引写明日数的那句话"


def walk(wizard: Wizard) -> Iterator[tuple[dict[str, str], State]]:
    """Every complete path: (answers, state), each question answered with each of its options in turn."""
    pending: list[dict[str, str]] = [{}]
    while pending:
        answers = pending.pop()
        state = evaluate(wizard, answers, explain=False)
        if state.current is None:
            yield answers, state
        else:
            pending.extend({**answers, state.current.id: option.value} for option in reversed(state.current.options))


def _check_walk(wizard: Wizard) -> Iterator[Finding]:
    unused = list(_unused_questions(wizard))
    yield from unused
    most = most_questions(wizard, {})
    if most > MAX_QUESTIONS:  # the walk grows with every question: it would not come to an end
        yield "questions", f"有的路径要问 {most} 个问题", f"最多 {MAX_QUESTIONS} 个"
        yield NOT_WALKED
        return
    asked: set[str] = set()
    included: set[str] = set()
    found: dict[Finding, None] = {}
    outcomes = Outcomes(wizard)
    for answers, state in walk(wizard):
        outcomes.add(answers, state)
        asked.update(q.id for q in state.asked)
        included.update(entry.item.id for entry in state.items if not entry.conditional)
        for finding in _check_path(wizard, answers, state):
            found.setdefault(finding)
    yield from found
    for question_id, before in outcomes.idle():
        if before and not any(where == f"questions.{question_id}" for where, _, _ in unused):
            yield f"questions.{question_id}", f"这样回答以后，怎么答清单都一样：{before}", "在 when 里写明什么时候才问"
    for question in wizard.questions:
        if question.id not in asked:
            yield f"questions.{question.id}", "没有一条路径会问到它", "检查 when"
    for item in wizard.items:
        if item.id not in included:
            yield f"items.{item.id}", "没有一条路径会列出它", "检查 when"


def _check_path(wizard: Wizard, answers: dict[str, str], state: State) -> Iterator[Finding]:
    if not state.items:
        path = "、".join(f"{key}={value}" for key, value in answers.items())
        yield "items", f"这样回答得到空清单：{path}", "每条路径都要有事项"
    for stage, entries in state.stages(wizard):
        # With 还不清楚 among the answers, too: lines of several branches are then on the sheet at once.
        if len(entries) > MAX_OPEN_ITEMS:
            yield "stages", f"阶段“{stage}”有的路径列出 {len(entries)} 项", f"最多 {MAX_OPEN_ITEMS} 项，按经办人拆开"
    levels: dict[tuple[str, str], dict[Level, str]] = {}
    for entry in state.items:
        item = entry.item
        told = levels.setdefault((item.cite.number, item.cite.quote), {})
        opposite = {Level.MUST: Level.MUST_NOT, Level.MUST_NOT: Level.MUST}.get(item.level)
        if opposite in told:
            yield f"items.{item.id}", f"与“{told[opposite]}”引同一句话，一个是必办，一个是不得", "分别引各自的话"
        told.setdefault(item.level, item.id)
