"""`rules`, `show`, `text`: the rules as they stand."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govdesk.cli.choosing import chosen_rule, named_rule, tell_problems
from govdesk.cli.output import say, say_json
from govdesk.cli.papers import add_format_options, asks_for_files
from govdesk.cli.parser import Parser, add_command
from govdesk.errors import UserError
from govdesk.rules.citation import Citation, cite_in_full, place_label
from govdesk.rules.model import Article, Mark, Note, Paragraph, Rule, Text
from govdesk.wizards.library import check_place

if TYPE_CHECKING:
    from govdesk.app import Services

MARK_NAMES = {Mark.SUPPLIED: "补", Mark.OMITTED: "删", Mark.DOUBTED: "疑"}
CERTAINTY_NAMES = {"high": "高", "medium": "中", "low": "低"}


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
    add_command(subparsers, "rules", "列出规则库里的规则", list_rules)

    show = add_command(subparsers, "show", "看一条，或其中一款、一项", show_article)
    show.required_group.add_argument(
        "citation", metavar="引用", help="如 咸阳58、第五十八条、张家港四十一条第三款、xianyang-2013/58"
    )
    show.option_group.add_argument("--rule", metavar="ID", help="引用里没有写明规则时，指哪一部")
    add_paper_options(show)

    text = add_command(subparsers, "text", "看一部规则的全文", print_text)
    text.required_group.add_argument("rule", metavar="规则", help="规则的编号或简称，如 xianyang-2013、咸阳")
    text.option_group.add_argument("--source", action="store_true", help="按取得时的原文，不作校注")
    add_paper_options(text)

    compare = add_command(subparsers, "compare", "把两部规则对照着印出来", compare_two)
    compare.required_group.add_argument("left", metavar="规则", help="左边的一部，如 咸阳")
    compare.required_group.add_argument("right", metavar="规则", help="右边的一部，如 张家港")
    add_paper_options(compare)


def compare_two(services: Services, options: argparse.Namespace) -> int:
    """`compare LEFT RIGHT --pdf --docx`."""
    from govdesk.cli.papers import report, write_document
    from govdesk.export.comparison import comparison_paper
    from govdesk.present.comparison import compare_rules, comparison_title

    if not asks_for_files(options):
        raise UserError("没有写明存成什么文件", safe="没有写任何文件", todo="加 --pdf 文件 或 --docx 文件")
    left, right = named_rule(services, options.left), named_rule(services, options.right)
    found = compare_rules(services.library, services.counterparts, left, right)
    if found is None:
        raise UserError(
            "这两部规则没有对照", safe="没有写任何文件", todo="同一部规则的两个版本，或规则包里写了对照的两部，才能对照"
        )
    title = comparison_title(found, found.groups)
    return report(
        options, write_document(services, comparison_paper(found, found.groups, title, services.today()), options)
    )


def add_paper_options(parser: Parser) -> None:
    """--pdf and --docx."""
    add_format_options(parser.option_group)


def list_rules(services: Services, options: argparse.Namespace) -> int:
    """`rules`."""
    library = services.library
    if options.json:
        say_json({"rules": [rule_document(rule) for rule in library.rules.values()]})
    else:
        for rule in library.rules.values():
            meta = rule.meta
            say(f"{rule.id}　《{meta.title}》")
            issued = f"{meta.issued} 印发" if meta.issued else ""
            counts = f"{len(rule.chapters())} 章 {len(rule.articles)} 条，办事向导 {len(library.wizards(rule.id))} 个"
            say("　　" + "　".join(part for part in (meta.doc_number, issued, meta.status, counts) if part))
        if not library.rules:
            say("规则库里还没有规则。")
    tell_problems(services, options)
    return 0


def rule_document(rule: Rule) -> dict[str, Any]:
    """A rule's front matter with its counts. What the source does not say is "" or null."""
    meta = rule.meta
    return {
        "id": rule.id,
        "title": meta.title,
        "short_title": meta.short_title,
        "aliases": meta.aliases,
        "issuer": meta.issuer,
        "doc_number": meta.doc_number,
        "adopted": meta.adopted,
        "adopted_by": meta.adopted_by,
        "issued": meta.issued,
        "effective": meta.effective,
        "published": meta.published,
        "status": meta.status,
        "chapters": len(rule.chapters()),
        "articles": len(rule.articles),
        "source": meta.source,
        "obtained": meta.obtained,
        "hash": rule.hash,
    }


