"""Text as it may go to paper: what people typed or pasted, cleaned of what no page can show."""

from __future__ import annotations

import re
import unicodedata

# Direction marks: they would let a line print otherwise than it is stored.
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


# Emoji of several signs, which few faces draw as one: a flag of two letters, a key, a sign with a colour of skin or others joined.
_EMOJI = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ADDED = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_KEY = re.compile("([0-9#*])\ufe0f?\u20e3")
_SEQUENCE = re.compile(f"({_EMOJI})(?:{_ADDED}|\u200d{_EMOJI}?)+")


def one_sign(text: str) -> str:
    """`text` with one sign for each emoji that is made of several: 👍🏽 is 👍, a family its first person, 1️⃣ is 1, a flag 〔旗CN〕.

    Which faces draw a whole sequence as one sign nobody can know; those that do not would print a box for every part.
    """
    if text.isascii():
        return text
    text = _KEY.sub(r"\1", _FLAG.sub(_flag, text))
    return _SEQUENCE.sub(r"\1", text)


def _flag(found: re.Match[str]) -> str:
    return f"〔旗{''.join(chr(ord(letter) - 0x1F1E6 + ord('A')) for letter in found.groups())}〕"


def shortened(text: str, most: int) -> str:
    """`text`, or its beginning and …, of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def one_line(text: str) -> str:
    """`text` on one line: line ends and tabs become one space, control characters go."""
    return " ".join(_clean(text).split("\n")).strip()


def lines(text: str) -> list[str]:
    """The lines of `text`, cleaned, without empty ones."""
    return [line.strip() for line in _clean(text).split("\n") if line.strip()]


def _clean(text: str) -> str:
    return "".join(_one(character) for character in one_sign(text).replace("\r\n", "\n"))


def _one(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    if character == "\t":
        return " "
    if character in _DIRECTIONS or unicodedata.category(character) == "Cc":
        return ""
    if "\ud800" <= character <= "\udfff":  # half a character, as a broken file name or clipboard gives it
        return "\ufffd"
    # Radicals and compatibility forms look like hanzi but are not found by anyone who types the hanzi.
    if "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff":
        return unicodedata.normalize("NFKC", character)
    return character
