"""The marks that Chinese rules number their parts with: 第三章, 第十二条之一, 五、, （二）, 1., ①, and 附件.

Which line begins what is the same question for a pack and for a document that is brought in; this is the one answer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral

_B = "[ \t\u00a0\u2000-\u200a\u3000]"  # what may stand between the characters of a mark, and after it
_N = f"[{NUMERAL_CHARACTERS}]"
_D = "[0-9０-９]"
_NUMERAL = f"{_N}{{1,12}}"  # 一千二百三十四 has eight characters
# What was recognised from a picture, or padded by hand, has blanks within its numbers: 第 十 一 条.
_PADDED = f"(?:{_B}{{0,3}}{_N}){{0,8}}"
_DIVISION = re.compile(
    rf"^第{_B}{{0,3}}({_NUMERAL}|{_D}{{1,5}})({_PADDED}){_B}{{0,3}}(分?[编編]|[篇章节節款]|部分)(?:{_B}{{0,3}}之{_B}?({_NUMERAL}))?{_B}*"
)
_ARTICLE = re.compile(
    rf"^第{_B}{{0,3}}({_NUMERAL}{_PADDED}|{_D}{{1,5}})(?:{_B}?[-－—]{_B}?({_D}{{1,5}}))?{_B}{{0,3}}[条條](?:{_B}?之{_B}?({_NUMERAL}))?({_B}*(?:[：:、.．](?!{_B}*第){_B}*)?)"
)
_ENUMERATED = re.compile(rf"^({_NUMERAL}{_PADDED}){_B}?[、．.](?!{_N}、){_B}*")
_BRACKETED = re.compile(rf"^[（(]{_B}?({_NUMERAL}{_PADDED}){_B}?[)）]{_B}*")
_BRACKETED_SIGN = re.compile(rf"^([㈠-㈩]){_B}*")
_DIGITS = re.compile(rf"^({_D}{{1,3}}){_B}?[.．、](?!{_D}){_B}*|^([⒈-⒛]){_B}*")
_BRACKETED_DIGITS = re.compile(rf"^[（(]{_B}?({_D}{{1,3}}){_B}?[)）]{_B}*|^({_D}{{1,3}})[)）]{_B}*|^([⑴-⒇]){_B}*")
_DECIMAL = re.compile(rf"^({_D}{{1,2}})(?:{_B}?[.．、]{_B}*|{_B}+)(?=[\u3400-\u9fff“《（(])")
_DECIMALS = re.compile(
    rf"^({_D}{{1,2}}(?:[.．]{_D}{{1,2}}){{1,4}})(?![{_D[1:-1]}.．]?{_D}|[%％元年月日号])[.．、]?{_B}*"
)
_CIRCLED = re.compile(rf"^([①-⑳]){_B}*")
# A line may begin with a citation of an item: （一）、（二）项所列……
_CITED_ITEM = re.compile(rf"^(?:[（(]{_NUMERAL}[)）]){_B}?(?:[项項目款]|[、和至与及或]{_B}?第?[（(])")
_APPENDIX = re.compile(
    rf"^附{_B}{{0,2}}(?:件|表|录|錄|图|圖)(?:{_B}{{0,2}}(?:{_N}{{1,3}}|{_D}{{1,3}}))?(?={_B}|[:：.．、]|$)(?:{_B}*[:：.．、])?{_B}*|^附{_B}?[:：]{_B}*"
)
#: Division levels: a document's parts from the greatest to the least. 款 is one only as a heading (Taiwan, under 節).
LEVELS = {"编": 1, "編": 1, "篇": 1, "分编": 1, "分編": 1, "章": 2, "部分": 2, "节": 3, "節": 3, "款": 4}


#: The ways of marking 项 and 目, the outer before the inner (GB/T 9704-2012, 7.3.3).
ITEM_STYLES = ("1.1", "1.1.1", "一、", "（一）", "1.", "（1）", "①")


class DivisionMark(NamedTuple):
    """第三章: its level, the label without the blanks after it, its number, and how long label and blanks are."""

    level: int
    label: str
    number: int
    inserted: int
    length: int


class ArticleMark(NamedTuple):
    """第十二条之一 is (12, 1). `parted`: do blanks, or nothing at all, follow it?"""

    number: int
    inserted: int
    label: str
    length: int
    parted: bool

    @property
    def name(self) -> str:
        """ "12" or "12-1": how an article is named in data."""
        return f"{self.number}-{self.inserted}" if self.inserted else str(self.number)


class ItemMark(NamedTuple):
    """（二）: `style` tells the ways of marking apart, so that a list holds to one."""

    style: str
    label: str
    number: int
    length: int


def division_mark(text: str) -> DivisionMark | None:
    """The mark of 编, 章 or 节 that `text` begins with."""
    match = _DIVISION.match(text)
    if not match:
        return None
    number = _numeral(match[1] + match[2])
    inserted = parse_numeral(match[4]) if match[4] else 0
    if number is None or inserted is None:
        return None
    return DivisionMark(LEVELS[match[3]], match[0].rstrip(), number, inserted, match.end())


def article_mark(text: str) -> ArticleMark | None:
    """The mark 第…条 that `text` begins with."""
    match = _ARTICLE.match(text)
    if not match:
        return None
    number = _numeral(match[1])
    inserted = parse_numeral(match[2] or match[3]) if match[2] or match[3] else 0
    if number is None or inserted is None:
        return None
    parted = bool(match[4]) or match.end() == len(text)
    return ArticleMark(number, inserted, match[0].rstrip(), match.end(), parted)


def enumerated_mark(text: str) -> ArticleMark | None:
    """The mark 五、 that `text` begins with, where it numbers articles."""
    match = _ENUMERATED.match(text)
    if not match or (number := _numeral(match[1])) is None:
        return None
    return ArticleMark(number, 0, match[0].rstrip(), match.end(), True)


def decimal_mark(text: str) -> ArticleMark | None:
    """The mark 3 or 3. that `text` begins with, where digits number the main parts, as in emergency plans."""
    match = _DECIMAL.match(text)
    return ArticleMark(_digits(match[1]), 0, match[0].rstrip(), match.end(), True) if match else None


def item_mark(text: str) -> ItemMark | None:
    """The mark of 项 or 目 that `text` begins with; 一、 counts as one, where it does not number articles."""
    if match := _DECIMALS.match(text):
        numbers = re.split("[.．]", match[1])
        return ItemMark("1.1" if len(numbers) == 2 else "1.1.1", match[0].rstrip(), _digits(numbers[-1]), match.end())
    if match := _BRACKETED.match(text):
        if _CITED_ITEM.match(text):
            return None
        return _item("（一）", match, _numeral(match[1]))
    if match := _BRACKETED_SIGN.match(text):
        return _item("（一）", match, ord(match[1]) - ord("㈠") + 1)
    if match := _ENUMERATED.match(text):
        return _item("一、", match, _numeral(match[1]))
    if match := _DIGITS.match(text):
        return _item("1.", match, _digits(match[1]) if match[1] else ord(match[2]) - ord("⒈") + 1)
    if match := _BRACKETED_DIGITS.match(text):
        digits = match[1] or match[2]
        return _item("（1）", match, _digits(digits) if digits else ord(match[3]) - ord("⑴") + 1)
    if match := _CIRCLED.match(text):
        return _item("①", match, ord(match[1]) - ord("①") + 1)
    return None


def appendix_label(text: str) -> str:
    """附件2, 附表一： with the blanks after it where `text` begins with it, else ""."""
    match = _APPENDIX.match(text)
    return match[0] if match else ""


def _numeral(text: str) -> int | None:
    return parse_numeral(re.sub(_B, "", text))


def _digits(text: str) -> int:
    return int(unicodedata.normalize("NFKC", text))


def _item(style: str, match: re.Match[str], number: int | None) -> ItemMark | None:
    return None if number is None else ItemMark(style, match[0].rstrip(), number, match.end())