def show_article(services: Services, options: argparse.Namespace) -> int:
    """`show`."""
    default = named_rule(services, options.rule).id if options.rule else ""
    if not default and (chosen := chosen_rule(services)) is not None:
        default = chosen.id
    try:
        rule, article, citation = services.library.find(options.citation, default)
        status, told = rule.meta.status, ""
    except UserError:
        found = services.statutes.cited(options.citation) if services.statutes.is_there else None
        if found is None:
            raise
        statute, rule, article, citation = found
        check_place(article, citation)
        status = told = services.statutes.status(statute)
        _refuse_paper(options)
    if asks_for_files(options):
        from govdesk.cli.papers import write_article

        return write_article(services, rule, article.number, options)
    paragraphs = selected(article, citation)
    label = place_label(article, citation.paragraph, citation.item)
    notes = list(numbered_notes(rule, paragraphs))
    chapter = rule.division_of(article.number)
    if options.json:
        say_json(
            {
                "rule": rule.id,
                "article": article.number,
                "label": label,
                "heading": article.heading,
                "chapter": chapter.name if chapter else "",
                "paragraphs": [paragraph_document(paragraph) for paragraph in paragraphs],
                "notes": [note_document(order, note) for order, note in notes],
                "citation": cite_in_full(rule.meta, label),
                "status": status,
            }
        )
        return 0
    named = (cite_in_full(rule.meta, label), chapter.name if chapter else "", told)
    say("　".join(part for part in named if part))
    if article.heading:
        say(f"条旨（编者加）：{article.heading}")
    say()
    whole = citation.paragraph is None and citation.item is None
    for line in article_lines(article.printed if whole else "", paragraphs):
        say(line)
    if notes:
        say()
    for order, note in notes:
        reading = f"，读作“{note.reading}”" if note.reading else ""
        certainty = CERTAINTY_NAMES[note.certainty]
        say(f"注{order}（{MARK_NAMES[note.kind]}，把握{certainty}）：原文“{note.source}”{reading}。{note.why}")
    return 0


def _refuse_paper(options: argparse.Namespace) -> None:
    """Laws are read and copied, not printed."""
    if asks_for_files(options):
        raise UserError(
            "法律法规库里的条文不能存成文件", safe="没有写任何文件", todo="把这一部单独导入成规则，就能打印"
        )


def selected(article: Article, citation: Citation) -> tuple[Paragraph, ...]:
    """The 款 that a citation names; for a 项, the 款 that introduces it with that 项 alone."""
    paragraphs = article.paragraphs
    if citation.paragraph:
        paragraphs = (paragraphs[citation.paragraph - 1],)
    if citation.item:
        narrowed = (Paragraph(p.text, tuple(i for i in p.items if i.number == citation.item)) for p in paragraphs)
        paragraphs = tuple(paragraph for paragraph in narrowed if paragraph.items)
    return paragraphs


def paragraph_document(paragraph: Paragraph) -> dict[str, Any]:
    """A 款 with its 项 as shown."""
    return {
        "text": paragraph.text.shown,
        "items": [
            {"label": item.label, "text": item.text.shown}
            | ({"items": [{"label": s.label, "text": s.text.shown} for s in item.subitems]} if item.subitems else {})
            for item in paragraph.items
        ],
    }


def numbered_notes(rule: Rule, paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[int, Note]]:
    """The editorial notes on these 款, each with its number in the whole document."""
    order = rule.note_order()
    lines = Article("", "", paragraphs).lines()
    for note_id in dict.fromkeys(note_id for line in lines for note_id in line.note_ids):
        if (note := rule.note(note_id)) is not None:
            yield order[note_id], note


def note_document(order: int, note: Note) -> dict[str, Any]:
    """An editorial note: kind, what the source has, what we read, why, how sure."""
    return {
        "label": f"注{order}",
        "id": note.id,
        "kind": note.kind,
        "source": note.source,
        "reading": note.reading,
        "why": note.why,
        "certainty": note.certainty,
    }


def article_lines(printed: str, paragraphs: tuple[Paragraph, ...], *, source: bool = False) -> Iterator[str]:
    """款, 项 and 目, one a line, `printed` (五十八、) before the first; `source`: before editorial notes."""

    def read(text: Text) -> str:
        return text.source if source else text.shown

    # 第一条 stands apart from its text, 一、 does not.
    before = printed if printed.endswith("、") or not printed else f"{printed}　"
    for paragraph in paragraphs:
        yield before + read(paragraph.text)
        before = ""
        for item in paragraph.items:
            yield item.label + read(item.text)
            yield from (sub.label + read(sub.text) for sub in item.subitems)


def print_text(services: Services, options: argparse.Namespace) -> int:
    """`text`."""
    try:
        rule = named_rule(services, options.rule)
    except UserError:
        statute = services.statutes.find(options.rule) if services.statutes.is_there else None
        if statute is None:
            raise
        rule = services.statutes.rule(statute)
        _refuse_paper(options)
    if asks_for_files(options):
        from govdesk.cli.papers import write_rule

        return write_rule(services, rule, options)
    lines = list(text_lines(rule, source=options.source))
    if options.json:
        say_json({"rule": rule.id, "title": rule.meta.title, "source": options.source, "lines": lines})
    else:
        for line in lines:
            say(line)
    return 0


def text_lines(rule: Rule, *, source: bool = False) -> Iterator[str]:
    """The whole document in its own order: notice, title, headings, articles, appendices; a line for each 款 and 项."""

    def read(text: Text) -> str:
        return text.source if source else text.shown

    yield from (read(line) for line in rule.notice)
    yield read(rule.title)
    yield from (read(line) for line in rule.preamble)
    for index in range(len(rule.articles) + 1):  # one past the last: a heading may have no article
        for division in rule.divisions:
            if division.start == index:
                yield f"{division.label}　{read(division.title)}".rstrip()
                yield from (read(line) for line in division.lead)
        for article in rule.articles[index : index + 1]:
            yield from article_lines(article.printed, article.paragraphs, source=source)
    for appendix in rule.appendices:
        yield appendix.name
        yield from (read(line) for line in appendix.lines)
