"""Small made-up laws, and folders of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

RIVER = """# 中华人民共和国河畔灯塔法

2010年3月1日第一届河畔大会通过　2021年6月1日修订

## 第一章　总则

第一条　为了看护河畔灯塔，制定本法。

第二条　灯塔由守塔人看护。

守塔人每日点灯，不得迟于酉时。

## 第二章　点灯

第三条　有下列情形之一的，守塔人应当报告渡口办公室：

（一）灯油不足；

（二）灯罩破损。

第四条　本法自2021年9月1日起施行。
"""

OLD_RIVER = RIVER.replace("　2021年6月1日修订", "").replace("酉时", "戌时").replace("2021年9月1日", "2010年5月1日")

FERRY = """---
文号: 渡令第3号
时效性: 现行有效
简称: 渡船办法
---

# 渡口渡船管理办法（试行）

2019年8月8日渡口管理局公布

第一条　渡船依照《中华人民共和国河畔灯塔法》第二条和《河畔灯塔法》第三条的规定行驶。

第二条　渡船载客不得超过二十人。

第三条　本办法自2019年10月1日起施行。
"""


def with_status(text: str, status: str) -> str:
    """A law whose file says of it that it is `status`."""
    return f"---\n时效性: {status}\n---\n\n{text}"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder of these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def three_laws(folder: Path) -> Path:
    """The river law in two versions, and the ferry's."""
    return write(
        folder,
        {
            "法律/河畔灯塔法(2010).md": with_status(OLD_RIVER, "已修改"),
            "法律/河畔灯塔法(2021).md": with_status(RIVER, "有效"),
            "规章/渡船.md": FERRY,
        },
    )
