"""Pasted holiday notices. Their days are public facts; title, number and date of the examples are made up."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from govdesk.errors import PackError, UserError
from govdesk.workdays import OfficialCalendar, load_calendar, read_notice, write_year

HEAD = """国务院办公厅关于{year}年
部分节假日安排的通知
国办发明电〔{before}〕1号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
"""
FOOT = """
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
                                  国务院办公厅
                                  {before}年11月2日
　　（此件公开发布）
"""

# The forms of the years: days of the week in words and in short, spans over the new year, 与周末连休, 补休,
# combined festivals, lunar days in brackets, advice that arranges nothing.
NOTICES = {
    2014: """
　　一、元旦：1月1日放假1天。
　　二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
　　三、清明节：4月5日放假，4月7日（星期一）补休。
　　四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
　　五、端午节：6月2日放假，与周末连休。
　　六、中秋节：9月8日放假，与周末连休。
　　七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。
""",
    2021: """
　　一、元旦：2021年1月1日至3日放假，共3天。
　　二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
　　三、清明节：4月3日至5日放假调休，共3天。
　　四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
　　五、端午节：6月12日至14日放假，共3天。
　　六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
　　七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。
""",
    2022: """
　　一、元旦：2022年1月1日至3日放假，共3天。
　　二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
　　三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
　　四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
　　五、端午节：6月3日至5日放假，共3天。
　　六、中秋节：9月10日至12日放假，共3天。
　　七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。
""",
    2023: """
　　一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
　　二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
　　三、清明节：4月5日放假，共1天。
　　四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
　　五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
　　六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
""",
    2024: """
　　一、元旦：1月1日放假，与周末连休。
　　二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
　　三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
　　四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
　　五、端午节：6月10日放假，与周末连休。
　　六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
　　七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
""",
    2025: """
