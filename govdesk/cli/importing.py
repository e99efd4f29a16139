"""`import`: a rule from a file into the library."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.cli.output import say, say_json, tell
from govdesk.cli.parser import add_command, folder
from govdesk.cli.reading import paragraph_document
from govdesk.errors import UserError

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.importing.draft import Draft
    from govdesk.importing.saving import Saved

_SHOWN = 12  # lines that are left out, told one by one


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    command = add_command(subparsers, "import", "从 Word、WPS、PDF、OFD、网页、文本等文件导入一部规则", import_files)
    command.required_group.add_argument(
        "files", metavar="文件", nargs="*", help=".docx .doc .wps .pdf .ofd .txt .html .md .rtf .odt，可以写几个"
    )
    options = command.option_group
    options.add_argument(
        "--statutes",
        metavar="文件夹",
        type=folder,
        help="不导入规则，把一个文件夹的法律法规（.md，一部一个文件）导入成法律法规库",
    )
    options.add_argument("--aside", action="store_true", help=argparse.SUPPRESS)  # the window's own
    command.set_defaults(complain=command.complain)
    options.add_argument("--dry-run", action="store_true", help="只看读出了什么，不存")
    options.add_argument("--as", dest="rule_id", metavar="ID", default="", help="规则的编号，如 weinan-2020")
    options.add_argument("--replace", action="store_true", help="编号已有时，把原来的移到回收站，换成这一份")


def import_files(services: Services, options: argparse.Namespace) -> int:
    """`import`."""
    files: list[str] = options.files
    if options.statutes:
        if files:
            return int(options.complain("--statutes 和文件不能同时用"))
        from govdesk.cli.statutes import import_folder

        return import_folder(services, options)
    if not files:
        return int(options.complain("缺少：文件"))
    from govdesk.importing.draft import read_draft

    if options.rule_id and len(files) > 1:
        raise UserError("--as 只能用于一个文件", safe="没有导入任何内容", todo="一次导入一个文件，或去掉 --as")
    documents: list[dict[str, Any]] = []
    failed = False
    for name in files:
        try:
            draft = read_draft(Path(name))
            saved = None if options.dry_run else _save(services, draft, Path(name), options)
        except UserError as error:
            if len(files) == 1:
                raise
            failed = True
            tell(f"{name}：{error.sentence}")
            documents.append({"file": name, "error": error.sentence})
            continue
        documents.append(draft_document(draft, saved.rule_id if saved else options.rule_id) | {"file": name})
        if not options.json:
            _tell(draft, saved)
    if options.json:
        say_json(documents[0] if len(files) == 1 else {"documents": documents})
    if options.dry_run:
        tell("只是看看，没有存。")
    return 1 if failed else 0


def _save(services: Services, draft: Draft, path: Path, options: argparse.Namespace) -> Saved:
    from govdesk.importing.saving import save

    return save(
        services.data_folder, services.library.rules, draft, path, rule_id=options.rule_id, replace=options.replace
    )


def draft_document(draft: Draft, rule_id: str = "") -> dict[str, Any]:
    """A draft as JSON: particulars, structure, what is left out and why, warnings. What is not stated is null."""
    rule, particulars = draft.rule, draft.particulars
    return {
        "id": rule_id or None,
        "title": particulars.title or None,
        "wrapper_title": draft.wrapper_title or None,
        "issuer": particulars.issuer or None,
        "doc_number": particulars.doc_number or None,
        "date": particulars.date,
        "effective": particulars.effective,
        "adopted": particulars.adopted,
        "adopted_by": particulars.adopted_by or None,
        "numbering": rule.meta.numbering,
        "parts": sum(division.level == 1 for division in rule.divisions),
        "chapters": [{"label": d.label, "title": d.title.shown} for d in rule.divisions if d.level == 2],
        "sections": [{"label": d.label, "title": d.title.shown} for d in rule.divisions if d.level == 3],
        "headings": [
            {
                "level": division.level,
                "label": division.label,
                "title": division.title.shown,
                "start": division.start,
                "end": division.end,
                "lead": [line.shown for line in division.lead],
            }
            for division in rule.divisions
        ],
        "preamble": [line.shown for line in rule.preamble],
        "articles": [
            {
                "label": article.printed,
                "number": article.number,
                "paragraphs": [paragraph_document(paragraph) for paragraph in article.paragraphs],
            }
            for article in rule.articles
        ],
        "appendices": [
            {"label": a.label, "title": a.title.shown, "text": [line.shown for line in a.lines]}
            for a in rule.appendices
        ],
        "left_out": [{"text": entry.text, "why": entry.why, "line": entry.line} for entry in draft.left_out],
        "warnings": list(draft.warnings),
        "format": draft.kind,
    }


def _tell(draft: Draft, saved: Saved | None) -> None:
    particulars, rule = draft.particulars, draft.rule
    say(f"《{particulars.title or '（没有标题）'}》")
    facts = (particulars.issuer, particulars.doc_number, str(particulars.date or ""))
    counts = f"{len(rule.chapters())} 章 {len(rule.articles)} 条" + (
        f"，附件 {len(rule.appendices)} 个" if rule.appendices else ""
    )
    say("　　" + "　".join(part for part in (*facts, counts) if part))
    for warning in draft.warnings:
        say(f"　　注意：{warning}")
    left_out = draft.left_out
    if left_out:
        say(f"　　没有收入的 {len(left_out)} 处：")
        for entry in left_out[:_SHOWN]:
            say(f"　　　　{entry.why}：{entry.text[:40]}")
        if len(left_out) > _SHOWN:
            say(f"　　　　……还有 {len(left_out) - _SHOWN} 处，加 --json 看全部")
    if saved is not None:
        say(f"　　已导入，编号 {saved.rule_id}" + ("；原来的一份在回收站里" if saved.replaced else ""))
