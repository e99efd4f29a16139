"""`packs`: the library of packs: what is in it, out into a zip and in from one, left out and taken back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.cli.output import say, say_json, tell
from govdesk.cli.papers import add_overwrite_option, check_free
from govdesk.cli.parser import Parser, add_command, file_name
from govdesk.cli.reading import rule_document
from govdesk.cli.records import opened
from govdesk.errors import UserError
from govdesk.files import is_closed

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.drafting.additions import Added
    from govdesk.drafting.succession import QuoteFate
    from govdesk.rules.model import Rule

_KINDS = {"wizard": "办事向导", "record": "清单", "note": "笔记", "bookmark": "收藏"}
_FATES = {"moved": "只是换了条号", "changed": "话变了", "gone": "没有了"}
_SHOWN = 8  # files that are left out, told one by one


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    about = "规则库：列出、导出、导入、停用、启用规则包"
    packs = subparsers.add_parser("packs", help=about, description=about)
    actions = packs.add_subparsers(title="命令", metavar="命令", dest="action", required=True, parser_class=Parser)
    add_command(actions, "list", "列出规则包，停用的和读不了的也列", list_packs)
    exporting = add_command(actions, "export", "把一个规则包存成一个 .zip 文件", export)
    exporting.required_group.add_argument("rule", metavar="规则", help="编号")
    exporting.required_group.add_argument("file", metavar="文件", type=file_name, help="存到哪个文件")
    add_overwrite_option(exporting.option_group)
    importing = add_command(actions, "import", "从 .zip 文件导入一个规则包", bring_in)
    importing.required_group.add_argument("file", metavar="文件", type=file_name, help="导出的 .zip 文件")
    importing.option_group.add_argument("--as", dest="rule_id", metavar="ID", default="", help="换一个编号")
    importing.option_group.add_argument(
        "--replace", action="store_true", help="编号已有时，把原来的移到回收站，换成这一份"
    )
    for name, what, run in (
        ("enable", "启用停用了的规则包", enable),
        ("disable", "停用一个规则包：不删，只是各处不再列出", disable),
        ("remove", "把自己的规则包移到回收站", remove),
    ):
        command = add_command(actions, name, what, run)
        command.required_group.add_argument("rule", metavar="规则", help="编号")
    changing = add_command(actions, "changes", "旧版换新版：哪些向导、清单、笔记、收藏所引的话变了", list_changes)
    changing.required_group.add_argument("old", metavar="旧版", help="编号")
    changing.required_group.add_argument("new", metavar="新版", help="编号")


def list_packs(services: Services, options: argparse.Namespace) -> int:
    """`packs list`."""
    from govdesk import paths
    from govdesk.rules.loader import read_rule

    documents: list[dict[str, Any]] = []
    for folder in _folders(services):
        enabled = folder.name not in services.settings.disabled
        rule: Rule | None = services.library.rules.get(folder.name)
        problems = 0
        if rule is None:
            rule, found = read_rule(folder)
            problems = len(found) or (1 if enabled else 0)
        documents.append(
            (rule_document(rule) if rule else {"id": folder.name, "title": None})
            | {
                "enabled": enabled,
                "shipped": folder.parent == paths.shipped_rules(),
                "wizards": 0 if is_closed(folder) else sum(1 for _ in (folder / "wizards").glob("*.toml")),
                "problems": problems,
            }
        )
    if options.json:
        say_json({"rules": documents})
        return 0
    for entry in documents:
        state = [] if entry["enabled"] else ["停用"]
        state += [f"读不了：有 {entry['problems']} 处问题，用 check 看"] if entry["problems"] else []
        origin = "程序自带" if entry["shipped"] else "自己导入"
        counts = f"{entry['articles']} 条，办事向导 {entry['wizards']} 个" if entry["title"] else ""
        say(f"{entry['id']}　《{entry['title'] or '（读不出标题）'}》")
        say("　　" + "　".join(part for part in (entry.get("doc_number"), counts, origin, *state) if part))
    return 0


def export(services: Services, options: argparse.Namespace) -> int:
    """`packs export RULE F`."""
    from govdesk.drafting.additions import export_errands

    folder = _folder(services, options.rule)
    target = Path(options.file)
    check_free(target, options)
    alone = export_errands(services.data_folder, folder, target)
    if options.json:
        say_json({"id": folder.name, "file": str(target), "errands": alone or None})
    elif alone:
        say(f"已导出自己编的 {alone} 件办事：{target}")
        say("里面没有程序自带的规则；在另一台电脑上导入，会加到那里的这部规则上。")
    else:
        say(f"已导出：{target}")
    return 0


def bring_in(services: Services, options: argparse.Namespace) -> int:
    """`packs import F`."""
    from govdesk.drafting.additions import import_errands
    from govdesk.importing.packzip import import_pack
    from govdesk.rules.loader import load_rule
    from govdesk.wizards.loader import examine_pack

    added = import_errands(services.data_folder, services.library, Path(options.file))
    if added is not None:
        if options.rule_id or options.replace:
            added.take_back()
            raise UserError("这个文件里只有办事，没有规则", safe="没有改动", todo="不写 --as、--replace，再导入一次")
        return _told_of_errands(services, options, added)
    brought = import_pack(
        services.data_folder,
        services.library.rules,
        Path(options.file),
        rule_id=options.rule_id,
        replace=options.replace,
    )
    rule = load_rule(brought.folder)
    problems = examine_pack(brought.folder, rule).problems
    if options.json:
        document = rule_document(rule) | {"ignored": brought.ignored, "problems": problems}
        say_json(document | {"replaced": brought.replaced is not None})
    else:
        say(f"已导入《{rule.meta.title}》，编号 {rule.id}" + ("；原来的一份在回收站里" if brought.replaced else ""))
    if brought.ignored:
        shown = "、".join(brought.ignored[:_SHOWN]) + ("……" if len(brought.ignored) > _SHOWN else "")
        tell(f"有 {len(brought.ignored)} 个文件不是规则包里的，没有收：{shown}")
    if problems:
        tell(f"规则能用；办事向导有 {len(problems)} 处问题，有问题的没有载入：")
        for problem in problems:
            tell(f"  {problem}")
    return 0


def _told_of_errands(services: Services, options: argparse.Namespace, added: Added) -> int:
    if options.json:
        document = {"id": added.rule_id, "errands": added.errands, "taken": added.taken}
        say_json(document | {"ignored": added.ignored, "problems": added.problems})
    else:
        title = services.library.rule(added.rule_id).meta.title
        say(f"《{title}》加了 {len(added.errands)} 件办事：{'、'.join(added.errands)}")
    if added.taken:
        tell(f"这里已有同编号的办事，没有收，原来的没有改动：{'、'.join(added.taken)}")
    if added.problems:
        tell(f"有 {len(added.problems)} 处问题，有问题的没有收：")
        for problem in added.problems:
            tell(f"  {problem}")
    return 0


def disable(services: Services, options: argparse.Namespace) -> int:
    """`packs disable RULE`. What was made from the pack stays as it is: checklists carry their own words."""
    name = _folder(services, options.rule).name
    _set_disabled(services, {*services.settings.disabled, name})
    return _told(options, name, enabled=False)


def enable(services: Services, options: argparse.Namespace) -> int:
    """`packs enable RULE`."""
    name = _folder(services, options.rule).name
    _set_disabled(services, {*services.settings.disabled} - {name})
    return _told(options, name, enabled=True)


def remove(services: Services, options: argparse.Namespace) -> int:
    """`packs remove RULE`: to the recycle folder."""
    from govdesk.importing.packzip import remove_pack

    where = remove_pack(services.data_folder, options.rule)
    _set_disabled(services, {*services.settings.disabled} - {options.rule})
    if options.json:
        say_json({"id": options.rule, "recycled": str(where)})
    else:
        say(f"{options.rule} 已移到回收站：{where}")
    return 0


def list_changes(services: Services, options: argparse.Namespace) -> int:
    """`packs changes OLD NEW`: what rests on the older version and reads otherwise in the newer; nothing is changed."""
    from govdesk.drafting.succession import Fate, Succession
    from govdesk.wizards.coverage import quotes_of

    library = services.library
    succession = Succession(library.rule(options.old), library.rule(options.new))
    old = succession.old.id
    found: list[dict[str, Any]] = []
    for wizard in library.wizards(old):
        found += [_quote(fate, "wizard", wizard.id, wizard.title, use.item) for use, fate in succession.wizard(wizard)]
    for summary in opened(services).summaries():
        if summary.rule == old:
            basis = services.store.load(summary.number).basis
            fates = ((use, succession.quote(cite)) for use, cite in quotes_of(basis.wizard))
            found += [
                _quote(fate, "record", summary.number, summary.title or summary.wizard_title, use.item)
                for use, fate in fates
                if fate.fate is not Fate.SAME
            ]
    for entry in services.margins:
        if entry.rule == old and not entry.is_blank:
            fate = succession.article(entry.article)
            if fate.fate is not Fate.SAME:
                kind = "note" if entry.note else "bookmark"
                found.append(_change(kind, entry.article, entry.note, "", fate.fate, fate.before, fate.after, fate.new))
    if options.json:
        say_json({"old": old, "new": succession.new.id, "changes": found})
        return 0
    for change in found:
        say(f"{_KINDS[change['kind']]} {change['id']}　{change['title']}　{_FATES[change['fate']]}")
        say(f"　　旧：{change['before']}")
        if change["fate"] == Fate.CHANGED:
            say(f"　　新：{change['after']}")
    say(f"共 {len(found)} 处要看。" if found else "所引的话都没有变。")
    return 0


def _quote(fate: QuoteFate, kind: str, ident: str, title: str, item: str) -> dict[str, Any]:
    after, number = (fate.new.quote, fate.new.number) if fate.new else ("", "")
    return _change(kind, ident, title, item, fate.fate, fate.old.quote, after, number)


def _change(
    kind: str, ident: str, title: str, item: str, fate: str, before: str, after: str, number: str
) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": ident,
        "title": title,
        "item": item or None,
        "fate": fate,
        "before": before,
        "after": after,
        "article": number or None,
    }


def _set_disabled(services: Services, disabled: set[str]) -> None:
    if disabled != set(services.settings.disabled):
        services.settings = msgspec.structs.replace(services.settings, disabled=tuple(sorted(disabled)))
        services.save_settings()


def _told(options: argparse.Namespace, name: str, *, enabled: bool) -> int:
    if options.json:
        say_json({"id": name, "enabled": enabled})
    else:
        say(f"{name} 已{'启用' if enabled else '停用'}。")
    return 0


def _folders(services: Services) -> list[Path]:
    from govdesk.wizards.packs import pack_folders

    return [pack for folder in services.rule_folders for pack in pack_folders(folder)]


def _folder(services: Services, name: str) -> Path:
    """The folder of the pack called `name`: an id, of a pack that may be disabled; else what a rule at hand is called."""
    folders = {folder.name: folder for folder in _folders(services)}
    if name in folders:
        return folders[name]
    try:
        return folders[services.library.rule(name).id]
    except UserError:
        raise UserError(f"规则库里没有“{name}”", todo=f"现有：{'、'.join(folders) or '无'}") from None
