"""resources/synonyms.toml: what people say and what documents write, and the words that carry no subject."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.paths import resource
from govdesk.search.folding import fold_text
from govdesk.strict import convert_strictly, read_toml

FILE_NAME = "synonyms.toml"


class Synonym(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whoever types one of `said` may mean what is written as one of `written`; not the other way round."""

    said: tuple[str, ...]
    written: tuple[str, ...]


class Synonyms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole table, folded."""

    noise: tuple[str, ...] = ()  # question words and particles: they say how one asks, not after what
    fillers: tuple[str, ...] = ()  # everyday words that name no subject: left out where others name one
    alike: tuple[str, ...] = ()  # characters that look alike, a group in each
    synonyms: tuple[Synonym, ...] = ()

    @cached_property
    def empty(self) -> frozenset[str]:
        """Every word that names no subject."""
        return frozenset((*self.noise, *self.fillers))

    def without_noise(self, text: str) -> str:
        """`text` without the words that say how one asks; those of one character, which may be part of any, at its ends."""
        for word in self.noise:
            if len(word) > 1:
                text = text.replace(word, "")
        return text.strip(" " + "".join(word for word in self.noise if len(word) == 1)) or text

    @cached_property
    def _written(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for entry in self.synonyms:
            for said in entry.said:
                found.setdefault(said, {}).update(dict.fromkeys(entry.written))
        return {said: tuple(word for word in written if word != said) for said, written in found.items()}

    def written_for(self, word: str) -> tuple[str, ...]:
        """What documents write for `word`, itself left out."""
        return self._written.get(word, ())


@cache
def load_synonyms() -> Synonyms:
    """The table that ships with the program. Raises PackError."""
    problems: list[Problem] = []
    raw = read_toml(resource(FILE_NAME), FILE_NAME, problems)
    table: Synonyms | None = convert_strictly(raw or {}, Synonyms, FILE_NAME, problems)
    if table is None or problems:
        raise PackError("近义词表有问题", problems, safe="规则不受影响")
    return Synonyms(
        noise=tuple(sorted(map(fold_text, table.noise), key=len, reverse=True)),
        fillers=_folded(table.fillers),
        alike=table.alike,
        synonyms=tuple(Synonym(_folded(entry.said), _folded(entry.written)) for entry in table.synonyms),
    )


def packed() -> bytes:
    """The table in a form that `unpacked` reads ten times as fast as the file that people edit, bound to that file."""
    return _digest() + msgspec.msgpack.encode(load_synonyms())


def unpacked(content: bytes) -> Synonyms:
    """The table that `packed` gave, or the one that ships where the file has changed since. Raises msgspec's errors, PackError."""
    digest = _digest()
    if not content.startswith(digest):
        return load_synonyms()
    return msgspec.msgpack.decode(memoryview(content)[len(digest) :], type=Synonyms)


def _digest() -> bytes:
    return hashlib.blake2b(resource(FILE_NAME).read_bytes(), digest_size=32).digest()


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold_text, words))
