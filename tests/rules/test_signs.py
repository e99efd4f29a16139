"""Signs typed narrow and signs typed wide are the same words."""

from __future__ import annotations

import pytest

from govdesk.rules.signs import widened


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("分为:全体会议,常务会议;", "分为：全体会议，常务会议；"),
        ("咸阳市工作规则(试行)", "咸阳市工作规则（试行）"),
        ("不少于10,再报", "不少于10，再报"),
        ("预算1,000万元，9:30开会", "预算1,000万元，9:30开会"),
    ],
)
def test_one_sign_becomes_one_sign(typed: str, shown: str) -> None:
    assert widened(typed) == shown
    assert len(widened(typed)) == len(typed)
