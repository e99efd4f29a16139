"""Exchange files with something in them replaced and every checksum right, as anybody can compute it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from govdesk.records.exchange import _END

Forge = Callable[[dict[str, Any]], None]


def forged(path: Path, forge: Forge) -> Path:
    """The file with something in it replaced, and every checksum right."""
    document = json.loads(path.read_bytes())
    forge(document)
    bases = {}
    for entry in document["records"]:
        body = json.dumps(document["bases"][entry["basis"]], ensure_ascii=False, separators=(",", ":"))
        entry["basis"] = hashlib.sha256(body.encode()).hexdigest()
        bases[entry["basis"]] = body
    document.pop("bases")
    document.pop("sha256")
    texts = ",".join(f'"{digest}": {body}' for digest, body in bases.items())
    content = json.dumps(document, ensure_ascii=False).removesuffix("}") + f', "bases": {{{texts}}}'
    digest = hashlib.sha256(content.encode()).hexdigest()
    path.write_bytes(content.encode() + f', "sha256": "{digest}"}}'.encode())
    assert _END.search(path.read_bytes()[-200:])
    return path
