"""`statutes`: the library of laws beside the packs: what it holds, in from a folder, away and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.output import SlowTeller, say, say_json, tell
from govdesk.cli.parser import Parser, add_command
from govdesk.errors import UserError

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.statutes.manifest import Contents
    from govdesk.statutes.model import Statute, StatuteHit

_SHOWN = 12  # files that could not be read, told one by one
_LISTED = 50  # laws


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    about = "法律法规库：列出、移到回收站、放回来（导入用 import --statutes 文件夹）"
    statutes = subparsers.add_parser("statutes", help=about, description=about)
    actions = statutes.add_subparsers(title="命令", metavar="命令", dest="action", required=True, parser_class=Parser)
    listing = add_command(actions, "list", "库里有多少部；写几个字，就列标题里有这些字的", list_laws)
    listing.required_group.add_argument("words", metavar="标题里的字", nargs="*", help="可以不写")
    add_command(actions, "remove", "把法律法规库移到回收站", remove)
    add_command(actions, "restore", "把回收站里的法律法规库放回来，现在的一份换进回收站", restore)


def list_laws(services: Services, options: argparse.Namespace) -> int:
    """`statutes list`. Exit 1 where words are given that no title has."""
    shelf, words = services.statutes, " ".join(options.words)
    contents = shelf.contents
    found = shelf.matching(words) if words else []
    if options.json:
        say_json(
            {
                "laws": contents.laws if contents else 0,
                "articles": contents.articles if contents else 0,
                "folder": contents.folder if contents else None,
                "imported": contents.imported if contents else None,
                "unread": contents.unread if contents else [],
                "doubtful": contents.doubtful if contents else [],
                "found": [law_document(services, law) for law in found],
            }
        )
    elif contents is None:
        say("还没有法律法规库。用 import --statutes 文件夹 导入。")
    else:
        say(f"{contents.laws} 部 {contents.articles} 条，{contents.imported} 由“{contents.folder}”导入")
        for law in found[:_LISTED]:
            say(f"{law.id}　《{law.title}》　{_state(services, law)}")
        if len(found) > _LISTED:
            say(f"……还有 {len(found) - _LISTED} 部，多写几个字，或加 --json 看全部")
        if words and not found:
            say(f"没有标题里有“{words}”的。")
    return 1 if words and not found else 0


def _state(services: Services, law: Statute) -> str:
    from govdesk.statutes.shelf import facts_of

    other = "" if services.statutes.is_current(law) else "不是现在适用的版本"
    return "　".join(part for part in (services.statutes.status(law), other, facts_of(law)) if part)


def law_document(services: Services, law: Statute) -> dict[str, Any]:
    """A law as JSON. What its file does not say is "" or null."""
    return {
        "id": law.id,
        "title": law.title,
        "issuer": law.issuer,
        "doc_number": law.doc_number,
        "issued": law.issued,
        "effective": law.effective,
        "validity": law.validity,
        "status": law.stated,
        "current": services.statutes.is_current(law),
        "chapters": law.chapters,
        "articles": law.articles,
        "file": law.file,
    }


def remove(services: Services, options: argparse.Namespace) -> int:
    """`statutes remove`."""
    from govdesk.statutes import placing

    if not services.statutes.is_there:
        raise UserError("还没有法律法规库", safe="没有移走任何内容")
    services.statutes.close()
    placing.remove(services.data_folder)
    return _done(options, "法律法规库已移到回收站，用 statutes restore 放回来")


def restore(services: Services, options: argparse.Namespace) -> int:
    """`statutes restore`."""
    from govdesk.statutes import placing

    if not placing.recycled(services.data_folder):
        raise UserError("回收站里没有法律法规库", safe="没有改动任何内容")
    services.statutes.close()
    placing.put_back(services.data_folder)
    return _done(options, "法律法规库已放回来")


def _done(options: argparse.Namespace, words: str) -> int:
    if options.json:
        say_json({"done": True})
    else:
        say(words)
    return 0


def import_folder(services: Services, options: argparse.Namespace) -> int:
    """`import --statutes FOLDER`."""
    from govdesk.statutes.bringing import bring_in, survey

    source = Path(options.statutes)
    if options.aside:
        return _build_aside(services, source)
    slow = SlowTeller()

    def told(done: int, of: int, name: str) -> bool:
        slow.tell(f"已读 {done}/{of}" + (f"：{name}" if name else "，正在编检索"))
        return True

    if options.dry_run:
        contents = survey(source, told=told)
    else:
        services.statutes.close()
        contents = bring_in(services.data_folder, source, told=told)
    if options.json:
        say_json(contents_document(contents))
    else:
        _tell(contents)
    if options.dry_run:
        tell("只是看看，没有存。")
    return 0


def contents_document(contents: Contents) -> dict[str, Any]:
    """What a folder of laws holds, as JSON."""
    return {
        "folder": contents.folder,
        "laws": contents.laws,
        "articles": contents.articles,
        "twice": contents.twice,
        "unread": contents.unread,
        "doubtful": contents.doubtful,
    }


def _tell(contents: Contents) -> None:
    twice = f"，内容完全相同的 {contents.twice} 个文件只收了一份" if contents.twice else ""
    say(f"法律法规 {contents.laws} 部 {contents.articles} 条{twice}")
    for entries, words in ((contents.unread, "没有收入的"), (contents.doubtful, "收入了、要对照原件看一看的")):
        if entries:
            say(f"　　{words} {len(entries)} 个文件：")
        for entry in entries[:_SHOWN]:
            say(f"　　　　{entry.file}：{entry.why}")
        if len(entries) > _SHOWN:
            say(f"　　　　……还有 {len(entries) - _SHOWN} 个，加 --json 看全部")


def _build_aside(services: Services, source: Path) -> int:
    """For the window, which shows the bar and puts the library in its place itself: one JSON document a line."""
    import sys

    from govdesk.statutes.bringing import build

    _give_way()

    def told(done: int, of: int, name: str) -> bool:
        say_json({"done": done, "of": of, "name": name}, compact=True)
        sys.stdout.flush()
        return True

    built = build(services.data_folder, source, told=told)
    say_json({"built": str(built.folder)} | contents_document(built.contents), compact=True)
    return 0


def _give_way() -> None:
    """Who works in the window meanwhile comes first."""
    import os
    import sys

    if sys.platform == "win32":
        import ctypes

        this_process, below_normal = ctypes.c_void_p(-1), 0x4000
        ctypes.windll.kernel32.SetPriorityClass(this_process, below_normal)
    else:
        os.nice(10)


def print_hits(hits: tuple[StatuteHit, ...]) -> None:
    """Laws and articles found, below the rules' own."""
    from govdesk.rules.citation import cite_article

    say("法律法规：")
    for hit in hits:
        place = cite_article(hit.article) if hit.article else ""
        state = hit.status + ("" if hit.current else "，不是现在适用的版本")
        say(f"《{hit.title}》{place}　{state}")
        say(f"　　{hit.snippet}")
