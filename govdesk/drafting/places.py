"""A place's name in our words: a line that speaks of leaving the other city speaks of leaving this one."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from govdesk.rules.model import RuleMeta
from govdesk.wizards.model import Cite

_UNIT = re.compile(r"(自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡)$")


class Places:
    """From the place of the rule `old` to that of `new`; 本市, 本县 where the new rule's short name is no place."""

    def __init__(self, old: RuleMeta, new: RuleMeta) -> None:
        whole = old.short_title if _UNIT.search(old.short_title) else ""
        names = sorted({whole, _UNIT.sub("", whole)} - {""}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names))) if names and len(names[-1]) > 1 else None
        unit = _UNIT.search(new.issuer.removesuffix("人民政府")) or _UNIT.search(new.short_title)
        is_place = _UNIT.search(new.short_title) and len(new.short_title) <= _LONGEST
        self._here = new.short_title if is_place else f"本{unit[1] if unit else '地'}"

    def here(self, value: Any) -> Any:
        """A line, a wizard or a text with this place's name in all that is ours; quotes stay as they are."""
        if self._pattern is None or isinstance(value, Cite):
            return value
        if type(value) is str:  # a level is a str as well
            return self._pattern.sub(self._here, value)
        if isinstance(value, tuple):
            return tuple(map(self.here, value))
        if isinstance(value, msgspec.Struct):
            fields = {name: self.here(getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **fields)
        return value


_LONGEST = 8  # characters of a place's name
