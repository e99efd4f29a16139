"""Articles called by their number: 58, 第58条, 咸阳58, 第58条讲什么, 第38至40条."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from govdesk.rules.citation import Citation, match_rule, parse_citation
from govdesk.rules.model import Article, Rule
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral
from govdesk.search.folding import fold_text

#: Characters that are read; a longer text is no citation.
_LONGEST = 200
#: How many articles may be called at once.
_MOST = 40
# A number alone, or one that says that it counts articles. 二十五项 names no article.
_NUMBERED = re.compile(r"^[\W_]*第|条|/|^\W*[\d零〇○一二两三四五六七八九十廿卅百千]+\W*$")

_N = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
_SEVERAL = rf"^(?P<rule>\D*?)第?(?P<first>{_N})条?(?:(?P<to>至|到|-|—|~)|和|与|、|及)第?(?P<last>{_N})条$"
_OF_THE_RULE = r"^(?:本|这个|该|工作)*规则(?:里面?|中|的)+|^[^第]*〔\d+〕\d+号(?:文件?)?的?(?=第)"
# What is asked of an article that is named: 第58条讲什么, 四十一条的内容.
_ASKED_OF_ARTICLE = (
    r"(?<=[条款项)])(?:里面?|中|的|都|是|主要|具体|全部|内容|原文|全文|条文|规定|要求|讲"
    r"|说|写|管|了|什么|些什么|啥|有?哪些|怎么|如何|吗|呢|[？?。！])+$"
)


def read_citation(typed: str, rules: Mapping[str, Rule]) -> list[tuple[Rule, str]] | None:
    """The articles that `typed` names by number (58, 第58条, 咸阳58, zjg 40); None when it is no such name.

    First those that have the 款 and 项 named. Empty when it is one, and the article is not there. A bare number that no rule has may still be a word: 2022.
    """
    typed = typed[:_LONGEST]
    metas = [rule.meta for rule in rules.values()]
    several = re.match(_SEVERAL, re.sub(r"\s", "", fold_text(typed))) if "条" in typed else None
    if several is not None and (found := _several(several, rules)) is not None:
        return found
    plain = typed
    if "条" in typed:
        plain = re.sub(_ASKED_OF_ARTICLE, "", re.sub(_OF_THE_RULE, "", fold_text(typed).strip()))
    citation = meta = None
    for text in dict.fromkeys((typed, plain)):
        citation = parse_citation(text)
        meta = match_rule(citation.rule, metas) if citation and citation.rule else None
        if citation and (meta or not citation.rule):  # 会议 10 is no citation
            break
        citation = None
    if citation is None or not _is_plainly_a_number(citation, fold_text(typed)):
        return None
    candidates: Iterable[Rule] = [rules[meta.id]] if meta else rules.values()
    named = [(rule, article) for rule in candidates if (article := rule.find(citation.article))]
    named.sort(key=lambda pair: not _has_place(pair[1], citation))
    return [(rule, article.number) for rule, article in named] if named or citation.rule or "条" in typed else None


def _several(match: re.Match[str], rules: Mapping[str, Rule]) -> list[tuple[Rule, str]] | None:
    """The articles from one to another (第38至40条), or the two (第五十七条和第五十八条), of the rules that have them."""
    meta = match_rule(match["rule"], (rule.meta for rule in rules.values())) if match["rule"] else None
    first, last = parse_numeral(match["first"]), parse_numeral(match["last"])
    if (match["rule"] and meta is None) or first is None or last is None or not first < last <= first + _MOST:
        return None
    numbers = range(first, last + 1) if match["to"] else (first, last)
    within = rules.values() if meta is None else (rules[meta.id],)
    return [(rule, str(number)) for rule in within for number in numbers if rule.find(str(number))]


def _has_place(article: Article, citation: Citation) -> bool:
    """Whether an article has the 款 and the 项 that are named: 四十一条第三款 is of the city whose 四十一 has three."""
    paragraphs = article.paragraphs
    if citation.paragraph is not None:
        paragraphs = paragraphs[citation.paragraph - 1 : citation.paragraph]
    return any(len(paragraph.items) >= (citation.item or 0) for paragraph in paragraphs)


def _is_plainly_a_number(citation: Citation, folded: str) -> bool:
    return bool(citation.rule) or _NUMBERED.search(folded) is not None
