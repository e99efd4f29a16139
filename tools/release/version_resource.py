"""Writes what Windows' Explorer tells of the programs, in the form that PyInstaller reads: version_resource.py OUT."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0),
  kids=[
    StringFileInfo([StringTable('080404B0', [
      StringStruct('CompanyName', 'GovDesk'),
      StringStruct('FileDescription', '政务案头'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'govdesk'),
      StringStruct('LegalCopyright', 'MIT License'),
      StringStruct('ProductName', '政务案头'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [0x0804, 1200])])
  ]
)
"""


def version_resource(version: str) -> str:
    """The resource for a version like 0.2.0. Windows wants four numbers; what follows them (rc1) shows in the text alone.

    080404B0 is simplified Chinese (0x0804) in UTF-16 (1200).
    """
    numbers = [int(number) for number in re.findall(r"\d+", version)[:3]]
    return _TEMPLATE.format(version=version, numbers=tuple((numbers + [0] * 4)[:4]))


def main() -> int:
    """See the module's text."""
    sys.path.insert(0, str(ROOT))
    from govdesk import __version__

    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(version_resource(__version__), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
