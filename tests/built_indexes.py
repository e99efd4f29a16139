"""An index of the same texts is built once in a process.

Each new data folder has none, so that whoever asks a question in a new window would wait for one: a third of a second,
for the same two cities each time. Tests of the index itself have nothing of this, nor have the long trials.
"""

from __future__ import annotations

import hashlib

import pytest

from govdesk.search import index
from govdesk.search.texts import Texts

_build = index.build_index
_built: dict[bytes, dict[str, bytes]] = {}
_MOST = 16  # half a megabyte each


def use(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone."""
    patch.setattr(index, "build_index", _build_once)


def _build_once(texts: Texts) -> dict[str, bytes]:
    """As `build_index`, of all that it reads."""
    mark = hashlib.sha256()
    for text in texts.all():
        for part in (text.own, text.asks.text, text.done):
            mark.update(part.encode() + b"\0")
    key = mark.digest()
    if key not in _built:
        while len(_built) >= _MOST:
            del _built[next(iter(_built))]
        _built[key] = _build(texts)
    return dict(_built[key])
