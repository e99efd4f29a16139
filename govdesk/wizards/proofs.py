"""What must hold of every list a wizard can lead to, proved by walking every answer for every desk.

Open answers are walked, too: a question may be passed over. The limits are those of docs/decisions/0161.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from govdesk.wizards.claims import Finding, against_the_quotes
from govdesk.wizards.conditions import questions_in
from govdesk.wizards.doubles import Doubles, bans_of_others
from govdesk.wizards.doubts import Doubts
from govdesk.wizards.model import CheckItem, Wizard
from govdesk.wizards.numbers import numbers_without_quotes
from govdesk.wizards.outcomes import Outcomes, ids_beside
from govdesk.wizards.parties import Party
from govdesk.wizards.paths import ways_to_answer
from govdesk.wizards.session import IncludedItem, State, evaluate
from govdesk.wizards.shown import Shown
from govdesk.wizards.spans import main_spans, overlap, spans
from govdesk.wizards.split_forms import split_forms
from govdesk.wizards.terms import FieldKind, Level

MAX_OWN = 15
MAX_STAGE = 9
MAX_ARISES = 4
MAX_OTHERS = 6
MAX_OPEN = 4
MAX_GENERAL = 3
MAX_QUESTIONS = 4
#: Paths of one wizard for one desk beyond which a walk would not come to an end in time.
MAX_PATHS = 30_000
#: Header fields that name a record and stand on every path.
NAMING_FIELDS = ("title", "unit", "handler", "doc_number", "submitted", "received")
SECRECY = "secret"  # the question by this id, answered `yes`, means that the matter is secret

#: Said wherever faults keep the checker from walking the answers: nobody should take silence for proof.
NOT_WALKED: Finding = ("questions", "各种回答能走到哪里，还没有查", "先改好上面几处，再检查一遍")
_PUBLISHES = re.compile(r"公开|公布|发布|上网|网站|登报|刊登|刊发")
_DENIED = re.compile(r"不[^，；、。（）]*")  # 不向社会公布; 公开，不漏一项 denies nothing of the kind
_DUTIES = (Level.MUST, Level.SHOULD, Level.MAY)


def prove_wizard(wizard: Wizard, parties: tuple[Party, ...] = ()) -> list[Finding]:
    """Every problem on any path for any desk, each once."""
    everywhere = (
        against_the_quotes(wizard, parties),
        split_forms(wizard),
        numbers_without_quotes(wizard),
        bans_of_others(wizard),
    )
    found: dict[Finding, None] = dict.fromkeys(itertools.chain(*everywhere))
    doubles, shown = Doubles(parties), Shown(wizard, parties)
    reached: set[tuple[str, str]] = set()
    told: set[tuple[str, str]] = set()
    for desk in wizard.desks:
        outcomes = Outcomes(wizard)
        doubts = Doubts(wizard, desk)
        asked: set[str] = set()
        complete = True
        for count, (answers, state) in enumerate(walk(wizard, desk), start=1):
            if count > MAX_PATHS:
                found.setdefault(("questions", f"“{desk}”的路径多于 {MAX_PATHS} 条", "减少问题或可多选的答案"))
                complete = False
                break
            outcomes.add(answers, state)
            asked.update(question.id for question in state.asked)
            reached.update((desk, name) for name in _shown_ids(state))
            of_path = [(finding, False) for finding in (*_path(wizard, desk, answers, state), *doubts.lost(state))]
            for listed, replied in _with_replies(wizard, desk, answers, state):
                standing = (_list(wizard, listed), doubles.on(listed), shown.on(listed))
                of_path += [(finding, replied) for finding in itertools.chain(*standing)]
            for (where, problem, hint), replied in of_path:
                if (where, problem) not in told:  # the first path will do: others repeat it
                    told.add((where, problem))
                    found.setdefault((where, problem + _path_in_words(desk, answers, replied), hint))
        never_put = _never_put(wizard, desk, asked) if complete else ()
        for finding in itertools.chain(outcomes.findings(desk), _unasked(wizard, desk), never_put):
            found.setdefault(finding)
    found |= dict.fromkeys(_unreached(wizard, reached))
    return list(found)


def _unreached(wizard: Wizard, reached: Set[tuple[str, str]]) -> Iterator[Finding]:
    """Parts that no path lists, at any desk or at one that they are declared for; `reached`: (desk, part's id)."""
    doubted = {item for point in wizard.open for item in point.doubts}
    anywhere = {name for _, name in reached}
    for item in wizard.items:
        if item.id not in doubted:
            meant = item.carried_by or item.party
            yield from _never_listed(f"items.{item.id}", item.id, meant, wizard, reached, anywhere)
    for kind, parts in (
        ("others", wizard.others),
        ("open", wizard.open),
        ("general", wizard.general),
        ("answers", wizard.answers),
    ):
        for part in parts:
            yield from _never_listed(f"{kind}.{part.id}", part.id, part.desks, wizard, reached, anywhere)


def _never_listed(
    where: str, name: str, meant: Sequence[str], wizard: Wizard, reached: Set[tuple[str, str]], anywhere: Set[str]
) -> Iterator[Finding]:
    if name not in anywhere:
        yield where, "没有一条路径会列出它", "检查 when、desks 和 party"
        return
    for desk in meant:
        if desk in wizard.desks and (desk, name) not in reached:
            yield where, f"“{desk}”的清单上没有一条路径会列出它", "去掉这个单位，或让 when 里的问题也问它"


def walk(wizard: Wizard, desk: str) -> Iterator[tuple[dict[str, str], State]]:
    """Every complete path of `desk`: (answers, state), each question answered in each way, and passed over."""
    pending: list[dict[str, str]] = [{}]
    while pending:
        answers = pending.pop()
        state = evaluate(wizard, answers, desk, explain=False)
        if state.current is None:
            yield answers, state
        else:
            values = ways_to_answer(state.current, desk, skip=True)
            pending.extend({**answers, state.current.id: value} for value in reversed(values))


def first_options(wizard: Wizard, desk: str) -> State:
    """The list by first options."""
    return evaluate(wizard, first_answers(wizard, desk), desk, explain=False)


def first_answers(wizard: Wizard, desk: str) -> dict[str, str]:
    """Each question answered with the first option that `desk` (empty: the errand's first) is offered."""
    answers: dict[str, str] = {}
    while (state := evaluate(wizard, answers, desk, explain=False)).current is not None:
        answers[state.current.id] = ways_to_answer(state.current, state.desk)[0]
    return answers


def _shown_ids(state: State) -> Iterator[str]:
    yield from (entry.item.id for entry in state.items)
    yield from ids_beside(state)
    yield from (shown.id for shown in state.open if shown.point is not None)


def _path_in_words(desk: str, answers: dict[str, str], replied: bool) -> str:
    given = "、".join(f"{question}={value or '先跳过'}" for question, value in answers.items())
    return f"（{desk}：{given or '没有问题'}{'；先问清都答要办' if replied else ''}）"


def _with_replies(wizard: Wizard, desk: str, answers: dict[str, str], state: State) -> Iterator[tuple[State, bool]]:
    """A path's list, and the same with every doubt on it answered 要办."""
    yield state, False
    doubting = [shown.id for shown in state.open if shown.point is not None and shown.point.doubts]
    if doubting:
        yield evaluate(wizard, answers, desk, replies=doubting, explain=False), True


def _list(wizard: Wizard, state: State) -> Iterator[Finding]:
    """What holds of a list whatever brought its lines."""
    yield from _sizes(wizard, state)
    yield from _once(state)
    yield from _general_once(state)
    yield from _contradictions(state)
    yield from _secrecy(wizard, state)
    yield from _running(state)


def _path(wizard: Wizard, desk: str, answers: dict[str, str], state: State) -> Iterator[Finding]:
    for other in state.others:
        if other.party == desk:
            yield f"others.{other.id}", "别人来办的里面写着办这件事的单位自己", "用 desks 限定给别的单位"
    for shown in state.open:
        for item in shown.point.doubts if shown.point else ():
            on_reply = evaluate(wizard, answers, desk, replies=(shown.id,), explain=False)
            if all(entry.item.id != item for entry in on_reply.items):
                yield (
                    f"open.{shown.id}.doubts",
                    f"答了要办，也列不出“{item}”",
                    "看它的 when 和 party；只在答复后才列的写 by_reply",
                )
            if any(entry.item.id == item for entry in state.items):
                yield f"open.{shown.id}.doubts", f"事项“{item}”已经列出，又问要不要办", "两者的 when 不能同时成立"
    yield from _fields(wizard, state)
    yield from _links(wizard, state)


def _sizes(wizard: Wizard, state: State) -> Iterator[Finding]:
    undecided = sum(shown.question is not None for shown in state.open)
    open_points = len(state.open) - undecided + min(undecided, 1)
    for where, what, count, most in (
        ("items", "您来办", len(state.own), MAX_OWN),
        ("items", "遇到再办", len(state.arises), MAX_ARISES),
        ("others", "别人来办", len(state.others), MAX_OTHERS),
        ("open", "先问清", open_points, MAX_OPEN),
        ("general", "总要求", len(state.general), MAX_GENERAL),
        ("questions", "问题", len(state.asked), MAX_QUESTIONS),
    ):
        if count > most:
            yield where, f"{what}有 {count} 项，最多 {most} 项", "合并成要点，或分成先后两件事"
    for stage in wizard.stages:
        count = sum(entry.item.stage == stage for entry in state.own)
        if count > MAX_STAGE:
            yield "stages", f"阶段“{stage}”有 {count} 项，最多 {MAX_STAGE} 项", "拆成两个阶段"
    if not (state.own or state.arises or state.say or state.open or state.goes or wizard.goes):
        yield "items", "这样回答得到空清单", "规则没有写的，写一条直接回答或先问清"


def _once(state: State) -> Iterator[Finding]:
    for what, where, entries in (
        ("办理要求", "items", [(e.item.id, e.item.do) for e in state.items]),
        ("实务提醒", "items", [(e.item.id, e.item.hint) for e in state.items if e.item.hint]),
        ("问题", "open", [(s.id, s.ask) for s in state.open]),
        ("做法（act）", "items", [(e.item.id, e.item.act or e.item.id) for e in state.items]),
        ("别人来办", "others", [(o.id, o.do) for o in state.others]),
    ):
        seen: dict[str, str] = {}
        for ident, words in entries:
            if words in seen:
                yield f"{where}.{ident}", f"与“{seen[words]}”的{what}相同", "一件事只写一次"
            seen.setdefault(words, ident)


def _general_once(state: State) -> Iterator[Finding]:
    for one, two in itertools.combinations(state.general, 2):
        if any(overlap(a, b) for a in spans(one.cites) for b in spans(two.cites)):
            yield f"general.{two.id}", f"与“{one.id}”引的是同一段话", "一段话只列一次"


def _contradictions(state: State) -> Iterator[Finding]:
    ids = {entry.item.id for entry in state.items}
    for entry in state.items:
        for other in entry.item.excludes:
            if other in ids:
                yield f"items.{entry.item.id}", f"与“{other}”不能并存", "两者的 when 不能同时成立"
    resting = [(entry, main_spans(entry.cites)) for entry in state.items]
    for (one, ones), (two, twos) in itertools.combinations(resting, 2):
        a, b = one.item, two.item
        if b.id in a.excepts or a.id in b.excepts or (a.arises and b.id == a.after) or (b.arises and a.id == b.after):
            continue
        for lifting, lifted in ((one, two), (two, one)):
            if lifting.item.level is Level.EXCEPT and _lifts(lifting, lifted):
                yield (
                    f"items.{lifting.item.id}",
                    f"免去的正是同一张清单上的“{lifted.item.id}”",
                    "两者的 when 不能同时成立；真要并存的，除外的那一项写 excepts",
                )
                break
        else:
            if any(overlap(span, other) for span in ones for other in twos):
                yield f"items.{b.id}", f"与“{a.id}”引的是同一段话", "并成一项（要点），或各引各的话，共用的部分写 as"


def _lifts(one: IncludedItem, two: IncludedItem) -> bool:
    """Whether an exception quotes, in whatever role, the words on which the other one rests."""
    return any(overlap(a, b) for a in spans(one.cites) for b in main_spans(two.cites))


def publishes(item: CheckItem) -> bool:
    """Whether an item is a duty or permission to make something public."""
    return item.level in _DUTIES and bool(_PUBLISHES.search(_DENIED.sub("", item.do)))


def _secrecy(wizard: Wizard, state: State) -> Iterator[Finding]:
    """A secret paper's list says the exception; where the rule has none, the ban on leaks and a question about the rest.

    What stands on the list only by a reply counts where an open point on this path asks for it.
    """
    if state.answers.get(SECRECY) != "yes":
        return
    for entry in state.items:
        if publishes(entry.item):
            yield f"items.{entry.item.id}", "涉密的件上还列着公开", f"when 里写 {SECRECY} 的其他答案"
    points = [shown.point for shown in state.open if shown.point is not None]
    doubted = {name for point in points for name in point.doubts}
    levels = {entry.item.level for entry in state.own}
    levels |= {item.level for item in wizard.items if item.id in doubted}
    asked = any(SECRECY in questions_in(point.when) for point in points)
    if Level.EXCEPT not in levels and not (asked and Level.MUST_NOT in levels):
        yield (
            "items",
            "涉密的件上没有一行“除外”",
            '加一项 level = "except"，引写明例外的话；规则没有写例外的，列“不得”泄露，另写一条 open 问其余的',
        )


def _fields(wizard: Wizard, state: State) -> Iterator[Finding]:
    limits = [entry.item.due for entry in state.items] + [other.due for other in state.others]
    used = {due.field for due in limits if due is not None}
    for field in state.fields:
        if field.kind is FieldKind.DATE and field.id not in used and field.id not in NAMING_FIELDS:
            yield f"fields.{field.id}", f"填了“{field.label}”也没有一行用它", "用 when 限定，或删去这一栏"
    shown = {field.id for field in state.fields}
    for due in limits:
        if due is not None and due.field and due.field not in shown:
            yield f"fields.{due.field}", "有一行要用这一栏，表头里却没有", "放宽这一栏的 when"


def _running(state: State) -> Iterator[Finding]:
    running = [entry.item.id for entry in state.items if entry.item.due and entry.item.due.workdays]
    if len(running) > 1:
        yield "items", f"同时有 {len(running)} 个工作日时限：{'、'.join(running)}", "一条路径上至多一个"


def _links(wizard: Wizard, state: State) -> Iterator[Finding]:
    """先办 and 接着办 lead to other errands, each named once on a list."""
    for answer in state.say:
        if answer.to == wizard.id:
            yield f"answers.{answer.id}.to", "按钮打开的就是这件事自己", "删去 to，或写另一件事的编号"
    for kind, what, links in (("before", "先办", state.before), ("next", "接着办", state.next)):
        for link, count in Counter(link.wizard for link in links).items():
            where = f"{kind}.{link}"
            if kind == "next" and link == wizard.id:
                yield where, "接着办的就是这件事自己", f"删去这个链接：要再办一件的，从“{wizard.title}”另办"
            if count > 1:
                yield where, f"{what}里同一件事列了 {count} 次", "合成一个，或让它们的 when 不能同时成立"
    for name in {link.wizard for link in state.before} & {link.wizard for link in state.next}:
        yield f"next.{name}", "同一张清单上既是先办又是接着办", "留一个，或让两者的 when 不能同时成立"


def _unasked(wizard: Wizard, desk: str) -> Iterator[Finding]:
    """Conditions of a desk's items that rest on a question this desk is never asked."""
    never = {q.id for q in wizard.questions if q.desks and desk not in q.desks}
    for item in wizard.items:
        if desk in item.desks and set(item.desks) <= {desk}:
            for question in questions_in(item.when):
                if question in never:
                    yield f"items.{item.id}.when", f"“{desk}”不会被问到“{question}”", "改 when，或让这一问也问它"


def _never_put(wizard: Wizard, desk: str, asked: set[str]) -> Iterator[Finding]:
    """Questions meant for `desk`, by name or for want of `desks`, that no path puts to it. `asked`: those put."""
    for question in wizard.questions:
        if question.id in asked or (question.desks and desk not in question.desks):
            continue
        meant = f"desks 里写着“{desk}”" if question.desks else f"没有写 desks，“{desk}”也该问到"
        yield (
            f"questions.{question.id}.desks",
            f"{meant}，可是怎么答都问不到这一问",
            "在 desks 里只写问得到的单位，或放宽 when",
        )
