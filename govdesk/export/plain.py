"""Text as it may go to paper: what people typed or pasted, cleaned of what no page can show."""

from __future__ import annotations

import unicodedata

# Direction marks: they would let a line print otherwise than it is stored.
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def one_line(text: str) -> str:
    """`text` on one line: line ends and tabs become one space, control characters go."""
    return " ".join(_clean(text).split("\n")).strip()


def lines(text: str) -> list[str]:
    """The lines of `text`, cleaned, without empty ones."""
    return [line.strip() for line in _clean(text).split("\n") if line.strip()]


def _clean(text: str) -> str:
    return "".join(_one(character) for character in text.replace("\r\n", "\n"))


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
