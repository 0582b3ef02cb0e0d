"""The offline examiner: grades without a network, by rules that can be read and measured.

It estimates: see docs/grading.md for how far it agrees with people, and where it does not.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from interviewer.core.grading import Finding, Verdict, checked
from interviewer.core.interview import (
    Conclude,
    Concluded,
    ExaminerIdentity,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
)
from interviewer.core.questions import Question
from interviewer.core.run import Hear, Tell, plain_follow_up
from interviewer.examiners.offline.evidence import Claim, Said, claim
from interviewer.examiners.offline.guards import Hearing, hear
from interviewer.examiners.offline.passages import passages
from interviewer.examiners.offline.words import stems

VERSION = "1"
IDENTITY = ExaminerIdentity(name="offline", version=VERSION, kind="offline")

_SAYS = re.compile(
    r"^(?:says?|names?|gives?|explains?|mentions?|states?)\s+(?:that\s+|to\s+)?", re.IGNORECASE
)


class OfflineExaminer:
    """The examiner port over `examine`; it never fails and never waits."""

    @property
    def identity(self) -> ExaminerIdentity:
        return IDENTITY

    async def grade(self, step: Grade, tell: Tell) -> Graded:
        del tell
        sheet = step.sheet
        return Graded(verdict=examine(sheet.question, sheet.answers, sheet.asked))

    async def follow_up(self, step: FollowUp, hear: Hear) -> FollowedUp:
        text = step.target.canned or plain_follow_up(step)
        hear(text)
        return FollowedUp(text=text, point=step.target.id)

    async def conclude(self, step: Conclude, tell: Tell) -> Concluded:
        del step, tell
        return Concluded(text="")


def examine(question: Question, answers: Sequence[str], asked: Sequence[str] = ()) -> Verdict:
    """Grade everything the candidate said to one question: a finding for each of its points.

    `answers` are the candidate's turns; `asked` what the interviewer said, for what merely repeats
    it earns nothing. Pure, and the same on every machine.
    """
    heard = hear(passages(answers), answers, question, asked)
    if not heard.passages:
        return _nothing(question, heard)
    said = Said(heard.passages)
    findings = []
    for point, claims in zip(question.points, _key(question), strict=True):
        found = _found(point.id, claims, said, answers)
        findings.append(checked(found, question, answers, asked))
    return Verdict(examiner=IDENTITY.name, findings=tuple(findings))


def _nothing(question: Question, heard: Hearing) -> Verdict:
    credit = 0.0 if heard.readable else None
    findings = tuple(Finding(point=p.id, credit=credit, note=heard.remark) for p in question.points)
    return Verdict(examiner=IDENTITY.name, findings=findings, remark=heard.remark)


@lru_cache(maxsize=256)
def _key(question: Question) -> tuple[tuple[Claim, ...], ...]:
    """The claims that make each point, in the order of the points."""
    given = frozenset(stems(question.prompt))
    found = []
    for point in question.points:
        wordings = [*point.signs, _SAYS.sub("", point.description)]
        found.append(tuple(claim(wording, given) for wording in wordings))
    return tuple(found)


def _found(point: str, claims: Sequence[Claim], said: Said, answers: Sequence[str]) -> Finding:
    """The best evidence for one point, with the passage that shows most of it."""
    best, where = 0.0, 0
    for wanted in claims:
        covered = said.by_passage(wanted)
        top = max(range(len(covered)), key=covered.__getitem__)
        value = 0.5 * covered[top] + 0.5 * said.coverage(wanted).meaning
        if value > best:
            best, where = value, top
    credit = round(min(1.0, max(0.0, (best - 0.2) / 0.6)), 3)
    if credit == 0:
        return Finding(point=point, credit=0)
    passage = said.passages[where]
    quote = answers[passage.turn][passage.start : passage.end]
    return Finding(point=point, credit=credit, quote=quote)
