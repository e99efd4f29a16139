"""`search`: full-text search over articles; `search -` answers one query a line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from govdesk.cli.choosing import chosen_rule, named_rule
from govdesk.cli.output import input_lines, say, say_json, tell
from govdesk.cli.parser import add_command, positive_number
from govdesk.rules.citation import cite_article
from govdesk.typed import clean_line

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.search.index import SearchResult
    from govdesk.statutes.model import StatuteHit

DEFAULT_LIMIT = 20


def add_to(subparsers: Any) -> None:
    """Add the command of this module."""
    search = add_command(subparsers, "search", "在条文里检索", run_search)
    search.required_group.add_argument(
        "query", metavar="查什么", nargs="+", help="要查的话；写 - 则从标准输入逐行读，一行一查"
    )
    search.option_group.add_argument("--rule", metavar="ID", help="只查这一部规则")
    search.option_group.add_argument(
        "--limit", metavar="N", type=positive_number, default=DEFAULT_LIMIT, help="最多列几条，不写为 20"
    )


def run_search(services: Services, options: argparse.Namespace) -> int:
    """`search`. Exit 1 when a single query finds nothing; over many lines an empty answer is an answer."""
    import msgspec

    from govdesk.cli.statutes import print_hits

    rule_id = named_rule(services, options.rule).id if options.rule else None
    chosen = chosen_rule(services)
    first_rule = chosen.id if chosen is not None else ""
    from_input = options.query == ["-"]
    queries = input_lines() if from_input else [clean_line(" ".join(options.query))]
    found = 0
    for query in queries:
        result = services.search.search(query, rule=rule_id, limit=options.limit, first_rule=first_rule)
        statutes = () if rule_id else _in_statutes(services, query, options.limit)
        found += result.total + len(statutes)
        if options.json:
            say_json(msgspec.to_builtins(result) | {"statutes": statutes}, compact=from_input)
        else:
            if result.hits or not statutes:
                print_result(services, result)
            if statutes:
                print_hits(statutes)
        if from_input:
            import sys

            sys.stdout.flush()  # whoever feeds us line by line waits for each answer
    return 0 if found or from_input else 1


def _in_statutes(services: Services, query: str, limit: int) -> tuple[StatuteHit, ...]:
    """The answers of the library of statutes, if there is one; a damaged one is told and answers nothing."""
    from govdesk.errors import UserError

    try:
        return services.statutes.search(query, limit).hits if services.statutes.is_there else ()
    except UserError as error:
        tell(error.sentence)
        return ()


def print_result(services: Services, result: SearchResult) -> None:
    """The hits as a person reads them."""
    if result.hits:
        shown = f"，列出前 {len(result.hits)} 条" if result.total > len(result.hits) else ""
        say(f"“{result.query}”：{result.total} 条{shown}")
    elif not result.query.strip():
        say("没有写要查什么。写几个字，或写条号，如 咸阳58。")
    else:
        say(f"没有找到“{result.query}”。换个说法，或写得短一些；也可写条号，如 咸阳58。")
    if result.suggestion:
        say(f"您是不是要找：{result.suggestion}")
    for chapter in result.chapters:
        name = services.library.rules[chapter.rule].meta.short_title
        say(f"{name}　{chapter.label}　{chapter.title}：{cite_article(chapter.first)}至{cite_article(chapter.last)}")
    for hit in result.hits:
        name = services.library.rules[hit.rule].meta.short_title
        say(f"{name}　{cite_article(hit.article)}　{hit.heading}")
        say(f"　　{hit.snippet}")
