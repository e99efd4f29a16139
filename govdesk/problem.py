"""A fault in a data file; everybody imports it from `errors`."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault in a data file: where it stands and how to mend it.

    `file` is a path relative to the pack's parent folder, `where` a key or line inside it
    (`items[3].cite.quote`, `第 12 行`), `problem` and `hint` are Chinese without a final 。.
    """

    file: str
    where: str
    problem: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}：{self.where}" if self.where else self.file
        return f"{place}：{self.problem}" + (f"（{self.hint}）" if self.hint else "")
