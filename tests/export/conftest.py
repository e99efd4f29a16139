"""Papers that several tests look at are set once in a process.

The sheets of the shipped errands are examined for their faults, as archives want them, beside the Word file, and so on:
a quarter of the time that typst takes here was for papers that it had set before. A `Typesetter` that a test makes
itself sets everything anew, and so does everything in the long trials.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec
import pytest

from govdesk.export import pdf
from govdesk.export.style import Style

T = TypeVar("T", str, bytes)
_MOST = 400  # papers of some eighty kilobytes


class _Keeping(pdf.Typesetter):
    """As the one that the program's functions share."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[bytes, Any] = {}

    def _compile(self, template: Any, inputs: dict[str, str], at: dt.datetime) -> bytes:
        return self._once(repr((template, inputs, at)), lambda: super(_Keeping, self)._compile(template, inputs, at))

    def _told(self, template: str, label: str, paper: msgspec.Struct, style: Style) -> str:
        words = repr((template, label, msgspec.json.encode(paper), msgspec.json.encode(style)))
        return self._once(words, lambda: super(_Keeping, self)._told(template, label, paper, style))

    def _once(self, words: str, make: Callable[[], T]) -> T:
        key = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()
        if key not in self._kept:
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = make()
        kept: T = self._kept[key]
        return kept


_keeping = _Keeping()


@pytest.fixture(scope="module", autouse=True)
def one_setting_of_the_same_paper(pytestconfig: pytest.Config) -> Iterator[None]:
    """For the functions of `govdesk.export.pdf`."""
    with pytest.MonkeyPatch.context() as patch:
        if pytestconfig.getoption("markexpr") != "stress":
            patch.setattr(pdf, "_shared", _keeping)
        yield
