"""What must hold of a wizard's declarations. `govdesk.wizards.proofs` walks its answers. Each check returns problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from govdesk.errors import Problem
from govdesk.wizards.claims import Finding, claims, whose
from govdesk.wizards.conditions import chosen, conditions, questions_in, values_of
from govdesk.wizards.model import NONE, UNKNOWN, CheckItem, Cite, Due, Link, Question, Quoting, When, Wizard
from govdesk.wizards.numbers import figures, unquoted_figures
from govdesk.wizards.parties import Party, acting_desk, find_party
from govdesk.wizards.terms import FieldKind, Level

MAX_OPTIONS = 6
MAX_POINTS = 6
LONG_QUOTE = 60

_BANS = ("不得", "严禁", "一律不")
_SENTENCE_END = re.compile(r"[。；]")
_UNSAID_IN_LINE = ("没有写明", "没有写")
#: Words with 不 in them that are no second negation after 不得.
_HARMLESS = re.compile(
    r"不合法|不合格|不符合|不一致|不实|不正当|不正之风|不适用|不必要|不相容|不同|不明|不当|不良|不按"
)


def check_wizard(wizard: Wizard, file: str, parties: tuple[Party, ...] = (), *, prove: bool = True) -> list[Problem]:
    """Problems of one wizard apart from its quotes, which the loader locates.

    `prove` walks every path of answers for every desk: `check` does it, the start of the program does not.
    """
    bare = list(_without_quotes(wizard))
    # What a part says is held against its quotes: one that has none yet is told before anything else is.
    found = [*_ids(wizard), *_blanks(wizard), *bare] if bare else _declarations(wizard, parties)
    findings = list(dict.fromkeys(found))
    if prove and not bare:
        from govdesk.wizards.proofs import NOT_WALKED, prove_wizard

        # A walk through broken conditions would only repeat what was found.
        broken = any(".when" in where or where in ("questions", "items", "desks") for where, _, _ in findings)
        findings += [NOT_WALKED] if broken else prove_wizard(wizard, parties)
    return [Problem(file, where, problem, hint) for where, problem, hint in findings]


def _declarations(wizard: Wizard, parties: tuple[Party, ...]) -> Iterator[Finding]:
    yield from _desks(wizard, parties)
    yield from _ids(wizard)
    yield from _blanks(wizard)
    known: dict[str, Question] = {}
    for question in wizard.questions:
        where = f"questions.{question.id}"
        yield from _when(question.when, known, f"{where}.when")
        yield from _question(question, where)
        yield from _only_desks(question.desks, wizard, where)
        for option in question.options:
            yield from _only_desks(option.desks, wizard, f"{where}.options.{option.value}")
        known[question.id] = question
    for where, when, limited in _conditional_parts(wizard):
        yield from _when(when, known, f"{where}.when")
        yield from _only_desks(limited, wizard, where)
    for item in wizard.items:
        yield from _item(wizard, item, parties)
    for other in wizard.others:
        where = f"others.{other.id}"
        yield from _due(wizard, other.due, other.cites, where)
        if other.party and find_party(parties, other.party) is None:
            yield f"{where}.party", f"没有编号为“{other.party}”的单位", _known_parties(parties)
        yield from _plain_words(where, other.do, other.cites)
    for point in wizard.open:
        where = f"open.{point.id}"
        for doubted in point.doubts:
            if wizard.item(doubted) is None:
                yield f"{where}.doubts", f"没有编号为“{doubted}”的事项", "写 items 里的编号"
        if point.question and point.question not in known:
            yield f"{where}.question", f"没有问题“{point.question}”", ""
    for answer in wizard.answers:
        if answer.change and answer.change not in known:
            yield f"answers.{answer.id}.change", f"没有问题“{answer.change}”", ""
    yield from claims(wizard)
    for where, cites in cited_parts(wizard):
        for index, cite in enumerate(cites, start=1):
            yield from _quote(cite, f"{where}.cites[{index}]")


def _desks(wizard: Wizard, parties: tuple[Party, ...]) -> Iterator[Finding]:
    if not wizard.desks:
        yield "desks", "没有写是哪个单位办的事", "写上 parties.toml 里的编号"
    for desk in wizard.desks:
        party = find_party(parties, desk)
        if party is None:
            yield "desks", f"没有编号为“{desk}”的单位", _known_parties(parties)
        elif not party.desk:
            yield "desks", f"“{party.label}”不是文秘坐的单位", "只写 parties.toml 里标着 desk = true 的"


def _known_parties(parties: Iterable[Party]) -> str:
    return "可用的编号：" + "、".join(party.id for party in parties)


def _only_desks(limited: tuple[str, ...], wizard: Wizard, where: str) -> Iterator[Finding]:
    for desk in limited:
        if desk not in wizard.desks:
            yield f"{where}.desks", f"“{desk}”不在这件事的 desks 里", "可用的编号：" + "、".join(wizard.desks)


def _ids(wizard: Wizard) -> Iterator[Finding]:
    yield from _duplicates("questions", (q.id for q in wizard.questions))
    yield from _duplicates("fields", (f.id for f in wizard.fields))
    yield from _duplicates("stages", wizard.stages)
    parts: tuple[CheckItem | Quoting, ...] = (
        *wizard.items,
        *wizard.others,
        *wizard.open,
        *wizard.general,
        *wizard.answers,
        *wizard.questions,
    )
    yield from _duplicates("items", (part.id for part in parts))
    used = {item.stage for item in wizard.items}
    for stage in wizard.stages:
        if stage not in used:
            yield "stages", f"阶段“{stage}”没有事项", "删去这个阶段，或给它事项"


def _duplicates(where: str, ids: Iterable[str]) -> Iterator[Finding]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield where, f"“{name}”重复了 {count} 次", "编号不能重复，各部分之间也不能"


def _blanks(wizard: Wizard) -> Iterator[Finding]:
    """What a person would see as an empty line."""
    shown = [("title", wizard.title), ("summary", wizard.summary)]
    shown += [(f"fields.{f.id}.label", f.label) for f in wizard.fields]
    for question in wizard.questions:
        shown.append((f"questions.{question.id}.ask", question.ask))
        shown += [(f"questions.{question.id}.options.{o.value}.label", o.label) for o in question.options]
    shown += [(f"items.{item.id}.do", item.do) for item in wizard.items]
    shown += [(f"others.{other.id}.do", other.do) for other in wizard.others]
    shown += [(f"open.{point.id}.ask", point.ask) for point in wizard.open]
    shown += [(f"answers.{answer.id}.say", answer.say) for answer in wizard.answers]
    for where, words in shown:
        if not words.strip():
            yield where, "是空的", "写上要显示的话"


def _question(question: Question, where: str) -> Iterator[Finding]:
    least = 1 if question.many else 2
    if not least <= len(question.options) <= MAX_OPTIONS:
        yield f"{where}.options", f"有 {len(question.options)} 个答案", f"每问 {least} 至 {MAX_OPTIONS} 个答案"
    yield from _duplicates(f"{where}.options", (o.value for o in question.options))
    for option in question.options:
        if not option.value or option.value == NONE or "+" in option.value or option.value.endswith("!"):
            yield f"{where}.options", f"答案的 value“{option.value}”不能用", "写小写英文字母和横线，none 留给都不选"
        if option.undecided:
            yield f"{where}.options.{option.value}", "不再用 undecided", '还不清楚写成 value = "unknown"'
    if question.many and question.option(UNKNOWN) is not None:
        yield f"{where}.options", "可多选的题不写“还不清楚”", "拿不准的，用先跳过"


def _when(when: When, known: Mapping[str, Question], where: str) -> Iterator[Finding]:
    for condition in conditions(when):
        for key, wanted in condition.items():
            question = known.get(key.rstrip("!"))
            if question is None:
                yield where, f"前面没有问题“{key.rstrip('!')}”", "条件只能用排在前面的问题"
                continue
            allowed = {o.value for o in question.options} | {UNKNOWN} | ({NONE} if question.many else set())
            for value in values_of(wanted):
                if value not in allowed:
                    names = "、".join(sorted(allowed))
                    yield where, f"问题“{question.id}”没有“{value}”这个答案", f"可用的答案：{names}"


def _conditional_parts(wizard: Wizard) -> Iterator[tuple[str, When, tuple[str, ...]]]:
    """(where, condition, desks it is limited to) of everything below the questions."""
    for item in wizard.items:
        yield f"items.{item.id}", item.when, ()
        for cite in item.cites:
            yield f"items.{item.id}.cites", cite.when, ()
        for point in item.points:
            yield f"items.{item.id}.points", point.when, ()
    for kind, parts in (
        ("others", wizard.others),
        ("open", wizard.open),
        ("general", wizard.general),
        ("answers", wizard.answers),
        ("fields", wizard.fields),
    ):
        for part in parts:
            yield f"{kind}.{part.id}", part.when, part.desks
    for kind, links in (("before", wizard.before), ("next", wizard.next)):
        for link in links:
            yield f"{kind}.{link.wizard}", link.when, link.desks
    for target in wizard.goes:
        yield f"goes.{target.wizard}", target.when, ()


def cited_parts(wizard: Wizard) -> Iterator[tuple[str, tuple[Cite, ...]]]:
    """(where, quotes) of every part that quotes."""
    for item in wizard.items:
        yield f"items.{item.id}", item.cites
        for point in item.points:
            yield f"items.{item.id}.points.{point.do}", point.cites
    for kind, parts in (
        ("questions", wizard.questions),
        ("others", wizard.others),
        ("open", wizard.open),
        ("general", wizard.general),
        ("answers", wizard.answers),
    ):
        for part in parts:
            yield f"{kind}.{part.id}", part.cites


def _without_quotes(wizard: Wizard) -> Iterator[Finding]:
    for where, cites in cited_parts(wizard):
        if not cites and ".points" not in where:
            yield f"{where}.cites", "没有引文", "写上所依据的原文"


def _quote(cite: Cite, where: str) -> Iterator[Finding]:
    """A quote is at most one sentence, and short unless there is a reason."""
    if _SENTENCE_END.search(cite.quote[:-1]):
        yield f"{where}.quote", "引文不止一句", "一处引文至多一句，另一句另引"
    if len(cite.quote) > LONG_QUOTE and not cite.why:
        yield f"{where}.quote", f"引文有 {len(cite.quote)} 个字", f"超过 {LONG_QUOTE} 个字的，在 why 里说明理由"


def _item(wizard: Wizard, item: CheckItem, parties: tuple[Party, ...]) -> Iterator[Finding]:
    where = f"items.{item.id}"
    if item.stage not in wizard.stages:
        yield f"{where}.stage", f"没有“{item.stage}”这个阶段", "可用的阶段：" + "、".join(wizard.stages)
    if item.note or item.actor:
        yield where, "不再用 note 和 actor", "疑义写进 open，谁来办写进 party、who"
    for party in (*item.desks, *([item.to] if item.to else ())):
        if find_party(parties, party) is None:
            yield f"{where}.party", f"没有编号为“{party}”的单位", _known_parties(parties)
    if not set(item.desks) & set(wizard.desks):
        yield (
            f"{where}.party",
            "不在任何一个单位的清单上",
            "party 或 carried_by 里要有这件事的 desks；别人办的写进 others",
        )
    named = [("after", item.after)] if item.after else []
    named += [("excludes", other) for other in item.excludes] + [("excepts", other) for other in item.excepts]
    for name, other in named:
        if wizard.item(other) is None:
            yield f"{where}.{name}", f"没有编号为“{other}”的事项", "写 items 里的编号"
    yield from _due(wizard, item.due, item.cites, where)
    yield from _plain_words(where, item.do, item.all_cites())
    if item.level is Level.MUST_NOT and "不" in _HARMLESS.sub("", item.do.split("（")[0]):
        yield f"{where}.do", "前面已经印着“不得”，这里又写了“不”", "只写动作：“不得”由程序印在前面，do 里不写"
    if item.cite.quote.startswith(_BANS) and item.level is not Level.MUST_NOT:
        yield f"{where}.level", f"引的话以“{item.cite.quote[:2]}”开头，性质却不是不得", "写 must_not"
    if len(item.points) > MAX_POINTS:
        yield f"{where}.points", f"有 {len(item.points)} 个要点", f"最多 {MAX_POINTS} 个"
    if item.boxes:
        ids = [point.id for point in item.points]
        if not ids or not all(ids) or len(set(ids)) < len(ids):
            yield f"{where}.points", "有小方框的要点各要一个不同的 id", ""
    for point in item.points:
        yield from _plain_words(f"{where}.points", point.do, item.all_cites())
    yield from whose(item, parties)


def _plain_words(where: str, do: str, cites: tuple[Cite, ...]) -> Iterator[Finding]:
    if any(words in do for words in _UNSAID_IN_LINE):
        yield f"{where}.do", "事项里写着“没有写明”", "规则没有写的，写进 open"
    yield from figures(f"{where}.do", do, cites)


def _due(wizard: Wizard, due: Due | None, cites: tuple[Cite, ...], where: str) -> Iterator[Finding]:
    if due is None:
        return
    where = f"{where}.due"
    forms = [due.workdays is not None, bool(due.on), bool(due.given)]
    if sum(forms) > 1 or not (any(forms) or due.words):
        yield where, "时限写一种", "workdays 加 after，或 on，或 given，或只写 words"
    if (due.workdays is None) != (not due.after):
        yield where, "workdays 和 after 要一起写", ""
    if due.field:
        field = wizard.field(due.field)
        if field is None or field.kind is not FieldKind.DATE:
            yield where, f"没有“{due.field}”这个日期栏", '在 fields 里加上 kind = "date" 的一栏'
    if due.workdays is not None:
        if due.workdays < 1:
            yield f"{where}.workdays", "工作日数应是正整数", ""
        elif any(unquoted_figures(str(due.workdays), cites)):
            yield f"{where}.workdays", f"引的话里没有“{due.workdays}”这个数", "照原文写，或引写明日数的那句话"


def check_chains(
    wizard: Wizard, wizards: Mapping[str, Wizard], parties: tuple[Party, ...], file: str
) -> Iterator[Problem]:
    """先办, 接着办, 去办 and an entry's targets: they exist, some desk has both, carried answers mean the same."""
    for where, target_id, link in _targets(wizard):
        target = wizards.get(target_id)
        if target is None:
            yield Problem(file, where, f"没有办事向导“{target_id}”", "写同一个规则包里的编号")
            continue
        limited = link.desks if link else ()
        for desk in limited or wizard.desks:
            if not acting_desk(parties, target.desks, desk):
                yield Problem(
                    file, where, f"“{desk}”没有“{target.title}”这件事", "用 desks 限定给办得了的单位，或去掉这个链接"
                )
        for question_id in link.answers if link else ():
            mine, theirs = wizard.question(question_id), target.question(question_id)
            if mine is None or theirs is None:
                yield Problem(file, f"{where}.answers", f"两件事不都有问题“{question_id}”", "")
            elif {o.value for o in mine.options} != {o.value for o in theirs.options} or mine.many != theirs.many:
                yield Problem(file, f"{where}.answers", f"问题“{question_id}”的答案两处不同", "带过去的答案两处要一样")
    for goto in wizard.goes:
        other = wizards.get(goto.wizard)
        shared = {q.id for q in wizard.questions} & {q.id for q in other.questions} if other else set()
        if shared:
            yield Problem(file, f"goes.{goto.wizard}", f"两处都有问题“{'、'.join(sorted(shared))}”", "换一个编号")
    if loop := _round(wizard, wizards):
        names = " → ".join(f"“{wizards[name].title}”" if name in wizards else name for name in loop)
        yield Problem(file, "before", f"先办的事绕回到自己，哪一件都没法开始：{names}", "去掉其中一环的 [[before]]")


def _targets(wizard: Wizard) -> Iterator[tuple[str, str, Link | None]]:
    for link in wizard.before:
        yield f"before.{link.wizard}", link.wizard, link
    for link in wizard.next:
        yield f"next.{link.wizard}", link.wizard, link
    for answer in wizard.answers:
        if answer.to:
            yield f"answers.{answer.id}.to", answer.to, Link(wizard=answer.to, desks=answer.desks)
    for target in wizard.goes:
        yield f"goes.{target.wizard}", target.wizard, Link(wizard=target.wizard, desks=wizard.desks[:1])


def _round(wizard: Wizard, wizards: Mapping[str, Wizard]) -> list[str]:
    """The shortest way from an errand by 先办 back to itself, its own id first and last; empty where there is none.

    接着办 may go round: 请示, 上会, 督办, and another 请示. It offers the next list of the matter; nothing waits for it.
    """
    ways = [[wizard.id]]
    seen: set[str] = set()
    for way in ways:
        found = wizards.get(way[-1]) if len(way) > 1 else wizard
        for name in (link.wizard for link in found.before) if found else ():
            if name == wizard.id:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


__all__ = ["Finding", "check_chains", "check_wizard", "chosen", "cited_parts", "questions_in"]
