"""What people type and paste, turned into what it stands for: no breaks in a line, no signs that cannot be seen.

The text of a rule keeps its own characters; only what is typed, and what is compared, goes through here.
"""

from __future__ import annotations

import re
import unicodedata

MAX_NOTE = 50_000  # characters of a note; a page of A4 has some 800

#: CJK radicals (U+2E80–2EF3) and the ideographs that they stand for, as Unicode's EquivalentUnifiedIdeograph.txt has
#: them, where the ideograph is one that fonts have. PDF readers hand such radicals on in the place of the ideographs.
#: https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬"
    "⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸"
    "⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
#: The 214 of Kangxi (U+2F00–2FD5) are compatibility characters, whose ideographs Python knows.
RADICALS = {ord(radical): ideograph for radical, ideograph in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
RADICALS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

# Compiled where they are first needed, which is not in the first frame.
_BREAKS = r"[ \u00a0\u3000]*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029][\s\x1c-\x1e]*"
_LINE_ENDS = r"\r\n?|[\v\f\x85\u2028\u2029]"
_PLAIN = r"[ -~\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e\u2014-\u2026]*"  # nearly everything that is typed


def clean_line(text: str) -> str:
    """One line: breaks and tabs are a space, none between two Chinese characters; control and invisible signs gone.

    Radicals become the ideographs that they stand for. Ordinary spaces stay, also at both ends.
    """
    if not text or re.fullmatch(_PLAIN, text):
        return text
    return _visible(re.sub(_BREAKS, _joint, text))


def clean_text(text: str) -> str:
    """The same for several lines: each break is a line feed, a tab stays a tab."""
    if re.fullmatch(_PLAIN, text):
        return text
    return "".join(
        part if part in "\n\t" else _visible(part) for part in re.split(r"([\n\t])", re.sub(_LINE_ENDS, "\n", text))
    )


def read_number(text: str, most: int) -> int | None:
    """The number 0 to `most` that `text` is in ASCII digits; None for anything else. int() raises above 4,300 digits."""
    digits = text.lstrip("0") or text[-1:]
    if not text.isascii() or not digits.isdecimal() or len(digits) > len(str(most)):
        return None
    return number if (number := int(digits)) <= most else None


def _joint(found: re.Match[str]) -> str:
    """What a break stands for: a word's end, but nothing where Chinese goes on in the next line."""
    text = found.string
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if not before or not after:
        return " " if before or after else ""
    return "" if _is_wide(before) and _is_wide(after) else " "


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’—…·"


_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")
_JOINER = "\u200d"


def _joins(text: str, at: int) -> bool:
    """Whether the joiner there makes one emoji of two: without it a family would be three persons."""
    before = text[:at].rstrip("\ufe0f")[-1:]
    return bool(_EMOJI.fullmatch(before) and _EMOJI.match(text, at + 1))


def _visible(text: str) -> str:
    # Private characters stay: offices draw rare names with them. Halves of characters cannot be stored at all.
    text = text.translate(RADICALS)
    return "".join(
        sign
        for at, sign in enumerate(text)
        if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or (sign == _JOINER and _joins(text, at))
    )
