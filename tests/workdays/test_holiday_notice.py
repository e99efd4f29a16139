"""Pasted holiday notices. Their days are public facts; title, number and date of the examples are made up."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from yearly_notices import YEARS

from govdesk.errors import PackError, UserError
from govdesk.workdays import OfficialCalendar, load_calendar, read_notice, whole_year, write_year

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


def chinese_dates(text: str) -> str:
    """Months and days in Chinese numerals, the signature's year too."""

    def chinese(found: re.Match[str]) -> str:
        number = int(found[0])
        tens, ones = divmod(number, 10)
        return (
            ("" if tens < 2 else "一二三四五六七八九"[tens - 1])
            + "十" * bool(tens)
            + "〇一二三四五六七八九"[ones][: bool(ones)]
        )

    text = re.sub(r"\d+(?=[月日])", chinese, text)
    return re.sub(
        r"\d{4}(?=年[^部]*月)", lambda found: "".join("〇一二三四五六七八九"[int(sign)] for sign in found[0]), text
    )


def dashes(text: str) -> str:
    return text.replace("日至", "日—").replace("）至", "）～").replace("。", "；")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> OfficialCalendar:
    """The whole built-in calendar; from now on the program is as before any notice of the tested years."""
    whole = load_calendar()
    monkeypatch.setattr(
        "govdesk.workdays.calendar._library",
        lambda: OfficialCalendar(
            {day: name for day, name in whole.off.items() if day.year < 2006},
            {day: name for day, name in whole.work.items() if day.year < 2006},
            frozenset(range(2004, 2006)),
            {},
        ),
    )
    return whole


@pytest.mark.parametrize("written", [str, half_width, broken_lines, spaced_digits, chinese_dates])
@pytest.mark.parametrize("year", YEARS)
def test_the_notices_of_every_year_give_the_official_calendar(
    year: int, written: Callable[[str], str], tmp_path: Path, library: OfficialCalendar
) -> None:
    for published in YEARS[year]:
        text = written(published.text())
        corrects = published is not YEARS[year][0]
        draft, problems = read_notice(text, corrects=corrects, known=load_calendar([tmp_path]))
        assert problems == [] and draft is not None, text
        assert (draft.year, draft.number, draft.of_one_holiday) == (year, published.number, corrects)
        assert draft.title == half_width(published.title)
        write_year(tmp_path, draft)
    read = load_calendar([tmp_path])
    # The last days of a year belong to the next notice as well.
    days = [dt.date(year - 1, 12, 29) + dt.timedelta(n) for n in range(365)]
    told = {day for day in days if day in library.off or day in library.work}
    told -= {day for day in told if day.year < year and day not in read.off and day not in read.work}
    assert [day for day in told if read.is_workday(day) != library.is_workday(day)] == []
    assert [day for day in days if day.year == year and read.is_workday(day) != library.is_workday(day)] == []
    assert {day for day in read.work if day.year == year} <= library.work.keys()


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
        ("5月9日（周六）上班。", "5月9日（周六）上班。5-10上班。", "这一句没有看懂：“5-10上班”"),
        ("5月9日（周六）上班。", "5月9日（周六）上班。2026/5/10 上班。", "这一句没有看懂"),
        ("5月9日（周六）上班。", "5月9日（周六）上班。部分地区5月6日放假。", "这一句没有看懂：“部分地区5月6日放假”"),
        ("5月9日（周六）上班。", "5月9日（周六）上班。5月6日放假半天。", "这一句没有看懂"),
        ("5月9日（周六）上班。", "5月9日（周六）上班。学校5月6日放假。", "这一句没有看懂"),
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


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("5月16日另有安排", "5月16日另有安排"),
        ("取消5月4日放假", "取消5月4日放假"),
        ("5月4日不放假", "5月4日不放假"),
        ("除夕上班", "除夕上班"),
        ("5.16上班", "5.16上班"),
        ("鼓励职工在5月16日放假", "鼓励职工在5月16日放假"),
        ("5月16日（星期日）公休日调至5月6日（星期四）", "2027-05-16 的公休日调走了"),
        ("5月6日照常公休", "2027-05-06 是周四，通知里写的是公休"),
        ("节假日期间，5月16日值班的单位上班时间由国务院办公厅另行通知", "5月16日值班的单位"),
        ("经国务院批准，5月16日为法定节假日的前一天，照常公休日安排", "5月16日为法定节假日的前一天"),
    ],
)
@pytest.mark.parametrize("place", ["inside", "before", "behind"])
def test_no_sentence_with_a_date_is_dropped(sentence: str, told: str, place: str) -> None:
    text = notice(2027, WHOLE_2027)
    item = "　　四、劳动节：5月1日至5日放假调休，共5天。"
    where = {
        "inside": (item, f"{item}{sentence}。"),
        "before": ("　　一、元旦", f"{sentence}。\n　　一、元旦"),
        "behind": ("节假日期间，各地区", f"八、其他。{sentence}。节假日期间，各地区"),
    }[place]
    assert where[0] in text and read_notice(text)[1] == []
    draft, problems = read_notice(text.replace(*where))
    assert draft is not None
    # Beside the items a sentence that arranges nothing is told as such; inside an item it is a doubt.
    told_elsewhere = [str(problem) for problem in problems] + list(draft.remarks)
    named = [str(problem) for problem in problems if told in str(problem)]
    assert named or (place != "inside" and any(sentence[:6] in told for told in told_elsewhere)), told_elsewhere


