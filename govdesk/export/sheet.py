"""A checklist, with its ticks or blank, worded for paper: `make_sheet` gives the data that PDF and Word file are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.export.articles import chapters, leaves_out, reading_notes
from govdesk.export.blank import blank_parts
from govdesk.export.dates import in_print, long_date, short_date, tight
from govdesk.export.parts import (
    PrintedAnswer,
    PrintedField,
    PrintedNote,
    PrintedOpen,
    PrintedOther,
    PrintedStage,
    Sheet,
)
from govdesk.export.places import compact
from govdesk.export.plain import one_line
from govdesk.export.printed_rows import Marks, Notes, PrintedRows, long_notes
from govdesk.present.counting import blank_counting_note, counting_notes
from govdesk.records.model import NO_REPLY, ItemState, Jotting, Reply
from govdesk.rules.model import RuleMeta
from govdesk.wizards.checklist import Checklist, parse_date
from govdesk.wizards.model import Cite, Due, FormField, Wizard
from govdesk.wizards.terms import FieldKind, Level

if TYPE_CHECKING:
    from govdesk.records.model import Record
    from govdesk.workdays import OfficialCalendar

#: What a sheet says where every row is left out.
NOTHING_OPEN, NOTHING_APPLIES = "没有待办的事项。", "没有要列出的事项，各项都不适用。"
#: Eight lines of a half cell of the head, eight of one over the whole line; more goes under the table, whole.
LONG_FIELD, LONG_FIELD_WIDE = 91, 248
#: Characters that 问了谁 and 答复 have room for on one line, beside a date with its year; in 大字 fewer.
_WRITTEN, _WRITTEN_LARGE = (11, 16), (10, 13)
SEE_BELOW = "……（全文见表后）"
#: 总要求 are words of the rule, quoted: no heading may deny that.
NOTES, NOTES_AND_WORDS, WORDS = (
    "编者的说明（不是规则条文）",
    "编者的说明（总要求以外不是规则条文）",
    "总要求（规则原话）",
)
BANNED = "“不得”打勾，表示已核对，没有这种情形。"


class Noted(msgspec.Struct, frozen=True):
    """What a record holds beside its ticks: replies to 先问清, and notes on what others do."""

    replies: Mapping[str, Reply] = {}
    jottings: Mapping[str, tuple[Jotting, ...]] = {}


#: A list that nobody keeps.
NOTHING_NOTED = Noted()


def make_sheet(
    checklist: Checklist,
    marks: Marks | None = None,
    *,
    noted: Noted = NOTHING_NOTED,
    number: str = "",
    printed: dt.date,
    blank: bool = False,
    articles: bool | None = None,
    only_open: bool = False,
    not_applicable: bool = True,
    editorial: bool = True,
    notes: bool = True,
    signatures: bool = True,
    size: str = "auto",
    titles: Mapping[str, str] | None = None,
    calendar: OfficialCalendar | None = None,
) -> Sheet:
    """The sheet of `checklist` with the ticks `marks` (item id -> mark), as printed on the day `printed`.

    `number` is the record's number (QD-2026-0031) or empty. `blank`: a form to fill in by hand, with every line that an
    open question may bring, without values, dates, ticks and, unless `articles` asks for them, the articles.
    `only_open`: 只印待办, and without `not_applicable` what does not apply is left out; rows keep their numbers.
    `editorial`: 校注 after the articles; `notes`: our own notes. `size`: auto, large (大字) or small. `titles` names the
    errands that 先办 and 接着办 lead to; `calendar` counts by how many working days a line was late. Times of ticks are
    shown in the machine's time zone.
    """
    marks = {} if blank or marks is None else marks
    found = Notes()
    made = PrintedRows(checklist, marks, printed, calendar, found)
    basis, state, titles = checklist.basis, checklist.state, titles or {}
    wizard, rule = basis.wizard, basis.rule
    common: dict[str, Any] = {
        "title": title_of(rule, wizard),
        "printed": printed,
        "blank": blank,
        "source": f"《{rule.title}》",
        "basis": _basis(rule),
        "size": size,
        "signatures": signatures,
        "before": tuple(titles[link.wizard] for link in state.before if link.wizard in titles),
        "next": tuple(titles[link.wizard] for link in state.next if link.wizard in titles),
    }
    if blank:
        parts = blank_parts(checklist, made)
        fields = tuple(
            PrintedField(one_line(f.label), "", _wide(f, i), _is_date(f)) for i, f in enumerate(parts.fields)
        )
        told = blank_counting_note(checklist, checklist.rows)
        counting: tuple[str, ...] = (in_print(told),) if told else ()
        with_articles = bool(articles)
        return Sheet(
            **common,
            subject="",
            number="",
            fields=fields,
            holder=_holder(checklist, ""),
            banned=BANNED if any(row.badge == "不得" for stage in parts.stages for row in stage.rows) else "",
            questions=parts.questions,
            stages=parts.stages,
            others=parts.others,
            open=parts.open,
            notes=found.told if notes else (),
            counting=counting,
            general=parts.general,
            notes_heading=_notes_heading(parts.general, found.told if notes else (), counting, common["next"]),
            **_articles(checklist, parts.cites, with_articles, editorial),
        )
    hidden = set() if not_applicable else {ItemState.NOT_APPLICABLE}
    if only_open:
        hidden |= {ItemState.DONE, ItemState.NOT_APPLICABLE}
    numbered = made.numbered()
    shown = [(n, row) for n, row in numbered if made.state(row) not in hidden]
    kept = {id(row): n for n, row in shown}
    stages = []
    for stage in checklist.stages:
        rows = tuple(made.row(row, kept[id(row)]) for row in stage.rows if id(row) in kept)
        if rows:
            stages.append(PrintedStage(one_line(stage.name), rows))
    cites: list[Cite] = [cite for _, row in shown for cite in (*row.cites, *(c for p in row.points for c in p.cites))]
    cites += [cite for said in state.say for cite in said.cites]
    cites += [cite for row in checklist.others for cite in row.act.cites]
    cites += [cite for point in state.open for cite in point.cites]
    cites += [cite for words in state.general for cite in words.cites]
    if not cites:
        cites = [row.item.cite for _, row in shown]
    fields = tuple(_field(field, index, checklist.fields) for index, field in enumerate(state.fields or wizard.fields))
    # A date is told for open items only; one that is done or not applicable shows what was recorded instead.
    counted = [(n, row) for n, row in shown if made.state(row) is ItemState.OPEN]
    counting = tuple(in_print(note) for note in counting_notes(checklist, counted))
    general = general_words(checklist)
    return Sheet(
        **common,
        subject=next((field.value for field in fields if field.wide), ""),
        number=one_line(number),
        fields=tuple(_shortened(field) for field in fields),
        holder=_holder(checklist, made.progress()),
        partial=_partial(len(numbered) - len(shown), only_open=only_open),
        banned=BANNED if any(row.item.level is Level.MUST_NOT for _, row in shown) else "",
        answers=tuple(
            PrintedAnswer(one_line(part.say), "、".join(compact(basis.labels(part.cites)))) for part in state.say
        ),
        stages=tuple(stages),
        others=tuple(_others(checklist, noted, printed)),
        open=tuple(_open(checklist, noted, printed, size)),
        remarks=(*_long_fields(fields), *long_notes(shown, marks)),
        notes=found.told if notes else (),
        counting=counting,
        general=general,
        notes_heading=_notes_heading(general, found.told if notes else (), counting, common["next"]),
        nothing="" if stages or state.say else NOTHING_OPEN if only_open else NOTHING_APPLIES,
        **_articles(checklist, cites, articles is not False, editorial),
    )


def record_sheet(
    record: Record,
    calendar: OfficialCalendar,
    *,
    printed: dt.date,
    titles: Mapping[str, str] | None = None,
    blank: bool = False,
    articles: bool | None = None,
    only_open: bool = False,
    not_applicable: bool = True,
    editorial: bool = True,
    notes: bool = True,
    signatures: bool = True,
    size: str = "auto",
) -> Sheet:
    """The sheet of a record as it now stands; see `make_sheet`."""
    return make_sheet(
        record.checklist(calendar),
        record.marks,
        noted=Noted(record.replies, record.jottings),
        number=record.number,
        printed=printed,
        blank=blank,
        articles=articles,
        only_open=only_open,
        not_applicable=not_applicable,
        editorial=editorial,
        notes=notes,
        signatures=signatures,
        size=size,
        titles=titles,
        calendar=calendar,
    )


def title_of(rule: RuleMeta, wizard: Wizard) -> str:
    """张家港市报送请示、报告办事清单. A name that begins with 市政府 is not given a second 市."""
    city, name = one_line(rule.short_title), one_line(wizard.short or wizard.title)
    if name.startswith(city):
        city = ""
    elif city.endswith("市") and name.startswith("市"):
        city = city.removesuffix("市")
    return f"{city}{name}办事清单"


def _basis(rule: RuleMeta) -> str:
    return f"《{rule.title}》" + (f"（{rule.doc_number}）" if rule.doc_number else "")


def _holder(checklist: Checklist, progress: str) -> str:
    if checklist.desk:
        return f"由{checklist.basis.party_label(checklist.desk)}办" + (f"：{progress}。" if progress else "。")
    return f"{progress}。" if progress else ""


def _partial(left_out: int, *, only_open: bool) -> str:
    if only_open:
        return f"只印待办，另有{left_out}项未列。" if left_out else "只印待办。"
    return f"不适用的{left_out}项未列。" if left_out else ""


def _articles(checklist: Checklist, cites: Sequence[Cite], wanted: bool, editorial: bool) -> dict[str, Any]:
    if not wanted:
        return {}
    whole = chapters(checklist.basis, cites)
    return {
        "chapters": whole,
        "excerpts": chapters(checklist.basis, cites, excerpts=True),
        "omissions": leaves_out(whole),
        "reading": reading_notes(checklist.basis, cites, whole) if editorial else (),
    }


def general_words(checklist: Checklist) -> tuple[str, ...]:
    """总要求: the words, and where they stand."""
    basis = checklist.basis
    return tuple(
        f"{'；'.join(one_line(cite.quote).rstrip('。；，') for cite in part.cites)}（{'、'.join(compact(basis.labels(part.cites)))}）"
        for part in checklist.state.general
    )


def _notes_heading(general: tuple[str, ...], *ours: tuple[object, ...]) -> str:
    if not general:
        return NOTES
    return NOTES_AND_WORDS if any(ours) else WORDS


def _others(checklist: Checklist, noted: Noted, printed: dt.date) -> Iterable[PrintedOther]:
    for row in checklist.others:
        jottings = noted.jottings.get(row.act.id, ())
        settled = any(jotting.settled for jotting in jottings)
        waited = next((jotting for jotting in reversed(jottings) if jotting.until), None)
        by = tight(one_line(row.by))
        day = short_date(row.due_date, printed, weekday=True) if row.due_date else ""
        if row.due_date and _is_limit(row.act.due) and not settled:
            day += _past(row.due_date, printed)
        told = ["，".join(part for part in (by, day) if part)] if by or day else []
        for jotting in jottings:
            words = f"{_day(jotting.date, printed)} {one_line(jotting.words)}".strip()
            if jotting.until:
                words += f"，等到{_day(jotting.until, printed)}"
                # As on the screen, one's own day counts where the rule gives none, and the last of them.
                if jotting is waited and not settled and row.due_date is None:
                    words += _past(_date(jotting.until), printed)
            told.append(words)
        yield PrintedOther(one_line(row.who), tight(one_line(row.act.do)), compact(row.labels), tuple(told))


def _past(day: dt.date | None, printed: dt.date) -> str:
    """已过 behind a day by which somebody else was to act: no 逾期, for it is not the clerk's fault."""
    return "已过" if day is not None and day < printed else ""


