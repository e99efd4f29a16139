"""Laws and their articles as rows of the results: a group of their own, below all that the rules answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from govdesk.errors import UserError
from govdesk.present.search_results import Row, literal_marks
from govdesk.rules.citation import cite_article

if TYPE_CHECKING:
    from govdesk.statutes.model import StatuteHit
    from govdesk.statutes.shelf import Statutes

_STATE = "中华人民共和国"
OTHER_VERSION = "不是现在适用的版本"
#: More would bury the manual's topics, and who looks for a law narrows to the group.
MOST = 20


def find_in_statutes(laws: Statutes, text: str, meant: str = "") -> tuple[list[Row], str]:
    """Rows for what answers `text`, or else what was `meant` by it, and what to tell where the library cannot be read."""
    if not laws.is_there:
        return [], ""
    try:
        hits = laws.search(text, MOST).hits or (laws.search(meant, MOST).hits if meant else ())
    except UserError as error:
        return [], error.sentence
    return statute_rows(hits, text), ""


def statute_rows(hits: Iterable[StatuteHit], text: str) -> list[Row]:
    """A row for each hit, in order."""
    words = text.lower().split()
    rows = []
    for hit in hits:
        place = cite_article(hit.article) if hit.article else ""
        title = f"《{hit.title.removeprefix(_STATE)}》{place}"
        status = hit.status if hit.current else f"{hit.status}，{OTHER_VERSION}"
        path = " · ".join(part for part in (status, hit.chapter) if part)
        marks = literal_marks(title, words)
        rows.append(
            Row("statute", "", title, path, hit.snippet, marks, hit.matches, law=hit.id, law_article=hit.article)
        )
    return rows
