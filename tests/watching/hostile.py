"""Titles that would make a careless program open something, call somebody, or write somewhere."""

from __future__ import annotations

from pathlib import Path


def titles(bait: Path) -> list[str]:
    """`bait` is a picture that nothing may ever open. 192.0.2.1 is nobody's address (RFC 5737)."""
    return [
        f"<h1>大</h1><img src='{bait.as_uri()}'>",
        "<img src='http://192.0.2.1/a.png'><script>fetch('http://192.0.2.1')</script>",
        "<a href='http://192.0.2.1/'>看这里</a>",
        "<style>@import url(http://192.0.2.1/a.css)</style>",
        "![图](http://192.0.2.1/b.png)",
        f"![图]({bait.as_uri()})",
        "\\\\192.0.2.1\\share\\a.png",
        "file://192.0.2.1/share/a.png",
        "http://192.0.2.1/ 见网页",
        '=HYPERLINK("http://192.0.2.1","点")',
        "=cmd|' /C calc'!A0",
        f'#image("{bait}")',
        '#read("/etc/passwd")',
        "../../../../tmp/evil",
        "CON.",
        "字" * 200,
    ]
