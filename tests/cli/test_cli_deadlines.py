"""due."""

from __future__ import annotations

import pytest
from terminal import Run, one_chinese_sentence


def test_the_national_day_example(cli: Run) -> None:
    document = cli("due", "2026-09-24", "--workdays", "10", "--json").document

    assert (document["start"], document["workdays"], document["due"]) == ("2026-09-24", 10, "2026-10-15")
    skipped = {day["date"]: day["why"] for day in document["skipped"]}
    assert {"2026-09-25", "2026-09-26", "2026-09-27", "2026-10-01", "2026-10-07", "2026-10-11"} <= skipped.keys()
    assert "2026-10-10" not in skipped  # a Saturday that is worked
    assert (document["provisional"], document["calendar_through"]) == (False, "2026-12-31")


def test_the_start_date_counts_when_asked(cli: Run) -> None:
    assert cli("due", "2026-09-24", "--workdays", "10", "--count-start", "--json").document["due"] == "2026-10-14"


def test_a_date_past_the_calendar_is_only_given_when_asked(cli: Run) -> None:
    refused = cli("due", "2026-12-24", "--workdays", "10", "--json")
    given = cli("due", "2026-12-24", "--workdays", "10", "--provisional", "--json")

    assert (refused.status, refused.out) == (1, "")
    assert one_chinese_sentence(refused.err)
    assert "--provisional" in refused.err
    assert given.status == 0
    assert given.document["provisional"] is True
    assert "2027" in given.document["provisional_reason"]
    assert "（暂）" in cli("due", "2026-12-24", "--workdays", "10", "--provisional").out


@pytest.mark.parametrize(
    "arguments", [("2026-02-30", "10"), ("随便", "10"), ("2026-09-24", "-1"), ("2026-09-24", "999999")]
)
def test_dates_and_counts_that_cannot_be_get_one_sentence(cli: Run, arguments: tuple[str, str]) -> None:
    ran = cli("due", arguments[0], "--workdays", arguments[1])

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)


def test_dates_are_read_as_people_write_them(cli: Run) -> None:
    assert cli("due", "2026年9月24日", "--workdays", "10", "--json").document["due"] == "2026-10-15"


def test_three_working_days_before_a_meeting(cli: Run) -> None:
    document = cli("due", "2026-10-12", "--back", "3", "--json").document

    # The Saturday is worked; 国庆节 lies between.
    assert (document["due"], document["basis"], document["basis_note"]) == ("2026-10-08", "往前数", "")
    assert [day["date"] for day in document["made_up"]] == ["2026-10-10"]
    assert "往前数 3 个工作日，至 2026-10-08 周四" in cli("due", "2026-10-12", "--back", "3").out


def test_working_days_between_two_dates(cli: Run) -> None:
    ran = cli("due", "2026-09-24", "--until", "2026-10-15")

    assert "首尾两天都算共 22 天，其中工作日 11 个" in ran.out
    assert cli("due", "2026-10-15", "--until", "2026-09-24").out == ran.out
    assert cli("due", "2026-09-24", "--until", "2026-10-15", "--json").document["workdays"] == 11


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), 2, "缺少：--workdays --back --until 里的一样"),
        (("--workdays", "3", "--back", "3"), 2, "不能同时用"),
        (("--back", "3", "--count-start"), 1, "--count-start 只用于往后数"),
        (("--until", "2099-01-01"), 1, "相隔太久"),
        (("--until", "x"), 1, "看不懂这个日期"),
    ],
)
def test_one_way_of_counting_is_named(cli: Run, arguments: tuple[str, ...], status: int, told: str) -> None:
    ran = cli("due", "2026-09-24", *arguments)

    assert (ran.status, ran.out) == (status, "")
    assert one_chinese_sentence(ran.err) and told in ran.err
