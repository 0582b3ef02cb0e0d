"""The offline examiner: grades without a network, by rules that can be read and measured.

It estimates: see docs/grading.md for how far it agrees with people, and where it does not.
"""

from collections.abc import Sequence

from interviewer.core.grading import Finding, Verdict, checked, supports
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
from interviewer.examiners.offline.credit import (
    best_match,
    calibrated,
    denied_claim,
    denied_share,
    evidences,
    sentence_credit,
)
from interviewer.examiners.offline.evidence import Said
from interviewer.examiners.offline.guards import Hearing, hear
from interviewer.examiners.offline.key import AnswerKey, answer_key
from interviewer.examiners.offline.passages import Passage, clauses_of, sentences_of

VERSION = "1"
IDENTITY = ExaminerIdentity(name="offline", version=VERSION, kind="offline")


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
    heard = hear(sentences_of(answers), answers, question, asked)
    if not heard.sentences:
        credit = 0.0 if heard.readable else None
        nothing = [Finding(point=p.id, credit=credit, note=heard.remark) for p in question.points]
        return Verdict(examiner=IDENTITY.name, findings=tuple(nothing), remark=heard.remark)
    judge = _by_rubric if question.rubric else _by_reference
    found = judge(question, answer_key(question), heard, answers)
    findings = tuple(checked(finding, question, answers, asked) for finding in found)
    return Verdict(examiner=IDENTITY.name, findings=findings)


def _by_reference(
    question: Question, key: AnswerKey, heard: Hearing, answers: Sequence[str]
) -> list[Finding]:
    """Credit for each sentence of the reference answer, blended with the answer as a whole."""
    said = Said(heard.sentences)
    match = best_match(key, said)
    trust = heard.phrasing.trust(calibrated(match.covered), match.kept)
    trust *= 1 - denied_share(match.reference, said)
    own = match.reference is key.references[0]
    found = []
    for point, wanted in zip(question.points, key.references[0].sentences, strict=True):
        credit = trust * sentence_credit(match, wanted if own else None, said)
        if own and denied_claim(wanted, said):
            credit = 0.0
        nearest = wanted if own else match.reference.whole
        covered = said.by_passage(nearest.weights)
        top = max(range(len(covered)), key=covered.__getitem__)
        quote = _quote(said.passages[top], question, answers)
        found.append(Finding(point=point.id, credit=round(credit, 3), quote=quote))
    return found


def _by_rubric(
    question: Question, key: AnswerKey, heard: Hearing, answers: Sequence[str]
) -> list[Finding]:
    """Credit for each point of the rubric, from the accepted wordings and from its own words."""
    said = Said(heard.sentences)
    clauses = [(n, c) for n, s in enumerate(heard.sentences) for c in clauses_of(s, answers)]
    home = [n for n, _ in clauses]
    weighed = evidences(key.points, said, Said([c for _, c in clauses]), home)
    kept = max((said.kept(r.whole) for r in key.references), default=0.0)
    found = []
    for point, evidence in zip(question.points, weighed, strict=True):
        credit = evidence.chance * heard.phrasing.trust(evidence.chance, kept)
        quote = _quote(said.passages[evidence.sentence], question, answers)
        found.append(Finding(point=point.id, credit=round(credit, 3), quote=quote))
    return found


def _quote(passage: Passage, question: Question, answers: Sequence[str]) -> str:
    """The passage; all of the answer where the passage alone only repeats the question: "A."."""
    quote = answers[passage.turn][passage.start : passage.end]
    return quote if supports(quote, question, ()) else answers[passage.turn]
