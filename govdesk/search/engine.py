"""Whoosh's inverted index, kept behind two functions' worth of interface: build one of documents, propose some for terms.

Whoosh writes and reads terms and postings; which documents are worth reading is worked out here in one pass over
the rarest terms, because its query trees take Python calls for each posting, and a second over 100,000 articles.
Documents are numbered in the order in which they were given; the index holds no text.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from heapq import nlargest
from math import log
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from govdesk.search.analyzer import END, grams

_FIELD = "g"
_SEGMENT = "articles"
#: Postings are written in blocks of this many; whoosh reads whole blocks.
_BLOCK = 4096
#: How many postings one query may add up: after the rarest terms, the commonest are left out.
_MOST_POSTINGS = 60_000
#: How many postings are kept decoded for the next query, at 8 bytes each.
_KEPT_POSTINGS = 1_500_000
#: How many pairs a single character may stand for.
_MOST_PAIRS = 200
#: What a term that stands so often in a document counts for: the second time adds little.
_REPEATED = [times / (times + 1.0) for times in range(256)]


@cache
def _whoosh() -> Any:
    """The library, imported without the warnings that today's compiler has for its old text."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.codec.whoosh3
        import whoosh.filedb.filestore
        import whoosh.formats
    return whoosh


def build(documents: Iterable[str]) -> dict[str, bytes]:
    """An index of folded texts, as its files' names and contents."""
    holding: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    times: defaultdict[str, bytearray] = defaultdict(bytearray)
    for number, text in enumerate(documents):
        for gram, count in Counter(grams(text)).items():
            holding[gram].append(number)
            times[gram].append(min(count, 255))
    storage, codec, segment = _parts({})
    writer = codec.field_writer(storage, segment)
    writer.start_field(_FIELD, _field())
    for encoded, gram in sorted((gram.encode(), gram) for gram in holding):
        writer.start_term(encoded)
        for number, count in zip(holding.pop(gram), times.pop(gram), strict=True):
            writer.add(number, float(count), b"", None)
        writer.finish_term()
    writer.finish_field()
    writer.close()
    return {name: bytes(content) for name, content in storage.files.items()}


@cache
def _field() -> Any:
    """A field as far as whoosh's codec needs one: terms with how often each stands in a document."""
    return SimpleNamespace(format=_whoosh().formats.Frequency())


def _parts(files: Mapping[str, bytes]) -> tuple[Any, Any, Any]:
    """Whoosh's storage with `files` in memory, its codec, and the one segment that we use."""
    whoosh = _whoosh()
    storage = whoosh.filedb.filestore.RamStorage()
    storage.files.update(files)
    return storage, *_codec()


def _codec() -> tuple[Any, Any]:
    whoosh3 = _whoosh().codec.whoosh3
    codec = whoosh3.W3Codec(blocklimit=_BLOCK)
    return codec, whoosh3.W3Segment(codec, _SEGMENT, segid="1")


class Engine:
    """An open index of `documents` documents. One thread at a time: whoosh's readers share their places in the files."""

    def __init__(self, files: Mapping[str, bytes] | Path, documents: int) -> None:
        """`files` in memory, or the folder where they lie."""
        if isinstance(files, Path):
            storage = _whoosh().filedb.filestore.FileStorage(str(files))
            codec, segment = _codec()
        else:
            storage, codec, segment = _parts(files)
        self._reader = codec.terms_reader(storage, segment)
        self.documents = documents
        self._having: dict[str, int] = {}
        self._beginning: dict[str, list[str]] = {}
        self._postings: dict[str, tuple[array[int], bytes]] = {}
        self._kept = 0

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def having(self, gram: str) -> int:
        """In how many documents a term stands."""
        if gram not in self._having:
            try:
                self._having[gram] = int(self._reader.doc_frequency(_FIELD, gram.encode()))
            except KeyError:
                self._having[gram] = 0
        return self._having[gram]

    def beginning(self, character: str) -> list[str]:
        """The pairs that a single character begins, one for each character that follows it."""
        if character in self._beginning:
            return self._beginning[character]
        found = self._beginning[character] = []
        start = character.encode()
        for _, term in self._reader.terms_from(_FIELD, start):
            if not term.startswith(start) or len(found) == _MOST_PAIRS:
                break
            if len(gram := term.decode()) == 1 + len(END):
                found.append(gram)
        return found

    def rarity(self, gram: str) -> float:
        """How much a term says, in nats: the fewer have it, the more; 0 where none has it."""
        count = self.having(gram)
        return log(1 + self.documents / count) if count else 0.0

    def propose(self, weights: Mapping[str, float], within: range, limit: int) -> list[int]:
        """The `limit` documents of `within` that have most of the weighed terms, by rarity and repetition."""
        scores: defaultdict[int, float] = defaultdict(float)
        read = 0
        for gram in sorted(weights, key=self.having):
            count = self.having(gram)
            if not count:
                continue
            if read and read + count > _MOST_POSTINGS:
                break
            read += count
            weight = weights[gram] * self.rarity(gram)
            numbers, repeats = self._read(gram)
            for number, times in zip(numbers, repeats, strict=True):
                scores[number] += weight * _REPEATED[times]
        found: Iterable[int] = scores
        if len(within) < self.documents:
            found = [number for number in scores if number in within]
        if len(scores) <= limit:
            return sorted(found)
        return nlargest(limit, sorted(found), key=scores.__getitem__)

    def standing(self, terms: Iterable[str]) -> frozenset[int] | None:
        """The documents that have any of some terms; None where they are too many to look."""
        terms = list(terms)
        if sum(map(self.having, terms)) > _MOST_POSTINGS:
            return None
        return frozenset().union(*(self._read(gram)[0] for gram in terms if self.having(gram)))

    def _read(self, gram: str) -> tuple[array[int], bytes]:
        """The documents that have a term, and how often each has it."""
        kept = self._postings.get(gram)
        if kept is None:
            kept = self._decoded(gram)
            self._kept += len(kept[0])
            if self._kept > _KEPT_POSTINGS:
                self._postings.clear()
                self._kept = len(kept[0])
            self._postings[gram] = kept
        return kept

    def _decoded(self, gram: str) -> tuple[array[int], bytes]:
        """Block by block: whoosh's own step from posting to posting takes ten times as long."""
        matcher = self._reader.matcher(_FIELD, gram.encode(), _field().format)
        numbers, repeats = array("I"), bytearray()
        if not hasattr(matcher, "_read_ids"):  # a single posting, held in the term's own entry
            return array("I", matcher._ids), bytes(map(int, matcher._weights))
        while matcher.is_active():
            matcher._read_ids()
            matcher._read_weights()
            numbers.extend(matcher._ids)
            repeats.extend(map(int, matcher._weights))
            matcher._next_block()
        return numbers, bytes(repeats)
