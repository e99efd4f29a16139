"""Where an article's own words name another article, or a law by its title. Nothing is taken for a link that is not one.

Forms per 立法技术规范: 前款, 前两款, 前条, 前项, 本条第二款, 本规则第十条第二款第（三）项, 第三条至第五条, 《…》, 《…》第十条. A number of an article counts as
this rule's own only where no other law stands before it: in 《宪法》第五条 and in 刑法第五条 it is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govdesk.rules.model import Article, Rule, RuleMeta
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral


class Link(NamedTuple):
    """Words that name a place. `line` counts `Article.lines()`, `start` and `end` characters of that line as shown.

    With a `title` it is a law by name, and `article` ("" for none) one of that law's; without, `article` is this rule's.
    """

    line: int
    start: int
    end: int
    words: str
    title: str = ""
    article: str = ""
    paragraph: int | None = None
    item: int | None = None


_N = rf"(?:[{NUMERAL_CHARACTERS}]+|[0-9０-９]+)"
_ITEM = rf"(?:第(?:（(?P<item_a>{_N})）|(?P<item_b>{_N}))项)?"
# What may follow an article's number; 第一条战线 and 第三条例外 name no article.
_AFTER = r"(?=$|[，。；：、）”’》〕\s]|的|所|规|第|至|到|和|与|或|以|及|中|情形|要求|执行|办理|处理|之规定)"
_ARTICLE = re.compile(
    rf"第\s?(?P<article>{_N})\s?条(?:之(?P<inserted>{_N}))?(?:第(?P<paragraph>{_N})款)?{_ITEM}{_AFTER}"
)
_OWN_PARAGRAPH = re.compile(rf"本条第(?P<paragraph>{_N})款{_ITEM}{_AFTER}")
# Not the 前款 of 以前款项, nor the 前条 of 前条件.
_BEFORE = r"(?<![以之目提先事此当生从年日])"
_FORMER = re.compile(
    rf"{_BEFORE}前(?:(?P<count>[一二两三四五])(?P<unit_many>[款项条])|(?P<unit>款|条|项))"
    rf"(?![件例目文理约项])(?:第(?P<paragraph>{_N})款)?{_ITEM}"
)
_TITLE = re.compile(r"《(?P<title>[^《》]+)》")
_LAW = re.compile(
    r"(?:法|法典|条例|规定|规则|办法|细则|决定|决议|通知|意见|纲要|准则|制度|方案|规范|标准|章程|宪法|命令|公约|指引)$"
)
_EDITION = re.compile(r"[（(](?:试行|暂行|修订|修正|草案|[^（）()]*(?:修订|修正)[^（）()]*)[）)]$")
# Between two articles that are named together: 第三条至第五条, 第三条、第五条.
_JOINT = re.compile(r"(?:至|到|、|，|和|与|或|或者|及|以及)?")
# What names this rule itself, right before an article's number.
_OURSELVES = re.compile(r"本(?:规则|规定|办法|条例|法|细则|决定|制度|章程|准则)(?:的)?$")
_ANOTHER = re.compile(
    r"(?:该|其|法|条例|规定|规则|办法|细则|决定|通知|意见|纲要|准则|制度|章程|公约|协议|合同|解释|方案|标准|法典|》)"
    r"(?:[（(][^（）()]*[）)])?(?:的|中)?$"
)


def find_links(rule: Rule, article: Article) -> list[Link]:
    """Every place that `article` of `rule` names and that can be told for sure, in reading order.

    A link inside the rule is given only where its article, 款 and 项 exist; a law's title always, whoever holds it.
    """
    found: list[Link] = []
    line = 0
    for number, paragraph in enumerate(article.paragraphs, start=1):
        found += _line_links(rule, article, line, paragraph.text.shown, number, None)
        line += 1
        for item in paragraph.items:
            found += _line_links(rule, article, line, item.text.shown, number, item.number)
            line += 1
            for sub in item.subitems:
                found += _line_links(rule, article, line, sub.text.shown, number, item.number)
                line += 1
    return found


def rule_with_title(title: str, rules: Iterable[RuleMeta]) -> RuleMeta | None:
    """The rule that bears exactly this title, brackets and blanks read as they are meant; None where there is none."""
    wanted = plain_title(title)
    return next((meta for meta in rules if plain_title(meta.title) == wanted), None)


def plain_title(title: str) -> str:
    """A title as titles are compared: without its brackets 《》, without blanks, full-width signs as half-width ones."""
    folded = unicodedata.normalize("NFKC", re.sub(r"[〈〉《》]", "", title))
    return re.sub(r"\s", "", folded)


def _line_links(rule: Rule, article: Article, line: int, text: str, paragraph: int, item: int | None) -> list[Link]:
    # A law of a thousand articles is looked through while somebody waits for it to open.
    found: list[Link] = []
    if "《" in text:
        found += _titles(line, text)
    if "第" in text and "条" in text:
        found += _articles(rule, line, text)
        found += _own_paragraphs(article, line, text)
    if "前" in text:
        found += _former(rule, article, line, text, paragraph, item)
    found.sort(key=lambda link: link.start)
    return found


def _titles(line: int, text: str) -> Iterator[Link]:
    for match in _TITLE.finditer(text):
        title = match["title"]
        if _LAW.search(_EDITION.sub("", title)):
            yield Link(line, match.start(), match.end(), match[0], title)


def _articles(rule: Rule, line: int, text: str) -> Iterator[Link]:
    owner: str | None = ""  # this rule; a title; None where it cannot be told
    behind = -1  # where the last article's number ended
    for match in _ARTICLE.finditer(text):
        between = text[behind : match.start()] if behind >= 0 else None
        if between is None or not _JOINT.fullmatch(between):
            owner = _owner(text[: match.start()])
        elif between == "，" and owner:
            owner = None  # 《…法》第三条，第五条: whose fifth article is not said
        behind = match.end()
        if owner is None:
            continue
        place = _place(match)
        if place is None:
            continue
        number, paragraph, item = place
        if owner:
            yield Link(line, match.start(), match.end(), match[0], owner, number, paragraph, item)
        elif (target := rule.find(number)) is not None and _has(target, paragraph, item):
            yield Link(line, match.start(), match.end(), match[0], "", number, paragraph, item)


def _owner(before: str) -> str | None:
    if _OURSELVES.search(before):
        return ""
    if not _ANOTHER.search(before):
        return ""
    titled = re.search(r"《([^《》]+)》(?:[（(][^（）()]*[）)])?(?:的|中)?$", before)
    return titled[1] if titled else None


def _place(match: re.Match[str]) -> tuple[str, int | None, int | None] | None:
    main = parse_numeral(match["article"])
    inserted = parse_numeral(match["inserted"]) if match["inserted"] else None
    if not main or (match["inserted"] and not inserted):
        return None
    return f"{main}-{inserted}" if inserted else str(main), _value(match["paragraph"]), _item_of(match)


def _value(numeral: str | None) -> int | None:
    return parse_numeral(numeral) if numeral else None


def _item_of(match: re.Match[str]) -> int | None:
    return _value(match["item_a"] or match["item_b"])


def _own_paragraphs(article: Article, line: int, text: str) -> Iterator[Link]:
    for match in _OWN_PARAGRAPH.finditer(text):
        paragraph, item = _value(match["paragraph"]), _item_of(match)
        if paragraph and _has(article, paragraph, item):
            yield Link(line, match.start(), match.end(), match[0], "", article.number, paragraph, item)


def _former(rule: Rule, article: Article, line: int, text: str, paragraph: int, item: int | None) -> Iterator[Link]:
    for match in _FORMER.finditer(text):
        unit = match["unit"] or match["unit_many"]
        back = (parse_numeral(match["count"]) or 0) if match["count"] else 1
        target: tuple[str, int | None, int | None] | None = None
        if unit == "款" and not match["paragraph"] and paragraph > back:
            if _has(article, paragraph - back, _item_of(match)):
                target = article.number, paragraph - back, _item_of(match)
        elif unit == "项" and item is not None and item > back:
            target = article.number, paragraph, item - back
        elif unit == "条" and (index := rule.index_of(article.number)) is not None and index >= back:
            former, wanted = rule.articles[index - back], _value(match["paragraph"])
            if _has(former, wanted, _item_of(match)):
                target = former.number, wanted, _item_of(match)
        if target is not None:
            yield Link(line, match.start(), match.end(), match[0], "", *target)


def _has(article: Article, paragraph: int | None, item: int | None) -> bool:
    """Whether the article has that 款 and 项; a 项 without a 款 is the first 款's that has it."""
    if paragraph is not None and not 0 < paragraph <= len(article.paragraphs):
        return False
    paragraphs = [article.paragraphs[paragraph - 1]] if paragraph else article.paragraphs
    return item is None or any(item == own.number for one in paragraphs for own in one.items)
