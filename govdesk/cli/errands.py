"""`wizards` and `checklist`: what can be done, and the list of steps that the answers give."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.checklist_output import checklist_document
from govdesk.cli.choosing import chosen_rule, named_rule, tell_problems
from govdesk.cli.output import decode, read_standard_input, say, say_json, spelled, tell
from govdesk.cli.papers import add_format_options, add_overwrite_option, add_sheet_options
from govdesk.cli.parser import add_command, assignment, file_name, folder
from govdesk.errors import UserError
from govdesk.files import read_regular
from govdesk.wizards.library import nearest
from govdesk.wizards.model import JOIN, NONE
from govdesk.wizards.parties import desks

if TYPE_CHECKING:
    import datetime as dt

    from govdesk.app import Services
    from govdesk.rules.model import Rule
    from govdesk.wizards.basis import Basis
    from govdesk.wizards.model import Wizard


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    wizards = add_command(subparsers, "wizards", "列出办事向导，连同问题和事项", list_wizards)
    wizards.option_group.add_argument("--rule", metavar="ID", help="只列这一部规则的")
    wizards.option_group.add_argument("--desk", metavar="PARTY", help="只列这个单位办的，如 department")
    wizards.option_group.add_argument(
        "--pdf", metavar="FILE", type=file_name, help="把这一部的空白表编成一册（办事清单汇编）"
    )
    wizards.option_group.add_argument(
        "--folder", metavar="DIR", type=folder, help="把这一部的空白表各写一个 PDF，放进这个文件夹"
    )
    wizards.option_group.add_argument("--recto", action="store_true", help="汇编里每份表从右页起，便于单取")
    add_overwrite_option(wizards.option_group)

    checklist = add_command(subparsers, "checklist", "回答一个向导，得到办事清单", make_checklist)
    checklist.required_group.add_argument("wizard", metavar="向导", help="向导的编号，如 submit-request")
    options = checklist.option_group
    options.add_argument("--rule", metavar="ID", help="哪一部规则的，如 xianyang-2013")
    options.add_argument(
        "--answers", metavar="FILE", type=file_name, help="答案：JSON 对象，问题编号对答案；写 - 则从标准输入读"
    )
    options.add_argument(
        "--desk", metavar="PARTY", help="哪个单位办，如 department；不写则照设置，没有设置的照这件事的第一个"
    )
    options.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        type=assignment,
        action="append",
        default=[],
        help="填一栏，如 received=2026-09-24；可写多次",
    )
    options.add_argument("--count-start", action="store_true", default=None, help="期限按当日起算")
    options.add_argument("--blank", action="store_true", help="空白表：不填栏目，不算日期")
    add_format_options(options)
    add_sheet_options(options)
    options.add_argument("--ics", metavar="FILE", type=file_name, help="写成日历文件")


def list_wizards(services: Services, options: argparse.Namespace) -> int:
    """`wizards`."""
    if options.pdf or options.folder or options.recto:
        from govdesk.cli.papers import write_compilation

        return write_compilation(services, options)
    library = services.library
    rules = [named_rule(services, options.rule)] if options.rule else list(library.rules.values())
    if options.desk is not None:
        rules = _with_desk(services, rules, options.desk)
    if options.json:
        from govdesk.cli.wizard_output import wizard_document

        found = [(w, library.parties(rule.id)) for rule in rules for w in _of_desk(services, rule, options.desk)]
        say_json({"wizards": [wizard_document(wizard, parties) for wizard, parties in found]})
    else:
        for rule in rules:
            say(f"《{rule.meta.title}》（{rule.id}）")
            labels = {party.id: party.label for party in library.parties(rule.id)}
            for wizard in _of_desk(services, rule, options.desk):
                say(f"　　{wizard.id}　{wizard.title}　{'、'.join(labels.get(desk, desk) for desk in wizard.desks)}")
                say(f"　　　　{wizard.summary}")
            if not library.wizards(rule.id):
                say("　　还没有办事向导。")
    tell_problems(services, options)
    return 0


def _with_desk(services: Services, rules: Sequence[Rule], desk: str) -> list[Rule]:
    """Those of `rules` under which somebody sits at `desk`. Raises UserError where none has it."""
    parties = {rule.id: desks(services.library.parties(rule.id)) for rule in rules}
    having = [rule for rule in rules if any(party.id == desk for party in parties[rule.id])]
    if having:
        return having
    whose = rules[0].meta.short_title if len(rules) == 1 else "规则库里哪一部都"
    names = dict.fromkeys(f"{party.id}（{party.label}）" for rule in rules for party in parties[rule.id])
    raise UserError(f"{whose}没有“{desk}”这个单位", todo=f"可用的单位：{'、'.join(names) or '无'}")


def _of_desk(services: Services, rule: Rule, desk: str | None) -> list[Wizard]:
    """The wizards of `rule`, or those that the clerk at `desk` has."""
    wizards = services.library.wizards(rule.id)
    return [wizard for wizard in wizards if desk is None or services.library.acting_desk(wizard, desk)]


def make_checklist(services: Services, options: argparse.Namespace) -> int:
    """`checklist`."""
    from govdesk.wizards.checklist import build_checklist

    rule = _rule_for(services, options)
    basis = services.library.basis(rule.id, options.wizard)
    answers = read_answers(options.answers, basis.wizard) if options.answers else {}
    basis, desk, answers = _follow(services, basis, options.desk, answers)
    fields = fields_set(options.set, basis.wizard, services.today())
    if options.blank and fields:
        raise UserError("空白表不填栏目", safe="没有写任何文件", todo="去掉 --set，或去掉 --blank")
    count_start = services.settings.count_start if options.count_start is None else options.count_start
    checklist = build_checklist(basis, answers, fields, services.calendar, desk=desk, count_start=count_start)
    from govdesk.cli.papers import write_checklist

    written = write_checklist(services, checklist, options)
    titles = {wizard.id: wizard.title for wizard in services.library.wizards(rule.id)}
    if options.json:
        say_json(checklist_document(checklist, titles))
    else:
        from govdesk.present.text import checklist_lines

        for line in checklist_lines(checklist, titles=titles):
            say(line)
    if unused := checklist.state.inapplicable:
        tell(f"照别的答案，用不着问{'、'.join(f'“{question}”' for question in unused)}，这个答案没有用上。")
    for path in written:
        tell(f"已写好：{path}")
    return 0


def _follow(
    services: Services, basis: Basis, desk: str | None, answers: Mapping[str, str]
) -> tuple[Basis, str, dict[str, str]]:
    """The errand whose list is meant, the desk, and the answers to it.

    An entry errand goes on to the one that its answers lead to, and gives it the other answers.
    """
    from govdesk.wizards.session import check_answers, evaluate

    entry, library = basis.wizard, services.library
    acting = _desk_for(services, basis, desk)
    if not entry.goes:
        return basis, acting, dict(answers)
    mine = {key: value for key, value in answers.items() if entry.question(key)}
    rest = {key: value for key, value in answers.items() if key not in mine}
    goes = evaluate(entry, mine, acting).goes
    if not goes:
        check_answers(entry, answers)
        return basis, acting, mine
    target = library.basis(entry.rule, goes)
    return target, _desk_for(services, target, desk), rest


def _desk_for(services: Services, basis: Basis, desk: str | None) -> str:
    """As which of the errand's desks the list is made: the one named, else the setting, else the errand's first."""
    wizard, library = basis.wizard, services.library
    if desk is None:
        return library.acting_desk(wizard, services.settings.desks.get(wizard.rule, "")) or wizard.desks[0]
    if acting := library.acting_desk(wizard, desk):
        return acting
    names = "、".join(f"{name}（{basis.party_label(name)}）" for name in wizard.desks)
    known = any(party.id == desk for party in library.parties(wizard.rule))
    wrong = f"“{wizard.title}”不是{basis.party_label(desk)}办的事" if known else f"没有“{desk}”这个单位"
    raise UserError(wrong, todo=f"可用的单位：{names}")


def _rule_for(services: Services, options: argparse.Namespace) -> Rule:
    """The rule named, else the one the user works by, else the only one that has this wizard."""
    if options.rule:
        return named_rule(services, options.rule)
    having = [
        rule
        for rule in services.library.rules.values()
        if any(wizard.id == options.wizard for wizard in services.library.wizards(rule.id))
    ]
    chosen = chosen_rule(services)
    if chosen is not None and (chosen in having or not having):
        return chosen
    if len(having) == 1:
        return having[0]
    if not having:
        known = {w.id: w.title for wizards in services.library.wizards_by_rule.values() for w in wizards}
        todo = nearest(options.wizard, known) or f"用 {spelled('wizards', options)} 看有哪些"
        raise UserError(f"规则库里没有办事向导“{options.wizard}”", todo=todo)
    names = "、".join(f"--rule {rule.id}（{rule.meta.short_title}）" for rule in having)
    raise UserError(f"不止一部规则有“{options.wizard}”", todo=f"写明是哪一部：{names}")


def fields_set(assignments: Sequence[tuple[str, str]], wizard: Wizard, today: dt.date) -> dict[str, str]:
    """What `--set` gave, each field once, dates as YYYY-MM-DD however they were written. Raises UserError.

    A day on which something came in and that is still to come is told.
    """
    from govdesk.wizards.terms import FieldKind
    from govdesk.workdays import parse_typed

    fields: dict[str, str] = {}
    for name, value in assignments:
        if name in fields:
            raise UserError(f"“{name}”这一栏写了两次", safe="没有写任何文件", todo="每一栏只写一次 --set")
        field = wizard.field(name)
        if field is not None and field.kind is FieldKind.DATE and value.strip():
            day = parse_typed(value, today, field.label)
            if field.is_received and day > today:
                tell(f"{field.label} {day} 在今天以后，核对一下。")
            value = day.isoformat()
        fields[name] = value
    return fields


def read_answers(name: str, wizard: Wizard) -> dict[str, str]:
    """The answers to `wizard` in the JSON file `name` ("-": standard input). Raises UserError.

    An object of question ids and option values; null or "" passes a question over.
    """
    where = "标准输入" if name == "-" else f"“{name}”"
    try:
        content = read_standard_input() if name == "-" else read_regular(Path(name))
    except OSError as error:
        raise UserError(f"答案文件{where}读不出来", todo="核对文件名和权限", detail=str(error)) from error

    def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                raise UserError(f"答案文件{where}里“{key}”写了 {count} 次", todo="每个问题只留一个答案")
        return dict(pairs)

    try:
        raw = json.loads(decode(content), object_pairs_hook=each_once)
    except (ValueError, RecursionError) as error:  # of a number of 5,000 digits it is no JSONDecodeError
        line = f"第 {error.lineno} 行" if isinstance(error, json.JSONDecodeError) else ""
        example = json.dumps({question.id: question.options[0].value for question in wizard.questions[:1]})
        raise UserError(f"答案文件{where}{line}不是 JSON", todo=f"写成 {example} 这样", detail=str(error)) from error
    if isinstance(raw, dict):  # the choice of several may be written as a list
        raw = {key: _joined(value) for key, value in raw.items()}
    if not isinstance(raw, dict) or not all(value is None or isinstance(value, str) for value in raw.values()):
        raise UserError(
            f"答案文件{where}不是问题编号对答案的 JSON 对象", todo="答案写各选项的 value，是文字；可用 wizards 命令查看"
        )
    return {question: value or "" for question, value in raw.items()}


def _joined(value: Any) -> Any:
    """A list of option values as one answer; anything else as it is."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return JOIN.join(value) if value else NONE
    return value
