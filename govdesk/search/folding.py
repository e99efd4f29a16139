"""Text made comparable: what is folded alike is the same to the search, and every character remembers its place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from govdesk.paths import resource
from govdesk.typed import RADICALS

#: CJK Radicals Supplement (U+2E80 to U+2EFF) as they come out of copied PDFs; NFKC leaves them alone, unlike U+2F00 on.
#: Those that are a character by themselves, after Unicode's EquivalentUnifiedIdeograph.txt.
_RADICALS = str.maketrans(
    "⺁⺃⺄⺅⺇⺉⺊⺌⺍⺐⺒⺓⺖⺗⺘⺙⺛⺜⺝⺟⺠⺡⺣⺤⺥⺦⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺷⺸⺹⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐"
    "⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲⻳",
    "厂乚乙亻几刂卜小小尢巳幺忄心扌攵旡日月母民氵灬爪爪丬犭王目示礻糸纟网罒网羊羊老聿肉艹艹艹虎衤西西见角角讠贝足车辶辶辶阝钅"
    "长长长门阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟",
)


@dataclass(frozen=True)
class Folded:
    """`text` folded; `places[i]` is the index in the original that folded character i came from."""

    text: str
    places: tuple[int, ...]

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """The range in the original that the folded range `start` to `end` (not empty) stands for."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Full-width forms, capitals, 繁体 and compatibility characters as their plain ones; control and direction marks gone."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plain(character):
            folded.append(plain)
            places.append(place)
    return Folded("".join(folded), tuple(places))


def fold_text(text: str) -> str:
    """`fold` where the places do not matter."""
    return text.translate(_TABLE)


def _plain(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":  # nearly all of the text
        return simplified_characters().get(character, character)
    if ord(character) in RADICALS:  # as PDF readers copy them: 市⻓
        return _plain(RADICALS[ord(character)])
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    plain = unicodedata.normalize("NFKC", character.translate(_RADICALS)).lower()
    return simplified_characters().get(plain, plain)


@cache
def simplified_characters() -> dict[str, str]:
    """The simplified character for each traditional one that has exactly one."""
    lines = resource("traditional.txt").read_text("utf-8").splitlines()
    return {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


def is_traditional(text: str) -> bool:
    """Whether a character of `text` is a traditional one."""
    return not simplified_characters().keys().isdisjoint(text)


class _Table(dict[int, str]):
    """What each character is folded to, worked out when it is first met; translating by it takes no call a character."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_TABLE = _Table()
