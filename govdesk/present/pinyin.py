"""Chinese words by the letters of their pinyin."""

from __future__ import annotations

from govdesk.pinyin import load_tables, syllables


class Pinyin:
    """Initials and whole syllables of headings, worked out when letters are typed for the first time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    @staticmethod
    def prepare() -> None:
        """Load the tables, which takes half a second: on another thread, before letters are typed."""
        load_tables()

    def matches(self, words: str, typed: str, at_start: bool = False) -> bool:
        """Whether `typed` (small letters) stands in the initials or the syllables of `words`, or begins them."""
        if words not in self._known:
            spoken = [syllable.lower() for syllable in syllables(words, strange="ignore")]
            self._known[words] = "".join(syllable[:1] for syllable in spoken), "".join(spoken)
        initials, whole = self._known[words]
        if at_start:
            return initials.startswith(typed) or whole.startswith(typed)
        return typed in initials or typed in whole
