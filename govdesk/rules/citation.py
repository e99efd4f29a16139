"""How articles are cited: reads what people type, writes what documents print.

Forms per 立法法 and GB/T 9704-2012 practice: 第五十八条第二款第（三）项. A 款 has no number of its own;
it is named only where the article has several.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from govdesk.rules.model import Article, RuleMeta
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral, write_numeral

_N = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
_ID = re.compile(
    r"^(?P<rule>[a-z0-9][a-z0-9-]*)/(?P<article>[1-9]\d*(?:-[1-9]\d*)?)(?:\.(?P<paragraph>\d+)(?:\.(?P<item>\d+))?)?$"
)
_SPOKEN = re.compile(
    rf"^(?P<rule>.*?)第?(?P<article>{_N})(?:条)?(?:之(?P<inserted>{_N}))?"
    rf"(?:第?(?P<paragraph>{_N})款)?(?:第?\(?(?P<item>{_N})\)?项|\((?P<bare>{_N})\))?$"
)
# 五十八、 is how an article begins in print; what else ends a copied line says nothing.
_END = "、。,;:?!."
# Titles that every such rule bears: the one in force is meant.
_ANY_RULE = frozenset({"规则", "本规则", "工作规则", "政府工作规则", "市政府工作规则", "人民政府工作规则"})
_NAMED_RULE = re.compile(r"(?:人民政府|政府)?(?:工作)?规则$")
# What a copied citation says besides the place: the words themselves, and the 文号 after the title.
_COPIED = re.compile(r"^“.*”\((?P<citation>《[^“”]*)\)$")
_DOC_NUMBER = re.compile(r"(?<=》)\([^()]*〔\d+〕\d+号\)")


@dataclass(frozen=True)
class Citation:
    """What a citation names. `rule` is what was typed for the rule (an id, an alias or a title), or ""."""

    rule: str
    article: str
    paragraph: int | None = None
    item: int | None = None


def parse_citation(text: str) -> Citation | None:
    """Read `xianyang-2013/58`, 58, 咸阳58, 第五十八条, 张家港四十一条第三款第（二）项; None for other text.

    Full-width digits, blanks and 《》 are read as they are meant, the rule may stand last (58条 咸阳); so is what
    `quote_for_copying` writes.
    """
    if "\n" in text.strip():  # two lines are not one number
        return None
    *before, last = text.split() or [""]
    return _read(text) or (_read(last + "".join(before)) if before else None)


def _read(text: str) -> Citation | None:
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower().rstrip(_END)
    if copied := _COPIED.match(folded):
        folded = copied["citation"]
    folded = re.sub("[《》]", "", _DOC_NUMBER.sub("", folded))
    if match := _ID.match(folded):
        return Citation(match["rule"], match["article"], _number(match["paragraph"]), _number(match["item"]))
    match = _SPOKEN.match(folded)
    if not match:
        return None
    article, inserted = _number(match["article"]), _number(match["inserted"])
    if not article:
        return None
    number = f"{article}-{inserted}" if inserted else str(article)
    rule = "" if match["rule"] in _ANY_RULE else match["rule"]
    return Citation(rule, number, _number(match["paragraph"]), _number(match["item"] or match["bare"]))


def _number(text: str | None) -> int | None:
    return parse_numeral(text) if text else None


def match_rule(typed: str, rules: Iterable[RuleMeta]) -> RuleMeta | None:
    """The rule that `typed` names by id, alias, short title or title (咸阳, 咸阳的, 咸阳工作规则), or None."""
    name = _plain(typed).removesuffix("的")
    wanted = {name, _NAMED_RULE.sub("", name)} - {""}
    for meta in rules:
        if wanted & {_plain(name) for name in (meta.id, meta.title, meta.short_title, *meta.aliases)}:
            return meta
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\s《》]", "", unicodedata.normalize("NFKC", name)).lower()


def cite_article(number: str) -> str:
    """ "58" -> 第五十八条, "12-1" -> 第十二条之一."""
    main, _, inserted = number.partition("-")
    return f"第{write_numeral(int(main))}条" + (f"之{write_numeral(int(inserted))}" if inserted else "")


def cite_place(number: str, paragraph: int | None = None, item: int | None = None) -> str:
    """第四十条第一款第（二）项: names the 款 and 项 that are given."""
    label = cite_article(number)
    if paragraph:
        label += f"第{write_numeral(paragraph)}款"
    if item:
        label += f"第（{write_numeral(item)}）项"
    return label


def place_label(article: Article, paragraph: int | None = None, item: int | None = None) -> str:
    """Like `cite_place`, leaving out 第一款 where the article has one 款 only."""
    return cite_place(article.number, paragraph if len(article.paragraphs) > 1 else None, item)


def cite_in_full(meta: RuleMeta, label: str) -> str:
    """《咸阳市人民政府工作规则（试行）》第五十八条."""
    return f"《{meta.title}》{label}"


def quote_for_copying(meta: RuleMeta, label: str, words: str) -> str:
    """The copied form: “……”（《…》（咸政发〔2013〕16号）第五十一条）."""
    number = f"（{meta.doc_number}）" if meta.doc_number else ""
    # The law's own quotation marks stay as they are: what is pasted is found again word for word.
    return f"“{words}”（《{meta.title}》{number}{label}）"
