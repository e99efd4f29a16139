"""An index of more texts than memory should hold: written to the disk as they come, joined at the end.

What `engine.build` makes of texts in memory is made here in parts: terms with the documents that have them are kept
until there are enough, sorted and put aside; at the end the parts are read side by side and written as one index.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

import msgspec

from govdesk.search.analyzer import cut_finely, grams
from govdesk.search.engine import _FIELD, _codec, _field, _whoosh
from govdesk.search.lexicon import MOST_WORDS

LEXICON = "lexicon"
#: Postings that are kept before they are put aside, at four bytes and some for their terms.
_MOST_KEPT = 4_000_000
#: Words that are counted; beyond, the rare half is forgotten.
_MOST_COUNTED = 400_000
_TOLD_EVERY = 4096  # terms
_HEAD = struct.Struct("<HI")

_Part = tuple[bytes, int, "array[int]"]


class IndexBuilder:
    """Takes folded texts in order and writes their index and lexicon into `folder`, which is empty."""

    def __init__(self, folder: Path) -> None:
        self.documents = 0
        self._folder = folder
        self._parts: list[Path] = []
        self._holding: dict[str, array[int]] = {}
        self._kept = 0
        self._words: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """The next document. Raises OSError where the disk is full."""
        number = self.documents << 8
        self.documents += 1
        counted = Counter(grams(text))
        holding = self._holding
        for gram, times in counted.items():
            posting = number | min(times, 255)
            numbers = holding.get(gram)
            if numbers is None:
                holding[gram] = array("I", (posting,))
            else:
                numbers.append(posting)
        self._kept += len(counted)
        if self._kept > _MOST_KEPT:
            self._put_aside()
        self._words.update(set(cut_finely((text,))))
        if len(self._words) > _MOST_COUNTED:
            self._words = Counter(dict(self._words.most_common(_MOST_COUNTED // 2)))

    def finish(self, go_on: Callable[[], None] = lambda: None) -> None:
        """Write the index. `go_on` is asked now and then, and may raise. Raises OSError."""
        self._put_aside()
        storage = _whoosh().filedb.filestore.FileStorage(str(self._folder))
        codec, segment = _codec()
        writer = codec.field_writer(storage, segment)
        try:
            writer.start_field(_FIELD, _field())
            parts = merge(*(_read(path, place) for place, path in enumerate(self._parts)), key=itemgetter(0, 1))
            for done, (term, same) in enumerate(groupby(parts, key=itemgetter(0))):
                if done % _TOLD_EVERY == 0:
                    go_on()
                writer.start_term(term)
                for _, _, numbers in same:
                    for posting in numbers:
                        writer.add(posting >> 8, float(posting & 255), b"", None)
                writer.finish_term()
            writer.finish_field()
        finally:
            writer.close()
        for path in self._parts:
            path.unlink()
        words = dict(self._words.most_common(MOST_WORDS))
        (self._folder / LEXICON).write_bytes(msgspec.msgpack.encode((words, [])))

    def _put_aside(self) -> None:
        path = self._folder / f"part-{len(self._parts)}"
        with path.open("wb") as file:
            for term, numbers in sorted((gram.encode(), numbers) for gram, numbers in self._holding.items()):
                file.write(_HEAD.pack(len(term), len(numbers)))
                file.write(term)
                numbers.tofile(file)
        self._parts.append(path)
        self._holding = {}
        self._kept = 0


def _read(path: Path, place: int) -> Iterator[_Part]:
    with path.open("rb") as file:
        while head := file.read(_HEAD.size):
            length, count = _HEAD.unpack(head)
            yield file.read(length), place, _numbers(file, count)


def _numbers(file: IO[bytes], count: int) -> array[int]:
    numbers = array("I")
    numbers.frombytes(file.read(count * numbers.itemsize))
    return numbers