WHOLE_2027 = """
　　一、元旦：1月1日至3日放假，共3天。
　　二、春节：2月5日至11日放假调休，共7天。1月31日（星期日）、2月13日（星期六）上班。
　　三、清明节：4月3日至5日放假，共3天。
　　四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
　　五、端午节：6月9日放假。
　　六、中秋节：9月15日放假。
　　七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。
"""


def test_text_of_the_page_around_the_notice_is_told_and_changes_nothing() -> None:
    other = "国务院办公厅关于2026年部分节假日安排的通知　2025年11月4日"
    page = f"发布日期：2026年11月04日 09:30\n{notice(2027, WHOLE_2027)}\n关于防汛的通报　2026年10月9日\n{other}"
    assert "写了不止一年" in str(read_notice(page)[1])
    draft, problems = read_notice(page, 2027)
    assert problems == [] and draft is not None and draft.issued == dt.date(2026, 11, 2)
    assert draft == msgspec.structs.replace(read_notice(notice(2027, WHOLE_2027))[0], remarks=draft.remarks)
    assert any("关于防汛的通报" in remark for remark in draft.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "国务院办公厅关于2027年部分节假日安排的通知",
        "国务院办公厅关于调整2027年劳动节假期安排的通知",
        "2027年放假",
        "2027年春节",
        "国务院办公厅关于2027年部分节假日安排的通知。国办发明电〔2026〕9号。国务院办公厅2026年11月2日",
    ],
)
@pytest.mark.parametrize("corrects", [False, True])
def test_a_title_alone_is_told_plainly(text: str, corrects: bool) -> None:
    draft, problems = read_notice(text, corrects=corrects)
    assert draft is not None and draft.off == ()
    assert any("没有找到放假安排" in str(problem) for problem in problems)


PIECES = sorted(
    set(
        re.findall(
            r"\d+|[年月日]|[、，。：；]|[一二三四五六七八九十]、|\w{2}",
            notice(2027, WHOLE_2027) + YEARS[2008][0].text(),
        )
    )
)


@given(
    st.lists(
        st.sampled_from([*PIECES, "延长", "至", "（星期", "）", "<0>", "<9>", "12", "9999", "周年纪念日"]), max_size=60
    ),
    st.booleans(),
)
def test_no_text_is_an_internal_error(pieces: list[str], corrects: bool) -> None:
    for year in (None, 2027):
        draft, problems = read_notice("".join(pieces), year, corrects=corrects)
        assert problems or draft is not None


def test_changes_lie_beside_the_year_and_survive_its_import(tmp_path: Path) -> None:
    """A change comes before the year is known, another after it: both hold, and the year's own file stays as it is."""

    def change(days: str, number: int) -> str:
        return f"""国务院办公厅关于调整2027年劳动节假期安排的通知　国办发明电〔2027〕{number}号
        2027年{days}。国务院办公厅　2027年3月{number}日"""

    first, problems = read_notice(change("5月6日放假", 1), corrects=True)
    assert problems == [] and first is not None
    assert write_year(tmp_path, first).name == "2027-1.toml"
    early = load_calendar([tmp_path])
    assert not early.is_workday(dt.date(2027, 5, 6)) and not early.covers(dt.date(2027, 6, 1))
    whole, _ = read_notice(notice(2027, WHOLE_2027))
    assert whole is not None
    write_year(tmp_path, whole)
    second, _ = read_notice(change("5月15日上班", 2), corrects=True)
    assert second is not None
    assert write_year(tmp_path, second).name == "2027-2.toml"
    assert write_year(tmp_path, second).name == "2027-2.toml"
    calendar = load_calendar([tmp_path])
    assert calendar.covers(dt.date(2027, 6, 1)) and "〔2026〕1号）、《" in calendar.notices[2027]
    assert not calendar.is_workday(dt.date(2027, 5, 6)) and calendar.is_workday(dt.date(2027, 5, 15))
    carried = tmp_path / "other" / "2027.toml"
    carried.parent.mkdir()
    carried.write_bytes(whole_year(tmp_path, 2027))
    there = load_calendar([carried.parent])
    assert (there.off, there.work) == (calendar.off, calendar.work)
    assert "按国办发明电〔2027〕1号、国办发明电〔2027〕2号调整" in there.notices[2027]


def test_an_extension_waits_for_what_it_extends() -> None:
    text = YEARS[2020][1].text().replace("2020年", "2027年")
    _, problems = read_notice(
        text.replace("，星期日", "").replace("（星期一）", ""), corrects=True, known=load_calendar()
    )
    assert any("原来的安排还没有收录" in str(problem) for problem in problems)
