"""The review of a draft (审): each proposal taken, changed, refused or left for later, and each step undone.

What somebody decided is on the disk before it is shown as done. The steps are kept, not their outcome: what holds of a line
is what its last step says, so that undo is the removal of a step, across errands too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from govdesk.drafting.decisions import DecisionFile, Decisions, Progress, Published, Step, Verdict
from govdesk.drafting.errands import summed_up, with_lines
from govdesk.drafting.keeping import FOLDER, read_draft, read_line, write_draft
from govdesk.drafting.linking import LazyWizards, near, with_links
from govdesk.drafting.mending import Held, mend
from govdesk.drafting.model import Draft, Kind, Line, Proposal
from govdesk.drafting.tomltext import parties_text, wizard_text
from govdesk.errors import PackError, UserError
from govdesk.files import is_full, move
from govdesk.paths import make_folder, write_atomically
from govdesk.rules.model import Rule
from govdesk.wizards.grounding import locate
from govdesk.wizards.loader import FOLDER as WIZARDS
from govdesk.wizards.model import Cite, DirectAnswer, Wizard
from govdesk.wizards.parties import PARTIES_NAME, Party, check_parties, read_parties

_COMMENT = "由套用拟出，逐行审过后发布。"


class Review:
    """The review of the draft in one pack of the user's. Every change is written at once; raises UserError where it cannot."""

    def __init__(self, pack: Path, rule: Rule, draft: Draft) -> None:
        self.pack, self.rule, self.draft = pack, rule, draft
        self._file = DecisionFile(pack)
        self.read_again()
        self._by_id = {proposal.id: proposal for proposal in draft.proposals}

    @classmethod
    def start(cls, pack: Path, rule: Rule, draft: Draft) -> Review:
        """Begin with a new draft: it and the parties it was made for are kept. Nothing published is touched.

        Raises UserError where a draft is under review already: it would be lost.
        """
        if read_draft(pack) is not None:
            raise UserError(
                f"《{rule.meta.title}》已有一份草稿在审", safe="它没有改动", todo="接着审它，或先放弃那份草稿"
            )
        if not (pack / PARTIES_NAME).exists() or not any((pack / WIZARDS).glob("*.toml")):
            problems = check_parties(draft.parties, rule, PARTIES_NAME)
            if problems:
                raise PackError(f"单位有 {len(problems)} 处问题，草稿没有存", problems)
            _write(pack / PARTIES_NAME, parties_text(draft.parties, "单位：规则里谁办事。由套用认出，逐个确认过。"))
        write_draft(pack, draft)
        review = cls(pack, rule, draft)
        review._keep(Decisions(rule.id, rule.hash))
        return review

    @classmethod
    def open(cls, pack: Path, rule: Rule) -> Review | None:
        """The review that lies in the pack, None where there is none. Raises UserError: damaged."""
        draft = read_draft(pack)
        if draft is None:
            return None
        return cls(pack, rule, draft)

    def read_again(self) -> None:
        """Take what the disk has: another window may have decided something. Raises UserError: damaged."""
        self._take(self._file.read(self.rule.id, self.draft.hash))

    @property
    def parties(self) -> tuple[Party, ...]:
        """The pack's parties as its file has them now."""
        return read_parties(self.pack)[0] or self.draft.parties

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every decision, the oldest first."""
        return self._kept.steps

    @property
    def published(self) -> tuple[Published, ...]:
        """The errands that are published."""
        return self._kept.published

    def is_published(self, errand: str) -> bool:
        """Whether an errand stands in the pack."""
        return any(entry.errand == errand for entry in self.published)

    def verdict(self, proposal_id: str) -> Verdict | None:
        """What was decided of a proposal last, None where it is still to be looked at."""
        step = self._last.get(proposal_id)
        return step.verdict if step else None

    def line(self, proposal_id: str) -> Line:
        """The line as it is to be: as proposed, or as it was changed last."""
        proposal = self._proposal(proposal_id)
        step = self._last.get(proposal_id)
        if step is not None and step.verdict is Verdict.EDITED:
            return read_line(proposal.kind, bytes(step.line))
        return proposal.line

    def queue(self, errand: str = "", *, only_different: bool = False) -> list[Proposal]:
        """What is still to be looked at, what was left for later at the end."""
        waiting = [
            proposal
            for proposal in self.draft.proposals
            if errand in ("", proposal.errand)
            and self.verdict(proposal.id) in (None, Verdict.LATER)
            and (proposal.differs or not only_different)
        ]
        return sorted(waiting, key=lambda proposal: self.verdict(proposal.id) is Verdict.LATER)

    def progress(self, errand: str = "") -> Progress:
        """How far the review of an errand, or of everything, has come."""
        proposals = [proposal for proposal in self.draft.proposals if errand in ("", proposal.errand)]
        verdicts = [self.verdict(proposal.id) for proposal in proposals]
        counts = {verdict: verdicts.count(verdict) for verdict in Verdict}
        return Progress(
            len(proposals),
            counts[Verdict.TAKEN],
            counts[Verdict.EDITED],
            counts[Verdict.REFUSED],
            counts[Verdict.LATER],
        )

    def makes_a_list(self, errand: str) -> bool:
        """Whether what is taken of an errand has anything to do or to answer; what others do alone makes no list."""
        return any(
            proposal.kind in (Kind.ACT, Kind.ANSWER) and self.verdict(proposal.id) in (Verdict.TAKEN, Verdict.EDITED)
            for proposal in self.draft.of_errand(errand)
        )

    def is_settled(self, errand: str) -> bool:
        """Whether every line of an errand is decided."""
        progress = self.progress(errand)
        return progress.all > 0 and progress.settled == progress.all

    def take(self, proposal_id: str) -> None:
        """采用: the line as it is proposed."""
        self._step(Step(self._proposal(proposal_id).id, Verdict.TAKEN))

    def edit(self, proposal_id: str, line: Line) -> None:
        """改过: the line as somebody wrote it. Its quotes must be the rule's words."""
        proposal = self._proposal(proposal_id)
        if line.id != proposal.line.id:
            raise UserError("改不了编号", safe="这一行没有改动", todo="编号定了不改")
        cites = getattr(line, "all_cites", lambda: line.cites)()
        for cite in cites:
            self._check_verbatim(cite)
        if not cites:
            raise UserError("这一行没有引文", safe="这一行没有改动", todo="在条文里选几个字作引文")
        self._step(Step(proposal_id, Verdict.EDITED, msgspec.Raw(msgspec.json.encode(line))))

    def refuse(self, proposal_id: str, reason: str = "") -> None:
        """不要."""
        self._step(Step(self._proposal(proposal_id).id, Verdict.REFUSED, reason=reason))

    def leave(self, proposal_id: str) -> None:
        """放一放: to be looked at after the others."""
        self._step(Step(self._proposal(proposal_id).id, Verdict.LATER))

    def undo(self) -> Step | None:
        """Take back the last step, whatever errand it was in; gives that step, None where there is none."""
        if not self.steps:
            return None
        last = self.steps[-1]
        self._keep(msgspec.structs.replace(self._kept, steps=self.steps[:-1]))
        return last

    def publish(self, errand: str) -> Published:
        """Write the errand's wizard into the pack, where `check` lets it pass.

        Raises UserError: lines are still to be settled, none is left, a wizard of that id is there that this review has
        not written. Raises PackError with the problems where the list cannot be made to pass.
        """
        progress = self.progress(errand)
        if not self.is_settled(errand):
            raise UserError(
                f"还有 {progress.all - progress.settled} 行没有定",
                safe="没有发布",
                todo="逐行采用、改过或不要以后再发布",
            )
        path = self._path(errand)
        if path.exists() and self._written_hash(errand) != _hash(path):
            raise UserError(
                f"规则包里已有办事向导“{errand}”，不是这次套用写的，或者后来改过",
                safe="它没有改动",
                todo="先把它移走，或在编辑里改它",
            )
        self._file.check()
        wizard, held = self._wizard(errand)
        text = wizard_text(wizard, _COMMENT)
        entry = Published(errand, hashlib.sha256(text.encode()).hexdigest(), held)
        others = tuple(other for other in self.published if other.errand != errand)
        _write(path, text)
        self._keep(msgspec.structs.replace(self._kept, published=(*others, entry)))
        self._link_again(errand)
        return entry

    def withdraw(self, errand: str) -> None:
        """Take a published errand back into the draft. Raises UserError where its file was changed since."""
        self._file.check()
        path = self._path(errand)
        if path.exists() and self._written_hash(errand) != _hash(path):
            raise UserError(f"办事向导“{errand}”后来改过", safe="它没有改动", todo="不要了的，自己移走它的文件")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"办事向导“{errand}”撤不下来", safe="它没有改动", todo="先关掉正在打开它的程序", detail=str(error)
            ) from error
        kept = tuple(entry for entry in self.published if entry.errand != errand)
        self._keep(msgspec.structs.replace(self._kept, published=kept))
        self._link_again(errand)

    def abandon(self, recycled: Path) -> Path:
        """Put the draft and its review away into the folder `recycled`; what is published stays. Gives where it lies."""
        number = 1
        while (target := recycled / (f"{self.pack.name}.draft" + (f".{number}" if number > 1 else ""))).exists():
            number += 1
        try:
            make_folder(recycled)
            move(self.pack / FOLDER, target)
        except OSError as error:
            raise UserError(
                "草稿移不走", safe="它没有改动", todo="先关掉正在打开它的程序，再试一次", detail=str(error)
            ) from error
        return target

    def _wizard(self, errand: str) -> tuple[Wizard, tuple[Held, ...]]:
        """The errand as it can be published, links aside."""
        frame = self.draft.errand(errand)
        if frame is None:
            raise UserError(f"草稿里没有“{errand}”这件事", safe="没有改动")
        proposals = [
            msgspec.structs.replace(proposal, line=self.line(proposal.id))
            for proposal in self.draft.of_errand(errand)
            if self.verdict(proposal.id) in (Verdict.TAKEN, Verdict.EDITED)
        ]
        if not proposals:
            raise UserError("这件事一行也没有采用", safe="没有发布", todo="不办这件事就不用发布；要发布就采用几行")
        if not self.makes_a_list(errand):
            raise UserError(
                "采用的行都不是自己办的，列不成清单", safe="没有发布，审过的都在", todo="这一件不用发布，看下一件"
            )
        bare = msgspec.structs.replace(with_lines(frame.wizard, proposals), before=(), next=(), goes=())
        if frame.rule:  # another rule's summary tells what that one says, figures and all
            bare = msgspec.structs.replace(bare, summary=summed_up(proposals))
        scores = {proposal.line.id: proposal.score for proposal in proposals}
        mended = mend(bare, self.rule, self.parties, scores)
        if mended.problems:
            raise PackError(
                f"“{frame.wizard.title}”还有 {len(mended.problems)} 处问题，没有发布", list(mended.problems)
            )
        return mended.wizard, mended.held

    def _link_again(self, changed: str) -> None:
        """Write 先办 and 接着办 anew where `changed` came or went: in it, and in what leads to it.

        A file that somebody changed since it was published is left alone.
        """
        wizards = LazyWizards(self._untouched(), lambda errand: self._wizard(errand)[0])
        kept = []
        for entry in self.published:
            frame = self.draft.errand(entry.errand)
            if frame is not None and entry.errand in wizards and changed in self._near(frame.wizard):
                text = wizard_text(with_links(wizards[entry.errand], frame.wizard, wizards, self.parties), _COMMENT)
                digest = hashlib.sha256(text.encode()).hexdigest()
                if digest != entry.hash:
                    _write(self._path(entry.errand), text)
                    entry = msgspec.structs.replace(entry, hash=digest)
            kept.append(entry)
        if tuple(kept) != self.published:
            self._keep(msgspec.structs.replace(self._kept, published=tuple(kept)))

    def _near(self, frame: Wizard) -> set[str]:
        """The errand and those that it links to, by its answers too."""
        lines = (proposal.line for proposal in self.draft.of_errand(frame.id))
        return near(frame) | {line.to for line in lines if isinstance(line, DirectAnswer) and line.to}

    def _untouched(self) -> list[str]:
        """Published errands whose file is as it was written."""
        return [
            entry.errand
            for entry in self.published
            if self._path(entry.errand).exists() and _hash(self._path(entry.errand)) == entry.hash
        ]

    def _step(self, step: Step) -> None:
        self._keep(msgspec.structs.replace(self._kept, steps=(*self.steps, step)))

    def _keep(self, kept: Decisions) -> None:
        self._file.write(kept)
        self._take(kept)

    def _take(self, kept: Decisions) -> None:
        self._kept = kept
        self._last = {step.proposal: step for step in kept.steps}

    def _proposal(self, proposal_id: str) -> Proposal:
        if proposal_id not in self._by_id:
            raise UserError(f"草稿里没有“{proposal_id}”这一行", safe="没有改动")
        return self._by_id[proposal_id]

    def _check_verbatim(self, cite: Cite) -> None:
        article = self.rule.find(cite.number)
        places = locate(article, cite.quote) if article else []
        if not any(cite.paragraph in (None, p.paragraph) and cite.item in (None, p.item) for p in places):
            raise UserError(
                f"第{cite.number}条里没有这句原文：“{cite.quote}”", safe="这一行没有改动", todo="照抄原文，一字不改"
            )

    def _path(self, errand: str) -> Path:
        return self.pack / WIZARDS / f"{errand}.toml"

    def _written_hash(self, errand: str) -> str:
        return next((entry.hash for entry in self.published if entry.errand == errand), "")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, text: str) -> None:
    try:
        make_folder(path.parent)
        write_atomically(path, text.encode())
    except OSError as error:
        full = is_full(error)
        raise UserError(
            f"磁盘满了，“{path.name}”没有写进规则包" if full else f"“{path.name}”写不进规则包",
            safe="草稿和规则没有改动",
            todo="腾出一些空间再试一次" if full else "看文件夹能不能写；程序自带的规则包改不了",
            detail=str(error),
        ) from error
