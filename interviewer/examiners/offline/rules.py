"""The offline examiner: grades without a network, by rules that can be read and measured.

It estimates: see docs/grading.md for how far it agrees with people, and where it does not.
"""

from collections.abc import Sequence

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.questions import Question
from interviewer.examiners.offline.guards import ScreenedAnswers, screened
from interviewer.examiners.offline.identity import IDENTITY
from interviewer.examiners.offline.quotes import Quote, proof
from interviewer.examiners.reading.credit import (
    OPPOSED,
    Match,
    best_match,
    denied_claim,
    denied_share,
    opposed,
    sentence_credit,
)
from interviewer.examiners.reading.decision import UNDECIDED, Band, decided
from interviewer.examiners.reading.evidence import AnswerIndex
from interviewer.examiners.reading.key import AnswerKey, answer_key
from interviewer.examiners.reading.passages import Passage, sentences_of
from interviewer.examiners.reading.rubric import IndexedAnswers, weigh

_SPOKEN = 0.12
"""A sentence that holds less of a reference sentence does not speak of it and is no proof of it."""
_TRUSTED = 0.5
"""Phrasing that is trusted less makes no point of a rubric."""


def examine(
    question: Question,
    answers: Sequence[str],
    asked: Sequence[str] = (),
    *,
    guards: bool = True,
    undecided: Band = UNDECIDED,
) -> Verdict:
    """Grade everything the candidate said to one question: a finding for each of its points.

    `answers` are the candidate's turns; `asked` what the interviewer said, for what merely repeats
    it earns nothing. Pure, and the same on every machine. Without `guards` pretence is not looked
    for: that is how their cost to honest answers is measured, and no way to grade. `undecided` is how sure
    the examiner has to be, for the same purpose.
    """
    sentences = sentences_of(answers)
    read = (
        screened(sentences, answers, question, asked)
        if guards
        else ScreenedAnswers(tuple(sentences))
    )
    if not read.sentences:
        credit = 0.0 if read.readable else None
        nothing = [Finding(point=p.id, credit=credit, note=read.remark) for p in question.points]
        return Verdict(examiner=IDENTITY.name, findings=tuple(nothing), remark=read.remark)
    key = answer_key(question)
    said = AnswerIndex(read.sentences, key.vocabulary, heeds_denial=guards)
    match = best_match(key, said)
    trust = read.phrasing.trust(match.covered, match.kept)
    speech = IndexedAnswers(said, answers)
    evidence, held = weigh(key, speech)
    if not question.by_sentences:
        earned = [(_sure(decided(e.probability, undecided), trust), e.sentence) for e in evidence]
    else:
        whole = _by_reference(key, said, match, answers)
        earned = [(round(trust * credit, 3), sentence) for credit, sentence in whole]
    findings = []
    quotes: dict[int, Quote | None] = {}
    for point, (credit, sentence) in zip(question.points, earned, strict=True):
        if credit and sentence not in quotes:
            quotes[sentence] = proof(said.passages[sentence], question, answers, asked)
        quote = quotes.get(sentence)
        findings.append(_finding(point.id, credit, quote))
    shown = tuple(
        _belief(question.misconceptions[h.number].id, speech.passage(h.statements), answers)
        for h in held
    )
    return Verdict(examiner=IDENTITY.name, findings=tuple(findings), beliefs=shown)


def _by_reference(
    key: AnswerKey, said: AnswerIndex, match: Match, answers: Sequence[str]
) -> list[tuple[float, int]]:
    """Credit for each point, a sentence of the reference answer, blended with the answer as a whole, and
    the sentence of the answer that shows most of it.
    """
    own = match.reference is key.references[0]
    sound = 1 - denied_share(match.reference, said)
    if opposed(match.reference, answers):
        sound *= OPPOSED
    earned, spoken_of = [], []
    for wanted in (point.claims[0] for point in key.points):
        credit = sound * sentence_credit(match, wanted if own else None, said)
        if own and denied_claim(wanted, said):
            credit = 0.0
        nearest = wanted if own else match.reference.whole
        sentence = said.most(nearest)
        earned.append((credit, sentence))
        spoken_of.append(not own or said.by_passage(wanted)[sentence] >= _SPOKEN * wanted.total)
    return _handed_on(earned, spoken_of)


def _handed_on(
    earned: list[tuple[float, int]], spoken_of: Sequence[bool]
) -> list[tuple[float, int]]:
    """The credit of reference sentences that no sentence speaks of goes to those that one does: what the answer as
    a whole is worth stays so.
    """
    unsaid = sum(credit for (credit, _), said in zip(earned, spoken_of, strict=True) if not said)
    room = sum(1 - c for (c, _), said in zip(earned, spoken_of, strict=True) if said and c)
    if not room:
        return earned
    share = min(1.0, unsaid / room)
    return [
        (c + (1 - c) * share if c and said else 0.0, sentence)
        for (c, sentence), said in zip(earned, spoken_of, strict=True)
    ]


def _sure(credit: float | None, trust: float) -> float | None:
    """Made or missed stays so; words in no order make no point and leave nothing undecided."""
    return credit if trust >= _TRUSTED else 0.0


def _finding(point: str, credit: float | None, quote: Quote | None) -> Finding:
    if not credit:
        return Finding(point=point, credit=credit)
    if quote is None:
        return Finding(point=point, credit=0, note="the words only repeat what was given")
    words, turn, start, end = quote
    return Finding(point=point, credit=credit, quote=words, turn=turn, start=start, end=end)


def _belief(misconception: str, at: Passage, answers: Sequence[str]) -> Belief:
    words = answers[at.turn][at.start : at.end]
    return Belief(
        misconception=misconception, quote=words, turn=at.turn, start=at.start, end=at.end
    )
