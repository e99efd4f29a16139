"""The official calendar and the files that carry it on."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.errors import PackError
from govdesk.workdays import (
    OfficialCalendar,
    check_calendars,
    count_workdays,
    explain,
    load_calendar,
    read_calendar,
    workdays_between,
)

ROOT = Path(__file__).parents[2]

# Made up for the tests, in years that no library covers; no arrangement of a real year is guessed at.
SOURCE = """
[source]
title = "关于测试年份节假日安排的通知"
number = "测试〔2000〕1号"
date = 2000-01-01
"""
FESTIVALS = {
    "元旦": ("01-01", "01-03"),
    "春节": ("02-10", "02-16"),
    "清明节": ("04-04", "04-06"),
    "劳动节": ("05-01", "05-05"),
    "端午节": ("06-18", "06-20"),
    "中秋节": ("09-14", "09-16"),
    "国庆节": ("10-01", "10-07"),
}


def off(first: str, last: str, name: str) -> str:
    return f'[[off]]\nfrom = {first}\nto = {last}\nname = "{name}"\n'


def work(day: str, name: str) -> str:
    return f'[[work]]\ndate = {day}\nname = "{name}"\n'


def whole_year(year: int, *more: str, without: str = "", head: str = "") -> str:
    runs = [off(f"{year}-{a}", f"{year}-{b}", name) for name, (a, b) in FESTIVALS.items() if name != without]
    return "\n".join([f"year = {year}", head, SOURCE, *runs, *more])


def weekend_in(year: int, month: int) -> date:
    day = date(year, month, 20)
    return day + timedelta(5 - day.weekday())


@pytest.fixture(scope="module")
def library() -> OfficialCalendar:
    return load_calendar()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "calendars").mkdir()
    return tmp_path / "calendars"


@pytest.fixture(scope="module")
def new_year(library: OfficialCalendar) -> int:
    """The first year that the library does not cover."""
    return library.covered_through.year + 1


def problems_of(folder: Path) -> dict[str, str]:
    with pytest.raises(PackError) as caught:
        load_calendar([folder])
    return {problem.where: f"{problem.problem}（{problem.hint}）" for problem in caught.value.problems}


def test_import_does_not_read_the_holiday_tables() -> None:
    code = "import sys, govdesk.workdays; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@given(day=st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_agrees_with_the_library(library: OfficialCalendar, day: date) -> None:
    import chinese_calendar

    assert library.is_workday(day) == chinese_calendar.is_workday(day)
    assert (library.why_off(day) is None) == library.is_workday(day)
    assert library.why_on(day) is None or library.is_workday(day)
    assert library.covers(day)


def test_days_by_their_official_names(library: OfficialCalendar) -> None:
    named = {
        date(2026, 1, 1): "元旦",
        date(2026, 2, 17): "春节",
        date(2026, 4, 5): "清明节",
        date(2026, 5, 1): "劳动节",
        date(2026, 6, 19): "端午节",
        date(2026, 9, 25): "中秋节",
        date(2026, 10, 1): "国庆节",
        date(2015, 9, 3): "抗战胜利纪念日",
        date(2026, 11, 21): "周末",
        date(2026, 11, 20): None,
        date(2026, 10, 10): None,
    }
    assert {day: library.why_off(day) for day in named} == named
    assert library.why_on(date(2026, 10, 10)) == "国庆节调休上班"
    assert library.why_on(date(2026, 11, 20)) is None
    assert library.why_on(date(2026, 10, 1)) is None


def test_every_arranged_day_has_a_chinese_name(library: OfficialCalendar) -> None:
    assert not [name for name in {*library.off.values(), *library.work.values()} if name.isascii()]


def test_outside_the_covered_years_only_the_weekend_is_known(library: OfficialCalendar, new_year: int) -> None:
    assert library.covered_through == date(new_year - 1, 12, 31)
    for day in (date(new_year, 1, 1), date(2003, 10, 1), date.min, date.max):
        assert not library.covers(day)
        assert library.is_workday(day) == (day.weekday() < 5)


def test_new_year_never_reached_back_further_than_the_last_week(library: OfficialCalendar) -> None:
    """What `year_end_open` rests on."""
    arranged = [day for day in (*library.off, *library.work) if day.month == 12]
    assert arranged
    assert min(day.day for day in arranged) >= 25


def test_a_year_file_makes_the_next_year_official(folder: Path, new_year: int) -> None:
    saturday = weekend_in(new_year, 11)
    (folder / f"{new_year}.toml").write_text(whole_year(new_year, work(f"{saturday}", "国庆节")), encoding="utf-8")
    calendar = load_calendar([folder, folder / "not there"])
    assert calendar.covered_through == date(new_year, 12, 31)
    assert calendar.why_off(date(new_year, 2, 10)) == "春节"
    assert calendar.why_on(saturday) == "国庆节调休上班"
    counted = count_workdays(date(new_year, 9, 30), 2, calendar)
    assert not counted.provisional
    assert counted.due > date(new_year, 10, 7)
    assert f"已收录至 {new_year} 年" in explain(counted)
    assert "《关于测试年份节假日安排的通知》（测试〔2000〕1号）" in explain(counted)


def test_new_year_may_reach_into_december(folder: Path, new_year: int, library: OfficialCalendar) -> None:
    last = library.covered_through
    (folder / f"{new_year}.toml").write_text(whole_year(new_year, off(f"{last}", f"{last}", "元旦")), encoding="utf-8")
    calendar = load_calendar([folder])
    assert calendar.why_off(last) == "元旦"
    assert not calendar.year_end_open(last)


def test_a_gap_ends_what_is_covered(folder: Path, new_year: int, library: OfficialCalendar) -> None:
    (folder / f"{new_year + 1}.toml").write_text(whole_year(new_year + 1), encoding="utf-8")
    calendar = load_calendar([folder])
    assert calendar.covered_through == library.covered_through
    assert not calendar.covers(date(new_year, 5, 1))
    assert calendar.covers(date(new_year + 1, 5, 1))


def test_the_later_folder_wins(tmp_path: Path, new_year: int) -> None:
    shipped, own = tmp_path / "a", tmp_path / "b"
    for where, name in ((shipped, "春节"), (own, "春节（本地）")):
        where.mkdir()
        text = whole_year(new_year).replace('"春节"', f'"{name}"')
        (where / f"{new_year}.toml").write_text(text, encoding="utf-8")
    assert load_calendar([shipped, own]).why_off(date(new_year, 2, 10)) == "春节（本地）"


def test_the_library_wins_for_its_years_and_the_difference_is_told(folder: Path, library: OfficialCalendar) -> None:
    (folder / "2026.toml").write_text(whole_year(2026), encoding="utf-8")
    assert load_calendar([folder]) == library
    where = [problem.where for problem in check_calendars([folder])]
    assert "2026-02-10" in where  # the file says off, the library says worked
    assert "2026-10-10" in where  # the library's made-up Saturday, missing in the file
    assert "2026-10-01" not in where


def test_a_correction_changes_the_days_it_names_and_no_others(folder: Path, library: OfficialCalendar) -> None:
    text = f"year = 2026\ncorrects = true\n{SOURCE}" + off("2026-11-30", "2026-11-30", "临时放假")
    text += off("2026-10-10", "2026-10-10", "国庆节")  # no longer made up
    (folder / "2026.toml").write_text(text + work("2026-10-07", "国庆节"), encoding="utf-8")
    calendar = load_calendar([folder])
    year = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    changed = [day for day in year if calendar.is_workday(day) != library.is_workday(day)]
    assert changed == [date(2026, 10, 7), date(2026, 10, 10), date(2026, 11, 30)]
    assert calendar.why_on(date(2026, 10, 10)) is None
    # Measuring sees the same days as asking one by one.
    assert workdays_between(date(2025, 12, 31), year[-1], calendar) == sum(map(calendar.is_workday, year))
    assert check_calendars([folder]) == ()


def test_all_problems_of_a_file_at_once(folder: Path, new_year: int) -> None:
    (folder / f"{new_year}.toml").write_text(
        f'year = "{new_year}"\nsorce = 1\n[source]\ntitle = ""\nnmber = "x"\n'
        f'[[off]]\nfrom = {new_year}-01-01\nto = "{new_year}-13-01"\nnam = "元旦"\n[[work]]\ndate = 3\n',
        encoding="utf-8",
    )
    problems = problems_of(folder)
    assert problems.keys() == {
        "year", "sorce", "source.title", "source.nmber", "source.number", "source.date",
        "off[1].to", "off[1].nam", "off[1].name", "work[1].date", "work[1].name",
    }  # fmt: skip
    assert "source" in problems["sorce"]
    assert "number" in problems["source.nmber"]


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        (whole_year(2091, off("2091-11-09", "2091-11-08", "x")), "off[8]", "写反"),
        (whole_year(2091, off("2091-11-01", "2091-12-08", "x")), "off[8]", "太长"),
        (whole_year(2091, off("2091-10-07", "2091-10-08", "x")), "off[8]", "重复"),
        (whole_year(2091, off("2093-10-07", "2093-10-07", "x")), "off[8]", "2093-10-07 不在 2091 年"),
        (whole_year(2091, work("2091-10-06", "国庆节")), "work[1].date", "又放假又上班"),
        (whole_year(2091, work("2091-11-21", "国庆节")), "work[1].date", "本来就上班"),
        (whole_year(2091, without="端午节"), "off", "端午"),
        (whole_year(2091).replace("2091-10-01", "2091-10-02"), "off", "10 月 1 日"),
        (whole_year(2092), "year", "2092"),
        (whole_year(2091).replace("2091-02-10", "2091-02-30"), "第 15 行", "没有这一天"),
        (whole_year(2091) + "\noops", None, "TOML"),
        ("year = 2091\n", "source", "没有写"),
        (f"year = 2091\n{SOURCE}\n", "off", "元旦"),
        ("year = 2091\noff = 3\n" + SOURCE, "off", "两层方括号"),
        (whole_year(2091).replace("[source]", "[[source]]"), "source", "[source]"),
    ],
)
def test_a_doubtful_file_is_refused_with_the_place(folder: Path, text: str, where: str | None, said: str) -> None:
    (folder / "2091.toml").write_text(text, encoding="utf-8")
    problems = problems_of(folder)
    assert said in (problems[where] if where else "".join(problems.values()))


def test_files_that_are_no_year_files(folder: Path) -> None:
    (folder / "新的.toml").write_text("year = 2091", encoding="utf-8")
    (folder / "1999.toml").write_text(whole_year(1999), encoding="utf-8")
    (folder / "2091.toml").write_bytes("year = 2091 # 年".encode("gb18030"))
    (folder / "2092.toml").mkdir()
    (folder / "._2093.toml").write_bytes(b"\0\5\x16\7")
    with pytest.raises(PackError) as caught:
        load_calendar([folder])
    told = {problem.file: problem.problem for problem in caught.value.problems}
    assert told.keys() == {f"calendars/{name}.toml" for name in ("新的", "1999", "2091", "2092")}
    assert "UTF-8" in told["calendars/2091.toml"]


def test_a_byte_order_mark_from_notepad_is_no_fault(folder: Path, new_year: int) -> None:
    (folder / f"{new_year}.toml").write_text(whole_year(new_year), encoding="utf-8-sig")
    assert load_calendar([folder]).covers(date(new_year, 6, 1))


def test_a_faulty_file_does_not_take_the_calendar_away(folder: Path, library: OfficialCalendar, new_year: int) -> None:
    (folder / f"{new_year}.toml").write_text("year = ", encoding="utf-8")
    calendar, problems = read_calendar([folder])
    assert calendar == msgspec.structs.replace(library, faulty=frozenset({new_year}))
    assert len(problems) == 1


def test_the_shipped_year_files_are_in_order() -> None:
    assert check_calendars([ROOT / "rules" / "calendars"]) == ()
