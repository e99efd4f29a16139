"""calendar."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Run, one_chinese_sentence

# The days of 2027 are made up; the form is that of the notices.
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕1号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日放假。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月2日
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_an_imported_notice_makes_dates_firm(process: Run, notice: Path, data: Path) -> None:
    due = ("due", "2026-12-24", "--workdays", "10", "--json")
    before = process(*due)
    looked = process("calendar", "import", str(notice), "--dry-run", "--json")
    still = process(*due)
    imported = process("calendar", "import", str(notice))
    after = process(*due)

    assert (before.status, still.status) == (1, 1)
    assert "calendar import" in before.err
    assert [entry["date"] for entry in looked.document["work"]][:2] == ["2027-01-31", "2027-02-13"]
    assert (imported.status, after.status) == (0, 0)
    assert str(data / "calendars" / "2027.toml") in imported.err
    assert "放假　春节　2027-02-05 周五 至 2027-02-11 周四　共 7 天" in imported.out
    assert after.document["provisional"] is False
    assert after.document["due"] == "2027-01-08"  # 元旦 is skipped now
    assert process("calendar", "list", "--json").document["through"] == "2027-12-31"


def test_the_year_file_is_carried_to_another_machine(process: Run, notice: Path, data: Path, tmp_path: Path) -> None:
    process("calendar", "import", str(notice))
    carried = tmp_path / "2027 (1).toml"
    carried.write_bytes((data / "calendars" / "2027.toml").read_bytes())
    there = tmp_path / "there"

    assert process("calendar", "import", str(carried), "--data-dir", str(there)).status == 0
    assert (there / "calendars" / "2027.toml").read_bytes() == carried.read_bytes()


def test_standard_input_as_windows_sends_it(process: Run) -> None:
    ran = process("calendar", "import", "-", "--dry-run", "--json", stdin=NOTICE.encode("gb18030"))

    assert ran.document["year"] == 2027
    assert ran.document["number"] == "国办发明电〔2026〕1号"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("共7天", "共9天", "写的是共 9 天"),
        ("2027年", "", "哪一年"),
        ("一、元旦", "无", "没有写是哪个节日：“无：1月1日（周五）至3日"),
    ],
)
def test_a_doubtful_notice_is_not_stored(cli: Run, notice: Path, data: Path, right: str, wrong: str, told: str) -> None:
    notice.write_text(NOTICE.replace(right, wrong, 1), encoding="utf-8")

    ran = cli("calendar", "import", str(notice))

    assert (ran.status, ran.out) == (1, "")
    assert told in ran.err
    assert not (data / "calendars").exists()


def test_a_year_that_is_known_is_said(cli: Run, notice: Path) -> None:
    assert "2004" in cli("calendar", "list").out
    ran = cli("calendar", "import", str(notice.with_name("none.txt")))
    assert one_chinese_sentence(ran.err)
