"""The model and the built-in rules together: each point goes to whoever is surer of it (`--best`).

Both grade every answer, the rules in milliseconds. How far each can be trusted is what its exam found;
see `reliability`. Everything that is said to the candidate is the model's.
"""

from typing import Literal

from interviewer import __version__
from interviewer.core.grading import Finding, Verdict
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import (
    Answered,
    Ask,
    AskReply,
    Clarified,
    Clarify,
    Conclude,
    Concluded,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Hint,
    Hinted,
    Probe,
    Probed,
    Ungraded,
)
from interviewer.core.run import Examiner, OnNotice, OnWords, Reach
from interviewer.examiners.reliability import Said, Trust, said_of

_SAYS: dict[Said, str] = {"yes": "made", "no": "missed", "open": "undecided"}


class CombinedExaminer:
    """Implements `core.run.Examiner` over two others."""

    def __init__(self, model: Examiner, rules: Examiner, trust: Trust) -> None:
        self._model = model
        self._rules = rules
        self._trust = trust

    @property
    def identity(self) -> ExaminerIdentity:
        """Both, the model first: "gpt-x + offline"."""
        model = self._model.identity
        return model.model_copy(
            update={"name": f"{model.name} + {self._rules.identity.name}", "version": __version__}
        )

    @property
    def usage(self) -> str:
        return self._model.usage

    @property
    def reach(self) -> Reach:
        return self._model.reach

    async def try_reach(self) -> str:
        return await self._model.try_reach()

    def warm(self) -> None:
        self._model.warm()
        self._rules.warm()

    def recognise(self, step: Ask, said: Answered) -> AskReply:
        """By the rules, which can tell at once whether something earns nothing."""
        return self._rules.recognise(step, said)

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded | Clarified:
        graded = await self._model.grade(step, notify)
        if not isinstance(graded, Graded) or graded.verdict.remark:
            return graded
        ruled = await self._rules.grade(step, notify)
        if not isinstance(ruled, Graded):
            return graded
        verdict = combined(graded.verdict, ruled.verdict, self._trust, self.identity.name)
        return graded.model_copy(update={"verdict": verdict})

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        return await self._model.follow_up(step, show_words)

    async def clarify(self, step: Clarify, notify: OnNotice) -> Clarified:
        return await self._model.clarify(step, notify)

    async def hint(self, step: Hint, show_words: OnWords) -> Hinted:
        return await self._model.hint(step, show_words)

    async def probe(self, step: Probe, show_words: OnWords) -> Probed:
        return await self._model.probe(step, show_words)

    async def conclude(self, step: Conclude, notify: OnNotice) -> Concluded:
        return await self._model.conclude(step, notify)

    async def aclose(self) -> None:
        await self._model.aclose()
        await self._rules.aclose()


def combined(model: Verdict, rules: Verdict, trust: Trust, name: str) -> Verdict:
    """One verdict out of two. A wrong belief that either saw, with its quote, is one."""
    findings = tuple(
        _finding(
            found, rules.finding(found.point) or Finding(point=found.point, credit=None), trust
        )
        for found in model.findings
    )
    known = {belief.misconception for belief in model.beliefs}
    beliefs = (*model.beliefs, *(b for b in rules.beliefs if b.misconception not in known))
    return Verdict(examiner=name, findings=findings, beliefs=beliefs, remark=model.remark)


def _finding(model: Finding, rules: Finding, trust: Trust) -> Finding:
    """One point: who is surer decides it, and where nobody is, both are shown."""
    said = _said(model), _said(rules)
    if said[0] == said[1]:
        return model.model_copy(update={"by": "both"})
    made = trust.decided(*said)
    words = model if said[0] == "yes" else rules if said[1] == "yes" else _quoted(model, rules)
    if made is None or (made and not words.quote):
        note = f"undecided: the model says {_SAYS[said[0]]}, the rules say {_SAYS[said[1]]}"
        return words.model_copy(update={"credit": None, "note": note, "by": "both"})
    by: Literal["model", "rules"] = (
        "model" if (said[0] == "yes") is made and said[0] != "open" else "rules"
    )
    if made:
        other = f"the {'rules' if by == 'model' else 'model'} had it {_SAYS[said[by == 'model']]}"
        return words.model_copy(update={"by": by, "note": other})
    note = (model if by == "model" else rules).note
    return Finding(point=model.point, credit=0, note=note, by=by)


def _said(found: Finding) -> Said:
    return said_of(None if found.credit is None else found.made)


def _quoted(model: Finding, rules: Finding) -> Finding:
    return model if model.quote else rules
