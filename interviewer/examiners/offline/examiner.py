"""The offline examiner: grades without a network, by rules that can be read and measured.

It estimates: see docs/grading.md for how far it agrees with people, and where it does not.
"""

from collections.abc import Iterator, Sequence

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.questions import Question
from interviewer.examiners.offline.credit import (
    OPPOSED,
    Match,
    Speech,
    beliefs,
    best_match,
    certain,
    denied_claim,
    denied_share,
    evidences,
    opposed,
    sentence_credit,
)
from interviewer.examiners.offline.evidence import Said
from interviewer.examiners.offline.guards import Hearing, hear
from interviewer.examiners.offline.key import AnswerKey, answer_key
from interviewer.examiners.offline.passages import clauses_of, sentences_of
from interviewer.examiners.offline.port import IDENTITY
from interviewer.examiners.offline.quotes import Quote, proof


def examine(
    question: Question, answers: Sequence[str], asked: Sequence[str] = (), *, guards: bool = True
) -> Verdict:
    """Grade everything the candidate said to one question: a finding for each of its points.

    `answers` are the candidate's turns; `asked` what the interviewer said, for what merely repeats
    it earns nothing. Pure, and the same on every machine. Without `guards` pretence is not looked
    for: that is how their cost to honest answers is measured, and no way to grade.
    """
    sentences = sentences_of(answers)
    heard = hear(sentences, answers, question, asked) if guards else Hearing(tuple(sentences))
    if not heard.sentences:
        credit = 0.0 if heard.readable else None
        nothing = [Finding(point=p.id, credit=credit, note=heard.remark) for p in question.points]
        return Verdict(examiner=IDENTITY.name, findings=tuple(nothing), remark=heard.remark)
    said = Said(heard.sentences, heeds_denial=guards)
    key = answer_key(question)
    match = best_match(key, said)
    trust = heard.phrasing.trust(match.covered, match.kept)
    held = beliefs(key.beliefs, said)
    if question.rubric:
        earned = _by_rubric(key, said, held, answers)
    else:
        earned = _by_reference(key, said, match, answers)
    findings = []
    for point, (credit, sentence) in zip(question.points, earned, strict=True):
        quote = proof(said.passages[sentence], question, answers, asked)
        findings.append(_finding(point.id, _trusted(credit, trust), quote))
    shown = tuple(_beliefs(question, said, held, answers))
    return Verdict(examiner=IDENTITY.name, findings=tuple(findings), beliefs=shown)


Earned = tuple[float | None, int]
"""The credit of a point, 0..1 or undecided, and the sentence that shows most of it."""


def _by_reference(key: AnswerKey, said: Said, match: Match, answers: Sequence[str]) -> list[Earned]:
    """Credit for each sentence of the reference answer, blended with the answer as a whole."""
    own = match.reference is key.references[0]
    sound = 1 - denied_share(match.reference, said)
    if opposed(match.reference, answers):
        sound *= OPPOSED
    earned: list[Earned] = []
    for wanted in key.references[0].sentences:
        credit = sound * sentence_credit(match, wanted if own else None, said)
        if own and denied_claim(wanted, said):
            credit = 0.0
        nearest = wanted if own else match.reference.whole
        earned.append((credit, said.most(nearest)))
    return earned


def _by_rubric(
    key: AnswerKey, said: Said, held: Sequence[tuple[float, int]], answers: Sequence[str]
) -> list[Earned]:
    """Credit for each point of the rubric, from the accepted wordings and from its own words."""
    parts = [(n, c) for n, s in enumerate(said.passages) for c in clauses_of(s, answers)]
    speech = Speech(said, Said([c for _, c in parts]), tuple(n for n, _ in parts))
    return [(certain(e.chance), e.sentence) for e in evidences(key, speech, held)]


def _trusted(credit: float | None, trust: float) -> float | None:
    """Credit for words in no order is no credit, and nothing to be undecided about either."""
    if credit is None:
        return None if trust == 1 else 0.0
    return round(trust * credit, 3)


def _finding(point: str, credit: float | None, quote: Quote | None) -> Finding:
    if not credit:
        return Finding(point=point, credit=credit)
    if quote is None:
        return Finding(point=point, credit=0, note="the words only repeat what was given")
    words, turn, start, end = quote
    return Finding(point=point, credit=credit, quote=words, turn=turn, start=start, end=end)


def _beliefs(
    question: Question, said: Said, held: Sequence[tuple[float, int]], answers: Sequence[str]
) -> Iterator[Belief]:
    for wrong, (value, sentence) in zip(question.misconceptions, held, strict=True):
        if value > 0:
            at = said.passages[sentence]
            words = answers[at.turn][at.start : at.end]
            yield Belief(
                misconception=wrong.id, quote=words, turn=at.turn, start=at.start, end=at.end
            )
