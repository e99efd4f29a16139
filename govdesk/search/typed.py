"""What hands and input methods leave in a query, taken out of it: line ends of a paste, tones and marks of pinyin."""

from __future__ import annotations

import re
import unicodedata

from govdesk.rules.numerals import parse_numeral, write_numeral

#: 汉字 and the marks that stand among them; a class of exactly these takes milliseconds to compile.
_WIDE = r"[^\x00-\u036f]"
# Compiled by `re` when first used: most queries have nothing of the kind.
# A line of a paste ends where the page did, in the middle of a word.
_LINE_END = rf"(?<={_WIDE})[ \t]*[\r\n\u2028]+\s*(?={_WIDE})"
_BLANK_INSIDE = rf"(?<={_WIDE})\s+(?={_WIDE})"
_QUOTED = r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|『[^『』]*』"
# '会议纪要' is quoted; the mark in xi'an parts syllables.
_STRAIGHT = r"(?<![a-z0-9])['‘’]([^'‘’]+)['‘’](?![a-z0-9])"
# The number of a line in a list.
_LISTED = rf"^\s*[(（]?\d{{1,2}}[.、)）]\s*(?={_WIDE})"
_PARTED = r"(?<=[a-z])['‘’`](?=[a-z])"
_TONED = r"\b(?:[a-z]{2,6}[1-5](?![0-9]) ?)+"
_U_WITH_DOTS = r"(?<=[ln])(?:u:|ü)|(?<=[jqxy])ü"
_UE = r"([ln])ue(?!i)"  # no syllable but lüe and nüe
_EMAIL = r"(?<![a-z])e[ -]?mail(?![a-z])"
_NUMERALS = frozenset("一二两三四五六七八九十百")


def joined_lines(typed: str) -> str:
    """Text as it came from a page: words that a line's end parts are one again, and so is what stands between quotes."""
    if typed.isalnum():
        return typed
    text = re.sub(_LINE_END, "", typed)
    return re.sub(_QUOTED, lambda quoted: re.sub(_BLANK_INSIDE, "", quoted[0]), text)


def plain_letters(folded: str) -> str:
    """Folded text with pinyin as the texts are read aloud: no tones, v for ü, no marks between syllables."""
    text = re.sub(_LISTED, "", folded) if folded[:1].isdecimal() or folded[:1] in "(（" else folded
    if "'" in text or "‘" in text or "’" in text:
        text = re.sub(_STRAIGHT, r"“\1”", text)
    if not any(character < "\u0250" and character.isalpha() for character in text):
        return text
    text = "".join(map(_without_tone, text))
    text = re.sub(_U_WITH_DOTS, lambda dotted: "v" if text[dotted.start() - 1] in "ln" else "u", text)
    text = re.sub(_PARTED, "", text)
    text = re.sub(_TONED, lambda toned: re.sub(r"\d", "", toned[0]), text)
    return re.sub(_EMAIL, "email", re.sub(_UE, r"\1ve", text))


def _without_tone(character: str) -> str:
    """ǔ as u, ǚ as ü; whatever is no toned letter as it is."""
    if not "\u00c0" <= character <= "\u01dc":
        return character
    parts = unicodedata.normalize("NFD", character)
    if not parts[0].isascii():
        return character
    return "ü" if parts[0] == "u" and "\u0308" in parts else parts[0]


def other_numerals(word: str) -> tuple[str, ...]:
    """The same number as documents may write it: 10 for 十, 两 and 二 for 2; nothing for what is no number."""
    if word.isdecimal() and word.isascii() and 0 < len(word) < 4 and int(word):
        written = write_numeral(int(word))
        return (written, "两") if written == "二" else (written,)
    if len(word) < 4 and set(word) <= _NUMERALS and (value := parse_numeral("二" if word == "两" else word)):
        return (str(value),)
    return ()
