"""Chinese numerals: what is written reads back, and what is no numeral is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.rules.numerals import parse_numeral, write_numeral


@given(st.integers(1, 9999))
def test_every_number_that_is_written_reads_back(value: int) -> None:
    assert parse_numeral(write_numeral(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (58, "五十八"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1260, "一千二百六十"),
        (2001, "二千零一"),
    ],
)
def test_numbers_are_written_as_article_numbers_are(value: int, written: str) -> None:
    assert write_numeral(value) == written


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("58", 58),
        ("５８", 58),
        ("二〇一三", 2013),
        ("二○一三", 2013),
        ("廿五", 25),
        ("卅", 30),
        ("一百廿三", 123),
        ("一十二", 12),
        ("两", 2),
        ("〇", 0),
    ],
)
def test_the_forms_that_texts_have_are_read(typed: str, value: int) -> None:
    assert parse_numeral(typed) == value


@pytest.mark.parametrize(
    "typed", ["", "百", "十十", "五八十", "二十廿", "一百五", "五十八条", "条", "-1", "1.5", "12345", "二〇一三四"]
)
def test_what_is_no_numeral_is_refused(typed: str) -> None:
    assert parse_numeral(typed) is None


@pytest.mark.parametrize("value", [0, -1, 10_000])
def test_no_article_has_a_number_out_of_range(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        write_numeral(value)
