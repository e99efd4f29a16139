"""Characters that no face on this machine has: a stand-in that can be read, never an empty box.

Nobody but the typesetter knows what it would find, so it is asked: an archival PDF (PDF/A) may hold no missing glyph, and
typst refuses to write one. Only characters that the bundled face may lack are asked about, each once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from govdesk.export.plain import one_sign

#: Marks that the bundled face has besides ASCII and the hanzi of GB 2312; a test holds this.
_MARKS = frozenset("　、。·—…‘’“”〔〕〈〉《》「」『』【】（），．：；？！□■○●√×→〇℃§①②③④⑤⑥⑦⑧⑨⑩％＋－＝～￥㙍𬍛")

#: What the page must set the character with, its coverage known.
Shows = Callable[[str], bool]


class Glyphs:
    """Replaces what cannot be shown. `shows(text)` says whether every character of a text has a glyph."""

    def __init__(self, shows: Shows) -> None:
        self._shows = shows
        self._known: dict[str, bool] = {}

    def visible(self, text: str) -> str:
        """`text` with 〔U+1F600〕 for each character that has no glyph anywhere, and for each emoji of several signs."""
        text = one_sign(text)
        rare = {character for character in set(text) if not _surely_there(character)}
        asked = sorted(rare - self._known.keys())
        if asked:
            if self._shows(" ".join(asked)):
                self._known.update(dict.fromkeys(asked, True))
            else:
                self._known.update({character: self._shows(character) for character in asked})
        missing = {ord(character): stand_in(character) for character in rare if not self._known[character]}
        return text.translate(missing) if missing else text


def stand_in(character: str) -> str:
    """〔U+1F600〕."""
    return f"〔U+{ord(character):04X}〕"


def _surely_there(character: str) -> bool:
    if " " <= character <= "~" or character in _MARKS:
        return True
    if unicodedata.category(character) in {"Cc", "Cf", "Mn"}:  # these shape their neighbours and show nothing alone
        return True
    try:
        return character.encode("gb2312")[0] >= 0xB0
    except UnicodeEncodeError:
        return False
