"""Writes what a release says of itself, for `govdesk.release` and for whoever downloads it.

    python tools/release/release_files.py OUT [--commit HASH] [--built SECONDS] [--system sources.tsv]

Run by the Python that the app is packed with, in the tree it is packed from. OUT then holds

- build.json: version, commit and time of the build;
- sbom.cdx.json: every component with version and licence, as CycloneDX 1.5;
- licences/: the text of each licence, one file a component.

A Python package is listed when requirements.lock names it and this Python has it. sources.tsv lists what was built or taken from
the system (name, version, licence, file of its text). --built defaults to SOURCE_DATE_EPOCH, then to now.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
import shutil
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
#: Licences in the words of a package's author, as SPDX spells them.
SPDX = {
    "Two-clause BSD license": "BSD-2-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "MIT License": "MIT",
    # The app takes the one that lets it be closed or open alike.
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only",
}
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_SPDX_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


class Component(NamedTuple):
    """One part of the app that somebody else made. `texts` are files with its licence."""

    name: str
    version: str
    licence: str
    website: str = ""
    purl: str = ""
    texts: tuple[Path, ...] = ()


def python_packages(lock: Path, texts: dict[str, list[str]]) -> Iterator[Component]:
    """The packages that `lock` names and that this Python has; others are for other systems.

    `texts`: the licence of packages that bring none along, as files of this repository.
    """
    for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        # "-" or "_" alike: the canonical name of PEP 503.
        canonical = re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()
        yield Component(
            found.metadata["Name"],
            found.version,
            licence_of(found.metadata),
            purl=f"pkg:pypi/{canonical}@{found.version}",
            texts=tuple(ROOT / text for text in texts.get(found.metadata["Name"], ()))
            or tuple(
                Path(str(found.locate_file(file)))
                for file in found.files or ()
                if ".dist-info" in file.parts[0] and _LICENCE_FILE.search("/".join(file.parts[1:]))
            ),
        )


def licence_of(described: Any) -> str:
    """The SPDX expression for a package's metadata (the message of importlib.metadata). ValueError when it names none."""
    for field in ("License-Expression", "License"):
        words = (described.get(field) or "").strip()
        words = SPDX.get(words, words)
        if words and _SPDX_EXPRESSION.fullmatch(words):
            return words
    raise ValueError(f"{described['Name']}: no licence that SPDX knows; name it in SPDX of release_files.py")


def other_components(rows: Iterable[dict[str, Any]]) -> Iterator[Component]:
    """What components.toml lists."""
    for row in rows:
        version: str = row["version"]
        yield Component(
            row["name"],
            metadata.version(version[1:]) if version.startswith("=") else version,
            row["licence"],
            row.get("website", ""),
            texts=tuple(ROOT / text for text in row.get("texts", ())),
        )


def system_components(table: Path) -> Iterator[Component]:
    """What sources.tsv lists: name, version, licence, and the file with the licence's text, relative to the table."""
    for line in table.read_text(encoding="utf-8").splitlines():
        name, version, licence, text = line.split("\t")
        yield Component(
            name,
            version,
            licence,
            purl=f"pkg:deb/debian/{name}@{version}",
            texts=(table.parent / text,) if text else (),
        )


def sbom(components: Iterable[Component], *, version: str, built: dt.datetime) -> dict[str, Any]:
    """The bill of materials as CycloneDX 1.5 has it. The same components and time give the same document."""
    listed = sorted(components, key=lambda component: component.name.lower())
    identity = "\n".join(f"{c.name} {c.version}" for c in listed)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'govdesk {version} {built.isoformat()} {identity}')}",
        "version": 1,
        "metadata": {
            "timestamp": built.isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": "govdesk",
                "name": "govdesk",
                "version": version,
                "licenses": [{"expression": "MIT"}],
            },
        },
        "components": [_as_cyclonedx(component) for component in listed],
        "dependencies": [{"ref": "govdesk", "dependsOn": [f"{c.name}@{c.version}" for c in listed]}],
    }


def _as_cyclonedx(component: Component) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"{component.name}@{component.version}",
        "name": component.name,
        "version": component.version,
        "licenses": [{"expression": component.licence}],
    }
    if component.purl:
        entry["purl"] = component.purl
    if component.website:
        entry["externalReferences"] = [{"type": "website", "url": component.website}]
    if component.texts:
        entry["properties"] = [{"name": "govdesk:licence-text", "value": text_name(component)}]
    return entry


def text_name(component: Component) -> str:
    """The name of the file under licences/ that holds a component's licence."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", component.name) + ".txt"


def write(out: Path, components: list[Component], *, version: str, commit: str, built: dt.datetime) -> None:
    """Writes the three parts of the module's text into `out`, which is emptied first."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "licences").mkdir(parents=True)
    build = {
        "version": version,
        "commit": commit,
        "built": built.isoformat(),
        "python": platform.python_version(),
        "system": sys.platform,
    }
    _write_json(out / "build.json", build)
    _write_json(out / "sbom.cdx.json", sbom(components, version=version, built=built))
    for component in components:
        if component.texts:
            texts = [text.read_text(encoding="utf-8", errors="replace").strip("\n") for text in component.texts]
            (out / "licences" / text_name(component)).write_text("\n\n".join(texts) + "\n", encoding="utf-8")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(description="what a release says of itself")
    parser.add_argument("out", type=Path)
    parser.add_argument("--commit", default="")
    parser.add_argument("--built", type=int, default=None)
    parser.add_argument("--system", type=Path, default=None)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from govdesk import __version__

    seconds = options.built if options.built is not None else os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    built = dt.datetime.fromtimestamp(int(seconds), dt.UTC) if seconds else now
    table = tomllib.loads((ROOT / "tools" / "release" / "components.toml").read_text(encoding="utf-8"))
    components = [
        *python_packages(ROOT / "requirements.lock", table["texts"]),
        *other_components(table["component"]),
        *(system_components(options.system) if options.system else ()),
    ]
    write(options.out, components, version=__version__, commit=options.commit, built=built)
    print(f"{options.out}: {len(components)} components")
    return 0


if __name__ == "__main__":
    sys.exit(main())