　　一、元旦：1月1日（周三）放假1天，不调休。
　　二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
　　三、清明节：4月4日（周五）至6日（周日）放假，共3天。
　　四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
　　五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
　　六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
""",
    2026: """
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
""",
}


def notice(year: int, body: str = "") -> str:
    return HEAD.format(year=year, before=year - 1) + (body or NOTICES[year]) + FOOT.format(before=year - 1)


def half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def broken_lines(text: str) -> str:
    """As a narrow web page breaks it: anywhere, with blanks at both ends."""
    joined = text.replace("\n", "")
    return " \r\n\u3000".join(joined[at : at + 7] for at in range(0, len(joined), 7))


def spaced_digits(text: str) -> str:
    return "".join(f" {sign}\u200b" if sign.isdigit() else sign for sign in text)


def dashes(text: str) -> str:
    return text.replace("日至", "日—").replace("）至", "）～").replace("。", "；")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> OfficialCalendar:
    """The whole built-in calendar; from now on the program is as before any notice of the tested years."""
    whole = load_calendar()
    monkeypatch.setattr(
        "govdesk.workdays.calendar._library",
        lambda: OfficialCalendar(
            {day: name for day, name in whole.off.items() if day.year < 2013},
            {day: name for day, name in whole.work.items() if day.year < 2013},
            frozenset(range(2004, 2013)),
            {},
        ),
    )
    return whole


@pytest.mark.parametrize("written", [str, half_width, broken_lines, spaced_digits, dashes])
@pytest.mark.parametrize("year", NOTICES)
def test_a_pasted_notice_gives_the_official_calendar(
    year: int, written: object, tmp_path: Path, library: OfficialCalendar
) -> None:
    assert callable(written)
    draft, problems = read_notice(written(notice(year)))
    assert problems == [] and draft is not None
    assert (draft.year, draft.title, draft.number, draft.issued) == (
        year,
        f"国务院办公厅关于{year}年部分节假日安排的通知",
        f"国办发明电〔{year - 1}〕1号",
        dt.date(year - 1, 11, 2),
    )
    assert write_year(tmp_path, draft) == tmp_path / f"{year}.toml"
    read = load_calendar([tmp_path])
    days = [dt.date(year, 1, 1) + dt.timedelta(n) for n in range(365 + (year % 4 == 0))]
    assert [day for day in days if read.is_workday(day) != library.is_workday(day)] == []
    worked = {day: library.why_on(day) for day in days if day in library.work}
    assert {day: read.why_on(day) for day in days if day in read.work}.keys() == worked.keys()
    assert read.covers(dt.date(year, 6, 1)) and draft.title in read.notices[year]


def test_advice_arranges_nothing_and_is_told() -> None:
    draft, problems = read_notice(notice(2024))
    assert problems == [] and draft is not None
    assert any("除夕" in remark for remark in draft.remarks)
    assert dt.date(2024, 2, 9) not in {day for off in draft.off for day in off.days}


def test_the_new_year_reaches_back_into_december() -> None:
    body = NOTICES[2026].replace(
        "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班",
        "12月31日至1月2日放假调休，共3天。12月28日（周日）上班",
    )
    draft, problems = read_notice(notice(2026, body))
    assert problems == [] and draft is not None
    assert (draft.off[0].first, draft.work[0].date) == (dt.date(2025, 12, 31), dt.date(2025, 12, 28))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("共9天", "共8天", "写的是共 8 天"),
        ("5月9日（周六）上班", "5月9日（周五）上班", "通知里写的是周五"),
        ("5月9日（周六）上班", "5月8日上班", "本来就上班"),
        ("四、劳动节：5月1日（周五）至5日", "四、劳动节：5月1日（周五）至35日", "没有 2026 年 5 月 35 日"),
        ("至7日（周三）放假调休", "至7日（周三）另行安排", "这一句没有看懂"),
        ("　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n", "", "没有写中秋"),
        ("6月19日（周五）至21日（周日）放假，共3天", "另行通知", "没有看到哪天放假"),
        ("10月1日（周四）至7日", "10月1日（周四）至9月7日", "起止不对"),
        ("国办发明电〔2025〕1号", "", "没有找到通知的文号"),
        ("2025年11月2日", "", "没有找到通知的成文日期"),
    ],
)
def test_every_doubt_is_a_problem_and_nothing_is_stored(right: str, wrong: str, told: str, tmp_path: Path) -> None:
    text = notice(2026)
    assert right in text
    draft, problems = read_notice(text.replace(right, wrong))
    assert any(told in str(problem) for problem in problems), problems
    assert draft is not None


def test_a_draft_with_faults_is_not_stored(tmp_path: Path) -> None:
    draft, problems = read_notice(notice(2026).replace("共9天", "共8天").replace("清明节：4月4日", "清明节：9月25日"))
    assert problems and draft is not None
    with pytest.raises(PackError, match="没有存"):
        write_year(tmp_path, draft)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "借阅登记", NOTICES[2026], notice(2026).replace("2026", "").replace("2025", "")])
def test_what_does_not_say_its_year_asks_for_it(text: str) -> None:
    draft, (problem,) = read_notice(text)
    assert draft is None and "哪一年" in problem.problem


def test_what_the_pasted_text_leaves_out_can_be_said() -> None:
    draft, problems = read_notice(
        NOTICES[2026], 2026, title="放假安排的通知", number="国办发明电〔2025〕1号", issued=dt.date(2025, 11, 2)
    )
    assert problems == [] and draft is not None and draft.year_file() is not None
    _, problems = read_notice(notice(2026), 2025)
    assert any("说的是 2026 年" in str(problem) for problem in problems)


def test_a_later_change_needs_only_its_own_days(tmp_path: Path) -> None:
    text = """国务院办公厅关于调整2026年劳动节假期安排的通知　国办发明电〔2026〕1号
    劳动节：5月1日至6日放假调休，共6天。5月9日（星期六）、5月10日（星期日）上班。国务院办公厅　2026年3月1日"""
    assert read_notice(text)[1]
    draft, problems = read_notice(text, corrects=True)
    assert problems == [] and draft is not None
    write_year(tmp_path, draft)
    calendar = load_calendar([tmp_path])
    assert not calendar.is_workday(dt.date(2026, 5, 6)) and calendar.is_workday(dt.date(2026, 5, 10))
    assert not calendar.is_workday(dt.date(2026, 10, 7))


def test_the_former_file_is_kept_and_a_full_disk_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, _ = read_notice(notice(2026))
    assert draft is not None
    path = write_year(tmp_path, draft)
    first = path.read_bytes()
    write_year(tmp_path, draft)
    assert path.with_name("2026.toml.bak").read_bytes() == first

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="没有写成"):
        write_year(tmp_path, draft)
    assert path.read_bytes() == first


def test_reading_a_notice_needs_no_tables() -> None:
    code = "import sys, govdesk.workdays; print('chinese_calendar' in sys.modules, 'tomllib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"
