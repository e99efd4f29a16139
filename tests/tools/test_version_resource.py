"""What Explorer is told of the program can be read by the packager's own reader."""

from __future__ import annotations

import pytest
from version_resource import version_resource


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.2.0", "(0, 2, 0, 0)"), ("1.10", "(1, 10, 0, 0)"), ("1.2.3rc4", "(1, 2, 3, 0)")]
)
def test_four_numbers_whatever_the_version(version: str, numbers: str) -> None:
    written = version_resource(version)
    assert f"filevers={numbers}" in written
    assert f"StringStruct('ProductVersion', '{version}')" in written


def test_it_is_an_expression_that_the_packager_can_evaluate() -> None:
    import ast

    tree = ast.parse(version_resource("0.2.0"), mode="eval")
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called == {
        "VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct", "VarFileInfo", "VarStruct"
    }  # fmt: skip
