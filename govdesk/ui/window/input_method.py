"""Which input method Qt is told to use: on Chinese Linux desktops, one that is there. No Qt in here.

UOS, Kylin and deepin start programs with QT_IM_MODULE=fcitx. Qt's wheel brings no plug-in for fcitx, and Qt then takes
none at all: letters arrive as letters. But fcitx 5 answers on the session bus as ibus's portal, and the wheel's ibus
plug-in can speak to that: https://fcitx-im.org/wiki/Using_Fcitx_5_on_Wayland and Qt's qibusplatforminputcontext.cpp,
which asks for an `ibus-daemon` unless IBUS_USE_PORTAL is set.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from pathlib import Path

FOLDER = "platforminputcontexts"
_IBUS = "ibus"
_FCITX = ("fcitx", "fcitx5")


def choose_input_method(environ: MutableMapping[str, str], plugin_folders: Iterable[str | Path]) -> None:
    """Where fcitx is asked for and no plug-in for it lies in `plugin_folders`, ask Qt for ibus through its portal.

    `environ` is changed before Qt reads it. Qt looks at QT_IM_MODULES (names apart by ;, the first that works), then at
    QT_IM_MODULE. Everything else that is asked for stays as it is, ibus itself too.
    """
    if _has_fcitx(plugin_folders):
        return
    for variable in ("QT_IM_MODULES", "QT_IM_MODULE"):
        asked = [name.strip() for name in environ.get(variable, "").split(";") if name.strip()]
        if not asked:
            continue
        if any(name in _FCITX for name in asked):
            environ[variable] = ";".join(dict.fromkeys(_IBUS if name in _FCITX else name for name in asked))
            environ["IBUS_USE_PORTAL"] = "1"
        return
    # Old desktops set XMODIFIERS alone, for programs that speak XIM; Qt 6 does not. Under Wayland the compositor serves.
    if "@im=fcitx" in environ.get("XMODIFIERS", "") and not environ.get("WAYLAND_DISPLAY"):
        environ["QT_IM_MODULE"] = _IBUS
        environ["IBUS_USE_PORTAL"] = "1"


def _has_fcitx(folders: Iterable[str | Path]) -> bool:
    return any("fcitx" in file.name for folder in folders for file in (Path(folder) / FOLDER).glob("*"))