def _is_limit(due: Due | None) -> bool:
    """Whether the act is due by its date; 收文后 only tells from when on."""
    return due is not None and (not due.on or due.is_before)


def _open(checklist: Checklist, noted: Noted, printed: dt.date, size: str) -> Iterable[PrintedOpen]:
    longest_asked, longest_reply = _WRITTEN_LARGE if size == "large" else _WRITTEN
    for number, shown in enumerate(checklist.state.open, start=1):
        reply = noted.replies.get(shown.id, NO_REPLY)
        words = one_line(reply.reply)
        if reply.applies is not None:
            words = "，".join(part for part in ("要办" if reply.applies else "不用办", words) if part)
        if reply.waived:
            words = f"不用问：{one_line(reply.waived)}"
        asked = one_line(reply.asked)
        whom = "" if asked or words or shown.point is None else tight(one_line(shown.point.whom))
        yield PrintedOpen(
            number=number,
            ask=tight(one_line(shown.ask)),
            basis="、".join(compact(checklist.basis.labels(shown.cites))),
            says=one_line(shown.says) if shown.point is None and shown.question is not None else "",
            safe=tight(one_line(shown.safe)) if not words else "",
            whom=whom,
            asked=asked,
            reply=words,
            date=_day(reply.date, printed) if words else "",
            spills=len(asked) > longest_asked or len(words) > longest_reply,
        )


