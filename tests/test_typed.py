"""What is typed and pasted, made plain."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.typed import RADICALS, clean_line, clean_text, read_number


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("关于申请拨付老旧小区改造\r\n\t补助资金的请示", "关于申请拨付老旧小区改造补助资金的请示"),
        ("关于“一文\n一事”的请示", "关于“一文一事”的请示"),
        ("GB/T\t9704\n2012", "GB/T 9704 2012"),
        ("第 5\n次会议", "第 5 次会议"),
        ("市⻓办公会议，⼯作规则", "市长办公会议，工作规则"),
        ("咸建字\u200b〔2026〕\ufeff87号\u0000\u001b", "咸建字〔2026〕87号"),
        ("多\u2028行\u2029文\x0b字", "多行文字"),
        ("王 晓梅 ", "王 晓梅 "),
        ("\n关于供热的请示\n", " 关于供热的请示 "),
        ("半个\ud83d字", "半个字"),
        ("\ue123造字", "\ue123造字"),
    ],
)
def test_a_line(pasted: str, line: str) -> None:
    assert clean_line(pasted) == line


def test_several_lines_stay_lines() -> None:
    assert clean_text("张科⻓\r\n0910\t1234\x07\u2028下午\n") == "张科长\n0910\t1234\n下午\n"


def test_every_radical_stands_for_an_ideograph() -> None:
    assert RADICALS[ord("⻓")] == "长" and RADICALS[ord("⼯")] == "工" and len(RADICALS) == 101 + 214
    assert all(unicodedata.name(ideograph).startswith("CJK UNIFIED") for ideograph in RADICALS.values())


@given(st.text())
def test_once_is_enough_and_nothing_unseen_is_left(text: str) -> None:
    # What joins two emoji to one stays.
    line, lines = clean_line(text), clean_text(text)
    assert clean_line(line) == line and clean_text(lines) == lines
    for made, kept in ((line, "\u200d"), (lines, "\n\t\u200d")):
        assert not [
            sign for sign in made if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in kept
        ]


def test_an_emoji_of_several_signs_stays_one() -> None:
    for family in ("👨\u200d👩\u200d👧", "❤️\u200d🔥", "👩🏽\u200d💻"):
        assert clean_line(f"甲{family}乙") == f"甲{family}乙"
    assert clean_line("甲\u200d乙") == "甲乙"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("7", 7), ("999", 999), ("0012", 12), ("0" * 5_000 + "3", 3), ("1000", None), ("9" * 5_000, None)]
    + [(other, None) for other in ("", " 7", "-1", "1.5", "７", "²", "七")],
)
def test_a_number(typed: str, number: int | None) -> None:
    assert read_number(typed, 999) == number
