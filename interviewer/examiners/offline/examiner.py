"""The offline examiner: grades without a network, by rules that can be read and measured.

It estimates: see docs/grading.md for how far it agrees with people, and where it does not.
"""

from collections.abc import Iterator, Sequence

from interviewer.core.grading import Belief, Finding, Verdict, checked, supports
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
    Speech,
    beliefs,
    best_match,
    calibrated,
    certain,
    denied_claim,
    denied_share,
    evidences,
    sentence_credit,
)
from interviewer.examiners.offline.evidence import Said
from interviewer.examiners.offline.guards import hear
from interviewer.examiners.offline.key import answer_key
from interviewer.examiners.offline.passages import Passage, clauses_of, sentences_of
from interviewer.examiners.offline.phrasing import Phrasing

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
    said = Said(heard.sentences)
    key = answer_key(question)
    shown = beliefs(key.beliefs, said)
    if question.rubric:
        found = _by_rubric(question, said, shown, heard.phrasing, answers)
    else:
        found = _by_reference(question, said, heard.phrasing, answers)
    return Verdict(
        examiner=IDENTITY.name,
        findings=tuple(checked(finding, question, answers, asked) for finding in found),
        beliefs=tuple(_beliefs(question, said, shown, answers)),
    )


def _beliefs(
    question: Question, said: Said, shown: Sequence[tuple[float, int]], answers: Sequence[str]
) -> Iterator[Belief]:
    for wrong, (value, sentence) in zip(question.misconceptions, shown, strict=True):
        if value > 0:
            at = said.passages[sentence]
            quote = answers[at.turn][at.start : at.end]
            yield Belief(
                misconception=wrong.id, quote=quote, turn=at.turn, start=at.start, end=at.end
            )


def _by_reference(
    question: Question, said: Said, phrasing: Phrasing, answers: Sequence[str]
) -> list[Finding]:
    """Credit for each sentence of the reference answer, blended with the answer as a whole."""
    key = answer_key(question)
    match = best_match(key, said)
    trust = phrasing.trust(calibrated(match.covered), match.kept)
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
    question: Question,
    said: Said,
    shown: Sequence[tuple[float, int]],
    phrasing: Phrasing,
    answers: Sequence[str],
) -> list[Finding]:
    """Credit for each point of the rubric, from the accepted wordings and from its own words."""
    key = answer_key(question)
    parts = [(n, c) for n, s in enumerate(said.passages) for c in clauses_of(s, answers)]
    speech = Speech(said, Said([c for _, c in parts]), tuple(n for n, _ in parts))
    match = best_match(key, said)
    trust = phrasing.trust(calibrated(match.covered), match.kept)
    found = []
    for point, evidence in zip(question.points, evidences(key, speech, shown), strict=True):
        credit = trust * certain(evidence.chance)
        quote = _quote(said.passages[evidence.sentence], question, answers)
        found.append(Finding(point=point.id, credit=round(credit, 3), quote=quote))
    return found


def _quote(passage: Passage, question: Question, answers: Sequence[str]) -> str:
    """The passage; all of the answer where the passage alone only repeats the question: "A."."""
    quote = answers[passage.turn][passage.start : passage.end]
    return quote if supports(quote, question, ()) else answers[passage.turn]
