"""The face that comes with the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from govdesk.paths import resource, shipped_rules

WEIGHTS = ("Regular", "Bold")
COPYRIGHT = "© 2017-2022 Adobe"


def load(weight: str) -> TTFont:
    return TTFont(resource("fonts", f"GovDeskSongSC-{weight}.otf"), lazy=False)


@pytest.fixture(params=WEIGHTS, scope="module")
def face(request: pytest.FixtureRequest) -> TTFont:
    return load(request.param)


def gb2312() -> set[str]:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {text for code in rows if (text := code.decode("gb2312", "ignore"))}


def test_it_has_every_character_of_the_rules_and_of_gb2312(face: TTFont) -> None:
    wanted = gb2312() | set("㙍𬍛〇〔〕《》“”—…·□√→ＡＢ")
    for path in shipped_rules().glob("*/rule.md"):
        wanted |= set(path.read_text(encoding="utf-8"))
    missing = {character for character in wanted if character >= " " and ord(character) not in face.getBestCmap()}
    assert missing == set()


def test_its_name_is_our_own_and_its_licence_travels_with_it(face: TTFont) -> None:
    names = face["name"]
    assert names.getDebugName(1) == "GovDesk Song SC"
    for reserved in ("Source", "Noto"):
        assert all(reserved not in (names.getDebugName(number) or "") for number in (1, 4, 6, 16))
    assert names.getDebugName(0).startswith(COPYRIGHT)
    licence = resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert licence.startswith(COPYRIGHT)
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "THE FONT SOFTWARE IS PROVIDED" in licence


def test_both_weights_stand_on_the_same_lines() -> None:
    faces = [load(weight) for weight in WEIGHTS]
    lines = {(f["hhea"].ascent, f["hhea"].descent, f["OS/2"].usWinAscent, f["OS/2"].usWinDescent) for f in faces}
    assert len(lines) == 1
    assert [f["OS/2"].usWeightClass for f in faces] == [400, 700]


def test_the_files_are_small_enough_to_carry() -> None:
    sizes = [path.stat().st_size for path in Path(resource("fonts")).glob("*.otf")]
    assert len(sizes) == len(WEIGHTS)
    assert max(sizes) < 3_000_000
