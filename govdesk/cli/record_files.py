"""`records export | import | backup | restore`: records into files and out of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.output import SlowTeller, say, say_json, spelled, tell
from govdesk.cli.papers import add_overwrite_option, check_free
from govdesk.cli.parser import add_command, file_name
from govdesk.errors import UserError

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.carrying import Imported


def add_to(actions: Any) -> None:
    """Add the commands of this module to `records`."""
    backup = add_command(actions, "backup", "把全部清单备份成一个文件", back_up)
    backup.required_group.add_argument("file", metavar="文件", type=file_name, help="备份文件")
    add_overwrite_option(backup.option_group)
    restore = add_command(actions, "restore", "用备份换下现在的清单；现在的另存，不删", restore_file)
    restore.required_group.add_argument(
        "file", metavar="文件", type=file_name, nargs="?", help="不写，就用最近一份完好的自动备份"
    )
    exporting = add_command(actions, "export", "把清单写成文件，带到另一台电脑", export_records)
    exporting.required_group.add_argument("names", metavar="编号 文件", nargs="+", help="编号可写多个；文件写在最后")
    exporting.option_group.add_argument("--all", action="store_true", help="全部清单，不写编号")
    add_overwrite_option(exporting.option_group)
    importing = add_command(actions, "import", "读入另一台电脑写出的清单；同一份清单两边的改动合在一起", import_records)
    importing.required_group.add_argument("file", metavar="文件", type=file_name)


def export_records(services: Services, options: argparse.Namespace) -> int:
    """`records export NO… F`, `records export --all F`."""
    *numbers, name = options.names
    if options.all == bool(numbers):
        what = "用了 --all，就不写编号" if options.all else "没有写编号或文件"
        raise UserError(what, safe="没有写任何文件", todo="写成 records export 编号 文件，或 records export --all 文件")
    target = Path(name).absolute()
    check_free(target, options)
    progress = SlowTeller().progress("已写 {} 份，共 {} 份……")
    try:
        exported = services.export_records(target, None if options.all else numbers, progress)
    except KeyboardInterrupt:
        tell("停下了，没有写文件；清单都在。")
        raise
    if options.json:
        document = {"file": str(exported.path), "records": exported.records, "notes": exported.notes}
        say_json(document | {"unreadable": exported.unreadable})
    else:
        notes = f"和 {exported.notes} 条的收藏、笔记" if exported.notes else ""
        tell(f"已导出 {exported.records} 份清单{notes}：{exported.path}")
    if exported.unreadable:
        tell(f"有 {len(exported.unreadable)} 份打不开，没有导出：{'、'.join(exported.unreadable)}。其余都已导出。")
    return 1 if exported.unreadable else 0


def import_records(services: Services, options: argparse.Namespace) -> int:
    """`records import F`."""
    from govdesk.present.wording import imported_in_words

    progress = SlowTeller().progress("已读入 {} 份，共 {} 份……")
    try:
        imported, notes = services.import_records(Path(options.file).absolute(), services.settings.handler, progress)
    except KeyboardInterrupt:
        tell("停下了，一份也没有导入；原有的清单没有改动。")
        raise
    if options.json:
        say_json({"records": [imported_document(entry) for entry in imported], "notes": notes})
        return 0
    for entry in imported:
        say(f"{entry.record.number}　{entry.record.title}　{imported_in_words(entry)}")
    if notes:
        say(f"收藏和笔记　合入 {notes} 条")
    if not imported:
        tell("文件里没有清单。")
    return 0


def imported_document(entry: Imported) -> dict[str, Any]:
    """What became of one record of a file."""
    return {
        "number": entry.record.number,
        "number_there": entry.number_there,
        "id": entry.record.id,
        "title": entry.record.title,
        "new": entry.new,
        "changes": entry.changes,
        "conflicts": [
            {"kind": conflict.kind, "where": conflict.where, "kept": conflict.kept, "lost": conflict.lost}
            for conflict in entry.conflicts
        ],
    }


def back_up(services: Services, options: argparse.Namespace) -> int:
    """`records backup`."""
    target = Path(options.file).absolute()
    check_free(target, options)
    path = services.store.backup_to(target)
    if options.json:
        say_json({"backup": str(path), "records": sum(services.store.counts().values())})
    else:
        tell(f"已备份到：{path}")
    return 0


def restore_file(services: Services, options: argparse.Namespace) -> int:
    """`records restore [F]`: a backup takes the place of the file of records."""
    from govdesk.records.recovery import restore_backup, restore_newest

    if options.file:
        source = Path(options.file).absolute()
        aside = restore_backup(services.data_folder, source)
        services.store.close()  # opened once: a backup of an older version is brought up to date now
        document: dict[str, Any] = {"restored": str(source), "aside": aside and str(aside)}
        told = f"已恢复：{source}" + (f"；原来的清单另存为：{aside}" if aside else "")
    else:
        offer, aside = restore_newest(services.data_folder)
        backup = offer.backup
        document = {"restored": str(backup.path), "at": backup.at.isoformat(), "aside": aside and str(aside)}
        document["records"] = offer.lists
        holds = f"里面有 {offer.lists} 份清单" if offer.lists else "里面一份清单也没有"
        told = f"已恢复 {backup.at:%Y-%m-%d %H:%M} 的备份，{holds}"
        told += f"；原来的文件没有删，另存为：{aside}" if aside else ""
        if offer.fuller is not None:
            told += f"；更早的一份有 {offer.fuller_lists} 份，要用它：{spelled(f'records restore {offer.fuller.path}', options)}"
    if options.json:
        say_json(document)
    else:
        tell(told)
    return 0
