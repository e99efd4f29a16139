"""What the program says of itself: from source, from a built app, from a damaged one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import govdesk
from govdesk import release


def test_from_source_only_the_version_is_known(tmp_path: Path) -> None:
    assert release.build(tmp_path) == release.Build(version=govdesk.__version__)
    assert release.components(tmp_path) == ()


def test_a_built_app_tells_commit_and_time_of_its_build(tmp_path: Path) -> None:
    told = {
        "version": "9.1",
        "commit": "ab" * 20,
        "built": "2026-11-30T08:00:00+00:00",
        "python": "3.11.2",
        "system": "linux",
    }
    (tmp_path / "build.json").write_text(json.dumps(told), encoding="utf-8")
    found = release.build(tmp_path)
    assert (found.version, found.commit, found.python) == ("9.1", "ab" * 20, "3.11.2")
    assert found.built == dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)


def test_a_damaged_release_folder_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "build.json").write_text('{"version": 3', encoding="utf-8")
    (tmp_path / "sbom.cdx.json").write_bytes(b"\xff\xfe")
    assert release.build(tmp_path).version == govdesk.__version__
    assert release.components(tmp_path) == ()


def test_components_come_with_licence_and_its_text(tmp_path: Path) -> None:
    entry = {
        "type": "library",
        "name": "Qt",
        "version": "6.8.3",
        "licenses": [{"expression": "LGPL-3.0-only"}],
        "externalReferences": [{"type": "website", "url": "https://www.qt.io"}],
        "properties": [{"name": "govdesk:licence-text", "value": "../Qt.txt"}],
    }
    (tmp_path / "sbom.cdx.json").write_text(json.dumps({"components": [entry]}), encoding="utf-8")
    (qt,) = release.components(tmp_path)
    assert (qt.name, qt.version, qt.licence, qt.website) == ("Qt", "6.8.3", "LGPL-3.0-only", "https://www.qt.io")
    # Never outside the folder of licences, whatever the file says.
    assert qt.text == tmp_path / "licences" / "Qt.txt"
