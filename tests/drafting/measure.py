"""How far a draft goes, measured against the lines that a rule's own authors wrote; sentences as `check --coverage` counts them."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from govdesk.drafting.drafting import draft_rule
from govdesk.drafting.model import Draft
from govdesk.wizards.coverage import Part, sentence_coverage
from govdesk.wizards.library import Library
from govdesk.wizards.packs import read_library
from govdesk.wizards.terms import Group

ROOT = Path(__file__).parents[2]
Place = tuple[str, int, int | None, str]


class Measured(NamedTuple):
    """Shares of the sentences that the rule's own lines quote; `in_group` and `only_in_group` are shares of the moved."""

    own: int
    moved: float
    in_group: float
    only_in_group: float
    with_drafted: float


def bare_library(folder: Path, target: str) -> Library:
    """The shipped packs with neither counterparts nor anything that the target's authors made of its text."""
    shutil.copytree(ROOT / "rules", folder)
    for path in folder.glob("*/counterparts.toml"):
        path.unlink()
    shutil.rmtree(folder / target / "wizards")
    for name in ("parties.toml", "topics.toml", "articles.toml"):
        (folder / target / name).unlink()
    library = read_library([folder])
    assert not library.wizards(target)
    assert not library.parties(target)
    return library


def quoted(library: Library, draft: Draft, *, drafted: bool) -> dict[Place, set[Group]]:
    """The sentences that a draft's lines quote, and in which groups of errands; `drafted` counts its own lines in."""
    found: dict[Place, set[Group]] = defaultdict(set)
    sentences = sentence_coverage(library.rule(draft.rule), ())
    for proposal in draft.proposals:
        errand = draft.errand(proposal.errand)
        assert errand is not None
        if proposal.origin is None and not drafted:
            continue
        for cite in proposal.cites:
            for s in sentences:
                if (s.article, s.paragraph, s.item) == (
                    cite.number,
                    cite.paragraph,
                    cite.item,
                ) and cite.quote in s.text:
                    found[s.article, s.paragraph, s.item, s.text].add(errand.group)
    return found


def measure(folder: Path, target: str, source: str) -> tuple[Measured, Library, Draft]:
    """Draft `target` from `source` alone, and hold it against the target's own lines, which the draft never saw."""
    library = bare_library(folder, target)
    draft = draft_rule(library, target, [source])
    shipped = read_library([ROOT / "rules"])
    groups = {wizard.id: wizard.group for wizard in shipped.wizards(target)}
    own: dict[Place, set[Group]] = {}
    for s in sentence_coverage(shipped.rule(target), shipped.wizards(target)):
        found = {groups[use.wizard] for use in s.uses if use.part is not Part.QUESTION}
        if found:
            own[s.article, s.paragraph, s.item, s.text] = found
    moved = quoted(library, draft, drafted=False)
    hit = [place for place in moved if place in own]
    everything = quoted(library, draft, drafted=True)
    return (
        Measured(
            own=len(own),
            moved=len(hit) / len(own),
            in_group=sum(bool(moved[place] & own[place]) for place in hit) / len(hit),
            only_in_group=sum(moved[place] <= own[place] for place in hit) / len(hit),
            with_drafted=sum(place in everything for place in own) / len(own),
        ),
        library,
        draft,
    )


def main() -> None:
    """Print the figures of both directions."""
    import tempfile

    for target, source in (("zhangjiagang-2022", "xianyang-2013"), ("xianyang-2013", "zhangjiagang-2022")):
        with tempfile.TemporaryDirectory() as folder:
            measured, _, draft = measure(Path(folder) / "rules", target, source)
        moved = sum(proposal.origin is not None for proposal in draft.proposals)
        print(f"{source} -> {target}: {measured}; {moved} moved, {len(draft.proposals) - moved} drafted lines")


if __name__ == "__main__":
    main()
