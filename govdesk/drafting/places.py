"""A place and its level in our words: a line that speaks of leaving the other city, or of its 市长, speaks of this county's."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from govdesk.drafting.parties import unit_of
from govdesk.rules.model import RuleMeta
from govdesk.wizards.model import Cite

_LONGEST = 8  # characters of a place's name
_UNIT = re.compile(r"(自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡)$")
#: A city's own bodies and offices, and the city as a whole; not 市场, 市民, 城市.
_OWN_CITY = re.compile(
    r"(?<![城县])市(?=(?:人民)?政府|长(?!期)|委(?!托)|人大|人民代表大会|政协|领导|司法局|级)|(?<=[全本离])市(?![场民])"
)


class Places:
    """From the place of the rule `old` to that of `new`; 本市, 本县 where the new rule's short name is no place.

    From a city to a county the city's bodies go down with it: 市政府 is 县政府 then, and 市政府 the one above.
    """

    def __init__(self, old: RuleMeta, new: RuleMeta, text: str = "") -> None:
        level = unit_of(new, text)
        self._level = level if unit_of(old) == "市" != level else ""
        whole = old.short_title if _UNIT.search(old.short_title) else ""
        names = sorted({whole, _UNIT.sub("", whole)} - {""}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names))) if names and len(names[-1]) > 1 else None
        unit = _UNIT.search(new.issuer.removesuffix("人民政府")) or _UNIT.search(new.short_title)
        is_place = _UNIT.search(new.short_title) and len(new.short_title) <= _LONGEST
        self._here = new.short_title if is_place else f"本{unit[1] if unit else '地'}"

    def here(self, value: Any) -> Any:
        """A line, a wizard or a text with this place's name in all that is ours; quotes stay as they are."""
        if isinstance(value, Cite) or not (self._pattern or self._level):
            return value
        if type(value) is str:  # a level is a str as well
            named = self._pattern.sub(self._here, value) if self._pattern else value
            return _OWN_CITY.sub(self._level, named) if self._level else named
        if isinstance(value, tuple):
            return tuple(map(self.here, value))
        if isinstance(value, msgspec.Struct):
            fields = {name: self.here(getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **fields)
        return value
