"""Numbers as word processors write them before a paragraph: 一、 第三条 （二） ① iv."""

from __future__ import annotations

from govdesk.rules.numerals import write_numeral

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def write_number(value: int, style: str) -> str:
    """`value` in one of the number formats of OOXML (ST_NumberFormat); what is unknown is written in digits."""
    if value < 1 or value > 9999:
        return str(value)
    if style in _CHINESE:
        return write_numeral(value)
    if style in _DIGIT_BY_DIGIT:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    if style == "chineseLegalSimplified" or style == "ideographLegalTraditional":
        return write_numeral(value).translate(_FORMAL)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(value) if style == "upperRoman" else _roman(value).lower()
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and value <= len(_CIRCLED):
        return _CIRCLED[value - 1]
    if style == "decimalFullWidth" or style == "decimalFullWidth2":
        return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if style == "decimalZero":
        return f"{value:02}"
    if style == "ideographTraditional":
        return _STEMS[(value - 1) % 10]
    if style == "ideographZodiac":
        return _BRANCHES[(value - 1) % 12]
    if style == "decimalEnclosedParen":
        return f"({value})"
    if style == "decimalEnclosedFullstop":
        return f"{value}."
    return str(value)


_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting")
)
_DIGIT_BY_DIGIT = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"))


def _roman(value: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            written, value = written + letters, value - worth
    return written
