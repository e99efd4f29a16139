"""Deadlines in plain Chinese, for screen and paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from govdesk.workdays.calendar import WEEKEND, OfficialCalendar
from govdesk.workdays.counting import FROM_NEXT_DAY, FROM_START_DAY, DueDate, SkippedDay, workdays_between
from govdesk.workdays.dates import date_zh, weekday_zh

PROVISIONAL = "（暂）"
_MOST_WEEKEND_DAYS = 12  # beyond these a list of plain weekends hides the holidays; they become a sum


def explain(due: DueDate, *, start_label: str = "收文") -> str:
    """The whole account: start, rule, due date, days skipped, days made up, calendar, reservations.

    `start_label` names what happened on the start date.
    """
    sentences = [
        f"{start_label} {date_zh(due.start)}，{due.basis} {due.workdays} 个工作日，至 {due_in_words(due)}",
        skipped_in_words(due),
        provisional_reason(due) or year_end_note(due),
        calendar_in_words(due),
    ]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def explain_between(span: DueDate) -> str:
    """The account of `count_between`: `2026-09-24 周四 至 2026-10-15 周四，首尾两天都算共 22 天，其中工作日 11 个`."""
    days = (span.due - span.start).days + 1
    sentences = [
        f"{date_zh(span.start)} 至 {date_zh(span.due)}，{span.basis}共 {days} 天，其中工作日 {span.workdays} 个"
        + (PROVISIONAL if span.provisional else ""),
        skipped_in_words(span) if span.workdays else "",
        provisional_reason(span) or year_end_note(span),
        calendar_in_words(span),
    ]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def due_in_words(due: DueDate) -> str:
    """`2026-12-04 周五`, with （暂） behind it when it is provisional."""
    return date_zh(due.due) + (PROVISIONAL if due.provisional else "")


def skipped_in_words(due: DueDate) -> str:
    """`中间跳过 11-21、22、28、29（周末）；10-10 周六调休上班，计入`, without a final 。."""
    if not due.workdays:
        return ""
    parts = []
    weekends = sum(1 for day in due.skipped if day.why == WEEKEND)
    if weekends > _MOST_WEEKEND_DAYS:
        listed = [day for day in due.skipped if day.why != WEEKEND]
        parts.append(f"周末共 {weekends} 天")
    else:
        listed = list(due.skipped)
    parts += [f"{_days(run, due.start.year)}（{why}）" for why, run in _by_reason(listed)]
    listing = "、".join(parts)
    space = " " if listing[:1].isdigit() else ""
    text = f"中间跳过{space}{listing}" if parts else "中间没有休息日"
    if due.made_up:
        base = due.start.year
        worked = "、".join(f"{_short(day.date, base)} {weekday_zh(day.date)}" for day in due.made_up)
        text += f"；{worked}调休上班，计入"
    return text


def provisional_reason(due: DueDate) -> str:
    """`2027 年放假安排尚未导入，暂按周末计算`; empty when the date is firm. Without a final 。."""
    if not due.provisional:
        return ""
    missing = [year for year in due.uncovered_years if year not in due.faulty_years]
    parts = [f"{_years(due.faulty_years)}放假安排的文件有错，没有读入"] if due.faulty_years else []
    parts += [f"{_years(missing)}放假安排尚未导入"] if missing else []
    return f"{'，'.join(parts)}，暂按周末计算"


def year_end_note(due: DueDate) -> str:
    """For a firm date at the end of the last covered year: what may still change it. Else empty."""
    if not due.year_end_open or due.provisional:
        return ""
    year = due.calendar_through.year
    return f"{year + 1} 年放假安排尚未导入，其中的元旦调休可能涉及 {year} 年 12 月底，导入后再核对"


def calendar_in_words(due: DueDate) -> str:
    """By which calendar the days were counted, and through which year it is known; no final 。."""
    text = f"依据：国务院办公厅公布的放假安排（已收录至 {due.calendar_through.year} 年）"
    return text + (f"，其中{'、'.join(due.notices)}由文件导入" if due.notices else "")


def basis_note(due: DueDate, *, start_label: str = "收文") -> str:
    """Why the count begins where it does: an answer to 起算方式, for the rules leave it open; else empty."""
    if due.basis not in (FROM_START_DAY, FROM_NEXT_DAY):
        return ""  # counted back, or between two dates: there is nothing to choose
    if due.basis == FROM_START_DAY:
        chosen = f"这里按当日起算：{start_label}当日是工作日的，当日就是第 1 个工作日；也可改为次日起算"
    else:
        chosen = f"这里按次日起算：{start_label}次日起的第一个工作日是第 1 个工作日；也可改为当日起算"
    return f"规则没有写明{start_label}当日算不算在内。{chosen}。"


def remaining_in_words(due: date, today: date, calendar: OfficialCalendar) -> str:
    """`还有 8 个工作日`, `今天到期` or `逾期 2 个工作日`, seen from `today`.

    （暂） follows when a day between the two lies outside the official calendar. Between a Friday and
    its weekend there is no whole working day: then 不足 1 个工作日.
    """
    if due == today:
        return "今天到期"
    days = workdays_between(today, due, calendar)
    count = f" {abs(days)} 个工作日" if days else "不足 1 个工作日"
    first, last = sorted((due, today))
    # The range is open at its start: the first day itself is not judged.
    outside = any(year not in calendar.years for year in range((first + timedelta(1)).year, last.year + 1))
    return ("逾期" if due < today else "还有") + count + (PROVISIONAL if outside else "")


def _by_reason(days: Sequence[SkippedDay]) -> list[tuple[str, list[date]]]:
    """Neighbours in the list with the same reason, together."""
    return [(why, [day.date for day in run]) for why, run in groupby(days, key=lambda day: day.why)]


def _days(days: Sequence[date], base_year: int) -> str:
    """`11-21、22、28、29` or `10-01 至 10-07`: three days or more in a row become a range.

    The month is written once for single days, the year where it is not `base_year`.
    """
    words: list[str] = []
    month_said: tuple[int, int] | None = None
    for run in _runs(days):
        if len(run) >= 3:
            words.append(f"{_short(run[0], base_year)} 至 {_short(run[-1], base_year)}")
            month_said = None
            continue
        for day in run:
            same = month_said == (day.year, day.month)
            words.append(f"{day.day:02d}" if same else _short(day, base_year))
            month_said = (day.year, day.month)
    return "、".join(words)


def _runs(days: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _short(day: date, base_year: int) -> str:
    return f"{day:%m-%d}" if day.year == base_year else day.isoformat()


def _years(years: Sequence[int]) -> str:
    """`2027 年` or `2027、2028 年`; more than three years in a row as a range."""
    if len(years) > 3 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} 至 {years[-1]} 年"
    return f"{'、'.join(str(year) for year in years)} 年"