def _date(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def _day(iso: str, printed: dt.date) -> str:
    """A stored date for paper; what is no date stays as it is."""
    day = _date(iso)
    return one_line(iso) if day is None else short_date(day, printed)


def _is_date(field: FormField) -> bool:
    return field.kind is FieldKind.DATE


def _wide(field: FormField, index: int) -> bool:
    """The first line names the matter and is long; what follows stands two and two."""
    return index == 0 and field.kind is FieldKind.TEXT


def _field(field: FormField, index: int, values: Mapping[str, str]) -> PrintedField:
    value = one_line(values.get(field.id, ""))
    if _is_date(field) and value:
        value = long_date(parse_date(value, field.label))
    return PrintedField(one_line(field.label), value, wide=_wide(field, index), date=_is_date(field))


def _is_long(field: PrintedField) -> bool:
    """Longer than its cell can hold: the head stands on one page, whatever else is in it."""
    return len(field.value) > (LONG_FIELD_WIDE if field.wide else LONG_FIELD)


def _shortened(field: PrintedField) -> PrintedField:
    """With the beginning of a long value, which stands whole under the table."""
    if not _is_long(field):
        return field
    beginning = field.value[: (LONG_FIELD_WIDE if field.wide else LONG_FIELD) - len(SEE_BELOW)]
    return msgspec.structs.replace(field, value=beginning + SEE_BELOW)


def _long_fields(fields: Sequence[PrintedField]) -> list[str]:
    return [f"{field.label}：{field.value}" for field in fields if _is_long(field)]


__all__ = ["NOTHING_APPLIES", "NOTHING_OPEN", "Noted", "PrintedNote", "Sheet", "make_sheet", "record_sheet", "title_of"]
