"""What a release says of itself: the bill of materials and the licences."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import release_files
from release_files import Component

from govdesk import release

ROOT = Path(__file__).resolve().parents[2]
BUILT = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)


def test_every_locked_package_and_its_licence_is_listed(tmp_path: Path) -> None:
    out = tmp_path / "release"
    script = ROOT / "tools" / "release" / "release_files.py"
    subprocess.run([sys.executable, str(script), str(out), "--commit", "ab" * 20, "--built", "1796025600"], check=True)
    assert release.build(out).commit == "ab" * 20
    assert release.build(out).built == BUILT
    listed = {component.name: component for component in release.components(out)}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for line in re.findall(r"^([A-Za-z0-9_.-]+)==.*; sys_platform|^([A-Za-z0-9_.-]+)==(\S+) \\$", lock, re.MULTILINE):
        if line[1]:
            found = next(c for name, c in listed.items() if name.lower().replace("_", "-") == line[1].replace("_", "-"))
            assert found.version == line[2]
            assert found.licence
    qt = listed["Qt"]
    assert qt.licence == "LGPL-3.0-only"
    assert qt.text is not None
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text.read_text(encoding="utf-8")


def test_the_document_is_cyclonedx_and_the_same_each_time() -> None:
    parts = [Component("b", "2", "MIT"), Component("a", "1", "GPL-2.0-only WITH X", purl="pkg:pypi/a@1")]
    document = release_files.sbom(parts, version="0.2.0", built=BUILT)
    assert document == release_files.sbom(reversed(parts), version="0.2.0", built=BUILT)
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", document["serialNumber"])
    assert document["metadata"]["timestamp"] == "2026-11-30T08:00:00Z"
    refs = [component["bom-ref"] for component in document["components"]]
    assert refs == ["a@1", "b@2"] == document["dependencies"][0]["dependsOn"]
    assert release_files.sbom(parts[:1], version="0.2.0", built=BUILT)["serialNumber"] != document["serialNumber"]


def test_a_package_without_a_known_licence_stops_the_release() -> None:
    with pytest.raises(ValueError, match="mystery"):
        release_files.licence_of({"Name": "mystery", "License": "see the website, please"})
    assert release_files.licence_of({"Name": "old", "License": "Two-clause BSD license"}) == "BSD-2-Clause"


def test_what_the_system_gave_is_listed_with_its_text(tmp_path: Path) -> None:
    (tmp_path / "zlib.txt").write_text("as is", encoding="utf-8")
    (tmp_path / "sources.tsv").write_text("zlib\t1:1.2.13\tZlib\tzlib.txt\n", encoding="utf-8")
    parts = list(release_files.system_components(tmp_path / "sources.tsv"))
    release_files.write(tmp_path / "out", parts, version="1", commit="", built=BUILT)
    (zlib,) = release.components(tmp_path / "out")
    assert (zlib.name, zlib.version, zlib.licence) == ("zlib", "1:1.2.13", "Zlib")
    assert zlib.text is not None
    assert zlib.text.read_text(encoding="utf-8") == "as is\n"
    assert json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))["built"] == BUILT.isoformat()
