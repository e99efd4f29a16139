"""A reader of plain PDF files (ISO 32000-1, 7.2 to 7.5): objects and streams as they lie in the file, for the tests of paper.

It reads what a conforming writer without object streams writes, and refuses all else: a test wants to know.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    rb"\s*(?:%[^\r\n]*[\r\n]\s*)*(?P<token><<|>>|\[|\]|\((?P<string>)|<(?P<hex>[^<>]*)>|/(?P<name>[^\s()<>\[\]{}/%]*)"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?=[\s()<>\[\]{}/%]|$)|(?P<word>[^\s()<>\[\]{}/%]+))"
)
_OBJECT = re.compile(rb"(?<=\n)(\d+) (\d+) obj\n")


class Name(str):
    """/Name, the slash taken off."""


class Word(str):
    """An operator or keyword."""


class Hex(bytes):
    """A string that was written in hexadecimal; `digits` as they stand."""

    digits: bytes


@dataclass(frozen=True)
class Ref:
    """12 0 R."""

    number: int


@dataclass
class Stream:
    """A dictionary and the bytes after it, as they lie and as they were before they were packed."""

    keys: dict[str, Any]
    raw: bytes
    tail: bytes = b""  # between the bytes that Length counts and endstream

    @property
    def data(self) -> bytes:
        packed = self.keys.get("Filter")
        return zlib.decompress(self.raw) if packed == "FlateDecode" else self.raw


def tokens(source: bytes, at: int = 0) -> Iterator[tuple[Any, int]]:
    """Values and keywords one by one, each with where it ends."""
    while found := _TOKEN.match(source, at):
        at = found.end()
        if found["string"] is not None:
            text, at = _string(source, at)
            yield text, at
        elif found["hex"] is not None:
            digits = re.sub(rb"\s", b"", found["hex"])
            value = Hex(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
            value.digits = digits
            yield value, at
        elif found["name"] is not None:
            name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), found["name"])
            yield Name(name.decode("utf-8", "surrogateescape")), at
        elif found["number"] is not None:
            yield (float if b"." in found["number"] else int)(found["number"]), at
        else:
            yield Word(found["token"].decode("latin-1")), at


def _string(source: bytes, at: int) -> tuple[bytes, int]:
    depth, start = 1, at
    while depth:
        byte = source[at : at + 1]
        if not byte:
            raise ValueError("a string without end")
        at += 2 if byte == b"\\" else 1
        depth += (byte == b"(") - (byte == b")")
    return source[start : at - 1], at


def _value(stream: Iterator[tuple[Any, int]], first: Any) -> Any:
    if first == "<<" and isinstance(first, Word):
        items = _until(stream, ">>")
        return dict(zip(items[::2], items[1::2], strict=True))
    if first == "[" and isinstance(first, Word):
        return _until(stream, "]")
    return {"true": True, "false": False, "null": None}.get(first, first) if isinstance(first, Word) else first


def _until(stream: Iterator[tuple[Any, int]], end: str) -> list[Any]:
    found: list[Any] = []
    for token, _ in stream:
        if isinstance(token, Word) and token == end:
            return found
        if isinstance(token, Word) and token == "R":
            found[-2:] = [Ref(found[-2])]
        else:
            found.append(_value(stream, token))
    raise ValueError(f"no {end}")


@dataclass
class File:
    """A PDF file: its objects by number, its trailer, and where each object begins."""

    source: bytes
    objects: dict[int, Any] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    trailer: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        at = 0
        while found := _OBJECT.search(self.source, at):
            number = int(found[1])
            self.places[number] = found.start()
            self.objects[number], at = self._read(found.end())
        stream = tokens(self.source, self.source.rindex(b"trailer") + 7)
        self.trailer = _value(stream, next(stream)[0])

    def _read(self, at: int) -> tuple[Any, int]:
        stream = tokens(self.source, at)
        value = _value(stream, next(stream)[0])
        after, end = next(stream)
        if isinstance(after, int):  # an object that is a reference: 12 0 R
            raise ValueError("a reference stands for an object")
        if after == "stream":
            begin = end + (2 if self.source[end : end + 2] == b"\r\n" else 1)
            length = self.get(value["Length"])
            close = self.source.index(b"endstream", begin + length)
            return Stream(value, self.source[begin : begin + length], self.source[begin + length : close]), close
        if after != "endobj":
            raise ValueError(f"{after} where endobj is due")
        return value, end

    def get(self, value: Any) -> Any:
        """What a reference stands for; anything else is itself."""
        return self.objects[value.number] if isinstance(value, Ref) else value

    def walk(self) -> Iterator[Any]:
        """Every value of the file, those within others too; names that are keys as well."""
        waiting = [self.trailer, *self.objects.values()]
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value, Stream):
                value = value.keys
            if isinstance(value, dict):
                waiting += [*value, *value.values()]
            elif isinstance(value, list):
                waiting += value

    def dictionaries(self, kind: str) -> Iterator[dict[str, Any]]:
        """Every dictionary of that Type."""
        for value in self.walk():
            keys = value.keys if isinstance(value, Stream) else value
            if isinstance(keys, dict) and keys.get("Type") == kind:
                yield keys
