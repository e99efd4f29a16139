"""What this copy of the program is: version, commit, when it was built, and the components in it with their licences.

A built app carries a folder `release` that `tools/release/release_files.py` wrote. Run from source there is none: then the
version is known and the rest is empty. Nothing here is read before somebody asks for it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from govdesk import __version__, paths

_SHORT = 7  # of git's full name of a commit, what is told


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """One build. `commit` is git's full name of it, "" where unknown; `built` is in UTC, None when run from source."""

    version: str
    commit: str = ""
    built: dt.datetime | None = None
    python: str = ""

    @property
    def in_words(self) -> str:
        """`0.2.0，提交 0123456，2026年12月1日生成`; from source only the version is known."""
        parts = [self.version]
        if self.commit:
            parts.append(f"提交 {self.commit[:_SHORT]}")
        if self.built is not None:
            day = self.built.astimezone()
            parts.append(f"{day.year}年{day.month}月{day.day}日生成")
        return "，".join(parts)


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the program that somebody else made; `licence` is an SPDX expression, `text` the licence itself or None."""

    name: str
    version: str
    licence: str
    website: str = ""
    text: Path | None = None


class _Expression(msgspec.Struct):
    expression: str


class _Named(msgspec.Struct):
    name: str
    value: str


class _Reference(msgspec.Struct):
    url: str


class _Listed(msgspec.Struct):
    name: str
    version: str
    licenses: list[_Expression]
    properties: list[_Named] = []
    externalReferences: list[_Reference] = []  # noqa: N815 — CycloneDX's name


class _Materials(msgspec.Struct):
    components: list[_Listed] = []


def build(folder: Path | None = None) -> Build:
    """This build. `folder` stands for the built app's own `release`. A damaged file counts as none: nothing depends on it."""
    try:
        return msgspec.json.decode(((folder or _shipped()) / "build.json").read_bytes(), type=Build)
    except (OSError, msgspec.DecodeError):
        return Build(version=__version__)


def components(folder: Path | None = None) -> tuple[Component, ...]:
    """The components of the built app by name, from its bill of materials (CycloneDX); none when run from source."""
    folder = folder or _shipped()
    try:
        listed = msgspec.json.decode((folder / "sbom.cdx.json").read_bytes(), type=_Materials).components
    except (OSError, msgspec.DecodeError):
        return ()
    return tuple(_component(entry, folder) for entry in listed)


def _component(entry: _Listed, folder: Path) -> Component:
    names = {item.name: item.value for item in entry.properties}
    text = names.get("govdesk:licence-text")
    return Component(
        name=entry.name,
        version=entry.version,
        licence=" AND ".join(licence.expression for licence in entry.licenses),
        website=entry.externalReferences[0].url if entry.externalReferences else "",
        text=folder / "licences" / Path(text).name if text else None,
    )


def _shipped() -> Path:
    return paths.program_root() / "release"
