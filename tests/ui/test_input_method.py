"""Which input method Qt is asked for, by what the desktop has set."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.ui.window.input_method import choose_input_method

PORTAL = {"IBUS_USE_PORTAL": "1"}


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Plug-ins as Qt's wheel brings them."""
    folder = tmp_path / "plugins" / "platforminputcontexts"
    folder.mkdir(parents=True)
    for name in ("compose", "ibus"):
        (folder / f"lib{name}platforminputcontextplugin.so").touch()
    return folder.parent


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"} | PORTAL),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus"} | PORTAL),
        (
            {"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "fcitx"},
            {"QT_IM_MODULES": "wayland;ibus", "QT_IM_MODULE": "fcitx"} | PORTAL,
        ),
        ({"XMODIFIERS": "@im=fcitx"}, {"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"} | PORTAL),
        # What works already stays as it is.
        ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}),
        ({"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "fcitx"}),
        (
            {"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"},
            {"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"},
        ),
        ({}, {}),
    ],
)
def test_fcitx_without_a_plug_in_is_reached_through_the_portal(
    asked: dict[str, str], given: dict[str, str], wheel: Path
) -> None:
    choose_input_method(asked, [wheel])
    assert asked == given


def test_a_plug_in_for_fcitx_that_is_there_is_used(wheel: Path) -> None:
    (wheel / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    asked = {"QT_IM_MODULE": "fcitx"}
    choose_input_method(asked, [wheel.parent / "none", wheel])
    assert asked == {"QT_IM_MODULE": "fcitx"}
